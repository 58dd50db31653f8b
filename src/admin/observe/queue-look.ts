/**
 * The queue as whoever scrapes sees it: counted at most once at a time, and with a long queue more seldom than it is asked for, so that counting
 * takes a small part of the thread that reads, however many scrape. Ages are not kept: they are of when mail came in.
 */
import { bounds } from '../../base/bounds.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import { type LaneCount, type Store, StoreUnavailable } from '../../store/store.ts';

export class QueueLook {
  readonly #spool: Pick<Store['spool'], 'lanes'>;
  readonly #clock: Clock;
  #kept: { readonly lanes: readonly LaneCount[]; readonly until: number } | null = null;
  #running: Promise<readonly LaneCount[]> | null = null;

  constructor(spool: Pick<Store['spool'], 'lanes'>, clock: Clock) {
    this.#spool = spool;
    this.#clock = clock;
  }

  /** null: the store does not say, or not in time. */
  async lanes(): Promise<readonly LaneCount[] | null> {
    if (this.#kept !== null && this.#clock.monotonic() < this.#kept.until) return this.#kept.lanes;
    this.#running ??= this.#count().finally(() => {
      this.#running = null;
    });
    return told(this.#running, this.#clock);
  }

  async #count(): Promise<readonly LaneCount[]> {
    const lanes = await this.#spool.lanes();
    const recipients = lanes.reduce((sum, { waiting, held }) => sum + waiting + held, 0);
    // Counting a million takes some 0.6 s: it is told again for twenty times that.
    const keptMs = bounds.admin.queueCountKept * Math.min(1, recipients / bounds.admin.queueCounted);
    this.#kept = { lanes, until: this.#clock.monotonic() + keptMs };
    return lanes;
  }
}

/** The answer of the store; null: there is none, or not in time. A scrape that waited for it would tell that the whole server is down. */
export async function told<Said>(said: Promise<Said>, clock: Clock): Promise<Said | null> {
  const isOver = new AbortController();
  const late = sleep(clock, bounds.admin.storeTold, isOver.signal).then(() => null);
  const inTime = said.catch((error: unknown) => {
    if (error instanceof StoreUnavailable) return null;
    throw error;
  });
  return Promise.race([inTime, late]).finally(() => isOver.abort());
}
