/**
 * Acts on mail in quarantine: release, delete, the end of its days; and the end of all mail of a person. Each is a claim and a settlement like an attempt's, so that the new
 * state, the new recipient and the trace's words are one commit, and a second hand finds nothing left to do.
 *
 * Promises: a recipient leaves once, released or deleted; nobody is told by a report; a commit that fails leaves everything as it was.
 */
import { bounds } from '../../base/bounds.ts';
import { type Address, addressText } from '../../mail/address.ts';
import type { Delivery, QueuedRecipient } from '../../mail/delivery.ts';
import type { ObjectId } from '../../base/id.ts';
import { quarantineLanes } from '../../mail/route.ts';
import type { TraceEvent, TraceKind } from '../../mail/trace-event.ts';
import { originatorFor, routeRecipient } from '../../policy/routing/routing.ts';
import type { QueueEntry, QueueSelection, RecipientChange, RecipientName, Settlement } from '../../store/store.ts';
import { createQueueTime } from '../queue-time.ts';
import type { QueueRoomParts } from '../room-parts.ts';
import { type Phrase, say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

type Parts = Pick<QueueRoomParts, 'store' | 'directory' | 'clock'>;
type Ended = Pick<Settlement, 'changes' | 'added' | 'events'>;

/** Resolves to the number of recipients touched, and rejects with StoreUnavailable when a commit failed (what was committed stays). */
export class Quarantine {
  readonly #parts: Parts;
  readonly #time: ReturnType<typeof createQueueTime>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#time = createQueueTime(parts.clock);
  }

  /** They are delivered as if they had never been kept. Those that an attempt or another hand has are left alone. */
  release(selection: QueueSelection, actor: string): Promise<number> {
    return this.#eachOf(selection, 'release', actor, (delivery) => this.#released(delivery, actor));
  }

  /** The address gets a copy of each message, once; what waits for its recipients stays. */
  copyTo(selection: QueueSelection, to: Address, actor: string): Promise<number> {
    return this.#eachOf(selection, `release to ${addressText(to)}`, actor, (delivery) =>
      this.#copied(delivery, to, actor),
    );
  }

  /** Nobody is told. */
  discard(selection: QueueSelection, actor: string): Promise<number> {
    return this.#eachOf(selection, 'delete', actor, (delivery) =>
      this.#dropped(delivery, say`Deleted from quarantine by ${actor}`, actor),
    );
  }

  /** Ends what has been there for its days. @param isOver what of a page that is. */
  async expire(selection: QueueSelection, isOver: (entry: QueueEntry) => boolean, days: Phrase): Promise<number> {
    return this.#each(selection, isOver, (delivery) =>
      this.#dropped(delivery, say`Deleted after ${days} in quarantine`),
    );
  }

  /** Ends these, wherever they wait. The text names nobody. */
  async erase(recipients: readonly RecipientName[], actor: string): Promise<number> {
    const words = say`Erased with all that was kept of a person, by ${actor}`;
    const end = (delivery: Delivery): Ended => this.#dropped(delivery, words, actor);
    const waiting = await this.#claimed({ recipients }, end);
    return waiting + (await this.#claimed({ recipients, quarantined: true }, end));
  }

  async #eachOf(
    selection: QueueSelection,
    verb: string,
    actor: string,
    end: (delivery: Delivery) => Ended,
  ): Promise<number> {
    let touched = 0;
    try {
      touched = await this.#each(
        selection,
        () => true,
        end,
        (some) => (touched += some),
      );
    } finally {
      if (touched > 0) await this.#note(selection, verb, actor, touched);
    }
    return touched;
  }

  /** Page by page, each looked at once: a copy leaves what it was made of where it is. */
  async #each(
    selection: QueueSelection,
    isMeant: (entry: QueueEntry) => boolean,
    end: (delivery: Delivery) => Ended,
    tell: (touched: number) => void = () => {},
  ): Promise<number> {
    const { spool } = this.#parts.store;
    let touched = 0;
    for await (const entries of spool.scan({ ...selection, quarantined: true })) {
      const recipients = entries
        .filter(isMeant)
        .map(({ message, recipient }) => ({ queueId: message.queueId, ordinal: recipient.ordinal }));
      if (recipients.length > 0) touched += await this.#claimed({ quarantined: true, recipients }, end, tell);
    }
    return touched;
  }

  /** Those of them that no attempt and no other hand has. */
  async #claimed(
    still: Pick<QueueSelection, 'quarantined'> & { readonly recipients: readonly RecipientName[] },
    end: (delivery: Delivery) => Ended,
    tell: (touched: number) => void = () => {},
  ): Promise<number> {
    const { spool } = this.#parts.store;
    let touched = 0;
    const now = this.#parts.clock.now();
    const deliveries = await spool.claimSelected(still, still.recipients.length, bounds.queue.steerLease, now);
    for (const [index, delivery] of deliveries.entries()) {
      try {
        await spool.settle({
          leaseId: delivery.leaseId,
          queueId: delivery.message.queueId,
          owed: [],
          ...end(delivery),
        });
      } catch (error) {
        for (const { leaseId } of deliveries.slice(index)) await spool.release(leaseId).catch(() => {});
        throw error;
      }
      touched += delivery.recipients.length;
      tell(delivery.recipients.length);
    }
    return touched;
  }

  #released(delivery: Delivery, actor: string): Ended {
    const now = this.#parts.clock.now();
    const { message } = delivery;
    return {
      changes: delivery.recipients.map((recipient) => ({
        ...this.#asBefore(recipient),
        releasedAt: now,
        route: this.#routeOut(message, recipient.address),
      })),
      added: [],
      events: delivery.recipients.map(({ ordinal }) =>
        this.#event(delivery, 'Release', ordinal, say`Released from quarantine by ${actor}`, actor),
      ),
    };
  }

  #copied(delivery: Delivery, to: Address, actor: string): Ended {
    const { message } = delivery;
    const said = addressText(to);
    const words = say`Released from quarantine to ${said} by ${actor}; what waits for its recipients stays`;
    return {
      changes: delivery.recipients.map((recipient) => this.#asBefore(recipient)),
      added: [
        {
          address: to,
          notify: 'never',
          orcpt: null,
          via: [],
          route: this.#routeOut(message, to),
          notBefore: this.#time.dueNow(),
          releasedAt: this.#parts.clock.now(),
          organizationId: delivery.lane.slice(quarantineLanes.length) as ObjectId,
          whenKnown: this.#event(delivery, 'Drop', null, say`${said} was left out: it has or had this message`, actor),
        },
      ],
      events: [this.#event(delivery, 'Release', null, words, actor)],
    };
  }

  #dropped(delivery: Delivery, words: Phrase, actor?: string): Ended {
    return {
      changes: delivery.recipients.map(({ ordinal }) => ({ ordinal, state: 'done', status: 'Dropped' })),
      added: [],
      events: delivery.recipients.map(({ ordinal }) => this.#event(delivery, 'Drop', ordinal, words, actor)),
    };
  }

  #routeOut(message: Delivery['message'], to: Address) {
    const released = originatorFor(message, { releasedAt: this.#parts.clock.now() });
    return routeRecipient(this.#parts.directory.current, to, released);
  }

  #asBefore(recipient: QueuedRecipient): Extract<RecipientChange, { state: 'waiting' }> {
    const { ordinal, attempts, delayedSince, delayNoticeAt, lastReply } = recipient;
    return {
      state: 'waiting',
      nextAttemptAt: this.#time.dueNow(),
      ...{ ordinal, attempts, delayedSince, delayNoticeAt, lastReply },
    };
  }

  #event({ message }: Delivery, kind: TraceKind, ordinal: number | null, words: Phrase, actor?: string): TraceEvent {
    const at = this.#parts.clock.now();
    return { at, kind, queueId: message.queueId, ordinal, ...told(words), ...(actor !== undefined && { actor }) };
  }

  async #note(selection: QueueSelection, verb: string, actor: string, touched: number): Promise<void> {
    const { store, clock } = this.#parts;
    const { queueIds = [...new Set(selection.recipients?.map(({ queueId }) => queueId))] } = selection;
    await store.directory.note({
      at: clock.now(),
      actor,
      kind: 'queue',
      id: queueIds.length === 1 ? queueIds[0]! : verb,
      name: `quarantine: ${verb}`,
      before: { in: 'quarantine', recipients: touched },
      after: { in: verb === 'delete' ? 'nowhere' : 'queue', selection },
    });
  }
}
