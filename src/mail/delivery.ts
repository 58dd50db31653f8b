import type { LeaseId, ObjectId, QueueId, SessionId } from '../base/id.ts';
import type { Address, ReversePath } from './address.ts';
import type { ContentRef, HeaderSummary } from './content.ts';
import type { Notify } from './envelope.ts';
import type { ToldCure } from './remedy.ts';
import type { ToldLine } from './lines/said.ts';
import type { EnhancedStatus, Reply } from './reply.ts';
import type { Place } from './doors/place.ts';
import type { Lane, Route } from './route.ts';
import type { Screened } from './screening/screened.ts';

/** Nothing protected the conversation with the next hop. */
export const CLEAR_TEXT = 'clear text';

/** `internal`: our own reports and test messages. */
export const ingresses = ['relay', 'submission', 'direct', 'internal'] as const;
export type Ingress = (typeof ingresses)[number];

/**
 * The direction of mail, as its organization sees it (Exchange's message trace): `incoming` came from strangers or partners; `outgoing` came from its own
 * devices, mailboxes or server, and goes to a domain that is not its own; `internal` came from its own and stays in its domains.
 */
export const directions = ['incoming', 'outgoing', 'internal'] as const;
export type Direction = (typeof directions)[number];

/** All that is kept of an accepted message while it waits. */
export interface QueuedMessage {
  readonly queueId: QueueId;
  readonly sessionId: SessionId | null;
  readonly organizationId: ObjectId | null;
  readonly ingress: Ingress;
  readonly connectorId: ObjectId | null;
  /** The signed-in mailbox of a submission. */
  readonly mailboxId: ObjectId | null;
  /** The device it came from, where one is known; absent in messages of before. */
  readonly deviceId?: ObjectId | null;
  /** The message is a report of ours, to somebody who can read it. Absent in others, and in those that an earlier version wrote. */
  readonly report?: true;
  readonly clientAddress: string | null;
  readonly helo: string | null;
  readonly receivedAt: number;
  readonly reversePath: ReversePath;
  readonly body: '7bit' | '8bitmime';
  readonly smtputf8: boolean;
  readonly ret: 'full' | 'hdrs' | null;
  readonly envid: string | null;
  /** REQUIRETLS (RFC 8689): protected at each hop, or not delivered. Absent: it was not asked for. */
  readonly requireTls?: true;
  readonly header: HeaderSummary;
  readonly content: ContentRef;
  /** Absent: nobody screened it. */
  readonly screened?: Screened;
}

export interface QueuedRecipient {
  /** Position within the message; never reused; names the recipient in settle and steer. */
  readonly ordinal: number;
  readonly address: Address;
  readonly notify: Notify | null;
  readonly orcpt: string | null;
  /** Addresses (keys) this recipient was reached through by groups and forwarding, outermost first: keeps loops out. */
  readonly via: readonly string[];
  readonly attempts: number;
  /** When the first attempt failed, or null. */
  readonly delayedSince: number | null;
  /** When the delay notice went out, or null: it goes once. */
  readonly delayNoticeAt: number | null;
  /** The answer to the last attempt, for lists and reports. */
  readonly lastReply: string | null;
  /** Set by an administrator's redirect: overrides routing. */
  readonly pinnedRoute: Route | null;
  /** When somebody let it out of quarantine: the judgement of its message keeps it there no more. Absent: nobody has. */
  readonly releasedAt?: number;
}

type EnvelopeFacts = Pick<QueuedRecipient, 'address'> &
  Partial<Pick<QueuedRecipient, 'notify' | 'orcpt' | 'via' | 'releasedAt'>>;

/** A recipient as it begins to wait: nothing has been tried yet. */
export const untried = (
  ordinal: number,
  { address, notify = null, orcpt = null, via = [], releasedAt }: EnvelopeFacts,
): QueuedRecipient => ({
  ordinal,
  address,
  notify,
  orcpt,
  via,
  attempts: 0,
  delayedSince: null,
  delayNoticeAt: null,
  lastReply: null,
  pinnedRoute: null,
  ...(releasedAt !== undefined && { releasedAt }),
});

/** Due recipients of one message in one lane, leased to this node until `leaseUntil`. */
export interface Delivery {
  readonly leaseId: LeaseId;
  readonly lane: Lane;
  readonly leaseUntil: number;
  /**
   * Fires when another node may have it: nothing more is begun for it, but once the end of the content went out its answer is awaited, for a
   * double would be certain. null: it stays with this process.
   */
  readonly lost: AbortSignal | null;
  readonly message: QueuedMessage;
  readonly recipients: readonly QueuedRecipient[];
}

/** A delivery with the one route its lane was made of, decided for this attempt: what is handed to the delivery room. */
export interface RoutedDelivery extends Delivery {
  readonly route: Route;
  readonly place: Place;
}

/** Why a delivery did not succeed, for wording (`texts/`) and for acting (`queue/conclude/settle.ts`). */
export type FailureCause =
  | 'unknown-recipient'
  | 'mailbox-full'
  | 'mailbox-unavailable'
  | 'domain-not-found'
  | 'no-mail-accepted' // null MX, RFC 7505
  | 'loop'
  | 'no-route'
  | 'too-large'
  | 'too-many-recipients'
  | 'refused-by-policy'
  | 'relay-denied'
  | 'sign-in-failed' // our own credential at the next hop
  | 'tls-failed'
  | 'needs-8bitmime'
  | 'needs-smtputf8'
  | 'content-refused'
  | 'dns-failed'
  | 'connection-failed'
  | 'timed-out'
  | 'protocol-error'
  | 'busy' // 4yz of the next hop without a finer cause
  | 'storage-failed'
  | 'expired'
  | 'cancelled' // an administrator ended it
  | 'other';

/** An Outcome that is tried again. */
export type DelayedOutcome = Extract<Outcome, { action: 'delayed' }>;

export const isDelayed = (outcome: Outcome): outcome is DelayedOutcome => outcome.action === 'delayed';

/** The route is in trouble, not the recipient. */
export const isLaneTrouble = (outcome: Outcome): outcome is DelayedOutcome => isDelayed(outcome) && outcome.laneTrouble;

/** Our own account at the next hop is in trouble: the administrator's to mend. */
export const isOwnTrouble = (outcome: Outcome): outcome is DelayedOutcome =>
  isDelayed(outcome) && outcome.ownAccount === true;

/** The result of one attempt for one recipient (RFC 3464 §2.3.3 actions, plus what only we do). */
export type Outcome = {
  readonly ordinal: number;
  readonly status: EnhancedStatus;
  /** The next hop's own words, if it was one; sanitised and bounded at the edge. */
  readonly reply: Reply | null;
  /** Host name and address we spoke to, if we did. */
  readonly remoteHost: string | null;
  readonly remoteAddress: string | null;
  /** `TLSv1.3 TLS_AES_256_GCM_SHA384 verified`, or `CLEAR_TEXT`; null: nobody was spoken to, or by a socket of this machine. */
  readonly tls: string | null;
  /** Changes for this next hop, a sentence each: of the message, or of the way. */
  readonly changes?: readonly ToldLine[];
  /** Its text says already what helps. */
  readonly advised?: true;
  /** The two that its text says in one: what was met, and what helps. Absent: nobody knows what helps. */
  readonly apart?: { readonly met: ToldLine; readonly helps: ToldCure };
} & (
  | { readonly action: 'delivered' } // final: in a mailbox
  | { readonly action: 'relayed'; readonly nextHopReports: boolean } // nextHopReports: it announced DSN and got NOTIFY
  | {
      readonly action: 'expanded';
      readonly what: 'group' | 'forward';
      /** A forwarded mailbox that keeps a copy has also been delivered to. */
      readonly keptCopy: boolean;
      readonly to: readonly Address[];
    }
  | ({
      readonly action: 'delayed';
      readonly cause: FailureCause;
      /** The route, not the recipient, is in trouble: back off the lane, do not count it against the message. */
      readonly laneTrouble: boolean;
      readonly retryAfterMs: number | null;
      /** Nothing was tried for this recipient: its lane is in trouble, and these are the words of the lane's last attempt. */
      readonly putOff?: true;
      /** Put off because its upstream takes no more at the moment, until so many milliseconds from now: not trouble, so no back-off. */
      readonly pacedMs?: number;
      /** Our own account at the next hop is in trouble: mail waits for the administrator, and does not expire. */
      readonly ownAccount?: true;
      /** The next hop may have the message already (RFC 1047): in this attempt nobody else is asked, who would make two of it. */
      readonly inDoubt?: true;
    } & ToldLine)
  | ({ readonly action: 'failed'; readonly cause: FailureCause } & ToldLine)
  /** The directory changed: the recipient belongs to another lane now; not an attempt. */
  | { readonly action: 'rerouted'; readonly route: Route }
);
