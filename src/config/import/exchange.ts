/**
 * Exchange Online and Exchange Server: the JSON of `Get-InboundConnector` and `Get-OutboundConnector` (`| ConvertTo-Json -Depth 5`), one
 * connector or a list, both kinds in one file or in two. Pure.
 */
import { rangeCidrs, unmapped } from '../../policy/address-ranges.ts';
import { certificateNameOf } from './certificate-name.ts';
import {
  type DomainEntry,
  domainPatternOf,
  entryOf,
  type Imported,
  ImportProblem,
  type InboundEntry,
  isThisMachine,
  NOT_OURSELVES,
  Notes,
  type OutboundEntry,
  knownService,
  verifyCommand,
} from './imported.ts';

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
const MATTERS: Readonly<Record<string, string>> = {
  TreatMessagesAsInternal: 'all mail is judged alike here',
  CloudServicesMailEnabled: 'hybrid header fields are not made here',
  RouteAllMessagesViaOnPremises: 'give it the recipient domain * to carry everything',
  IsTransportRuleScoped: 'it acted only by a transport rule, which are not read: it is made switched off',
  TestMode: 'it was in test mode',
  SenderRewritingEnabled: 'the reverse-path is not rewritten for forwards here',
  EFSkipLastIP: 'enhanced filtering is not needed: who comes by a connector is known by its address',
  EFSkipIPs: 'enhanced filtering is not needed: who comes by a connector is known by its address',
  ScanAndDropRecipients: 'there is nothing like it here',
};

type Fields = Readonly<Record<string, unknown>>;

/** Throws ImportProblem. */
export function importExchange(texts: readonly string[]): Imported {
  const notes = new Notes();
  const inbound: InboundEntry[] = [];
  const outbound: OutboundEntry[] = [];
  for (const text of texts)
    for (const fields of connectorsOf(text)) {
      if (isInbound(fields)) inbound.push(inboundOf(fields, notes));
      else outbound.push(outboundOf(fields, notes));
    }
  // Their mailboxes are in Exchange: what is unknown here goes on.
  const names = [...new Set(inbound.flatMap((one) => one.associatedAcceptedDomains ?? []))];
  const domains = names.map((name): DomainEntry => ({ name, type: 'internal-relay' }));
  if (names.length > 0)
    notes.taken('AssociatedAcceptedDomains', `domains ${names.join(', ')}; unknown recipients go on (internal-relay)`);
  const afterwards = names.map(verifyCommand);
  return { entry: entryOf({ domains, inbound, outbound }, notes), notes: notes.all, afterwards };
}

function connectorsOf(text: string): readonly Fields[] {
  let value: unknown;
  try {
    // PowerShell writes a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new ImportProblem(
      `the file is no JSON: ${(error as Error).message}`,
      'make it with: Get-InboundConnector | ConvertTo-Json -Depth 5 | Out-File -Encoding utf8 inbound.json',
    );
  }
  const all = Array.isArray(value) ? value : [value];
  return all.map((one: unknown) => {
    if (
      typeof one === 'object' &&
      one !== null &&
      typeof (one as Fields)['Name'] === 'string' &&
      ('SenderDomains' in one || 'RecipientDomains' in one)
    )
      return one as Fields;
    throw new ImportProblem(
      'the file holds something that is no connector',
      'export with Get-InboundConnector or Get-OutboundConnector, and ConvertTo-Json -Depth 5',
    );
  });
}

const isInbound = (fields: Fields): boolean => 'SenderDomains' in fields;

/** Lists are lists, a single value, or (in older exports) one text. */
function listOf(value: unknown): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.map(String);
  // ConvertTo-Json of a multi-valued property of a live object.
  if (typeof value === 'object') return listOf((value as Fields)['value'] ?? Object.values(value));
  return String(value)
    .split(/[,\s]+/u)
    .filter((part) => part !== '');
}

const isTrue = (value: unknown): boolean => value === true || String(value).toLowerCase() === 'true';
const isFalse = (value: unknown): boolean => value === false || String(value).toLowerCase() === 'false';

/** `smtp:*.contoso.com;1` -> `*.contoso.com`. */
const plainDomain = (text: string): string =>
  text
    .replace(/^smtp:/iu, '')
    .replace(/;\d+$/u, '')
    .trim()
    .toLowerCase();

function patternsOf(value: unknown, source: string, notes: Notes): readonly string[] {
  const patterns: string[] = [];
  for (const text of listOf(value).map(plainDomain)) {
    const pattern = domainPatternOf(text.replace(/^--$/u, '*'));
    if (pattern === null) notes.left(source, `${text} is no domain or pattern`);
    else if (!patterns.includes(pattern)) patterns.push(pattern);
  }
  return patterns;
}

/** By name, or as the number that ConvertTo-Json of an old PowerShell makes of it. */
function isType(value: unknown, name: string, number: number): boolean {
  return String(value).toLowerCase() === name.toLowerCase() || value === number;
}

function inboundOf(fields: Fields, notes: Notes): InboundEntry {
  const name = String(fields['Name']);
  const source = `InboundConnector "${name}"`;
  const type = isType(fields['ConnectorType'], 'Partner', 2) ? 'Partner' : 'OnPremises';
  const named = listOf(fields['SenderIPAddresses']).flatMap(networksOf);
  const addresses = named.filter((one) => !isThisMachine(one));
  if (addresses.length < named.length) notes.different(source, NOT_OURSELVES);
  const certificate = certificateNameOf(fields['TlsSenderCertificateName']);
  const senderDomains = patternsOf(fields['SenderDomains'], source, notes);
  const accepted = listOf(fields['AssociatedAcceptedDomains']).map(plainDomain);
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
  return {
    name,
    enabled: !isFalse(fields['Enabled']),
    type,
    senderDomains: senderDomains.length === 0 ? ['*'] : [...senderDomains],
    senderAddresses: [...addresses],
    certificateName: certificate,
    requireTls: isTrue(fields['RequireTls']),
    associatedAcceptedDomains: accepted,
  };
}

/** Exchange Server also takes `192.0.2.1-192.0.2.9`. */
function networksOf(text: string): readonly string[] {
  const [lower = '', upper] = text.split('-');
  return upper === undefined ? [unmapped(text)] : (rangeCidrs(lower, upper) ?? [text]);
}

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
    enabled: !isFalse(fields['Enabled']) && !isTrue(fields['TestMode']) && !isTrue(fields['IsTransportRuleScoped']),
    recipientDomains,
    route: byMx ? { kind: 'mx' } : { kind: 'smart-hosts', hosts: hosts.map((host) => ({ host, port: 25 })) },
    tls: level?.[2] ?? 'opportunistic',
    ...(byMx ? {} : knownService(hosts[0] ?? '')),
    ...(level?.[0] === 'DomainValidation' && tlsDomain !== null ? { tlsName: tlsDomain } : {}),
  };
}

/** Fields with a value that would matter and are not read. The rest (identities, comments, times) says nothing about mail. */
function tellUnread(fields: Fields, read: readonly string[], source: string, notes: Notes): void {
  for (const [name, value] of Object.entries(fields)) {
    const why = MATTERS[name];
    if (read.includes(name) || why === undefined) continue;
    if (isTrue(value) || (!isFalse(value) && listOf(value).length > 0)) notes.left(`${source} ${name}`, why);
  }
}
