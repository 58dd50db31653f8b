/**
 * The mailboxes a message has been in, by its Delivered-To fields (RFC 9228): the door and the delivery read them with the same eyes, so that nothing is
 * let in that can only come back. An address counts by what the directory makes of it: alias, plus-address and name of a mailbox are
 * that mailbox. Pure.
 */
import type { AtMost } from '../../base/at-most.ts';
import type { ObjectId } from '../../base/id.ts';
import { bounds } from '../../base/bounds.ts';
import { type Address, addressKey } from '../../mail/address.ts';
import { fieldValue, type HeaderScan } from '../../mail/header/header-scan.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { routeHere } from './routing.ts';
import { reachOf } from './ways.ts';

/** Keys (`addressKey`) of the addresses; what is no address names nobody of ours. */
export function deliveredToOf(bytes: Buffer, { fields }: Pick<HeaderScan, 'fields'>): AtMost<string> {
  const found: string[] = [];
  let count = 0;
  for (const field of fields) {
    if (field.name !== 'delivered-to') continue;
    if (++count > bounds.policy.deliveredToFields) return 'too-many';
    const text = fieldValue(bytes, field).replace(/^<(.*)>$/u, '$1');
    const parsed = parseMailbox(text.trim(), { smtputf8: true });
    if (parsed.ok) found.push(addressKey(parsed.address));
  }
  return found;
}

/** Mailboxes and groups of ours that the message has been in. */
export function beenIn(view: DirectoryView, deliveredTo: readonly string[]): ReadonlySet<ObjectId> {
  const been = new Set<ObjectId>();
  for (const key of deliveredTo) {
    const target = view.target(key);
    if (target !== null) been.add(target.kind === 'mailbox' ? target.mailbox.id : target.group.id);
  }
  return been;
}

/**
 * Which of the mailboxes and groups that it has been in a recipient leads back to; null: to none. A stranger's message is judged by the whole way,
 * because what fails behind the door would be told to whoever he says he is. For our own people only the recipient itself counts: who
 * sends on what he got to a group he is in reaches the others, and hears of himself.
 */
export function wayBack(
  view: DirectoryView,
  recipient: Address,
  been: ReadonlySet<ObjectId>,
  whole: boolean,
): string | null {
  if (been.size === 0) return null;
  if (!whole) {
    const route = routeHere(view, recipient);
    const id = route?.kind === 'mailbox' ? route.mailboxId : route?.kind === 'group' ? route.groupId : null;
    return id !== null && been.has(id) ? addressKey(recipient) : null;
  }
  const { objects, isWhole } = reachOf(view, recipient);
  for (const id of been)
    if (objects.has(id)) return view.get('mailbox', id)?.address ?? view.get('group', id)?.address ?? id;
  return isWhole ? null : `one of more than ${bounds.policy.addressesFollowed} addresses`;
}
