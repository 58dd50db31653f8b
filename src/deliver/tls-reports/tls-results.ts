/**
 * Counts sessions with the mail hosts of domains that demand something (RFC 8460 §4.3), by domain and UTC day: in memory, and noted once a minute,
 * so that they outlast a restart and nodes add theirs up. Nothing is counted where no reports are sent, and nothing of a report's own way: that
 * one passes demands over.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import { NoteConflict, type NoteStore } from '../../store/store.ts';
import type { TlsFault } from '../secure/tls-result.ts';
import { type DayResult, emptyResult, type Failures, merged, type PolicyResult } from './day-result.ts';

export const RESULTS_BOOK = 'tls-result';
const NOTE_EVERY_MS = 60_000;

/** The ends of a session, as far as one was begun. */
export type SessionPlace = Pick<Failures, 'sendingIp' | 'mxHost' | 'receivingIp'>;

export type FoundPolicy = Pick<PolicyResult, 'type' | 'strings' | 'mx'>;

export interface TlsResultsParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly notes: NoteStore;
}

export const resultKey = (day: string, domain: string): string => `${day} ${domain}`;

const NOWHERE: SessionPlace = { sendingIp: null, mxHost: null, receivingIp: null };

export class TlsResults {
  readonly #parts: TlsResultsParts;
  readonly #counted = new Map<string, DayResult>();
  #timer: Timer | null = null;

  constructor(parts: TlsResultsParts) {
    this.#parts = parts;
  }

  /** The policy as it stands, for the report; told before sessions are opened by it. */
  found(domain: string, policy: FoundPolicy): void {
    const key = this.#key(domain);
    const known = this.#counted.get(key);
    if (known === undefined && !this.#hasRoom()) return;
    this.#put(key, merged(known ?? [], [{ ...emptyResult(policy.type), ...policy }]));
  }

  /** @param fault null: all that the domain demands was met. */
  count(domain: string, type: PolicyResult['type'], fault: TlsFault | null, place: SessionPlace = NOWHERE): void {
    const key = this.#key(domain);
    const known = this.#counted.get(key);
    if (known === undefined && !this.#hasRoom()) return;
    const one: PolicyResult =
      fault === null
        ? { ...emptyResult(type), successes: 1 }
        : { ...emptyResult(type), failures: [{ fault, ...place, count: 1 }] };
    this.#put(key, merged(known ?? [], [one]));
  }

  #put(key: string, result: DayResult): void {
    this.#counted.set(key, result);
    this.#timer ??= this.#parts.clock.timer(NOTE_EVERY_MS, () => void this.flush());
  }

  /** Writes down what was counted. Never rejects: what cannot be written is counted on, or lost with the process. */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = null;
    // A policy alone is worth no note.
    const counted = [...this.#counted].filter(([, result]) => result.some(hasSessions));
    this.#counted.clear();
    for (const [key, result] of counted) await this.#add(key, result);
  }

  async #add(key: string, result: DayResult): Promise<void> {
    const { notes, log } = this.#parts;
    for (let round = 0; round < bounds.deliver.tlsResultWrites; round++)
      try {
        const note = await notes.get(RESULTS_BOOK, key);
        const value = merged((note?.value as DayResult | undefined) ?? [], result);
        await notes.put(RESULTS_BOOK, [{ key, value, expected: note?.version ?? 0 }]);
        return;
      } catch (error) {
        // Another node has added its own: once more on top of that.
        if (error instanceof NoteConflict) continue;
        log.warn({ error: String(error) }, 'results of TLS could not be written down');
        return;
      }
  }

  #key(domain: string): string {
    return resultKey(utcDay(this.#parts.clock.now()), domain);
  }

  #hasRoom(): boolean {
    return this.#counted.size < bounds.deliver.tlsReportDomains;
  }
}

const hasSessions = ({ successes, failures }: PolicyResult): boolean => successes > 0 || failures.length > 0;
