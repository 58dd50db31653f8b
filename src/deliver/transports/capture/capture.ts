/** Evaluation mode: what would have left is kept where it can be looked at, with a note of where it would have gone. */
import path from 'node:path';
import { addressText } from '../../../mail/address.ts';
import type { Outcome, QueuedRecipient, RoutedDelivery } from '../../../mail/delivery.ts';
import { noPlace, outcomeOfFailure } from '../../answers/failure.ts';
import { damageFailure } from '../../content/stored-content.ts';
import { oneStep } from '../../diagnose/look-ahead.ts';
import type { LookedAhead } from '../../diagnose/seen.ts';
import { signalsOf } from '../../attempt-signals.ts';
import type { Transport } from '../../transport.ts';
import { type MailboxResult, type MailboxSetting, outcomeOfMailbox, traceFields } from '../mailbox/mailbox.ts';
import { storeInMaildir } from '../mailbox/maildir.ts';
import { say } from '../../../texts/phrase.ts';
import { told } from '../../../texts/told.ts';

export class CaptureTransport implements Transport {
  readonly #folder: string;
  readonly #setting: MailboxSetting;

  /** @param folder a Maildir. */
  constructor(folder: string, setting: MailboxSetting) {
    this.#folder = path.resolve(folder);
    this.#setting = setting;
  }

  async deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { recipients, place } = delivery;
    const { begin } = signalsOf(delivery, signal);
    if (!(await place.take(begin))) return recipients.map((one) => outcomeOfFailure(one, noPlace));
    const outcomes: Outcome[] = [];
    for (const recipient of recipients)
      outcomes.push(outcomeOfMailbox(recipient, await this.#keep(delivery, recipient, begin)));
    return outcomes;
  }

  lookAhead(): Promise<LookedAhead> {
    const words = say`evaluation mode keeps it here: nothing leaves this machine`;
    return Promise.resolve(oneStep(words, true, { act: 'see-captured' }));
  }

  async #keep({ message }: RoutedDelivery, { address }: QueuedRecipient, signal: AbortSignal): Promise<MailboxResult> {
    const fields = [
      ['Delivered-To', addressText(address)],
      ['X-Doorpost-Would-Go-To', `the mail hosts (MX) of ${address.domain}`],
    ] as const;
    const file = {
      folder: 'INBOX' as const,
      prefix: traceFields(message.reversePath, fields),
      content: this.#setting.content(message, signal),
      contentBytes: message.content.sizeBytes,
      flags: null,
      until: signal,
    };
    try {
      return { kind: 'stored', file: await storeInMaildir(this.#folder, file, this.#setting) };
    } catch (error) {
      const damage = damageFailure(error);
      if (damage !== null) return { kind: 'damaged', failure: damage };
      if (signal.aborted) return { kind: 'given-up' };
      return { kind: 'failed', ...told(say`the captured mail could not be written: ${String(error)}`), full: false };
    }
  }
}
