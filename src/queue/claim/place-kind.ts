/** Which kind of place a lane's deliveries take, by the directory as it is now. Pure. */
import type { ObjectId } from '../../base/id.ts';
import type { PlaceKind } from '../../mail/doors/place.ts';
import type { Lane } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

export function placeKind(view: DirectoryView, lane: Lane): PlaceKind {
  const [kind, id = ''] = lane.split(':', 2);
  if (kind === 'mx') return 'mx';
  // Strangers' hosts, whoever named the way to them.
  if (kind === 'connector')
    return view.get('outbound-connector', id as ObjectId)?.route.kind === 'mx' ? 'mx' : 'upstream';
  if (kind !== 'mailbox') return 'mailbox';
  const mailbox = view.get('mailbox', id as ObjectId);
  return mailbox?.delivery.kind === 'lmtp' || mailbox?.delivery.kind === 'lmtp-socket' ? 'lmtp' : 'mailbox';
}
