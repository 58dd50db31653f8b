/**
 * The hand that takes mail out of the queue: claims what is due, as much as fits, for a lease; sleeps until more may be due; and gives back
 * what was not begun or was broken off.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { Deadline } from '../../base/deadline.ts';
import type { LeaseId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { Delivery } from '../../mail/delivery.ts';
import type { Lane } from '../../mail/route.ts';
import type { ClaimRequest, Store } from '../../store/store.ts';
import type { LaneGate } from './lane-gate.ts';
import type { Outstanding } from './outstanding.ts';
import type { QueueTime } from '../queue-time.ts';

export interface ClaimerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly time: QueueTime;
  readonly log: Log;
  readonly lanes: LaneGate;
  readonly out: Outstanding;
  /** Takes what was claimed. */
  readonly begin: (delivery: Delivery) => void;
}

const SHORTEST_NAP_MS = 10;
/** Pause after a claim that failed. */
const CLAIM_TROUBLE_MS = 1_000;

export class Claimer {
  readonly #parts: ClaimerParts;
  readonly #nap: Deadline;
  #isClaiming = false;
  #pumping = false;
  /** Somebody woke us meanwhile. */
  #again = false;

  constructor(parts: ClaimerParts) {
    this.#parts = parts;
    this.#nap = new Deadline(parts.clock);
    this.#nap.onExpire = () => this.wake();
  }

  start(): void {
    this.#isClaiming = true;
    this.wake();
  }

  /** Mail that is being claimed at this moment is given back. */
  stop(): void {
    this.#isClaiming = false;
    this.#nap.cancel();
  }

  /** After everything that is resolved by now: all that one commit brought is claimed together. */
  wake(): void {
    this.#again = true;
    if (this.#pumping || !this.#isClaiming) return;
    this.#pumping = true;
    setImmediate(() => void this.#pump());
  }

  async giveBack(leaseId: LeaseId): Promise<void> {
    try {
      await this.#parts.store.spool.release(leaseId);
    } catch (error) {
      // The lease ends by itself.
      this.#parts.log.warn({ leaseId, error: String(error) }, 'a lease could not be given back');
    }
  }

  async #pump(): Promise<void> {
    this.#again = false;
    let napMs: number | null = CLAIM_TROUBLE_MS;
    try {
      napMs = await this.#claimAll();
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'claiming failed; it is repeated');
    }
    this.#pumping = false;
    if (!this.#isClaiming) return;
    if (this.#again) this.wake();
    else if (napMs !== null)
      this.#nap.set(this.#parts.clock.monotonic() + Math.min(Math.max(napMs, SHORTEST_NAP_MS), bounds.queue.nap));
  }

  /** Claims until nothing is due or nothing more fits; returns how long to sleep, or null: a delivery that ends wakes. */
  async #claimAll(): Promise<number | null> {
    const { store, time, lanes, out, begin } = this.#parts;
    while (this.#isClaiming) {
      const request: ClaimRequest = {
        now: time.dueNow(),
        limit: bounds.queue.claimed,
        leaseMs: bounds.queue.lease,
        busyLanes: out.busy(lanes),
        perLane: Math.min(lanes.room(), bounds.queue.claimed),
      };
      const claimed = await store.spool.claim(request);
      if (!this.#isClaiming) {
        await Promise.all(claimed.map((delivery) => this.giveBack(delivery.leaseId)));
        return null;
      }
      for (const delivery of claimed) begin(delivery);
      if (this.#moreMayBeDue(claimed, request)) continue;
      const dueAt = await store.spool.nextDueAt(out.busy(lanes));
      return dueAt === null ? bounds.queue.nap : dueAt - time.dueNow();
    }
    return null;
  }

  /** A lane that gave less than it was asked for has nothing more; one that is busy now is not asked. */
  #moreMayBeDue(claimed: readonly Delivery[], { limit, perLane }: ClaimRequest): boolean {
    if (claimed.length >= limit) return true;
    const given = new Map<Lane, number>();
    for (const { lane } of claimed) given.set(lane, (given.get(lane) ?? 0) + 1);
    return [...given].some(([lane, count]) => count >= perLane && !this.#parts.lanes.isBusy(lane));
  }
}
