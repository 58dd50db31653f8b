/**
 * Messages that were just accepted, claimed from memory: ahead of the database, which hears of them a moment later. Pure.
 *
 * It holds recipients that nobody has claimed yet, by lane, oldest first. They leave by a claim, or are handed over to the database:
 * when it has due recipients of its own (then all wait there, in one order), when someone wants to look at the queue, or when there
 * are too many. After a crash nothing is ahead: everything is in the journal.
 */
import { bounds } from '../../../base/bounds.ts';
import type { QueueId } from '../../../base/id.ts';
import { type Delivery, type QueuedMessage, type QueuedRecipient, untried } from '../../../mail/delivery.ts';
import { busyLanes, type Lane, laneOf } from '../../../mail/route.ts';
import type { ClaimRequest, NewMessage } from '../../store.ts';

/** Recipients of one message in one lane: what a claim gives out. */
export interface AheadEntry {
  readonly message: QueuedMessage;
  readonly lane: Lane;
  readonly recipients: readonly QueuedRecipient[];
  readonly nextAt: number;
}

export class AheadQueue {
  readonly #lanes = new Map<Lane, AheadEntry[]>();
  #entries = 0;
  #bytes = 0;

  get size(): number {
    return this.#entries;
  }

  /** Whether another message may be held. */
  get full(): boolean {
    return this.#entries >= bounds.store.aheadDeliveries || this.#bytes >= bounds.store.aheadContent;
  }

  /** Whether a message is of the kind that can be claimed from memory: all of it due at once. */
  static suits(message: NewMessage): boolean {
    return message.recipients.every(
      ({ notBefore, route }) => notBefore <= message.receivedAt && route.kind !== 'quarantine',
    );
  }

  add(message: NewMessage): void {
    const { recipients, events, usage, reference, orphan, ...queued } = message;
    const byLane = new Map<Lane, QueuedRecipient[]>();
    recipients.forEach((recipient, ordinal) => {
      const lane = laneOf(recipient.route);
      const made = untried(ordinal, recipient);
      const same = byLane.get(lane);
      if (same === undefined) byLane.set(lane, [made]);
      else same.push(made);
    });
    const most = bounds.store.deliveryRecipients;
    for (const [lane, waiting] of byLane)
      for (let from = 0; from < waiting.length; from += most) {
        this.#count(queued, 1);
        const some = waiting.length <= most ? waiting : waiting.slice(from, from + most);
        this.#laneOf(lane).push({
          message: queued,
          lane,
          recipients: some,
          nextAt: Math.ceil(recipients[0]!.notBefore),
        });
      }
  }

  /** Gives back what was claimed: it is first in its lane again. */
  giveBack(entry: AheadEntry): void {
    this.#count(entry.message, 1);
    this.#laneOf(entry.lane).unshift(entry);
  }

  /** Due entries, oldest first within a lane, lanes taking turns. They are no longer in the queue. */
  claim({ now, limit, busyLanes: lanes, perLane }: Omit<ClaimRequest, 'leaseMs'>): AheadEntry[] {
    if (this.#entries === 0) return [];
    const busy = busyLanes(lanes);
    const taken: AheadEntry[] = [];
    let open = [...this.#lanes.keys()].filter((lane) => !busy.has(lane));
    const had = new Map<Lane, number>();
    while (open.length > 0 && taken.length < limit) {
      const share = Math.max(1, Math.floor((limit - taken.length) / open.length));
      const more: Lane[] = [];
      for (const lane of open) {
        const before = had.get(lane) ?? 0;
        const want = Math.min(share, perLane - before, limit - taken.length);
        const got = want <= 0 ? [] : this.#takeFrom(lane, want, now);
        taken.push(...got);
        had.set(lane, before + got.length);
        if (got.length > 0 && got.length === want && before + got.length < perLane) more.push(lane);
      }
      open = more;
    }
    this.#endTurns(had);
    return taken;
  }

  /** When the first entry outside the busy lanes is due, or null. */
  nextDueAt(lanes: readonly Lane[]): number | null {
    const busy = busyLanes(lanes);
    let earliest: number | null = null;
    for (const [lane, [first]] of this.#lanes)
      if (first !== undefined && !busy.has(lane) && (earliest === null || first.nextAt < earliest))
        earliest = first.nextAt;
    return earliest;
  }

  /** Empties it. */
  takeAll(): AheadEntry[] {
    const all = [...this.#lanes.values()].flat();
    this.#lanes.clear();
    this.#entries = 0;
    this.#bytes = 0;
    return all;
  }

  #takeFrom(lane: Lane, want: number, now: number): AheadEntry[] {
    const entries = this.#lanes.get(lane)!;
    let due = 0;
    while (due < want && due < entries.length && entries[due]!.nextAt <= now) due++;
    const taken = entries.splice(0, due);
    for (const { message } of taken) this.#count(message, -1);
    return taken;
  }

  /** Lanes that gave something go to the end of the row; empty ones leave it. */
  #endTurns(had: ReadonlyMap<Lane, number>): void {
    for (const [lane, count] of had) {
      const entries = this.#lanes.get(lane)!;
      if (count > 0 || entries.length === 0) this.#lanes.delete(lane);
      if (count > 0 && entries.length > 0) this.#lanes.set(lane, entries);
    }
  }

  #laneOf(lane: Lane): AheadEntry[] {
    let entries = this.#lanes.get(lane);
    if (entries === undefined) this.#lanes.set(lane, (entries = []));
    return entries;
  }

  #count(message: QueuedMessage, by: 1 | -1): void {
    this.#entries += by;
    this.#bytes += by * (message.content.kind === 'inline' ? message.content.bytes.byteLength : 0);
  }
}

export function deliveryOf(entry: AheadEntry, leaseId: Delivery['leaseId'], leaseUntil: number): Delivery {
  const { lane, message, recipients } = entry;
  return { leaseId, lane, leaseUntil, lost: null, message, recipients };
}

export const handedOver = (entry: AheadEntry): readonly [QueueId, readonly number[]] => [
  entry.message.queueId,
  entry.recipients.map(({ ordinal }) => ordinal),
];
