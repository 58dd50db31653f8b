/**
 * The queue's own time. The wall clock may jump (NTP after a start with a wrong clock, an administrator's hand); the queue must then neither
 * stall nor expire what has not waited. So due times run on a scale that follows the wall clock but never goes back, and ages are counted in
 * time that has really passed, whichever way and however often the clock jumped in this process. What a jump did before a restart cannot be known.
 */
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';

export interface QueueTime {
  /** Milliseconds since the epoch, never less than before: the scale of `nextAttemptAt`. */
  dueNow(): number;
  /** How long ago a wall-clock stamp was, at least 0, without the jumps since then. */
  ageOf(stamp: number): number;
}

/** A difference between wall and monotonic progress that is no slewing and no rounding. */
const JUMP_MS = 60_000;

/** A time in which the wall clock went at its pace: where it began and how far it came, on both clocks. */
interface Stretch {
  readonly fromWall: number;
  readonly fromMonotonic: number;
  toWall: number;
  toMonotonic: number;
}

export function createQueueTime(clock: Clock): QueueTime {
  const beginAt = (wall: number, monotonic: number): Stretch => ({
    fromWall: wall,
    fromMonotonic: monotonic,
    toWall: wall,
    toMonotonic: monotonic,
  });
  let current = beginAt(clock.now(), clock.monotonic());
  const first = current;
  /** Newest first; a clock that jumps more often than that is beyond help. */
  const stretches: Stretch[] = [current];
  let forgotten = false;
  let high = current.fromWall;

  const look = (): void => {
    const wall = clock.now();
    const monotonic = Math.max(clock.monotonic(), current.toMonotonic);
    const passedMs = monotonic - current.toMonotonic;
    const jumpedMs = wall - current.toWall - passedMs;
    high = Math.max(wall, high + passedMs);
    if (Math.abs(jumpedMs) > JUMP_MS) {
      current.toWall += passedMs;
      current.toMonotonic = monotonic;
      current = beginAt(wall, monotonic);
      stretches.unshift(current);
      if (stretches.length > bounds.queue.clockJumps) {
        stretches.pop();
        forgotten = true;
      }
    } else {
      current.toWall = wall;
      current.toMonotonic = monotonic;
    }
  };

  return {
    dueNow() {
      look();
      return Math.floor(high);
    },
    /** Of all the times at which the clock showed the stamp, the latest: what is that young at least is not given up. */
    ageOf(stamp) {
      look();
      const now = current.toMonotonic;
      let skipped: Stretch | null = null;
      for (const stretch of stretches) {
        if (stretch.fromWall <= stamp && stamp <= stretch.toWall)
          return now - stretch.toMonotonic + (stretch.toWall - stamp);
        if (stamp < stretch.fromWall) skipped = stretch;
      }
      // From before this process; or, where a jump forward has left it out, from the end of that jump.
      if (stamp < first.fromWall && !forgotten) return now - first.fromMonotonic + (first.fromWall - stamp);
      return skipped === null ? 0 : now - skipped.fromMonotonic;
    },
  };
}
