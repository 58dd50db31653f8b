import { LRUCache } from 'lru-cache';
import type { QueueId } from '../../../base/id.ts';

/** Inline content of messages that are not settled yet, so that delivery needs no read. When full, the oldest go; they are in the database. */
export class ContentCache {
  readonly #contents: LRUCache<QueueId, Uint8Array>;

  constructor(limitBytes: number) {
    this.#contents = new LRUCache({
      maxSize: limitBytes,
      // A size of nothing is none.
      sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
    });
  }

  /** Being read makes nothing younger: what waits longest is in the database for longest. */
  get(queueId: QueueId): Uint8Array | undefined {
    return this.#contents.peek(queueId);
  }

  has(queueId: QueueId): boolean {
    return this.#contents.has(queueId);
  }

  put(queueId: QueueId, content: Uint8Array): void {
    this.#contents.set(queueId, content);
  }

  drop(queueId: QueueId): void {
    this.#contents.delete(queueId);
  }
}
