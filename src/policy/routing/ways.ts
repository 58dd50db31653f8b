/**
 * The ways of mail to an address by groups and forwarding of ours: everybody and everything on the way, each address once. The door asks it
 * what a message would lead to, the queue whether a way leads to anybody, so that both judge by the same set. Pure; lazy, so that who has
 * seen enough stops.
 */
import type { ObjectId } from '../../base/id.ts';
import { bounds } from '../../base/bounds.ts';
import { memo } from '../../base/memo.ts';
import { type Address, addressKey } from '../../mail/address.ts';
import type { Group, MailboxAccount } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { routeHere } from './routing.ts';

type Way =
  /** `keeps`: not only forwarded. */
  | { readonly kind: 'mailbox'; readonly mailbox: MailboxAccount; readonly keeps: boolean }
  | { readonly kind: 'group'; readonly group: Group }
  /** Mail to it goes on to another system. */
  | { readonly kind: 'leaves'; readonly domain: string }
  /** Nobody here answers to it. */
  | { readonly kind: 'nobody' }
  /** The bound is reached: who has to know all of it does not. */
  | { readonly kind: 'too-many' };

function* waysOf(view: DirectoryView, addresses: readonly Address[]): Generator<Way, void, undefined> {
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
    const way = wayOf(view, address);
    yield way;
    for (const text of behind(way)) {
      const found = directoryAddress(text);
      if (found !== null) next.push(found);
    }
  }
}

function wayOf(view: DirectoryView, address: Address): Way {
  const route = routeHere(view, address);
  if (route === null) return { kind: 'leaves', domain: address.domainKey };
  const mailbox = route.kind === 'mailbox' ? view.get('mailbox', route.mailboxId) : null;
  if (mailbox !== null)
    return { kind: 'mailbox', mailbox, keeps: mailbox.forwarding === null || mailbox.forwarding.keepCopy };
  const group = route.kind === 'group' ? view.get('group', route.groupId) : null;
  return group === null ? { kind: 'nobody' } : { kind: 'group', group };
}

function behind(way: Way): readonly string[] {
  if (way.kind === 'group') return way.group.members;
  return way.kind === 'mailbox' ? (way.mailbox.forwarding?.to ?? []) : [];
}

/** All that an address leads to. */
export interface Reach {
  /** Mailboxes and groups, itself among them. */
  readonly objects: ReadonlySet<ObjectId>;
  /** Organizations to whose other systems it goes on (internal-relay domains). */
  readonly relays: ReadonlySet<ObjectId>;
  /** false: the address leads to more addresses than are followed. */
  readonly isWhole: boolean;
}

/** The reach of groups and forwarding mailboxes of a view: strangers could ask for the same large group with every command. */
const reachesOf = memo((view: DirectoryView) => {
  const known = new Map<ObjectId, Reach>();
  return (id: ObjectId, address: Address): Reach => {
    const before = known.get(id);
    if (before !== undefined) return before;
    if (known.size >= bounds.policy.reachesKept) known.clear();
    const found = walk(view, address);
    known.set(id, found);
    return found;
  };
});

export function reachOf(view: DirectoryView, address: Address): Reach {
  const first = wayOf(view, address);
  const id = first.kind === 'group' ? first.group.id : first.kind === 'mailbox' ? first.mailbox.id : null;
  return id === null || behind(first).length === 0 ? walk(view, address) : reachesOf(view)(id, address);
}

function walk(view: DirectoryView, address: Address): Reach {
  const objects = new Set<ObjectId>();
  const relays = new Set<ObjectId>();
  let isWhole = true;
  for (const way of waysOf(view, [address])) {
    if (way.kind === 'mailbox') objects.add(way.mailbox.id);
    else if (way.kind === 'group') objects.add(way.group.id);
    else if (way.kind === 'too-many') isWhole = false;
    const owner = way.kind === 'leaves' ? view.acceptedDomain(way.domain)?.organizationId : undefined;
    if (owner !== undefined) relays.add(owner);
  }
  return { objects, relays, isWhole };
}

/** Whether anybody gets the mail, here or elsewhere. Beyond the bound somebody is taken for granted. */
const isSomebody = (way: Way): boolean =>
  way.kind === 'leaves' || way.kind === 'too-many' || (way.kind === 'mailbox' && way.keeps);

export function leadsToSomebody(view: DirectoryView, addresses: readonly Address[]): boolean {
  for (const way of waysOf(view, addresses)) if (isSomebody(way)) return true;
  return false;
}

/**
 * Whether groups and mailboxes that forward lead only to each other. Each address of a message is followed once (the store sees to it), so
 * that would end with everyone expanded and nobody reached; an address that nobody answers to fails by itself.
 */
export function leadsOnlyBack(view: DirectoryView, addresses: readonly Address[]): boolean {
  for (const way of waysOf(view, addresses)) if (way.kind === 'nobody' || isSomebody(way)) return false;
  return true;
}

/** The directory keeps addresses as `local@domain` with the domain as lower-case A-label. */
export function directoryAddress(text: string): Address | null {
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return null;
  const domain = text.slice(at + 1);
  return { local: text.slice(0, at), domain, domainKey: domain.toLowerCase() };
}
