/** Long work on the thread that answers the doors is done in slices: after each the others have their turn. */
import type { Clock } from './clock.ts';

/** Too short for anybody to notice, and long compared with a turn of the event loop. */
const SLICE_MS = 4;

/** Resolves at once while the slice lasts, else when everybody else had a turn. */
export function slices(clock: Pick<Clock, 'monotonic'>): () => Promise<void> {
  let begunAt = clock.monotonic();
  return async () => {
    if (clock.monotonic() - begunAt < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    begunAt = clock.monotonic();
  };
}

/**
 * Long work as a generator that yields between its pieces, for work of which much may be under way at once: a slice of time for each would
 * be a long turn for all. One piece of one of them is done in a turn of the loop, in the order in which they asked.
 */
export class Pieces {
  readonly #waiting: (() => void)[] = [];

  async all<Result>(work: Generator<void, Result, void>): Promise<Result> {
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      await this.rest();
    }
  }

  /** Resolves in a later turn of the loop, in which nobody else is let go on by this. */
  rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(this.#next);
    });
  }

  readonly #next = (): void => {
    const [goOn] = this.#waiting.splice(0, 1);
    if (this.#waiting.length > 0) setImmediate(this.#next);
    goOn?.();
  };
}
