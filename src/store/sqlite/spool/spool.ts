/**
 * The spool's verbs on the main thread. Acceptances and settlements go to the journal and are true when it has them (`arrivals.ts`,
 * `settling.ts`); what was just accepted is claimed from memory (`claiming.ts`); the database follows, and is asked when it has something
 * due or someone wants to look (`queue-listing.ts`) or to lay a hand on the queue (`queue-hand.ts`): first it is handed all that waits in memory.
 */
import type { Clock } from '../../../base/clock.ts';
import type { ContentRef } from '../../../mail/content.ts';
import { checkedContent, damaged } from '../../checked-content.ts';
import type { Spool } from '../../store.ts';
import { wholeTerritory } from '../alone.ts';
import type { Channel } from '../channel.ts';
import type { Follower } from '../journal/follower.ts';
import type { ReaderCalls, WriterCalls } from '../protocol.ts';
import { Arrivals } from './arrivals.ts';
import { Claiming } from './claiming.ts';
import type { ContentFiles } from './content-files.ts';
import { HandOver } from './hand-over.ts';
import { QueueHand } from './queue-hand.ts';
import { QueueListing } from './queue-listing.ts';
import { QueueMemory } from './queue-memory.ts';
import { Settling } from './settling.ts';

interface Parts {
  readonly writer: Channel<WriterCalls>;
  readonly reader: Channel<ReaderCalls>;
  readonly follower: Follower;
  readonly files: ContentFiles;
  readonly clock: Clock;
  /** Ends early the verbs that go through the whole queue. */
  readonly stopping: AbortSignal | undefined;
}

export function createSpool(parts: Parts): Spool {
  const { writer, follower, files } = parts;
  const memory = new QueueMemory();
  const handOver = new HandOver({ ahead: memory.ahead, follower });
  const around = { ...parts, memory, handOver };
  const arrivals = new Arrivals(around);
  const claiming = new Claiming(around);
  const settling = new Settling({ ...around, arrivals });
  const listing = new QueueListing(around);
  const hand = new QueueHand(around);
  return {
    ...wholeTerritory(),
    newContent: () => files.newContent(),
    accept: (message) => arrivals.accept(message),
    claim: (request) => claiming.claim(request),
    claimSelected: (selection, limit, leaseMs, now) => claiming.claimSelected(selection, limit, leaseMs, now),
    settle: (settlement) => settling.settle(settlement),
    release: (leaseId) => claiming.release(leaseId),
    nextDueAt: (busyLanes) => claiming.nextDueAt(busyLanes),
    onWork: (waker) => memory.onWork(waker),
    content: (ref, signal) => contentOf(files, ref, signal),
    list: (selection, page) => listing.list(selection, page),
    lanes: (organizationIds) => listing.lanes(organizationIds),
    laneLooks: (...asked) => listing.laneLooks(...asked),
    oldest: (only) => listing.oldest(only),
    quarantine: (only) => listing.quarantine(only),
    message: (queueId) => listing.message(queueId),
    steer: (selection, steer, actor, now) => hand.steer(selection, steer, actor, now),
    redirect: (redirected, address, actor, now) => hand.redirect(redirected, address, actor, now),
    scan: (selection) => hand.scan(selection),
    reroute: (decide, scope) => hand.reroute(decide, scope),
    async sweep(now, keepTraceMs, shorter = []) {
      await follower.catchUp();
      const more = await writer.call('sweep', now, keepTraceMs, shorter);
      await files.sweep((names) => writer.call('referenced', names));
      return more;
    },
  };
}

async function* contentOf(files: ContentFiles, ref: ContentRef, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  if (ref.kind === 'inline') {
    const found = ref.bytes.byteLength;
    if (found !== ref.sizeBytes) throw damaged(found === 0 ? 'missing' : 'shorter', ref, found);
    yield ref.bytes;
    return;
  }
  yield* checkedContent(ref, files.read(ref, signal));
}
