/**
 * Everything that is looked up in the directory, by what it is looked up by. A change takes the entries of each object it touches out and
 * puts the new ones in; all else is shared with the directory before. Pure.
 */
import type { ObjectId } from '../base/id.ts';
import { assertNever } from '../base/never.ts';
import { type MapEdit, PersistentMap } from '../base/persistent-map.ts';
import { type ListEdit, SortedList } from '../base/sorted-list.ts';
import type { DirectoryEdit, DirectoryKind, DirectoryObject } from '../mail/directory.ts';
import { isSealed } from '../mail/sealed-credential.ts';
import { type NetworkEdit, NetworkIndex } from './network-index.ts';
import { type Several, withItem, withoutItem } from './several.ts';

export type ObjectOf<Kind extends DirectoryKind> = Extract<DirectoryObject, { kind: Kind }>;

/** By one key, which several objects may have. */
type MapName =
  | 'id'
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
  | 'maildir'
  /** Names and fingerprints of client certificates, see `certificateKeys`. */
  | 'certificate';

/** In an order: by id, or by the key that is looked up and then by id. */
type ListName =
  | DirectoryKind
  /** Objects that set limits of their own. */
  | 'limited'
  /** Inbound connectors that ask for client certificates. */
  | 'certified'
  /** Verified domains by organization. */
  | 'verified'
  /** Mailboxes kept by another system, by domain. */
  | 'elsewhere'
  /** What would be left without a domain, by its name. */
  | 'needs-domain'
  | 'sealed'
  /** Enabled inbound connectors and devices by the profile they name. */
  | 'profiled';

type NetworkName = 'inbound-connector' | 'device' | 'organization';

export interface DirectoryIndexes {
  readonly maps: Readonly<Record<MapName, PersistentMap<Several<DirectoryObject>>>>;
  readonly lists: Readonly<Record<ListName, SortedList<DirectoryObject>>>;
  readonly networks: Readonly<Record<NetworkName, NetworkIndex>>;
}

const map = (): PersistentMap<Several<DirectoryObject>> => PersistentMap.empty();
const list = (): SortedList<DirectoryObject> => SortedList.empty();
const networks = (): NetworkIndex => NetworkIndex.empty();

export const noIndexes: DirectoryIndexes = {
  maps: {
    id: map(),
    name: map(),
    domain: map(),
    address: map(),
    username: map(),
    'credential-of': map(),
    'outbound-pattern': map(),
    'outbound-same': map(),
    'named-by': map(),
    'device-login': map(),
    maildir: map(),
    certificate: map(),
  },
  lists: {
    organization: list(),
    domain: list(),
    mailbox: list(),
    group: list(),
    credential: list(),
    'inbound-connector': list(),
    'outbound-connector': list(),
    'licence-pool': list(),
    device: list(),
    'device-profile': list(),
    system: list(),
    limited: list(),
    certified: list(),
    verified: list(),
    elsewhere: list(),
    'needs-domain': list(),
    sealed: list(),
    profiled: list(),
  },
  networks: { 'inbound-connector': networks(), device: networks(), organization: networks() },
};

interface Entries {
  readonly maps: readonly (readonly [MapName, string])[];
  readonly lists: readonly (readonly [ListName, string])[];
  readonly networks: Networks | null;
}

interface Networks {
  readonly index: NetworkName;
  readonly texts: readonly string[];
}

const NOTHING: Entries = { maps: [], lists: [], networks: null };

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
function entriesOf(object: DirectoryObject): Entries {
  const maps: (readonly [MapName, string])[] = [['id', object.id]];
  const lists: (readonly [ListName, string])[] = [[object.kind, object.id]];
  let listed: Networks | null = null;
  if ('limits' in object && Object.keys(object.limits).length > 0) lists.push(['limited', object.id]);
  switch (object.kind) {
    case 'organization':
      maps.push(['name', keyOf(object.kind, object.name.toLowerCase())]);
      listed = { index: 'organization', texts: object.deviceNetworks };
      break;
    case 'domain':
      maps.push(['domain', object.name]);
      if (object.verified !== null) lists.push(['verified', keyOf(object.organizationId, object.id)]);
      break;
    case 'mailbox':
      for (const address of ownAddresses(object)) maps.push(['address', address]);
      for (const domain of domainsOf(object, object.sendAs)) lists.push(['needs-domain', keyOf(domain, object.id)]);
      if (object.delivery.kind === 'maildir') maps.push(['maildir', object.delivery.path]);
      if (object.delivery.kind === 'elsewhere') lists.push(['elsewhere', keyOf(domainOf(object.address), object.id)]);
      break;
    case 'group':
      for (const address of ownAddresses(object)) maps.push(['address', address]);
      for (const domain of domainsOf(object, [])) lists.push(['needs-domain', keyOf(domain, object.id)]);
      break;
    case 'credential':
      maps.push(['username', object.username.toLowerCase()], ['credential-of', object.mailboxId]);
      if (isSealed(object)) lists.push(['sealed', object.id]);
      break;
    case 'inbound-connector':
      maps.push(['name', nameKey(object.kind, object.organizationId, object.name)]);
      for (const domain of object.associatedAcceptedDomains) lists.push(['needs-domain', keyOf(domain, object.id)]);
      if (object.enabled) {
        listed = { index: 'inbound-connector', texts: object.senderAddresses };
        for (const key of certificateKeys(object)) maps.push(['certificate', key]);
        if (object.certificateName !== null || object.certificateFingerprint !== null)
          lists.push(['certified', object.id]);
        lists.push(['profiled', profileKey(object, object.profile)]);
      }
      break;
    case 'outbound-connector':
      maps.push(['name', nameKey(object.kind, object.organizationId, object.name)]);
      for (const pattern of new Set(object.recipientDomains.map((each) => each.toLowerCase()))) {
        maps.push(['outbound-pattern', keyOf(object.organizationId, pattern)]);
        if (object.enabled) maps.push(['outbound-same', sameMailKey(object, pattern)]);
      }
      for (const device of object.devices) maps.push(['named-by', nameKey('device', object.organizationId, device)]);
      for (const other of object.failover) maps.push(['named-by', nameKey(object.kind, object.organizationId, other)]);
      break;
    case 'device':
      maps.push(['name', nameKey(object.kind, object.organizationId, object.name)]);
      listed = { index: 'device', texts: object.addresses };
      for (const login of object.logins) maps.push(['device-login', login.toLowerCase()]);
      if (object.profile !== null) lists.push(['profiled', profileKey(object, object.profile)]);
      break;
    case 'device-profile':
      maps.push(['name', nameKey(object.kind, object.organizationId, object.name)]);
      break;
    case 'licence-pool':
    case 'system':
      break;
    default:
      assertNever(object);
  }
  return { maps, lists, networks: listed };
}

const ownAddresses = ({ address, aliases }: { readonly address: string; readonly aliases: readonly string[] }) =>
  [address, ...aliases].map((each) => each.toLowerCase());

/** Those of its addresses, and those it may send as as a whole. */
const domainsOf = (
  owner: { readonly address: string; readonly aliases: readonly string[] },
  sendAs: readonly string[],
): ReadonlySet<string> =>
  new Set([
    ...[owner.address, ...owner.aliases].map(domainOf),
    ...sendAs.filter((each) => each.startsWith('@')).map(domainOf),
  ]);

const profileKey = ({ organizationId, id }: { organizationId: ObjectId; id: ObjectId }, profile: string): string =>
  keyOf(organizationId, profile.toLowerCase(), id);

/** @param pattern of its recipient domains, lower case. */
export const sameMailKey = (
  { organizationId, senders, devices }: ObjectOf<'outbound-connector'>,
  pattern: string,
): string => keyOf(organizationId, pattern, JSON.stringify([senders, devices]));

/** A pinned certificate by its fingerprint; a name by itself, and by what stands behind its first label, for a certificate's own wildcard. */
export function certificateKeys({
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

/** Gathers a change; what it does not touch is not copied. Of no use after `done`. */
export class IndexEdit {
  readonly #before: DirectoryIndexes;
  readonly #maps = new Map<MapName, MapEdit<Several<DirectoryObject>>>();
  readonly #lists = new Map<ListName, ListEdit<DirectoryObject>>();
  readonly #networks = new Map<NetworkName, NetworkEdit>();

  constructor(before: DirectoryIndexes) {
    this.#before = before;
  }

  apply(edit: DirectoryEdit): void {
    const id = edit.verb === 'put' ? edit.object.id : edit.id;
    const present = this.#map('id').get(id) as DirectoryObject | undefined;
    const before = present === undefined ? NOTHING : entriesOf(present);
    const after = edit.verb === 'put' ? entriesOf(edit.object) : NOTHING;
    for (const [name, key] of before.maps) {
      const edited = this.#map(name);
      const left = withoutItem(edited.get(key), id);
      if (left === undefined) edited.delete(key);
      else edited.set(key, left);
    }
    for (const [name, key] of before.lists) this.#list(name).delete(key);
    if (edit.verb === 'put') {
      for (const [name, key] of after.maps) {
        const edited = this.#map(name);
        edited.set(key, withItem(edited.get(key), edit.object));
      }
      for (const [name, key] of after.lists) this.#list(name).set(key, edit.object);
    }
    this.#applyNetworks(id, before.networks, after.networks);
  }

  /** A connector may list thousands: those that stay are not touched. An object is in one index only. */
  #applyNetworks(id: ObjectId, before: Networks | null, after: Networks | null): void {
    const had = new Set(before?.texts);
    const has = new Set(after?.texts);
    const gone = had.difference(has);
    if (before !== null) for (const text of gone) this.#network(before.index).remove(text, id);
    if (after === null) return;
    // What is the same network in other words (`10.0.0.7`, `10.0.0.7/32`) went with those.
    const come = gone.size === 0 ? has.difference(had) : has;
    for (const text of come) this.#network(after.index).add(text, id);
  }

  #map(name: MapName): MapEdit<Several<DirectoryObject>> {
    const open = this.#maps.get(name) ?? this.#before.maps[name].edit();
    this.#maps.set(name, open);
    return open;
  }

  #list(name: ListName): ListEdit<DirectoryObject> {
    const open = this.#lists.get(name) ?? this.#before.lists[name].edit();
    this.#lists.set(name, open);
    return open;
  }

  #network(name: NetworkName): NetworkEdit {
    const open = this.#networks.get(name) ?? this.#before.networks[name].edit();
    this.#networks.set(name, open);
    return open;
  }

  done(): DirectoryIndexes {
    const { maps, lists, networks } = this.#before;
    return {
      maps: { ...maps, ...finished(this.#maps) },
      lists: { ...lists, ...finished(this.#lists) },
      networks: { ...networks, ...finished(this.#networks) },
    };
  }
}

const finished = <Name extends string, Value>(
  edits: ReadonlyMap<Name, { done(): Value }>,
): Partial<Record<Name, Value>> =>
  Object.fromEntries([...edits].map(([name, edit]) => [name, edit.done()])) as Partial<Record<Name, Value>>;
