/**
 * Into a mailbox of ours: its Maildir, or the server behind it that speaks LMTP (RFC 2033), whose reply for each recipient decides. Forwarding
 * included.
 */
import { addressKey } from '../../../mail/address.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';
import type { Outcome, QueuedRecipient, RoutedDelivery } from '../../../mail/delivery.ts';
import { isJunk } from '../../../mail/screening/screened.ts';
import { mustBePublic } from '../../../policy/access/public-host.ts';
import { changed, type HopFailure, noPlace, outcomeOfFailure } from '../../answers/failure.ts';
import { mailboxAhead, oneStep } from '../../diagnose/look-ahead.ts';
import { literalAddress } from '../../hops/address-policy.ts';
import { smartHostNextHops, type NextHopSetting } from '../../hops/next-hops.ts';
import { type SessionTarget, sessionTarget } from '../../session/session-target.ts';
import { noTls } from '../../session/tls-policy.ts';
import { signalsOf } from '../../attempt-signals.ts';
import { overSmtp, type SmtpParts } from '../../transfer/over-smtp.ts';
import type { Targets } from '../../transfer/try-targets.ts';
import type { AheadOf, LookedAhead } from '../../diagnose/seen.ts';
import type { Transport } from '../../transport.ts';
import { forward, targetsOf } from './forwarding.ts';
import { deliverToMaildir, type MailboxResult, type MailboxSetting, outcomeOfMailbox } from './mailbox.ts';
import { say } from '../../../texts/phrase.ts';

export class MailboxTransport implements Transport {
  readonly #setting: MailboxSetting;
  readonly #parts: SmtpParts;

  constructor(setting: MailboxSetting, parts: SmtpParts) {
    this.#setting = setting;
    this.#parts = parts;
  }

  deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const mailbox = this.#mailboxOf(delivery);
    if (mailbox === null || mailbox.delivery.kind === 'elsewhere')
      return Promise.resolve(delivery.recipients.map((one) => outcomeOfFailure(one, changed(say`the mailbox`))));
    const { forwarding } = mailbox;
    // Junk that would go outside stays here, also where nothing else does.
    const keepsCopy = forwarding?.keepCopy === true || (isJunk(delivery.message) && this.#leadsOut(mailbox));
    if (forwarding !== null && !keepsCopy)
      return Promise.resolve(delivery.recipients.map((recipient) => forward(mailbox, recipient, false)));
    const kept = this.#keep(mailbox, delivery, signal);
    return forwarding === null ? kept : kept.then((outcomes) => forwarded(mailbox, delivery.recipients, outcomes));
  }

  lookAhead({ route, recipient }: AheadOf): Promise<LookedAhead> {
    const mailbox = this.#mailboxOf({ route });
    const ahead = mailbox === null ? oneStep('the mailbox is gone', false) : mailboxAhead(mailbox, recipient);
    return Promise.resolve(ahead);
  }

  #mailboxOf({ route }: Pick<AheadOf, 'route'>): MailboxAccount | null {
    return route.kind === 'mailbox' ? this.#setting.directory.current.get('mailbox', route.mailboxId) : null;
  }

  #leadsOut(mailbox: MailboxAccount): boolean {
    const view = this.#setting.directory.current;
    return targetsOf(mailbox).some(({ domainKey }) => view.acceptedDomain(domainKey) === null);
  }

  #keep(mailbox: MailboxAccount, delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    if (mailbox.delivery.kind === 'maildir') return this.#intoMaildir(mailbox, delivery, signal);
    const targets = new LmtpTargets(mailbox, this.#parts.outbound);
    const onTop = isJunk(delivery.message) ? SPAM_FLAG : '';
    return overSmtp(this.#parts, delivery, { targets, success: 'delivered', onTop }, signal);
  }

  /** One file for the mailbox's own address and all its aliases; a plus-address is kept apart, because its reader sorts by it. */
  async #intoMaildir(
    mailbox: MailboxAccount,
    delivery: RoutedDelivery,
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> {
    const { message, recipients, place } = delivery;
    const { begin } = signalsOf(delivery, signal);
    if (!(await place.take(begin))) return recipients.map((one) => outcomeOfFailure(one, noPlace));
    const done = new Map<string, MailboxResult>();
    const outcomes: Outcome[] = [];
    for (const recipient of recipients) {
      const key = addressKey(recipient.address);
      const copy = key.includes('+') ? key : mailbox.address;
      const folder = isJunk(message) ? 'Junk' : 'INBOX';
      const result =
        done.get(copy) ?? (await deliverToMaildir(mailbox, message, recipient, this.#setting, begin, folder));
      done.set(copy, result);
      outcomes.push(outcomeOfMailbox(recipient, result));
    }
    return outcomes;
  }
}

/** Sieve and mail programs sort by it. */
const SPAM_FLAG = 'X-Spam-Flag: YES\r\n';

/** A recipient who has a copy in the mailbox goes on to where it forwards. */
const forwarded = (
  mailbox: MailboxAccount,
  recipients: readonly QueuedRecipient[],
  outcomes: readonly Outcome[],
): readonly Outcome[] =>
  outcomes.map((outcome) => {
    const recipient = recipients.find(({ ordinal }) => ordinal === outcome.ordinal);
    return outcome.action === 'delivered' && recipient !== undefined ? forward(mailbox, recipient, true) : outcome;
  });

/** A server of ours that keeps the mailbox. */
class LmtpTargets implements Targets {
  readonly #mailbox: MailboxAccount;
  readonly #setting: NextHopSetting;

  constructor(mailbox: MailboxAccount, setting: NextHopSetting) {
    this.#mailbox = mailbox;
    this.#setting = setting;
  }

  async *find(signal: AbortSignal): AsyncGenerator<SessionTarget | HopFailure> {
    const common = { protocol: 'lmtp' as const, tls: noTls, credentials: null, account: null };
    const { delivery } = this.#mailbox;
    if (delivery.kind === 'lmtp-socket') {
      yield sessionTarget({ ...common, host: 'localhost', endpoint: { kind: 'unix', path: delivery.path } });
      return;
    }
    if (delivery.kind !== 'lmtp') return;
    const { host, port, publicHostsOnly = false } = delivery;
    const purpose = mustBePublic(publicHostsOnly, host) ? 'public-host' : 'smart-host';
    const found = await smartHostNextHops({ host, port, purpose }, this.#setting, signal);
    if (!found.ok) yield this.#withCure(found.failure);
    else
      for (const hop of found.hops)
        yield sessionTarget({
          ...common,
          host: literalAddress(hop.host) ?? hop.host,
          endpoint: { kind: 'tcp', address: hop.address, port: hop.port },
        });
  }

  #withCure(failure: HopFailure): HopFailure {
    if (failure.kind !== 'own-account' || failure.cause === 'loop') return failure;
    return { ...failure, cure: { act: 'allow-inner-hosts', of: 'mailbox', name: this.#mailbox.address } };
  }

  forget(): void {}
}
