/**
 * The rounds of the alarm room: looks, each in its own time, and lets the one judgement (`policy/alarms/alarm-round.ts`) say what of that is
 * news. One node makes them for all.
 */
import { type Clock, sleep, type Timer } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { Observe } from '../mail/observation.ts';
import { type AlarmEffect, judgeLooks, judgeTime } from '../policy/alarms/alarm-round.ts';
import type { Expiry } from '../policy/alarms/expiry-alarms.ts';
import type { Store } from '../store/store.ts';
import type { AlarmBook } from './book.ts';
import { type KeptParts, keptLooks } from './kept-looks.ts';
import { type MachineParts, machineLooks } from './machine-looks.ts';
import type { QueueLooks } from './queue-looks.ts';
import { type SiteParts, siteLooks } from './site-looks.ts';

const ROUND_MS = 10 * 60_000;
const MACHINE_ROUND_MS = 60_000;
/** Directory changes come in bursts (an import): looked at once. */
const AFTER_CHANGE_MS = 5_000;

export interface RoundParts extends SiteParts, KeptParts, MachineParts {
  readonly store: KeptParts['store'] & MachineParts['store'] & Pick<Store, 'role'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly directory: LiveDirectory;
  readonly observe: Observe;
  readonly book: AlarmBook;
  readonly queue: QueueLooks;
  /** A round has been made: reminders fall due by themselves. */
  readonly whenMade: () => void;
}

export class AlarmRounds {
  readonly #parts: RoundParts;
  #known: readonly Expiry[] = [];
  #running: Promise<unknown> = Promise.resolve();
  #napEnd = new AbortController();
  #changed: Timer | null = null;
  /** The directory changed since the round that runs, or ran last, began. */
  #isStale = false;
  #stop = (): void => {};

  constructor(parts: RoundParts) {
    this.#parts = parts;
  }

  /** All that ends one day, as the last round found it. */
  get expiries(): readonly Expiry[] {
    return this.#known;
  }

  /** The book has been read. */
  start(): void {
    const { store, directory } = this.#parts;
    const unsubscribe = directory.onChange(() => this.lookSoon());
    let isRead = true;
    const giveUp = store.role('alarms', (over) => {
      this.#running = this.#hold(over, isRead ? null : this.#running);
    });
    isRead = false;
    this.#stop = () => {
      unsubscribe();
      giveUp();
    };
  }

  lookSoon(): void {
    this.#changed ??= this.#parts.clock.timer(AFTER_CHANGE_MS, () => {
      this.#changed = null;
      this.#isStale = true;
      this.#napEnd.abort();
    });
  }

  async close(): Promise<void> {
    this.#stop();
    this.#changed?.cancel();
    await this.#running;
  }

  /** @param before what was done the last time; null: this is the first, and nothing has been missed. */
  async #hold(over: AbortSignal, before: Promise<unknown> | null): Promise<void> {
    if (before !== null) {
      await before;
      // Another node has had the rounds until now.
      await this.#guarded('reading the alarms', over, () => this.#parts.book.load());
    }
    await Promise.all([this.#rounds(over), this.#minutes(over)]);
  }

  async #rounds(over: AbortSignal): Promise<void> {
    const { clock, book, whenMade } = this.#parts;
    while (!over.aborted) {
      await this.#guarded('looking for alarms', over, async () => {
        // First, and without waiting, what is known in memory: an alarm of before a restart that is over is ended at once.
        this.#act(judgeLooks(siteLooks(this.#parts), book.list()));
        this.#act(judgeTime(book.list(), (key) => book.quietMs(key)));
        const { looks, expiries } = await keptLooks(this.#parts);
        this.#known = expiries;
        this.#act(judgeLooks(looks, book.list()));
      });
      whenMade();
      if (!this.#isStale) await sleep(clock, ROUND_MS, AbortSignal.any([over, this.#napEnd.signal]));
      this.#isStale = false;
      this.#napEnd = new AbortController();
    }
  }

  async #minutes(over: AbortSignal): Promise<void> {
    const { clock, book, queue } = this.#parts;
    let queueAt = clock.monotonic();
    while (!over.aborted) {
      this.#act(judgeLooks(machineLooks(this.#parts), book.list()));
      if (clock.monotonic() >= queueAt)
        await this.#guarded('looking at the queue for alarms', over, async () => {
          const { looks, nextMs } = await queue.look();
          this.#act(judgeLooks(looks, book.list()));
          queueAt = clock.monotonic() + nextMs;
        });
      await sleep(clock, MACHINE_ROUND_MS, over);
    }
  }

  #act(effects: readonly AlarmEffect[]): void {
    for (const effect of effects)
      if (effect.kind === 'same') this.#parts.book.raise(effect.alarm);
      else this.#parts.observe(effect);
  }

  async #guarded(what: string, over: AbortSignal, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!over.aborted) this.#parts.log.warn({ error: String(error) }, `${what} failed; it is done again later`);
    }
  }
}
