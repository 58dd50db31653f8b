/**
 * The meaning of one attempt for the queue. Pure, and in pieces, as it may be about thousands: a delivery and its outcomes in; states, next
 * attempts, new recipients, trace events and the reports that are owed out. The runner writes the reports (they need the original's header)
 * and commits all of it as one.
 *
 * Promises: exactly one change per leased recipient, whatever the delivery room said; a recipient leaves the queue only delivered, handed
 * on, expanded, or failed with its report planned. RFC 5321 §4.5.4, RFC 3461 §5.2 and §6.
 */
import { bounds } from '../../base/bounds.ts';
import type { LeaseId, QueueId } from '../../base/id.ts';
import { assertNever } from '../../base/never.ts';
import { type Address, addressKey, addressText } from '../../mail/address.ts';
import type { Delivery, Outcome } from '../../mail/delivery.ts';
import type { ReportedRecipient, ReportKind } from '../../mail/report.ts';
import { laneOf } from '../../mail/route.ts';
import type { TraceEvent, TraceKind, TraceStatus } from '../../mail/trace-event.ts';
import { failureIsFor, heirOfReport, isStrangers, owesReport } from '../../policy/delivery/reports.ts';
import { attemptsWithin, expiryMs, hasExpired, type RetryFacts, retryDelayMs } from '../../policy/delivery/retry.ts';
import { quarantineWords } from '../../policy/routing/quarantined.ts';
import type { AddedRecipient, RecipientChange } from '../../store/store.ts';
import { inherit } from './new-recipients.ts';
import { remembered } from './last-reply.ts';
import { endsPiece } from '../pieces.ts';
import {
  attemptsAfter,
  handsOnSuccess,
  onceEach,
  reported,
  reportedFailure,
  type LastingFailure,
} from '../reports/reported.ts';
import { deliveredWords, event, type OutcomeOf, type SettleFacts, type RecipientContext } from './recipient-context.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';
import { expandedWords, expiredWords, countOf, handedOn, silentBecause } from './settle-words.ts';

export interface PlannedReport {
  readonly kind: ReportKind;
  readonly for: 'sender' | 'postmaster';
  readonly recipients: readonly ReportedRecipient[];
}

export interface Settled {
  readonly leaseId: LeaseId;
  readonly queueId: QueueId;
  readonly changes: readonly RecipientChange[];
  readonly added: readonly AddedRecipient[];
  readonly events: readonly TraceEvent[];
  /** At most one of a kind for each reader, but for deliveries of very many recipients. */
  readonly reports: readonly PlannedReport[];
  /** Readers of this message, a report of ours, who did not get it, where nobody is left to get it instead. */
  readonly unread: readonly Address[];
}

const KINDS: readonly ReportKind[] = ['failure', 'delay', 'success'];
const READERS: readonly PlannedReport['for'][] = ['sender', 'postmaster'];

/** A recipient that a report has to tell of. */
interface Owing {
  readonly kind: ReportKind;
  readonly for: PlannedReport['for'];
  readonly recipient: ReportedRecipient;
}

/** The effect on one recipient. */
interface Effect {
  readonly change: RecipientChange;
  readonly events: readonly TraceEvent[];
  readonly added: readonly AddedRecipient[];
  readonly report: Owing | null;
  readonly unread?: Address;
}

export function* settle(
  delivery: Delivery,
  outcomes: readonly Outcome[],
  facts: SettleFacts,
): Generator<void, Settled, void> {
  const byOrdinal = new Map<number, Outcome>();
  for (const outcome of outcomes) if (!byOrdinal.has(outcome.ordinal)) byOrdinal.set(outcome.ordinal, outcome);

  const changes: RecipientChange[] = [];
  const added: AddedRecipient[] = [];
  const events: TraceEvent[] = [];
  const reports: Owing[] = [];
  const unread: Address[] = [];
  for (const [index, recipient] of delivery.recipients.entries()) {
    if (endsPiece(index)) yield;
    const outcome = byOrdinal.get(recipient.ordinal) ?? unanswered(recipient.ordinal);
    const context = { delivery, recipient, facts };
    const effect = outcome.action === 'expanded' ? yield* expanded(context, outcome) : effectOf(context, outcome);
    changes.push(effect.change);
    for (const one of effect.added) added.push(one);
    for (const one of effect.events) events.push(one);
    if (effect.report !== null) reports.push(effect.report);
    if (effect.unread !== undefined) unread.push(effect.unread);
  }
  return {
    leaseId: delivery.leaseId,
    queueId: delivery.message.queueId,
    changes,
    added,
    events,
    unread,
    reports:
      reports.length === 0 ? [] : READERS.flatMap((reader) => KINDS.flatMap((kind) => plan(kind, reader, reports))),
  };
}

function plan(kind: ReportKind, reader: PlannedReport['for'], owing: readonly Owing[]): readonly PlannedReport[] {
  const recipients = onceEach(
    owing.filter((one) => one.kind === kind && one.for === reader).map(({ recipient }) => recipient),
  );
  const reports: PlannedReport[] = [];
  for (let from = 0; from < recipients.length; from += bounds.queue.reportRecipients)
    reports.push({ kind, for: reader, recipients: recipients.slice(from, from + bounds.queue.reportRecipients) });
  return reports;
}

/** The delivery room owes an outcome per recipient; should one be missing, the recipient waits rather than vanishes. */
const unanswered = (ordinal: number): Outcome => ({
  ordinal,
  action: 'delayed',
  cause: 'other',
  ...told(say`the attempt ended without a result for this recipient`),
  status: '4.3.0',
  laneTrouble: false,
  retryAfterMs: null,
  reply: null,
  remoteHost: null,
  remoteAddress: null,
  tls: null,
});

function effectOf(context: RecipientContext, outcome: Exclude<Outcome, { action: 'expanded' }>): Effect {
  switch (outcome.action) {
    case 'delivered':
      if (context.facts.routes.get(context.recipient.ordinal)?.kind === 'capture') return captured(context, outcome);
      return good(context, outcome, 'Deliver', deliveredWords(context));
    case 'relayed':
      return good(context, outcome, 'Send', handedOn(outcome));
    case 'delayed':
      return delayed(context, outcome);
    case 'failed':
      return failed(context, outcome, outcome);
    case 'rerouted':
      return rerouted(context, outcome);
    default:
      return assertNever(outcome);
  }
}

function good(
  context: RecipientContext,
  outcome: OutcomeOf<'delivered' | 'relayed'>,
  kind: TraceKind,
  words: Phrase,
): Effect {
  // A next hop that took NOTIFY over makes the success report itself (RFC 3461 §5.2.2).
  const passedOn = outcome.action === 'relayed' && outcome.nextHopReports;
  return {
    change: done(context, 'Delivered'),
    events: [event(context, kind, words, outcome)],
    added: [],
    report: passedOn ? null : success(context, outcome, outcome.action, words),
  };
}

/** Nobody has got it, and nobody is told that he has. */
function captured(context: RecipientContext, outcome: OutcomeOf<'delivered'>): Effect {
  const words = say`Captured, not sent to ${addressText(context.recipient.address)}: mail for outside is kept back here`;
  return {
    change: done(context, 'Captured'),
    events: [event(context, 'Capture', words, outcome)],
    added: [],
    report: null,
  };
}

function* expanded(context: RecipientContext, outcome: OutcomeOf<'expanded'>): Generator<void, Effect, void> {
  const { added, events, looped, isJunkForAll, isOpen } = yield* inherit(context, outcome);
  const delivered = outcome.keptCopy ? [event(context, 'Deliver', deliveredWords(context), outcome)] : [];
  // No verdict about a message makes a report.
  if (isJunkForAll && !outcome.keptCopy) {
    const words = say`Dropped: it is Junk, and leads only to the outside`;
    const dropped = [...events, event(context, 'Drop', words, outcome)];
    return { change: done(context, 'Dropped'), events: dropped, added: [], report: null };
  }
  // If no way on leads to anybody and no copy stays, nobody would get the message: that is a loop, and the sender hears of it.
  if (looped && !outcome.keptCopy) {
    const words =
      outcome.what === 'group'
        ? say`Mail loop: the members of the group lead only back to where the message has been`
        : say`Mail loop: the addresses it is forwarded to lead only back to where the message has been`;
    const effect = failed(context, outcome, { cause: 'loop', status: '5.4.6', ...told(words) });
    return { ...effect, events: [...events, ...effect.events] };
  }
  const words = expandedWords(outcome, isOpen ? countOf(added) : null);
  // One forwarding address without a copy stands in for the original and reports for itself.
  const report = handsOnSuccess(context, outcome)
    ? null
    : success(context, outcome, outcome.keptCopy ? 'delivered' : 'expanded', words);
  return {
    change: done(context, outcome.keptCopy ? 'Delivered' : 'Expanded'),
    events: [...delivered, event(context, 'Expand', words, outcome), ...events],
    added,
    report,
  };
}

/** How long a recipient has been tried, and how long it may be. */
type Patience = Pick<RetryFacts, 'attempts' | 'ageMs' | 'expiryMs'>;

function delayed(context: RecipientContext, outcome: OutcomeOf<'delayed'>): Effect {
  if (context.facts.interrupted) return interrupted(context);
  const attempts = attemptsAfter(context, outcome);
  const patience = patienceOf(context, outcome, attempts);
  // Our own account's trouble is the administrator's to mend: mail waits for that, however old it gets.
  if (!outcome.ownAccount && hasExpired(patience)) return expired(context, outcome, attempts, patience);
  return waiting(context, outcome, attempts, patience);
}

const delayedSinceOf = ({ recipient, facts }: RecipientContext): number => recipient.delayedSince ?? facts.now;

function patienceOf(
  context: RecipientContext,
  { putOff, ownAccount }: OutcomeOf<'delayed'>,
  attempts: number,
): Patience {
  const { recipient, facts, delivery } = context;
  const route = facts.routes.get(recipient.ordinal) ?? { kind: 'none', reason: '', unknownRecipient: false };
  const connector = route.kind === 'connector' ? facts.view.get('outbound-connector', route.connectorId) : null;
  return {
    // A delivery that was put off untried is no attempt, and waits as long as if it had been one.
    attempts:
      putOff || ownAccount ? Math.max(attempts, attemptsWithin(facts.ageOf(delayedSinceOf(context)))) : attempts,
    // In quarantine it did not wait for us.
    ageMs: facts.ageOf(recipient.releasedAt ?? delivery.message.receivedAt),
    expiryMs: expiryMs(route, connector, facts.settings),
  };
}

/** @param attempts that were made; what was put off is none. */
function expired(
  context: RecipientContext,
  outcome: OutcomeOf<'delayed'>,
  attempts: number,
  { ageMs }: Patience,
): Effect {
  const words = expiredWords(outcome, attempts, ageMs);
  return failed(context, outcome, { cause: 'expired', status: '4.4.7', ...told(words) });
}

/** It is tried again, and its sender may be owed a notice. */
function waiting(
  context: RecipientContext,
  outcome: OutcomeOf<'delayed'>,
  attempts: number,
  patience: Patience,
): Effect {
  const { recipient, facts } = context;
  const delayedSince = delayedSinceOf(context);
  const noticeInMs = facts.settings.delayNoticeAfterMs - facts.ageOf(delayedSince);
  const noticePending = recipient.delayNoticeAt === null && owesTo(context, 'delay');
  const noticeDue = noticePending && noticeInMs <= 0;
  const backOffMs = retryDelayMs({
    ...patience,
    noticeInMs: noticePending && !noticeDue ? noticeInMs : null,
    retryAfterMs: outcome.retryAfterMs,
    fraction: facts.fraction(),
  });
  const waitMs = outcome.pacedMs ?? backOffMs;
  const words = outcome.putOff ? say`Not tried now: ${again(outcome)}` : again(outcome);
  const nextAttemptAt = facts.now + Math.ceil(waitMs);
  const willRetryUntil = facts.now + Math.max(waitMs, patience.expiryMs - patience.ageMs);
  return {
    change: {
      ordinal: recipient.ordinal,
      state: 'waiting',
      nextAttemptAt: facts.dueNow + Math.ceil(waitMs),
      attempts,
      delayedSince,
      delayNoticeAt: noticeDue ? facts.now : recipient.delayNoticeAt,
      lastReply: remembered(outcome),
    },
    events: [event(context, 'Defer', words, outcome, { cause: outcome.cause, nextAttemptAt })],
    added: [],
    report: noticeDue
      ? {
          kind: 'delay',
          for: 'sender',
          recipient: { ...reported(context, outcome, 'delayed', outcome.cause, outcome.text), willRetryUntil },
        }
      : null,
  };
}

/** As if the attempt had never begun. */
const interrupted = (context: RecipientContext): Effect => ({
  change: waitingAsBefore(context),
  events: [],
  added: [],
  report: null,
});

function rerouted(context: RecipientContext, outcome: OutcomeOf<'rerouted'>): Effect {
  // Back into the same lane would be a disagreement between rooms: then at least not a hot one.
  const lane = laneOf(outcome.route);
  const pauseMs = lane === context.delivery.lane ? DISAGREEMENT_MS : 0;
  const nextAttemptAt = context.facts.dueNow + pauseMs;
  const told =
    outcome.route.kind === 'quarantine'
      ? event(context, 'Quarantine', quarantineWords(context.delivery.message.screened), outcome, { lane })
      : event(context, 'Transfer', say`The directory has changed: now goes by ${lane}`, outcome, { lane });
  return {
    change: { ...waitingAsBefore(context), nextAttemptAt, route: outcome.route },
    events: [told],
    added: [],
    report: null,
  };
}

const DISAGREEMENT_MS = 60_000;

function waitingAsBefore({ recipient, facts }: RecipientContext): Extract<RecipientChange, { state: 'waiting' }> {
  const { ordinal, attempts, delayedSince, delayNoticeAt, lastReply } = recipient;
  return { ordinal, state: 'waiting', nextAttemptAt: facts.dueNow, attempts, delayedSince, delayNoticeAt, lastReply };
}

function failed(context: RecipientContext, outcome: Outcome, failure: LastingFailure): Effect {
  const { delivery, recipient } = context;
  const met = outcome.reply === null && outcome.remoteHost === null ? 'here' : 'at-next-hop';
  const reader = failureIsFor(delivery.message, recipient.via, { cause: failure.cause, met });
  const heir = reportForOwner(context, outcome, failure);
  const isUnread = delivery.message.report === true && heir.length === 0 && failure.cause !== 'cancelled';
  const silence = owesTo(context, 'failure') ? null : silentBecause(context);
  const note = silence ?? (reader === 'sender' ? null : say`a stranger sent it; postmaster is told instead`);
  const words = note === null ? again(failure) : say`${again(failure)} (no report: ${note})`;
  return {
    change: done(context, 'Failed'),
    events: [
      event(context, 'Fail', say`${failure.status} ${words}`, outcome, { cause: failure.cause, code: failure.status }),
    ],
    added: heir,
    report:
      silence === null
        ? { kind: 'failure', for: reader, recipient: reportedFailure(context, outcome, failure, reader) }
        : null,
    ...(isUnread && { unread: recipient.address }),
  };
}

/** A report that its addressee's system does not take goes on to the owner of the device that sent the original. */
function reportForOwner(
  context: RecipientContext,
  outcome: Outcome,
  failure: LastingFailure,
): readonly AddedRecipient[] {
  const { delivery, recipient, facts } = context;
  const heir = heirOfReport(facts.view, delivery.message, recipient.address, failure.cause);
  if (heir === null) return [];
  const whenKnown = event(context, 'Drop', say`${addressText(heir.address)} has this report already`, outcome);
  const via = [...recipient.via, addressKey(recipient.address)];
  return [{ ...heir, notify: 'never', orcpt: null, via, notBefore: facts.dueNow, whenKnown }];
}

function success(
  context: RecipientContext,
  outcome: Outcome,
  action: 'delivered' | 'relayed' | 'expanded',
  words: Phrase,
): Effect['report'] {
  if (!owesTo(context, 'success')) return null;
  return { kind: 'success', for: 'sender', recipient: reported(context, outcome, action, null, told(words).text) };
}

/** Reports that a stranger asked for before an upgrade, when his wishes were not yet dropped at the door, may still wait. */
const owesTo = ({ delivery: { message }, recipient }: RecipientContext, kind: ReportKind): boolean =>
  !(kind === 'success' && isStrangers(message)) && owesReport(kind, message.reversePath, recipient.notify);

const done = ({ recipient }: RecipientContext, status: TraceStatus): RecipientChange => ({
  ordinal: recipient.ordinal,
  state: 'done',
  status,
});
