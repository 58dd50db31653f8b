/** The trace: the fate of each message and each refusal, to be searched. */
import type { ObjectId, QueueId, SessionId } from '../base/id.ts';
import type { QueuedMessage } from '../mail/delivery.ts';
import type { RefusalCount, SessionRecord, TraceEvent, TraceStatus } from '../mail/trace-event.ts';

export interface TraceQuery {
  /** Of any of these; empty: of none. */
  readonly organizationIds?: readonly ObjectId[];
  readonly since?: number;
  readonly until?: number;
  /** Exact address, `*@domain`, or with one `*` anywhere; without case. */
  readonly sender?: string;
  readonly recipient?: string;
  readonly status?: readonly TraceStatus[];
  /** Message-ID header, with or without angle brackets. */
  readonly messageId?: string;
  readonly queueId?: QueueId;
  /** `<SessionId>` or `<SessionId>-<n>`; a number that is not on record finds what there is of the session. */
  readonly reference?: string;
  readonly clientAddress?: string;
  readonly connectorId?: ObjectId;
  readonly ingress?: QueuedMessage['ingress'];
  /** Words in sender, recipient, subject, replies (full text). */
  readonly text?: string;
  /** Only non-delivery reports whose addressee is no mailbox of ours. */
  readonly orphan?: true;
  readonly limit: number;
  readonly after?: string | null;
}

/** One recipient of one message, or one refusal. */
export interface TraceRow {
  readonly at: number;
  readonly queueId: QueueId | null;
  readonly sessionId: SessionId | null;
  readonly reference: string | null;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly messageId: string | null;
  readonly status: TraceStatus;
  readonly clientAddress: string | null;
  readonly connectorId: ObjectId | null;
  readonly ingress: QueuedMessage['ingress'] | null;
  readonly organizationId: ObjectId | null;
  readonly sizeBytes: number | null;
  /** The last event's text or the refusal's reply. */
  readonly lastText: string | null;
}

export interface MessageStory {
  readonly rows: readonly TraceRow[];
  readonly events: readonly TraceEvent[];
  readonly session: SessionRecord | null;
}

export interface TraceStore {
  /** Fire and forget, bounded: written with a coming commit, at the latest 250 ms later, never waiting for a sync of its own. */
  record(session: SessionRecord): void;
  /** Adds to the count of refusals that were not kept in full. */
  count(refusals: RefusalCount): void;
  search(query: TraceQuery): Promise<{ readonly rows: readonly TraceRow[]; readonly next: string | null }>;
  story(queueId: QueueId): Promise<MessageStory | null>;
  session(id: SessionId): Promise<SessionRecord | null>;
  refusalCounts(since: number): Promise<readonly RefusalCount[]>;
}
