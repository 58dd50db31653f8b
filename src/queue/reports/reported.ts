/** One recipient's lines in a report, and what they keep to themselves. Pure. RFC 3464 §2.3 and §4.2. */
import { addressKey, addressOfKey, addressText } from '../../mail/address.ts';
import { type FailureCause, isDelayed, isOwnTrouble, type Outcome } from '../../mail/delivery.ts';
import type { EnhancedStatus } from '../../mail/reply.ts';
import type { ReportedRecipient } from '../../mail/report.ts';
import { isOfOrganization } from '../../policy/delivery/reports.ts';
import { forSenders, OUR_OWN_MATTER } from '../conclude/last-reply.ts';
import { type OutcomeOf, type RecipientContext, standsIn } from '../conclude/recipient-context.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

/** Why a recipient failed for good. */
export interface LastingFailure extends ToldLine {
  readonly cause: FailureCause;
  readonly status: EnhancedStatus;
}

/** For the sender. */
export function reported(
  context: RecipientContext,
  outcome: Outcome,
  action: ReportedRecipient['action'],
  cause: FailureCause | null,
  text: string,
): ReportedRecipient {
  return forReader(context, outcome, whole(context, outcome, action, cause, text));
}

export function reportedFailure(
  context: RecipientContext,
  outcome: Outcome,
  { cause, status, text }: LastingFailure,
  reader: 'sender' | 'postmaster',
): ReportedRecipient {
  const all = { ...whole(context, outcome, 'failed', cause, text), status };
  return reader === 'sender' ? forReader(context, outcome, all) : all;
}

function whole(
  { recipient, facts }: RecipientContext,
  outcome: Outcome,
  action: ReportedRecipient['action'],
  cause: FailureCause | null,
  text: string,
): ReportedRecipient {
  const attempts = attemptsAfter({ recipient, facts }, outcome);
  // When the last attempt was, where this was none, is not kept.
  const decided = facts.actor !== null;
  return {
    address: recipient.address,
    orcpt: recipient.orcpt,
    action,
    status: outcome.status,
    cause,
    text: ('cause' in outcome && OUR_OWN_MATTER[outcome.cause]) || text,
    reply: outcome.reply,
    remoteHost: outcome.remoteHost,
    remoteAddress: outcome.remoteAddress,
    attempts,
    lastAttemptAt: attempts === recipient.attempts ? null : facts.now,
    ...(decided && { lastReason: forSenders(recipient.lastReply) }),
    willRetryUntil: null,
  };
}

/**
 * Nobody outside needs to know where our addresses lead, and who is in our groups: such a reader hears of the address that was written
 * to, not of the next, its host or its words.
 */
function forReader(context: RecipientContext, outcome: Outcome, all: ReportedRecipient): ReportedRecipient {
  const { recipient } = context;
  const isOnTheWay = recipient.via.length > 0 || outcome.action === 'expanded';
  if (!isOnTheWay || mayNameWays(context)) return all;
  const { lastReason, ...rest } = all;
  const [first] = recipient.via;
  return {
    ...rest,
    address: first === undefined ? recipient.address : addressOfKey(first),
    cause: all.cause !== null && OF_THE_NEXT_ADDRESS.has(all.cause) ? 'mailbox-unavailable' : all.cause,
    status: all.status.replace(/^([245])\.1\..*$/u, '$1.2.0') as EnhancedStatus,
    text: INSTEAD[all.action],
    reply: null,
    remoteHost: null,
    remoteAddress: null,
    ...(lastReason !== undefined && { lastReason: null }),
  };
}

const INSTEAD: Readonly<Record<ReportedRecipient['action'], string>> = {
  failed: 'The message could not be sent on from there',
  delayed: 'The message could not be sent on from there yet',
  delivered: 'The message has arrived',
  relayed: 'The message was sent on from there',
  expanded: 'The message was sent on from there',
};

/** The sender's own organization is the one whose address he wrote to. */
function mayNameWays({ delivery, recipient, facts }: RecipientContext): boolean {
  const [key = addressKey(recipient.address)] = recipient.via;
  return isOfOrganization(facts.view, delivery.message.reversePath, key);
}

/** The one forwarding address takes NOTIFY over whole: its own report will say what became of the message, and who it is. */
export const handsOnSuccess = (context: RecipientContext, outcome: OutcomeOf<'expanded'>): boolean =>
  standsIn(outcome) && mayNameWays(context);

/** Causes that tell of the next address, which the reader does not know. */
const OF_THE_NEXT_ADDRESS: ReadonlySet<FailureCause> = new Set([
  'unknown-recipient',
  'domain-not-found',
  'no-mail-accepted',
  'no-route',
  'loop',
  'relay-denied',
  'dns-failed',
]);

/** Recipients that one reader knows by the same address are one to him. */
export function onceEach(recipients: readonly ReportedRecipient[]): readonly ReportedRecipient[] {
  return [...new Map(recipients.map((one) => [addressText(one.address), one])).values()];
}

/** A person's decision, a delivery put off while its lane is in trouble, and one that our own account could not even begin, are no attempts. */
export function attemptsAfter(
  { recipient, facts }: Pick<RecipientContext, 'recipient' | 'facts'>,
  outcome: Outcome,
): number {
  const untried = facts.actor !== null || (isDelayed(outcome) && outcome.putOff === true) || isOwnTrouble(outcome);
  return recipient.attempts + (untried ? 0 : 1);
}
