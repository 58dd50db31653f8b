/** Waiting mail follows the directory: after a change, what it may move is routed again. A failure is logged; that mail is looked at with the next change. */
import { type Clock, sleep } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { slices } from '../base/slices.ts';
import { laneOf, type Route } from '../mail/route.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { whatMayMove } from '../policy/routing/rerouting.ts';
import { originatorFor, routeRecipient } from '../policy/routing/routing.ts';
import type { QueueEntry, RerouteScope, Store } from '../store/store.ts';

/** Directory changes come in bursts (an import): gathered for so long. */
const GATHER_MS = 200;

interface Parts {
  readonly store: Pick<Store, 'spool'>;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly log: Log;
}

/** Returns how to stop: it resolves when what was begun has ended. */
export function followChanges({ store, directory, clock, log }: Parts): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Waiting mail follows this directory. */
  let routed = directory.current;
  let changed = false;
  let rerouting: Promise<void> | null = null;

  /** Whether it was done. */
  const rerouteAll = async (scope: RerouteScope): Promise<boolean> => {
    try {
      const moved = await store.spool.reroute((entry) => movedTo(directory.current, entry), scope);
      if (moved > 0) log.info({ moved }, 'the directory changed: waiting recipients were routed again');
      return true;
    } catch (error) {
      if (!signal.aborted)
        log.warn({ error: String(error) }, 'routing waiting mail again failed; it is tried again later');
      return false;
    }
  };
  const reroute = async (): Promise<void> => {
    while (changed && !signal.aborted) {
      await sleep(clock, GATHER_MS, signal);
      changed = false;
      const view = directory.current;
      const scope = await whatMayMove(routed, view, slices(clock));
      if (scope === null || (await rerouteAll(scope))) routed = view;
    }
    rerouting = null;
  };
  const unsubscribe = directory.onChange(() => {
    changed = true;
    rerouting ??= reroute();
  });
  return async () => {
    unsubscribe();
    stopping.abort();
    await rerouting;
  };
}

/** null: stays where it is. An administrator's route stays in any case. */
function movedTo(view: DirectoryView, { message, recipient, lane }: QueueEntry): Route | null {
  if (recipient.pinnedRoute !== null) return null;
  const route = routeRecipient(view, recipient.address, originatorFor(message, recipient));
  return laneOf(route) === lane ? null : route;
}
