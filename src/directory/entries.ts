/** Under which keys each object of the directory is looked up. Pure. */
import type { ObjectId } from '../base/id.ts';
import { assertNever } from '../base/never.ts';
import type { DirectoryKind, DirectoryObject } from './objects.ts';
import { isNetwork, readListed } from './listed-name.ts';
import { dkimKeyName } from './dkim-keys.ts';
import { maildirPathOf } from './maildir-path.ts';
import { isSealed } from './sealed-credential.ts';

/** Objects that people tell apart by `name` within their organization. */
const namedKinds = [
  'inbound-connector',
  'outbound-connector',
  'device',
  'device-profile',
  'allow-entry',
  'block-entry',
  'restriction',
] as const;
export type NamedKind = (typeof namedKinds)[number];

export const isNamedKind = (kind: DirectoryKind): kind is NamedKind =>
  (namedKinds as readonly DirectoryKind[]).includes(kind);

export const isNamed = (object: DirectoryObject): object is ObjectOf<NamedKind> => isNamedKind(object.kind);

export type ObjectOf<Kind extends DirectoryKind> = Extract<DirectoryObject, { kind: Kind }>;

/** By one key, which several objects may have. */
export type MapName =
  /** Kind, organization, name. */
  | 'name'
  | 'domain'
  /** Own addresses and aliases of mailboxes and groups. */
  | 'address'
  | 'username'
  | 'credential-of'
  /** Organization, and pattern of recipient domains of outbound connectors. */
  | 'outbound-pattern'
  /** Enabled outbound connectors that carry the same mail of the same senders and devices, see `sameMailKey`. */
  | 'outbound-same'
  /** Devices and failovers that outbound connectors name, see `namingKey`. */
  | 'named-by'
  | 'device-login'
  /** Organization and domain of DKIM keys. */
  | 'keys-of'
  /** Of mailboxes whose path is not the one of their address. */
  | 'maildir'
  /** Names and fingerprints of client certificates, see `certificateKeys`. */
  | 'certificate';

/** In an order: by id, or by the key that is looked up and then by id. */
export type ListName =
  | DirectoryKind
  /** Objects that set limits of their own. */
  | 'limited'
  /** Inbound connectors that ask for client certificates. */
  | 'certified'
  /** Verified domains by organization. */
  | 'verified'
  | 'sealed'
  /** Enabled inbound connectors and devices by the profile they name. */
  | 'profiled';

export type NetworkName = 'inbound-connector' | 'device' | 'organization' | 'allow-entry' | 'block-entry';

/** How many objects there are of which only the rules ask, and then seldom: of those that would be left without a domain, of mailboxes kept elsewhere, of entries in the lists of an organization. */
export type CountName = 'needs-domain' | 'elsewhere' | 'listed';

/** Takes the entries of one object. */
export interface EntrySink {
  map(name: MapName, key: string): void;
  list(name: ListName, key: string): void;
  count(name: CountName, key: string): void;
  /** Of one index only. */
  networks(name: NetworkName, texts: readonly string[]): void;
}

/** Between the parts of a key: no part has it. */
const SEPARATOR = '\n';

export const keyOf = (...parts: readonly string[]): string => parts.join(SEPARATOR);

/** The first and the last key that begin with these parts. */
export const keysBelow = (...parts: readonly string[]): readonly [first: string, last: string] => {
  const start = `${keyOf(...parts)}${SEPARATOR}`;
  return [start, `${start}\u{10ffff}`];
};

export const nameKey = (kind: DirectoryKind, organizationId: ObjectId, name: string): string =>
  keyOf(kind, organizationId, name.toLowerCase());

/** Lower case. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Under which keys an object stands: the one place that says so. */
export function eachEntry(object: DirectoryObject, sink: EntrySink): void {
  sink.list(object.kind, object.id);
  if ('limits' in object && hasFields(object.limits)) sink.list('limited', object.id);
  switch (object.kind) {
    case 'organization':
      sink.map('name', keyOf(object.kind, object.name.toLowerCase()));
      sink.networks('organization', object.deviceNetworks);
      break;
    case 'domain':
      sink.map('domain', object.name);
      if (object.verified !== null) sink.list('verified', keyOf(object.organizationId, object.id));
      break;
    case 'mailbox':
      eachAddress(object, sink);
      eachDomain(object, object.sendAs, (domain) => sink.count('needs-domain', domain));
      // Nearly always it is the one its address gives, and found by that.
      if (object.delivery.kind === 'maildir' && object.delivery.path !== maildirPathOf(object.address))
        sink.map('maildir', object.delivery.path);
      if (object.delivery.kind === 'elsewhere') sink.count('elsewhere', domainOf(object.address));
      break;
    case 'group':
      eachAddress(object, sink);
      eachDomain(object, [], (domain) => sink.count('needs-domain', domain));
      break;
    case 'credential':
      sink.map('username', object.username.toLowerCase());
      sink.map('credential-of', object.mailboxId);
      if (isSealed(object)) sink.list('sealed', object.id);
      break;
    case 'inbound-connector':
      sink.map('name', nameKey(object.kind, object.organizationId, object.name));
      for (const domain of new Set(object.associatedAcceptedDomains)) sink.count('needs-domain', domain);
      if (object.enabled) {
        sink.networks('inbound-connector', object.senderAddresses);
        for (const key of certificateKeys(object)) sink.map('certificate', key);
        if (object.certificateName !== null || object.certificateFingerprint !== null)
          sink.list('certified', object.id);
        sink.list('profiled', profileKey(object, object.profile));
      }
      break;
    case 'outbound-connector':
      eachOfWayOut(object, sink);
      break;
    case 'device':
      sink.map('name', nameKey(object.kind, object.organizationId, object.name));
      sink.networks('device', object.addresses);
      for (const login of object.logins) sink.map('device-login', login.toLowerCase());
      if (object.profile !== null) sink.list('profiled', profileKey(object, object.profile));
      break;
    case 'allow-entry':
    case 'block-entry':
    case 'restriction':
      eachOfLists(object, sink);
      break;
    case 'device-profile':
      sink.map('name', nameKey(object.kind, object.organizationId, object.name));
      break;
    case 'dkim-key':
      sink.map('name', nameKey(object.kind, object.organizationId, dkimKeyName(object)));
      sink.map('keys-of', keyOf(object.organizationId, object.domain));
      break;
    case 'licence-pool':
    case 'system':
      break;
    default:
      assertNever(object);
  }
}

function eachOfWayOut(connector: ObjectOf<'outbound-connector'>, sink: EntrySink): void {
  const { kind, organizationId, name, recipientDomains, enabled, devices, failover } = connector;
  sink.map('name', nameKey(kind, organizationId, name));
  for (const pattern of new Set(recipientDomains.map((each) => each.toLowerCase()))) {
    sink.map('outbound-pattern', keyOf(organizationId, pattern));
    if (enabled) sink.map('outbound-same', sameMailKey(connector, pattern));
  }
  for (const device of devices) sink.map('named-by', nameKey('device', organizationId, device));
  for (const other of failover) sink.map('named-by', nameKey(kind, organizationId, other));
}

function eachOfLists(object: ObjectOf<'allow-entry' | 'block-entry' | 'restriction'>, sink: EntrySink): void {
  sink.map('name', nameKey(object.kind, object.organizationId, object.name));
  sink.count('listed', keyOf(object.kind, object.organizationId));
  if (object.kind === 'restriction') return;
  const listed = readListed(object.name);
  const network = listed.kind === 'pair' ? listed.source : object.name;
  if (listed.kind !== 'author' && isNetwork(network)) sink.networks(object.kind, [network]);
}

function eachAddress(owner: { readonly address: string; readonly aliases: readonly string[] }, sink: EntrySink): void {
  sink.map('address', owner.address.toLowerCase());
  for (const alias of owner.aliases) sink.map('address', alias.toLowerCase());
}

/** Those of its addresses, and those it may send as as a whole; each once. */
function eachDomain(
  owner: { readonly address: string; readonly aliases: readonly string[] },
  sendAs: readonly string[],
  take: (domain: string) => void,
): void {
  const first = domainOf(owner.address);
  take(first);
  // Most have only the one: a hundred thousand sets are not made for that.
  if (owner.aliases.length === 0 && sendAs.length === 0) return;
  const others = [...owner.aliases, ...sendAs.filter((each) => each.startsWith('@'))].map(domainOf);
  for (const domain of new Set(others)) if (domain !== first) take(domain);
}

export function needsDomain(object: ObjectOf<'mailbox' | 'group' | 'inbound-connector'>, name: string): boolean {
  if (object.kind === 'inbound-connector') return object.associatedAcceptedDomains.includes(name);
  let isNeeded = false;
  eachDomain(object, object.kind === 'mailbox' ? object.sendAs : [], (domain) => {
    isNeeded ||= domain === name;
  });
  return isNeeded;
}

const profileKey = ({ organizationId, id }: { organizationId: ObjectId; id: ObjectId }, profile: string): string =>
  keyOf(organizationId, profile.toLowerCase(), id);

/** @param pattern of its recipient domains, lower case. */
export const sameMailKey = (
  { organizationId, senders, devices }: ObjectOf<'outbound-connector'>,
  pattern: string,
): string => keyOf(organizationId, pattern, JSON.stringify([senders, devices]));

/** A pinned certificate by its fingerprint; a name by itself, and by what stands behind its first label, for a certificate's own wildcard. */
function certificateKeys({
  certificateName,
  certificateFingerprint,
}: Pick<ObjectOf<'inbound-connector'>, 'certificateName' | 'certificateFingerprint'>): readonly string[] {
  const keys: string[] = [];
  if (certificateFingerprint !== null)
    keys.push(keyOf('pin', certificateFingerprint.replaceAll(':', '').toLowerCase()));
  if (certificateName === null) return keys;
  const name = certificateName.toLowerCase();
  keys.push(keyOf('name', name));
  if (!name.startsWith('*.')) keys.push(keyOf('under', name.slice(name.indexOf('.') + 1)));
  return keys;
}

/** Every key under which a connector may stand that a certificate fits. Names that do not chain to an authority count for nothing. */
export function keysOfCertificate(certificate: {
  readonly chained: boolean;
  readonly fingerprint: string;
  readonly names: readonly string[];
}): ReadonlySet<string> {
  const keys = new Set([keyOf('pin', certificate.fingerprint)]);
  if (!certificate.chained) return keys;
  for (const each of certificate.names) {
    const name = each.toLowerCase();
    keys.add(keyOf('name', name));
    if (name.startsWith('*.')) keys.add(keyOf('under', name.slice(2)));
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
      keys.add(keyOf('name', `*${name.slice(dot)}`));
  }
  return keys;
}

function hasFields(object: object): boolean {
  for (const _ in object) return true;
  return false;
}
