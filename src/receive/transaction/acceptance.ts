/** The end of data: from a transaction with its content to a message that the store has taken on. Only then is 250 said. */
import { pathText } from '../../mail/address.ts';
import type { ContentRef, HeaderSummary } from '../../mail/content.ts';
import type { QueueId } from '../../base/id.ts';
import type { Screened } from '../../mail/screening/screened.ts';
import type { TraceEvent } from '../../mail/trace-event.ts';
import { protectionSubject } from '../../policy/licences/licence.ts';
import { ownSenders } from '../../policy/owners/own-senders.ts';
import { countedOf } from '../../screening/abuse.ts';
import type { NewMessage, UsageIncrement } from '../../store/store.ts';
import { connectorSubject, mailboxSubject } from '../limits/quotas.ts';
import { removalEvents, repairEvents } from '../content/repair-texts.ts';
import type { SessionLog } from '../record/session-record.ts';
import { screenWords } from '../screen/screen-text.ts';
import type { RoomParts } from '../room-parts.ts';
import type { Transaction } from './mail-transaction.ts';
import { recipientsOf } from '../../texts/en/counts.ts';
import { firedLine } from '../../texts/screening-line.ts';
import { printable } from '../record/transcript.ts';
import { say } from '../../texts/phrase.ts';
import { again, told } from '../../texts/told.ts';
import { line } from '../../mail/lines/said.ts';

export interface Arrival {
  readonly queueId: QueueId;
  readonly content: ContentRef;
  readonly header: HeaderSummary;
  /** The wait that the pace of the mailbox adds. */
  readonly delayMs: number;
  readonly screened?: Screened;
}

/** The message that the store gets. Pure but for the clock. */
export function composeMessage(
  around: RoomParts,
  log: SessionLog,
  transaction: Transaction,
  arrival: Arrival,
): NewMessage {
  const now = around.clock.now();
  const { parameters, right, mailbox } = transaction;
  const ingress = transaction.ingress ?? 'direct';
  return {
    queueId: arrival.queueId,
    sessionId: log.sessionId,
    organizationId: transaction.organizationId,
    ingress,
    connectorId: right?.connector.id ?? null,
    mailboxId: mailbox?.id ?? null,
    deviceId: transaction.device?.id ?? null,
    clientAddress: log.clientAddress,
    helo: log.helo,
    receivedAt: now,
    reversePath: transaction.reversePath,
    body: parameters.body,
    smtputf8: parameters.smtputf8,
    // A report that may go by less than the original asked for gives no more of it back than its header (RFC 8689 §5).
    ret: parameters.requireTls ? 'hdrs' : parameters.ret,
    envid: parameters.envid,
    ...(parameters.requireTls ? { requireTls: true } : {}),
    header: arrival.header,
    content: arrival.content,
    ...(arrival.screened === undefined ? {} : { screened: arrival.screened }),
    ...observedOf(transaction, arrival.screened),
    recipients: transaction.recipients.map(({ envelope, route }) => ({
      ...envelope,
      route,
      via: [],
      notBefore: now + arrival.delayMs,
    })),
    events: [
      receiveEvent(log, transaction, arrival, now),
      ...repairEvents(now, arrival.queueId, log.tolerated, transaction.repairs),
      ...removalEvents(now, arrival.queueId, transaction.removed),
      ...rewriteEvents(transaction, arrival.queueId, now),
      ...(arrival.screened === undefined ? firedEvents(transaction, arrival.queueId, now) : NO_EVENTS),
      ...screenEvents(transaction, arrival, now),
      // The last one: why it waits stands in the row of each recipient.
      ...paceEvents(transaction, arrival, now),
    ],
    usage: [...usageOf(around, transaction), ...abuseUsage(around, transaction, arrival.screened)],
    reference: log.sessionId,
  };
}

function receiveEvent(log: SessionLog, transaction: Transaction, arrival: Arrival, now: number): TraceEvent {
  const { right, mailbox, reversePath, recipients } = transaction;
  const by =
    mailbox !== null
      ? say`signed in as ${mailbox.address}`
      : right !== null
        ? say`connector ${right.connector.name} matched by ${right.by}`
        : say`no connector`;
  const peer = say`${log.clientAddress} (${printable(log.helo ?? '')}), ${by}, ${log.tls ?? say`no TLS`}`;
  const size = arrival.content.sizeBytes;
  return {
    at: now,
    kind: 'Receive',
    queueId: arrival.queueId,
    ordinal: null,
    ...told(
      say`Received by ${waysIn[transaction.ingress ?? 'direct']} from ${peer}; ${pathText(reversePath)} to ${recipientsOf(recipients.length)}, ${size} bytes; ${again(transaction.why)}`,
    ),
    remoteAddress: log.clientAddress,
    ...(log.tls === null ? {} : { tls: log.tls }),
    ...(mailbox === null || log.authMechanism === null ? {} : { mechanism: log.authMechanism }),
  };
}

const NO_EVENTS: readonly TraceEvent[] = [];

function rewriteEvents(transaction: Transaction, queueId: QueueId, at: number): readonly TraceEvent[] {
  const { rewriting, reversePath, rewrites } = transaction;
  if (rewriting === null) return NO_EVENTS;
  const said = pathText(rewriting.saidReversePath);
  const became = pathText(reversePath);
  const lines = said === became ? rewrites : [line`Envelope sender ${said} became ${became}`, ...rewrites];
  return lines.map((each) => ({ at, kind: 'Rewrite', queueId, ordinal: null, ...each }));
}

function screenEvents({ reversePath }: Transaction, arrival: Arrival, at: number): readonly TraceEvent[] {
  const { queueId, screened, header } = arrival;
  if (screened === undefined) return NO_EVENTS;
  const [author] = header.from;
  return [
    { at, kind: 'Screen', queueId, ordinal: null, ...told(screenWords(screened, author ?? pathText(reversePath))) },
  ];
}

/** Those of MAIL and RCPT that were only observed, where the look at the content says nothing of them. */
function observedOf({ told }: Transaction, screened: Screened | undefined): Pick<NewMessage, 'observed'> {
  if (told.size === 0) return NOTHING_OBSERVED;
  const known = new Set(screened?.observed?.map(({ row }) => row));
  const observed = [...told.values()].flatMap(({ row, act, isObserved }) =>
    isObserved && act !== 'stamp' && !known.has(row) ? [{ row, would: act }] : [],
  );
  return observed.length === 0 ? NOTHING_OBSERVED : { observed };
}

const NOTHING_OBSERVED = {};

/** The rows of screening that would have refused at MAIL or RCPT, or give way to the right of who sends. */
function firedEvents({ told }: Transaction, queueId: QueueId, at: number): readonly TraceEvent[] {
  if (told.size === 0) return NO_EVENTS;
  return [...told.values()].map((fired) => ({ at, kind: 'Warning', queueId, ordinal: null, ...firedLine(fired) }));
}

/** Nothing is refused: mail beyond the pace of its mailbox is delivered in the minutes that follow. */
function paceEvents({ mailbox, limits }: Transaction, arrival: Arrival, at: number): readonly TraceEvent[] {
  const { queueId, delayMs } = arrival;
  if (delayMs === 0) return NO_EVENTS;
  const words = told(
    say`${mailbox?.address ?? say`The sender`} sends faster than its pace (messagesPerMinute: ${limits('messagesPerMinute')}): this one waits for its turn`,
  );
  return [{ at, kind: 'Defer', queueId, ordinal: null, ...words, nextAttemptAt: at + delayMs }];
}

const waysIn = {
  relay: say`SMTP relay`,
  submission: say`client submission`,
  direct: say`Direct Send`,
  internal: say`Doorpost itself`,
};

function usageOf(around: RoomParts, transaction: Transaction): readonly UsageIncrement[] {
  const one = { messages: 1, recipients: transaction.recipients.length };
  const { mailbox, counted: connector, organizationId } = transaction;
  if (mailbox !== null) return [{ subject: mailboxSubject(mailbox), ...one }];
  const usage: UsageIncrement[] = [];
  if (connector !== null) usage.push({ subject: connectorSubject(connector.connector), ...one });
  const seat =
    transaction.ingress === 'relay' && organizationId !== null
      ? protectionSubject(around.directory.current, organizationId, transaction.reversePath)
      : null;
  if (seat !== null) usage.push({ subject: seat, ...one });
  return usage;
}

/** Against abuse of our own doors. */
function abuseUsage(
  { directory }: RoomParts,
  { mailbox, right, device, ingress, organizationId, recipients }: Transaction,
  screened: Screened | undefined,
): readonly UsageIncrement[] {
  if (ingress === 'direct' || organizationId === null) return [];
  const view = directory.current;
  const connectorId = right?.connector.id ?? null;
  const senders = ownSenders(view, { mailboxId: mailbox?.id ?? null, connectorId, deviceId: device?.id ?? null });
  if (senders.length === 0) return [];
  let external = 0;
  for (const { envelope } of recipients)
    if (view.acceptedDomain(envelope.address.domainKey)?.organizationId !== organizationId) external++;
  return countedOf(senders, external, screened);
}
