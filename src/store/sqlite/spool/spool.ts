/**
 * The spool's verbs on the main thread. Acceptances and settlements go to the journal and are true when it has them; what was just
 * accepted is claimed from memory; the database follows, and is asked when it has something due or someone wants to look.
 */
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import { Pieces } from '../../../base/slices.ts';
import type { LeaseId, QueueId } from '../../../base/id.ts';
import type { ContentRef } from '../../../mail/content.ts';
import type { Delivery } from '../../../mail/delivery.ts';
import type { Lane } from '../../../mail/route.ts';
import { LeaseLost, type NewMessage, type Settlement, type Spool, StoreUnavailable } from '../../store.ts';
import { wholeTerritory } from '../alone.ts';
import { type AheadEntry, AheadQueue, deliveryOf, handedOver } from './ahead-queue.ts';
import type { Channel } from '../channel.ts';
import { ContentCache } from './content-cache.ts';
import type { ContentFiles } from './content-files.ts';
import { decodeDelivery, decodeEntry, decodeMessage, withContent } from '../database/encoding.ts';
import type { Follower } from '../journal/follower.ts';
import { RecordTooLarge } from '../journal/journal.ts';
import { encodeRecord, type JournalRecord } from '../journal/journal-records.ts';
import { checkedContent, damaged, damageOf } from '../../checked-content.ts';
import { Leases, type OutLease } from './leases.ts';
import type { EncodedDelivery, ReaderCalls, WriterCalls } from '../protocol.ts';
import { QueueHand } from './queue-hand.ts';
import { halved, type SettlementPart, settlementParts } from '../writer/settlement-parts.ts';

interface Parts {
  readonly writer: Channel<WriterCalls>;
  readonly reader: Channel<ReaderCalls>;
  readonly follower: Follower;
  readonly files: ContentFiles;
  readonly clock: Clock;
  /** Ends early the verbs that go through the whole queue. */
  readonly stopping: AbortSignal | undefined;
}

export function createSpool({ writer, reader, follower, files, clock, stopping }: Parts): Spool {
  const { journal, bound } = follower;
  const cache = new ContentCache(bounds.store.contentCache);
  const ahead = new AheadQueue();
  const leases = new Leases('m');
  const pieces = new Pieces();
  /** On their way to the disk: nobody else may have their names. */
  const arriving = new Set<QueueId>();
  /** Grows with each administrator's hand on the queue: a recipient that was out meanwhile may be due earlier than its settlement says. */
  let steers = 0;
  const wakers = new Set<() => void>();
  const wake = (): void => {
    for (const one of wakers) one();
  };

  /** `record`: as it is kept. */
  const append = <Kind extends JournalRecord>(given: Kind): ReturnType<typeof journal.append> & { record: Kind } => {
    const { record, json, contents } = encodeRecord(given);
    return { ...journal.append(json, contents), record: record as Kind };
  };

  /** The names of new messages, while they are written. Throws when one is taken already. */
  function arrive(messages: readonly NewMessage[]): void {
    for (const [index, { queueId }] of messages.entries()) {
      if (!arriving.has(queueId) && !cache.has(queueId)) {
        arriving.add(queueId);
        continue;
      }
      for (const before of messages.slice(0, index)) arriving.delete(before.queueId);
      throw new StoreUnavailable(`there is a message ${queueId} already`);
    }
  }
  const goesAhead = (message: NewMessage): boolean => !ahead.full && AheadQueue.suits(message);

  /** On disk: from now on it can be delivered. */
  function arrived(message: NewMessage, goes: boolean): void {
    arriving.delete(message.queueId);
    if (message.content.kind === 'inline') cache.put(message.queueId, message.content.bytes);
    else files.adopted(message.content.id);
    if (goes) ahead.add(message);
  }

  const firstDue = ({ recipients }: NewMessage): number =>
    Math.ceil(recipients.reduce((earliest, { notBefore }) => Math.min(earliest, notBefore), Number.POSITIVE_INFINITY));

  async function handOver(entries: readonly AheadEntry[]): Promise<void> {
    const { batch, synced } = append({ kind: 'hand-over', entries: entries.map(handedOver) });
    let dueAt = Number.POSITIVE_INFINITY;
    for (const { nextAt } of entries) dueAt = Math.min(dueAt, nextAt);
    bound.coming(batch, dueAt);
    await synced;
  }

  /** Mail that nobody has claimed yet waits in the database from now on. */
  async function handOverAll(): Promise<void> {
    const entries = ahead.takeAll();
    if (entries.length > 0) {
      try {
        await Promise.all(inRecords(entries).map(handOver));
      } catch (error) {
        for (const entry of entries.reverse()) ahead.giveBack(entry);
        throw error;
      }
    }
    await follower.catchUp();
  }

  function claimAhead(request: Parameters<Spool['claim']>[0]): Delivery[] {
    const endsAt = clock.monotonic() + request.leaseMs;
    return ahead.claim(request).map((entry) => {
      const id = leases.nextId();
      const ordinals = entry.recipients.map(({ ordinal }) => ordinal);
      leases.add({
        id,
        queueId: entry.message.queueId,
        ordinals,
        endsAt,
        entry,
        large: entry.message.content.kind === 'stored',
        steers,
        settling: false,
      });
      return deliveryOf(entry, id, request.now + request.leaseMs);
    });
  }

  function expireLeases(): void {
    for (const lease of leases.expire(clock.monotonic())) {
      if (lease.entry !== null) ahead.giveBack(lease.entry);
      else bound.forget();
    }
  }

  /** When something in the database is due; it is asked when not known. */
  async function databaseDueAt(busyLanes: readonly Lane[], now: number): Promise<number> {
    if (bound.earliest(busyLanes) <= now) {
      bound.forget();
      await follower.catchUp(busyLanes);
    }
    return bound.earliest(busyLanes);
  }

  /** Deliveries claimed from the database, with their content. */
  async function deliveries(encoded: readonly EncodedDelivery[], leaseMs: number): Promise<Delivery[]> {
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
        for (const one of encoded) release(one.leaseId).catch(() => {});
        throw error;
      }
    }
    const made: Delivery[] = [];
    let recipients = 0;
    for (const [index, one] of encoded.entries()) {
      recipients += one.recipients.length;
      if (recipients > bounds.store.decodedTogether) {
        recipients = one.recipients.length;
        await pieces.rest();
      }
      const message = messages[index]!;
      const bytes = cache.get(message.queueId) ?? fromDisk(message.content, read.get(message.queueId));
      made.push(decodeDelivery(one, withContent(message, bytes)));
    }
    return made;
  }

  async function release(leaseId: LeaseId): Promise<void> {
    const lease = leases.get(leaseId);
    if (lease === undefined) return;
    leases.end(leaseId);
    if (lease.entry !== null) ahead.giveBack(lease.entry);
    else {
      bound.forget();
      await writer.call('release', leaseId);
    }
    wake();
  }

  async function settle(settlement: Settlement): Promise<void> {
    const { leaseId, ...rest } = settlement;
    const lease = leases.held(leaseId, settlement.queueId, clock.monotonic());
    const leased = new Set(lease.ordinals);
    for (const { ordinal } of settlement.changes)
      if (!leased.has(ordinal)) throw new LeaseLost(`recipient ${ordinal} is not part of lease ${leaseId}`);
    arrive(settlement.owed);
    lease.settling = true;
    const goes = settlement.owed.map(goesAhead);
    let owed: readonly NewMessage[];
    try {
      const parts = settlementParts(rest, bounds.store.settlementPart);
      for (const part of parts.slice(0, -1)) await writePart(part, lease);
      owed = await writePart(parts.at(-1)!, lease, goes);
    } catch (error) {
      lease.settling = false;
      for (const { queueId } of settlement.owed) arriving.delete(queueId);
      throw error;
    }
    leases.end(leaseId);
    owed.forEach((report, index) => arrived(report, goes[index]!));
    if (settlement.changes.every((change) => change.state === 'done')) cache.drop(settlement.queueId);
    // Its file goes when the database has heard of it.
    if (lease.large) follower.hurry();
    wake();
  }

  /** One after the other: a later part counts on the earlier ones being on disk. `goes`: it is the last part, which ends the lease. Returns what is owed, as it is kept. */
  async function writePart(
    part: SettlementPart,
    lease: OutLease,
    goes: readonly boolean[] | null = null,
  ): Promise<readonly NewMessage[]> {
    const freed = goes === null ? [] : lease.ordinals;
    try {
      const { batch, synced, record } = append({ kind: 'settle', settlement: part, freed, ahead: goes ?? [] } as const);
      const dueAt = databaseNext(part, lease, goes);
      if (dueAt !== null) bound.coming(batch, dueAt);
      await synced;
      return record.settlement.owed;
    } catch (error) {
      const halves = error instanceof RecordTooLarge ? halved(part) : null;
      if (halves === null) throw error;
      await writePart(halves[0], lease);
      return writePart(halves[1], lease, goes);
    }
  }

  /** When the earliest of what a settlement leaves to the database is due, or null. */
  function databaseNext(part: SettlementPart, lease: OutLease, goes: readonly boolean[] | null): number | null {
    let earliest = Number.POSITIVE_INFINITY;
    const due = (at: number): void => {
      earliest = Math.min(earliest, Math.ceil(at));
    };
    if (goes !== null && (part.changes.length < lease.ordinals.length || lease.steers !== steers)) due(0);
    for (const change of part.changes) if (change.state === 'waiting') due(change.nextAttemptAt);
    for (const { notBefore } of part.added) due(notBefore);
    part.owed.forEach((owed, index) => {
      if (!goes?.[index]) due(firstDue(owed));
    });
    return earliest === Number.POSITIVE_INFINITY ? null : earliest;
  }

  const hand = new QueueHand({
    writer,
    reader,
    bound,
    stopping,
    handOverAll,
    wake,
    steered: () => {
      steers++;
    },
  });

  return {
    ...wholeTerritory(),
    steer: (selection, steer, actor, now) => hand.steer(selection, steer, actor, now),
    redirect: (redirected, address, actor, now) => hand.redirect(redirected, address, actor, now),
    scan: (selection) => hand.scan(selection),
    reroute: (decide, scope) => hand.reroute(decide, scope),

    newContent: () => files.newContent(),

    async accept(given) {
      arrive([given]);
      if (ahead.full) void handOverAll().catch(() => {});
      const goes = goesAhead(given);
      let message = given;
      try {
        const { batch, synced, record } = append({ kind: 'accept', message, ahead: goes } as const);
        ({ message } = record);
        if (!goes) bound.coming(batch, firstDue(message));
        await synced;
      } catch (error) {
        arriving.delete(given.queueId);
        throw error;
      }
      arrived(message, goes);
      wake();
    },

    async claim(request) {
      expireLeases();
      if ((await databaseDueAt(request.busyLanes, request.now)) > request.now) return claimAhead(request);
      // The database has due ones: all wait there, so that the order and the turns are one.
      await handOverAll();
      const encoded = await writer.call('claim', request, clock.monotonic());
      bound.forget();
      return deliveries(encoded, request.leaseMs);
    },

    async claimSelected(selection, limit, leaseMs, now) {
      await handOverAll();
      const encoded = await writer.call('claimSelected', selection, limit, leaseMs, now, clock.monotonic());
      bound.forget();
      return deliveries(encoded, leaseMs);
    },

    settle,
    release,

    content: (ref, signal) => contentOf(files, ref, signal),

    async list(selection, page) {
      await handOverAll();
      const { rows, next, total } = await reader.call('list', selection, page.limit, page.after);
      const leased = await writer.call(
        'leased',
        rows.map((row) => [row.message_id, row.ordinal] as const),
      );
      return { entries: rows.map((row, index) => decodeEntry(row, leased[index] === true)), next, total };
    },

    async lanes() {
      await follower.catchUp();
      return reader.call('lanes');
    },

    async message(queueId) {
      await follower.catchUp();
      const row = await reader.call('message', queueId);
      return row === null ? null : withContent(decodeMessage(row.doc), row.content ?? new Uint8Array());
    },

    async nextDueAt(busyLanes) {
      expireLeases();
      const fromMemory = ahead.nextDueAt(busyLanes) ?? Number.POSITIVE_INFINITY;
      const earliest = Math.min(fromMemory, await databaseDueAt(busyLanes, 0));
      return earliest === Number.POSITIVE_INFINITY ? null : earliest;
    },

    onWork(waker) {
      wakers.add(waker);
      return () => void wakers.delete(waker);
    },

    async sweep(now, keepTraceMs) {
      await follower.catchUp();
      const more = await writer.call('sweep', now, keepTraceMs);
      await files.sweep((names) => writer.call('referenced', names));
      return more;
    },
  };
}

/** Entries that share a record. */
function inRecords(entries: readonly AheadEntry[]): AheadEntry[][] {
  const records: AheadEntry[][] = [];
  let recipients = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    recipients += entry.recipients.length;
    if (recipients > bounds.store.handOverRecipients) {
      records.push([]);
      recipients = entry.recipients.length;
    }
    records.at(-1)!.push(entry);
  }
  return records;
}

const NOTHING = new Uint8Array();

/**
 * Small content that comes from the database, looked at once; damaged, it is nothing, which no reader takes for the whole. What has been in
 * memory since it was accepted is what was hashed then.
 */
const fromDisk = (ref: Pick<ContentRef, 'sizeBytes' | 'sha256'>, bytes: Uint8Array = NOTHING): Uint8Array =>
  damageOf(ref, bytes) === null ? bytes : NOTHING;

async function* contentOf(files: ContentFiles, ref: ContentRef, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  if (ref.kind === 'inline') {
    const found = ref.bytes.byteLength;
    if (found !== ref.sizeBytes) throw damaged(found === 0 ? 'missing' : 'shorter', ref, found);
    yield ref.bytes;
    return;
  }
  yield* checkedContent(ref, files.read(ref, signal));
}
