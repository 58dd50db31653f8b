/**
 * Administrators' orders to end waiting mail, carried out on what is this node's: expire and bounce end recipients the ordinary way, by a
 * failed outcome with its report, in bounded batches.
 */
import { bounds } from '../../base/bounds.ts';
import { Pieces } from '../../base/slices.ts';
import type { Delivery, Outcome } from '../../mail/delivery.ts';
import type { Route } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type CarriedOut, type QueueOrder, type QueueSelection, StoreUnavailable } from '../../store/store.ts';
import { type Attempted, routeNow } from '../attempt/attempt.ts';
import { Concluder } from '../conclude/conclude.ts';
import { endedBy } from '../attempt/expand.ts';
import { endsPiece } from '../pieces.ts';
import type { QueueRoomParts } from '../room-parts.ts';
import { createQueueTime } from '../queue-time.ts';

/** Deliveries per batch. */
const BATCH = 100;

export class Orders {
  readonly #parts: QueueRoomParts;
  readonly #pieces = new Pieces();
  readonly #concluder: Concluder;
  /** A commit is tried once: the one who gave the order hears that it failed. */
  readonly #once = AbortSignal.abort();

  constructor(parts: QueueRoomParts) {
    this.#parts = parts;
    this.#concluder = new Concluder({ ...parts, time: createQueueTime(parts.clock), pieces: this.#pieces });
  }

  async carryOut(order: QueueOrder): Promise<CarriedOut> {
    const { store, clock } = this.#parts;
    const { selection } = order;
    let touched = 0;
    try {
      // Only what was there at the first look: the reports that this brings about must not fall under the same selection.
      for await (const entries of store.spool.scan(selection)) {
        const queueIds = [...new Set(entries.map(({ message }) => message.queueId))];
        while (queueIds.length > 0) {
          const some: QueueSelection = { ...selection, queueIds: queueIds.slice(0, BATCH) };
          const deliveries = await store.spool.claimSelected(some, BATCH, bounds.queue.steerLease, clock.now());
          if (deliveries.length === 0) queueIds.splice(0, BATCH);
          const ended = await this.#endAll(deliveries, order);
          touched += ended.touched;
          if (ended.failure !== undefined) throw ended.failure;
        }
      }
    } catch (error) {
      return { touched, failure: error instanceof Error ? error : new Error(String(error)) };
    }
    return { touched, failure: null };
  }

  async #endAll(deliveries: readonly Delivery[], order: QueueOrder): Promise<{ touched: number; failure: unknown }> {
    const results = await Promise.allSettled(deliveries.map((delivery) => this.#end(delivery, order)));
    const touched = results.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0);
    const failure = results.find((result) => result.status === 'rejected');
    return { touched, failure: failure?.reason as unknown };
  }

  /** Resolves to the number of recipients; rejects when it could not be committed, and its lease is given back. */
  async #end(delivery: Delivery, order: QueueOrder): Promise<number> {
    const { store, directory } = this.#parts;
    const ended = await this.#pieces.all(endedNow(directory.current, delivery, order));
    if (await this.#concluder.conclude({ delivery, ...ended, interrupted: false, actor: order.actor }, this.#once))
      return delivery.recipients.length;
    await store.spool.release(delivery.leaseId).catch(() => {});
    throw new StoreUnavailable(`the ${order.verb} could not be committed`);
  }
}

/** In pieces. */
function* endedNow(
  view: DirectoryView,
  delivery: Delivery,
  { verb, reason }: QueueOrder,
): Generator<void, Attempted, void> {
  const outcomes: Outcome[] = [];
  const routes = new Map<number, Route>();
  for (const [index, recipient] of delivery.recipients.entries()) {
    if (endsPiece(index)) yield;
    outcomes.push(endedBy(recipient, verb, reason));
    routes.set(recipient.ordinal, routeNow(view, delivery, recipient));
  }
  return { outcomes, routes };
}
