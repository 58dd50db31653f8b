/** Which deliveries are out, on the main thread: claimed from memory or from the database. Leases end with the process. Pure. */
import type { LeaseId, QueueId } from '../../../base/id.ts';
import { LeaseLost } from '../../store.ts';
import type { AheadEntry } from './ahead-queue.ts';

export interface OutLease {
  readonly id: LeaseId;
  readonly queueId: QueueId;
  readonly ordinals: readonly number[];
  /** On the monotonic clock: a jump of wall time must not end a lease under a running delivery. */
  readonly endsAt: number;
  /** The entry that was claimed from memory; null: the database knows the lease. */
  readonly entry: AheadEntry | null;
  /** Its content is a file of its own. */
  readonly large: boolean;
  /** How often someone had steered the queue when it was claimed. */
  readonly steers: number;
  /** A settlement is on its way to the disk. */
  settling: boolean;
}

export class Leases {
  readonly #leases = new Map<LeaseId, OutLease>();
  #firstEnd = Number.POSITIVE_INFINITY;
  #next = 1;
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  nextId(): LeaseId {
    return `${this.#prefix}${(this.#next++).toString(36)}` as LeaseId;
  }

  add(lease: OutLease): void {
    this.#leases.set(lease.id, lease);
    this.#firstEnd = Math.min(this.#firstEnd, lease.endsAt);
  }

  get(id: LeaseId): OutLease | undefined {
    return this.#leases.get(id);
  }

  /** Throws LeaseLost when it is over, or is being settled already. */
  held(id: LeaseId, queueId: QueueId, monotonic: number): OutLease {
    const lease = this.#leases.get(id);
    if (lease === undefined || lease.settling || lease.queueId !== queueId || lease.endsAt <= monotonic)
      throw new LeaseLost(`lease ${id} of ${queueId} is not held any more`);
    return lease;
  }

  end(id: LeaseId): void {
    this.#leases.delete(id);
  }

  /** Takes out those that have run out. */
  expire(monotonic: number): OutLease[] {
    if (monotonic < this.#firstEnd) return [];
    const over: OutLease[] = [];
    this.#firstEnd = Number.POSITIVE_INFINITY;
    for (const lease of this.#leases.values()) {
      if (lease.endsAt <= monotonic && !lease.settling) over.push(lease);
      else this.#firstEnd = Math.min(this.#firstEnd, lease.endsAt);
    }
    for (const lease of over) this.#leases.delete(lease.id);
    return over;
  }
}
