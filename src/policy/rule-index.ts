/**
 * What rules ask of one view for each object that a change touches, found once for all of them: a file of ten thousand devices would
 * otherwise cost the square of that, on the thread that answers the doors. Pure.
 */
import type { ObjectId } from '../base/id.ts';
import type { Device } from '../mail/device.ts';
import type { AcceptedDomain, Credential, DirectoryObject, Group, MailboxAccount } from '../mail/directory.ts';
import { addTo } from './add-to.ts';
import { rangeKey } from './address-ranges.ts';
import type { DirectoryView } from './directory-view.ts';

/** Objects that people tell apart by `name` within their organization. */
type Named = Extract<DirectoryObject, { readonly name: string; readonly organizationId: ObjectId }>;

export interface RuleIndex {
  /** Of the same kind and organization, without regard to case. */
  named(kind: Named['kind'], organizationId: ObjectId, name: string): readonly Named[];
  /** Whoever names the address as its own or as an alias. */
  holders(address: string): readonly (MailboxAccount | Group)[];
  domains(name: string): readonly AcceptedDomain[];
  ownDomain(organizationId: ObjectId, name: string): AcceptedDomain | null;
  hasVerifiedDomain(organizationId: ObjectId): boolean;
  /** However it is written there. */
  devicesAt(organizationId: ObjectId, address: string): readonly Device[];
  inMaildir(path: string): readonly MailboxAccount[];
  /** Mailboxes of a domain whose mail is kept by another system. */
  elsewhereIn(domain: string): readonly MailboxAccount[];
  credentialsOf(mailboxId: ObjectId): readonly Credential[];
}

/** Lower case. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const indexes = new WeakMap<DirectoryView, RuleIndex>();

export function ruleIndex(view: DirectoryView): RuleIndex {
  const known = indexes.get(view);
  if (known !== undefined) return known;
  const made = makeIndex(view);
  indexes.set(view, made);
  return made;
}

function makeIndex(view: DirectoryView): RuleIndex {
  const names = new Map<string, Named[]>();
  const holders = new Map<string, (MailboxAccount | Group)[]>();
  const domains = new Map<string, AcceptedDomain[]>();
  const devices = new Map<string, Device[]>();
  const maildirs = new Map<string, MailboxAccount[]>();
  const elsewhere = new Map<string, MailboxAccount[]>();
  const credentials = new Map<string, Credential[]>();
  const verified = new Set<ObjectId>();
  const key = (...parts: readonly string[]): string => parts.join('\n');
  const named: readonly Named[] = [
    ...view.domains,
    ...view.credentials,
    ...view.inboundConnectors,
    ...view.outboundConnectors,
    ...view.devices,
    ...view.deviceProfiles,
  ];
  for (const object of named) addTo(names, key(object.kind, object.organizationId, object.name.toLowerCase()), object);
  for (const domain of view.domains) {
    addTo(domains, domain.name, domain);
    if (domain.verified !== null) verified.add(domain.organizationId);
  }
  for (const object of [...view.mailboxes, ...view.groups])
    for (const address of new Set([object.address, ...object.aliases].map((each) => each.toLowerCase())))
      addTo(holders, address, object);
  for (const mailbox of view.mailboxes)
    if (mailbox.delivery.kind === 'maildir') addTo(maildirs, mailbox.delivery.path, mailbox);
    else if (mailbox.delivery.kind === 'elsewhere') addTo(elsewhere, domainOf(mailbox.address), mailbox);
  for (const device of view.devices)
    for (const address of new Set(device.addresses.map(rangeKey)))
      addTo(devices, key(device.organizationId, address), device);
  for (const credential of view.credentials) addTo(credentials, credential.mailboxId, credential);
  return {
    named: (kind, organizationId, name) => names.get(key(kind, organizationId, name.toLowerCase())) ?? [],
    holders: (address) => holders.get(address.toLowerCase()) ?? [],
    domains: (name) => domains.get(name) ?? [],
    ownDomain: (organizationId, name) =>
      domains.get(name)?.find((domain) => domain.organizationId === organizationId) ?? null,
    hasVerifiedDomain: (organizationId) => verified.has(organizationId),
    devicesAt: (organizationId, address) => devices.get(key(organizationId, rangeKey(address))) ?? [],
    inMaildir: (path) => maildirs.get(path) ?? [],
    elsewhereIn: (domain) => elsewhere.get(domain) ?? [],
    credentialsOf: (mailboxId) => credentials.get(mailboxId) ?? [],
  };
}
