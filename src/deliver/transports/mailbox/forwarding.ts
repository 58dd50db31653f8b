/**
 * A mailbox that forwards: its recipient becomes others, in the same message. Whom they inherit NOTIFY from and which of them would go
 * round is decided when the outcome is settled (`queue/`). Pure. RFC 5321 §3.9.1.
 */
import { bounds } from '../../../base/bounds.ts';
import { type Address, addressKey } from '../../../mail/address.ts';
import type { Outcome, QueuedRecipient } from '../../../mail/delivery.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';
import { parseMailbox } from '../../../smtp/grammar/path.ts';
import { failedBy, noRemote, outcomeOfFailure } from '../../answers/failure.ts';
import { say } from '../../../texts/phrase.ts';
import { told } from '../../../texts/told.ts';

/** `keptCopy`: the mailbox's own copy is in it already. */
export function forward(mailbox: MailboxAccount, recipient: QueuedRecipient, keptCopy: boolean): Outcome {
  const most = bounds.deliver.forwardingTargets;
  if ((mailbox.forwarding?.to.length ?? 0) > most) {
    const words = say`${mailbox.address} is forwarded to more than ${most} addresses: use groups`;
    return outcomeOfFailure(recipient, failedBy({ cause: 'too-many-recipients', status: '5.2.4', ...told(words) }));
  }
  const to = targetsOf(mailbox);
  const common = { ordinal: recipient.ordinal, status: '2.1.5' as const, reply: null, ...noRemote };
  if (to.length > 0) return { ...common, action: 'expanded', what: 'forward', keptCopy, to };
  if (keptCopy) return { ...common, action: 'delivered' };
  const words = say`the forwarding of ${mailbox.address} leads only to itself: correct it`;
  return outcomeOfFailure(recipient, failedBy({ cause: 'loop', status: '5.4.6', ...told(words) }));
}

export function targetsOf(mailbox: MailboxAccount): readonly Address[] {
  const seen = new Set([mailbox.address.toLowerCase()]);
  const targets: Address[] = [];
  for (const text of mailbox.forwarding?.to ?? []) {
    const parsed = parseMailbox(text, { smtputf8: true });
    if (!parsed.ok || seen.has(addressKey(parsed.address))) continue;
    seen.add(addressKey(parsed.address));
    targets.push(parsed.address);
  }
  return targets;
}
