/** The way of mail that nobody has claimed yet from memory into the database, where it waits from then on. */
import { bounds } from '../../../base/bounds.ts';
import { appendRecord } from '../journal/append-record.ts';
import type { Follower } from '../journal/follower.ts';
import { type AheadEntry, type AheadQueue, handedOver } from './ahead-queue.ts';

interface Parts {
  readonly ahead: AheadQueue;
  readonly follower: Follower;
}

export class HandOver {
  readonly #ahead: AheadQueue;
  readonly #follower: Follower;

  constructor({ ahead, follower }: Parts) {
    this.#ahead = ahead;
    this.#follower = follower;
  }

  /** Resolves when the database has all there is. */
  async all(): Promise<void> {
    const entries = this.#ahead.takeAll();
    if (entries.length > 0) {
      try {
        await Promise.all(inRecords(entries).map((some) => this.#write(some)));
      } catch (error) {
        for (const entry of entries.reverse()) this.#ahead.giveBack(entry);
        throw error;
      }
    }
    await this.#follower.catchUp();
  }

  async #write(entries: readonly AheadEntry[]): Promise<void> {
    const { journal, bound } = this.#follower;
    const { batch, synced } = appendRecord(journal, { kind: 'hand-over', entries: entries.map(handedOver) });
    let dueAt = Number.POSITIVE_INFINITY;
    for (const { nextAt } of entries) dueAt = Math.min(dueAt, nextAt);
    bound.coming(batch, dueAt);
    await synced;
  }
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
