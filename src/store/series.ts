/** Mail by hours or days, as it was counted in the commits that made it true. */
import type { SeriesOf, SeriesOutcome } from '../mail/doors/series.ts';
import type { ObjectId } from '../base/id.ts';

export interface SeriesQuery {
  readonly by: SeriesOf;
  readonly step: 'hour' | 'day';
  /** The step that this time falls into is the first. */
  readonly from: number;
  /** Not from then on. */
  readonly to: number;
  /** null: all mail. */
  readonly only: readonly ObjectId[] | null;
  /** These labels alone; absent: all. */
  readonly named?: readonly string[];
  /** As many as this have counts of their own, the largest of the whole time; the others are `OTHERS` together. */
  readonly labels: number;
}

export interface SeriesPoint {
  /** When its hour or day began, in the time zone of this machine. */
  readonly at: number;
  /** An ingress, an outcome, an id, `lanePlace`, `TLSv1.3`, the kind of a reason; empty: none, or not known. */
  readonly label: string;
  readonly outcome: SeriesOutcome;
  /** Messages that came in, refusals, or recipients that left the queue. */
  readonly count: number;
  /** Of the messages that came in, and again of each recipient that left the queue. */
  readonly bytes: number;
}

export interface Series {
  /** From then on it was counted by the hour. */
  readonly since: number;
  /** In the order of their times. */
  readonly points: readonly SeriesPoint[];
}
