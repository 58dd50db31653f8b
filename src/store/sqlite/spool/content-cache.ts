import type { QueueId } from '../../../base/id.ts';

/** Inline content of messages that are not settled yet, so that delivery needs no read. When full, the oldest go; they are in the database. */
export class ContentCache {
  readonly #contents = new Map<QueueId, Uint8Array>();
  readonly #limitBytes: number;
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(queueId: QueueId): Uint8Array | undefined {
    return this.#contents.get(queueId);
  }

  has(queueId: QueueId): boolean {
    return this.#contents.has(queueId);
  }

  put(queueId: QueueId, content: Uint8Array): void {
    this.drop(queueId);
    this.#contents.set(queueId, content);
    this.#bytes += content.byteLength;
    while (this.#bytes > this.#limitBytes) this.drop(this.#contents.keys().next().value!);
  }

  drop(queueId: QueueId): void {
    const content = this.#contents.get(queueId);
    if (content === undefined) return;
    this.#contents.delete(queueId);
    this.#bytes -= content.byteLength;
  }
}
