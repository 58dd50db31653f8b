/** Counted limits at the moment they are asked for: connectors by hour and day, mailboxes by day, Direct Send by address, sends at once. */
import type { ObjectId } from '../../base/id.ts';
import type { InboundConnector, MailboxAccount } from '../../directory/objects.ts';
import type { Rest } from '../../directory/snapshot.ts';
import type { Alarm, EndedBy } from '../../mail/alarm.ts';
import type { LimitName } from '../../mail/limits.ts';
import { usageSubject } from '../../mail/usage-subject.ts';
import { replies } from '../../mail/replies.ts';
import { accepted, refuse, type Verdict } from '../../mail/verdict.ts';
import { alarmOver } from '../../policy/alarms/alarm-rules.ts';
import { limitAlarm, limitKey, limitOfKey, type LimitUse } from '../../policy/alarms/limit-alarms.ts';
import { type Limits, limitsFor } from '../../policy/limits.ts';
import { addressGroup } from '../../mail/network/peer-address.ts';
import type { RoomParts } from '../room-parts.ts';
import type { Transaction } from '../transaction/mail-transaction.ts';
import { DAY_MS, HOUR_MS } from './usage-windows.ts';

export const mailboxSubject = ({ id }: MailboxAccount): string => usageSubject('mailbox', id);
export const connectorSubject = ({ id }: InboundConnector): string => usageSubject('connector', id);

interface CountedLimit {
  readonly name: LimitName;
  readonly windowMs: number;
  readonly counts: 'messages' | 'recipients';
  readonly words: string;
}

const connectorLimits: readonly CountedLimit[] = [
  { name: 'connectorMessagesPerHour', windowMs: HOUR_MS, counts: 'messages', words: 'messages an hour' },
  { name: 'connectorRecipientsPerHour', windowMs: HOUR_MS, counts: 'recipients', words: 'recipients an hour' },
  { name: 'connectorRecipientsPerDay', windowMs: DAY_MS, counts: 'recipients', words: 'recipients a day' },
];

/** At MAIL (`messages`) and at each RCPT (`recipients`): is there room for one more? */
export function judgeConnectorRoom(
  around: RoomParts,
  connector: InboundConnector,
  limits: Limits,
  counts: 'messages' | 'recipients',
): Verdict {
  for (const limit of connectorLimits) {
    const used = around.usage.within(connectorSubject(connector), limit.windowMs)[limit.counts];
    const most = limits(limit.name);
    if (limit.counts !== counts || used < most) continue;
    return refuse(replies.connectorLimit(`${most} ${limit.words}`), {
      ...{ kind: 'limit', limit: limit.name, most, used },
      ...{ of: 'connector', called: connector.name },
    });
  }
  return accepted;
}

/** At MAIL, and at each recipient: what is under way counts, so that sends at the same time cannot pass a limit together. */
export function reserveMessage(around: RoomParts, transaction: Transaction): void {
  const { match } = transaction;
  if (match !== null)
    transaction.whenOver(around.usage.reserve(connectorSubject(match.connector), { messages: 1, recipients: 0 }));
}

export function reserveRecipient(around: RoomParts, transaction: Transaction, clientAddress: string): void {
  const { mailbox, counted: match, recipients, ingress } = transaction;
  if (mailbox === null && ingress === 'direct' && recipients.length === 1)
    transaction.whenOver(around.directMessages.reserve(addressGroup(clientAddress)));
  const subject =
    mailbox !== null ? mailboxSubject(mailbox) : match !== null ? connectorSubject(match.connector) : null;
  if (subject !== null) transaction.whenOver(around.usage.reserve(subject, { messages: 0, recipients: 1 }));
}

const mailboxLimit: CountedLimit = {
  name: 'recipientsPerDay',
  windowMs: DAY_MS,
  counts: 'recipients',
  words: 'recipients in 24 hours',
};

/** After an acceptance: raises an alarm as a counted limit comes near, at each stage once, and ends it when there is room again. */
export function tellOfLimits(around: RoomParts, { mailbox, match, counted, limits }: Transaction): void {
  const connector = counted?.connector ?? null;
  const its = connector?.id === match?.connector.id ? limits : limitsOf(around, connector);
  for (const use of usesOf(around, mailbox, connector, its)) {
    const key = limitKey(use.subject, use.name);
    const alarm = limitAlarm(use);
    const before = around.nearLimits.get(key) ?? 0;
    if (alarm !== null && alarm.stage > before) around.observe({ kind: 'alarm', alarm });
    if (alarm !== null) around.nearLimits.set(key, Math.max(before, alarm.stage));
    else if (around.nearLimits.delete(key)) around.observe(alarmOver('limit-near', key, roomAgain(use)));
  }
}

function limitsOf(around: RoomParts, connector: InboundConnector | null): Limits {
  const view = around.directory.current;
  return limitsFor(view, { connector, organization: view.get('organization', connector?.organizationId ?? null) });
}

/** Of the alarm of a limit, raised by this process or one before it. */
export function judgeLimit(around: RoomParts, { key }: Alarm): EndedBy | null {
  const view = around.directory.current;
  const limit = limitOfKey(key);
  if (limit === null) return null;
  const { of, id, name } = limit;
  const mailbox = of === 'mailbox' ? view.get('mailbox', id) : null;
  const connector = of === 'connector' ? view.get('inbound-connector', id) : null;
  const organization = view.get('organization', (mailbox ?? connector)?.organizationId ?? null);
  const limits = limitsFor(view, { mailbox, connector, organization });
  const found = usesOf(around, mailbox, connector, limits).find((use) => use.name === name);
  if (found !== undefined && limitAlarm(found) !== null) return null;
  around.nearLimits.delete(key);
  return found === undefined ? { end: 'is-gone' } : roomAgain(found);
}

/** How much of its counted limits a sender has used. */
export function usesOf(
  around: RoomParts,
  mailbox: MailboxAccount | null,
  connector: InboundConnector | null,
  limits: Limits,
): readonly LimitUse[] {
  const measure = (
    subject: string,
    { organizationId }: MailboxAccount | InboundConnector,
    of: LimitUse['of'],
    called: string,
    { name, windowMs, counts, words }: CountedLimit,
  ): LimitUse => {
    const used = around.usage.within(subject, windowMs)[counts];
    return { subject, organizationId, of, called, name, used, most: limits(name), words };
  };
  if (mailbox !== null) return [measure(mailboxSubject(mailbox), mailbox, 'mailbox', mailbox.address, mailboxLimit)];
  if (connector === null) return [];
  const subject = connectorSubject(connector);
  return connectorLimits.map((limit) => measure(subject, connector, 'connector', connector.name, limit));
}

/** Of every connector and mailbox that is meant and has sent lately. @param rest between them: there may be thousands. */
export async function allUses(
  around: RoomParts,
  isMeant: (organizationId: ObjectId) => boolean,
  rest: Rest,
): Promise<readonly LimitUse[]> {
  const view = around.directory.current;
  const found: LimitUse[] = [];
  for (const kind of ['inbound-connector', 'mailbox'] as const)
    for (const object of view.listOf(kind)) {
      await rest();
      if (!isMeant(object.organizationId)) continue;
      const mailbox = object.kind === 'mailbox' ? object : null;
      const connector = object.kind === 'inbound-connector' ? object : null;
      const organization = view.get('organization', object.organizationId);
      const uses = usesOf(around, mailbox, connector, limitsFor(view, { mailbox, connector, organization }));
      found.push(...uses.filter(({ used }) => used > 0));
    }
  return found;
}

const roomAgain = ({ used, most, words, name }: LimitUse): EndedBy<'limit-has-room'> => ({
  end: 'limit-has-room',
  limit: name,
  used,
  most,
  words,
});

/** At RCPT of a submission: the rolling 24 hours. */
export function judgeDailyRecipients(around: RoomParts, mailbox: MailboxAccount, limits: Limits): Verdict {
  const most = limits('recipientsPerDay');
  const used = around.usage.within(mailboxSubject(mailbox), DAY_MS).recipients;
  if (used < most) return accepted;
  return refuse(replies.dailyRecipientsUsed(most), {
    ...{ kind: 'limit', limit: 'recipientsPerDay', most, used },
    ...{ of: 'mailbox', called: mailbox.address },
  });
}

/** At the first RCPT that Direct Send takes. */
export function judgeDirectRoom(around: RoomParts, clientAddress: string, limits: Limits): Verdict {
  const most = limits('directMessagesPerAddressPerHour');
  if (around.directMessages.count(addressGroup(clientAddress)) < most) return accepted;
  const limit = 'directMessagesPerAddressPerHour';
  return refuse(replies.directLimit(), { kind: 'limit', limit, most, called: clientAddress });
}

/** At DATA of a submission: takes a place among the mailbox's sends, which the transaction gives back. */
export function takeSendPlace(around: RoomParts, transaction: Transaction): Verdict {
  const { mailbox } = transaction;
  if (mailbox === null) return accepted;
  const most = transaction.limits('concurrentSends');
  const running = around.sends.get(mailbox.id) ?? 0;
  if (running >= most)
    return refuse(replies.tooManyConcurrentSends(most), {
      ...{ kind: 'limit', limit: 'concurrentSends', most, used: running },
      ...{ of: 'mailbox', called: mailbox.address },
    });
  around.sends.set(mailbox.id, running + 1);
  transaction.whenOver(() => {
    const left = (around.sends.get(mailbox.id) ?? 1) - 1;
    if (left > 0) around.sends.set(mailbox.id, left);
    else around.sends.delete(mailbox.id);
  });
  return accepted;
}
