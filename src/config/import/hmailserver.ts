/**
 * hMailServer: IP ranges, routes and the SMTP relayer of its backup (`hMailServerBackup.xml`). A range that may send from local to external addresses without
 * sign-in becomes a connector; a route becomes an outbound connector and, for a domain that counts as local, an internal-relay domain. Pure.
 */
import type { XMLParser } from 'fast-xml-parser';
import { rangeCidrs } from '../../policy/address-ranges.ts';
import {
  type DomainEntry,
  domainPatternOf,
  entryOf,
  type Imported,
  type ImportedEntry,
  ImportProblem,
  type InboundEntry,
  isThisMachine,
  NOT_OURSELVES,
  Notes,
  type OutboundEntry,
  knownService,
  tellOfSignIn,
  verifyCommand,
} from './imported.ts';

/** Attributes that are read. `docs/operate/import.md` lists the same; a test compares. */
export const hmailserverAttributes = {
  SecurityRange: ['Name', 'LowerIP', 'UpperIP', 'Options', 'Expires'],
  Route: [
    'Name',
    'TargetHost',
    'TargetPort',
    'ToAllAddresses',
    'RequiresAuthentication',
    'Username',
    'TreatRecipientAsLocalDomain',
    'TreatSenderAsLocalDomain',
    'ConnectionSecurity',
    'UseSSL',
    'NumberOfTries',
    'MinutesBetweenTry',
  ],
  /** Elements of their own there, each with a number or a text. */
  Properties: [
    'smtprelayer',
    'smtprelayerport',
    'smtprelayerconnectionsecurity',
    'usesmtprelayerauthentication',
    'smtprelayerusername',
    'maxmessagesize',
  ],
} as const;

/** Bits of a range's Options. */
const ALLOW_SMTP = 1;
const LOCAL_TO_REMOTE = 128;
const REMOTE_TO_REMOTE = 512;
const SIGN_IN_LOCAL_TO_REMOTE = 16_384;
const SIGN_IN_REMOTE_TO_REMOTE = 65_536;

/** More would be a wide-open network cut in pieces: nobody reads them. */
const MOST_CIDRS = 64;

type Attributes = Readonly<Record<string, string>>;

/** Throws ImportProblem. */
export function importHmailserver(xml: string, parser: Pick<XMLParser, 'parse'>): Imported {
  const nodes = nodesOf(xml, parser);
  const notes = new Notes();
  const afterwards: string[] = [];
  const inbound = nodes.ranges.flatMap((range) => connectorOf(range, notes));
  const domains: DomainEntry[] = [];
  const outbound = nodes.routes.flatMap((route) => routeOf(route, notes, domains, afterwards));
  const relayer = relayerOf(nodes.properties, outbound, notes, afterwards);
  const limits = limitsOf(nodes.properties, notes);
  if (nodes.properties.size > 0)
    notes.left('Properties', 'its other settings (IMAP, POP3, filtering, logging) are not read');
  if (nodes.hasDomains)
    notes.left('Domains', 'accounts, aliases and lists are not read: add them with doorpost mailbox add and group add');
  for (const { name } of domains) afterwards.push(verifyCommand(name));
  const made = { domains, inbound, outbound: [...outbound, ...relayer], ...(limits === undefined ? {} : { limits }) };
  return { entry: entryOf(made, notes), notes: notes.all, afterwards };
}

/** Names of attributes are kept as they are; every element may come once or often. */
export const xmlOptions = {
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  processEntities: true,
  isArray: (name: string) => name === 'SecurityRange' || name === 'Route',
} as const;

interface Tree {
  readonly [name: string]: unknown;
}

function nodesOf(xml: string, parser: Pick<XMLParser, 'parse'>) {
  // An export holds no document type; one could only be there to make trouble.
  if (/<!DOCTYPE/iu.test(xml))
    throw new ImportProblem(
      'the file has a document type, which a backup of hMailServer has not',
      'take hMailServerBackup.xml out of the backup',
    );
  let tree: Tree;
  try {
    tree = parser.parse(xml, true) as Tree;
  } catch (error) {
    throw new ImportProblem(
      `the file is no XML: ${(error as Error).message}`,
      'take hMailServerBackup.xml out of the backup',
    );
  }
  const root = tree['Backup'] as Tree | undefined;
  const list = (holder: string, name: string): readonly Attributes[] =>
    ((root?.[holder] as Tree | undefined)?.[name] ?? []) as Attributes[];
  const ranges = list('SecurityRanges', 'SecurityRange');
  const routes = list('Routes', 'Route');
  const properties = new Map(
    Object.entries((root?.['Properties'] ?? {}) as Readonly<Record<string, Attributes>>).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  if (root === undefined || (ranges.length === 0 && routes.length === 0 && properties.size === 0))
    throw new ImportProblem(
      'there are neither IP ranges nor routes in the file',
      'make a backup of the settings in hMailServer Administrator (Utilities, Backup), and take hMailServerBackup.xml out of it',
    );
  return { ranges, routes, properties, hasDomains: root['Domains'] !== undefined && root['Domains'] !== '' };
}

function connectorOf(range: Attributes, notes: Notes): readonly InboundEntry[] {
  const {
    Name: name = '',
    LowerIP: lower = '',
    UpperIP: upper = '',
    Options: bits = '0',
    Expires: expires = '0',
  } = range;
  const source = `IP range "${name}"`;
  const has = (bit: number): boolean => (Number(bits) & bit) !== 0;
  if (expires === '1') {
    notes.left(source, 'it expires: made by the auto-ban, not by a person');
    return [];
  }
  if (!has(ALLOW_SMTP)) {
    notes.left(source, 'SMTP is not allowed from it: close it in the firewall');
    return [];
  }
  if (!has(LOCAL_TO_REMOTE) || has(SIGN_IN_LOCAL_TO_REMOTE)) {
    notes.left(source, 'it relays only for who signs in: that needs no connector here (doorpost credential add)');
    return [];
  }
  const cidrs = rangeCidrs(lower, upper);
  if (cidrs === null || cidrs.length > MOST_CIDRS) {
    notes.left(source, `${lower} to ${upper} is no range of addresses that can be taken`);
    return [];
  }
  if (cidrs.some((cidr) => cidr === '0.0.0.0/0' || cidr === '::/0')) {
    notes.left(source, 'it relays for the whole Internet without sign-in: an open relay is not made');
    return [];
  }
  if (cidrs.every(isThisMachine)) {
    notes.different(source, NOT_OURSELVES);
    return [];
  }
  const text = `connector for ${cidrs.join(', ')}`;
  if (has(REMOTE_TO_REMOTE) && !has(SIGN_IN_REMOTE_TO_REMOTE))
    notes.different(source, `${text}; foreign sender addresses, which it allowed to relay too, are refused here`);
  else notes.taken(source, `${text}: own sender addresses relay to anyone`);
  return [{ name, senderAddresses: [...cidrs] }];
}

type Properties = ReadonlyMap<string, Attributes>;

const textOf = (properties: Properties, name: string): string => properties.get(name)?.['StringValue']?.trim() ?? '';
const numberOf = (properties: Properties, name: string): number => Number(properties.get(name)?.['LongValue'] ?? 0);

/** Where all mail goes that no route takes. */
function relayerOf(
  properties: Properties,
  routes: readonly OutboundEntry[],
  notes: Notes,
  afterwards: string[],
): readonly OutboundEntry[] {
  const host = textOf(properties, 'smtprelayer').toLowerCase();
  if (host === '') return [];
  const source = 'SMTP relayer';
  if (routes.some(({ recipientDomains }) => recipientDomains?.includes('*'))) {
    notes.left(source, 'never used there: the route * goes before it');
    return [];
  }
  const port = numberOf(properties, 'smtprelayerport') || 25;
  const tls = SECURITY[numberOf(properties, 'smtprelayerconnectionsecurity')] ?? 'none';
  const signsIn = numberOf(properties, 'usesmtprelayerauthentication') === 1;
  const username = signsIn ? textOf(properties, 'smtprelayerusername') : '';
  notes.taken(source, `outbound connector to ${host} port ${port}, TLS ${tls}, for all other domains`);
  if (username !== '') tellOfSignIn({ name: source, username, host, source }, notes, afterwards);
  return [
    {
      name: source,
      recipientDomains: ['*'],
      route: { kind: 'smart-hosts', hosts: [{ host, port }] },
      tls,
      ...knownService(host),
      ...(username === '' ? {} : { auth: { kind: 'password', username } }),
    },
  ];
}

function limitsOf(properties: Properties, notes: Notes): ImportedEntry['limits'] {
  const kilobytes = numberOf(properties, 'maxmessagesize');
  if (!(kilobytes > 0)) return undefined;
  notes.taken('maxmessagesize', `limit messageSize ${kilobytes * 1_024} octets`);
  return { messageSize: kilobytes * 1_024 };
}

/** 0 none, 1 TLS from the start, 2 STARTTLS if offered, 3 STARTTLS required. */
const SECURITY = ['none', 'wrapped', 'opportunistic', 'required'] as const;

function routeOf(
  route: Attributes,
  notes: Notes,
  domains: DomainEntry[],
  afterwards: string[],
): readonly OutboundEntry[] {
  const { Name: domain = '', TargetHost: host = '', TargetPort: port = '25' } = route;
  const source = `Route "${domain}"`;
  const pattern = domainPatternOf(domain);
  if (pattern === null || host === '') {
    notes.left(source, host === '' ? 'it has no target host' : `${domain} is no domain or pattern`);
    return [];
  }
  const tls = route['UseSSL'] === '1' ? 'wrapped' : (SECURITY[Number(route['ConnectionSecurity'] ?? 0)] ?? 'none');
  const isLocal = route['TreatRecipientAsLocalDomain'] === '1' || route['TreatSenderAsLocalDomain'] === '1';
  if (isLocal && !pattern.includes('*')) domains.push({ name: pattern, type: 'internal-relay' });
  if (route['ToAllAddresses'] === '0')
    notes.different(source, 'it took only certain addresses: here it takes the whole domain');
  const tries = Number(route['NumberOfTries'] ?? 0);
  const minutes = Number(route['MinutesBetweenTry'] ?? 0);
  const name = `Route ${domain}`;
  const username = route['RequiresAuthentication'] === '1' ? (route['Username'] ?? '') : '';
  if (username !== '') tellOfSignIn({ name, username, host, source }, notes, afterwards);
  notes.taken(
    source,
    `outbound connector to ${host} port ${port}, TLS ${tls}${isLocal && !pattern.includes('*') ? `; ${pattern} becomes an internal-relay domain` : ''}`,
  );
  return [
    {
      name,
      recipientDomains: [pattern],
      route: { kind: 'smart-hosts', hosts: [{ host: host.toLowerCase(), port: Number(port) || 25 }] },
      tls,
      ...knownService(host),
      ...(username === '' ? {} : { auth: { kind: 'password', username } }),
      ...(tries > 0 && minutes > 0 ? { expiryMs: Math.max(60_000, tries * minutes * 60_000) } : {}),
    },
  ];
}
