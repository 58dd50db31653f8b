/**
 * The queue's own time. The wall clock may jump (NTP after a start with a wrong clock, an administrator's hand); the queue must then neither
 * stall nor expire what has not waited. So due times run on a scale that follows the wall clock but never goes back, and ages leave out
 * jumps forward that were noticed in this process. What a jump did before a restart cannot be known.
 */
import type { Clock } from '../base/clock.ts';

export interface QueueTime {
  /** Milliseconds since the epoch, never less than before: the scale of `nextAttemptAt`. */
  dueNow(): number;
  /** How long ago a wall-clock stamp was, at least 0, without the jumps since then. */
  ageOf(stamp: number): number;
}

/** A difference between wall and monotonic progress that is no slewing and no rounding. */
const JUMP_MS = 60_000;
/** Jumps remembered; a clock that jumps more often than that is beyond help. */
const JUMPS_KEPT = 16;

export function createQueueTime(clock: Clock): QueueTime {
  let lastWall = clock.now();
  let lastMonotonic = clock.monotonic();
  let high = lastWall;
  const jumps: { readonly before: number; readonly byMs: number }[] = [];

  const look = (): number => {
    const wall = clock.now();
    const monotonic = clock.monotonic();
    const passedMs = Math.max(0, monotonic - lastMonotonic);
    const jumpedMs = wall - lastWall - passedMs;
    if (jumpedMs > JUMP_MS) {
      jumps.push({ before: lastWall, byMs: jumpedMs });
      if (jumps.length > JUMPS_KEPT) jumps.shift();
    }
    high = Math.max(wall, high + passedMs);
    lastWall = wall;
    lastMonotonic = monotonic;
    return wall;
  };

  return {
    dueNow() {
      look();
      return Math.floor(high);
    },
    ageOf(stamp) {
      let age = look() - stamp;
      for (const jump of jumps) if (stamp <= jump.before) age -= jump.byMs;
      return Math.max(0, age);
    },
  };
}
