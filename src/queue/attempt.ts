/**
 * One attempt for one delivery: decides the routes again, answers what needs no next hop, hands the rest to the delivery room under a
 * deadline, and always comes back with outcomes. A throw of the delivery room ends here, as a delay.
 */
import type { ObjectId } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Pieces } from '../base/slices.ts';
import type { Delivery, Outcome, QueuedRecipient, RoutedDelivery } from '../mail/delivery.ts';
import type { Place } from '../mail/doors/place.ts';
import { laneOf, type Route } from '../mail/route.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { routeRecipient } from '../policy/routing/routing.ts';
import type { AttemptDeadline } from './attempt-deadline.ts';
import { delayedBy, expandGroup, failUnroutable, rerouted } from './expand.ts';
import type { LaneGate, LaneTrouble, Turn } from './lane-gate.ts';
import { endsPiece } from './pieces.ts';

/** The delivery room's door: exactly one Outcome per recipient (`deliver/delivery-room.ts`). */
export type Deliver = (delivery: RoutedDelivery, signal: AbortSignal) => Promise<readonly Outcome[]>;

export interface Attempted {
  readonly outcomes: readonly Outcome[];
  readonly routes: ReadonlyMap<number, Route>;
}

export interface AttemptParts {
  readonly directory: LiveDirectory;
  readonly deliver: Deliver;
  readonly deadline: AttemptDeadline;
  readonly log: Log;
  readonly lanes: LaneGate;
  readonly pieces: Pieces;
}

export async function attempt(parts: AttemptParts, delivery: Delivery, place: Place, turn: Turn): Promise<Attempted> {
  const { routes, outcomes, toDeliver } = await parts.pieces.all(decide(parts.directory.current, delivery));
  // All that are left have this delivery's lane, and a lane is made of one route.
  const route = routes.get(toDeliver[0]?.ordinal ?? -1);
  if (route === undefined) return { outcomes, routes };
  const routed = { ...delivery, recipients: toDeliver, route, place };
  const told = turn.kind === 'paused' ? putOff(routed, turn.trouble) : await handOver(parts, routed);
  return { outcomes: [...outcomes, ...told], routes };
}

interface Decided extends Attempted {
  /** A next hop or a mailbox is needed. */
  readonly toDeliver: readonly QueuedRecipient[];
}

/** Where each goes now, in pieces. */
function* decide(view: DirectoryView, delivery: Delivery): Generator<void, Decided, void> {
  const routes = new Map<number, Route>();
  const outcomes: Outcome[] = [];
  const toDeliver: QueuedRecipient[] = [];
  const named: QueuedRecipient[] = [];
  let groupId: ObjectId | null = null;
  for (const [index, recipient] of delivery.recipients.entries()) {
    if (endsPiece(index)) yield;
    const route = routeNow(view, delivery, recipient);
    routes.set(recipient.ordinal, route);
    if (laneOf(route) !== delivery.lane) outcomes.push(rerouted(recipient, route));
    else if (route.kind === 'none') outcomes.push(failUnroutable(recipient, route));
    else if (route.kind !== 'group') toDeliver.push(recipient);
    else {
      // A lane is of one group.
      ({ groupId } = route);
      named.push(recipient);
    }
  }
  if (groupId !== null) for (const one of yield* expandGroup(view, named, groupId)) outcomes.push(one);
  return { routes, outcomes, toDeliver };
}

/** An administrator's route stays; everything else follows the directory as it is now. */
export const routeNow = (view: DirectoryView, { message }: Delivery, recipient: QueuedRecipient): Route =>
  recipient.pinnedRoute ?? routeRecipient(view, recipient.address, message);

/** While a next hop is in trouble, what falls due for it is put off without a connection: it gets its notices and its expiry in time. */
const putOff = ({ recipients }: RoutedDelivery, { outcome }: LaneTrouble): readonly Outcome[] =>
  recipients.map(({ ordinal }) => ({ ...outcome, ordinal, retryAfterMs: null, putOff: true }));

/** Calls the delivery room; its throw, its silence beyond the deadline and a shutdown all become delays. The lane learns from what it says. */
async function handOver(
  { deliver, deadline, log, lanes }: AttemptParts,
  delivery: RoutedDelivery,
): Promise<readonly Outcome[]> {
  const all = (cause: 'other' | 'timed-out', text: string): readonly Outcome[] =>
    delivery.recipients.map((recipient) => delayedBy(recipient, cause, text));
  let outcomes: readonly Outcome[];
  try {
    outcomes = await deadline.within(
      (signal) => deliver(delivery, signal),
      (why) => all('timed-out', why),
    );
  } catch (error) {
    const fields = { queueId: delivery.message.queueId, lane: delivery.lane, error: describe(error) };
    if (!deadline.brokenOff) log.error(fields, 'a delivery broke; it is tried again');
    outcomes = all('other', 'Local error in processing; it is in the log');
  }
  if (!deadline.brokenOff) lanes.note(delivery.lane, outcomes);
  return outcomes;
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
