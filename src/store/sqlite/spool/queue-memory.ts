/** The queue as far as it is in the memory of the main thread. After a crash none of it is missed: all mail is in the journal or the database. */
import { bounds } from '../../../base/bounds.ts';
import { AheadQueue } from './ahead-queue.ts';
import { ContentCache } from './content-cache.ts';
import { Leases } from './leases.ts';

export class QueueMemory {
  readonly contents = new ContentCache(bounds.store.contentCache);
  readonly ahead = new AheadQueue();
  readonly leases = new Leases('m');
  #steers = 0;
  readonly #wakers = new Set<() => void>();

  /** Grows with each administrator's hand on the queue: a recipient that was out meanwhile may be due earlier than its settlement says. */
  get steers(): number {
    return this.#steers;
  }

  steered(): void {
    this.#steers++;
  }

  /** Called when something may have become due. Returns the unsubscribe. */
  onWork(waker: () => void): () => void {
    this.#wakers.add(waker);
    return () => void this.#wakers.delete(waker);
  }

  wake(): void {
    for (const one of this.#wakers) one();
  }
}
