/** Settlements: what became of a delivery, and what is owed for it, goes to the journal as one record, or as parts of which the last ends the lease. */
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import { LeaseLost, type NewMessage, type Settlement } from '../../store.ts';
import { appendRecord } from '../journal/append-record.ts';
import type { Follower } from '../journal/follower.ts';
import { RecordTooLarge } from '../journal/journal.ts';
import { halved, type SettlementPart, settlementParts } from '../writer/settlement-parts.ts';
import { type Arrivals, firstDue } from './arrivals.ts';
import type { OutLease } from './leases.ts';
import type { QueueMemory } from './queue-memory.ts';

interface Parts {
  readonly memory: QueueMemory;
  readonly follower: Follower;
  readonly arrivals: Arrivals;
  readonly clock: Clock;
}

export class Settling {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async settle(settlement: Settlement): Promise<void> {
    const { memory, follower, arrivals, clock } = this.#parts;
    const { leaseId, ...rest } = settlement;
    const lease = memory.leases.held(leaseId, settlement.queueId, clock.monotonic());
    const leased = new Set(lease.ordinals);
    for (const { ordinal } of settlement.changes)
      if (!leased.has(ordinal)) throw new LeaseLost(`recipient ${ordinal} is not part of lease ${leaseId}`);
    arrivals.begin(settlement.owed);
    lease.settling = true;
    const goes = settlement.owed.map(arrivals.goesAhead);
    let owed: readonly NewMessage[];
    try {
      const parts = settlementParts(rest, bounds.store.settlementPart);
      for (const part of parts.slice(0, -1)) await this.#writePart(part, lease);
      owed = await this.#writePart(parts.at(-1)!, lease, goes);
    } catch (error) {
      lease.settling = false;
      arrivals.giveUp(settlement.owed);
      throw error;
    }
    memory.leases.end(leaseId);
    owed.forEach((report, index) => arrivals.done(report, goes[index]!));
    if (settlement.changes.every((change) => change.state === 'done')) memory.contents.drop(settlement.queueId);
    // Its file goes when the database has heard of it.
    if (lease.large) follower.hurry();
    memory.wake();
  }

  /** One after the other: a later part counts on the earlier ones being on disk. `goes`: it is the last part, which ends the lease. Returns what is owed, as it is kept. */
  async #writePart(
    part: SettlementPart,
    lease: OutLease,
    goes: readonly boolean[] | null = null,
  ): Promise<readonly NewMessage[]> {
    const { journal, bound } = this.#parts.follower;
    const freed = goes === null ? [] : lease.ordinals;
    try {
      const given = { kind: 'settle', settlement: part, freed, ahead: goes ?? [] } as const;
      const { batch, synced, record } = appendRecord(journal, given);
      const dueAt = this.#databaseNext(part, lease, goes);
      if (dueAt !== null) bound.coming(batch, dueAt);
      await synced;
      return record.settlement.owed;
    } catch (error) {
      const halves = error instanceof RecordTooLarge ? halved(part) : null;
      if (halves === null) throw error;
      await this.#writePart(halves[0], lease);
      return this.#writePart(halves[1], lease, goes);
    }
  }

  /** When the earliest of what a settlement leaves to the database is due, or null. */
  #databaseNext(part: SettlementPart, lease: OutLease, goes: readonly boolean[] | null): number | null {
    let earliest = Number.POSITIVE_INFINITY;
    const due = (at: number): void => {
      earliest = Math.min(earliest, Math.ceil(at));
    };
    const steered = lease.steers !== this.#parts.memory.steers;
    if (goes !== null && (part.changes.length < lease.ordinals.length || steered)) due(0);
    for (const change of part.changes) if (change.state === 'waiting') due(change.nextAttemptAt);
    for (const { notBefore } of part.added) due(notBefore);
    part.owed.forEach((owed, index) => {
      if (!goes?.[index]) due(firstDue(owed));
    });
    return earliest === Number.POSITIVE_INFINITY ? null : earliest;
  }
}
