/**
 * Hints of the server that something has changed, heard by one tab for all: a browser has six connections to a host, over all of its tabs. The tab
 * that holds the lock listens and tells the others; a hidden one lets go. A hint is no data: queries whose key begins with its kind ask again.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { lines } from './call.ts';
import type { LineOf } from './contracts.ts';

type Hint = LineOf<'GET /events'>;
/** `live`: hints come. `polling`: they do not, and lists ask by themselves. */
export type Liveness = 'live' | 'polling';
/** `missed`: for a while nobody listened, and anything may have changed. */
type Told = { readonly hint: Hint } | { readonly beat: true } | { readonly missed: true };

const NAME = 'doorpost-events';
const BEAT_MS = 15_000;
/** Three beats that did not come. */
const SILENCE_MS = 50_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
/** The whole of the house is asked for again so often at most. */
const OVERVIEW_MS = 5_000;

/** Rows that somebody reads do not move: lists look at their head instead (`useCursorList`). */
export const ROWS = 'rows';
/** Of the house as a whole: any hint may have changed them. */
const OVERVIEW = new Set(['status', 'summary']);

let liveness: Liveness = 'polling';
const listeners = new Set<() => void>();
function become(next: Liveness): void {
  if (next === liveness) return;
  liveness = next;
  for (const listener of listeners) listener();
}

export const useLiveness = (): Liveness =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    () => liveness,
  );

/** Once, in the shell. */
export function useEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const ear = new Ear(queries);
    return () => ear.close();
  }, [queries]);
}

class Ear {
  readonly #queries: QueryClient;
  readonly #channel = new BroadcastChannel(NAME);
  readonly #closed = new AbortController();
  #silence: ReturnType<typeof setTimeout> | undefined;
  #overview: ReturnType<typeof setTimeout> | undefined;
  #hidden = new AbortController();
  #hasHeard = false;

  constructor(queries: QueryClient) {
    this.#queries = queries;
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Told>) => this.#take(data));
    document.addEventListener('visibilitychange', this.#look, { signal: this.#closed.signal });
    this.#look();
  }

  close(): void {
    this.#closed.abort();
    this.#hidden.abort();
    this.#channel.close();
    clearTimeout(this.#silence);
    clearTimeout(this.#overview);
    become('polling');
  }

  readonly #look = (): void => {
    this.#hidden.abort();
    if (document.visibilityState !== 'visible') return;
    this.#hidden = new AbortController();
    const { signal } = this.#hidden;
    // Where there are no locks every tab is on its own, and asks by itself.
    const { locks } = navigator as { readonly locks?: LockManager };
    locks?.request(NAME, { signal }, () => this.#lead(signal)).catch(() => {});
  };

  /** Listens until the tab is hidden; after an end it begins again, later each time. */
  async #lead(signal: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      const beat = setInterval(() => this.#tell({ beat: true }), BEAT_MS);
      try {
        let isBegun = false;
        for await (const hint of lines('GET /events', { query: {}, signal })) {
          wait = FIRST_WAIT_MS;
          if (!isBegun && this.#hasHeard) this.#tell({ missed: true });
          isBegun = true;
          this.#tell({ hint });
        }
      } catch {
        // It is tried again, or the tab was hidden.
      } finally {
        clearInterval(beat);
      }
      if (signal.aborted) return;
      become('polling');
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    }
  }

  #tell(told: Told): void {
    if (this.#closed.signal.aborted) return;
    this.#channel.postMessage(told);
    this.#take(told);
  }

  #take(told: Told): void {
    this.#hasHeard = true;
    become('live');
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => become('polling'), SILENCE_MS);
    if ('missed' in told)
      void this.#queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.at(-1) !== ROWS });
    if (!('hint' in told)) return;
    const { kind } = told.hint;
    void this.#queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === kind && queryKey.at(-1) !== ROWS,
    });
    this.#overview ??= setTimeout(() => {
      this.#overview = undefined;
      void this.#queries.invalidateQueries({ predicate: ({ queryKey }) => OVERVIEW.has(String(queryKey[0])) });
    }, OVERVIEW_MS);
  }
}
