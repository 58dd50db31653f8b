/**
 * hMailServer: its backup (`hMailServerBackup.xml`). A range that may send from local to external addresses without sign-in becomes a connector; a
 * route becomes an outbound connector and, for a domain that counts as local, an internal-relay domain; domains bring their addresses. Pure.
 */
import type { Cure, Remedy } from '../../../../mail/remedy.ts';
import type { XMLParser } from 'fast-xml-parser';
import { addressAttributes, addressesOf } from './addresses.ts';
import { rangeConnectors } from './ranges.ts';
import { type Attributes, childrenOf, textAt, type Tree } from './tree.ts';
import {
  type DomainEntry,
  domainPatternOf,
  entryOf,
  type Imported,
  type ImportedEntry,
  ImportProblem,
  knownService,
  type OutboundEntry,
  tellOfSignIn,
} from '../imported.ts';
import { Notes } from '../notes.ts';

/** Attributes that are read. `docs/operate/import.md` lists the same; a test compares. */
export const hmailserverAttributes = {
  SecurityRange: ['Name', 'LowerIP', 'UpperIP', 'Priority', 'Options', 'Expires'],
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
  ...addressAttributes,
  /** Elements of their own there, each with a number or a text. */
  Properties: [
    'smtprelayer',
    'smtprelayerport',
    'smtprelayerconnectionsecurity',
    'usesmtprelayerauthentication',
    'smtprelayerusername',
    'maxmessagesize',
    'mirroremailaddress',
  ],
} as const;

/** Throws ImportProblem. */
export function importHmailserver(xml: string, parser: Pick<XMLParser, 'parse'>): Imported {
  const nodes = nodesOf(xml, parser);
  const notes = new Notes();
  const afterwards: Remedy[] = [];
  const own = addressesOf(nodes.domains, notes, afterwards);
  const ownNames = new Set(own.domains.map(({ name }) => name));
  const domains = nodes.routes
    .flatMap((route) => domainOf(route, nodes.localNames, notes))
    .filter(({ name }) => !ownNames.has(name));
  const isNarrowed = domains.some(({ name }) => !nodes.localNames.includes(name));
  const inbound = rangeConnectors(nodes.ranges, isNarrowed ? nodes.localNames : ['*'], notes);
  const outbound = nodes.routes.flatMap((route) => routeOf(route, notes, afterwards));
  const relayer = relayerOf(nodes.properties, outbound, notes, afterwards);
  const limits = limitsOf(nodes.properties, notes);
  const mirror = textOf(nodes.properties, 'mirroremailaddress');
  if (mirror !== '')
    notes.lost(
      'mirroremailaddress',
      `a copy of all mail (${mirror}). Nothing here makes such copies: archive it elsewhere first`,
    );
  if (nodes.hasRules)
    notes.lost('Rules', 'mail was forwarded, copied, changed or deleted by rules. Nothing of them is taken over');
  if (nodes.properties.size > 0)
    notes.left('Properties', 'its other settings (IMAP, POP3, filtering, logging) are not read');
  for (const { name } of domains) {
    notes.taken(`Route "${name}"`, `${name} becomes an internal-relay domain: unknown recipients go on`);
    afterwards.push({ act: 'prove-domain', domain: name });
  }
  const { mailboxes, groups } = own;
  const addresses = { domains: [...own.domains, ...domains], mailboxes, groups };
  const made = {
    ...addresses,
    inbound,
    outbound: [...outbound, ...relayer],
    ...(limits === undefined ? {} : { limits }),
  };
  return { entry: entryOf(made, notes), notes: notes.all, afterwards };
}

/** Names of attributes are kept as they are; every element may come once or often. */
export const xmlOptions = {
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  processEntities: true,
  isArray: (name: string) => ['SecurityRange', 'Route'].includes(name),
} as const;

const attributesOf = (nodes: readonly Tree[]): readonly Attributes[] =>
  nodes.map((node) =>
    Object.fromEntries(Object.entries(node).filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
  );

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
  const ranges = attributesOf(childrenOf(root, 'SecurityRanges', 'SecurityRange'));
  const routes = attributesOf(childrenOf(root, 'Routes', 'Route'));
  const domains = childrenOf(root, 'Domains', 'Domain');
  const properties = new Map(
    Object.entries((root?.['Properties'] ?? {}) as Readonly<Record<string, Attributes>>).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  if (ranges.length + routes.length + domains.length + properties.size === 0)
    throw new ImportProblem(
      'there are neither IP ranges nor routes nor domains in the file',
      'make a backup of the settings in hMailServer Administrator (Utilities, Backup), and take hMailServerBackup.xml out of it',
    );
  const aliases = domains.flatMap((one) => childrenOf(one, 'DomainAliases', 'DomainAlias'));
  const localRoutes = routes.filter((route) => route['TreatSenderAsLocalDomain'] === '1');
  const localNames = [...domains, ...aliases, ...localRoutes].map((one) => textAt(one, 'Name').toLowerCase());
  return {
    ranges,
    routes,
    domains,
    properties,
    /** Whose senders count as local there. */
    localNames: [...new Set(localNames.filter((name) => domainPatternOf(name) !== null))],
    hasRules: root?.['Rules'] !== undefined && root['Rules'] !== '',
  };
}

/**
 * The domain of a route as one that is taken here. Whoever takes it takes mail of strangers for it, and lets its senders relay from the ranges:
 * what it did not give there is not given here.
 */
function domainOf(route: Attributes, localNames: readonly string[], notes: Notes): readonly DomainEntry[] {
  const { Name: domain = '', TargetHost: host = '' } = route;
  const source = `Route "${domain}"`;
  const pattern = domainPatternOf(domain);
  if (pattern === null || host === '' || pattern.includes('*')) return [];
  const takesMail = route['TreatRecipientAsLocalDomain'] === '1';
  const relays = route['TreatSenderAsLocalDomain'] === '1';
  if (!takesMail && !relays) return [];
  const notAdded = `${pattern} is not added`;
  const byHand: Cure = { act: 'relay-for-if-meant', domain: pattern };
  if (!takesMail) {
    notes.left(source, `its senders counted as local, its recipients did not: here both would; ${notAdded}`, byHand);
    return [];
  }
  if (route['ToAllAddresses'] === '0') {
    notes.left(
      source,
      `it took mail for certain addresses only, and here an internal-relay domain takes all; ${notAdded}`,
      byHand,
    );
    return [];
  }
  // Connectors can be narrowed to whose senders were local, where the backup tells.
  if (!relays && localNames.length === 0) {
    notes.left(source, `its recipients counted as local, its senders did not: here both would; ${notAdded}`, byHand);
    return [];
  }
  return [{ name: pattern, type: 'internal-relay' }];
}

type Properties = ReadonlyMap<string, Attributes>;

const textOf = (properties: Properties, name: string): string => properties.get(name)?.['StringValue']?.trim() ?? '';
const numberOf = (properties: Properties, name: string): number => Number(properties.get(name)?.['LongValue'] ?? 0);

/** The host for all mail that no route takes. */
function relayerOf(
  properties: Properties,
  routes: readonly OutboundEntry[],
  notes: Notes,
  afterwards: Remedy[],
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
  notes.taken('maxmessagesize', `limit messageSize ${kilobytes * 1_024} bytes`);
  return { messageSize: kilobytes * 1_024 };
}

/** 0 none, 1 TLS from the start, 2 STARTTLS if offered, 3 STARTTLS required. */
const SECURITY = ['none', 'wrapped', 'opportunistic', 'required'] as const;

function routeOf(route: Attributes, notes: Notes, afterwards: Remedy[]): readonly OutboundEntry[] {
  const { Name: domain = '', TargetHost: host = '', TargetPort: port = '25' } = route;
  const source = `Route "${domain}"`;
  const pattern = domainPatternOf(domain);
  if (pattern === null || host === '') {
    notes.left(source, host === '' ? 'it has no target host' : `${domain} is no domain or pattern`);
    return [];
  }
  const tls = route['UseSSL'] === '1' ? 'wrapped' : (SECURITY[Number(route['ConnectionSecurity'] ?? 0)] ?? 'none');
  if (route['ToAllAddresses'] === '0')
    notes.different(source, 'it took only certain addresses: here it takes the whole domain');
  const tries = Number(route['NumberOfTries'] ?? 0);
  const minutes = Number(route['MinutesBetweenTry'] ?? 0);
  const name = `Route ${domain}`;
  const username = route['RequiresAuthentication'] === '1' ? (route['Username'] ?? '') : '';
  if (username !== '') tellOfSignIn({ name, username, host, source }, notes, afterwards);
  notes.taken(source, `outbound connector to ${host} port ${port}, TLS ${tls}`);
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
