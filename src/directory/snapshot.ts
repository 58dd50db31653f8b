/**
 * The directory as decisions read it: one immutable snapshot with its indexes. A change makes another one that shares with it all it did
 * not touch, so that it costs the same in a large directory as in a small one. Pure; no I/O.
 */
import type { ObjectId } from '../base/id.ts';
import type { SortedList } from '../base/collections/sorted-list.ts';
import type {
  Device,
  AcceptedDomain,
  Credential,
  Directory,
  DirectoryEdit,
  DirectoryKind,
  DirectoryObject,
  DkimKey,
  Group,
  InboundConnector,
  LicencePool,
  MailboxAccount,
  Organization,
  OutboundConnector,
  SystemSettings,
} from './objects.ts';
import {
  domainOf,
  keyOf,
  keysBelow,
  nameKey,
  type NamedKind,
  needsDomain,
  type NetworkName,
  type ObjectOf,
  sameMailKey,
} from './entries.ts';
import { SeenIndexes } from './cut-indexes.ts';
import { indexAll, type ReadIndexes } from './indexes.ts';
import { firstOf, FirstMailboxes } from './first-mailboxes.ts';
import { type LocalTarget, ofOwner, ofOwnerFirst, targetOf, withoutPlus } from './given-names.ts';
import { addressOfMaildir } from './maildir-path.ts';
import type { AddressRange } from '../mail/network/address-ranges.ts';
import type { Listed, ListedNetwork } from './network-index.ts';
import { all } from './several.ts';

/** Work that is done piece by piece rests after each: it resolves when others have had their turn. */
export type Rest = () => Promise<void>;
/** Edits between two rests: a few milliseconds. */
const EDITS_AT_ONCE = 200;

export class DirectoryView {
  readonly revision: number;
  readonly #seen: SeenIndexes;
  readonly #indexes: ReadIndexes;
  readonly #arrays = new Map<DirectoryKind, readonly DirectoryObject[]>();
  readonly #firstMailboxes = new FirstMailboxes();

  constructor(directory: Directory | { readonly revision: number; readonly seen: SeenIndexes }) {
    this.revision = directory.revision;
    this.#seen = 'seen' in directory ? directory.seen : new SeenIndexes(indexAll(directory.objects));
    this.#indexes = this.#seen.read;
  }

  /** The same as if there were these organizations alone; what others decide too (who has a domain) has to be asked of the whole. */
  within(organizations: ReadonlySet<ObjectId>): DirectoryView {
    return new DirectoryView({ revision: this.revision, seen: this.#seen.within(organizations) });
  }

  get isWhole(): boolean {
    return this.#seen.only === null;
  }

  /** The directory after the edits. @param revision of a change that is only tried out: as before. */
  changed(edits: readonly DirectoryEdit[], revision = this.revision): DirectoryView {
    const edit = this.#seen.edit();
    for (const each of edits) edit.apply(each);
    return new DirectoryView({ revision, seen: this.#seen.after(edit) });
  }

  /** The same for any number of edits. */
  async changedInPieces(edits: readonly DirectoryEdit[], rest: Rest): Promise<DirectoryView> {
    const edit = this.#seen.edit();
    for (let at = 0; at < edits.length; at += EDITS_AT_ONCE) {
      for (const each of edits.slice(at, at + EDITS_AT_ONCE)) edit.apply(each);
      await rest();
    }
    return new DirectoryView({ revision: this.revision, seen: this.#seen.after(edit) });
  }

  /** The same directory under the revision that the store gave it. */
  at(revision: number): DirectoryView {
    return new DirectoryView({ revision, seen: this.#seen });
  }

  /** All of a kind, by id. */
  listOf<Kind extends DirectoryKind>(kind: Kind): SortedList<ObjectOf<Kind>> {
    return this.#indexes.lists[kind] as unknown as SortedList<ObjectOf<Kind>>;
  }

  #arrayOf<Kind extends DirectoryKind>(kind: Kind): readonly ObjectOf<Kind>[] {
    const known = this.#arrays.get(kind) ?? this.listOf(kind).pieces().flat();
    this.#arrays.set(kind, known);
    return known as readonly ObjectOf<Kind>[];
  }

  get organizations(): readonly Organization[] {
    return this.#arrayOf('organization');
  }

  get domains(): readonly AcceptedDomain[] {
    return this.#arrayOf('domain');
  }

  get mailboxes(): readonly MailboxAccount[] {
    return this.#arrayOf('mailbox');
  }

  get credentials(): readonly Credential[] {
    return this.#arrayOf('credential');
  }

  get inboundConnectors(): readonly InboundConnector[] {
    return this.#arrayOf('inbound-connector');
  }

  get outboundConnectors(): readonly OutboundConnector[] {
    return this.#arrayOf('outbound-connector');
  }

  get licencePools(): readonly LicencePool[] {
    return this.#arrayOf('licence-pool');
  }

  get devices(): readonly Device[] {
    return this.#arrayOf('device');
  }

  get system(): SystemSettings | null {
    return this.#arrayOf('system').at(-1) ?? null;
  }

  get<Kind extends DirectoryKind>(kind: Kind, id: ObjectId | null): ObjectOf<Kind> | null {
    return id === null ? null : (this.#seen.get(kind, id) as ObjectOf<Kind> | null);
  }

  /** Of a kind and organization, without regard to case. */
  named<Kind extends NamedKind | 'dkim-key'>(
    kind: Kind,
    organizationId: ObjectId,
    name: string,
  ): readonly ObjectOf<Kind>[] {
    return all(this.#indexes.maps.name.get(nameKey(kind, organizationId, name))) as readonly ObjectOf<Kind>[];
  }

  organizationsNamed(name: string): readonly Organization[] {
    return all(this.#indexes.maps.name.get(keyOf('organization', name.toLowerCase()))) as readonly Organization[];
  }

  /** Of all organizations, verified or not. `name`: lower-case A-label. */
  domainsNamed(name: string): readonly AcceptedDomain[] {
    return all(this.#indexes.maps.domain.get(name)) as readonly AcceptedDomain[];
  }

  ownDomain(organizationId: ObjectId, name: string): AcceptedDomain | null {
    return this.domainsNamed(name).find((domain) => domain.organizationId === organizationId) ?? null;
  }

  hasVerifiedDomain(organizationId: ObjectId): boolean {
    return this.#indexes.lists.verified.between(...keysBelow(organizationId)).next().done === false;
  }

  /** Added domain of that name, verified or not: a verified claim wins over unverified ones of other organizations. */
  addedDomain(name: string): AcceptedDomain | null {
    const claims = this.domainsNamed(name);
    return claims.find(({ verified }) => verified !== null) ?? claims[0] ?? null;
  }

  /** Accepted means added and verified. */
  acceptedDomain(name: string): AcceptedDomain | null {
    const domain = this.addedDomain(name);
    return domain?.verified ? domain : null;
  }

  /** Objects that name the address as their own or as an alias, whether they have it or not. `key`: see addressKey. */
  naming(key: string): readonly (MailboxAccount | Group)[] {
    return all(this.#indexes.maps.address.get(key)) as readonly (MailboxAccount | Group)[];
  }

  /** The object that has the address (`ofOwner`). `key`: see addressKey. */
  holders(key: string): readonly (MailboxAccount | Group)[] {
    return ofOwner(this.naming(key), this.acceptedDomain(domainOf(key)));
  }

  /** `holder`, else postmaster@/abuse@ by the organization's setting. `key`: see addressKey. */
  target(key: string): LocalTarget | null {
    const holder = this.holder(key);
    if (holder !== null) return holder;
    const at = key.lastIndexOf('@');
    const local = key.slice(0, at);
    return local === 'postmaster' || local === 'abuse' ? this.#postmasterTarget(key.slice(at + 1)) : null;
  }

  /** The holder of the address by name: exact, else plus-address of a mailbox that allows it. `key`: see addressKey. */
  holder(key: string): LocalTarget | null {
    const exact = this.holders(key).at(-1);
    if (exact !== undefined) return targetOf(exact);
    const plain = withoutPlus(key);
    const base = plain === null ? undefined : this.holders(plain).at(-1);
    return base?.kind === 'mailbox' && base.plusAddressing ? targetOf(base) : null;
  }

  #postmasterTarget(domain: string): LocalTarget | null {
    const organization = this.get('organization', this.acceptedDomain(domain)?.organizationId ?? null);
    if (organization === null) return null;
    const named = organization.postmaster ? this.holders(organization.postmaster.toLowerCase()).at(-1) : undefined;
    if (named !== undefined) return targetOf(named);
    const first = this.#firstMailboxes.of(organization.id, this.listOf('mailbox'));
    return first && targetOf(first);
  }

  /** Mailboxes that keep their mail at this path of the mail directory. */
  inMaildir(path: string): readonly MailboxAccount[] {
    const chosen = all(this.#indexes.maps.maildir.get(path)) as readonly MailboxAccount[];
    const address = addressOfMaildir(path);
    const holders = address === null ? [] : this.holders(address);
    const own = holders
      .filter((one) => one.kind === 'mailbox')
      .filter(({ delivery }) => delivery.kind === 'maildir' && delivery.path === path);
    return own.length === 0 ? chosen : [...new Set([...chosen, ...own])];
  }

  /** Mailboxes and groups of its addresses, mailboxes that may send as the whole of it, connectors that are narrowed to it. */
  *needingDomain(name: string): Generator<MailboxAccount | Group | InboundConnector> {
    let left = this.#indexes.counts['needs-domain'].get(name) ?? 0;
    for (const kind of ['mailbox', 'group', 'inbound-connector'] as const)
      for (const object of this.listOf(kind)) {
        if (left === 0) return;
        if (!needsDomain(object, name)) continue;
        left--;
        yield object;
      }
  }

  /** A mailbox of the domain whose mail is kept by another system. */
  elsewhereIn(domain: string): MailboxAccount | null {
    if (this.#indexes.counts.elsewhere.get(domain) === undefined) return null;
    const isOne = (one: MailboxAccount): boolean =>
      one.delivery.kind === 'elsewhere' && domainOf(one.address) === domain;
    return firstOf(this.listOf('mailbox'), isOne);
  }

  /**
   * The device a peer is known as: by the name it signed in with, before its own address, before the smallest network. Of the organization
   * where that is known. `address`: canonical.
   */
  deviceOf(address: string, login: string | null, organizationId: ObjectId | null): Device | null {
    const inOrganization = (device: Device): boolean =>
      organizationId === null || device.organizationId === organizationId;
    const logins = login === null ? undefined : this.#indexes.maps['device-login'].get(login.toLowerCase());
    const byLogin = (all(logins) as readonly Device[]).find(inOrganization);
    if (byLogin !== undefined) return byLogin;
    for (const { id } of this.#indexes.networks.device.covering(address)) {
      const device = this.get('device', id);
      if (device !== null && inOrganization(device)) return device;
    }
    return null;
  }

  /** Of an organization, of exactly this address or network. */
  devicesAt(organizationId: ObjectId, range: AddressRange): readonly Device[] {
    return this.#indexes.networks.device
      .holdersOf(range)
      .flatMap((id) => this.get('device', id) ?? [])
      .filter((device) => device.organizationId === organizationId);
  }

  /** Enabled inbound connectors whose addresses cover this one, the smallest network first; of one network by id. */
  connectorsCovering(address: string): Iterable<Listed<InboundConnector>> {
    return this.#holders('inbound-connector', this.#indexes.networks['inbound-connector'].covering(address));
  }

  /** Networks of enabled inbound connectors that have an address in common with the range. */
  connectorsOverlapping(range: AddressRange): Iterable<Listed<InboundConnector>> {
    return this.#holders('inbound-connector', this.#indexes.networks['inbound-connector'].overlapping(range));
  }

  /** Organizations that listed a network around the address as their devices', the smallest network first. */
  organizationsListing(address: string): Iterable<Listed<Organization>> {
    return this.#holders('organization', this.#indexes.networks.organization.covering(address));
  }

  /** Devices whose address or network covers this one, the smallest network first. `address`: canonical. */
  devicesCovering(address: string): Iterable<Listed<Device>> {
    return this.#holders('device', this.#indexes.networks.device.covering(address));
  }

  /** Devices whose address or network has an address in common with the range. */
  devicesOverlapping(range: AddressRange): Iterable<Listed<Device>> {
    return this.#holders('device', this.#indexes.networks.device.overlapping(range));
  }

  entryCount(kind: DirectoryKind, organizationId: ObjectId): number {
    return this.#indexes.counts.listed.get(keyOf(kind, organizationId)) ?? 0;
  }

  /** Entries of all lists of a kind whose network covers this address, the smallest network first. `address`: canonical. */
  entriesCovering<Kind extends 'allow-entry' | 'block-entry'>(kind: Kind, address: string) {
    return this.#holders(kind, this.#indexes.networks[kind].covering(address));
  }

  *#holders<Kind extends NetworkName>(
    kind: Kind,
    networks: Iterable<ListedNetwork>,
  ): Generator<Listed<ObjectOf<Kind>>> {
    for (const { range, text, id } of networks) {
      const holder = this.get(kind, id);
      if (holder !== null) yield { range, text, holder };
    }
  }

  /** Enabled inbound connectors that a client certificate may fit; by id. */
  connectorsForCertificate(keys: Iterable<string>): readonly InboundConnector[] {
    const found = new Map<ObjectId, InboundConnector>();
    for (const key of keys)
      for (const connector of all(this.#indexes.maps.certificate.get(key)) as readonly InboundConnector[])
        found.set(connector.id, connector);
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Enabled inbound connectors that ask for client certificates. The same list as long as none of them changed. */
  get certified(): SortedList<InboundConnector> {
    return this.#indexes.lists.certified as unknown as SortedList<InboundConnector>;
  }

  /** Of each profile that enabled inbound connectors and devices name, one of these. */
  *profilesInUse(): Generator<InboundConnector | Device> {
    const { profiled } = this.#indexes.lists;
    for (let one = profiled.after(''); one !== undefined; ) {
      const named = one as InboundConnector | Device;
      yield named;
      one = profiled.after(keysBelow(named.organizationId, (named.profile ?? '').toLowerCase())[1]);
    }
  }

  /** Objects that set limits of their own. */
  get limited(): SortedList<DirectoryObject> {
    return this.#indexes.lists.limited;
  }

  /** The organization's outbound connectors that name just this pattern of recipient domains. Lower case. */
  outboundNaming(organizationId: ObjectId, pattern: string): readonly OutboundConnector[] {
    return all(
      this.#indexes.maps['outbound-pattern'].get(keyOf(organizationId, pattern)),
    ) as readonly OutboundConnector[];
  }

  /** Enabled ones of the same organization that name the pattern, and the same senders and devices. The connector itself among them. */
  outboundLike(connector: OutboundConnector, pattern: string): readonly OutboundConnector[] {
    return all(
      this.#indexes.maps['outbound-same'].get(sameMailKey(connector, pattern)),
    ) as readonly OutboundConnector[];
  }

  /** Outbound connectors that name the device, or the other connector as their failover. */
  outboundNamingObject(
    kind: 'device' | 'outbound-connector',
    organizationId: ObjectId,
    name: string,
  ): readonly OutboundConnector[] {
    return all(this.#indexes.maps['named-by'].get(nameKey(kind, organizationId, name))) as readonly OutboundConnector[];
  }

  /** Enabled inbound connectors and devices of an organization that name a profile. */
  namingProfile(organizationId: ObjectId, name: string): Iterable<InboundConnector | Device> {
    const found = this.#indexes.lists.profiled.between(...keysBelow(organizationId, name.toLowerCase()));
    return found as Iterable<InboundConnector | Device>;
  }

  /** Somebody may sign in by CRAM-MD5. */
  get hasSealedCredential(): boolean {
    return this.#indexes.lists.sealed.length > 0;
  }

  /** Credentials that sign in by a login name, without regard to case. */
  credentialsFor(username: string): readonly Credential[] {
    const named = all(this.#indexes.maps.username.get(username.toLowerCase())) as readonly Credential[];
    return username.includes('@') ? ofOwnerFirst(named, this.acceptedDomain(domainOf(username))) : named;
  }

  /** All DKIM keys that the organization has for a domain, used or not. `domain`: lower-case A-label. */
  dkimKeysOf(organizationId: ObjectId, domain: string): readonly DkimKey[] {
    return all(this.#indexes.maps['keys-of'].get(keyOf(organizationId, domain))) as readonly DkimKey[];
  }

  credentialsOf(mailboxId: ObjectId): readonly Credential[] {
    return all(this.#indexes.maps['credential-of'].get(mailboxId)) as readonly Credential[];
  }
}
