/**
 * The corridor. Between rooms a message exists only here. Each verb is one commit (or one read); there is no public transaction.
 * Every write resolves after it is durable, but for `trace.record`, which never waits for a sync.
 * Writes reject with StoreUnavailable when the commit failed: nothing has happened, as far as could be found out within the caller's time.
 * An engine behind a network finds out what became of a commit whose answer did not come, and repeats it before it says that.
 * Times are whole milliseconds: where an attempt's time is given with a fraction, it is rounded up. Texts are kept as `plain-text.ts` says.
 */
import type { ContentId, LeaseId, ObjectId, QueueId, SessionId } from '../base/id.ts';
import type { ContentDamage, ContentRef, ContentWriter } from '../mail/content.ts';
import type { Delivery, QueuedMessage, QueuedRecipient } from '../mail/delivery.ts';
import type { AuditEntry, Directory, DirectoryEdit, SecretName } from '../directory/objects.ts';
import type { EnvelopeRecipient } from '../mail/envelope.ts';
import type { Lane, Route } from '../mail/route.ts';
import type { RefusalCount, SessionRecord, TraceEvent, TraceStatus } from '../mail/trace-event.ts';

export interface Store extends AsyncDisposable {
  readonly spool: Spool;
  readonly directory: DirectoryStore;
  readonly trace: TraceStore;
  readonly usage: UsageStore;
  readonly secrets: SecretStore;
  readonly notes: NoteStore;
  /**
   * Writes a consistent copy of database, content files and (not) the key file into an empty folder, while running. `progress` in 0..1.
   * Content that is not there (any more) is named; everything else is in the copy.
   */
  backup(folder: string, progress: (done: number) => void): Promise<BackupOutcome>;
  /** null while healthy; else a sentence for the operator. Cheap: receive answers 452/451 while it is set. */
  unhealthyReason(): string | null;
  /** Free octets of the spool's file system as last measured (at most 5 s ago). Cheap. */
  freeBytes(): number;
}

export interface BackupOutcome {
  /** Queued messages whose content is lost: missing, or not what was accepted. */
  readonly missing: readonly QueueId[];
}

/** The commit failed (I/O, disk full, closed): the caller answers 4yz. Nothing has happened, as far as could be found out within the caller's time. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Stored content is not what was accepted: a later attempt reads the same. Told in the place of the content's end. */
export class ContentDamaged extends StoreUnavailable {
  readonly damage: ContentDamage;
  /** Octets that were there, as far as it was read. */
  readonly foundBytes: number;
  readonly sizeBytes: number;

  constructor(damage: ContentDamage, foundBytes: number, sizeBytes: number) {
    super(`the stored content is not what was accepted (${damage}: ${foundBytes} of ${sizeBytes} octets)`);
    this.damage = damage;
    this.foundBytes = foundBytes;
    this.sizeBytes = sizeBytes;
  }
}

/** The store was told to stop in the middle of a verb that takes many commits: what was touched stays so. */
export class BrokenOff extends StoreUnavailable {
  readonly touched: number;

  constructor(touched: number) {
    super(`the server is stopping: ${touched} recipients were touched, the others are as they were`);
    this.touched = touched;
  }
}

/** An edit was made against an older revision than the directory has now, or would break a uniqueness rule. */
export class DirectoryConflict extends Error {
  override readonly name = 'DirectoryConflict';
}

/** The lease named by `settle` is not held any more (it ran out and was given away): nothing was changed. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

// ---------------------------------------------------------------- spool

export interface NewRecipient extends EnvelopeRecipient {
  readonly route: Route;
  readonly via: readonly string[];
  /** Not before this time (the 30-a-minute delay, an administrator's hold is `held`). */
  readonly notBefore: number;
}

/** A recipient that a group or a forwarding brings about. Each address gets a message once, however many ways lead to it. */
export interface AddedRecipient extends NewRecipient {
  /** Written instead, in the same commit, when the message has or had that address (`addressKey`) already: it is not added again. */
  readonly whenKnown: TraceEvent;
}

export interface NewMessage extends QueuedMessage {
  readonly recipients: readonly NewRecipient[];
  /** Written in the same commit. */
  readonly events: readonly TraceEvent[];
  /** Counted in the same commit, so that counts survive restarts. */
  readonly usage: readonly UsageIncrement[];
  /** The trace's way to the reference the client was given, null for our own mail. */
  readonly reference: string | null;
  /** A report whose addressee is an unknown address of an own domain: listed for the administrator (`trace.orphanReports`). */
  readonly orphan?: true;
}

/** What settling does to one recipient. */
export type RecipientChange = { readonly ordinal: number } & (
  | { readonly state: 'done'; readonly status: TraceStatus }
  | {
      readonly state: 'waiting';
      readonly nextAttemptAt: number;
      readonly attempts: number;
      readonly delayedSince: number | null;
      readonly delayNoticeAt: number | null;
      readonly lastReply: string | null;
      /** Set when the lane changed. */
      readonly route?: Route;
    }
);

export interface Settlement {
  readonly leaseId: LeaseId;
  readonly queueId: QueueId;
  readonly changes: readonly RecipientChange[];
  /** Recipients that groups and forwarding add to this message; ordinals are given by the store, in order, after the highest. */
  readonly added: readonly AddedRecipient[];
  /** NDRs and delay notices owed: accepted in this same commit. */
  readonly owed: readonly NewMessage[];
  readonly events: readonly TraceEvent[];
}

/** Selects recipients of the queue. All given conditions must hold; empty selects everything. */
export interface QueueSelection {
  readonly queueIds?: readonly QueueId[];
  readonly ordinals?: readonly number[];
  readonly organizationId?: ObjectId;
  readonly senderContains?: string;
  readonly recipientContains?: string;
  readonly lane?: Lane;
  readonly lanePrefix?: string;
  readonly held?: boolean;
  readonly olderThan?: number;
  /** Next attempt later than this. */
  readonly dueAfter?: number;
}

/** Which waiting recipients a change of the directory can move: any of the conditions is enough. */
export interface RerouteScope {
  /** Recipients that wait for neither a mailbox nor a group here. */
  readonly outward: boolean;
  /** Recipients in these domains: lower-case A-labels, `x` or `*.x` (subdomains only). */
  readonly domains: readonly string[];
  readonly lanePrefixes: readonly string[];
}

/** One recipient of the queue, and the route it gets. */
export interface Redirected {
  readonly queueId: QueueId;
  readonly ordinal: number;
  readonly route: Route;
}

export type Steer =
  | { readonly verb: 'hold' | 'release' | 'retry-now' }
  /** Another address and/or another route for the recipient, pinned. */
  | { readonly verb: 'redirect'; readonly route: Route; readonly address: EnvelopeRecipient['address'] | null };

export interface QueueEntry {
  readonly message: Omit<QueuedMessage, 'content'> & { readonly sizeBytes: number };
  readonly recipient: QueuedRecipient;
  readonly lane: Lane;
  readonly held: boolean;
  readonly leased: boolean;
  readonly nextAttemptAt: number;
}

export interface LaneCount {
  readonly lane: Lane;
  readonly waiting: number;
  readonly held: number;
  /** Of recipients that nobody holds; where all are held, of those. */
  readonly oldestReceivedAt: number;
  readonly nextAttemptAt: number;
  /** Of recipients that nobody holds; 0: there are none. */
  readonly lastAttemptAt: number;
}

export interface ClaimRequest {
  readonly now: number;
  readonly limit: number;
  readonly leaseMs: number;
  /** Lanes that take nothing now (concurrency used up, backing off); `everyLane(kind)` among them closes all of a kind but `openLane(lane)`. */
  readonly busyLanes: readonly Lane[];
  /** At most this many deliveries of one lane in this claim. */
  readonly perLane: number;
}

export interface Spool {
  newContent(): ContentWriter;
  /** Durable when it resolves: only then may 250 be said. */
  accept(message: NewMessage): Promise<void>;
  /** Due, unheld, unleased recipients grouped by message and lane, oldest first within a lane, lanes taking turns. Leases die with the process in the embedded engine. */
  claim(request: ClaimRequest): Promise<readonly Delivery[]>;
  /** Claims the recipients of a selection at once, due or not, held or not (an administrator's expire or bounce). Leased ones are left out. */
  claimSelected(selection: QueueSelection, limit: number, leaseMs: number, now: number): Promise<readonly Delivery[]>;
  settle(settlement: Settlement): Promise<void>;
  /** Gives a lease back untouched (shutdown, lane found busy). */
  release(leaseId: LeaseId): Promise<void>;
  /** Streams stored content. Throws ContentMissing-like StoreUnavailable when the file is gone. */
  content(ref: ContentRef, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /**
   * Returns how many recipients were touched; `actor` and a trace event each. Leased recipients are touched when their lease ends.
   * In commits of bounded size: what comes meanwhile is left alone, and when the store is told to stop, what was touched stays so.
   */
  steer(selection: QueueSelection, steer: Steer, actor: string, now: number): Promise<number>;
  /** Redirects recipients each its own way, pinned, in one commit; `address`: to somebody else. Returns how many there were. */
  redirect(
    redirected: readonly Redirected[],
    address: EnvelopeRecipient['address'] | null,
    actor: string,
    now: number,
  ): Promise<number>;
  /** The selected entries that were there at the first look, page by page, without a limit; they may be changed meanwhile. `leased` is not looked up. */
  scan(selection: QueueSelection): AsyncIterable<readonly QueueEntry[]>;
  list(
    selection: QueueSelection,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<{
    readonly entries: readonly QueueEntry[];
    readonly next: string | null;
    readonly total: number;
  }>;
  lanes(): Promise<readonly LaneCount[]>;
  /** The content of a queued message, for `queue show --content`; null when it is not queued any more. */
  message(queueId: QueueId): Promise<QueuedMessage | null>;
  /** Computes the lanes of waiting recipients anew after the directory changed; `scope`: only of those that can move. Returns how many moved. */
  reroute(decide: (entry: QueueEntry) => Route | null, scope?: RerouteScope): Promise<number>;
  /** Earliest nextAttemptAt of an unheld, unleased recipient outside the given lanes, or null. */
  nextDueAt(busyLanes: readonly Lane[]): Promise<number | null>;
  /** Called when something may have become due. Returns the unsubscribe. */
  onWork(wake: () => void): () => void;
  /** Removes content nobody refers to any more and trace rows older than `keepTraceMs`. Bounded work; call again while it returns true. */
  sweep(now: number, keepTraceMs: number): Promise<boolean>;
}

// ---------------------------------------------------------------- directory

/** The number under which it was written: later ones have higher numbers. */
export interface NumberedAuditEntry extends AuditEntry {
  readonly n: number;
}

export interface DirectoryStore {
  load(): Promise<Directory>;
  /** Writes all edits or none, with an audit entry each. Returns the revision that they made. Rejects with DirectoryConflict when `expectedRevision` is given and stale. */
  change(edits: readonly DirectoryEdit[], actor: string, now: number, expectedRevision?: number): Promise<number>;
  /** Newest first. `before`: of an earlier time; `after`: of lower numbers, for the next page (a change of thousands has one time). */
  audit(filter: {
    readonly limit: number;
    readonly before?: number;
    readonly after?: number;
    readonly id?: string;
  }): Promise<readonly NumberedAuditEntry[]>;
  /** Notes an administrative act that is no directory edit (a queue verb, a secret set). */
  note(entry: Omit<AuditEntry, 'revision'>): Promise<void>;
}

/** Small values sealed by the caller (AES-GCM with the key file): the store sees ciphertext only. */
export interface SecretStore {
  put(name: SecretName, sealed: Uint8Array): Promise<void>;
  get(name: SecretName): Promise<Uint8Array | null>;
  delete(name: SecretName): Promise<void>;
  names(): Promise<readonly SecretName[]>;
}

// ---------------------------------------------------------------- notes

/** Each book is one room's own: what a room found out by itself and wants to know after a restart. */
export type NoteBook = 'device-sighting' | 'alarm' | 'upstream' | 'queue';

/** Small facts that are neither mail nor what an administrator set up. Values are JSON. Bounded by who writes them. */
export interface NoteStore {
  put(book: NoteBook, notes: readonly { readonly key: string; readonly value: unknown }[]): Promise<void>;
  delete(book: NoteBook, keys: readonly string[]): Promise<void>;
  /** By key. */
  all(book: NoteBook): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
}

// ---------------------------------------------------------------- usage

/** `subject`: `mailbox:<id>`, `connector:<id>`, `sender:<organization id>:<address key>` (protection seats). */
export interface UsageIncrement {
  readonly subject: string;
  readonly messages: number;
  readonly recipients: number;
}

export interface UsageBucket extends UsageIncrement {
  /** Start of the 10-minute bucket, ms. */
  readonly at: number;
}

export const usageBucketMs = 600_000;

export interface UsageStore {
  /** Buckets of `mailbox:` and `connector:` subjects since a time, for rolling windows after a restart. */
  since(at: number): Promise<readonly UsageBucket[]>;
  /** Distinct `sender:` subjects seen since a time. */
  senders(
    organizationId: ObjectId,
    since: number,
  ): Promise<readonly { readonly address: string; readonly lastSeen: number; readonly messages: number }[]>;
}

// ---------------------------------------------------------------- trace

export interface TraceQuery {
  readonly organizationId?: ObjectId;
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
  /** Orphan reports: NDRs whose addressee is no mailbox of ours. Rows of messages with ingress `internal` marked so by their event. */
  orphanReports(organizationId: ObjectId | null, limit: number): Promise<readonly TraceRow[]>;
}

export type { ContentId };
