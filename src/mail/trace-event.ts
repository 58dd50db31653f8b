import type { ObjectId, QueueId, SessionId } from '../base/id.ts';
import type { FailureCause, Ingress } from './delivery.ts';
import type { KeptReason } from './reason.ts';
import type { EnhancedStatus } from './reply.ts';
import type { Lane } from './route.ts';
import type { Sentence } from './lines/said.ts';

/** The words of Exchange's message trace, and after the bar ours. */
export type TraceKind =
  | 'Receive'
  | 'Send'
  | 'Deliver'
  | 'Capture'
  | 'Defer'
  | 'Fail'
  | 'Expand'
  | 'Transfer'
  | 'DSN'
  | 'Drop'
  | 'Resolved'
  | 'Reject'
  | 'Hold'
  | 'Quarantine'
  | 'Release'
  | 'Redirect'
  | 'Repair'
  | 'Rewrite'
  | 'Screen'
  | 'Warning';

/**
 * The states an administrator searches by. Ours are `Captured`, kept back instead of sent, `Rejected`, a refusal at the door, and `No mail`, a
 * session that brought none by itself.
 */
export const traceStatuses = [
  'Getting status',
  'Pending',
  'Delivered',
  'Captured',
  'Failed',
  'Expanded',
  'Quarantined',
  'Filtered as spam',
  'Rejected',
  'Dropped',
  'No mail',
] as const;
export type TraceStatus = (typeof traceStatuses)[number];

/** One thing that happened to one message (or, with `recipient`, to one of its recipients). Written in the commit that made it true. */
export interface TraceEvent {
  readonly at: number;
  readonly kind: TraceKind;
  readonly queueId: QueueId;
  /** Index into the message's recipients, or null for the whole message. */
  readonly ordinal: number | null;
  /** A line of English for the administrator, and for search. Nothing reads it: what a program needs of it stands below. */
  readonly text: string;
  /** The sentence that the line is made of; absent in events of before. */
  readonly said?: Sentence;
  /** Why it failed or waits; absent in other events, and in those of 0.1.0. */
  readonly cause?: FailureCause;
  /** The status that it failed with, as the report says it; absent in other events, and in those from before. */
  readonly code?: EnhancedStatus;
  /** The destination it goes to from now on; absent in the same way. */
  readonly lane?: Lane;
  /** When it is tried again, as the queue saw it then; absent in other events, and in those from before. */
  readonly nextAttemptAt?: number;
  /** The next hop's own words, its name and address, and what protected the way. */
  readonly reply?: string;
  readonly remoteHost?: string;
  readonly remoteAddress?: string;
  readonly tls?: string;
  /** The SASL mechanism that it was submitted with; absent in events of before. */
  readonly mechanism?: string;
  /** The person who did it, if one did. */
  readonly actor?: string;
  /** The report (NDR, delay notice) this event brought about, or the message it reports on. */
  readonly relatedQueueId?: QueueId;
}

/** A step of a session that was refused. */
export interface Refusal {
  /** The reference that the peer was told to quote: `<SessionId>-<n>`. */
  readonly reference: string;
  readonly at: number;
  /** `550 5.7.64 ...`: what the peer was told. */
  readonly reply: string;
  /** The reason in a line of English, for search and for whoever knows no such reason. */
  readonly cause: string;
  readonly stage: 'connect' | 'tls' | 'hello' | 'auth' | 'mail' | 'rcpt' | 'data' | 'command';
  readonly sender: string | null;
  readonly recipient: string | null;
  /** The organization whose affair it is (`policy/owners/refusal-owner.ts`); null: nobody's. */
  readonly organizationId: ObjectId | null;
  /** Habits (`policy/devices/habits.ts`) it was refused for; absent: for none. */
  readonly habits?: readonly string[];
  /** Absent in what 0.1.0 recorded: read by `policy/reasons/records-of-0-1-0.ts`. */
  readonly reason?: KeptReason;
}

/** Lines of a transcript in a row that are the same organizations'. */
export interface TranscriptPart {
  readonly lines: number;
  /** Absent: of the session as such (greeting, EHLO, TLS), which each that owns anything of it may read. Empty: nobody's. */
  readonly of?: readonly ObjectId[];
}

/** Whose what of a session is. Nothing in it is for more eyes than that (`policy/owners/session-for.ts`). */
export interface SessionShares {
  /** The organization that the peer itself is known to be of: by its sign-in, connector, device or network. */
  readonly peer: ObjectId | null;
  /** The organization that `login` is about. */
  readonly login: ObjectId | null;
  /** Of `SessionRecord.accepted`, in its order. */
  readonly accepted: readonly (ObjectId | null)[];
  /** Of the transcript, together as many lines as it has. */
  readonly parts: readonly TranscriptPart[];
}

/** One SMTP conversation, recorded when it ends (and, when long, when a refusal happens). Never synced for its own sake. */
export interface SessionRecord {
  readonly sessionId: SessionId;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly listener: string;
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly helo: string | null;
  /** `TLSv1.3 TLS_AES_128_GCM_SHA256`, or null. */
  readonly tls: string | null;
  /** Subject alternative names of a client certificate that was trusted. */
  readonly certificateNames: readonly string[];
  readonly ingress: Ingress | null;
  readonly connectorId: ObjectId | null;
  /** The login name that was accepted, or the one that was last refused. */
  readonly login: string | null;
  /** The SASL mechanism it was said with; absent in records of before. */
  readonly authMechanism?: string | null;
  /** The device it is known as. */
  readonly deviceId?: ObjectId | null;
  /** Its name in its own messages (X-Mailer, User-Agent), as far as it sent any. */
  readonly software?: string | null;
  /** Habits (`policy/devices/habits.ts`) that were met, tolerated or not. */
  readonly habits?: readonly string[];
  readonly refusals: readonly Refusal[];
  /** Why it brought no mail though nothing was refused; absent: it did, or something was, or an earlier version wrote the record. */
  readonly noMail?: KeptReason;
  readonly accepted: readonly QueueId[];
  /** The organizations that own anything of it; absent: nobody does, or an earlier version recorded it. */
  readonly organizations?: readonly ObjectId[];
  /** Absent: all of it is that one organization's. */
  readonly shares?: SessionShares;
  /** Commands and replies, `C: ` and `S: `, secrets blanked, content left out, bounded. */
  readonly transcript: string;
  /** How it ended: `quit`, `closed by peer`, `timed out in DATA`, `TLS handshake failed: ...`. */
  readonly end: string;
}

/** `SessionRecord.end` of a record that was made before the session was over. */
export const sessionGoesOn = 'still connected';

/** Refusals and sessions without mail beyond the bounds of an hour: only counted. */
export interface RefusalCount {
  readonly clientAddress: string;
  readonly hourStart: number;
  readonly count: number;
  /** The organization whose affair it is, as of a refusal; absent: nobody's, or an earlier version counted it. */
  readonly organizationId?: ObjectId;
}
