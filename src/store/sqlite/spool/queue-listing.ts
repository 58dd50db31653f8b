/** Looks at the queue, on the main thread: the database has caught up before it is asked. */
import type { ObjectId, QueueId } from '../../../base/id.ts';
import type { QueuedMessage } from '../../../mail/delivery.ts';
import type { Lane } from '../../../mail/route.ts';
import type {
  LaneCount,
  LaneLook,
  OldestWaiting,
  Organizations,
  QuarantineCount,
  QueuePage,
  QueueSelection,
  Spool,
} from '../../store.ts';
import type { Channel } from '../channel.ts';
import { decodeEntry, decodeMessage, withContent } from '../database/encoding.ts';
import type { Follower } from '../journal/follower.ts';
import type { ReaderCalls, WriterCalls } from '../protocol.ts';
import type { HandOver } from './hand-over.ts';

interface Parts {
  readonly writer: Channel<WriterCalls>;
  readonly reader: Channel<ReaderCalls>;
  readonly follower: Follower;
  readonly handOver: HandOver;
}

const LANES_AT_ONCE = 50;

export class QueueListing {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async list(selection: QueueSelection, page: QueuePage): ReturnType<Spool['list']> {
    const { writer, reader, handOver } = this.#parts;
    await handOver.all();
    const { rows, next, total } = await reader.call('list', selection, page);
    const leased = await writer.call(
      'leased',
      rows.map((row) => [row.message_id, row.ordinal] as const),
    );
    return { entries: rows.map((row, index) => decodeEntry(row, leased[index] === true)), next, total };
  }

  async lanes(organizationIds?: readonly ObjectId[]): Promise<readonly LaneCount[]> {
    await this.#parts.follower.catchUp();
    return this.#parts.reader.call('lanes', organizationIds ?? null);
  }

  async laneLooks(
    lanes: readonly Lane[],
    since: readonly number[],
    organizationIds?: readonly ObjectId[],
  ): Promise<readonly LaneLook[]> {
    await this.#parts.follower.catchUp();
    const looks: LaneLook[] = [];
    // Others who read have their turn between them.
    for (let at = 0; at < lanes.length; at += LANES_AT_ONCE) {
      const some = lanes.slice(at, at + LANES_AT_ONCE);
      looks.push(...(await this.#parts.reader.call('laneLooks', some, since, organizationIds ?? null)));
    }
    return looks;
  }

  async oldest(only: Organizations): Promise<OldestWaiting | null> {
    await this.#parts.follower.catchUp();
    return this.#parts.reader.call('oldest', only);
  }

  async quarantine(only: Organizations): Promise<QuarantineCount> {
    await this.#parts.follower.catchUp();
    return this.#parts.reader.call('quarantine', only);
  }

  async message(queueId: QueueId): Promise<QueuedMessage | null> {
    await this.#parts.follower.catchUp();
    const row = await this.#parts.reader.call('message', queueId);
    return row === null ? null : withContent(decodeMessage(row.doc), row.content ?? new Uint8Array());
  }
}
