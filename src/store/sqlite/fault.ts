/** Faults to order, for tests: a counter per point in memory that the writer thread shares. Without a switch every point costs one comparison. */

const points = ['journal', 'begin', 'statement', 'commit', 'reopen', 'content-write', 'content-sync'] as const;
export type FaultPoint = (typeof points)[number];

export interface FaultSwitch {
  /** For workers: a view of this memory is the same switch. */
  readonly memory: SharedArrayBuffer;
  /** The `nth` passage of the point from now (1: the next) fails, and as many after it as `times` says. 0 takes the order back. */
  failAt(point: FaultPoint, nth: number, times?: number): void;
  /** Every passage fails until `failAt(point, 0)`. */
  failAlways(point: FaultPoint): void;
  /** Whether this passage of the point has to fail. */
  hit(point: FaultPoint): boolean;
}

const ALWAYS = -1;

export function createFaultSwitch(memory = new SharedArrayBuffer(2 * 4 * points.length)): FaultSwitch {
  const counters = new Int32Array(memory);
  /** Passages until the first failure, and behind those of all points the failures ordered. */
  const timesOf = (point: FaultPoint): number => points.length + points.indexOf(point);
  const set = (point: FaultPoint, nth: number, times: number): void => {
    Atomics.store(counters, points.indexOf(point), nth);
    Atomics.store(counters, timesOf(point), times);
  };
  return {
    memory,
    failAt: (point, nth, times = 1) => set(point, nth, nth === 0 ? 0 : times),
    failAlways: (point) => set(point, 1, ALWAYS),
    hit(point) {
      const times = Atomics.load(counters, timesOf(point));
      if (times === 0) return false;
      const index = points.indexOf(point);
      if (Atomics.load(counters, index) > 1) {
        Atomics.sub(counters, index, 1);
        return false;
      }
      if (times !== ALWAYS) Atomics.sub(counters, timesOf(point), 1);
      return true;
    },
  };
}
