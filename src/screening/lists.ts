/**
 * The entries of an organization's lists that fit a message, and which of them count, as Exchange has it: an address that is allowed beats a block
 * of its network; a blocked author beats an allowed one; a restriction beats all. Each look-up is one by a key, however long the lists are. Pure.
 */
import type { ObjectId } from '../base/id.ts';
import { holdsAt } from '../directory/validity.ts';
import { pairName, patternsCovering, readListed } from '../directory/listed-name.ts';
import type { AllowEntry, BlockEntry } from '../directory/objects.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { ListedBy, RestrictedBy, ScreenWay } from './screen-facts.ts';

export interface ListQuestion {
  readonly organizationId: ObjectId;
  readonly way: ScreenWay;
  /** Canonical. */
  readonly clientAddress: string;
  /** Of the one who signed in. */
  readonly mailbox: string | null;
  /** The name of the connector that it comes by. */
  readonly connector: string | null;
  /** null: it is not known yet, or there is none. */
  readonly author: string | null;
  /** Domains that have signed it, where their signatures pass. */
  readonly signedBy: readonly string[];
  /** null: of the message as such. */
  readonly recipient: string | null;
  readonly now: number;
}

export function listedBy(view: DirectoryView, question: ListQuestion): ListedBy {
  const restricted = restrictionOf(view, question);
  const allowedAddress = addressEntry(view, 'allow-entry', question);
  const blockedAddress = allowedAddress === undefined ? blockOfAddress(view, question) : undefined;
  const blockedAuthor = authorEntry(view, 'block-entry', question) ?? pairEntry(view, 'block-entry', question);
  const allowedAuthor = blockedAuthor === undefined ? authorEntry(view, 'allow-entry', question) : undefined;
  const allowedPair = blockedAuthor === undefined ? pairEntry(view, 'allow-entry', question) : undefined;
  const blockedRecipient = recipientEntry(view, question);
  return {
    ...(restricted === undefined ? {} : { restricted }),
    ...(allowedAddress === undefined ? {} : { allowedAddress: allowedAddress.name }),
    ...(blockedAddress === undefined ? {} : { blockedAddress: blockedAddress.name }),
    ...(blockedAuthor === undefined ? {} : { blockedAuthor: blockedAuthor.name }),
    ...(allowedAuthor === undefined ? {} : { allowedAuthor: allowedAuthor.name }),
    ...(allowedPair === undefined ? {} : { allowedPair: allowedPair.name }),
    ...(blockedRecipient === undefined ? {} : { blockedRecipient: blockedRecipient.name }),
  };
}

type Entry = AllowEntry | BlockEntry;
type Kind = Entry['kind'];

function restrictionOf(view: DirectoryView, question: ListQuestion): RestrictedBy | undefined {
  const { organizationId, mailbox, connector, clientAddress, now } = question;
  const subjects = [
    ['sender', mailbox],
    ['connector', connector],
    ['address', clientAddress],
  ] as const;
  for (const [of, name] of subjects) {
    if (name === null) continue;
    const found = view.named('restriction', organizationId, name).find((one) => one.of === of && holdsAt(one, now));
    if (found !== undefined) return { of, who: found.name, why: found.why };
  }
  return undefined;
}

/** Of the smallest network that lists the address. */
function* covering(view: DirectoryView, kind: Kind, question: ListQuestion): Generator<Entry> {
  for (const { holder } of view.entriesCovering(kind, question.clientAddress))
    if (holder.organizationId === question.organizationId && holdsAt(holder, question.now)) yield holder;
}

function addressEntry(view: DirectoryView, kind: Kind, question: ListQuestion): Entry | undefined {
  for (const entry of covering(view, kind, question)) if (readListed(entry.name).kind === 'network') return entry;
  return undefined;
}

function blockOfAddress(view: DirectoryView, question: ListQuestion): Entry | undefined {
  for (const entry of covering(view, 'block-entry', question)) {
    if (readListed(entry.name).kind !== 'network') continue;
    // A sender that has signed in is known, wherever they are.
    if (question.way !== 'submission' || (entry.kind === 'block-entry' && entry.signedInToo)) return entry;
  }
  return undefined;
}

function authorEntry(view: DirectoryView, kind: Kind, question: ListQuestion): Entry | undefined {
  return question.author === null ? undefined : matching(view, kind, question, question.author, 'inbound');
}

function recipientEntry(view: DirectoryView, question: ListQuestion): Entry | undefined {
  if (question.recipient === null || question.way === 'direct' || question.way === 'partner') return undefined;
  return matching(view, 'block-entry', question, question.recipient, 'outbound');
}

function matching(
  view: DirectoryView,
  kind: Kind,
  { organizationId, now }: ListQuestion,
  address: string,
  way: 'inbound' | 'outbound',
): Entry | undefined {
  for (const pattern of patternsCovering(address))
    for (const entry of view.named(kind, organizationId, pattern))
      if (holdsAt(entry, now) && (entry.kind === 'allow-entry' || entry.binds === 'both' || entry.binds === way))
        return entry;
  return undefined;
}

/** An author together with where it comes from: an address or network, or the domain that signs for it. */
function pairEntry(view: DirectoryView, kind: Kind, question: ListQuestion): Entry | undefined {
  const { author, organizationId, signedBy, now } = question;
  if (author === null) return undefined;
  const patterns = new Set(patternsCovering(author));
  for (const entry of covering(view, kind, question)) {
    const listed = readListed(entry.name);
    if (listed.kind === 'pair' && patterns.has(listed.pattern)) return entry;
  }
  for (const pattern of patterns)
    for (const domain of signedBy)
      for (const entry of view.named(kind, organizationId, pairName(pattern, domain.toLowerCase())))
        if (holdsAt(entry, now)) return entry;
  return undefined;
}

/** Whether the peer is a device that the organization knows, or stands where its devices do. @param address canonical. */
export function isKnownDevice(view: DirectoryView, organizationId: ObjectId, address: string): boolean {
  for (const { holder } of view.devicesCovering(address)) if (holder.organizationId === organizationId) return true;
  for (const { holder } of view.organizationsListing(address)) if (holder.id === organizationId) return true;
  return false;
}
