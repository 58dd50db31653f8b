/**
 * Exchange Server: `Get-ReceiveConnector` and `Get-SendConnector`. A receive connector that trusts its addresses without sign-in
 * (externally secured) becomes a connector; where anonymous clients may relay stands in Active Directory and not in the export, so that it is
 * said and not guessed. Pure.
 */
import type { Cure, Remedy } from '../../../../mail/remedy.ts';
import { bounds } from '../../../../base/bounds.ts';
import {
  type AddressSpan,
  overlaps,
  parseRange,
  spanCidrs,
  spanOf,
  without,
} from '../../../../mail/network/address-ranges.ts';
import { type Fields, isFalse, isOn, isTrue, listOf, plainDomain } from './values.ts';
import {
  domainPatternOf,
  type InboundEntry,
  isEverybody,
  isThisMachine,
  knownService,
  NOT_OURSELVES,
  OPEN_RELAY,
  type OutboundEntry,
  tellOfSignIn,
} from '../imported.ts';
import type { Notes } from '../notes.ts';

/** Fields that are read. `docs/operate/import.md` lists the same; a test compares. */
export const exchangeServerFields = {
  receive: ['Name', 'Enabled', 'RemoteIPRanges', 'PermissionGroups', 'AuthMechanism', 'RequireTLS'],
  send: [
    'Name',
    'Enabled',
    'AddressSpaces',
    'SmartHosts',
    'DNSRoutingEnabled',
    'Port',
    'SmartHostAuthMechanism',
    'AuthenticationCredential',
    'RequireTLS',
    'IgnoreSTARTTLS',
    'TlsAuthLevel',
    'TlsDomain',
    'IsScopedConnector',
    'LinkedReceiveConnector',
  ],
} as const;

interface Receiving {
  readonly fields: Fields;
  readonly source: string;
  readonly spans: readonly AddressSpan[];
  /** Ranges that cannot be read. */
  readonly odd: readonly string[];
  /** Its addresses are trusted without sign-in. */
  readonly trusts: boolean;
}

/** Exchange takes the connector that names the client most narrowly: what a narrower one does not give is not given here. */
export function receiveConnectorsOf(all: readonly Fields[], notes: Notes): readonly InboundEntry[] {
  const read = all.map(receivingOf);
  return read.flatMap((one) => receiveConnectorOf(one, read, notes));
}

function receivingOf(fields: Fields): Receiving {
  const written = rangesOf(fields['RemoteIPRanges']);
  const spans = written.map((text) => {
    const [lower = '', upper] = text.split('-');
    return upper === undefined ? parseRange(text.trim()) : spanOf(lower, upper);
  });
  return {
    fields,
    source: `ReceiveConnector "${String(fields['Name'])}"`,
    spans: spans.filter((span) => span !== null),
    odd: written.filter((_, place) => spans[place] === null),
    trusts: words(fields['AuthMechanism']).has('externalauthoritative') && groupsOf(fields).has('exchangeservers'),
  };
}

/** As text, or as the object that ConvertTo-Json makes of a live range. */
function rangesOf(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return list.flatMap((one) => {
    const text = typeof one === 'object' && one !== null ? ((one as Fields)['Expression'] ?? '(an object)') : one;
    return typeof text === 'string' ? listOf(text.replaceAll(/ ?- ?/gu, '-')) : ['(nothing)'];
  });
}

/** Flags by name. As a number nothing is known of them. */
const words = (value: unknown): ReadonlySet<string> =>
  new Set(typeof value === 'string' || Array.isArray(value) ? listOf(value).map((word) => word.toLowerCase()) : []);
const groupsOf = (fields: Fields): ReadonlySet<string> => words(fields['PermissionGroups']);

function receiveConnectorOf(one: Receiving, all: readonly Receiving[], notes: Notes): readonly InboundEntry[] {
  const { fields, source, spans, odd, trusts } = one;
  const name = String(fields['Name']);
  const left = (text: string, cure?: Cure): readonly InboundEntry[] => {
    notes.left(source, text, cure);
    return [];
  };
  if (!trusts) return left(...withheld(fields));
  const others = all.filter((other) => other !== one && !other.trusts && isOn(other.fields['Enabled']));
  const unknown = others.find((other) => other.odd.length > 0 || other.spans.length === 0);
  if (unknown !== undefined)
    return left(`the ranges of ${unknown.source} cannot be read: what it takes away from this one is not known`);
  for (const text of odd) notes.left(source, `${text} is no range of addresses that can be taken`);
  const networks: string[] = [];
  for (const span of spans) {
    const narrower = others.flatMap((other) =>
      other.spans.filter((theirs) => sizeOf(theirs) <= sizeOf(span) && overlaps(theirs, span)),
    );
    if (narrower.length > 0)
      notes.left(source, 'the addresses that another receive connector names more narrowly are not in the connector');
    networks.push(...without(span, narrower).flatMap(spanCidrs));
  }
  if (networks.length > bounds.config.rangeNetworks)
    return left(`more than ${bounds.config.rangeNetworks} networks: name those that are meant`);
  if (networks.some(isEverybody)) return left(OPEN_RELAY);
  const addresses = networks.filter((network) => !isThisMachine(network));
  if (addresses.length < networks.length) notes.different(source, NOT_OURSELVES);
  if (addresses.length === 0) return left('no address is left that could be taken');
  notes.different(
    source,
    `connector for ${addresses.join(', ')}: may relay to anyone, but only with sender addresses of own, verified domains`,
  );
  const { RequireTLS: tls } = fields;
  return [
    {
      name,
      enabled: isOn(fields['Enabled']),
      senderAddresses: addresses,
      requireTls: tls !== undefined && tls !== null && !isFalse(tls),
    },
  ];
}

const sizeOf = ({ first, last }: AddressSpan): bigint => last - first;

function withheld(fields: Fields): readonly [text: string, cure?: Cure] {
  const groups = groupsOf(fields);
  if (groups.has('anonymoususers'))
    return [
      'whether anonymous clients may relay stands in Active Directory (ms-Exch-SMTP-Accept-Any-Recipient), not in the export: no connector is made',
      { act: 'let-network-if-meant' },
    ];
  if (groups.size === 0) return ['who may use it cannot be read (export it in the Exchange Management Shell)'];
  return [
    'it takes mail from those who sign in: that needs no connector here',
    { act: 'set-by-hand', what: 'sign-ins' },
  ];
}

/** Nothing, when it leads nowhere that can be held here. */
export function sendConnectorOf(fields: Fields, notes: Notes, afterwards: Remedy[]): readonly OutboundEntry[] {
  const name = String(fields['Name']);
  const source = `SendConnector "${name}"`;
  const recipientDomains = addressSpacesOf(fields['AddressSpaces'], source, notes);
  const hosts = listOf(fields['SmartHosts']).map((text) => text.replace(/^\[(.+)\]$/u, '$1').toLowerCase());
  const byMx = hosts.length === 0;
  if (recipientDomains.length === 0) {
    notes.left(source, 'it has no address space that can be taken');
    return [];
  }
  const port = Number(fields['Port'] ?? 25) || 25;
  const tls = tlsOf(fields);
  const mechanism = String(fields['SmartHostAuthMechanism'] ?? 'None').toLowerCase();
  const credential = fields['AuthenticationCredential'] as Fields | null | undefined;
  const given = typeof credential === 'object' ? credential?.['UserName'] : undefined;
  const username = mechanism.startsWith('basicauth') && typeof given === 'string' ? given : '';
  const host = hosts[0] ?? '';
  const isLinked = listOf(fields['LinkedReceiveConnector']).length > 0;
  if (isLinked)
    notes.left(
      source,
      'it carried only what came by one receive connector: it is made switched off, name devices or senders by hand',
    );
  if (isTrue(fields['IsScopedConnector'])) notes.different(source, 'it served only one site: here it serves all mail');
  if (mechanism.startsWith('basicauth') && username === '')
    notes.left(source, 'it signs in, and the export does not say as whom', { act: 'say-who-signs-in', name });
  notes.taken(
    source,
    `outbound connector for ${recipientDomains.join(', ')} ${byMx ? 'by MX' : `to ${hosts.join(', ')} port ${port}`}, TLS ${tls}`,
  );
  if (username !== '' && !byMx) tellOfSignIn({ name, username, host, source }, notes, afterwards);
  const level = String(fields['TlsAuthLevel'] ?? '').toLowerCase();
  const tlsDomain = fields['TlsDomain'] ? plainDomain(String(fields['TlsDomain'])) : null;
  return [
    {
      name,
      enabled: isOn(fields['Enabled']) && !isLinked,
      recipientDomains: [...recipientDomains],
      route: byMx ? { kind: 'mx' } : { kind: 'smart-hosts', hosts: hosts.map((one) => ({ host: one, port })) },
      tls,
      ...(byMx ? {} : knownService(host)),
      ...(level === 'domainvalidation' && tlsDomain !== null ? { tlsName: tlsDomain } : {}),
      ...(username === '' || byMx ? {} : { auth: { kind: 'password', username } }),
    },
  ];
}

/** A demand that cannot be read is one. */
function tlsOf(fields: Fields): NonNullable<OutboundEntry['tls']> {
  if (isTrue(fields['IgnoreSTARTTLS'])) return 'none';
  const level = listOf(fields['TlsAuthLevel'])[0]?.toLowerCase();
  if (level === 'certificatevalidation' || level === 'domainvalidation') return 'verified';
  if (level !== undefined) return 'required';
  const { RequireTLS: required, SmartHostAuthMechanism: mechanism } = fields;
  if (String(mechanism).toLowerCase() === 'basicauthrequiretls') return 'required';
  return required === undefined || required === null || isFalse(required) ? 'opportunistic' : 'required';
}

/** `SMTP:*;1`, `smtp:contoso.com;10`, `contoso.com`. */
function addressSpacesOf(value: unknown, source: string, notes: Notes): readonly string[] {
  const patterns: string[] = [];
  for (const text of listOf(value)) {
    const pattern = domainPatternOf(plainDomain(text));
    if (pattern === null) notes.left(source, `${text} is no domain or pattern for mail by SMTP`);
    else if (!patterns.includes(pattern)) patterns.push(pattern);
  }
  return patterns;
}
