/** The spool's verbs on the main thread: encodes, calls the writer or the reader, keeps inline content at hand. */
import type { Clock } from '../../base/clock.ts';
import type { ContentId, QueueId } from '../../base/id.ts';
import type { ContentRef } from '../../mail/content.ts';
import type { Delivery } from '../../mail/delivery.ts';
import { laneOf } from '../../mail/route.ts';
import { type NewMessage, type Spool, StoreUnavailable } from '../store.ts';
import type { Channel } from './channel.ts';
import { ContentCache } from './content-cache.ts';
import type { ContentFiles } from './content-files.ts';
import {
  decodeDelivery,
  decodeEntry,
  decodeMessage,
  encodeMessage,
  encodeSettlement,
  encodeSteer,
  withContent,
} from './encoding.ts';
import type { EncodedDelivery, ReaderCalls, WriterCalls } from './protocol.ts';

/** Inline content of unsettled messages kept in memory. */
const CACHE_BYTES = 64 * 1024 * 1024;
/** Recipients routed anew in one commit. */
const REROUTE_PAGE = 500;

interface Parts {
  readonly writer: Channel<WriterCalls>;
  readonly reader: Channel<ReaderCalls>;
  readonly files: ContentFiles;
  readonly clock: Clock;
}

export function createSpool({ writer, reader, files, clock }: Parts): Spool {
  const cache = new ContentCache(CACHE_BYTES);
  const wakers = new Set<() => void>();
  const wake = (): void => {
    for (const one of wakers) one();
  };

  function adopt(message: NewMessage): void {
    if (message.content.kind === 'inline') cache.put(message.queueId, message.content.bytes);
    else files.adopted(message.content.id);
  }

  async function deliveries(encoded: readonly EncodedDelivery[]): Promise<Delivery[]> {
    const messages = encoded.map((one) => decodeMessage(one.doc));
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
        for (const one of encoded) writer.call('release', one.leaseId).catch(() => {});
        throw error;
      }
    }
    return encoded.map((one, index) => {
      const message = messages[index]!;
      const bytes = cache.get(message.queueId) ?? read.get(message.queueId) ?? new Uint8Array();
      return decodeDelivery(one, withContent(message, bytes));
    });
  }

  return {
    newContent: () => files.newContent(),

    async accept(message) {
      await writer.call('accept', encodeMessage(message));
      adopt(message);
      wake();
    },

    async claim(request) {
      return deliveries(await writer.call('claim', request, clock.monotonic()));
    },

    async claimSelected(selection, limit, leaseMs, now) {
      return deliveries(await writer.call('claimSelected', selection, limit, leaseMs, now, clock.monotonic()));
    },

    async settle(settlement) {
      const { finished, files: gone } = await writer.call('settle', encodeSettlement(settlement));
      for (const owed of settlement.owed) adopt(owed);
      if (finished) cache.drop(settlement.queueId);
      // Beside the answer: a file left over by a crash here is swept later.
      if (gone.length > 0) void files.remove(gone);
      wake();
    },

    async release(leaseId) {
      await writer.call('release', leaseId);
      wake();
    },

    content: (ref, signal) => contentOf(files, ref, signal),

    async steer(selection, steer, actor, now) {
      const touched = await writer.call('steer', selection, encodeSteer(steer, actor, now));
      if (touched > 0 && steer.verb !== 'hold') wake();
      return touched;
    },

    async list(selection, page) {
      const { rows, next, total } = await reader.call('list', selection, page.limit, page.after);
      const leased = await writer.call(
        'leased',
        rows.map((row) => [row.message_id, row.ordinal] as const),
      );
      return { entries: rows.map((row, index) => decodeEntry(row, leased[index] === true)), next, total };
    },

    lanes: () => reader.call('lanes'),

    async message(queueId) {
      const row = await reader.call('message', queueId);
      return row === null ? null : withContent(decodeMessage(row.doc), row.content ?? new Uint8Array());
    },

    async reroute(decide) {
      let moved = 0;
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<ReaderCalls['list']>> = await reader.call('list', {}, REROUTE_PAGE, after);
        const moves: [number, number, string, string][] = [];
        for (const row of page.rows) {
          if (row.pinned !== null) continue;
          const route = decide(decodeEntry(row, false));
          if (route === null) continue;
          const text = JSON.stringify(route);
          if (text !== row.route) moves.push([row.message_id, row.ordinal, laneOf(route), text]);
        }
        if (moves.length > 0) moved += await writer.call('move', moves);
        after = page.next;
      } while (after !== null);
      if (moved > 0) wake();
      return moved;
    },

    nextDueAt: (busyLanes) => writer.call('nextDueAt', busyLanes, clock.monotonic()),

    onWork(waker) {
      wakers.add(waker);
      return () => void wakers.delete(waker);
    },

    async sweep(now, keepTraceMs) {
      const more = await writer.call('sweep', now, keepTraceMs);
      await files.sweep((names) => writer.call('referenced', names));
      return more;
    },
  };
}

async function* contentOf(files: ContentFiles, ref: ContentRef, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  if (ref.kind === 'inline') {
    if (ref.bytes.byteLength !== ref.sizeBytes) throw new StoreUnavailable('the content is not there any more');
    yield ref.bytes;
    return;
  }
  yield* files.read(ref.id as ContentId, signal);
}
