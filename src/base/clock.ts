/**
 * Time as a parameter. The same composed program runs on the machine's clock or on one that a test turns by hand,
 * so no file but `system-clock.ts` may ask the machine what time it is.
 */
export interface Clock {
  /** Wall time in milliseconds since the epoch. May jump; use for stamps and for what must survive a restart. */
  now(): number;
  /** Milliseconds that only ever grow, from an unspecified start. Use for deadlines and rates inside one process. */
  monotonic(): number;
  /** Calls `fire` once, `delayMs` from now. The timer does not keep the process alive. */
  timer(delayMs: number, fire: () => void): Timer;
}

export interface Timer {
  /** Idempotent; after it `fire` is not called any more. */
  cancel(): void;
}

/** Resolves after `delayMs`, or as soon as `signal` aborts (also then it resolves: the caller looks at the signal). */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      timer.cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = clock.timer(delayMs, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
