/** The senders of ours that a message is counted for, against abuse of our doors. Pure. */
import type { ObjectId } from '../../base/id.ts';
import type { Device, InboundConnector, MailboxAccount } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { OwnSender } from '../../mail/screening/abuse.ts';

export interface CameBy {
  readonly mailboxId: ObjectId | null;
  readonly connectorId: ObjectId | null;
  readonly deviceId?: ObjectId | null;
}

/**
 * Its way in (mailbox or connector) and its device. What must always get through is counted by itself alone, so that it restricts no way that
 * others share; postmaster's mail is not counted, nor is what came by neither.
 */
export function ownSenders(view: DirectoryView, { mailboxId, connectorId, deviceId }: CameBy): readonly OwnSender[] {
  const way: OwnSender | null =
    mailboxId !== null
      ? { of: 'mailbox', id: mailboxId }
      : connectorId !== null
        ? { of: 'connector', id: connectorId }
        : null;
  if (way === null || isPostmaster(view, way)) return [];
  const device = view.get('device', deviceId ?? null);
  if (device === null) return [way];
  const itself: OwnSender = { of: 'device', id: device.id };
  return device.alwaysThrough ? [itself] : [way, itself];
}

function isPostmaster(view: DirectoryView, { of, id }: OwnSender): boolean {
  const mailbox = of === 'mailbox' ? view.get('mailbox', id) : null;
  if (mailbox === null) return false;
  const names = [mailbox.address, ...mailbox.aliases].map((address) => address.toLowerCase());
  const set = view.get('organization', mailbox.organizationId)?.postmaster?.toLowerCase();
  return names.some((name) => name === set || name.startsWith('postmaster@'));
}

/** null: it is not there any more. */
export function senderObject(
  view: DirectoryView,
  { of, id }: OwnSender,
): MailboxAccount | InboundConnector | Device | null {
  switch (of) {
    case 'mailbox':
      return view.get('mailbox', id);
    case 'connector':
      return view.get('inbound-connector', id);
    case 'device':
      return view.get('device', id);
  }
}
