/**
 * The rights of a signed-in mailbox. Pure.
 *
 * Send As: the reverse-path at MAIL, and at end of data every address of From and Sender, must be the
 * mailbox's own: its address, an alias, a plus-address of either that is nobody else's, or what Send As grants. `MAIL FROM:<>` belongs to no mailbox and is
 * refused like any other foreign identity (RFC 6409 §6.1 leaves it to the site): what mailboxes submit is mail, and our own reports do
 * not come this way.
 */
import type { AtMost } from '../../base/at-most.ts';
import { bounds } from '../../base/bounds.ts';
import { type Address, addressKey, addressText, type ReversePath } from '../../mail/address.ts';
import type { Credential, MailboxAccount, Organization } from '../../directory/objects.ts';
import type { SignInOff } from '../../mail/reason.ts';
import { replies } from '../../mail/replies.ts';
import { accepted, refuse, type Verdict } from '../../mail/verdict.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type RecipientJudgement, type RouteOf, routed, type SenderFacts } from './ingress.ts';
import { ownDomain } from './relay.ts';
import { line } from '../../mail/lines/said.ts';

/** Whether sign-in is allowed; asked only after the right password, so that a guesser learns nothing. null: it is. */
export function signInSwitchedOff(
  organization: Organization | null,
  mailbox: MailboxAccount | null,
  credential: Credential,
): SignInOff | null {
  if (organization === null || mailbox === null) return 'mailbox-gone';
  if (!credential.enabled) return 'credential-disabled';
  if (!mailbox.enabled) return 'mailbox-disabled';
  if (!organization.smtpAuth) return 'organization-smtp-auth';
  if (!mailbox.smtpAuth) return 'mailbox-smtp-auth';
  if (!organization.passwordAuth) return 'organization-password-auth';
  if (!mailbox.passwordAuth) return 'mailbox-password-auth';
  return null;
}

/** MAIL of a signed-in session. */
export function judgeSubmissionSender(view: DirectoryView, mailbox: MailboxAccount, reversePath: ReversePath): Verdict {
  // A mailbox has no business sending reports; a device that does is misconfigured, and should hear it.
  if (reversePath === null)
    return refuse(replies.notPermittedToSendAs(mailbox.address, '<>'), { kind: 'null-reverse-path' });
  if (!maySendAs(view, mailbox, addressKey(reversePath))) {
    const sender = addressText(reversePath);
    const reply = replies.notPermittedToSendAs(mailbox.address, sender);
    return refuse(reply, { kind: 'no-send-as', mailbox: mailbox.address, sender });
  }
  return notSpokenFor(view, mailbox, reversePath) ?? accepted;
}

/** RCPT of a signed-in session: to anyone. */
export function judgeSubmissionRecipient(
  view: DirectoryView,
  mailbox: MailboxAccount,
  sender: Pick<SenderFacts, 'reversePath' | 'deviceId'>,
  recipient: Address,
  route: RouteOf,
): RecipientJudgement {
  const originator = { ...sender, organizationId: mailbox.organizationId };
  return routed(view, recipient, originator, 'submission', null, line`signed in as ${mailbox.address}`, route);
}

/** An address that the header shows as author or sender; `null` when the field holds none that can be read. */
export interface ShownAddress {
  readonly field: string;
  readonly address: Address | null;
  /** As written; of a field that cannot be read all of it. */
  readonly written: string;
}

/** End of data of a signed-in session. */
export function judgeShownSenders(view: DirectoryView, mailbox: MailboxAccount, shown: AtMost<ShownAddress>): Verdict {
  if (shown === 'too-many') {
    const most = bounds.receive.shownSenders;
    return refuse(replies.tooManyShownSenders(most), { kind: 'too-many-shown-senders', most });
  }
  for (const { field, address } of shown) {
    // An address that cannot be read cannot be allowed.
    const text = address === null ? `an unreadable ${field}` : addressText(address);
    if (address === null || !maySendAs(view, mailbox, addressKey(address))) {
      const reply = replies.notPermittedToSendAs(mailbox.address, text);
      return refuse(reply, { kind: 'no-send-as-shown', mailbox: mailbox.address, field, sender: text });
    }
    const unspoken = notSpokenFor(view, mailbox, address);
    if (unspoken !== null) return unspoken;
  }
  return accepted;
}

/**
 * An organization that has only claimed a domain speaks for nobody in it yet, and never for a domain that another one has verified: a Send As may
 * be older than that.
 */
function notSpokenFor(view: DirectoryView, mailbox: MailboxAccount, address: Address): Verdict | null {
  const added = ownDomain(view, mailbox.organizationId, address.domainKey);
  if (added !== null)
    return added.verified !== null
      ? null
      : refuse(replies.domainNotVerified(added.name), { kind: 'domain-not-verified', domain: added.name });
  const others = view.acceptedDomain(address.domainKey);
  return others === null
    ? null
    : refuse(replies.domainOfOthers(others.name), { kind: 'domain-of-others', domain: others.name });
}

/** Own is what delivery would bring to this mailbox by its name; that another mailbox or a group answers to is theirs. @param key see `addressKey`. */
function maySendAs(view: DirectoryView, mailbox: MailboxAccount, key: string): boolean {
  const holder = view.holder(key);
  if (holder?.kind === 'mailbox' && holder.mailbox.id === mailbox.id) return true;
  const domain = key.slice(key.lastIndexOf('@') + 1);
  return mailbox.sendAs.some((granted) => {
    const wanted = granted.toLowerCase();
    if (wanted === key) return true;
    // A whole domain can only be granted while it is the organization's own.
    return wanted === `@${domain}` && ownDomain(view, mailbox.organizationId, domain) !== null;
  });
}
