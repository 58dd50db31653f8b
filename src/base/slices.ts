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
