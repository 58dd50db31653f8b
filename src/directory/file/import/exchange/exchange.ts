/**
 * Exchange: what its commands print, as JSON or CSV (`rows.ts`), all kinds in several files. Connectors of Exchange Online are read here, those of
 * Exchange Server in `server.ts`, accepted domains and mailboxes in `recipients.ts`. Pure.
 */
import type { Remedy } from '../../../../mail/remedy.ts';
import { bounds } from '../../../../base/bounds.ts';
import { certificateNameOf } from './certificate-name.ts';
import { acceptedDomainOf, mailboxesOf } from './recipients.ts';
import { type ExchangeKind, rowsOf } from './rows.ts';
import { receiveConnectorsOf, sendConnectorOf } from './server.ts';
import { type Fields, isFalse, isOn, isTrue, isType, listOf, networksOf, plainDomain } from './values.ts';
import {
  type DomainEntry,
  domainPatternOf,
  entryOf,
  type Imported,
  ImportProblem,
  type InboundEntry,
  isEverybody,
  isThisMachine,
  NOT_OURSELVES,
  OPEN_RELAY,
  type OutboundEntry,
  knownService,
} from '../imported.ts';
import { Notes } from '../notes.ts';

/** Fields that are read. `docs/operate/import.md` lists the same; a test compares. */
export const exchangeFields = {
  inbound: [
    'Name',
    'Enabled',
    'ConnectorType',
    'SenderDomains',
    'SenderIPAddresses',
    'TlsSenderCertificateName',
    'RequireTls',
    'RestrictDomainsToIPAddresses',
    'RestrictDomainsToCertificate',
    'AssociatedAcceptedDomains',
  ],
  outbound: [
    'Name',
    'Enabled',
    'ConnectorType',
    'RecipientDomains',
    'UseMXRecord',
    'SmartHosts',
    'TlsSettings',
    'TlsDomain',
    'AllAcceptedDomains',
  ],
} as const;

/** Set, they would change what the connector does. */
const MATTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    TreatMessagesAsInternal: 'all mail is judged alike here',
    CloudServicesMailEnabled: 'hybrid header fields are not made here',
    RouteAllMessagesViaOnPremises: 'give it the recipient domain * to carry everything',
    IsTransportRuleScoped: 'it acted only by a transport rule, which are not read: it is made switched off',
    TestMode: 'it was in test mode',
    SenderRewritingEnabled: 'the envelope sender is not rewritten for forwards here',
    EFSkipLastIP: 'enhanced filtering is not needed: who comes by a connector is known by its address',
    EFSkipIPs: 'enhanced filtering is not needed: who comes by a connector is known by its address',
    ScanAndDropRecipients: 'there is nothing like it here',
  }),
);

/** @param names of the files, to say which of them is meant. Throws ImportProblem. */
export function importExchange(texts: readonly string[], names: readonly string[] = []): Imported {
  const notes = new Notes();
  const inbound: InboundEntry[] = [];
  const outbound: OutboundEntry[] = [];
  const afterwards: Remedy[] = [];
  const rows = texts.flatMap((text, place) => inFile(names[place], () => rowsOf(text)));
  const of = (kind: ExchangeKind): readonly Fields[] =>
    rows.filter((row) => row.kind === kind).map(({ fields }) => fields);
  for (const { kind, fields } of rows)
    if (kind === 'inbound') inbound.push(...inboundOf(fields, notes));
    else if (kind === 'outbound') outbound.push(outboundOf(fields, notes));
    else if (kind === 'send') outbound.push(...sendConnectorOf(fields, notes, afterwards));
  inbound.push(...receiveConnectorsOf(of('receive'), notes));
  const accepted = of('domain').flatMap((fields) => acceptedDomainOf(fields, notes));
  // Their mailboxes are in Exchange: what is unknown here goes on.
  const associated = [...new Set(inbound.flatMap((one) => one.associatedAcceptedDomains ?? []))];
  if (associated.length > 0)
    notes.taken(
      'AssociatedAcceptedDomains',
      `domains ${associated.join(', ')}; unknown recipients go on (internal-relay)`,
    );
  const known = [...new Set([...accepted.map(({ name }) => name), ...associated])];
  const { mailboxes, domains: theirs } = mailboxesOf(of('mailbox'), of('access'), known, notes, afterwards);
  const more = theirs.filter((name) => !known.includes(name));
  if (more.length > 0)
    notes.taken('PrimarySmtpAddress', `domains ${more.join(', ')}; unknown recipients go on (internal-relay)`);
  const domains = [...known, ...more].map((name): DomainEntry => ({ name, type: 'internal-relay' }));
  afterwards.push(...domains.map(({ name }) => ({ act: 'prove-domain', domain: name }) as const));
  return { entry: entryOf({ domains, inbound, outbound, mailboxes }, notes), notes: notes.all, afterwards };
}

/** Says which file it was, where there are several. */
function inFile<Read>(name: string | undefined, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof ImportProblem && name !== undefined)
      throw new ImportProblem(`${name.slice(0, bounds.config.importedValue)}: ${error.message}`, error.cure);
    throw error;
  }
}

function patternsOf(value: unknown, source: string, notes: Notes): readonly string[] {
  const patterns: string[] = [];
  for (const text of listOf(value).map(plainDomain)) {
    const pattern = domainPatternOf(text.replace(/^--$/u, '*'));
    if (pattern === null) notes.left(source, `${text} is no domain or pattern`);
    else if (!patterns.includes(pattern)) patterns.push(pattern);
  }
  return patterns;
}

/** Nothing, where the right that it gives cannot be told exactly. */
function inboundOf(fields: Fields, notes: Notes): readonly InboundEntry[] {
  const name = String(fields['Name']);
  const source = `InboundConnector "${name}"`;
  // Partner is what New-InboundConnector makes when no type is named; it relays nothing.
  const type = isType(fields['ConnectorType'], 'OnPremises', 1) ? 'OnPremises' : 'Partner';
  if (type === 'Partner' && !isType(fields['ConnectorType'], 'Partner', 2))
    notes.different(source, `${typeSaid(fields)} for ConnectorType: taken as Partner, which relays nothing`);
  const named = listOf(fields['SenderIPAddresses']).flatMap(networksOf);
  const everybody = named.filter(isEverybody);
  for (const one of everybody) notes.left(source, `${one}: ${OPEN_RELAY}`);
  const addresses = named.filter((one) => !isThisMachine(one) && !isEverybody(one));
  if (addresses.length + everybody.length < named.length) notes.different(source, NOT_OURSELVES);
  const certificate = certificateNameOf(fields['TlsSenderCertificateName']);
  const senderDomains = patternsOf(fields['SenderDomains'], source, notes);
  const accepted = listOf(fields['AssociatedAcceptedDomains']).map(plainDomain);
  const unread =
    certificate === null && listOf(fields['TlsSenderCertificateName']).length > 0
      ? 'TlsSenderCertificateName names no certificate that can be asked for here'
      : senderDomains.length === 0 && listOf(fields['SenderDomains']).length > 0
        ? 'none of its SenderDomains is understood, and without them it would take all'
        : null;
  if (unread !== null) {
    notes.left(source, `${unread}: it is not taken`, { act: 'set-by-hand', what: 'connector' });
    return [];
  }
  const restricted = isTrue(fields['RestrictDomainsToIPAddresses']) || isTrue(fields['RestrictDomainsToCertificate']);
  if (type === 'Partner' && restricted)
    notes.different(
      source,
      'mail of these domains from elsewhere was refused; here it is not: reject it by filtering, which comes later',
    );
  tellUnread(fields, exchangeFields.inbound, source, notes);
  notes.taken(
    source,
    `inbound connector of type ${type} for ${[...addresses, ...(certificate === null ? [] : [`the certificate ${certificate}`])].join(', ') || 'nobody'}`,
  );
  return [
    {
      name,
      enabled: isOn(fields['Enabled']),
      type,
      senderDomains: senderDomains.length === 0 ? ['*'] : [...senderDomains],
      senderAddresses: [...addresses],
      certificateName: certificate,
      // A demand that cannot be read is one.
      requireTls: fields['RequireTls'] !== undefined && fields['RequireTls'] !== null && !isFalse(fields['RequireTls']),
      associatedAcceptedDomains: accepted,
    },
  ];
}

const typeSaid = ({ ConnectorType: type }: Fields): string =>
  typeof type === 'string' || typeof type === 'number' ? String(type).slice(0, bounds.config.importedType) : 'nothing';

const TLS = [
  ['EncryptionOnly', 1, 'required'],
  ['CertificateValidation', 2, 'verified'],
  ['DomainValidation', 3, 'verified'],
] as const;

function outboundOf(fields: Fields, notes: Notes): OutboundEntry {
  const name = String(fields['Name']);
  const source = `OutboundConnector "${name}"`;
  const patterns = patternsOf(fields['RecipientDomains'], source, notes);
  const recipientDomains = [...patterns, ...(isTrue(fields['AllAcceptedDomains']) ? ['accepted'] : [])];
  const hosts = listOf(fields['SmartHosts']).map((text) => text.replace(/^\[(.+)\]$/u, '$1').toLowerCase());
  const byMx = isTrue(fields['UseMXRecord']) || hosts.length === 0;
  const level = TLS.find(([word, number]) => isType(fields['TlsSettings'], word, number));
  const tlsDomain = fields['TlsDomain'] ? plainDomain(String(fields['TlsDomain'])) : null;
  if (isTrue(fields['UseMXRecord']) === false && hosts.length === 0)
    notes.different(source, 'it has no smart host: it goes by MX');
  if (level?.[0] === 'DomainValidation')
    notes.taken(source, `the certificate is checked for ${tlsDomain ?? 'the host'}`);
  if (level?.[0] === 'CertificateValidation')
    notes.different(source, 'the name in the certificate is checked too, not only its chain');
  tellUnread(fields, exchangeFields.outbound, source, notes);
  notes.taken(
    source,
    `outbound connector for ${recipientDomains.join(', ') || 'nobody (a failover only)'} ${byMx ? 'by MX' : `to ${hosts.join(', ')}`}`,
  );
  return {
    name,
    enabled: isOn(fields['Enabled']) && !isTrue(fields['TestMode']) && !isTrue(fields['IsTransportRuleScoped']),
    recipientDomains,
    route: byMx ? { kind: 'mx' } : { kind: 'smart-hosts', hosts: hosts.map((host) => ({ host, port: 25 })) },
    tls: level?.[2] ?? (listOf(fields['TlsSettings']).length > 0 ? 'required' : 'opportunistic'),
    ...(byMx ? {} : knownService(hosts[0] ?? '')),
    ...(level?.[0] === 'DomainValidation' && tlsDomain !== null ? { tlsName: tlsDomain } : {}),
  };
}

/** Fields with a value that would matter and are not read. The rest (identities, comments, times) says nothing about mail. */
function tellUnread(fields: Fields, read: readonly string[], source: string, notes: Notes): void {
  for (const [name, value] of Object.entries(fields)) {
    const why = MATTERS.get(name);
    if (read.includes(name) || why === undefined) continue;
    if (isTrue(value) || (!isFalse(value) && listOf(value).length > 0)) notes.left(`${source} ${name}`, why);
  }
}
