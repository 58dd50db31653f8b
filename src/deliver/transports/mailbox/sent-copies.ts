/** Keeps what a mailbox submitted in its own `.Sent`, where it wants that; once per message, with the first attempt for its first recipient. */
import { memoryOf } from '../../../base/collections/memory.ts';
import { bounds } from '../../../base/bounds.ts';
import type { Log } from '../../../base/log.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';
import type { Delivery, QueuedMessage } from '../../../mail/delivery.ts';
import { deliverToSent, type MailboxResult, type MailboxSetting } from './mailbox.ts';

export class SentCopies {
  readonly #mailbox: MailboxSetting;
  readonly #log: Log;
  /** Made lately: a retry does not bring back what the user has moved away. */
  readonly #made = memoryOf<string, true>(bounds.deliver.sentRemembered);

  constructor(mailbox: MailboxSetting, log: Log) {
    this.#mailbox = mailbox;
    this.#log = log;
  }

  /** Whose copy is to be made before this delivery; null: nobody's. */
  owed({ message, recipients }: Delivery): MailboxAccount | null {
    if (message.ingress !== 'submission') return null;
    const first = recipients.find(({ ordinal }) => ordinal === 0);
    if (first === undefined || first.attempts > 0) return null;
    const sender = this.#mailbox.directory.current.get('mailbox', message.mailboxId);
    return sender?.copyToSent === true && !this.#made.has(message.queueId) ? sender : null;
  }

  async make(sender: MailboxAccount, message: QueuedMessage, signal: AbortSignal): Promise<void> {
    const result = await deliverToSent(sender, message, this.#mailbox, signal);
    if (result.kind === 'stored') this.#made.set(message.queueId, true);
    else {
      const fields = { queueId: message.queueId, mailbox: sender.address };
      this.#log.warn(fields, `the copy for .Sent was not kept: ${whyNot(result)}`);
    }
  }
}

function whyNot(result: Exclude<MailboxResult, { kind: 'stored' }>): string {
  if (result.kind === 'damaged') return result.failure.text;
  return result.kind === 'given-up' ? 'it was given up' : result.text;
}
