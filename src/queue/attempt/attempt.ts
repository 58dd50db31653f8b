/**
 * One attempt for one delivery: decides the routes again, answers what needs no next hop, hands the rest to the delivery room under a
 * deadline, and always comes back with outcomes. A throw of the delivery room ends here, as a delay.
 */
import type { Clock } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { Pieces } from '../../base/slices.ts';
import type { Delivery, Outcome, QueuedRecipient, RoutedDelivery } from '../../mail/delivery.ts';
import type { Place } from '../../mail/doors/place.ts';
import { laneOf, type Route } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { originatorFor, routeRecipient } from '../../policy/routing/routing.ts';
import type { AttemptDeadline, AttemptTime } from './attempt-deadline.ts';
import { delayedBy, expandGroup, failUnroutable, rerouted } from './expand.ts';
import type { LaneGate, LaneTrouble, Turn } from '../claim/lane-gate.ts';
import { oneEach } from './one-each.ts';
import { endsPiece } from '../pieces.ts';
import { say } from '../../texts/phrase.ts';
import type { Words } from '../../texts/told.ts';

/** The delivery room's door: an Outcome for each recipient (`deliver/delivery-room.ts`). */
export type Deliver = (delivery: RoutedDelivery, signal: AbortSignal) => Promise<readonly Outcome[]>;

export interface Attempted {
  readonly outcomes: readonly Outcome[];
  /** By ordinal: what was tried. */
  readonly routes: ReadonlyMap<number, Route>;
  /** How long the delivery room took; absent: it was not asked. */
  readonly tookMs?: number;
}

export interface AttemptParts {
  readonly directory: LiveDirectory;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly deliver: Deliver;
  readonly deadline: AttemptDeadline;
  readonly log: Log;
  readonly lanes: LaneGate;
  readonly pieces: Pieces;
}

/** One attempt: decided, then handed over, then over. */
export class DeliveryAttempt {
  readonly #parts: AttemptParts;
  readonly #delivery: Delivery;
  readonly #place: Place;
  readonly #turn: Turn;
  readonly #time: AttemptTime;
  #decided: Decided | null = null;
  /** Monotonic; null: the room was not asked. */
  #askedAt: number | null = null;

  constructor(parts: AttemptParts, delivery: Delivery, place: Place, turn: Turn) {
    this.#parts = parts;
    this.#delivery = delivery;
    this.#place = place;
    this.#turn = turn;
    this.#time = parts.deadline.begin();
  }

  /** It was broken off by a shutdown, or another node has its delivery now: nothing is learned from how it ended. */
  get isBrokenOff(): boolean {
    return this.#parts.deadline.brokenOff || this.#delivery.lost?.aborted === true;
  }

  async decide(): Promise<void> {
    const { pieces, directory } = this.#parts;
    this.#decided = await pieces.all(decide(directory.current, this.#delivery));
  }

  /** Calls the delivery room. Rejects when the room throws. */
  handOver(): Promise<readonly Outcome[]> | readonly Outcome[] {
    const { routes, toDeliver } = this.#known();
    // All that are left have this delivery's lane, and a lane is made of one route.
    const route = routes.get(toDeliver[0]?.ordinal ?? -1);
    if (route === undefined) return [];
    // Those let out of quarantine are in no lane with others of their message.
    const message = originatorFor(this.#delivery.message, toDeliver[0]!);
    const routed = { ...this.#delivery, message, recipients: toDeliver, route, place: this.#place };
    if (this.#delivery.lost?.aborted) return this.#all('other', say`Another node has this delivery now`);
    if (this.#turn.kind === 'paused') return putOff(routed, this.#turn.trouble);
    this.#askedAt = this.#parts.clock.monotonic();
    const work = this.#parts.deliver(routed, this.#time.signal);
    return this.#time.within(work, (why) => this.#all('timed-out', why));
  }

  /** The room's answer, by recipient; the lane learns from it. */
  over(told: readonly Outcome[]): Attempted {
    const { outcomes, routes, toDeliver } = this.#known();
    const each = oneEach(toDeliver, told);
    if (this.#turn.kind !== 'paused' && toDeliver.length > 0 && !this.isBrokenOff)
      this.#parts.lanes.note(this.#delivery.lane, each);
    const all = outcomes.length === 0 ? each : [...outcomes, ...each];
    if (this.#askedAt === null) return { outcomes: all, routes };
    return { outcomes: all, routes, tookMs: this.#parts.clock.monotonic() - this.#askedAt };
  }

  /** The room threw: a bug or lost infrastructure, and later is the answer that loses nothing. What broke before it is thrown on. */
  broke(error: unknown): Attempted {
    if (this.#decided === null) throw error;
    const { message, lane } = this.#delivery;
    const fields = { queueId: message.queueId, lane, error: describe(error) };
    if (!this.isBrokenOff) this.#parts.log.error(fields, 'a delivery broke; it is tried again');
    return this.over(this.#all('other', say`Local error in processing; it is in the log`));
  }

  end(): void {
    this.#time.end();
  }

  #known(): Decided {
    if (this.#decided === null) throw new Error('an attempt is made before it is decided');
    return this.#decided;
  }

  #all(cause: 'other' | 'timed-out', words: Words): readonly Outcome[] {
    return this.#known().toDeliver.map((recipient) => delayedBy(recipient, cause, words));
  }
}

interface Decided extends Attempted {
  /** A next hop or a mailbox is needed. */
  readonly toDeliver: readonly QueuedRecipient[];
}

/** The way of each now, in pieces. */
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
  recipient.pinnedRoute ?? routeRecipient(view, recipient.address, originatorFor(message, recipient));

/** While a next hop is in trouble, what falls due for it is put off without a connection: it gets its notices and its expiry in time. */
const putOff = ({ recipients }: RoutedDelivery, { outcome }: LaneTrouble): readonly Outcome[] =>
  recipients.map(({ ordinal }) => ({ ...outcome, ordinal, retryAfterMs: null, putOff: true }));

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
