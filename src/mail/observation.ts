import type { ObjectId, QueueId, SessionId } from '../base/id.ts';
import type { Address, ReversePath } from './address.ts';
import type { Alarm, EndedBy } from './alarm.ts';
import type { Ingress, QueuedMessage } from './delivery.ts';
import type { Lane } from './route.ts';
import type { SessionRecord, TraceEvent } from './trace-event.ts';
import type { UsageIncrement } from './usage-subject.ts';

/** A message that was taken on, without its content. Made by `acceptedOf`. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly queueId: QueueId;
  readonly sessionId: SessionId | null;
  readonly organizationId: ObjectId | null;
  readonly ingress: Ingress;
  readonly connectorId: ObjectId | null;
  readonly mailboxId: ObjectId | null;
  readonly deviceId: ObjectId | null;
  readonly clientAddress: string | null;
  readonly reversePath: ReversePath;
  readonly messageId: string | null;
  readonly sizeBytes: number;
  readonly recipients: readonly { readonly address: Address }[];
  readonly events: readonly TraceEvent[];
  /** As it was counted in its commit; absent: it was not. */
  readonly usage?: readonly UsageIncrement[];
  /** From the end of its content to the commit that the 250 waited for; null: nobody waited for one. */
  readonly tookMs: number | null;
}

/** One attempt that was settled, with what it came to for each recipient that it was about. */
export interface SettledAttempt {
  readonly kind: 'settled';
  readonly message: Pick<
    QueuedMessage,
    'queueId' | 'organizationId' | 'ingress' | 'reversePath' | 'receivedAt' | 'mailboxId' | 'connectorId' | 'deviceId'
  >;
  readonly lane: Lane;
  readonly recipients: readonly {
    readonly ordinal: number;
    readonly address: Address;
    readonly attempts: number;
    /** See `QueuedRecipient`; absent: none. */
    readonly via?: readonly string[];
  }[];
  /** About these recipients, and about the message. */
  readonly events: readonly TraceEvent[];
  readonly at: number;
  /** How long its next hop was waited for; null: none was asked. */
  readonly tookMs: number | null;
}

/**
 * The news that rooms tell the world beside the trace: log and metrics are made from these, so that all three agree.
 * What was committed is observed after the commit that holds it.
 */
export type Observation =
  | Accepted
  | SettledAttempt
  | { readonly kind: 'session'; readonly record: SessionRecord }
  | { readonly kind: 'connection'; readonly listener: string; readonly change: 1 | -1 }
  /** Something the administrator should know; `what` is a stable word such as `orphan-report`. */
  | { readonly kind: 'warning'; readonly what: string; readonly text: string }
  /** Raised, or raised again. Who tells people of it sees to it that each stage is told once. */
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  /** The trouble it was about is over; without effect where none was raised. */
  | { readonly kind: 'alarm-over'; readonly key: string; readonly over: EndedBy };

export type Observe = (observation: Observation) => void;

type AcceptedMessage = QueuedMessage & Pick<Accepted, 'recipients' | 'events' | 'usage'>;

export function acceptedOf(message: AcceptedMessage, tookMs: number | null = null): Accepted {
  const { queueId, sessionId, organizationId, ingress, connectorId, mailboxId, clientAddress, reversePath } = message;
  const { recipients, events, header, content, usage, deviceId = null } = message;
  return {
    kind: 'accepted',
    queueId,
    sessionId,
    organizationId,
    ingress,
    connectorId,
    mailboxId,
    deviceId,
    clientAddress,
    reversePath,
    messageId: header.messageId,
    sizeBytes: content.sizeBytes,
    recipients,
    events,
    ...(usage === undefined || usage.length === 0 ? {} : { usage }),
    tookMs,
  };
}
