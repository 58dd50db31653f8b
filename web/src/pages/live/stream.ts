/**
 * The stream of live sessions, heard while the page is seen: a hidden one lets go of its place. After an end it begins again, later each time, and
 * asks the trace for what it has not heard.
 */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ApiProblem, call, lines } from '../../api/call.ts';
import { type LiveRow, Sessions } from './sessions.ts';

export interface WatchedFor {
  /** An id, or `*`. */
  readonly organization: string;
  /** An address or a network. */
  readonly address: string | undefined;
  readonly device: string | undefined;
  readonly refused: boolean;
}

/** `stopped`: for a reason that stays as long as nothing is changed. */
export type Hearing = 'connecting' | 'live' | 'again' | 'stopped';

interface Snapshot {
  readonly rows: readonly LiveRow[];
  readonly hearing: Hearing;
  /** Why it does not hear; null: nothing that a person could mend. */
  readonly error: Error | null;
  /** Sessions of before could not be had. */
  readonly historyError: Error | null;
  /** It has not been told yet what there was before. */
  readonly loading: boolean;
  /** Events that this browser was too slow for. */
  readonly dropped: number;
}

const EARLIER = 50;
/** The server says something every 10 s. */
const SILENCE_MS = 25_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A burst of lines is shown at once. */
const SHOWN_AFTER_MS = 60;
/** Another try may do. */
const PASSING = new Set([429, 503]);

const nothing: Snapshot = {
  ...{ rows: [], hearing: 'connecting', error: null, historyError: null, loading: true, dropped: 0 },
};

class Hearer {
  readonly #wanted: WatchedFor;
  readonly #changed: () => void;
  readonly #sessions = new Sessions();
  readonly #closed = new AbortController();
  #seen = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  snapshot = nothing;

  constructor(wanted: WatchedFor, changed: () => void) {
    this.#wanted = wanted;
    this.#changed = changed;
    document.addEventListener('visibilitychange', this.#look, { signal: this.#closed.signal });
    this.#look();
  }

  close(): void {
    this.#closed.abort();
    this.#seen.abort();
    clearTimeout(this.#timer);
  }

  clear(): void {
    this.#sessions.clear();
    this.#tell({ dropped: 0 });
  }

  readonly #look = (): void => {
    this.#seen.abort();
    if (document.visibilityState !== 'visible') return;
    this.#seen = new AbortController();
    void this.#goOn(this.#seen.signal);
  };

  async #goOn(seen: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!seen.aborted) {
      const { heard, failure } = await this.#listen(seen);
      if (seen.aborted) return;
      if (heard) wait = FIRST_WAIT_MS;
      const error = failure instanceof ApiProblem ? failure : null;
      const isFinal = error !== null && !PASSING.has(error.status);
      this.#tell({ hearing: isFinal ? 'stopped' : 'again', error, loading: false });
      if (isFinal) return;
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    }
  }

  async #listen(seen: AbortSignal): Promise<{ readonly heard: boolean; readonly failure: unknown }> {
    const silent = new AbortController();
    const signal = AbortSignal.any([seen, silent.signal]);
    let silence = setTimeout(() => silent.abort(), SILENCE_MS);
    let hasHeard = false;
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => silent.abort(), SILENCE_MS);
      if (hasHeard) return;
      hasHeard = true;
      this.#tell({ hearing: 'live', error: null });
      // Now, so that between both none is missed.
      void this.#remember(seen);
    };
    const { organization, address, device, refused } = this.#wanted;
    this.#sessions.begin();
    try {
      const query = { organization, address, device, refused: refused ? true : undefined };
      for await (const event of lines('GET /watch', { query, signal, heard })) {
        this.#sessions.hear(event);
        if (event.kind === 'dropped') this.#tell({ dropped: this.snapshot.dropped + event.count });
        else this.#tellSoon();
      }
      return { heard: hasHeard, failure: null };
    } catch (failure) {
      return { heard: hasHeard, failure };
    } finally {
      clearTimeout(silence);
    }
  }

  async #remember(signal: AbortSignal): Promise<void> {
    const { organization, address, device, refused } = this.#wanted;
    try {
      // The trace finds addresses, and no networks.
      const isNetwork = address?.includes('/') ?? false;
      const query = { organization, address, device, limit: EARLIER, refused: refused ? true : undefined };
      const { items } = isNetwork ? { items: [] } : await call('GET /trace/sessions', { query, signal });
      this.#sessions.remember(items);
      this.#tell({ loading: false, historyError: null });
    } catch (error) {
      if (!signal.aborted) this.#tell({ loading: false, historyError: error as Error });
    }
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => this.#tell({}), SHOWN_AFTER_MS);
  }

  #tell(part: Partial<Snapshot>): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed.signal.aborted) return;
    this.snapshot = { ...this.snapshot, ...part, rows: this.#sessions.rows };
    this.#changed();
  }
}

export interface Live extends Snapshot {
  clear(): void;
  retry(): void;
}

export function useLive({ organization, address, device, refused }: WatchedFor): Live {
  const hearer = useRef<Hearer | null>(null);
  const listeners = useRef(new Set<() => void>());
  const [round, setRound] = useState(0);
  const subscribe = useCallback((changed: () => void) => {
    listeners.current.add(changed);
    return () => void listeners.current.delete(changed);
  }, []);
  const tell = useCallback(() => {
    for (const listener of listeners.current) listener();
  }, []);
  useEffect(() => {
    const made = new Hearer({ organization, address, device, refused }, tell);
    hearer.current = made;
    tell();
    return () => made.close();
  }, [organization, address, device, refused, round, tell]);
  const snapshot = useSyncExternalStore(subscribe, () => hearer.current?.snapshot ?? nothing);
  const clear = useCallback(() => hearer.current?.clear(), []);
  const retry = useCallback(() => setRound((before) => before + 1), []);
  return { ...snapshot, clear, retry };
}
