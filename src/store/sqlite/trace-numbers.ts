/**
 * Numbers for trace rows that sort by time, so that "newest first" and a span of time need no index of their own:
 * the millisecond times 2048 plus a counter; what does not fit moves on into the next millisecond.
 */
const PER_MS = 2_048;
/** Milliseconds whose next number is remembered; the rest are asked of the table again. */
const REMEMBERED = 1_024;

/** The lowest number a row of this time can have. */
export const lowestTraceNumber = (at: number): number => Math.max(0, Math.floor(at)) * PER_MS;

export interface TraceNumbers {
  take(at: number): number;
}

/** `highest` asks the table for the highest number in a span. */
export function createTraceNumbers(highest: (low: number, high: number) => number | null): TraceNumbers {
  const next = new Map<number, number>();
  const nextOf = (ms: number): number => {
    const known = next.get(ms);
    if (known !== undefined) return known;
    const low = lowestTraceNumber(ms);
    return (highest(low, low + PER_MS - 1) ?? low - 1) + 1;
  };
  const remember = (ms: number, number: number): void => {
    next.set(ms, number);
    if (next.size > REMEMBERED) next.delete(next.keys().next().value!);
  };
  return {
    take(at) {
      const ms = Math.max(0, Math.floor(at));
      let home = ms;
      let number = nextOf(home);
      while (number >= lowestTraceNumber(home + 1)) {
        home = Math.floor(number / PER_MS);
        number = Math.max(number, nextOf(home));
      }
      remember(home, number + 1);
      if (home !== ms) remember(ms, number + 1);
      return number;
    },
  };
}
