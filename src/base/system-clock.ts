import type { Clock } from './clock.ts';

/** Node clamps longer timers to 1 ms; a longer wait is cut into pieces. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  timer(delayMs, fire) {
    let left = Math.max(0, delayMs);
    let handle: NodeJS.Timeout;
    const arm = (): void => {
      const step = Math.min(left, LONGEST_TIMER_MS);
      left -= step;
      handle = setTimeout(() => (left > 0 ? arm() : fire()), step);
      handle.unref();
    };
    arm();
    return { cancel: () => clearTimeout(handle) };
  },
};
