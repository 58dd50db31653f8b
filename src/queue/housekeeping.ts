/**
 * What the queue needs beside deliveries: old trace rows and orphaned content swept, waiting mail routed again when the directory changes,
 * and mail that a clock which went back has left far in the future fetched back. Each failure is logged and tried at the next round.
 */
import { bounds } from '../base/bounds.ts';
import { type Clock, sleep } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { slices } from '../base/slices.ts';
import { laneOf, type Route } from '../mail/route.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { whatMayMove } from '../policy/routing/rerouting.ts';
import { routeRecipient } from '../policy/routing/routing.ts';
import type { QueueEntry, RerouteScope, Store } from '../store/store.ts';
import { readReckoning, reckon, type Reckoning } from './lasting-time.ts';
import { createQueueTime } from './queue-time.ts';

export interface HousekeepingParts {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly log: Log;
  readonly keepTraceMs: number;
}

export interface Housekeeping {
  /** No new round; resolves when the current one has ended. */
  stop(): Promise<void>;
}

const ROUND_MS = 10 * 60_000;
/** Directory changes come in bursts (an import): gathered for so long. */
const GATHER_MS = 200;
const RECKONING = 'reckoning';
/** A reckoning is kept when it is so much newer: a crash costs no more. */
const KEEP_EVERY_MS = 60 * 60_000;

export function startHousekeeping({ store, directory, clock, log, keepTraceMs }: HousekeepingParts): Housekeeping {
  const time = createQueueTime(clock);
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Whether it was done. */
  const guarded = async (what: string, act: () => Promise<void>): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (error) {
      if (!signal.aborted) log.warn({ error: String(error) }, `${what} failed; it is tried again later`);
      return false;
    }
  };

  /** As of the last look; null: what was kept has not been read yet. */
  let reckoned: Reckoning | null = null;
  let keptAt = Number.NEGATIVE_INFINITY;
  let lookedAt = clock.monotonic();
  const sweepTime = async (): Promise<number> => {
    const before = reckoned ?? (await lastReckoning(store)) ?? { reckonedAt: clock.now(), aheadMs: 0 };
    const after = reckon(before, clock.now(), clock.monotonic() - lookedAt);
    lookedAt = clock.monotonic();
    tellOfClock(log, clock.now(), reckoned, after);
    reckoned = after;
    if (Math.abs(after.reckonedAt - keptAt) >= KEEP_EVERY_MS || (after.aheadMs === 0) !== (before.aheadMs === 0)) {
      await store.notes.put('queue', [{ key: RECKONING, value: after }]);
      keptAt = after.reckonedAt;
    }
    return after.reckonedAt;
  };

  const sweep = async (): Promise<void> => {
    const now = await sweepTime();
    for (let step = 0; step < bounds.queue.sweeps && !signal.aborted; step++)
      if (!(await store.spool.sweep(now, keepTraceMs))) return;
  };

  const fetchBack = async (): Promise<void> => {
    // On the scale of due times, which does not go back with the wall clock of this process.
    const now = time.dueNow();
    const dueAfter = now + bounds.queue.wait;
    for (const { lane, waiting, lastAttemptAt } of await store.spool.lanes()) {
      if (waiting === 0 || lastAttemptAt <= dueAfter || signal.aborted) continue;
      const far = { lane, held: false, dueAfter };
      await store.spool.steer(far, { verb: 'retry-now' }, 'the queue: the clock went back', now);
    }
  };

  const rounds = async (): Promise<void> => {
    while (!signal.aborted) {
      await guarded('fetching back delayed mail', fetchBack);
      await guarded('sweeping', sweep);
      await sleep(clock, ROUND_MS, signal);
    }
  };

  const rerouteAll = async (scope: RerouteScope): Promise<void> => {
    const moved = await store.spool.reroute((entry) => movedTo(directory.current, entry), scope);
    if (moved > 0) log.info({ moved }, 'the directory changed: waiting recipients were routed again');
  };

  /** Waiting mail follows this directory. */
  let routed = directory.current;
  let changed = false;
  let rerouting: Promise<void> | null = null;
  const reroute = async (): Promise<void> => {
    while (changed && !signal.aborted) {
      await sleep(clock, GATHER_MS, signal);
      changed = false;
      const view = directory.current;
      const scope = await whatMayMove(routed, view, slices(clock));
      let isDone = true;
      if (scope !== null) isDone = await guarded('routing waiting mail again', () => rerouteAll(scope));
      // Mail that could not be looked at is looked at with the next change.
      if (isDone) routed = view;
    }
    rerouting = null;
  };
  const unsubscribe = directory.onChange(() => {
    changed = true;
    rerouting ??= reroute();
  });

  const running = rounds();
  return {
    async stop() {
      unsubscribe();
      stopping.abort();
      await Promise.all([running, rerouting]);
    },
  };
}

/** As it was kept; else, of a store that has never kept one, when its last mail came. null: there was none. */
async function lastReckoning({ notes, trace }: Pick<Store, 'notes' | 'trace'>): Promise<Reckoning | null> {
  const kept = readReckoning((await notes.all('queue')).find(({ key }) => key === RECKONING)?.value);
  if (kept !== null) return kept;
  const [newest] = (await trace.search({ limit: 1 })).rows;
  return newest === undefined ? null : { reckonedAt: newest.at, aheadMs: 0 };
}

/** Once when it begins, and once when it is over. */
function tellOfClock(log: Log, wall: number, before: Reckoning | null, after: Reckoning): void {
  const wasAhead = before !== null && before.aheadMs > 0;
  if (after.aheadMs > 0 && !wasAhead)
    log.warn(
      { days: Math.round((wall - after.reckonedAt) / 86_400_000) },
      'the clock is days ahead of the last known time: nothing is removed by it until it has stayed so for a week; set it if it is wrong',
    );
  else if (after.aheadMs === 0 && wasAhead) log.info({}, 'the clock is believed again: old trace is removed by it');
}

/** null: stays where it is. An administrator's route stays in any case. */
function movedTo(view: DirectoryView, { message, recipient, lane }: QueueEntry): Route | null {
  if (recipient.pinnedRoute !== null) return null;
  const route = routeRecipient(view, recipient.address, message);
  return laneOf(route) === lane ? null : route;
}
