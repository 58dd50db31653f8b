/**
 * Where mail to an address goes by groups and forwarding of ours: everybody and everything on the way, each address once. The door asks it
 * what a message would lead to, the queue whether a way leads to anybody, so that both judge by the same set. Pure; lazy, so that who has
 * seen enough stops.
 */
import { bounds } from '../base/bounds.ts';
import { assertNever } from '../base/never.ts';
import { type Address, addressKey } from '../mail/address.ts';
import type { Group, MailboxAccount } from '../mail/directory.ts';
import type { DirectoryView } from './directory-view.ts';
import { type Originator, routeRecipient } from './routing.ts';

export type Way =
  /** `keeps`: not only forwarded. */
  | { readonly kind: 'mailbox'; readonly mailbox: MailboxAccount; readonly keeps: boolean }
  | { readonly kind: 'group'; readonly group: Group }
  /** It goes on to another system. */
  | { readonly kind: 'leaves'; readonly domain: string }
  /** Nobody here answers to it. */
  | { readonly kind: 'nobody' }
  /** The bound is reached: who has to know all of it does not. */
  | { readonly kind: 'too-many' };

export function* waysOf(
  view: DirectoryView,
  addresses: readonly Address[],
  originator: Originator,
): Generator<Way, void, undefined> {
  const seen = new Set<string>();
  const next = [...addresses];
  for (let address = next.pop(); address !== undefined; address = next.pop()) {
    const key = addressKey(address);
    if (seen.has(key)) continue;
    if (seen.size >= bounds.policy.addressesFollowed) {
      yield { kind: 'too-many' };
      return;
    }
    seen.add(key);
    const way = wayOf(view, address, originator);
    yield way;
    for (const text of behind(way)) {
      const found = directoryAddress(text);
      if (found !== null) next.push(found);
    }
  }
}

function wayOf(view: DirectoryView, address: Address, originator: Originator): Way {
  const route = routeRecipient(view, address, originator);
  switch (route.kind) {
    case 'mailbox': {
      const mailbox = view.get('mailbox', route.mailboxId);
      if (mailbox === null) return { kind: 'nobody' };
      return { kind: 'mailbox', mailbox, keeps: mailbox.forwarding === null || mailbox.forwarding.keepCopy };
    }
    case 'group': {
      const group = view.get('group', route.groupId);
      return group === null ? { kind: 'nobody' } : { kind: 'group', group };
    }
    case 'mx':
    case 'connector':
    case 'capture':
      return { kind: 'leaves', domain: address.domainKey };
    case 'none':
      return { kind: 'nobody' };
    default:
      return assertNever(route);
  }
}

function behind(way: Way): readonly string[] {
  if (way.kind === 'group') return way.group.members;
  return way.kind === 'mailbox' ? (way.mailbox.forwarding?.to ?? []) : [];
}

/** Somebody gets it here or elsewhere. Beyond the bound somebody is taken for granted. */
const isSomebody = (way: Way): boolean =>
  way.kind === 'leaves' || way.kind === 'too-many' || (way.kind === 'mailbox' && way.keeps);

export function leadsToSomebody(view: DirectoryView, addresses: readonly Address[], originator: Originator): boolean {
  for (const way of waysOf(view, addresses, originator)) if (isSomebody(way)) return true;
  return false;
}

/**
 * Whether groups and mailboxes that forward lead only to each other. Each address of a message is followed once (the store sees to it), so
 * that would end with everyone expanded and nobody reached; an address that nobody answers to fails by itself.
 */
export function leadsOnlyBack(view: DirectoryView, addresses: readonly Address[], originator: Originator): boolean {
  for (const way of waysOf(view, addresses, originator)) if (way.kind === 'nobody' || isSomebody(way)) return false;
  return true;
}

/** The directory keeps addresses as `local@domain` with the domain as lower-case A-label. */
export function directoryAddress(text: string): Address | null {
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return null;
  const domain = text.slice(at + 1);
  return { local: text.slice(0, at), domain, domainKey: domain.toLowerCase() };
}
