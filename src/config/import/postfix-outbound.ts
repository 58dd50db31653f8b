/**
 * Where Postfix sends mail on: `transport_maps`, `sender_dependent_relayhost_maps` and `relayhost` become outbound connectors, one for each
 * next hop and what chooses it (the recipient's domain, or the sender). Pure.
 */
import { parseRange } from '../../policy/address-ranges.ts';
import { LONGEST_LIST } from '../directory-fields.ts';
import type { FreshNames } from './fresh-names.ts';
import { domainPatternOf, knownService, type Notes, type OutboundEntry, tellOfSignIn } from './imported.ts';
import type { MainCfSetting } from './main-cf.ts';
import { masked, type SecretSettings } from './masked.ts';
import { type PostfixMaps, sourceOf } from './postfix-maps.ts';

export interface Work {
  readonly settings: ReadonlyMap<string, MainCfSetting>;
  readonly secrets: SecretSettings;
  readonly maps: PostfixMaps;
  readonly notes: Notes;
  readonly outbound: OutboundEntry[];
  readonly names: FreshNames;
  readonly afterwards: string[];
}

/** Where it cannot be read it may have been a demand, and is taken for one. */
export const TLS_LEVEL = 'smtp_tls_security_level';

interface Hop {
  readonly host: string;
  readonly port: number;
  /** Without brackets Postfix asks for the host's MX first. */
  readonly byMx: boolean;
}

/** In the order in which Postfix asks them: the transport map goes before the others. */
export function addNextHops(work: Work): void {
  transports(work);
  senderRelays(work);
  relayHost(work);
}

/** `[mail.example.net]:587`, `mail.example.net`, `relay:[192.0.2.1]`. null: not a host. */
function hopOf(text: string): Hop | null {
  const match = /^(?:(?:smtp|relay):)?(?:\[([^\]@]+)\]|([^:[\]\s@]+))(?::(\w+))?$/u.exec(text.trim());
  const host = (match?.[1] ?? match?.[2])?.replace(/^ipv6:/iu, '').toLowerCase();
  if (match === null || host === undefined || host === '') return null;
  const named: Readonly<Record<string, number>> = { smtp: 25, submission: 587, smtps: 465, submissions: 465 };
  const port = match[3] === undefined ? 25 : (named[match[3]] ?? Number(match[3]));
  return Number.isInteger(port) && port > 0 && port < 65_536
    ? { host, port, byMx: match[2] !== undefined && parseRange(host) === null }
    : null;
}

interface Way {
  readonly source: string;
  readonly hop: Hop;
  /** Domains, or senders. */
  readonly who: string[];
}

/** Entries of a map by their next hop, in the order of the file: those of one hop share a connector, and a password to set. */
class Ways {
  readonly #last = new Map<string, Way>();
  readonly #keys = new Set<string>();
  readonly all: Way[] = [];

  /** Whether an entry before it has the same key: that one acts. */
  isLater(key: string): boolean {
    if (this.#keys.has(key)) return true;
    this.#keys.add(key);
    return false;
  }

  add(source: string, hop: Hop, who: string): void {
    const key = `${hop.host} ${hop.port}`;
    const known = this.#last.get(key);
    if (known !== undefined && known.who.length < LONGEST_LIST) {
      known.who.push(who);
      return;
    }
    const way = { source, hop, who: [who] };
    this.#last.set(key, way);
    this.all.push(way);
  }
}

const LATER = 'never used there: an entry before it has the same key';

function transports(work: Work): void {
  const { settings, maps, notes } = work;
  const setting = settings.get('transport_maps');
  if (setting === undefined) return;
  const ways = new Ways();
  for (const map of maps.of(setting))
    for (const { key, value, line } of map.lines) {
      const source = `${map.isInline ? 'main.cf' : 'transport'}:${line} ${key}`;
      const pattern = key === '*' ? '*' : domainPatternOf(key.startsWith('.') ? `*${key}` : key);
      const hop = /^(?::$|local:|virtual:|error:|discard:|retry:|lmtp:|pipe|maildrop|dovecot)/u.test(value)
        ? null
        : hopOf(value.replace(/^:/u, ''));
      if (ways.isLater(key)) notes.left(source, LATER);
      else if (pattern === null) notes.left(source, `only whole domains have a way of their own, not ${key}`);
      else if (hop === null)
        notes.left(source, `${masked(value) || '(nothing)'} is no next hop by SMTP: add it by hand where it is meant`);
      else ways.add(source, hop, pattern);
    }
  for (const { hop, who, source } of ways.all)
    addOutbound(work, source, `Transport ${hop.host}`, hop, { recipientDomains: who });
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
  const ways = new Ways();
  for (const map of maps.of(setting))
    for (const { key, value, line } of map.lines) {
      const source = `${map.isInline ? 'main.cf' : 'sender_dependent_relayhost'}:${line} ${key}`;
      const hop = hopOf(value);
      // `@example.com` or `user@example.com`.
      const sender = key.startsWith('@') ? key.slice(1) : key;
      if (ways.isLater(key)) notes.left(source, LATER);
      else if (hop === null) notes.left(source, `${masked(value) || '(nothing)'} is no next hop by SMTP`);
      else if (domainPatternOf(sender.replace(/^[^@\s<>"]+@/u, '')) === null)
        notes.left(
          source,
          `${key === '<>' ? 'mail without a sender takes the general way here' : `${key} is no address with a domain, nor a domain`}`,
        );
      else ways.add(source, hop, sender);
    }
  for (const { hop, who, source } of ways.all) addOutbound(work, source, `Senders ${hop.host}`, hop, { senders: who });
}

function relayHost(work: Work): void {
  const { settings, secrets, notes, outbound } = work;
  const setting = settings.get('relayhost');
  if (setting === undefined || setting.value === '' || isShadowed(work, setting)) return;
  const source = sourceOf(setting);
  const hop = hopOf(setting.value);
  if (hop === null) {
    notes.left(source, `${secrets.shown(setting, setting.value)} is no host: add an upstream by hand`);
    return;
  }
  const index = outbound.findIndex((one) => one.senders === undefined && leadsTo(one, hop));
  const same = outbound[index];
  const domains = same?.recipientDomains ?? [];
  if (same === undefined || domains.length >= LONGEST_LIST) {
    addOutbound(work, source, 'Relay host', hop, { recipientDomains: ['*'] });
    return;
  }
  // The domains of the transport map are named more particularly than *, so that each keeps its way.
  outbound[index] = { ...same, recipientDomains: [...domains, '*'] };
  tellWay(work, source, `outbound connector ${same.name}, which goes there already, takes all other domains too`, hop);
}

const leadsTo = ({ route }: OutboundEntry, { host, port }: Hop): boolean =>
  route?.kind === 'smart-hosts' && route.hosts.some((one) => one.host === host && one.port === port);

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
  tellWay(work, source, `outbound connector ${unique} to ${hop.host} port ${hop.port}, TLS ${tls}`, hop);
  if (username !== null)
    tellOfSignIn({ name: unique, username, host: hop.host, source: PASSWORDS }, notes, work.afterwards);
}

function tellWay({ notes }: Work, source: string, way: string, hop: Hop): void {
  if (hop.byMx)
    notes.different(source, `${way}: Postfix asks for the MX of ${hop.host} first, here it is the host itself`);
  else notes.taken(source, way);
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

const PASSWORDS = 'smtp_sasl_password_maps';

/** The name it signs in with at that hop; null: it does not. */
function signInOf({ settings, maps, notes }: Work, hop: Hop): string | null {
  if (settings.get('smtp_sasl_auth_enable')?.value.toLowerCase() !== 'yes') return null;
  const setting = settings.get(PASSWORDS);
  if (setting === undefined) return null;
  for (const map of maps.asked(setting)) {
    const keys = [`[${hop.host}]:${hop.port}`, `${hop.host}:${hop.port}`, `[${hop.host}]`, hop.host];
    const line = keys.map((key) => map.find(key)).find((one) => one !== undefined);
    if (line === undefined) continue;
    const colon = line.value.indexOf(':');
    if (colon > 0) return line.value.slice(0, colon).trim();
    // It could be a name, or a password with something else than a colon before it.
    notes.left(sourceOf(setting), `what it has for ${hop.host} is no user:password: set the sign-in by hand`);
    return null;
  }
  return null;
}
