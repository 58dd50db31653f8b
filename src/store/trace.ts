/** The trace: the fate of each message and each refusal, to be searched. */
import type { ObjectId, QueueId, SessionId } from '../base/id.ts';
import type { Direction, QueuedMessage } from '../mail/delivery.ts';
import type { Lane } from '../mail/route.ts';
import type { CheckMark } from '../mail/screening/checks.ts';
import type { ScreenRow } from '../mail/screening/screened.ts';
import type { Series, SeriesQuery } from './series.ts';
import type { RefusalCount, SessionRecord, TraceEvent, TraceStatus } from '../mail/trace-event.ts';

export type SubjectMatch = 'contains' | 'starts' | 'ends';

export interface TraceQuery {
  /** Of any of these; empty: of none. */
  readonly organizationIds?: readonly ObjectId[];
  readonly since?: number;
  readonly until?: number;
  /** Addresses or parts of them, with commas or blanks between, each as `addressPatterns` reads it; without case. One of them is enough. */
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
  readonly device?: DeviceSought;
  readonly ingress?: QueuedMessage['ingress'];
  readonly direction?: DirectionSought;
  /** The subject in part, as `subjectMatch` says; absent: anywhere in it. Case counts in letters beyond ASCII. */
  readonly subject?: string;
  readonly subjectMatch?: SubjectMatch;
  /** A next hop by its name. */
  readonly remoteHost?: string;
  /** Octets. */
  readonly sizeOver?: number;
  /** Only those that this check of screening refused, marked or kept back. */
  readonly check?: ScreenRow;
  /** Only those that it would have, and was only observed for. */
  readonly observed?: ScreenRow;
  /** The status that it failed with. */
  readonly code?: string;
  /** When it failed: from then on, and before then. Mail that did not fail has no such time. */
  readonly failedSince?: number;
  readonly failedUntil?: number;
  /** Only rows that came after the one that `newest` of a page named. */
  readonly newerThan?: string;
  /** Words in sender, recipient, subject, replies (full text). */
  readonly text?: string;
  /** Only non-delivery reports whose addressee is no mailbox of ours. */
  readonly orphan?: true;
  readonly limit: number;
  readonly after?: string | null;
  /** How long rows are looked at that no index has found, in ms; absent: `bounds.store.traceLook`. At least some are looked at. */
  readonly lookMs?: number;
}

/** By the domains of today: a domain that was taken away later has made its mail outgoing. */
export interface DirectionSought {
  readonly is: Direction;
  /** `<organization id> <domain>` of each that an organization has, lower case, in each of its forms. */
  readonly ownDomains: readonly string[];
}

/** Rows know their device by its id; of rows from before they did, the session's record says it, or its addresses and logins of today do. */
export interface DeviceSought {
  readonly id: ObjectId;
  /** Addresses and CIDR ranges. */
  readonly addresses: readonly string[];
  readonly logins: readonly string[];
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
  /** The device it came from, as it was known then; null: from none. Absent in rows from before they said so, whose session does not say it either. */
  readonly deviceId?: ObjectId | null;
  readonly ingress: QueuedMessage['ingress'] | null;
  readonly organizationId: ObjectId | null;
  readonly sizeBytes: number | null;
  /** The last event's text or the refusal's reply. */
  readonly lastText: string | null;
  /** Why a step was refused, for the administrator; null where nothing was, and in rows from before. */
  readonly cause: string | null;
  /** The kind of the reason of a refusal; null: none, or it is not on record. */
  readonly reason: string | null;
  /** The status that it failed with; null: it did not, and in rows from before. */
  readonly code: string | null;
  /** Addresses that a redirected recipient had before, the first one first. */
  readonly former: readonly string[];
  /** Checks of screening that applied to it, in their order; of rows from before they were kept: none. */
  readonly checks: readonly Pick<CheckMark, 'check' | 'isObserved'>[];
  /** How it waits; null: it does not. */
  readonly waiting: TraceWait | null;
}

/** The queue's state of a recipient, read with its row. */
export interface TraceWait {
  /** Not before; past: its turn has come. */
  readonly nextAttemptAt: number;
  readonly attempts: number;
  /** An administrator keeps it back, whatever `nextAttemptAt` says. */
  readonly held: boolean;
  readonly lane: Lane;
}

export interface TracePage {
  readonly rows: readonly TraceRow[];
  /** `after` of the next page; null: there is no more. */
  readonly next: string | null;
  /** The newest row of the page, for `newerThan`; absent or null: it has none. */
  readonly newest?: string | null;
  /** The search ran out of time before the page was full: the time of the row that it came to, where `next` goes on. null: it did not. */
  readonly lookedBackTo: number | null;
}

/** Those whose mail is looked at; null: all mail. */
export type Organizations = readonly ObjectId[] | null;

/** Mail of a day, as it was counted in the commits that made it true. */
export interface MailCounts {
  /** When the day began, in the time zone of this machine. */
  readonly midnight: number;
  /** From then on it was counted: later than midnight where an earlier version counted nothing. */
  readonly since: number;
  readonly in: readonly {
    readonly ingress: QueuedMessage['ingress'];
    readonly messages: number;
    readonly recipients: number;
  }[];
  /** Recipients that left the queue. */
  readonly out: readonly {
    /** `lanePlace` */
    readonly place: string;
    readonly status: TraceStatus;
    readonly recipients: number;
  }[];
  readonly refused: readonly {
    /** null: it was not known yet. */
    readonly ingress: QueuedMessage['ingress'] | null;
    /** The kind of its reason; null: it is not on record. */
    readonly reason: string | null;
    readonly count: number;
  }[];
}

/** The last message that was not our own. */
export interface LastIn {
  readonly at: number;
  readonly queueId: QueueId;
  readonly organizationId: ObjectId | null;
  readonly ingress: QueuedMessage['ingress'];
  readonly sender: string | null;
  /** The first of them. */
  readonly recipient: string | null;
  readonly recipients: number;
  readonly clientAddress: string | null;
  readonly connectorId: ObjectId | null;
  readonly deviceId: ObjectId | null;
}

/** The last recipient whose mail got to the next system, or into a mailbox; of mail that was not our own. */
export interface LastOut {
  readonly at: number;
  readonly queueId: QueueId;
  readonly organizationId: ObjectId | null;
  readonly recipient: string;
  readonly lane: Lane;
}

export interface LastMail {
  readonly in: LastIn | null;
  readonly out: LastOut | null;
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
  search(query: TraceQuery): Promise<TracePage>;
  story(queueId: QueueId): Promise<MessageStory | null>;
  session(id: SessionId): Promise<SessionRecord | null>;
  refusalCounts(since: number): Promise<readonly RefusalCount[]>;
  /** Of the day that `at` falls into, up to then. No search: its cost grows neither with the trace nor with the mail of the day. */
  mailCounts(at: number, only: Organizations): Promise<MailCounts>;
  /** The same by hours or days. Its cost grows with the hours that are asked for, and with what they are told apart by. */
  series(query: SeriesQuery): Promise<Series>;
  /** No search. */
  lastMail(only: Organizations): Promise<LastMail>;
}
