import type { QueueId } from '../base/id.ts';
import type { Alarm, EndedBy } from './alarm.ts';
import type { SessionRecord, TraceEvent } from './trace-event.ts';

/**
 * The news that rooms tell the world beside the trace: log and metrics are made from these, so that all three agree.
 * Trace events are observed after the commit that holds them.
 */
export type Observation =
  | { readonly kind: 'trace'; readonly event: TraceEvent }
  | { readonly kind: 'session'; readonly record: SessionRecord }
  | { readonly kind: 'connection'; readonly listener: string; readonly change: 1 | -1 }
  | {
      readonly kind: 'accepted';
      readonly queueId: QueueId;
      readonly ingress: string;
      readonly sizeBytes: number;
      readonly recipients: number;
    }
  /** Something the administrator should know; `what` is a stable word such as `orphan-report`. */
  | { readonly kind: 'warning'; readonly what: string; readonly text: string }
  /** Raised, or raised again. Who tells people of it sees to it that each stage is told once. */
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  /** The trouble it was about is over; without effect where none was raised. */
  | { readonly kind: 'alarm-over'; readonly key: string; readonly over: EndedBy };

export type Observe = (observation: Observation) => void;
