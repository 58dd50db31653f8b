/** Counted limits at the moment they are asked for: connectors by hour and day, mailboxes by day, Direct Send by address, sends at once. */
import type { InboundConnector, MailboxAccount } from '../mail/directory.ts';
import type { LimitName } from '../mail/limits.ts';
import { replies } from '../mail/replies.ts';
import { accepted, refuse, type Verdict } from '../mail/verdict.ts';
import { type Limits, warningFraction } from '../policy/limits.ts';
import { addressGroup } from '../policy/peer-address.ts';
import type { Surroundings } from './surroundings.ts';
import type { Transaction } from './transaction.ts';
import { DAY_MS, HOUR_MS } from './usage-windows.ts';

export const mailboxSubject = (mailbox: MailboxAccount): string => `mailbox:${mailbox.id}`;
export const connectorSubject = (connector: InboundConnector): string => `connector:${connector.id}`;

interface ConnectorLimit {
  readonly name: LimitName;
  readonly windowMs: number;
  readonly counts: 'messages' | 'recipients';
  readonly words: string;
}

const connectorLimits: readonly ConnectorLimit[] = [
  { name: 'connectorMessagesPerHour', windowMs: HOUR_MS, counts: 'messages', words: 'messages an hour' },
  { name: 'connectorRecipientsPerHour', windowMs: HOUR_MS, counts: 'recipients', words: 'recipients an hour' },
  { name: 'connectorRecipientsPerDay', windowMs: DAY_MS, counts: 'recipients', words: 'recipients a day' },
];

/** At MAIL (`messages`) and at each RCPT (`recipients`): is there room for one more? */
export function judgeConnectorRoom(
  around: Surroundings,
  connector: InboundConnector,
  limits: Limits,
  counts: 'messages' | 'recipients',
): Verdict {
  for (const limit of connectorLimits) {
    const used = around.usage.within(connectorSubject(connector), limit.windowMs)[limit.counts];
    const most = limits(limit.name);
    if (limit.counts !== counts || used < most) continue;
    return refuse(
      replies.connectorLimit(`${most} ${limit.words}`),
      `connector ${connector.name}: ${limit.name} ${most}`,
    );
  }
  return accepted;
}

/** At MAIL, and at each recipient: what is under way counts, so that sends at the same time cannot pass a limit together. */
export function reserveMessage(around: Surroundings, transaction: Transaction): void {
  const { match } = transaction;
  if (match !== null)
    transaction.whenOver(around.usage.reserve(connectorSubject(match.connector), { messages: 1, recipients: 0 }));
}

export function reserveRecipient(around: Surroundings, transaction: Transaction, clientAddress: string): void {
  const { mailbox, match, recipients, ingress } = transaction;
  if (mailbox === null && ingress === 'direct' && recipients.length === 1)
    transaction.whenOver(around.directMessages.reserve(addressGroup(clientAddress)));
  const subject =
    mailbox !== null ? mailboxSubject(mailbox) : match !== null ? connectorSubject(match.connector) : null;
  if (subject !== null) transaction.whenOver(around.usage.reserve(subject, { messages: 0, recipients: 1 }));
}

/** After an acceptance: tells the administrator once an hour that a connector's limit is near. */
export function warnOfConnectorLimits(around: Surroundings, connector: InboundConnector, limits: Limits): void {
  const now = around.clock.now();
  for (const { name, windowMs, counts, words } of connectorLimits) {
    const used = around.usage.within(connectorSubject(connector), windowMs)[counts];
    const most = limits(name);
    const key = `${connector.id} ${name}`;
    if (used < warningFraction * most || now - (around.warned.get(key) ?? 0) < HOUR_MS) continue;
    around.warned.set(key, now);
    around.observe({
      kind: 'warning',
      what: 'connector-limit-80-percent',
      text: `Connector ${connector.name} has used ${used} of ${most} ${words} (${name})`,
    });
  }
}

/** At RCPT of a submission: the rolling 24 hours. */
export function judgeDailyRecipients(around: Surroundings, mailbox: MailboxAccount, limits: Limits): Verdict {
  const most = limits('recipientsPerDay');
  const used = around.usage.within(mailboxSubject(mailbox), DAY_MS).recipients;
  if (used < most) return accepted;
  return refuse(
    replies.dailyRecipientsUsed(most),
    `${mailbox.address} has used ${used} of ${most} recipients (recipientsPerDay)`,
  );
}

/** At the first RCPT that Direct Send takes. */
export function judgeDirectRoom(around: Surroundings, clientAddress: string, limits: Limits): Verdict {
  const most = limits('directMessagesPerAddressPerHour');
  if (around.directMessages.count(addressGroup(clientAddress)) < most) return accepted;
  return refuse(
    replies.directLimit(),
    `${most} messages from ${clientAddress} in this hour (directMessagesPerAddressPerHour)`,
  );
}

/** At DATA of a submission: takes a place among the mailbox's sends, which the transaction gives back. */
export function takeSendPlace(around: Surroundings, transaction: Transaction): Verdict {
  const { mailbox } = transaction;
  if (mailbox === null) return accepted;
  const most = transaction.limits('concurrentSends');
  const running = around.sends.get(mailbox.id) ?? 0;
  if (running >= most)
    return refuse(
      replies.tooManyConcurrentSends(most),
      `${mailbox.address} has ${running} sends in DATA (concurrentSends)`,
    );
  around.sends.set(mailbox.id, running + 1);
  transaction.whenOver(() => {
    const left = (around.sends.get(mailbox.id) ?? 1) - 1;
    if (left > 0) around.sends.set(mailbox.id, left);
    else around.sends.delete(mailbox.id);
  });
  return accepted;
}
