/**
 * The corridor. Between rooms a message exists only here. Each verb is one commit (or one read); there is no public transaction.
 * Every write resolves after it is durable, but for `trace.record`, which never waits for a sync.
 * Writes reject with StoreUnavailable when the commit failed: nothing has happened, as far as could be found out within the caller's time.
 * An engine behind a network finds out what became of a commit whose answer did not come, and repeats it before it says that.
 * Times are whole milliseconds: where an attempt's time is given with a fraction, it is rounded up. Texts are kept as `plain-text.ts` says.
 */
import { many } from '../base/words/amounts.ts';
import type { QueueId } from '../base/id.ts';
import type { Lane } from '../mail/route.ts';
import type { ContentDamage } from '../mail/content.ts';
import type { AuditEntry, Directory, DirectoryEdit, SecretName } from '../directory/objects.ts';
import type { PersonStore } from './person.ts';
import type { Spool } from './spool.ts';
import type { TraceStore } from './trace.ts';
import type { UsageStore } from './usage.ts';

export type * from './person.ts';
export type * from './spool.ts';
export type * from './trace.ts';
export type * from './usage.ts';
export { usageBucketMs } from './usage.ts';

/** The same word for lanes that have to be on one node together; of any other lane a word of its own. */
export type TerritoryOf = (lane: Lane) => string;

/** The process that opens a store. */
export interface NodeIdentity {
  /** Unique among the nodes that share the data. */
  readonly name: string;
  /** Of the program. */
  readonly version: string;
}

/** Of those that share the data. */
export interface NodeFacts extends NodeIdentity {
  /** Since it was last heard of. */
  readonly silentMs: number;
  /** How many slots of the queue's territories are its own; null: there is no other node to share them with. */
  readonly slots: number | null;
}

/** Work that one node does for all. */
export type RoleName = 'housekeeping' | 'secrets' | 'alarms' | 'domains' | 'dkim';

export interface Store extends AsyncDisposable {
  readonly spool: Spool;
  readonly directory: DirectoryStore;
  readonly trace: TraceStore;
  readonly usage: UsageStore;
  readonly secrets: SecretStore;
  readonly notes: NoteStore;
  readonly person: PersonStore;
  /**
   * Tells what was written, by this process or another that shares the data: once it is true, and after the verb that wrote it has
   * resolved. Several changes may be told as one. Returns the unsubscribe.
   */
  onNews(listener: (news: StoreNews) => void): () => void;
  /**
   * One node at a time has a role. `hold` is called when it is this one (at once, where there is no other), with a signal that fires when
   * it is so no longer; it may be called again later. For a moment two may believe to have it: what is done under it bears that. Returns how to give it up.
   */
  role(name: RoleName, hold: (over: AbortSignal) => void): () => void;
  /** Runs `work` when no work of that name runs, in whatever process. Rejects with the reason of the signal when that fires before its turn. */
  exclusive<Result>(name: string, work: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
  /** All that are alive, by name. */
  nodes(): Promise<readonly NodeFacts[]>;
  /**
   * Writes a consistent copy of database, content files and (not) the key file into an empty folder, while running. `progress` in 0..1.
   * Content that is not there (any more) is named; everything else is in the copy. null: the data is in a database with tools of its own for that.
   */
  readonly backup: ((folder: string, progress: (done: number) => void) => Promise<BackupOutcome>) | null;
  /** null while healthy; else a sentence for the operator. Cheap: receive answers 452/451 while it is set. */
  unhealthyReason(): string | null;
  /** Free octets of the spool's file system as last measured (at most 5 s ago); null: it is none of this machine. Cheap. */
  freeBytes(): number | null;
}

/** Somebody has written there; a listener looks for itself at what is there now. */
export type StoreNews =
  | { readonly of: 'directory'; readonly revision: number }
  | { readonly of: 'secrets' }
  | { readonly of: 'notes'; readonly book: NoteBook };

export interface BackupOutcome {
  /** Queued messages whose content is lost: missing, or not what was accepted. */
  readonly missing: readonly QueueId[];
  /** Of the copy, without what stands beside the mail. */
  readonly octets: number;
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
    super(`the stored content is not what was accepted (${damage}: ${foundBytes} of ${sizeBytes} bytes)`);
    this.damage = damage;
    this.foundBytes = foundBytes;
    this.sizeBytes = sizeBytes;
  }
}

/** The store was told to stop in the middle of a verb that takes many commits: what was touched stays so. */
export class BrokenOff extends StoreUnavailable {
  readonly touched: number;

  constructor(touched: number) {
    super(
      `the server is stopping: ${many(touched, 'recipient was', 'recipients were')} touched, the others are as they were`,
    );
    this.touched = touched;
  }
}

/** An edit was made against an older revision than the directory has now, or would break a uniqueness rule. */
export class DirectoryConflict extends Error {
  override readonly name = 'DirectoryConflict';
}

/** A note is not of the version that was expected: somebody has written it meanwhile. Nothing was written. */
export class NoteConflict extends Error {
  override readonly name = 'NoteConflict';
}

/** The lease named by `settle` is not held any more (it ran out and was given away): nothing was changed. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
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
  names(only?: SecretsWanted): Promise<readonly SecretName[]>;
}

export interface SecretsWanted {
  /** Those whose names begin so. */
  readonly prefix?: string;
  /** Those that were put before that time, and not again since. */
  readonly putBefore?: number;
}

// ---------------------------------------------------------------- notes

/** Each book is one room's own: what a room found out by itself and wants to know after a restart. */
export type NoteBook =
  | 'device-sighting'
  | 'alarm'
  | 'upstream'
  | 'queue'
  | 'api-token'
  | 'admin-session'
  | 'backup'
  | 'admin-sign-in'
  | 'admin-queries'
  /** People who came by an identity provider, with the roles they had then. */
  | 'admin-sso'
  /** How a domain stands in DNS, by its id; and the whole of its last check. */
  | 'domain-health'
  | 'dkim-health'
  /** How far the daily lists of mail in quarantine are, by organization. */
  | 'digest'
  | 'monthly-report'
  | 'domain-check'
  /** Counts of own senders that no commit of mail holds, by subject of usage. */
  | 'abuse'
  /** MTA-STS policies of other domains, by domain. */
  | 'mta-sts'
  /** Sessions with the mail hosts of other domains that failed for TLS, by day and policy domain; and which reports went out. */
  | 'tls-result'
  /** TLS reports of others about own domains, by organization and day (`tls-report-book.ts`). */
  | 'tls-report';

/** `own`: each node has notes of its own, which no other writes. A key is either of those or of the notes that all share. */
export type NotesOf = 'own' | 'shared';

export interface NewNote {
  readonly key: string;
  readonly value: unknown;
  /** The version that it must have now, or nothing of all this is written; 0: there must be none. Absent: whatever it is. */
  readonly expected?: number;
}

export interface KeptNote {
  readonly key: string;
  readonly value: unknown;
  /** Another one with each write, above 0. */
  readonly version: number;
}

/** Small facts that are neither mail nor what an administrator set up. Values are JSON. Bounded by who writes them. */
export interface NoteStore {
  /** All of them or none. Rejects with NoteConflict. */
  put(book: NoteBook, notes: readonly NewNote[], of?: NotesOf): Promise<void>;
  delete(book: NoteBook, keys: readonly string[], of?: NotesOf): Promise<void>;
  get(book: NoteBook, key: string, of?: NotesOf): Promise<KeptNote | null>;
  /** By key; of those that are a node's own, the one of each node. */
  all(book: NoteBook): Promise<readonly KeptNote[]>;
}
