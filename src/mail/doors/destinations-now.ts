/** Destinations as the rooms that deliver know them at this moment, beside what the store has of them. */
import type { ObjectId } from '../../base/id.ts';
import type { FailureCause } from '../delivery.ts';
import type { ToldCure } from '../remedy.ts';
import type { Lane } from '../route.ts';
import type { ToldLine } from '../lines/said.ts';

export interface DestinationNow {
  readonly lane: Lane;
  /** Deliveries under way. */
  readonly running: number;
  /** Until it is tried again; 0: it is not in trouble, or its turn has come. */
  readonly pausedForMs: number;
  /** Of the trouble; null: there is none. */
  readonly cause: FailureCause | null;
  readonly met: ToldLine | null;
  readonly cure: ToldCure | null;
}

export interface DestinationsNow {
  /** With deliveries under way, or in trouble: of this node. */
  busy(): readonly DestinationNow[];
  /** By outbound connector: until when its upstream takes no more, by the clock of the wall; null: it does. */
  throttledUntil(connectorId: ObjectId): number | null;
}
