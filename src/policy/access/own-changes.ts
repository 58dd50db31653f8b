/** Whether a change of the directory is the caller's to make: of their own organizations, and without what only Global administrators set. Pure. */
import type { ObjectId } from '../../base/id.ts';
import { belongsTo } from '../../directory/cut-indexes.ts';
import { domainOf } from '../../directory/entries.ts';
import { type AddressRange, contains, overlaps, parseRange } from '../../mail/network/address-ranges.ts';
import type { DirectoryEdit, DirectoryKind, DirectoryObject } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { newlyReserved, type ReservedValue } from './reserved-values.ts';

/** The first edit that goes too far, and in what. */
export type ForeignChange = { readonly kind: DirectoryKind; readonly object: DirectoryObject | null } & (
  | { readonly why: 'whole-system' }
  | ({ readonly why: 'reserved' } & Pick<ReservedValue, 'field' | 'what'>)
);

/** @param whole all of the directory, before the change. null: it is theirs to make. */
export function foreignChange(
  whole: DirectoryView,
  edits: readonly DirectoryEdit[],
  organizations: ReadonlySet<ObjectId>,
): ForeignChange | null {
  for (const edit of edits) {
    const { kind, id } = edit.verb === 'put' ? edit.object : edit;
    const before = whole.get(kind, id);
    const after = edit.verb === 'put' ? edit.object : null;
    const object = after ?? before;
    const isOwn = [before, after].every((one) => one === null || belongsTo(one, organizations));
    // Organizations are made and taken away by those who have all of them.
    if (!isOwn || kind === 'system' || (kind === 'organization' && (before === null || after === null)))
      return { why: 'whole-system', kind, object };
    if (after === null) continue;
    const reserved =
      newlyReserved(before, after) ??
      speaksForOthers(whole, before, after, organizations) ??
      claimsOthersAddress(whole, before, after);
    if (reserved !== null) return { why: 'reserved', kind, object, field: reserved.field, what: reserved.what };
  }
  return null;
}

/** Addresses in whose name mail may go out after a change and might not before, where the domain is another organization's. */
function speaksForOthers(
  whole: DirectoryView,
  before: DirectoryObject | null,
  after: DirectoryObject,
  organizations: ReadonlySet<ObjectId>,
): Pick<ReservedValue, 'field' | 'what'> | null {
  const had = new Set(before === null ? [] : namesOf(before).map(({ address }) => address));
  for (const { field, address } of namesOf(after)) {
    if (had.has(address)) continue;
    const owner = whole.acceptedDomain(domainOf(address));
    if (owner !== null && !organizations.has(owner.organizationId)) return { field, what: 'sender' };
  }
  return null;
}

/**
 * Addresses that a device or a connector gets, and that another organization has in some way: whoever has an address is let in by it, and sees what
 * came from there. Within the device networks of their own organization they are free to.
 */
function claimsOthersAddress(
  whole: DirectoryView,
  before: DirectoryObject | null,
  after: DirectoryObject,
): Pick<ReservedValue, 'field' | 'what'> | null {
  const had = new Set(before === null ? [] : addressesOf(before).map(({ address }) => address));
  for (const { field, address, organizationId } of addressesOf(after)) {
    const range = had.has(address) ? null : parseRange(address);
    if (range === null) continue;
    const networks = whole.get('organization', organizationId)?.deviceNetworks ?? [];
    const isOwn = networks.some((text) => {
      const network = parseRange(text);
      return network !== null && contains(network, range);
    });
    if (!isOwn && isOthers(whole, range, organizationId)) return { field, what: 'networks' };
  }
  return null;
}

interface Claim {
  readonly field: string;
  readonly address: string;
  readonly organizationId: ObjectId;
}

function addressesOf(object: DirectoryObject): readonly Claim[] {
  const [field, addresses] =
    object.kind === 'device'
      ? ['addresses', object.addresses]
      : object.kind === 'inbound-connector'
        ? ['senderAddresses', object.senderAddresses]
        : ['', []];
  if (!('organizationId' in object)) return [];
  return addresses.map((address) => ({ field, address, organizationId: object.organizationId }));
}

function isOthers(whole: DirectoryView, range: AddressRange, own: ObjectId): boolean {
  const touches = (text: string): boolean => {
    const other = parseRange(text);
    return other !== null && overlaps(other, range);
  };
  for (const { holder } of whole.connectorsOverlapping(range)) if (holder.organizationId !== own) return true;
  for (const { holder } of whole.devicesOverlapping(range)) if (holder.organizationId !== own) return true;
  return whole.organizations.some(({ id, deviceNetworks }) => id !== own && deviceNetworks.some(touches));
}

function namesOf(object: DirectoryObject): readonly { readonly field: string; readonly address: string }[] {
  if (object.kind === 'mailbox') return object.sendAs.map((address) => ({ field: 'sendAs', address }));
  if (!('rewriting' in object) || object.rewriting === null) return [];
  const { reversePath, from } = object.rewriting;
  return [reversePath, from].flatMap((address) => (address === null ? [] : [{ field: 'rewriting', address }]));
}
