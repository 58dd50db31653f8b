/**
 * A start allocates what it needs once, and blows up the young part of the heap for it. V8 gives that back to the system only when it is made to: some
 * twenty megabytes, in one pause of some fifty milliseconds, soon after the ports are open and before anybody is likely to send much.
 */
import { getHeapStatistics } from 'node:v8';
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';

/** The first requests behind a start allocate once more. */
const AFTER_MS = 1_000;

/** By the function that the launcher shows (`--expose-gc`); a server that is started otherwise keeps it. */
export const giveBackSoon = (clock: Clock, collect = globalThis.gc): Timer =>
  clock.timer(AFTER_MS, () => {
    // The pause grows with what is kept.
    if (getHeapStatistics().used_heap_size <= bounds.cli.heapGivenBack)
      collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  });
