/** The time that what is old is swept by (`lasting-time.ts`), kept over restarts. */
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Store } from '../store/store.ts';
import { readReckoning, reckon, type Reckoning } from './lasting-time.ts';

const RECKONING = 'reckoning';
/** A reckoning is kept when it is so much newer: a crash costs no more. */
const KEEP_EVERY_MS = 60 * 60_000;

export class SweepTime {
  readonly #store: Pick<Store, 'notes' | 'trace'>;
  readonly #clock: Clock;
  readonly #log: Log;
  /** As of the last look; null: what was kept has not been read yet. */
  #reckoned: Reckoning | null = null;
  #keptAt = Number.NEGATIVE_INFINITY;
  #lookedAt: number;

  constructor(store: Pick<Store, 'notes' | 'trace'>, clock: Clock, log: Log) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#lookedAt = clock.monotonic();
  }

  async now(): Promise<number> {
    const clock = this.#clock;
    const before = this.#reckoned ?? (await lastReckoning(this.#store)) ?? { reckonedAt: clock.now(), aheadMs: 0 };
    const after = reckon(before, clock.now(), clock.monotonic() - this.#lookedAt);
    this.#lookedAt = clock.monotonic();
    tellOfClock(this.#log, clock.now(), this.#reckoned, after);
    this.#reckoned = after;
    const isNews = (after.aheadMs === 0) !== (before.aheadMs === 0);
    if (isNews || Math.abs(after.reckonedAt - this.#keptAt) >= KEEP_EVERY_MS) {
      await this.#store.notes.put('queue', [{ key: RECKONING, value: after }]);
      this.#keptAt = after.reckonedAt;
    }
    return after.reckonedAt;
  }
}

/** As it was kept; else, of a store that has never kept one, when its last mail came. null: there was none. */
async function lastReckoning({ notes, trace }: Pick<Store, 'notes' | 'trace'>): Promise<Reckoning | null> {
  const kept = readReckoning((await notes.get('queue', RECKONING))?.value);
  if (kept !== null) return kept;
  const [newest] = (await trace.search({ limit: 1 })).rows;
  return newest === undefined ? null : { reckonedAt: newest.at, aheadMs: 0 };
}

/** Once when it begins, and once when it is over. */
function tellOfClock(log: Log, wall: number, before: Reckoning | null, after: Reckoning): void {
  const wasAhead = before !== null && before.aheadMs > 0;
  if (after.aheadMs > 0 && !wasAhead)
    log.warn(
      { days: Math.round((wall - after.reckonedAt) / 86_400_000) },
      'the clock is days ahead of the last known time: nothing is removed by it until it has stayed so for a week; set it if it is wrong',
    );
  else if (after.aheadMs === 0 && wasAhead) log.info({}, 'the clock is believed again: old trace is removed by it');
}
