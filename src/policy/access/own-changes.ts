/** Whether a change of the directory is the caller's to make: of their own organizations, and without what only Global administrators set. Pure. */
import type { ObjectId } from '../../base/id.ts';
import { belongsTo } from '../../directory/cut-indexes.ts';
import { domainOf } from '../../directory/entries.ts';
import type { DirectoryEdit, DirectoryKind, DirectoryObject } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type AddressRange, contains, parseRange } from '../../mail/network/address-ranges.ts';
import { ownDomainAbove } from '../ingress/relay.ts';
import { signInOwner } from '../owners/refusal-owner.ts';
import { newlyReserved, onlyClaimed, type ReservedValue } from './reserved-values.ts';

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
  const isClaimed = onlyClaimed(whole, edits);
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
      newlyReserved(before, after, isClaimed) ??
      speaksForOthers(whole, before, after, organizations) ??
      claims(whole, before, after);
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

function namesOf(object: DirectoryObject): readonly { readonly field: string; readonly address: string }[] {
  if (object.kind === 'mailbox') return object.sendAs.map((address) => ({ field: 'sendAs', address }));
  if (!('rewriting' in object) || object.rewriting === null) return [];
  const { reversePath, from } = object.rewriting;
  return [reversePath, from].flatMap((address) => (address === null ? [] : [{ field: 'rewriting', address }]));
}

interface Claim extends Pick<ReservedValue, 'field'> {
  readonly of: 'address' | 'certificate' | 'pin' | 'login' | 'owner';
  readonly value: string;
}

/**
 * Devices that would be theirs after a change, by an address, a certificate or a user name that nobody gave them: another organization's printer
 * must not become theirs by a more exact range. Addresses lie in device networks, which Global administrators list, names of certificates in own
 * domains, and user names are no other organization's. A pinned certificate goes before all names, whoever's they are: it is never theirs to set.
 */
function claims(
  whole: DirectoryView,
  before: DirectoryObject | null,
  after: DirectoryObject,
): Pick<ReservedValue, 'field' | 'what'> | null {
  if (!('organizationId' in after)) return null;
  const had = new Set(before === null ? [] : claimsOf(before).map(({ of, value }) => `${of} ${value}`));
  const claimed = claimsOf(after).find(
    (one) => !had.has(`${one.of} ${one.value}`) && !isGiven(whole, after.organizationId, one),
  );
  return claimed === undefined
    ? null
    : { field: claimed.field, what: claimed.of === 'pin' ? 'certificate' : claimed.of };
}

function claimsOf(object: DirectoryObject): readonly Claim[] {
  if (object.kind === 'credential') return [{ field: 'username', of: 'login', value: object.username }];
  if (object.kind === 'device')
    return [
      ...object.addresses.map((value): Claim => ({ field: 'addresses', of: 'address', value })),
      ...object.logins.map((value): Claim => ({ field: 'logins', of: 'login', value })),
      ...(object.owner === null ? [] : [{ field: 'owner', of: 'owner', value: object.owner } as const]),
    ];
  if (object.kind !== 'inbound-connector') return [];
  const { senderAddresses, certificateName: name, certificateFingerprint: pin } = object;
  return [
    ...senderAddresses.map((value): Claim => ({ field: 'senderAddresses', of: 'address', value })),
    ...(name === null ? [] : [{ field: 'certificateName', of: 'certificate', value: name } as const]),
    ...(pin === null ? [] : [{ field: 'certificateFingerprint', of: 'pin', value: pin } as const]),
  ];
}

function isGiven(whole: DirectoryView, organizationId: ObjectId, { of, value }: Claim): boolean {
  switch (of) {
    case 'address': {
      const range = parseRange(value);
      const networks = whole.get('organization', organizationId)?.deviceNetworks ?? [];
      return range !== null && networks.some((network) => covers(network, range));
    }
    case 'certificate':
      return ownDomainAbove(whole, organizationId, value.toLowerCase().replace(/^\*\./u, '')) !== null;
    case 'login': {
      // In an own verified domain the name is theirs to give, whoever has called a sign-in so before.
      if (whole.acceptedDomain(domainOf(value))?.organizationId === organizationId) return true;
      const owner = signInOwner(whole, value);
      return owner === null || owner === organizationId;
    }
    // Reports about its mail go there.
    case 'owner':
      return whole.acceptedDomain(domainOf(value))?.organizationId === organizationId;
    case 'pin':
      return false;
  }
}

function covers(network: string, range: AddressRange): boolean {
  const outer = parseRange(network);
  return outer !== null && contains(outer, range);
}
