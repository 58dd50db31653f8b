/**
 * Acts of administrators on waiting mail: hold, release, retry now, redirect, expire, bounce. Each is noted in the audit log with who did it
 * and how many recipients it touched. Expire and bounce end recipients the ordinary way, by a failed outcome with its report, in bounded
 * batches; recipients that are being delivered at that moment are left alone.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { IdSource, ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import { Pieces } from '../../base/slices.ts';
import type { Settings } from '../../config/settings.ts';
import { type Address, addressText } from '../../mail/address.ts';
import type { Delivery, Outcome } from '../../mail/delivery.ts';
import type { Observe } from '../../mail/observation.ts';
import type { Route } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { connectorRoute, routeRecipient } from '../../policy/routing/routing.ts';
import {
  BrokenOff,
  type CarriedOut,
  type QueueEntry,
  type QueueOrder,
  type QueueSelection,
  type Redirected,
  type Steer,
  type Store,
  StoreUnavailable,
} from '../../store/store.ts';
import { routeNow } from '../attempt/attempt.ts';
import { createConclude } from '../conclude/conclude.ts';
import { endedBy } from '../attempt/expand.ts';
import { endsPiece } from '../pieces.ts';
import { createQueueTime } from '../queue-time.ts';

export interface SteeringParts {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly observe: Observe;
  readonly settings: Settings['queue'] & { readonly hostName: string };
  /** The runner's: an asked-for attempt also happens where a lane is in trouble. */
  readonly forgetTroubles: () => void;
}

/** The target of a redirect: another address, another connector, or both. At least one. */
export interface Redirection {
  readonly to: Address | null;
  readonly connectorId: ObjectId | null;
}

/** Each resolves to the number of recipients touched, and rejects with StoreUnavailable when a commit failed (what was committed stays). */
export interface Steering {
  hold(selection: QueueSelection, actor: string): Promise<number>;
  release(selection: QueueSelection, actor: string): Promise<number>;
  retryNow(selection: QueueSelection, actor: string): Promise<number>;
  redirect(selection: QueueSelection, to: Redirection, actor: string): Promise<number>;
  /** Fails with 4.4.7, as if its time had run out. `reason` is the administrator's sentence for the sender. */
  expire(selection: QueueSelection, actor: string, why?: SenderNote): Promise<number>;
  /** Returns it to the sender as cancelled. */
  bounce(selection: QueueSelection, actor: string, why?: SenderNote): Promise<number>;
}

export interface SenderNote {
  readonly reason: string | null;
}

/** Deliveries per batch of expire and bounce. */
const BATCH = 100;

type Ending = QueueOrder['verb'];

export function createSteering(parts: SteeringParts): Steering {
  const { store, directory, clock } = parts;
  const pieces = new Pieces();
  const conclude = createConclude({ ...parts, time: createQueueTime(clock), pieces });

  const note = async (verb: string, selection: QueueSelection, actor: string, after: object): Promise<void> =>
    store.directory.note({
      at: clock.now(),
      actor,
      kind: 'queue',
      id: selection.queueIds?.length === 1 ? (selection.queueIds[0] ?? verb) : verb,
      name: `${verb} ${describe(selection)}`,
      before: null,
      after,
    });

  const steer = async (selection: QueueSelection, how: Steer, actor: string): Promise<number> => {
    const touched = await store.spool.steer(selection, how, actor, clock.now()).catch(async (error: unknown) => {
      if (error instanceof BrokenOff)
        await note(how.verb, selection, actor, { touched: error.touched, brokenOff: true });
      throw error;
    });
    if (touched > 0) await note(how.verb, selection, actor, { touched });
    return touched;
  };

  const endAll = async (deliveries: readonly Delivery[], verb: Ending, reason: string | null, actor: string) => {
    const once = AbortSignal.abort();
    let touched = 0;
    const results = await Promise.allSettled(
      deliveries.map(async (delivery) => {
        const ended = await pieces.all(endedNow(directory.current, delivery, verb, reason));
        if (await conclude({ delivery, ...ended, interrupted: false, actor }, once)) {
          touched += delivery.recipients.length;
          return;
        }
        await store.spool.release(delivery.leaseId).catch(() => {});
        throw new StoreUnavailable(`the ${verb} could not be committed`);
      }),
    );
    const failure = results.find((result) => result.status === 'rejected');
    return { touched, failure: failure?.reason as unknown };
  };

  /** Of what is this node's. */
  const carryOut = async ({ verb, selection, actor, reason }: QueueOrder): Promise<CarriedOut> => {
    let touched = 0;
    try {
      // Only what was there at the first look: the reports that this brings about must not fall under the same selection.
      for await (const entries of store.spool.scan(selection)) {
        const queueIds = [...new Set(entries.map(({ message }) => message.queueId))];
        while (queueIds.length > 0) {
          const some: QueueSelection = { ...selection, queueIds: queueIds.slice(0, BATCH) };
          const deliveries = await store.spool.claimSelected(some, BATCH, bounds.queue.steerLease, clock.now());
          if (deliveries.length === 0) queueIds.splice(0, BATCH);
          const ended = await endAll(deliveries, verb, reason, actor);
          touched += ended.touched;
          if (ended.failure !== undefined) throw ended.failure;
        }
      }
    } catch (error) {
      return { touched, failure: error instanceof Error ? error : new Error(String(error)) };
    }
    return { touched, failure: null };
  };
  store.spool.onOrder(carryOut);

  const end = async (
    verb: Ending,
    selection: QueueSelection,
    actor: string,
    { reason }: SenderNote = { reason: null },
  ): Promise<number> => {
    const { touched, failure } = await store.spool.order({ verb, selection, actor, reason });
    await note(verb, selection, actor, { touched, reason });
    if (failure !== null) throw failure;
    return touched;
  };

  /** Each recipient its own route: an MX connector keeps destinations apart, a new way follows the domain. */
  const redirectEach = async (
    selection: QueueSelection,
    to: Address | null,
    routeOf: (entry: QueueEntry) => Route,
    actor: string,
    count: (touched: number) => void,
  ): Promise<void> => {
    let redirected: Redirected[] = [];
    const write = async (): Promise<void> => {
      const some = redirected;
      redirected = [];
      if (some.length > 0) count(await store.spool.redirect(some, to, actor, clock.now()));
    };
    // Going on from where the last page ended: a redirect may move an entry in or out of the selection.
    for await (const entries of store.spool.scan(selection)) {
      for (const entry of entries)
        redirected.push({
          queueId: entry.message.queueId,
          ordinal: entry.recipient.ordinal,
          route: routeOf(entry),
        });
      if (redirected.length >= bounds.queue.redirectedTogether) await write();
    }
    await write();
  };

  return {
    hold: (selection, actor) => steer(selection, { verb: 'hold' }, actor),
    release: (selection, actor) => steer(selection, { verb: 'release' }, actor),
    retryNow(selection, actor) {
      // First, for the attempts begin as soon as the spool says that something is due.
      parts.forgetTroubles();
      return steer(selection, { verb: 'retry-now' }, actor);
    },
    async redirect(selection, { to, connectorId }, actor) {
      const view = directory.current;
      const connector = view.get('outbound-connector', connectorId);
      if (connectorId !== null && connector === null) throw new Error('no such outbound connector');
      const routeOf = ({ message, recipient }: QueueEntry): Route => {
        const address = to ?? recipient.address;
        return connector === null
          ? routeRecipient(view, address, message)
          : connectorRoute(connector, address.domainKey);
      };
      let touched = 0;
      try {
        await redirectEach(selection, to, routeOf, actor, (more) => {
          touched += more;
        });
      } finally {
        const after = { touched, to: to && addressText(to), connector: connector?.name ?? null };
        await note('redirect', selection, actor, after);
      }
      return touched;
    },
    expire: (selection, actor, why) => end('expire', selection, actor, why),
    bounce: (selection, actor, why) => end('bounce', selection, actor, why),
  };
}

/** In pieces. */
function* endedNow(view: DirectoryView, delivery: Delivery, verb: Ending, reason: string | null) {
  const outcomes: Outcome[] = [];
  const routes = new Map<number, Route>();
  for (const [index, recipient] of delivery.recipients.entries()) {
    if (endsPiece(index)) yield;
    outcomes.push(endedBy(recipient, verb, reason));
    routes.set(recipient.ordinal, routeNow(view, delivery, recipient));
  }
  return { outcomes, routes };
}

/** The selection as a person would say it. */
function describe(selection: QueueSelection): string {
  const conditions = Object.entries(selection).map(([name, value]) => {
    const text = Array.isArray(value) ? value.slice(0, 5).join(',') + (value.length > 5 ? ',...' : '') : String(value);
    return `${name}=${text}`;
  });
  return conditions.length === 0 ? 'everything' : conditions.join(' ');
}
