/** A directory of any size, as a provider or a large company has it: the objects that `bench --directory` and its proof put into a store. */
import { createIdSource, type IdSource, type ObjectId } from '../../src/base/id.ts';
import { systemRandom } from '../../src/base/random.ts';
import { deviceForms } from '../../src/directory/kinds/device.ts';
import { groupForms } from '../../src/directory/kinds/group.ts';
import { mailboxForms } from '../../src/directory/kinds/mailbox.ts';
import { inboundConnectorForms } from '../../src/directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../src/directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../src/directory/kinds/outbound-connector.ts';
import { maildirOf } from '../../src/directory/maildir-path.ts';
import type {
  DirectoryObject,
  InboundConnector,
  MailboxAccount,
  OutboundConnector,
} from '../../src/directory/objects.ts';

export interface DirectorySize {
  readonly organizations: number;
  readonly domains: number;
  readonly mailboxes: number;
  readonly credentials: number;
  readonly groups: number;
  readonly devices: number;
  /** Inbound; each of two networks. */
  readonly inbound: number;
  readonly outbound: number;
}

/** What is promised to be well: 100,000 mailboxes, 10,000 devices, 5,000 connectors with 10,000 networks, 2,000 domains. */
export const wholeSize: DirectorySize = {
  organizations: 10,
  domains: 2_000,
  mailboxes: 100_000,
  credentials: 100_000,
  groups: 1_000,
  devices: 10_000,
  inbound: 4_980,
  outbound: 20,
};

export function sizedBy(part: number, whole: DirectorySize = wholeSize): DirectorySize {
  const of = (count: number): number => Math.max(1, Math.round(count * part));
  return {
    organizations: Math.min(whole.organizations, of(whole.organizations * 10)),
    domains: Math.max(whole.organizations, of(whole.domains)),
    mailboxes: of(whole.mailboxes),
    credentials: whole.credentials === 0 ? 0 : of(whole.credentials),
    groups: of(whole.groups),
    devices: of(whole.devices),
    inbound: of(whole.inbound),
    outbound: of(whole.outbound * 10),
  };
}

/** No password fits it: nobody signs in while the directory is measured. */
const VERIFIER = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const orgName = (index: number): string => `Organization ${index}`;
export const domainName = (index: number): string => `d${index}.scale.test`;
export const mailboxAddress = (index: number, domains: number): string => `user${index}@${domainName(index % domains)}`;

/** The ids of one run: a clock of its own goes on by a millisecond for each, so that no two can meet. */
function scaleIds(): IdSource {
  let now = 1_700_000_000_000;
  return createIdSource({ now: () => now++ } as Parameters<typeof createIdSource>[0], systemRandom);
}

const octets = (number: number): string => `${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;

/** Objects in the order in which they can be put. Of each kind the n-th belongs to organization n modulo their number. */
export function* directoryObjects(size: DirectorySize, ids: IdSource = scaleIds()): Generator<DirectoryObject> {
  const organizations: ObjectId[] = [];
  for (let n = 0; n < size.organizations; n++) {
    const id = ids.objectId();
    organizations.push(id);
    yield {
      kind: 'organization',
      ...organizationForms.standards,
      id,
      name: orgName(n),
      licensing: 'off',
    };
  }
  // What a domain's objects share is in the domain's organization.
  const owner = (index: number): ObjectId => organizations[(index % size.domains) % size.organizations] as ObjectId;
  for (let n = 0; n < size.domains; n++)
    yield {
      kind: 'domain',
      id: ids.objectId(),
      organizationId: owner(n),
      name: domainName(n),
      type: 'authoritative',
      verificationToken: `doorpost-verification=${n}`,
      verified: { at: 1_700_000_000_000, method: 'trusted' },
    };
  const mailboxes: ObjectId[] = [];
  for (let n = 0; n < size.mailboxes; n++) {
    const mailbox = scaleMailbox(n, size, owner(n), ids.objectId());
    mailboxes.push(mailbox.id);
    yield mailbox;
  }
  for (let n = 0; n < size.credentials; n++)
    yield {
      kind: 'credential',
      id: ids.objectId(),
      organizationId: owner(n % size.mailboxes),
      mailboxId: mailboxes[n % size.mailboxes] as ObjectId,
      name: `Copier ${n}`,
      username: mailboxAddress(n % size.mailboxes, size.domains),
      verifier: VERIFIER,
      enabled: true,
      createdAt: 1_700_000_000_000,
    };
  for (let n = 0; n < size.groups; n++)
    yield {
      kind: 'group',
      ...groupForms.standards,
      id: ids.objectId(),
      organizationId: owner(n),
      address: `group${n}@${domainName(n % size.domains)}`,
      displayName: `Group ${n}`,
      members: Array.from({ length: 20 }, (_, m) => mailboxAddress((n * 20 + m) % size.mailboxes, size.domains)),
    };
  for (let n = 0; n < size.devices; n++)
    yield {
      kind: 'device',
      ...deviceForms.standards,
      id: ids.objectId(),
      organizationId: owner(n),
      name: `Device ${n}`,
      place: `Floor ${n % 50}`,
      addresses: [`10.${octets(n * 3)}`],
      profile: n % 10 === 0 ? 'tolerant' : null,
      silentAfterDays: n % 20 === 0 ? 30 : null,
    };
  for (let n = 0; n < size.inbound; n++) yield scaleInbound(n, owner(n), ids.objectId());
  for (let n = 0; n < size.outbound; n++) yield scaleOutbound(n, owner(n), ids.objectId());
  yield {
    kind: 'system',
    id: ids.objectId(),
    limits: { connectionsTotal: 12_000, connectionsPerAddress: 12_000 },
    defaultOrganizationId: organizations[0] as ObjectId,
    captureOutbound: true,
  };
}

function scaleMailbox(n: number, { domains }: DirectorySize, organizationId: ObjectId, id: ObjectId): MailboxAccount {
  return {
    kind: 'mailbox',
    ...mailboxForms.standards,
    id,
    organizationId,
    address: mailboxAddress(n, domains),
    displayName: `User Number ${n}`,
    aliases: n % 4 === 0 ? [`alias${n}@${domainName(n % domains)}`] : [],
    delivery: maildirOf(mailboxAddress(n, domains)),
    limits: n % 100 === 0 ? { recipientsPerDay: 500 } : {},
  };
}

/** One network of each family. */
export const inboundNetworks = (n: number): readonly string[] => [
  `172.${16 + ((n >> 12) & 15)}.${(n >> 4) & 255}.${(n & 15) << 4}/28`,
  `2001:db8:${(n >> 16).toString(16)}:${(n & 0xffff).toString(16)}::/64`,
];

function scaleInbound(n: number, organizationId: ObjectId, id: ObjectId): InboundConnector {
  return {
    kind: 'inbound-connector',
    ...inboundConnectorForms.standards,
    id,
    organizationId,
    name: `Site ${n}`,
    // The measuring client comes by the first one too.
    senderAddresses: [...inboundNetworks(n), ...(n === 0 ? ['127.0.0.1'] : [])],
  };
}

function scaleOutbound(n: number, organizationId: ObjectId, id: ObjectId): OutboundConnector {
  return {
    kind: 'outbound-connector',
    ...outboundConnectorForms.standards,
    id,
    organizationId,
    name: `Partner ${n}`,
    recipientDomains: [`partner${n}.test`],
    route: { kind: 'smart-hosts', hosts: [{ host: '192.0.2.1', port: 25 }] },
    tls: 'none',
    auth: null,
    lastTest: null,
  };
}
