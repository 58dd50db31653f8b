/**
 * Values in the directory that only Global administrators set: what reaches into the machine, its network or other organizations, and what an
 * organization is given of them. What stands there already may stay when something else is changed. Pure.
 */
import type { ObjectOf } from '../../directory/entries.ts';
import type { DirectoryKind, DirectoryObject, OutboundConnector } from '../../directory/objects.ts';
import { maildirPathOf } from '../../directory/maildir-path.ts';
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
    | 'certificate';
  /** To be compared with what was there. */
  readonly value: string;
  /** Anybody may set it; it stands here because of what it may become. */
  readonly free?: boolean;
}

type Reserved<Kind extends DirectoryKind> = (object: ObjectOf<Kind>) => readonly ReservedValue[];

const reserved: { readonly [Kind in DirectoryKind]: Reserved<Kind> } = {
  organization: ({ name, deviceNetworks, limits, alarmWebhook }) => [
    { field: 'name', what: 'name', value: name },
    ...deviceNetworks.map((value) => ({ field: 'deviceNetworks', what: 'networks' as const, value })),
    ...limitsOf(limits),
    ...hostOfUrl('alarmWebhook', alarmWebhook),
  ],
  domain: () => [],
  mailbox: ({ address, delivery, limits }) => [...limitsOf(limits), ...placeOf(address, delivery)],
  group: () => [],
  credential: () => [],
  'inbound-connector': ({ limits }) => limitsOf(limits),
  'outbound-connector': (connector) => [...routeOf(connector), ...signInOf(connector)],
  'licence-pool': ({ mailboxSeats, protectionSeats }) => [
    { field: 'mailboxSeats', what: 'seats', value: String(mailboxSeats) },
    { field: 'protectionSeats', what: 'seats', value: String(protectionSeats) },
  ],
  device: () => [],
  'device-profile': () => [],
  // It belongs to nobody: no part of it is set by anybody else.
  system: () => [],
};

const valuesOf = (object: DirectoryObject): readonly ReservedValue[] =>
  (reserved[object.kind] as Reserved<DirectoryKind>)(object);

/** The first value that an object has after a change and had not before; null: there is none. @param before null: it is new. */
export function newlyReserved(before: DirectoryObject | null, after: DirectoryObject): ReservedValue | null {
  const keyOf = ({ field, value }: ReservedValue): string => `${field}\n${value}`;
  const had = new Set((before === null ? nothingGiven(after) : valuesOf(before)).map(keyOf));
  return valuesOf(after).find((one) => one.free !== true && !had.has(keyOf(one))) ?? null;
}

/** A pool comes into being with its first use, without seats. */
const nothingGiven = (object: DirectoryObject): readonly ReservedValue[] =>
  object.kind === 'licence-pool' ? valuesOf({ ...object, mailboxSeats: 0, protectionSeats: 0 }) : [];

const limitsOf = (limits: object): readonly ReservedValue[] =>
  Object.entries(limits).map(([name, value]) => ({ field: `limits.${name}`, what: 'limits', value: String(value) }));

function placeOf(address: string, delivery: ObjectOf<'mailbox'>['delivery']): readonly ReservedValue[] {
  switch (delivery.kind) {
    case 'maildir':
      // A mailbox that gets another address keeps its place.
      return [
        {
          ...{ field: 'delivery.path', what: 'place-of-mail', value: delivery.path },
          free: delivery.path === maildirPathOf(address),
        },
      ];
    case 'lmtp':
      return hostOf('delivery.host', delivery.host);
    case 'lmtp-socket':
      return [{ field: 'delivery.path', what: 'file', value: delivery.path }];
    default:
      return [];
  }
}

function routeOf({ route, clientCertificate }: OutboundConnector): readonly ReservedValue[] {
  return [
    ...(route.kind === 'smart-hosts' ? route.hosts.flatMap(({ host }) => hostOf('route.hosts', host)) : []),
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

const hostOf = (field: string, host: string): readonly ReservedValue[] =>
  isPublicHost(host) ? [] : [{ field, what: 'host', value: host }];

function hostOfUrl(field: string, url: string | null): readonly ReservedValue[] {
  if (url === null) return [];
  return URL.canParse(url) ? hostOf(field, new URL(url).hostname) : [{ field, what: 'host', value: url }];
}
