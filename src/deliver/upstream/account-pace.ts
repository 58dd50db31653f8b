/**
 * The pace of one account at an upstream: who may go now, who stands in line, who comes back later. What waits goes urgent before bulk; who
 * comes too early keeps his place.
 */
import { memoryOf } from '../../base/collections/memory.ts';
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { UpstreamPace } from '../../directory/upstream.ts';
import type { DayCount } from './day-count.ts';
import { RollingCount } from './rolling-count.ts';

/** An upstream that said "too many at once" gets fewer for so long. */
const LOWERED_MS = 10 * 60_000;

/** Smaller goes first. */
export type Rank = 0 | 1 | 2;

export interface Asking {
  readonly rank: Rank;
  readonly recipients: number;
  /** The same for each attempt of one mail: who comes too early keeps his place. */
  readonly mail: string;
}

/** Others go before; the day is full; the upstream asked to be left alone. */
export type Why = 'pace' | 'day-full' | 'named-wait';

export interface Later {
  readonly kind: 'later';
  readonly afterMs: number;
  readonly why: Why;
}

interface Waiter {
  readonly rank: Rank;
  answer(turn: 'go' | 'later'): void;
}

export class AccountPace {
  readonly #clock: Clock;
  readonly count: DayCount;
  readonly #waiters: Waiter[] = [];
  #inside = 0;
  /** On the clock that never jumps. */
  readonly #begun = new RollingCount({ stepMs: 1_000, spanMs: 60_000 });
  /** Monotonic; the next message may begin then. */
  #nextAt: number;
  /** Wall clock, because it outlasts a restart: until when the upstream wants to be left alone. */
  #pausedUntil: number;
  /** Monotonic; when those that were put off will have been served. */
  #backlogUntil = 0;
  /** When each mail that was put off was told to come back; monotonic. */
  readonly #places = memoryOf<string, number>(bounds.deliver.pacesKept);
  /** Fewer at once than the pace says, until. */
  #lowered: { readonly most: number; readonly until: number } | null = null;
  #timer: Timer | null = null;

  /** @param nextAt monotonic. @param pausedUntil wall clock. */
  constructor(clock: Clock, count: DayCount, nextAt: number, pausedUntil: number) {
    this.#clock = clock;
    this.count = count;
    this.#nextAt = nextAt;
    this.#pausedUntil = pausedUntil;
  }

  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  /** As it is used now. */
  use(pace: UpstreamPace): { readonly lastMinute: number; readonly now: number; readonly atOnce: number } {
    return {
      lastMinute: this.#begun.total(this.#clock.monotonic()),
      now: this.#inside,
      atOnce: this.#mostInside(pace),
    };
  }

  /** By the clock of the wall. */
  get nextAtByWall(): number {
    return Math.ceil(this.#clock.now() + this.#nextAt - this.#clock.monotonic());
  }

  /** A wait that the upstream named, for an account without a pace; null: there is none. */
  namedWait(): Later | null {
    const afterMs = this.#nextAt - this.#clock.monotonic();
    const isNamed = afterMs > 0 && this.#pausedUntil > this.#clock.now();
    return isNamed ? { kind: 'later', afterMs: Math.ceil(afterMs), why: 'named-wait' } : null;
  }

  /** Waits for a turn; null: it has come, and `leave` follows. */
  async enter(pace: UpstreamPace, { rank, mail }: Asking, signal: AbortSignal): Promise<Later | null> {
    if (!(await this.#wait(pace, rank, signal))) return this.putOff(pace, mail);
    this.#places.delete(mail);
    return null;
  }

  /** A mail that is certain not to get its turn in time need not stand in the way. */
  isHopeless(pace: UpstreamPace, { rank }: Asking): boolean {
    const ahead = this.#waiters.filter((waiter) => waiter.rank <= rank).length;
    const untilNext = Math.max(0, this.#nextAt - this.#clock.monotonic());
    return untilNext + ahead * intervalOf(pace) > bounds.deliver.paceWaitOnTheSpot;
  }

  putOff(pace: UpstreamPace, mail: string): Later {
    const now = this.#clock.monotonic();
    const why = this.#pausedUntil > this.#clock.now() ? 'named-wait' : 'pace';
    const told = this.#places.peek(mail) ?? 0;
    if (told - now > bounds.deliver.paceWaitOnTheSpot) return { kind: 'later', afterMs: Math.ceil(told - now), why };
    const behind = Math.max(this.#backlogUntil, this.#nextAt, now + bounds.deliver.paceWaitOnTheSpot);
    this.#backlogUntil = Math.min(behind + intervalOf(pace), now + bounds.deliver.paceWait);
    this.#places.set(mail, this.#backlogUntil);
    return { kind: 'later', afterMs: Math.ceil(this.#backlogUntil - now), why };
  }

  leave(pace: UpstreamPace): void {
    this.#inside--;
    this.#letIn(pace);
  }

  lower(pace: UpstreamPace): void {
    const most = Math.max(1, Math.floor(this.#mostInside(pace) / 2));
    this.#lowered = { most, until: this.#clock.monotonic() + LOWERED_MS };
  }

  pause(waitMs: number): void {
    this.#nextAt = Math.max(this.#nextAt, this.#clock.monotonic() + waitMs);
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + waitMs);
  }

  /** The wait that was named is over, and with it the places behind it. False: there was none. */
  resume(pace: UpstreamPace | null): boolean {
    if (this.#pausedUntil <= this.#clock.now()) return false;
    const nextMs = pace === null ? 0 : intervalOf(pace);
    this.#nextAt = Math.min(this.#nextAt, this.#clock.monotonic() + nextMs);
    this.#backlogUntil = 0;
    this.#places.clear();
    this.#pausedUntil = 0;
    if (pace !== null) this.#letIn(pace);
    return true;
  }

  close(): void {
    this.#timer?.cancel();
    for (const waiter of this.#waiters.splice(0)) waiter.answer('later');
  }

  async #wait(pace: UpstreamPace, rank: Rank, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<'go' | 'later'>();
    const waiter: Waiter = { rank, answer: resolve };
    const before = this.#waiters.findIndex((other) => other.rank > rank);
    this.#waiters.splice(before === -1 ? this.#waiters.length : before, 0, waiter);
    const giveUp = (): void => {
      const at = this.#waiters.indexOf(waiter);
      if (at === -1) return;
      this.#waiters.splice(at, 1);
      resolve('later');
    };
    const timer = this.#clock.timer(bounds.deliver.paceWaitOnTheSpot, giveUp);
    signal.addEventListener('abort', giveUp, { once: true });
    this.#letIn(pace);
    const how = await promise;
    timer.cancel();
    signal.removeEventListener('abort', giveUp);
    return how === 'go';
  }

  /** Lets in who may go now, and sets the timer for the next. */
  #letIn(pace: UpstreamPace): void {
    this.#timer?.cancel();
    this.#timer = null;
    while (this.#waiters.length > 0 && this.#inside < this.#mostInside(pace)) {
      const now = this.#clock.monotonic();
      if (this.#nextAt > now) {
        this.#timer = this.#clock.timer(this.#nextAt - now, () => this.#letIn(pace));
        return;
      }
      this.#nextAt = now + intervalOf(pace);
      this.#inside++;
      this.#begun.add(now);
      this.#waiters.shift()?.answer('go');
    }
  }

  #mostInside(pace: UpstreamPace): number {
    if (this.#lowered !== null && this.#lowered.until <= this.#clock.monotonic()) this.#lowered = null;
    return Math.min(pace.concurrent, this.#lowered?.most ?? pace.concurrent);
  }
}

export const intervalOf = ({ messagesPerMinute }: UpstreamPace): number => 60_000 / messagesPerMinute;
