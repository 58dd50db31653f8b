/**
 * Numbers for trace rows that sort by time, so that "newest first" and a span of time need no index of their own:
 * the millisecond times 2048 plus a counter; what does not fit moves on into the next millisecond.
 */
import { memoryOf } from '../../../base/collections/memory.ts';
import { bounds } from '../../../base/bounds.ts';

const PER_MS = 2_048;

/** The year 2108: beyond, numbers would not be exact integers. What a wrong clock calls later is numbered as if it were then. */
const LAST_MS = Math.floor(Number.MAX_SAFE_INTEGER / PER_MS) - 2 ** 34;

const msOf = (at: number): number => Math.min(LAST_MS, Math.max(0, Math.floor(at)));

/** The lowest number a row of this time can have. */
export const lowestTraceNumber = (at: number): number => msOf(at) * PER_MS;

/** Rows of a later time have higher numbers than this. */
export const traceNumberAfter = (at: number): number =>
  at < LAST_MS ? (msOf(at) + 1) * PER_MS : Number.MAX_SAFE_INTEGER;

export interface TraceNumbers {
  take(at: number): number;
}

/** `highest` asks the table for the highest number in a span. */
export function createTraceNumbers(highest: (low: number, high: number) => number | null): TraceNumbers {
  const next = memoryOf<number, number>(bounds.store.traceMoments);
  const nextOf = (ms: number): number => {
    const known = next.get(ms);
    if (known !== undefined) return known;
    const low = ms * PER_MS;
    return (highest(low, low + PER_MS - 1) ?? low - 1) + 1;
  };
  return {
    take(at) {
      const ms = msOf(at);
      let home = ms;
      let number = nextOf(home);
      while (number >= (home + 1) * PER_MS) {
        home = Math.floor(number / PER_MS);
        number = Math.max(number, nextOf(home));
      }
      next.set(home, number + 1);
      if (home !== ms) next.set(ms, number + 1);
      return number;
    },
  };
}
