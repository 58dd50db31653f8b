/** New messages, from outside or owed by a settlement: nobody else gets their names while they are written, and on disk they can be delivered. */
import type { QueueId } from '../../../base/id.ts';
import { type NewMessage, StoreUnavailable } from '../../store.ts';
import { appendRecord } from '../journal/append-record.ts';
import type { Follower } from '../journal/follower.ts';
import { AheadQueue } from './ahead-queue.ts';
import type { ContentFiles } from './content-files.ts';
import type { HandOver } from './hand-over.ts';
import type { QueueMemory } from './queue-memory.ts';

interface Parts {
  readonly memory: QueueMemory;
  readonly follower: Follower;
  readonly files: ContentFiles;
  readonly handOver: HandOver;
}

export class Arrivals {
  readonly #parts: Parts;
  /** On their way to the disk: nobody else may have their names. */
  readonly #arriving = new Set<QueueId>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Durable when it resolves. */
  async accept(given: NewMessage): Promise<void> {
    const { memory, follower, handOver } = this.#parts;
    this.begin([given]);
    if (memory.ahead.full) void handOver.all().catch(() => {});
    const goes = this.goesAhead(given);
    let message = given;
    try {
      const record = { kind: 'accept', message, ahead: goes } as const;
      const appended = appendRecord(follower.journal, record);
      ({ message } = appended.record);
      if (!goes) follower.bound.coming(appended.batch, firstDue(message));
      await appended.synced;
    } catch (error) {
      this.#arriving.delete(given.queueId);
      throw error;
    }
    this.done(message, goes);
    memory.wake();
  }

  /** Reserves the names of new messages, while they are written. Throws when one is taken already. */
  begin(messages: readonly NewMessage[]): void {
    for (const [index, { queueId }] of messages.entries()) {
      if (!this.#arriving.has(queueId) && !this.#parts.memory.contents.has(queueId)) {
        this.#arriving.add(queueId);
        continue;
      }
      this.giveUp(messages.slice(0, index));
      throw new StoreUnavailable(`there is a message ${queueId} already`);
    }
  }

  /** They could not be written: their names are free again. */
  giveUp(messages: readonly NewMessage[]): void {
    for (const { queueId } of messages) this.#arriving.delete(queueId);
  }

  /** Whether the message is to be claimed from memory, ahead of the database. */
  readonly goesAhead = (message: NewMessage): boolean => !this.#parts.memory.ahead.full && AheadQueue.suits(message);

  /** On disk: from now on it can be delivered. */
  done(message: NewMessage, goes: boolean): void {
    const { memory, files } = this.#parts;
    this.#arriving.delete(message.queueId);
    if (message.content.kind === 'inline') memory.contents.put(message.queueId, message.content.bytes);
    else files.adopted(message.content.id);
    if (goes) memory.ahead.add(message);
  }
}

/** When the first of its recipients may be delivered to. */
export const firstDue = ({ recipients }: NewMessage): number =>
  Math.ceil(recipients.reduce((earliest, { notBefore }) => Math.min(earliest, notBefore), Number.POSITIVE_INFINITY));
