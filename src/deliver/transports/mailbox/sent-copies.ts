/** Keeps what a mailbox submitted in its own `.Sent`, where it wants that; once per message, with the first attempt for its first recipient. */
import { bounds } from '../../../base/bounds.ts';
import type { Log } from '../../../base/log.ts';
import type { Delivery } from '../../../mail/delivery.ts';
import type { LiveDirectory } from '../../../directory/live-directory.ts';
import { deliverToSent, type MailboxSetting } from './mailbox.ts';

export function sentCopies(
  directory: LiveDirectory,
  mailbox: MailboxSetting,
  log: Log,
): (delivery: Delivery, signal: AbortSignal) => Promise<void> {
  /** Made lately: a retry does not bring back what the user has moved away. */
  const made = new Set<string>();

  return async ({ message, recipients }, signal) => {
    const first = recipients.find(({ ordinal }) => ordinal === 0);
    if (message.ingress !== 'submission' || first === undefined || first.attempts > 0) return;
    const sender = directory.current.get('mailbox', message.mailboxId);
    if (sender === null || !sender.copyToSent || made.has(message.queueId)) return;
    const result = await deliverToSent(sender, message, mailbox, signal);
    if (result.kind !== 'stored') {
      const why = result.kind === 'damaged' ? result.failure.text : result.text;
      log.warn({ queueId: message.queueId, mailbox: sender.address }, `the copy for .Sent was not kept: ${why}`);
      return;
    }
    made.add(message.queueId);
    const oldest = made.values().next();
    if (made.size > bounds.deliver.sentRemembered && !oldest.done) made.delete(oldest.value);
  };
}
