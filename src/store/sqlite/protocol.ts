/**
 * The messages between the main thread and the store's workers: flat values and JSON texts, because structured cloning
 * of deep objects costs more than the rest of an acceptance.
 */
import type { Series, SeriesQuery } from '../series.ts';
import type { LeaseId, ObjectId, QueueId } from '../../base/id.ts';
import type { AuditEntry } from '../../directory/objects.ts';
import type { Lane } from '../../mail/route.ts';
import type { ContentOf } from './backup/copy-database.ts';
import type { RefusalCount } from '../../mail/trace-event.ts';
import type {
  ClaimRequest,
  HeldName,
  HeldPage,
  KeptShorter,
  LaneCount,
  LaneLook,
  MailCounts,
  NoteBook,
  NumberedAuditEntry,
  OldestWaiting,
  Organizations,
  PersonSought,
  QuarantineCount,
  QueuePage,
  QueueSelection,
  RerouteScope,
  TracePage,
  TraceQuery,
  TraceRow,
  UsageBucket,
} from '../store.ts';

/** lane, next attempt, address, route JSON, static JSON (address, notify, orcpt, via). */
export type EncodedRecipient = readonly [lane: Lane, nextAt: number, address: string, route: string, doc: string];
/** ordinal, text for the trace's last word, event JSON. */
export type EncodedEvent = readonly [ordinal: number | null, text: string, doc: string];

/** id, and the stored text of the object; null: it is deleted. */
export type EncodedEdit = readonly [id: ObjectId, doc: string | null];

export type EncodedNote = readonly [key: string, doc: string, version: number];

/** Columns of a recipient, as read from the table. */
export interface RecipientColumns {
  readonly ordinal: number;
  readonly lane: Lane;
  readonly held: number;
  readonly next_at: number;
  readonly attempts: number;
  readonly delayed_since: number | null;
  readonly delay_notice_at: number | null;
  readonly route: string;
  readonly pinned: string | null;
  readonly last_reply: string | null;
  readonly doc: string;
}

export interface EncodedDelivery {
  readonly leaseId: LeaseId;
  readonly lane: Lane;
  readonly leaseUntil: number;
  readonly doc: string;
  readonly recipients: readonly RecipientColumns[];
}

export interface EncodedSteer {
  readonly verb: 'hold' | 'release' | 'retry-now' | 'redirect';
  /** The part of a redirect that is the same for all. */
  readonly lane: Lane | null;
  readonly route: string | null;
  readonly address: string | null;
  /** JSON of the Address. */
  readonly addressDoc: string | null;
  readonly actor: string;
  readonly now: number;
}

/** The database's answer after it followed the journal. */
export interface Applied {
  /** Number of the last batch it has. */
  readonly batch: number;
  /** When the next recipient outside the busy lanes is due in the database, or null. */
  readonly dueAt: number | null;
  /** Content files nobody refers to any more. */
  readonly files: readonly string[];
}

export type RecipientKey = readonly [messageId: number, ordinal: number];

export interface Steered {
  readonly touched: number;
  readonly upTo: number;
  /** The recipient that the next page begins after; null: this was the last. */
  readonly after: RecipientKey | null;
}

/** The writer's verbs. */
export interface WriterCalls {
  /** The journal's life, and how large its file is: asked once, after the start. */
  journal(): { readonly epoch: number; readonly allocatedBytes: number };
  /** Brings the database up to this batch of the journal. */
  apply(batch: number, busyLanes: readonly Lane[], monotonic: number): Applied;
  /** After a failed write of the journal: brings the database up to the last good batch, and begins a new life of the journal. Returns its epoch. */
  restartJournal(batch: number): number;
  note(entry: Omit<AuditEntry, 'revision'>): void;
  putSecret(name: string, sealed: Uint8Array, now: number): void;
  deleteSecret(name: string): void;
  putNotes(book: NoteBook, notes: readonly (readonly [key: string, doc: string, expected: number | null])[]): void;
  deleteNotes(book: NoteBook, keys: readonly string[]): void;
  /** Edits of a change that is too large for one call: they wait for it. */
  stage(change: number, edits: readonly EncodedEdit[]): void;
  /** Forgets the edits that were staged for it. */
  unstage(change: number): void;
  /** @param staged the number under which the edits before these were staged. Returns the revision it made. */
  change(
    staged: number | null,
    edits: readonly EncodedEdit[],
    actor: string,
    now: number,
    expectedRevision: number | null,
  ): number;
  /** One page, of what was there when the first was looked at (`upTo` null). */
  steer(selection: QueueSelection, steer: EncodedSteer, after: RecipientKey, upTo: number | null): Steered;
  redirect(
    to: readonly (readonly [queueId: string, ordinal: number, lane: Lane, route: string])[],
    steer: EncodedSteer,
  ): number;
  move(moves: readonly (readonly [messageId: number, ordinal: number, lane: Lane, route: string])[]): number;
  sweep(now: number, keepTraceMs: number, shorter: readonly KeptShorter[]): boolean;
  forget(forms: readonly string[], held: readonly HeldName[]): number;
  claim(request: ClaimRequest, monotonic: number): readonly EncodedDelivery[];
  claimSelected(
    selection: QueueSelection,
    limit: number,
    leaseMs: number,
    now: number,
    monotonic: number,
  ): readonly EncodedDelivery[];
  release(leaseId: LeaseId): void;
  leased(keys: readonly RecipientKey[]): readonly boolean[];
  referenced(files: readonly string[]): readonly boolean[];
  recover(): void;
  close(): void;
}

export interface ListRow extends RecipientColumns {
  readonly message_id: number;
  readonly message_doc: string;
}

export interface DirectoryPage {
  readonly revision: number;
  /** Objects, as one JSON list. */
  readonly docs: string;
  /** Id of the last one; null with the last page. */
  readonly last: string | null;
}

/** The reader's verbs. */
export interface ReaderCalls {
  list(
    selection: QueueSelection,
    page: QueuePage,
  ): { readonly rows: readonly ListRow[]; readonly next: string | null; readonly total: number };
  page(
    selection: QueueSelection | { readonly scope: RerouteScope | null },
    after: RecipientKey,
    upTo: number,
    limit: number,
  ): readonly ListRow[];
  newestMessage(): number;
  lanes(organizationIds: readonly ObjectId[] | null): readonly LaneCount[];
  laneLooks(
    lanes: readonly Lane[],
    since: readonly number[],
    organizationIds: readonly ObjectId[] | null,
  ): readonly LaneLook[];
  oldest(only: Organizations): OldestWaiting | null;
  quarantine(only: Organizations): QuarantineCount;
  message(queueId: QueueId): { readonly doc: string; readonly content: Uint8Array | null } | null;
  contents(queueIds: readonly QueueId[]): readonly (Uint8Array | null)[];
  /** Objects behind this id, in the order of their ids: one page at least, and those behind it that are ready. */
  directoryPages(after: string, limit: number): readonly DirectoryPage[];
  audit(limit: number, before: number | null, after: number | null, id: string | null): readonly NumberedAuditEntry[];
  secret(name: string): Uint8Array | null;
  secretNames(prefix: string, putBefore: number | null): readonly string[];
  note(book: NoteBook, key: string): EncodedNote | null;
  notes(book: NoteBook): readonly EncodedNote[];
  usageSince(at: number): readonly UsageBucket[];
  senders(
    organizationId: ObjectId,
    since: number,
  ): readonly { readonly address: string; readonly lastSeen: number; readonly messages: number }[];
  held(sought: PersonSought, after: string | null): HeldPage;
  search(query: TraceQuery): TracePage;
  story(
    queueId: QueueId,
  ): { readonly rows: readonly TraceRow[]; readonly events: readonly string[]; readonly session: string | null } | null;
  session(id: string): string | null;
  refusalCounts(since: number): readonly RefusalCount[];
  mailCounts(at: number, only: Organizations): MailCounts;
  series(query: SeriesQuery): Series;
  /** Stored texts. */
  lastMail(only: Organizations): { readonly in: string | null; readonly out: string | null };
  /** Writes a copy of the database into a new file; returns the content files it refers to. */
  copyInto(file: string): Promise<readonly ContentOf[]>;
  /** Checks a copy; throws with a sentence when it is damaged. Returns the content files it refers to. */
  check(file: string): readonly ContentOf[];
  close(): void;
}

/** One call as posted: number, verb, arguments. */
export type PostedCall = readonly [number, string, readonly unknown[]];
/** One answer: number, value, or number, null, error name and message. */
export type PostedAnswer = readonly [number, unknown] | readonly [number, null, string, string];

export type WorkerNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }
  | { readonly kind: 'answers'; readonly answers: readonly PostedAnswer[] }
  | { readonly kind: 'health'; readonly reason: string | null }
  /** A record that the database does not take: it was put aside, and the operator has to be told. */
  | { readonly kind: 'put-aside'; readonly reason: string; readonly file: string };
