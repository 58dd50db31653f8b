/**
 * What the queue needs beside deliveries: old trace rows and orphaned content swept, waiting mail routed again when the directory changes,
 * and mail that a clock which went back has left far in the future fetched back. Each failure is logged and tried at the next round.
 */
import { type Clock, sleep } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { laneOf, type Route } from '../mail/route.ts';
import type { DirectoryView, LiveDirectory } from '../policy/directory-view.ts';
import { routeRecipient } from '../policy/routing.ts';
import type { QueueEntry, Store } from '../store/store.ts';

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
/** Steps of one sweep; each is bounded by the store, the rest waits for the next round. */
const MOST_SWEEPS = 100;
/** Directory changes come in bursts (an import): gathered for so long. */
const GATHER_MS = 200;
/** Nothing waits longer by itself (retry.ts: an hour; pacing of submissions: 10,000 recipients at 30 a minute, under 6 hours). */
const LONGEST_WAIT_MS = 6 * 60 * 60_000;

export function startHousekeeping({ store, directory, clock, log, keepTraceMs }: HousekeepingParts): Housekeeping {
  const stopping = new AbortController();
  const { signal } = stopping;

  const guarded = async (what: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!signal.aborted) log.warn({ error: String(error) }, `${what} failed; it is tried again later`);
    }
  };

  const sweep = async (): Promise<void> => {
    for (let step = 0; step < MOST_SWEEPS && !signal.aborted; step++)
      if (!(await store.spool.sweep(clock.now(), keepTraceMs))) return;
  };

  const fetchBack = async (): Promise<void> => {
    const now = clock.now();
    for (const { lane, waiting, nextAttemptAt } of await store.spool.lanes()) {
      if (waiting === 0 || nextAttemptAt <= now + LONGEST_WAIT_MS || signal.aborted) continue;
      await store.spool.steer({ lane, held: false }, { verb: 'retry-now' }, 'the queue: the clock went back', now);
    }
  };

  const rounds = async (): Promise<void> => {
    while (!signal.aborted) {
      await guarded('fetching back delayed mail', fetchBack);
      await guarded('sweeping', sweep);
      await sleep(clock, ROUND_MS, signal);
    }
  };

  let changed = false;
  let rerouting: Promise<void> | null = null;
  const reroute = async (): Promise<void> => {
    while (changed && !signal.aborted) {
      await sleep(clock, GATHER_MS, signal);
      changed = false;
      await guarded('routing waiting mail again', async () => {
        const moved = await store.spool.reroute((entry) => movedTo(directory.current, entry));
        if (moved > 0) log.info({ moved }, 'the directory changed: waiting recipients were routed again');
      });
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

/** null: stays where it is. An administrator's route stays in any case. */
function movedTo(view: DirectoryView, { message, recipient, lane }: QueueEntry): Route | null {
  if (recipient.pinnedRoute !== null) return null;
  const route = routeRecipient(view, recipient.address, message);
  return laneOf(route) === lane ? null : route;
}
