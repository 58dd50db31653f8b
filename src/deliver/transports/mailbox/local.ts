/**
 * Recipients whose mail ends here: an own Maildir, an own mailbox behind LMTP, or evaluation mode's captured mail. Forwarding included.
 */
import path from 'node:path';
import { addressKey, addressText } from '../../../mail/address.ts';
import type { Outcome, QueuedRecipient, RoutedDelivery } from '../../../mail/delivery.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';
import { literalAddress } from '../../hops/address-policy.ts';
import { delayedBy, failedBy, type HopFailure, noPlace, noRemote, outcomeOfFailure } from '../../answers/failure.ts';
import { forward } from './forwarding.ts';
import { deliverToMaildir, type MailboxResult, type MailboxSetting, traceFields } from './mailbox.ts';
import { storeInMaildir } from './maildir.ts';
import { smartHostNextHops, type NextHopSetting } from '../../hops/next-hops.ts';
import { type SessionTarget, sessionTarget } from '../../session/session-target.ts';
import { damageFailure } from '../../content/stored-content.ts';
import { noTls } from '../../session/tls-policy.ts';

export interface LocalSetting {
  readonly mailbox: MailboxSetting;
  /** Maildir of mail that evaluation mode keeps back. */
  readonly captureDirectory: string;
  readonly nextHop: NextHopSetting;
  /** To a mailbox in another server that speaks LMTP (RFC 2033): its reply for each recipient decides. */
  readonly overLmtp: (
    delivery: RoutedDelivery,
    targets: () => AsyncIterable<SessionTarget | HopFailure>,
    signal: AbortSignal,
  ) => Promise<readonly Outcome[]>;
}

export async function deliverToMailbox(
  mailbox: MailboxAccount,
  delivery: RoutedDelivery,
  setting: LocalSetting,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  if (mailbox.forwarding !== null && !mailbox.forwarding.keepCopy)
    return delivery.recipients.map((recipient) => forward(mailbox, recipient, false));
  const stored =
    mailbox.delivery.kind === 'maildir'
      ? await intoMaildir(mailbox, delivery, setting, signal)
      : await setting.overLmtp(delivery, () => lmtpTargets(mailbox, setting, signal), signal);
  if (mailbox.forwarding === null) return stored;
  return stored.map((outcome) => {
    const recipient = delivery.recipients.find(({ ordinal }) => ordinal === outcome.ordinal);
    return outcome.action === 'delivered' && recipient !== undefined ? forward(mailbox, recipient, true) : outcome;
  });
}

/** One file for the mailbox's own address and all its aliases; a plus-address is kept apart, because its reader sorts by it. */
async function intoMaildir(
  mailbox: MailboxAccount,
  delivery: RoutedDelivery,
  setting: LocalSetting,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  if (!(await delivery.place.take(signal))) return delivery.recipients.map((one) => outcomeOfFailure(one, noPlace));
  const done = new Map<string, MailboxResult>();
  const outcomes: Outcome[] = [];
  for (const recipient of delivery.recipients) {
    const key = addressKey(recipient.address);
    const copy = key.includes('+') ? key : mailbox.address;
    const result =
      done.get(copy) ?? (await deliverToMaildir(mailbox, delivery.message, recipient, setting.mailbox, signal));
    done.set(copy, result);
    outcomes.push(outcomeOfMailbox(recipient, result));
  }
  return outcomes;
}

function outcomeOfMailbox(recipient: QueuedRecipient, result: MailboxResult): Outcome {
  switch (result.kind) {
    case 'stored':
      return { ordinal: recipient.ordinal, action: 'delivered', status: '2.1.5', reply: null, ...noRemote };
    case 'loop':
      return outcomeOfFailure(recipient, failedBy({ cause: 'loop', status: '5.4.6', text: result.text }));
    case 'damaged':
      return outcomeOfFailure(recipient, result.failure);
    case 'unread':
      return outcomeOfFailure(recipient, failedBy({ cause: 'content-refused', status: '5.6.0', text: result.text }));
    case 'failed':
      return outcomeOfFailure(
        recipient,
        delayedBy({ cause: 'storage-failed', status: result.full ? '4.3.1' : '4.3.0', text: result.text }),
      );
  }
}

async function* lmtpTargets(
  mailbox: MailboxAccount,
  setting: LocalSetting,
  signal: AbortSignal,
): AsyncGenerator<SessionTarget | HopFailure> {
  const common = { protocol: 'lmtp' as const, tls: noTls, credentials: null, account: null };
  const { delivery } = mailbox;
  if (delivery.kind === 'lmtp-socket') {
    yield sessionTarget({ ...common, host: 'localhost', endpoint: { kind: 'unix', path: delivery.path } });
    return;
  }
  if (delivery.kind !== 'lmtp') return;
  const found = await smartHostNextHops(delivery.host, delivery.port, setting.nextHop, signal);
  if (!found.ok) yield found.failure;
  else
    for (const hop of found.hops)
      yield sessionTarget({
        ...common,
        host: literalAddress(hop.host) ?? hop.host,
        endpoint: { kind: 'tcp', address: hop.address, port: hop.port },
      });
}

/** Evaluation mode: what would have left is kept where it can be looked at, with a note of where it would have gone. */
export async function capture(
  delivery: RoutedDelivery,
  setting: LocalSetting,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const { message } = delivery;
  if (!(await delivery.place.take(signal))) return delivery.recipients.map((one) => outcomeOfFailure(one, noPlace));
  const outcomes: Outcome[] = [];
  for (const recipient of delivery.recipients) {
    const fields = [
      ['Delivered-To', addressText(recipient.address)],
      ['X-Doorpost-Would-Go-To', `the mail hosts (MX) of ${recipient.address.domain}`],
    ] as const;
    const file = {
      folder: 'INBOX' as const,
      prefix: traceFields(message.reversePath, fields),
      content: setting.mailbox.content(message, signal),
      contentBytes: message.content.sizeBytes,
      flags: null,
    };
    let result: MailboxResult;
    try {
      result = {
        kind: 'stored',
        file: await storeInMaildir(path.resolve(setting.captureDirectory), file, setting.mailbox),
      };
    } catch (error) {
      const damage = damageFailure(error);
      const text = `the captured mail could not be written: ${String(error)}`;
      result = damage === null ? { kind: 'failed', text, full: false } : { kind: 'damaged', failure: damage };
    }
    outcomes.push(outcomeOfMailbox(recipient, result));
  }
  return outcomes;
}
