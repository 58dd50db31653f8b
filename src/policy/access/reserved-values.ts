/**
 * Values in the directory that only Global administrators set: what reaches into the machine, its network or other organizations, and what an
 * organization is given of them. What stands there already may stay when something else is changed. Pure.
 */
import type { ObjectId } from '../../base/id.ts';
import { domainOf, type ObjectOf } from '../../directory/entries.ts';
import type {
  DirectoryEdit,
  DirectoryKind,
  DirectoryObject,
  Group,
  MailboxAccount,
  OutboundConnector,
} from '../../directory/objects.ts';
import { maildirPathOf } from '../../directory/maildir-path.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { isByToken } from '../../directory/upstream.ts';
import { isPublicHost } from './public-host.ts';

export interface ReservedValue {
  readonly field: string;
  readonly what:
    | 'file'
    | 'place-of-mail'
    | 'host'
    | 'networks'
    | 'limits'
    | 'seats'
    | 'name'
    | 'sender'
    | 'address'
    | 'certificate'
    | 'unverified'
    | 'login'
    | 'owner';
  /** To be compared with what was there. */
  readonly value: string;
  /** Anybody may set it; it stands here because of what it may become. */
  readonly free?: boolean;
}

/** Whether an organization has only claimed a domain: it may be another one's, with mail that lies here. */
export type OnlyClaimed = (organizationId: ObjectId, domain: string) => boolean;

/** @param edits of a change that is judged as a whole: a domain that comes with it is not verified. */
export function onlyClaimed(whole: DirectoryView, edits: readonly DirectoryEdit[]): OnlyClaimed {
  const coming = new Set(
    edits.flatMap((edit) => (edit.verb === 'put' && edit.object.kind === 'domain' ? [edit.object.name] : [])),
  );
  return (organizationId, domain) => {
    const own = whole.ownDomain(organizationId, domain);
    return own === null ? coming.has(domain) : own.verified === null;
  };
}

type Reserved<Kind extends DirectoryKind> = (
  object: ObjectOf<Kind>,
  isClaimed: OnlyClaimed,
) => readonly ReservedValue[];

const reserved: { readonly [Kind in DirectoryKind]: Reserved<Kind> } = {
  organization: ({ name, deviceNetworks, limits, alarmWebhook, publicHostsOnly }) => [
    { field: 'name', what: 'name', value: name },
    ...deviceNetworks.map((value) => ({ field: 'deviceNetworks', what: 'networks' as const, value })),
    ...limitsOf(limits),
    ...hostOfUrl('alarmWebhook', alarmWebhook),
    ...anyHosts(publicHostsOnly),
  ],
  domain: () => [],
  mailbox: (mailbox, isClaimed) => [
    ...limitsOf(mailbox.limits),
    ...claimedAddresses(mailbox, isClaimed),
    ...placeOf(mailbox, isClaimed),
  ],
  group: claimedAddresses,
  credential: () => [],
  'inbound-connector': ({ limits }) => limitsOf(limits),
  'outbound-connector': (connector) => [
    ...routeOf(connector),
    ...signInOf(connector),
    ...anyHosts(connector.publicHostsOnly),
  ],
  'licence-pool': ({ mailboxSeats, protectionSeats }) => [
    { field: 'mailboxSeats', what: 'seats', value: String(mailboxSeats) },
    { field: 'protectionSeats', what: 'seats', value: String(protectionSeats) },
  ],
  device: () => [],
  'device-profile': () => [],
  'allow-entry': () => [],
  'block-entry': () => [],
  restriction: () => [],
  'dkim-key': () => [],
  // It belongs to nobody: no part of it is set by anybody else.
  system: () => [],
};

const valuesOf = (object: DirectoryObject, isClaimed: OnlyClaimed): readonly ReservedValue[] =>
  (reserved[object.kind] as Reserved<DirectoryKind>)(object, isClaimed);

/** The first value that an object has after a change and had not before; null: there is none. @param before null: it is new. */
export function newlyReserved(
  before: DirectoryObject | null,
  after: DirectoryObject,
  isClaimed: OnlyClaimed,
): ReservedValue | null {
  const keyOf = ({ field, value }: ReservedValue): string => `${field}\n${value}`;
  const had = new Set((before === null ? nothingGiven(after, isClaimed) : valuesOf(before, isClaimed)).map(keyOf));
  return valuesOf(after, isClaimed).find((one) => one.free !== true && !had.has(keyOf(one))) ?? null;
}

/** A pool comes into being with its first use, without seats. */
const nothingGiven = (object: DirectoryObject, isClaimed: OnlyClaimed): readonly ReservedValue[] =>
  object.kind === 'licence-pool' ? valuesOf({ ...object, mailboxSeats: 0, protectionSeats: 0 }, isClaimed) : [];

const limitsOf = (limits: object): readonly ReservedValue[] =>
  Object.entries(limits).map(([name, value]) => ({ field: `limits.${name}`, what: 'limits', value: String(value) }));

/** Addresses in domains that the organization has not verified: they would stand in the way of whose domain it is. */
function claimedAddresses(holder: MailboxAccount | Group, isClaimed: OnlyClaimed): readonly ReservedValue[] {
  return [holder.address, ...holder.aliases].flatMap((address, index) =>
    isClaimed(holder.organizationId, domainOf(address))
      ? [{ field: index === 0 ? 'address' : 'aliases', what: 'unverified', value: address.toLowerCase() }]
      : [],
  );
}

/** A Maildir outlives its mailbox: one of that name is free where nobody else can have left it. */
function placeOf(
  { address, delivery, organizationId }: MailboxAccount,
  isClaimed: OnlyClaimed,
): readonly ReservedValue[] {
  switch (delivery.kind) {
    case 'maildir':
      // A mailbox that gets another address keeps its place.
      return [
        {
          ...{ field: 'delivery.path', what: 'place-of-mail', value: delivery.path },
          free: delivery.path === maildirPathOf(address) && !isClaimed(organizationId, domainOf(address)),
        },
      ];
    case 'lmtp':
      return hostOf('delivery.host', delivery);
    case 'lmtp-socket':
      return [{ field: 'delivery.path', what: 'file', value: delivery.path }];
    default:
      return [];
  }
}

function routeOf({ route, clientCertificate }: OutboundConnector): readonly ReservedValue[] {
  return [
    ...(route.kind === 'smart-hosts' ? route.hosts.flatMap((one) => hostOf('route.hosts', one)) : []),
    ...(route.kind === 'graph' ? hostOfUrl('route.endpoint', route.endpoint) : []),
    ...(clientCertificate === null ? [] : filesOf('clientCertificate', clientCertificate)),
  ];
}

function signInOf({ auth }: OutboundConnector): readonly ReservedValue[] {
  if (!isByToken(auth)) return [];
  return [
    ...hostOfUrl('auth.tokenEndpoint', auth.tokenEndpoint),
    ...(auth.kind === 'delegated' ? hostOfUrl('auth.deviceEndpoint', auth.deviceEndpoint) : filesOfProof(auth.proof)),
  ];
}

type Proof = Extract<OutboundConnector['auth'], { readonly kind: 'client-credentials' }>['proof'];

const filesOfProof = (proof: Proof): readonly ReservedValue[] =>
  proof.kind === 'certificate' ? filesOf('auth', proof) : [];

const filesOf = (
  field: string,
  { certificateFile, keyFile }: { readonly certificateFile: string; readonly keyFile: string },
): readonly ReservedValue[] => [
  { field: `${field}.certificateFile`, what: 'file', value: certificateFile },
  { field: `${field}.keyFile`, what: 'file', value: keyFile },
];

/** That names of the object's hosts may lead anywhere. */
const anyHosts = (publicHostsOnly: boolean): readonly ReservedValue[] =>
  publicHostsOnly ? [] : [{ field: 'publicHostsOnly', what: 'host', value: 'off' }];

/** An inner host is given with the port: behind another one is another service. */
const hostOf = (
  field: string,
  { host, port }: { readonly host: string; readonly port: number },
): readonly ReservedValue[] => (isPublicHost(host) ? [] : [{ field, what: 'host', value: `${host} ${port}` }]);

/** Likewise with all of its address. */
function hostOfUrl(field: string, url: string | null): readonly ReservedValue[] {
  const isPublic = url === null || (URL.canParse(url) && isPublicHost(new URL(url).hostname));
  return isPublic ? [] : [{ field, what: 'host', value: url }];
}
