/**
 * Postfix's ways out: `transport_maps`, `sender_dependent_relayhost_maps` and `relayhost` become outbound connectors, one for each
 * next hop and what chooses it (the recipient's domain, or the sender). Pure.
 */
import type { Remedy } from '../../../mail/remedy.ts';
import { own } from '../../../base/own.ts';
import { parseRange } from '../../../mail/network/address-ranges.ts';
import { bounds } from '../../../base/bounds.ts';
import type { FreshNames } from './fresh-names.ts';
import { domainPatternOf, knownService, type OutboundEntry, tellOfSignIn } from './imported.ts';
import type { Notes } from './notes.ts';
import type { MainCfSetting, MapLine } from './main-cf.ts';
import { masked, type SecretSettings } from './masked.ts';
import { type MapText, type PostfixMaps, sourceOf } from './postfix-maps.ts';

export interface PostfixReading {
  readonly settings: ReadonlyMap<string, MainCfSetting>;
  /** Parameters whose value, or part of it, is not understood. */
  readonly unread: Set<string>;
  readonly secrets: SecretSettings;
  readonly maps: PostfixMaps;
  readonly notes: Notes;
  readonly outbound: OutboundEntry[];
  readonly names: FreshNames;
  readonly afterwards: Remedy[];
}

/** A level that cannot be read may have been a demand, and is taken for one. */
export const TLS_LEVEL = 'smtp_tls_security_level';

interface Hop {
  readonly host: string;
  readonly port: number;
  /** Without brackets Postfix asks for the host's MX first. An upstream here is a host that one signs in to, so it becomes the host itself, and the notes say so. */
  readonly byMx: boolean;
}

/** In the order in which Postfix asks them: the transport map goes before the others. */
export function addNextHops(work: PostfixReading): void {
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
  const port = match[3] === undefined ? 25 : (own(named, match[3]) ?? Number(match[3]));
  return Number.isInteger(port) && port > 0 && port < 65_536
    ? { host, port, byMx: match[2] !== undefined && parseRange(host) === null }
    : null;
}

interface Way {
  readonly source: string;
  readonly hop: Hop;
  /** null: by that of the hop. */
  readonly account: Account | null;
  /** Domains, or senders. */
  readonly who: string[];
}

/** The account that signs in: mail with another account gets a connector of its own. */
interface Account {
  /** Tells the account from others, by its password too. Never shown. */
  readonly key: string;
  /** null: it signs in as nobody, or that cannot be told. */
  readonly username: string | null;
}

/** Entries of a map by their next hop and account, in the order of the file: those that share both share a connector, and a password to set. */
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

  add(source: string, hop: Hop, who: string, account: Account | null = null): void {
    const key = `${hop.host} ${hop.port} ${account?.key ?? ''}`;
    const known = this.#last.get(key);
    if (known !== undefined && known.who.length < bounds.config.list) {
      known.who.push(who);
      return;
    }
    const way = { source, hop, account, who: [who] };
    this.#last.set(key, way);
    this.all.push(way);
  }
}

const LATER = 'never used there: an entry before it has the same key';

function transports(work: PostfixReading): void {
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
function isShadowed({ outbound, notes }: PostfixReading, setting: MainCfSetting): boolean {
  const all = outbound.find(({ recipientDomains }) => recipientDomains?.includes('*'));
  if (all !== undefined)
    notes.left(sourceOf(setting), `never used there: * in transport_maps goes before it (${all.name})`);
  return all !== undefined;
}

function senderRelays(work: PostfixReading): void {
  const { settings, maps, notes } = work;
  const setting = settings.get('sender_dependent_relayhost_maps');
  const shadowed = setting !== undefined && isShadowed(work, setting);
  const ways = new Ways();
  const accounts = new SenderAccounts(work);
  const hops = new Map<string, Hop>();
  for (const map of setting === undefined || shadowed ? [] : maps.of(setting))
    for (const { key, value, line } of map.lines) {
      const source = `${map.isInline ? 'main.cf' : 'sender_dependent_relayhost'}:${line} ${key}`;
      // `DUNNO` takes the sender out of what would fit it else: its mail goes the general way.
      const isExempt = value.toUpperCase() === 'DUNNO';
      const hop = isExempt ? generalHop(work) : hopOf(value);
      const sender = senderOf(key);
      if (ways.isLater(key)) notes.left(source, LATER);
      else if (hop === null)
        notes.left(
          source,
          isExempt
            ? 'its mail goes by MX, and by the next hop of its domain here: see that it has none'
            : `${masked(value) || '(nothing)'} is no next hop by SMTP`,
        );
      else if (sender === null)
        notes.left(
          source,
          `${key === '<>' ? 'mail without a sender takes the general way here' : `${key} is no address with a domain, nor a domain`}`,
        );
      else {
        hops.set(sender, hop);
        ways.add(source, hop, sender, accounts.of(sender, hop));
      }
    }
  for (const { sender, line } of accounts.withoutWay(hops)) {
    const source = `${PASSWORDS}:${line} ${sender}`;
    const hop = hops.get(domainOf(sender)) ?? generalHop(work);
    if (hop === null) notes.left(source, 'the account of a sender for whom no next hop is named: its mail goes by MX');
    else ways.add(source, hop, sender, accounts.of(sender, hop));
  }
  for (const { hop, who, source, account } of ways.all)
    addOutbound(work, source, `Senders ${hop.host}`, hop, { senders: who }, account);
}

/** `@example.com` or `user@example.com` as a connector names senders; null: neither. */
function senderOf(key: string): string | null {
  const sender = key.startsWith('@') ? key.slice(1) : key;
  return domainPatternOf(sender.replace(/^[^@\s<>"]+@/u, '')) === null ? null : sender;
}

const domainOf = (sender: string): string => sender.slice(sender.lastIndexOf('@') + 1);

/** The next hop of mail that no map names; null: by MX. */
function generalHop({ settings, outbound }: PostfixReading): Hop | null {
  const all = outbound.find(({ recipientDomains }) => recipientDomains?.includes('*'))?.route;
  if (all?.kind === 'smart-hosts') {
    const [first] = all.hosts;
    return first === undefined ? null : { host: first.host, port: first.port, byMx: false };
  }
  const relay = settings.get('relayhost');
  return relay === undefined || relay.value === '' ? null : hopOf(relay.value);
}

/** `smtp_sender_dependent_authentication`: the account of a sender goes before that of the next hop. */
class SenderAccounts {
  readonly #work: PostfixReading;
  /** null: the account is the next hop's alone. */
  readonly #maps: readonly MapText[] | null;
  /** Of each sender then nothing is known, so that no two may share a connector. */
  readonly #isOpaque: boolean;

  constructor(work: PostfixReading) {
    const { settings, maps, notes, unread, outbound } = work;
    const named = settings.get(PASSWORDS);
    const isOn =
      isYes(settings, 'smtp_sasl_auth_enable') &&
      (isYes(settings, DEPENDENT) || unread.has(DEPENDENT)) &&
      (named !== undefined || unread.has(PASSWORDS));
    this.#work = work;
    this.#maps = isOn ? (named === undefined ? [] : maps.asked(named)) : null;
    this.#isOpaque = isOn && (named === undefined || maps.hasUnread(named));
    if (isOn && outbound.length > 0)
      notes.different(
        DEPENDENT,
        'at the next hops of transport_maps mail signs in by the account of the hop here, never by that of its sender',
      );
  }

  of(sender: string, hop: Hop): Account | null {
    if (this.#maps === null) return null;
    if (this.#isOpaque) return { key: `of ${sender}`, username: null };
    const line = this.#find(sender);
    if (line === undefined) return null;
    return { key: line.value, username: usernameOf(this.#work, line, `the sender ${sender} at ${hop.host}`) };
  }

  #find(sender: string): MapLine | undefined {
    const keys = sender.includes('@') ? [sender, `@${domainOf(sender)}`] : [`@${sender}`];
    for (const map of this.#maps ?? [])
      for (const key of keys) {
        const line = map.find(key);
        if (line !== undefined) return line;
      }
    return undefined;
  }

  /** Senders that have an account and no next hop of their own. */
  *withoutWay(hops: ReadonlyMap<string, Hop>): Iterable<{ readonly sender: string; readonly line: number }> {
    const seen = new Set<string>();
    for (const map of this.#isOpaque ? [] : (this.#maps ?? []))
      for (const { key, line } of map.lines) {
        const sender = key.includes('@') ? senderOf(key) : null;
        if (sender === null || seen.has(sender) || hops.has(sender)) continue;
        seen.add(sender);
        yield { sender, line };
      }
  }
}

const DEPENDENT = 'smtp_sender_dependent_authentication';
const isYes = (settings: PostfixReading['settings'], name: string): boolean =>
  settings.get(name)?.value.toLowerCase() === 'yes';

function relayHost(work: PostfixReading): void {
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
  if (same === undefined || domains.length >= bounds.config.list) {
    addOutbound(work, source, 'Relay host', hop, { recipientDomains: ['*'] });
    return;
  }
  // The domains of the transport map are named more particularly than *, so that each keeps its way.
  outbound[index] = { ...same, recipientDomains: [...domains, '*'] };
  tellWay(work, source, `outbound connector ${same.name}, which goes there already, takes all other domains too`, hop);
}

const leadsTo = ({ route }: OutboundEntry, { host, port }: Hop): boolean =>
  route?.kind === 'smart-hosts' && route.hosts.some((one) => one.host === host && one.port === port);

function addOutbound(
  work: PostfixReading,
  source: string,
  name: string,
  hop: Hop,
  which: Partial<OutboundEntry>,
  account: Account | null = null,
): void {
  const { notes, outbound, names, settings } = work;
  const tls = tlsOf(work);
  const username = account === null ? signInOf(work, hop) : account.username;
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

function tellWay({ notes }: PostfixReading, source: string, way: string, hop: Hop): void {
  if (hop.byMx)
    notes.different(source, `${way}: Postfix asks for the MX of ${hop.host} first, here it is the host itself`);
  else notes.taken(source, way);
}

function clientCertificateOf(settings: PostfixReading['settings']): Pick<OutboundEntry, 'clientCertificate'> {
  const certificateFile = settings.get('smtp_tls_cert_file')?.value;
  const keyFile = settings.get('smtp_tls_key_file')?.value ?? certificateFile;
  return certificateFile && keyFile && certificateFile !== 'none'
    ? { clientCertificate: { certificateFile, keyFile } }
    : {};
}

function tlsOf({ settings }: PostfixReading): NonNullable<OutboundEntry['tls']> {
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

/** The name it signs in with at that hop; null: it does not. As Postfix asks: the host, then the next hop as it is written. */
function signInOf(work: PostfixReading, hop: Hop): string | null {
  const { settings, maps } = work;
  if (!isYes(settings, 'smtp_sasl_auth_enable')) return null;
  const setting = settings.get(PASSWORDS);
  if (setting === undefined) return null;
  for (const map of maps.asked(setting)) {
    const keys = [hop.host, `[${hop.host}]:${hop.port}`, `${hop.host}:${hop.port}`, `[${hop.host}]`];
    const line = keys.map((key) => map.find(key)).find((one) => one !== undefined);
    if (line !== undefined) return usernameOf(work, line, hop.host);
  }
  return null;
}

function usernameOf({ settings, notes }: PostfixReading, { value }: MapLine, whose: string): string | null {
  const colon = value.indexOf(':');
  if (colon > 0) return value.slice(0, colon).trim();
  // It could be a name, or a password with something else than a colon before it.
  const setting = settings.get(PASSWORDS);
  const source = setting === undefined ? PASSWORDS : sourceOf(setting);
  notes.left(source, `what it has for ${whose} is no user:password: set the sign-in by hand`);
  return null;
}
