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

/** Whose lists, and for which way in. */
interface Asked {
  readonly organizationId: ObjectId;
  readonly way: ScreenWay;
  readonly now: number;
}

/** Known from MAIL on. */
export interface SenderQuestion extends Asked {
  /** Canonical. */
  readonly clientAddress: string;
  /** Of the one who signed in. */
  readonly mailbox: string | null;
  /** The name of the connector that it comes by. */
  readonly connector: string | null;
}

/** Known at the end of data. */
export interface AuthorQuestion extends Asked {
  /** Canonical. */
  readonly clientAddress: string;
  readonly author: string;
  /** Domains that have signed it, where their signatures pass. */
  readonly signedBy: readonly string[];
}

export type ListedSender = Pick<ListedBy, 'restricted' | 'allowedAddress' | 'blockedAddress'>;
export type ListedAuthor = Pick<ListedBy, 'blockedAuthor' | 'allowedAuthor' | 'allowedPair'>;

export function listedSender(view: DirectoryView, question: SenderQuestion): ListedSender {
  const restricted = restrictionOf(view, question);
  const allowedAddress = addressEntry(view, 'allow-entry', question);
  const blockedAddress = allowedAddress === undefined ? blockOfAddress(view, question) : undefined;
  return {
    ...(restricted === undefined ? {} : { restricted }),
    ...(allowedAddress === undefined ? {} : { allowedAddress: allowedAddress.name }),
    ...(blockedAddress === undefined ? {} : { blockedAddress: blockedAddress.name }),
  };
}

export function listedAuthor(view: DirectoryView, question: AuthorQuestion): ListedAuthor {
  const { author } = question;
  const blocked =
    matching(view, 'block-entry', question, author, 'inbound') ?? pairEntry(view, 'block-entry', question);
  if (blocked !== undefined) return { blockedAuthor: blocked.name };
  const allowedAuthor = matching(view, 'allow-entry', question, author, 'inbound');
  const allowedPair = pairEntry(view, 'allow-entry', question);
  return {
    ...(allowedAuthor === undefined ? {} : { allowedAuthor: allowedAuthor.name }),
    ...(allowedPair === undefined ? {} : { allowedPair: allowedPair.name }),
  };
}

/** @param recipient `local@domain`. */
export function listedRecipient(
  view: DirectoryView,
  question: Asked,
  recipient: string,
): Pick<ListedBy, 'blockedRecipient'> {
  if (question.way === 'direct' || question.way === 'partner') return {};
  const blocked = matching(view, 'block-entry', question, recipient, 'outbound');
  return blocked === undefined ? {} : { blockedRecipient: blocked.name };
}

type Entry = AllowEntry | BlockEntry;
type Kind = Entry['kind'];

function restrictionOf(view: DirectoryView, question: SenderQuestion): RestrictedBy | undefined {
  const { organizationId, mailbox, connector, clientAddress, now } = question;
  if (view.entryCount('restriction', organizationId) === 0) return undefined;
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
function* covering(
  view: DirectoryView,
  kind: Kind,
  question: Asked & Pick<SenderQuestion, 'clientAddress'>,
): Generator<Entry> {
  if (view.entryCount(kind, question.organizationId) === 0) return;
  for (const { holder } of view.entriesCovering(kind, question.clientAddress))
    if (holder.organizationId === question.organizationId && holdsAt(holder, question.now)) yield holder;
}

function addressEntry(view: DirectoryView, kind: Kind, question: SenderQuestion): Entry | undefined {
  for (const entry of covering(view, kind, question)) if (readListed(entry.name).kind === 'network') return entry;
  return undefined;
}

function blockOfAddress(view: DirectoryView, question: SenderQuestion): Entry | undefined {
  for (const entry of covering(view, 'block-entry', question)) {
    if (readListed(entry.name).kind !== 'network') continue;
    // A sender that has signed in is known, wherever they are.
    if (question.way !== 'submission' || (entry.kind === 'block-entry' && entry.signedInToo)) return entry;
  }
  return undefined;
}

function matching(
  view: DirectoryView,
  kind: Kind,
  { organizationId, now }: Asked,
  address: string,
  way: 'inbound' | 'outbound',
): Entry | undefined {
  if (view.entryCount(kind, organizationId) === 0) return undefined;
  for (const pattern of patternsCovering(address))
    for (const entry of view.named(kind, organizationId, pattern))
      if (holdsAt(entry, now) && (entry.kind === 'allow-entry' || entry.binds === 'both' || entry.binds === way))
        return entry;
  return undefined;
}

/** An author together with where it comes from: an address or network, or the domain that signs for it. */
function pairEntry(view: DirectoryView, kind: Kind, question: AuthorQuestion): Entry | undefined {
  const { author, organizationId, signedBy, now } = question;
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
