/**
 * One attempt for one delivery: decides the routes again, answers what needs no next hop, hands the rest to the delivery room under a
 * deadline, and always comes back with outcomes. A throw of the delivery room ends here, as a delay.
 */
import type { Clock, Timer } from '../base/clock.ts';
import { assertNever } from '../base/never.ts';
import type { Log } from '../base/log.ts';
import type { Delivery, Outcome, QueuedRecipient, RoutedDelivery } from '../mail/delivery.ts';
import { laneOf, type Route } from '../mail/route.ts';
import type { DirectoryView, LiveDirectory } from '../policy/directory-view.ts';
import { routeRecipient } from '../policy/routing.ts';
import { delayedBy, expandGroup, failUnroutable, rerouted } from './expand.ts';
import type { LaneGate, Turn } from './lane-gate.ts';

/** The delivery room's door: exactly one Outcome per recipient (`deliver/deliver.ts`). */
export type Deliver = (delivery: RoutedDelivery, signal: AbortSignal) => Promise<readonly Outcome[]>;

export interface Attempted {
  readonly outcomes: readonly Outcome[];
  readonly routes: ReadonlyMap<number, Route>;
}

/** Longest whole attempt: a large message at the least acceptable rate, to several next hops. Shorter than the lease. */
const DELIVERY_DEADLINE_MS = 45 * 60_000;
/** After its signal aborted, so long is the delivery room waited for: it may have an answer at hand. */
const ABORT_GRACE_MS = 5_000;

export interface AttemptParts {
  readonly directory: LiveDirectory;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly log: Log;
  readonly lanes: LaneGate;
}

export async function attempt(
  parts: AttemptParts,
  delivery: Delivery,
  turn: Turn,
  signal: AbortSignal,
): Promise<Attempted> {
  const view = parts.directory.current;
  const routes = new Map<number, Route>();
  const outcomes: Outcome[] = [];
  const toDeliver: QueuedRecipient[] = [];
  for (const recipient of delivery.recipients) {
    const route = routeNow(view, delivery, recipient);
    routes.set(recipient.ordinal, route);
    const outcome = withoutNextHop(view, delivery, recipient, route);
    if (outcome === null) toDeliver.push(recipient);
    else outcomes.push(outcome);
  }
  // All that are left have this delivery's lane, and a lane is made of one route.
  const route = routes.get(toDeliver[0]?.ordinal ?? -1);
  if (route !== undefined)
    outcomes.push(...(await onward(parts, { ...delivery, recipients: toDeliver, route }, turn, signal)));
  return { outcomes, routes };
}

/** An administrator's route stays; everything else follows the directory as it is now. */
export const routeNow = (view: DirectoryView, { message }: Delivery, recipient: QueuedRecipient): Route =>
  recipient.pinnedRoute ?? routeRecipient(view, recipient.address, message.organizationId);

/** null: a next hop or a mailbox is needed. */
function withoutNextHop(
  view: DirectoryView,
  delivery: Delivery,
  recipient: QueuedRecipient,
  route: Route,
): Outcome | null {
  if (laneOf(route) !== delivery.lane) return rerouted(recipient, route);
  switch (route.kind) {
    case 'group':
      return expandGroup(view, recipient, route.groupId);
    case 'none':
      return failUnroutable(recipient, route);
    case 'mailbox':
    case 'mx':
    case 'connector':
    case 'capture':
      return null;
    default:
      return assertNever(route);
  }
}

async function onward(
  parts: AttemptParts,
  delivery: RoutedDelivery,
  turn: Turn,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  // While a next hop is in trouble, what falls due for it is put off without a connection: it gets its notices and its expiry in time.
  if (turn.kind === 'paused')
    return delivery.recipients.map(({ ordinal }) => ({ ...turn.trouble.outcome, ordinal, retryAfterMs: null }));
  const outcomes = await handOver(parts, delivery, signal);
  if (!signal.aborted) parts.lanes.note(delivery.lane, outcomes);
  return outcomes;
}

/** Calls the delivery room; its throw, its silence beyond the deadline and a shutdown all become delays. */
async function handOver(
  { deliver, clock, log }: AttemptParts,
  delivery: RoutedDelivery,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const all = (cause: 'other' | 'timed-out', text: string): readonly Outcome[] =>
    delivery.recipients.map((recipient) => delayedBy(recipient, cause, text));
  const abort = new AbortController();
  const timers: Timer[] = [];
  const { promise: overdue, resolve } = Promise.withResolvers<readonly Outcome[]>();
  const stop = (text: string): void => {
    abort.abort();
    timers.push(clock.timer(ABORT_GRACE_MS, () => resolve(all('timed-out', text))));
  };
  const shutdown = (): void => stop('The attempt was broken off by a shutdown');
  timers.push(clock.timer(DELIVERY_DEADLINE_MS, () => stop('The attempt took too long as a whole')));
  if (signal.aborted) shutdown();
  else signal.addEventListener('abort', shutdown, { once: true });
  try {
    return await Promise.race([deliver(delivery, abort.signal), overdue]);
  } catch (error) {
    const fields = { queueId: delivery.message.queueId, lane: delivery.lane, error: describe(error) };
    if (!signal.aborted) log.error(fields, 'a delivery broke; it is tried again');
    return all('other', 'Local error in processing; it is in the log');
  } finally {
    for (const timer of timers) timer.cancel();
    signal.removeEventListener('abort', shutdown);
  }
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
