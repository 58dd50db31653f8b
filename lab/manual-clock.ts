import type { Clock } from '../src/base/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on, firing due timers in their order; lets pending I/O callbacks and promises run between them. */
  advance(ms: number): Promise<void>;
  /** Wall time jumps, timers do not move: what an NTP correction does. */
  jumpWall(ms: number): void;
  /** Registers whoever works in real time when time is turned: rest() waits for `atRest`. */
  restsWith(atRest: () => Promise<boolean>): void;
  /** Waits, in real time and not longer than `atMostMs`, until everyone registered is at rest. */
  rest(atMostMs: number): Promise<void>;
}

export const isManualClock = (clock: Clock): clock is ManualClock => 'restsWith' in clock;

/** How often the loop is let go round after each step, so that what a timer began (a commit in a worker, a socket's answer) can happen. */
const TURNS = 8;

/** A clock that stands still until it is turned. */
export function createManualClock(startMs = Date.UTC(2026, 11, 1, 8, 0, 0)): ManualClock {
  let elapsed = 0;
  let wall = startMs;
  let sequence = 0;
  const workers: (() => Promise<boolean>)[] = [];
  const timers = new Map<number, { readonly dueAt: number; readonly fire: () => void }>();

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const earliest = (until: number): [number, { readonly dueAt: number; readonly fire: () => void }] | null => {
    let best: [number, { readonly dueAt: number; readonly fire: () => void }] | null = null;
    for (const entry of timers)
      if (entry[1].dueAt <= until && (best === null || entry[1].dueAt < best[1].dueAt)) best = entry;
    return best;
  };

  return {
    now: () => wall + elapsed,
    monotonic: () => elapsed,
    timer(delayMs, fire) {
      const key = sequence++;
      timers.set(key, { dueAt: elapsed + Math.max(0, delayMs), fire });
      return { cancel: () => void timers.delete(key) };
    },
    async advance(ms) {
      const target = elapsed + ms;
      await settle();
      for (let next = earliest(target); next !== null; next = earliest(target)) {
        timers.delete(next[0]);
        elapsed = Math.max(elapsed, next[1].dueAt);
        next[1].fire();
        await settle();
      }
      elapsed = target;
      await settle();
    },
    jumpWall(ms) {
      wall += ms;
    },
    restsWith(atRest) {
      workers.push(atRest);
    },
    async rest(atMostMs) {
      const until = performance.now() + atMostMs;
      while (performance.now() < until) {
        await settle();
        if ((await Promise.all(workers.map((atRest) => atRest()))).every(Boolean)) return;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
  };
}
