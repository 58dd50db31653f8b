/**
 * The time that what is old is swept by. What is swept is gone for good, and a clock that is far ahead (a dead battery, a wrong time server) makes
 * everything old: such a jump counts only when it has been seen to last. Until then time goes on from where it was, as fast as it really passes.
 * It is kept over restarts: what a wrong clock wrote meanwhile does not make it right. Pure.
 */
import { bounds } from '../base/bounds.ts';

/** Kept as a note: JSON. */
export interface Reckoning {
  /** Milliseconds since the epoch, of the wall clock while nothing was wrong with it. */
  readonly reckonedAt: number;
  /** How long the wall clock has been ahead of it; 0: it is not. */
  readonly aheadMs: number;
}

/** @param wall what the clock shows; @param passedMs since the last look of this process, 0 at the first one. */
export function reckon(before: Reckoning, wall: number, passedMs: number): Reckoning {
  const expected = before.reckonedAt + passedMs;
  if (wall - expected <= bounds.queue.clockAhead) return { reckonedAt: wall, aheadMs: 0 };
  const aheadMs = before.aheadMs + passedMs;
  return aheadMs >= bounds.queue.clockAheadLasts
    ? { reckonedAt: wall, aheadMs: 0 }
    : { reckonedAt: expected, aheadMs: Math.max(1, aheadMs) };
}

/** The content of a note may be of anybody; null: no reckoning. */
export function readReckoning(value: unknown): Reckoning | null {
  if (typeof value !== 'object' || value === null) return null;
  const { reckonedAt, aheadMs } = value as Partial<Reckoning>;
  return Number.isSafeInteger(reckonedAt) && Number.isSafeInteger(aheadMs)
    ? { reckonedAt: Number(reckonedAt), aheadMs: Number(aheadMs) }
    : null;
}
