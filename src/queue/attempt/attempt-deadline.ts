/**
 * The end of attempts that do not end by themselves. Attempts that begin within the same half minute share one signal and one timer: what
 * is still under way when their time is up is broken off together, and the rest never costs a timer or a listener of its own.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';

/** Attempts begun within this share their end; the first of them has so much longer than the last. */
const SHARED_MS = 30_000;

/** The time of one attempt. */
export class AttemptTime {
  readonly signal: AbortSignal;
  readonly end: () => void;
  #giveUp: ((why: string) => void) | null = null;

  constructor(signal: AbortSignal, end: () => void) {
    this.signal = signal;
    this.end = end;
  }

  /** The end of `work` (a rejection included); or, when it does not end within its time and some grace, what `late` makes of the reason. */
  within<Result>(work: Promise<Result>, late: (why: string) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#giveUp = (why) => resolve(late(why));
      work.then(resolve, reject);
    });
  }

  giveUp(why: string): void {
    this.#giveUp?.(why);
  }
}

interface Cohort {
  readonly abort: AbortController;
  /** Monotonic: attempts that begin before belong to it. */
  readonly opensUntil: number;
  readonly underWay: Set<AttemptTime>;
  timer: Timer;
}

export class AttemptDeadline {
  readonly #clock: Clock;
  readonly #cohorts = new Set<Cohort>();
  #newest: Cohort | null = null;
  #brokenOff = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get brokenOff(): boolean {
    return this.#brokenOff;
  }

  /** An attempt begins; `end` follows when its work has ended. */
  begin(): AttemptTime {
    const cohort = this.#cohortNow();
    const time = new AttemptTime(cohort.abort.signal, () => {
      cohort.underWay.delete(time);
      this.#endWhenEmpty(cohort);
    });
    cohort.underWay.add(time);
    return time;
  }

  /** A shutdown: everything under way is broken off now. */
  breakOff(): void {
    this.#brokenOff = true;
    for (const cohort of this.#cohorts) this.#end(cohort, 'The attempt was broken off by a shutdown');
  }

  #cohortNow(): Cohort {
    const now = this.#clock.monotonic();
    const known = this.#newest;
    if (known !== null && now < known.opensUntil && !known.abort.signal.aborted) return known;
    const cohort: Cohort = {
      abort: new AbortController(),
      opensUntil: now + SHARED_MS,
      underWay: new Set(),
      timer: this.#clock.timer(SHARED_MS + bounds.queue.attempt, () =>
        this.#end(cohort, 'The attempt took too long as a whole'),
      ),
    };
    this.#newest = cohort;
    this.#cohorts.add(cohort);
    if (known !== null) this.#endWhenEmpty(known);
    return cohort;
  }

  #end(cohort: Cohort, why: string): void {
    cohort.timer.cancel();
    cohort.abort.abort();
    cohort.timer = this.#clock.timer(bounds.queue.attemptGrace, () => {
      for (const time of cohort.underWay) time.giveUp(why);
      this.#cohorts.delete(cohort);
    });
  }

  /** One that takes no more attempts and has none left needs no timer. */
  #endWhenEmpty(cohort: Cohort): void {
    if (cohort === this.#newest || cohort.underWay.size > 0) return;
    cohort.timer.cancel();
    this.#cohorts.delete(cohort);
  }
}
