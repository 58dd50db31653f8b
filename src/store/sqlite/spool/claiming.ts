/** The main thread's claims: what was just accepted is claimed from memory, until something is due in the database; then all of it waits there. */
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import type { LeaseId, QueueId } from '../../../base/id.ts';
import { Pieces } from '../../../base/slices.ts';
import type { ContentRef } from '../../../mail/content.ts';
import type { Delivery } from '../../../mail/delivery.ts';
import type { Lane } from '../../../mail/route.ts';
import { damageOf } from '../../checked-content.ts';
import type { ClaimRequest, QueueSelection } from '../../store.ts';
import type { Channel } from '../channel.ts';
import { decodeDelivery, decodeMessage, withContent } from '../database/encoding.ts';
import type { Follower } from '../journal/follower.ts';
import type { EncodedDelivery, ReaderCalls, WriterCalls } from '../protocol.ts';
import { deliveryOf } from './ahead-queue.ts';
import type { HandOver } from './hand-over.ts';
import type { QueueMemory } from './queue-memory.ts';

interface Parts {
  readonly memory: QueueMemory;
  readonly writer: Channel<WriterCalls>;
  readonly reader: Channel<ReaderCalls>;
  readonly follower: Follower;
  readonly handOver: HandOver;
  readonly clock: Clock;
}

export class Claiming {
  readonly #parts: Parts;
  readonly #pieces = new Pieces();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async claim(request: ClaimRequest): Promise<readonly Delivery[]> {
    const { writer, follower, handOver, clock } = this.#parts;
    this.#expireLeases();
    if ((await this.#databaseDueAt(request.busyLanes, request.now)) > request.now) return this.#claimAhead(request);
    // The database has due ones: all wait there, so that the order and the turns are one.
    await handOver.all();
    const encoded = await writer.call('claim', request, clock.monotonic());
    follower.bound.forget();
    return this.#deliveries(encoded, request.leaseMs);
  }

  async claimSelected(
    selection: QueueSelection,
    limit: number,
    leaseMs: number,
    now: number,
  ): Promise<readonly Delivery[]> {
    const { writer, follower, handOver, clock } = this.#parts;
    await handOver.all();
    const encoded = await writer.call('claimSelected', selection, limit, leaseMs, now, clock.monotonic());
    follower.bound.forget();
    return this.#deliveries(encoded, leaseMs);
  }

  async release(leaseId: LeaseId): Promise<void> {
    const { memory, writer, follower } = this.#parts;
    const lease = memory.leases.get(leaseId);
    if (lease === undefined) return;
    memory.leases.end(leaseId);
    if (lease.entry !== null) memory.ahead.giveBack(lease.entry);
    else {
      follower.bound.forget();
      await writer.call('release', leaseId);
    }
    memory.wake();
  }

  async nextDueAt(busyLanes: readonly Lane[]): Promise<number | null> {
    this.#expireLeases();
    const fromMemory = this.#parts.memory.ahead.nextDueAt(busyLanes) ?? Number.POSITIVE_INFINITY;
    const earliest = Math.min(fromMemory, await this.#databaseDueAt(busyLanes, 0));
    return earliest === Number.POSITIVE_INFINITY ? null : earliest;
  }

  /** When something in the database is due; it is asked when not known. */
  async #databaseDueAt(busyLanes: readonly Lane[], now: number): Promise<number> {
    const { follower } = this.#parts;
    if (follower.bound.earliest(busyLanes) <= now) {
      follower.bound.forget();
      await follower.catchUp(busyLanes);
    }
    return follower.bound.earliest(busyLanes);
  }

  #expireLeases(): void {
    const { memory, follower, clock } = this.#parts;
    for (const lease of memory.leases.expire(clock.monotonic())) {
      if (lease.entry !== null) memory.ahead.giveBack(lease.entry);
      else follower.bound.forget();
    }
  }

  #claimAhead(request: ClaimRequest): Delivery[] {
    const { memory, clock } = this.#parts;
    const { ahead, leases, steers } = memory;
    const endsAt = clock.monotonic() + request.leaseMs;
    return ahead.claim(request).map((entry) => {
      const id = leases.nextId();
      const { queueId, content } = entry.message;
      const ordinals = entry.recipients.map(({ ordinal }) => ordinal);
      const large = content.kind === 'stored';
      leases.add({ id, queueId, ordinals, endsAt, entry, large, steers, settling: false });
      return deliveryOf(entry, id, request.now + request.leaseMs);
    });
  }

  /** Deliveries claimed from the database, with their content. */
  async #deliveries(encoded: readonly EncodedDelivery[], leaseMs: number): Promise<Delivery[]> {
    const { memory, reader, clock } = this.#parts;
    const { contents: cache, leases, steers } = memory;
    const messages = encoded.map((one) => decodeMessage(one.doc));
    const endsAt = clock.monotonic() + leaseMs;
    encoded.forEach(({ leaseId, recipients }, index) => {
      const ordinals = recipients.map(({ ordinal }) => ordinal);
      const { queueId, content } = messages[index]!;
      const large = content.kind === 'file';
      leases.add({ id: leaseId, queueId, ordinals, endsAt, entry: null, large, steers, settling: false });
    });
    const missing: QueueId[] = [];
    for (const message of messages)
      if (message.content.kind === 'inline' && cache.get(message.queueId) === undefined) missing.push(message.queueId);
    const read = new Map<QueueId, Uint8Array>();
    if (missing.length > 0) {
      try {
        const contents = await reader.call('contents', missing);
        missing.forEach((queueId, index) => {
          const content = contents[index];
          if (content) read.set(queueId, content);
        });
      } catch (error) {
        // Without its content a delivery is of no use: it is given back.
        for (const one of encoded) this.release(one.leaseId).catch(() => {});
        throw error;
      }
    }
    const made: Delivery[] = [];
    let recipients = 0;
    for (const [index, one] of encoded.entries()) {
      recipients += one.recipients.length;
      if (recipients > bounds.store.decodedTogether) {
        recipients = one.recipients.length;
        await this.#pieces.rest();
      }
      const message = messages[index]!;
      const bytes = cache.get(message.queueId) ?? fromDisk(message.content, read.get(message.queueId));
      made.push(decodeDelivery(one, withContent(message, bytes)));
    }
    return made;
  }
}

const NOTHING = new Uint8Array();

/**
 * Small content that comes from the database, looked at once; damaged, it is nothing, which no reader takes for the whole. What has been in
 * memory since it was accepted is what was hashed then.
 */
const fromDisk = (ref: Pick<ContentRef, 'sizeBytes' | 'sha256'>, bytes: Uint8Array = NOTHING): Uint8Array =>
  damageOf(ref, bytes) === null ? bytes : NOTHING;
