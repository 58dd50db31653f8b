/** The queue and the content of what waits in it: its verbs, and what they are given and give. */
import type { LeaseId, ObjectId, QueueId } from '../base/id.ts';
import type { ContentRef, ContentWriter } from '../mail/content.ts';
import type { Delivery, FailureCause, QueuedMessage, QueuedRecipient } from '../mail/delivery.ts';
import type { EnvelopeRecipient } from '../mail/envelope.ts';
import type { Lane, Route } from '../mail/route.ts';
import type { ObservedRows } from '../mail/screening/checks.ts';
import type { ScreenRow } from '../mail/screening/screened.ts';
import type { TraceEvent, TraceStatus } from '../mail/trace-event.ts';
import type { Organizations } from './trace.ts';
import type { UsageIncrement } from './usage.ts';

export interface NewRecipient extends EnvelopeRecipient {
  readonly route: Route;
  readonly via: readonly string[];
  /** Not before this time (the 30-a-minute delay, an administrator's hold is `held`); of no account in quarantine. */
  readonly notBefore: number;
  readonly releasedAt?: number;
}

/** A recipient that a group or a forwarding brings about. Each address gets a message once, however many ways lead to it. */
export interface AddedRecipient extends NewRecipient {
  /** The organization whose group or forwarding it was, and whose row in the trace it is; absent: the message's own. */
  readonly organizationId?: ObjectId;
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
  /** Checks of its envelope that were only observed, where they do not stand in `screened`; absent: none. */
  readonly observed?: ObservedRows;
}

/** The new state of one recipient after settling. */
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
      /** It has been let out of quarantine, with its new route. */
      readonly releasedAt?: number;
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

/** One recipient of one message. */
export interface RecipientName {
  readonly queueId: QueueId;
  readonly ordinal: number;
}

/** Selects recipients of the queue. All given conditions must hold; empty selects everything that is not in quarantine. */
export interface QueueSelection {
  /** Those in quarantine, and no others. */
  readonly quarantined?: true;
  /** The check that keeps their message. */
  readonly screenRows?: readonly ScreenRow[];
  readonly queueIds?: readonly QueueId[];
  readonly ordinals?: readonly number[];
  /** Of any of these; empty: of none. */
  readonly organizationIds?: readonly ObjectId[];
  /** These alone of their messages. */
  readonly recipients?: readonly RecipientName[];
  readonly senderContains?: string;
  readonly recipientContains?: string;
  /** The sender or the recipient. */
  readonly addressContains?: string;
  readonly lane?: Lane;
  readonly lanePrefix?: string;
  readonly held?: boolean;
  readonly olderThan?: number;
  /** Received then or later. */
  readonly newerThan?: number;
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
export interface Redirected extends RecipientName {
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
  /** Under way; null: by another node, which alone knows. */
  readonly leased: boolean | null;
  readonly nextAttemptAt: number;
}

export interface QueuePage {
  readonly limit: number;
  /** `next` of the page before, in the same order; null: the first. */
  readonly after: string | null;
  /** As they came, turned round; absent: the oldest first. */
  readonly newestFirst?: boolean;
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

/** A lane looked at more closely than `LaneCount`. */
export interface LaneLook {
  readonly lane: Lane;
  /** Recipients, held ones too, that came after the first of the times asked for, after the second and not the first, and so on; at the end all older ones. */
  readonly ages: readonly number[];
  /** The most of one recipient, among some of those that are due last. */
  readonly attempts: number;
  /** The last reply to one of them; null: none was told anything yet. */
  readonly told: {
    readonly queueId: QueueId;
    readonly recipient: string;
    readonly reply: string;
    /** Why it waits, as a code; null: none was kept. */
    readonly cause: FailureCause | null;
  } | null;
}

/** All that is in quarantine. */
export interface QuarantineCount {
  readonly messages: number;
  readonly recipients: number;
  /** Of the messages' contents. */
  readonly bytes: number;
  /** When the oldest of them came in; null: there is none. */
  readonly oldestAt: number | null;
}

export interface OldestWaiting {
  readonly queueId: QueueId;
  readonly organizationId: ObjectId | null;
  readonly receivedAt: number;
  readonly recipient: string;
  readonly lane: Lane;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly lastReply: string | null;
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

/** Of an organization that keeps its trace for less long than the others. */
export interface KeptShorter {
  readonly organizationId: ObjectId;
  readonly keepMs: number;
}

/** An administrator's end of mail, which each node carries out for the recipients that are its own. */
export interface QueueOrder {
  readonly verb: 'expire' | 'bounce';
  readonly selection: QueueSelection;
  readonly actor: string;
  /** The administrator's sentence for the sender. */
  readonly reason: string | null;
}

export interface CarriedOut {
  /** How many recipients were ended. */
  readonly touched: number;
  /** Why there are not more; null: all were. */
  readonly failure: Error | null;
}

export interface Spool {
  newContent(): ContentWriter;
  /** Durable when it resolves: only then may 250 be said. */
  accept(message: NewMessage): Promise<void>;
  /**
   * Due, unheld, unleased recipients grouped by message and lane, oldest first within a lane, lanes taking turns; none that is in
   * quarantine. Leases die with the process in the embedded engine.
   */
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
    page: QueuePage,
  ): Promise<{
    readonly entries: readonly QueueEntry[];
    readonly next: string | null;
    readonly total: number;
  }>;
  /** Without those of quarantines. @param organizationIds counts the mail of these alone; absent: all. */
  lanes(organizationIds?: readonly ObjectId[]): Promise<readonly LaneCount[]>;
  /**
   * A page of lanes, in their order; those in which nothing waits any more are left out.
   * @param since times of which each is before the one in front of it.
   */
  laneLooks(
    lanes: readonly Lane[],
    since: readonly number[],
    organizationIds?: readonly ObjectId[],
  ): Promise<readonly LaneLook[]>;
  /** The recipient that nobody holds whose message came first; null: none waits. */
  oldest(only: Organizations): Promise<OldestWaiting | null>;
  /** @param only of these organizations. */
  quarantine(only: Organizations): Promise<QuarantineCount>;
  /** The content of a queued message, for `queue show --content`; null when it is not queued any more. */
  message(queueId: QueueId): Promise<QueuedMessage | null>;
  /** Computes the lanes of waiting recipients anew after the directory changed; `scope`: only of those that can move. Returns how many moved. */
  reroute(decide: (entry: QueueEntry) => Route | null, scope?: RerouteScope): Promise<number>;
  /** Earliest nextAttemptAt of an unheld, unleased recipient outside the given lanes, or null. */
  nextDueAt(busyLanes: readonly Lane[]): Promise<number | null>;
  /** Called when something may have become due. Returns the unsubscribe. */
  onWork(wake: () => void): () => void;
  /**
   * Another number each time the lane comes to this node from elsewhere, 0 while it is another's. What a room remembers of a lane's next hop
   * holds for one term; what it noted of it may have been gone on with meanwhile.
   */
  term(lane: Lane): number;
  /** Called when lanes have come to this node or left it. Returns the unsubscribe. */
  onTerritory(listener: () => void): () => void;
  /** Has every node end what is selected of its own, and sums up. What a node does not answer in time counts as a failure. */
  order(order: QueueOrder): Promise<CarriedOut>;
  /** How this process carries orders out; one handler. Returns how to take it back. */
  onOrder(carryOut: (order: QueueOrder) => Promise<CarriedOut>): () => void;
  /**
   * Removes content nobody refers to any more and trace rows older than `keepTraceMs`. Bounded work; call again while it returns true.
   * @param shorter whose rows, and sessions of theirs alone, go earlier.
   */
  sweep(now: number, keepTraceMs: number, shorter?: readonly KeptShorter[]): Promise<boolean>;
}
