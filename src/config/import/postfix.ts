/**
 * Postfix: `main.cf` with the maps it names. What relays becomes connectors, what is local becomes domains; whatever else stands there is
 * named, so that nobody believes it was taken over. Pure: texts in. Parameters: postconf(5), transport(5).
 */
import { overlaps, parseRange } from '../../policy/address-ranges.ts';
import { FreshNames } from './fresh-names.ts';
import {
  type DomainEntry,
  domainPatternOf,
  entryOf,
  type Imported,
  type ImportedEntry,
  type InboundEntry,
  isThisMachine,
  NOT_OURSELVES,
  Notes,
  type OutboundEntry,
  knownService,
  tellOfSignIn,
} from './imported.ts';
import { type MainCf, type MainCfSetting, readMainCf } from './main-cf.ts';
import { PostfixMaps, type ReadMap, sourceOf } from './postfix-maps.ts';

/** Parameters that are read. `docs/operate/import.md` lists the same; a test compares. */
export const postfixParameters = [
  'mydestination',
  'virtual_mailbox_domains',
  'virtual_alias_domains',
  'relay_domains',
  'mynetworks',
  'mynetworks_style',
  'relayhost',
  'sender_dependent_relayhost_maps',
  'transport_maps',
  'smtp_sasl_auth_enable',
  'smtp_sasl_password_maps',
  'smtp_tls_security_level',
  'smtp_use_tls',
  'smtp_enforce_tls',
  'smtp_tls_wrappermode',
  'smtp_tls_cert_file',
  'smtp_tls_key_file',
  'message_size_limit',
  'smtpd_recipient_limit',
  'maximal_queue_lifetime',
  'myhostname',
  'mydomain',
  'myorigin',
] as const;

/** Set elsewhere in Doorpost, or not at all: no loss, and said once each. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  inet_interfaces: 'listeners in doorpost.yaml',
  inet_protocols: 'listeners in doorpost.yaml',
  smtp_bind_address: 'outboundBind in doorpost.yaml',
  smtp_bind_address6: 'outboundBind in doorpost.yaml',
  smtpd_tls_cert_file: 'certificates in doorpost.yaml',
  smtpd_tls_key_file: 'certificates in doorpost.yaml',
  smtpd_tls_chain_files: 'certificates in doorpost.yaml',
  smtpd_tls_security_level: 'STARTTLS is always offered; --require-tls on of a connector demands it',
  smtpd_tls_auth_only: 'sign-in always wants TLS, unless a profile of a listed device allows otherwise',
  smtpd_sasl_auth_enable: 'mailboxes sign in by their credentials: doorpost credential add',
  mail_owner: 'the service of the system',
  queue_directory: 'the data directory',
  compatibility_level: 'nothing',
  smtp_generic_maps: 'rewriting of a device, connector or upstream: doorpost upstream set NAME --rewrite-from ADDRESS',
  sender_canonical_maps: 'rewriting of a device or connector: doorpost connector set NAME --rewrite-from ADDRESS',
  header_checks: 'rules, which come later',
  smtp_tls_policy_maps: 'the TLS demand of each outbound connector',
  smtp_destination_rate_delay: 'the pace of an upstream: doorpost upstream set NAME --pace',
  smtp_destination_concurrency_limit: 'the pace of an upstream: doorpost upstream set NAME --pace',
  default_destination_concurrency_limit: 'the pace of an upstream: doorpost upstream set NAME --pace',
  virtual_alias_maps: 'aliases of mailboxes, and groups: doorpost mailbox add, doorpost group add',
  alias_maps: 'aliases of mailboxes, and groups: doorpost mailbox add, doorpost group add',
};

const SECOND = 1_000;
const DAY_MS = 86_400_000;

interface Hop {
  readonly host: string;
  readonly port: number;
  /** Without brackets Postfix asks for the host's MX first. */
  readonly byMx: boolean;
}

interface Work {
  readonly settings: ReadonlyMap<string, MainCfSetting>;
  readonly maps: PostfixMaps;
  readonly notes: Notes;
  readonly outbound: OutboundEntry[];
  readonly names: FreshNames;
  readonly afterwards: string[];
}

export function importPostfix(mainCf: string, readMap: ReadMap): Imported {
  const read = readMainCf(mainCf);
  const notes = new Notes();
  const settings = new Map(
    read.settings.flatMap((setting) =>
      isClear(setting, notes) || setting.name === TLS_LEVEL ? [[setting.name, setting]] : [],
    ),
  );
  const maps = new PostfixMaps(readMap, notes);
  const work: Work = { settings, maps, notes, outbound: [], names: new FreshNames(), afterwards: [] };
  const domains = domainsOf(work);
  const inbound = networksOf(work);
  transports(work);
  senderRelays(work);
  relayHost(work);
  const limits = limitsOf(work);
  rest(work, read);
  for (const { name } of domains) work.afterwards.push(`doorpost domain verify ${name}`);
  return {
    entry: entryOf({ domains, inbound, outbound: work.outbound, ...(limits === undefined ? {} : { limits }) }, notes),
    notes: notes.all,
    afterwards: work.afterwards,
  };
}

/** Where it cannot be read it may have been a demand, and is taken for one. */
const TLS_LEVEL = 'smtp_tls_security_level';

/** A reference that is left in it cannot be read here: what it would say is not guessed. */
function isClear(setting: MainCfSetting, notes: Notes): boolean {
  if (!READ.has(setting.name) || !setting.value.includes('$')) return true;
  notes.left(
    sourceOf(setting),
    `${setting.written.slice(0, 120)}: an expression that is not read here: set it by hand`,
  );
  return false;
}

function domainsOf({ settings, notes, maps }: Work): readonly DomainEntry[] {
  const domains = new Map<string, DomainEntry>();
  const host = settings.get('myhostname')?.value.toLowerCase() ?? '';
  const kinds = [
    ['mydestination', 'authoritative'],
    ['virtual_mailbox_domains', 'authoritative'],
    ['virtual_alias_domains', 'authoritative'],
    ['relay_domains', 'internal-relay'],
  ] as const;
  for (const [name, type] of kinds) {
    const setting = settings.get(name);
    if (setting === undefined) continue;
    for (const word of maps.listed(setting)) {
      const domain = word.toLowerCase();
      if (domain === host || /^localhost(?:\.|$)/u.test(domain)) continue;
      if (domainPatternOf(domain) === null || domain.includes('*'))
        notes.left(sourceOf(setting), `${word} is no domain name`);
      else if (!domains.has(domain)) domains.set(domain, { name: domain, type });
    }
    const mine = [...domains.values()].filter((one) => one.type === type).map((one) => one.name);
    const what =
      type === 'authoritative'
        ? 'mailboxes have to be added (doorpost mailbox add)'
        : 'unknown recipients go on (internal-relay)';
    notes.taken(
      sourceOf(setting),
      mine.length === 0 ? 'names only this machine: nothing to take' : `domains ${mine.join(', ')}; ${what}`,
    );
  }
  return [...domains.values()];
}

function networksOf({ settings, notes, maps }: Work): readonly InboundEntry[] {
  const setting = settings.get('mynetworks');
  const style = settings.get('mynetworks_style');
  if (style !== undefined)
    notes.left(sourceOf(style), 'which networks that means only that machine knows: name them in a connector');
  if (setting === undefined) return [];
  const addresses: string[] = [];
  const words = maps.listed(setting).map((word) => word.replace(/\[([^\]]+)\]/u, '$1'));
  const source = sourceOf(setting);
  const excluded = words.flatMap((word) => (word.startsWith('!') ? (parseRange(word.slice(1)) ?? []) : []));
  for (const word of words) {
    const range = parseRange(word.replace(/^!/u, ''));
    if (range === null) notes.left(source, `${word} is no network: what it stands for has to be added by hand`);
    else if (word.startsWith('!')) notes.left(source, `${word}: exceptions are not made here`);
    else if (isThisMachine(word)) notes.different(source, `${word}: ${NOT_OURSELVES}`);
    // A right that was withheld is not given by leaving the exception out.
    else if (excluded.some((one) => overlaps(one, range)))
      notes.left(source, `${word} has an exception within: name the networks that are meant`);
    else addresses.push(word);
  }
  if (addresses.length === 0) return [];
  notes.different(
    source,
    `connector "Postfix networks" for ${addresses.join(', ')}: may relay to anyone, but only with sender addresses of own, verified domains`,
  );
  return [{ name: 'Postfix networks', senderAddresses: addresses }];
}

/** `[mail.example.net]:587`, `mail.example.net`, `relay:[192.0.2.1]`. null: not a host. */
function hopOf(text: string): Hop | null {
  const match = /^(?:(?:smtp|relay):)?(?:\[([^\]]+)\]|([^:[\]\s]+))(?::(\w+))?$/u.exec(text.trim());
  const host = (match?.[1] ?? match?.[2])?.replace(/^ipv6:/iu, '').toLowerCase();
  if (match === null || host === undefined || host === '') return null;
  const named: Readonly<Record<string, number>> = { smtp: 25, submission: 587, smtps: 465, submissions: 465 };
  const port = match[3] === undefined ? 25 : (named[match[3]] ?? Number(match[3]));
  return Number.isInteger(port) && port > 0 && port < 65_536
    ? { host, port, byMx: match[2] !== undefined && parseRange(host) === null }
    : null;
}

function addOutbound(work: Work, source: string, name: string, hop: Hop, which: Partial<OutboundEntry>): void {
  const { notes, outbound, names, settings } = work;
  const tls = tlsOf(work);
  const username = signInOf(work, hop);
  const unique = names.take(name);
  outbound.push({
    name: unique,
    ...which,
    route: { kind: 'smart-hosts', hosts: [{ host: hop.host, port: hop.port }] },
    tls,
    ...knownService(hop.host),
    ...(username === null ? {} : { auth: { kind: 'password', username } }),
    ...clientCertificateOf(settings),
  });
  const way = `outbound connector ${unique} to ${hop.host} port ${hop.port}, TLS ${tls}`;
  if (hop.byMx)
    notes.different(source, `${way}: Postfix asks for the MX of ${hop.host} first, here it is the host itself`);
  else notes.taken(source, way);
  if (username !== null)
    tellOfSignIn({ name: unique, username, host: hop.host, source: 'smtp_sasl_password_maps' }, notes, work.afterwards);
}

function clientCertificateOf(settings: Work['settings']): Pick<OutboundEntry, 'clientCertificate'> {
  const certificateFile = settings.get('smtp_tls_cert_file')?.value;
  const keyFile = settings.get('smtp_tls_key_file')?.value ?? certificateFile;
  return certificateFile && keyFile && certificateFile !== 'none'
    ? { clientCertificate: { certificateFile, keyFile } }
    : {};
}

function tlsOf({ settings }: Work): NonNullable<OutboundEntry['tls']> {
  const value = (name: string): string => settings.get(name)?.value.toLowerCase() ?? '';
  if (value('smtp_tls_wrappermode') === 'yes') return 'wrapped';
  const level = value(TLS_LEVEL);
  if (level === 'none') return 'none';
  if (level === 'may' || level === 'dane') return 'opportunistic';
  if (['verify', 'secure', 'fingerprint', 'dane-only'].includes(level)) return 'verified';
  if (level !== '') return 'required';
  if (value('smtp_enforce_tls') === 'yes') return 'required';
  // Postfix without a word: clear text. Doorpost tries TLS where nobody forbade it.
  return value('smtp_use_tls') === 'no' ? 'none' : 'opportunistic';
}

/** The name it signs in with at that hop; null: it does not. */
function signInOf({ settings, maps }: Work, hop: Hop): string | null {
  if (settings.get('smtp_sasl_auth_enable')?.value.toLowerCase() !== 'yes') return null;
  const setting = settings.get('smtp_sasl_password_maps');
  if (setting === undefined) return null;
  for (const map of maps.of(setting)) {
    const keys = [`[${hop.host}]:${hop.port}`, `${hop.host}:${hop.port}`, `[${hop.host}]`, hop.host];
    const line = keys.map((key) => map.find(key)).find((one) => one !== undefined);
    if (line !== undefined) return line.value.split(':')[0]?.trim() ?? null;
  }
  return null;
}

/** Domains of one next hop share a connector. */
function transports(work: Work): void {
  const { settings, maps, notes } = work;
  const setting = settings.get('transport_maps');
  if (setting === undefined) return;
  const byHop = new Map<string, { readonly hop: Hop; readonly domains: string[]; readonly source: string }>();
  for (const map of maps.of(setting))
    for (const { key, value, line } of map.lines) {
      const source = `transport:${line} ${key}`;
      const pattern = key === '*' ? '*' : domainPatternOf(key.startsWith('.') ? `*${key}` : key);
      const hop = /^(?::$|local:|virtual:|error:|discard:|retry:|lmtp:|pipe|maildrop|dovecot)/u.test(value)
        ? null
        : hopOf(value.replace(/^:/u, ''));
      if (pattern === null) notes.left(source, `only whole domains have a way of their own, not ${key}`);
      else if (hop === null)
        notes.left(source, `${value || '(nothing)'} is no next hop by SMTP: add it by hand where it is meant`);
      else {
        const known = byHop.get(value);
        if (known === undefined) byHop.set(value, { hop, domains: [pattern], source });
        else known.domains.push(pattern);
      }
    }
  for (const { hop, domains, source } of byHop.values())
    addOutbound(work, source, `Transport ${hop.host}`, hop, { recipientDomains: domains });
}

/** `*` in the transport map goes before any relay host (transport(5)). */
function isShadowed({ outbound, notes }: Work, setting: MainCfSetting): boolean {
  const all = outbound.find(({ recipientDomains }) => recipientDomains?.includes('*'));
  if (all !== undefined)
    notes.left(sourceOf(setting), `never used there: * in transport_maps goes before it (${all.name})`);
  return all !== undefined;
}

function senderRelays(work: Work): void {
  const { settings, maps, notes } = work;
  const setting = settings.get('sender_dependent_relayhost_maps');
  if (setting === undefined || isShadowed(work, setting)) return;
  for (const map of maps.of(setting))
    for (const { key, value, line } of map.lines) {
      const source = `sender_dependent_relayhost:${line} ${key}`;
      const hop = hopOf(value);
      // `@example.com` or `user@example.com`.
      const sender = key.startsWith('@') ? key.slice(1) : key;
      if (hop === null) notes.left(source, `${value || '(nothing)'} is no next hop by SMTP`);
      else if (domainPatternOf(sender.replace(/^[^@\s<>"]+@/u, '')) === null)
        notes.left(
          source,
          `${key === '<>' ? 'mail without a sender takes the general way here' : `${key} is no address with a domain, nor a domain`}`,
        );
      else addOutbound(work, source, `Sender ${sender}`, hop, { senders: [sender] });
    }
}

function relayHost(work: Work): void {
  const setting = work.settings.get('relayhost');
  if (setting === undefined || setting.value === '' || isShadowed(work, setting)) return;
  const hop = hopOf(setting.value);
  if (hop === null) work.notes.left(sourceOf(setting), `${setting.value} is no host: add an upstream by hand`);
  else addOutbound(work, sourceOf(setting), 'Relay host', hop, { recipientDomains: ['*'] });
}

function limitsOf({ settings, notes, outbound }: Work): ImportedEntry['limits'] {
  const size = settings.get('message_size_limit');
  const recipients = settings.get('smtpd_recipient_limit');
  const lifetime = settings.get('maximal_queue_lifetime');
  const limits: Record<string, number> = {};
  const number = (setting: MainCfSetting | undefined): number | null =>
    setting !== undefined && /^\d{1,12}$/u.test(setting.value) ? Number(setting.value) : null;
  const octets = number(size);
  if (size !== undefined && (octets === null || octets === 0))
    notes.left(sourceOf(size), `${size.value}: without a bound is not possible; the default stays`);
  else if (size !== undefined && octets !== null) {
    limits['messageSize'] = octets;
    notes.taken(sourceOf(size), `limit messageSize ${octets} octets`);
  }
  const most = number(recipients);
  if (recipients !== undefined && most !== null) {
    limits['recipientsPerMessage'] = most;
    notes.taken(sourceOf(recipients), `limit recipientsPerMessage ${most}`);
  }
  if (lifetime !== undefined) {
    const ms = lifetimeMs(lifetime.value);
    if (ms === null) notes.left(sourceOf(lifetime), `${lifetime.value} is no duration`);
    else if (outbound.length === 0) notes.left(sourceOf(lifetime), 'mail by MX: queue.expiryMx in doorpost.yaml');
    else {
      const expiryMs = Math.min(Math.max(ms, 60_000), 30 * DAY_MS);
      for (const [index, one] of outbound.entries()) outbound[index] = { ...one, expiryMs };
      notes.taken(
        sourceOf(lifetime),
        `outbound connectors try for ${lifetime.value}; mail by MX: queue.expiryMx in doorpost.yaml`,
      );
    }
  }
  return Object.keys(limits).length === 0 ? undefined : (limits as ImportedEntry['limits']);
}

function lifetimeMs(text: string): number | null {
  const match = /^(\d{1,6})([smhdw]?)$/u.exec(text);
  if (match === null) return null;
  const units: Readonly<Record<string, number>> = { s: SECOND, m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS };
  // Without a unit: days (postconf(5)).
  return Number(match[1]) * (units[match[2] || 'd'] ?? DAY_MS);
}

const READ: ReadonlySet<string> = new Set(postfixParameters);

/** What was not read: named, with where it is set here when it is. And what was, where nothing else told of it. */
function rest({ notes, outbound }: Work, { settings, odd }: MainCf): void {
  const told = new Set(notes.all.flatMap(({ source }) => source.split(' ').at(-1) ?? []));
  for (const setting of settings) {
    const source = sourceOf(setting);
    const place = ELSEWHERE[setting.name];
    if (READ.has(setting.name)) {
      if (told.has(setting.name)) continue;
      if (setting.name.startsWith('smtp_') && outbound.length === 0)
        notes.left(source, `${setting.value}: no next hop is named, and mail by MX tries TLS`);
      else if (setting.value === 'dane') notes.different(source, 'dane: TLS where it is offered; DANE is not asked');
      else notes.taken(source, `taken into account: ${setting.value.slice(0, 120)}`);
    } else
      notes.left(
        source,
        place === undefined ? `not understood: ${setting.written.slice(0, 120)}` : `here it is ${place}`,
      );
  }
  for (const { line, text } of odd) notes.left(`main.cf:${line}`, `no setting: ${text.slice(0, 120)}`);
}
