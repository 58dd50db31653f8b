/**
 * Seats. A submission needs its mailbox's seat; a relay in the name of an own domain needs the mailbox's seat where the sender is a
 * mailbox, else a protection seat for the address. `off` and `report` never refuse. Pure.
 */
import { senderSubject } from '../../mail/usage-subject.ts';
import type { ObjectId } from '../../base/id.ts';
import { addressKey, type ReversePath } from '../../mail/address.ts';
import type { MailboxAccount } from '../../directory/objects.ts';
import { replies } from '../../mail/replies.ts';
import { accepted, refuse, type Verdict } from '../../mail/verdict.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { hasMailboxSeat, hasProtectionSeat, mailboxOfSender, seatCount } from './licences.ts';
import { ownDomain } from '../ingress/relay.ts';

export function judgeMailboxSeat(view: DirectoryView, mailbox: MailboxAccount): Verdict {
  const { organizationId, address } = mailbox;
  if (!isEnforced(view, organizationId) || hasMailboxSeat(view, mailbox)) return accepted;
  return refuse(replies.noLicence(), {
    kind: 'no-seat',
    seat: 'mailbox',
    address,
    ...seatCount(view, organizationId, 'mailbox'),
  });
}

/** @param organizationId the connector's. */
export function judgeRelaySeat(view: DirectoryView, organizationId: ObjectId, reversePath: ReversePath): Verdict {
  if (!isEnforced(view, organizationId) || reversePath === null) return accepted;
  if (ownDomain(view, organizationId, reversePath.domainKey) === null) return accepted;
  const key = addressKey(reversePath);
  const mailbox = mailboxOfSender(view, key);
  if (mailbox?.organizationId === organizationId) return judgeMailboxSeat(view, mailbox);
  if (hasProtectionSeat(view, organizationId, key)) return accepted;
  return refuse(replies.noLicence(), {
    kind: 'no-seat',
    seat: 'protection',
    address: key,
    ...seatCount(view, organizationId, 'protection'),
  });
}

/**
 * The subject that counts towards protection seats: an address of an own domain that is nobody's mailbox; null where none counts.
 */
export function protectionSubject(
  view: DirectoryView,
  organizationId: ObjectId,
  reversePath: ReversePath,
): string | null {
  if (reversePath === null || ownDomain(view, organizationId, reversePath.domainKey) === null) return null;
  const key = addressKey(reversePath);
  if (mailboxOfSender(view, key) !== null) return null;
  return senderSubject(organizationId, key);
}

const isEnforced = (view: DirectoryView, organizationId: ObjectId): boolean =>
  view.get('organization', organizationId)?.licensing === 'enforce';
