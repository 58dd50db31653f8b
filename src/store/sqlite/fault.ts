/** Faults to order, for tests: a counter per point in memory that the writer thread shares. Without a switch every point costs one comparison. */

const points = ['begin', 'statement', 'commit', 'reopen', 'content-write', 'content-sync'] as const;
export type FaultPoint = (typeof points)[number];

export interface FaultSwitch {
  /** For workers: a view of this memory is the same switch. */
  readonly memory: SharedArrayBuffer;
  /** The `nth` passage of the point from now (1: the next) fails, once. 0 takes the order back. */
  failAt(point: FaultPoint, nth: number): void;
  /** Every passage fails until `failAt(point, 0)`. */
  failAlways(point: FaultPoint): void;
  /** Whether this passage of the point has to fail. */
  hit(point: FaultPoint): boolean;
}

const ALWAYS = -1;

export function createFaultSwitch(memory = new SharedArrayBuffer(4 * points.length)): FaultSwitch {
  const counters = new Int32Array(memory);
  const set = (point: FaultPoint, value: number): void => {
    Atomics.store(counters, points.indexOf(point), value);
  };
  return {
    memory,
    failAt: set,
    failAlways: (point) => set(point, ALWAYS),
    hit(point) {
      const index = points.indexOf(point);
      const left = Atomics.load(counters, index);
      if (left === 0) return false;
      if (left === ALWAYS) return true;
      return Atomics.sub(counters, index, 1) === 1;
    },
  };
}
