/**
 * The directory as decisions read it: one immutable snapshot with its indexes, rebuilt on every change. Pure; no I/O.
 */
import type { ObjectId } from '../base/id.ts';
import { assertNever } from '../base/never.ts';
import type { Device, DeviceProfile } from '../mail/device.ts';
import type {
  AcceptedDomain,
  Credential,
  Directory,
  DirectoryKind,
  DirectoryObject,
  Group,
  InboundConnector,
  LicencePool,
  MailboxAccount,
  Organization,
  OutboundConnector,
  SystemSettings,
} from '../mail/directory.ts';
import { isSealed } from '../mail/sealed-credential.ts';
import { addTo } from './add-to.ts';
import { canonicalAddress, coverage } from './peer-address.ts';

/** Who answers to a local address. */
export type LocalTarget =
  | { readonly kind: 'mailbox'; readonly mailbox: MailboxAccount }
  | { readonly kind: 'group'; readonly group: Group };

type ObjectOf<Kind extends DirectoryKind> = Extract<DirectoryObject, { kind: Kind }>;

export class DirectoryView {
  readonly revision: number;
  readonly organizations: readonly Organization[];
  readonly domains: readonly AcceptedDomain[];
  readonly mailboxes: readonly MailboxAccount[];
  readonly groups: readonly Group[];
  readonly credentials: readonly Credential[];
  readonly inboundConnectors: readonly InboundConnector[];
  readonly outboundConnectors: readonly OutboundConnector[];
  readonly licencePools: readonly LicencePool[];
  readonly devices: readonly Device[];
  readonly deviceProfiles: readonly DeviceProfile[];
  readonly system: SystemSettings | null;
  #hasSealed: boolean | null = null;
  readonly #byId = new Map<ObjectId, DirectoryObject>();
  readonly #domains = new Map<string, AcceptedDomain>();
  readonly #targets = new Map<string, LocalTarget>();
  readonly #credentials = new Map<string, Credential[]>();
  readonly #outbound = new Map<string, OutboundConnector[]>();
  readonly #deviceAddresses = new Map<string, Device[]>();
  readonly #deviceLogins = new Map<string, Device[]>();
  readonly #deviceNetworks: { readonly network: string; readonly device: Device }[] = [];

  constructor(directory: Directory) {
    this.revision = directory.revision;
    const organizations: Organization[] = [];
    const domains: AcceptedDomain[] = [];
    const mailboxes: MailboxAccount[] = [];
    const groups: Group[] = [];
    const credentials: Credential[] = [];
    const inbound: InboundConnector[] = [];
    const outbound: OutboundConnector[] = [];
    const pools: LicencePool[] = [];
    const devices: Device[] = [];
    const profiles: DeviceProfile[] = [];
    let system: SystemSettings | null = null;
    for (const object of directory.objects) {
      this.#byId.set(object.id, object);
      switch (object.kind) {
        case 'organization':
          organizations.push(object);
          break;
        case 'domain':
          domains.push(object);
          this.#indexDomain(object);
          break;
        case 'mailbox':
          mailboxes.push(object);
          for (const key of [object.address, ...object.aliases])
            this.#targets.set(key.toLowerCase(), { kind: 'mailbox', mailbox: object });
          break;
        case 'group':
          groups.push(object);
          for (const key of [object.address, ...object.aliases])
            this.#targets.set(key.toLowerCase(), { kind: 'group', group: object });
          break;
        case 'credential': {
          credentials.push(object);
          addTo(this.#credentials, object.username.toLowerCase(), object);
          break;
        }
        case 'inbound-connector':
          inbound.push(object);
          break;
        case 'outbound-connector':
          outbound.push(object);
          for (const pattern of new Set(object.recipientDomains.map((each) => each.toLowerCase())))
            addTo(this.#outbound, pattern, object);
          break;
        case 'licence-pool':
          pools.push(object);
          break;
        case 'device':
          devices.push(object);
          this.#indexDevice(object);
          break;
        case 'device-profile':
          profiles.push(object);
          break;
        case 'system':
          system = object;
          break;
        default:
          assertNever(object);
      }
    }
    this.organizations = organizations;
    this.domains = domains;
    this.mailboxes = mailboxes;
    this.groups = groups;
    this.credentials = credentials;
    this.inboundConnectors = inbound;
    this.outboundConnectors = outbound;
    this.licencePools = pools;
    this.devices = devices;
    this.deviceProfiles = profiles;
    this.system = system;
  }

  /** A verified claim to a name wins over unverified ones of other organizations. */
  #indexDomain(domain: AcceptedDomain): void {
    const holder = this.#domains.get(domain.name);
    if (holder === undefined || (holder.verified === null && domain.verified !== null))
      this.#domains.set(domain.name, domain);
  }

  #indexDevice(device: Device): void {
    for (const network of device.addresses)
      if (network.includes('/')) this.#deviceNetworks.push({ network, device });
      else addTo(this.#deviceAddresses, canonicalAddress(network), device);
    for (const login of device.logins) addTo(this.#deviceLogins, login.toLowerCase(), device);
  }

  get<Kind extends DirectoryKind>(kind: Kind, id: ObjectId | null): ObjectOf<Kind> | null {
    const object = id === null ? undefined : this.#byId.get(id);
    return object?.kind === kind ? (object as ObjectOf<Kind>) : null;
  }

  /** Added domain of that name, verified or not. `name`: lower-case A-label. */
  addedDomain(name: string): AcceptedDomain | null {
    return this.#domains.get(name) ?? null;
  }

  /** Accepted means added and verified. */
  acceptedDomain(name: string): AcceptedDomain | null {
    const domain = this.#domains.get(name);
    return domain?.verified ? domain : null;
  }

  /** `holder`, else postmaster@/abuse@ by the organization's setting. `key`: see addressKey. */
  target(key: string): LocalTarget | null {
    const holder = this.holder(key);
    if (holder !== null) return holder;
    const at = key.lastIndexOf('@');
    const local = key.slice(0, at);
    return local === 'postmaster' || local === 'abuse' ? this.#postmasterTarget(key.slice(at + 1)) : null;
  }

  /** Whose address it is by name: exact, else plus-address of a mailbox that allows it. `key`: see addressKey. */
  holder(key: string): LocalTarget | null {
    const exact = this.#targets.get(key);
    if (exact) return exact;
    const at = key.lastIndexOf('@');
    const local = key.slice(0, at);
    const plus = local.indexOf('+');
    if (plus > 0) {
      const base = this.#targets.get(local.slice(0, plus) + key.slice(at));
      if (base?.kind === 'mailbox' && base.mailbox.plusAddressing) return base;
    }
    return null;
  }

  #postmasterTarget(domain: string): LocalTarget | null {
    const organization = this.get('organization', this.acceptedDomain(domain)?.organizationId ?? null);
    const named = organization?.postmaster ? this.#targets.get(organization.postmaster.toLowerCase()) : undefined;
    if (named) return named;
    const first = this.mailboxes.find((mailbox) => mailbox.organizationId === organization?.id && mailbox.enabled);
    return first ? { kind: 'mailbox', mailbox: first } : null;
  }

  /**
   * The device a peer is known as: by the name it signed in with, before its own address, before the smallest network. Of the organization
   * where that is known. `address`: canonical.
   */
  deviceOf(address: string, login: string | null, organizationId: ObjectId | null): Device | null {
    const inOrganization = (device: Device): boolean =>
      organizationId === null || device.organizationId === organizationId;
    const byLogin = login === null ? undefined : this.#deviceLogins.get(login.toLowerCase())?.find(inOrganization);
    const known = byLogin ?? this.#deviceAddresses.get(address)?.find(inOrganization);
    if (known !== undefined || this.#deviceNetworks.length === 0) return known ?? null;
    let best: Device | null = null;
    let closest = -1;
    for (const { network, device } of this.#deviceNetworks) {
      const fit = inOrganization(device) ? (coverage(network, address) ?? -1) : -1;
      if (fit > closest) [best, closest] = [device, fit];
    }
    return best;
  }

  /** Outbound connectors that name just this pattern of recipient domains. Lower case. */
  outboundNaming(pattern: string): readonly OutboundConnector[] {
    return this.#outbound.get(pattern) ?? [];
  }

  /** Somebody may sign in by CRAM-MD5. */
  get hasSealedCredential(): boolean {
    this.#hasSealed ??= this.credentials.some(isSealed);
    return this.#hasSealed;
  }

  /** Credentials that carry a login name, without regard to case. */
  credentialsFor(username: string): readonly Credential[] {
    return this.#credentials.get(username.toLowerCase()) ?? [];
  }
}

/** Holds the snapshot in force. The composition swaps it after each change; readers take `current` once per decision. */
export class LiveDirectory {
  #view: DirectoryView;
  readonly #listeners = new Set<(view: DirectoryView) => void>();

  constructor(directory: Directory) {
    this.#view = new DirectoryView(directory);
  }

  get current(): DirectoryView {
    return this.#view;
  }

  replace(directory: Directory): void {
    if (directory.revision < this.#view.revision) return;
    this.#view = new DirectoryView(directory);
    for (const listener of this.#listeners) listener(this.#view);
  }

  /** Returns the unsubscribe. */
  onChange(listener: (view: DirectoryView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
