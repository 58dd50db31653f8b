/**
 * Whether groups and forwarding lead to anybody at all. Each address of a message is followed once (the store sees to it), so groups that
 * only name each other would end with everyone expanded and nobody reached: that is found here, before, and fails as a loop. Pure.
 */
import { type Address, addressKey } from '../mail/address.ts';
import type { DirectoryView } from '../policy/directory-view.ts';
import { type Originator, routeRecipient } from '../policy/routing.ts';
import { directoryAddress } from './expand.ts';

/** Addresses looked at. The search ends at the first that is somebody; beyond this many groups somebody is taken for granted. */
const MOST_FOLLOWED = 10_000;

/** True when one of the addresses, or somebody behind it, is neither a group nor a mailbox that only forwards. */
export function leadsToSomebody(view: DirectoryView, addresses: readonly Address[], originator: Originator): boolean {
  const seen = new Set<string>();
  const next = [...addresses];
  for (let address = next.pop(); address !== undefined; address = next.pop()) {
    const key = addressKey(address);
    if (seen.has(key)) continue;
    if (seen.size >= MOST_FOLLOWED) return true;
    seen.add(key);
    const behind = addressesBehind(view, address, originator);
    if (behind === null) return true;
    next.push(...behind.flatMap((text) => directoryAddress(text) ?? []));
  }
  return false;
}

/** null: the message ends or leaves here (or fails, which its sender hears of). */
function addressesBehind(view: DirectoryView, address: Address, originator: Originator): readonly string[] | null {
  const route = routeRecipient(view, address, originator);
  if (route.kind === 'group') return view.get('group', route.groupId)?.members ?? [];
  const mailbox = route.kind === 'mailbox' ? view.get('mailbox', route.mailboxId) : null;
  return mailbox?.forwarding && !mailbox.forwarding.keepCopy ? mailbox.forwarding.to : null;
}
