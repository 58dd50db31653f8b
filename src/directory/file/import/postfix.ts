/**
 * Postfix: `main.cf` with the maps it names. What relays becomes connectors, what is local becomes domains; whatever else stands there is
 * named, so that nobody believes it was taken over. Pure: texts in. Parameters: postconf(5), transport(5).
 */
import type { Cure } from '../../../mail/remedy.ts';
import { FreshNames } from './fresh-names.ts';
import { type DomainEntry, domainPatternOf, entryOf, type Imported, type ImportedEntry } from './imported.ts';
import { Notes } from './notes.ts';
import { type MainCf, type MainCfSetting, readMainCf } from './main-cf.ts';
import { SecretSettings, shownLine } from './masked.ts';
import { PostfixMaps, type ReadMap, sourceOf } from './postfix-maps.ts';
import { readMasterCf, servicesOf } from './postfix-master.ts';
import { networksOf } from './postfix-networks.ts';
import { addNextHops, TLS_LEVEL, type PostfixReading } from './postfix-outbound.ts';
import { ELSEWHERE, isTrivial, type Loss, lostWith, READ } from './postfix-parameters.ts';

const SECOND = 1_000;
const DAY_MS = 86_400_000;

/** @param masterCf its services, which may act otherwise than `main.cf` says; empty: not there. */
export function importPostfix(mainCf: string, readMap: ReadMap, masterCf = ''): Imported {
  const read = readMainCf(mainCf);
  const secrets = new SecretSettings(read);
  const notes = new Notes();
  const settings = new Map<string, MainCfSetting>();
  const maps = new PostfixMaps(readMap, notes, secrets);
  const work: PostfixReading = {
    settings,
    unread: new Set(),
    secrets,
    maps,
    notes,
    outbound: [],
    names: new FreshNames(),
    afterwards: [],
  };
  tellLost(work, read);
  services(work, masterCf);
  for (const setting of read.settings)
    if (isClear(work, setting) || setting.name === TLS_LEVEL) settings.set(setting.name, setting);
  const domains = domainsOf(work);
  const inbound = networksOf(work, isOpenToOthers(masterCf));
  addNextHops(work);
  const limits = limitsOf(work);
  rest(work, read);
  for (const { name } of domains) work.afterwards.push({ act: 'prove-domain', domain: name });
  return {
    entry: entryOf({ domains, inbound, outbound: work.outbound, ...(limits === undefined ? {} : { limits }) }, notes),
    notes: notes.all,
    afterwards: work.afterwards,
  };
}

/** A reference that is left in it cannot be read here: what it would say is not guessed. */
function isClear({ notes, secrets, unread }: PostfixReading, setting: MainCfSetting): boolean {
  if (!READ.has(setting.name) || !setting.value.includes('$')) return true;
  unread.add(setting.name);
  const written = secrets.shown(setting, setting.written);
  notes.left(sourceOf(setting), `${written}: an expression that is not read here: set it by hand`);
  return false;
}

/** Whether unknown recipients of the domains that are relayed to are refused there. */
const namesRecipients = ({ settings, unread }: PostfixReading): boolean =>
  unread.has('relay_recipient_maps') || (settings.get('relay_recipient_maps')?.value ?? '') !== '';

/** The effect of a type on a domain's recipients. */
const MEANINGS: Readonly<Record<'authoritative' | 'internal-relay', Meaning>> = {
  authoritative: { means: 'mailboxes have to be added', cure: { act: 'set-by-hand', what: 'mailboxes' } },
  'internal-relay': { means: 'unknown recipients go on (internal-relay)' },
};

interface Meaning {
  readonly means: string;
  readonly cure?: Cure;
}

function domainsOf(work: PostfixReading): readonly DomainEntry[] {
  const { settings, secrets, notes, maps } = work;
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
    if (type === 'internal-relay' && namesRecipients(work)) {
      const left = maps.listed(setting).map((word) => secrets.shown(setting, word));
      notes.left(
        sourceOf(setting),
        `relay_recipient_maps says which recipients there are, and is not read: here unknown recipients of an internal-relay domain go on. Not taken: ${left.join(', ') || 'nothing'}`,
        { act: 'relay-for-if-meant', domain: null },
      );
      continue;
    }
    const before = notes.all.length;
    const mine: string[] = [];
    for (const word of maps.listed(setting)) {
      const domain = word.toLowerCase();
      if (domain === host || /^localhost(?:\.|$)/u.test(domain)) continue;
      if (domainPatternOf(domain) === null || domain.includes('*'))
        notes.left(sourceOf(setting), `${secrets.shown(setting, word)} is no domain name`);
      else if (!domains.has(domain)) {
        domains.set(domain, { name: domain, type });
        mine.push(domain);
      }
    }
    const { means, cure } = MEANINGS[type];
    if (mine.length > 0) notes.taken(sourceOf(setting), `domains ${mine.join(', ')}; ${means}`, cure);
    else if (notes.all.length === before)
      notes.taken(sourceOf(setting), 'names only this machine, or what was named before: nothing to take');
  }
  return [...domains.values()];
}

function limitsOf({ settings, secrets, notes, outbound }: PostfixReading): ImportedEntry['limits'] {
  const size = settings.get('message_size_limit');
  const recipients = settings.get('smtpd_recipient_limit');
  const lifetime = settings.get('maximal_queue_lifetime');
  const limits: Record<string, number> = {};
  const number = (setting: MainCfSetting | undefined): number | null =>
    setting !== undefined && /^\d{1,12}$/u.test(setting.value) ? Number(setting.value) : null;
  const octets = number(size);
  if (size !== undefined && (octets === null || octets === 0))
    notes.left(
      sourceOf(size),
      `${secrets.shown(size, size.value)}: without a bound is not possible; the default stays`,
    );
  else if (size !== undefined && octets !== null) {
    limits['messageSize'] = octets;
    notes.taken(sourceOf(size), `limit messageSize ${octets} bytes`);
  }
  const most = number(recipients);
  if (recipients !== undefined && most !== null) {
    limits['recipientsPerMessage'] = most;
    notes.taken(sourceOf(recipients), `limit recipientsPerMessage ${most}`);
  }
  if (lifetime !== undefined) {
    const ms = lifetimeMs(lifetime.value);
    if (ms === null) notes.left(sourceOf(lifetime), `${secrets.shown(lifetime, lifetime.value)} is no duration`);
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

/** The value; where expanding its parameters left nothing, the text as written, which may mean something that somebody relies on. */
const valueOf = ({ value, written }: MainCfSetting): string => value || written;

/** Told first: it stands out before what would not be missed. */
function tellLost({ notes, secrets }: PostfixReading, { settings }: MainCf): void {
  for (const setting of settings) {
    const what = lostWith(setting.name, valueOf(setting));
    if (what !== null)
      notes.lost(sourceOf(setting), ...lost(secrets, { name: setting.name, value: valueOf(setting) }, what));
  }
}

const lost = (
  secrets: SecretSettings,
  { name, value }: Pick<MainCfSetting, 'name' | 'value'>,
  { what, cure }: Loss,
): readonly [text: string, cure: Cure] => [`${what} (${secrets.shown({ name }, value)})`, cure];

/** The service by which strangers and devices come in; `smtpd` is what postscreen passes them to. */
const PUBLIC = /^(?:smtp|smtpd|25|[^\s/]+:(?:smtp|25)) (?:inet|pass)$/u;
/** Of this machine alone. */
const LOOPBACK = /^(?:localhost|127\.\S*|\[?::1\]?):/u;
/** Whether a service takes mail of other machines on port 25. Without a master.cf there is the one that Postfix comes with. */
const isOpenToOthers = (masterCf: string): boolean => {
  const services = servicesOf(masterCf);
  return services.length === 0 || services.some(({ service }) => PUBLIC.test(service) && !LOOPBACK.test(service));
};
/** Parameters by which that service asks for TLS, or may. */
const ASKS_TLS: ReadonlySet<string> = new Set([
  'smtpd_tls_security_level',
  'smtpd_enforce_tls',
  'smtpd_tls_wrappermode',
  'smtpd_tls_req_ccert',
]);

/** The settings of a service that differ from main.cf. Of the one on port 25 it may be that its networks do not relay. */
function services({ notes, secrets, unread }: PostfixReading, masterCf: string): void {
  for (const { service, name, value, line } of readMasterCf(masterCf)) {
    const source = `master.cf:${line} ${service} ${name}`;
    const what = lostWith(name, value);
    if (what !== null) notes.lost(source, ...lost(secrets, { name, value }, what));
    if (!PUBLIC.test(service)) continue;
    // A demand is met by all of a network, or by none that can be told apart.
    if (ASKS_TLS.has(name)) {
      if (!/^(?:may|none|no|)$/iu.test(value)) unread.add(name);
      continue;
    }
    if (name !== 'mynetworks' && !name.endsWith('_restrictions')) continue;
    unread.add(name);
    notes.left(source, `${secrets.shown({ name }, value)}: what a service sets for itself is not taken over`);
  }
}

/** Settings that were not read: named, with their place here when there is one. And those that were, if nothing else told of them. */
function rest({ notes, outbound, secrets }: PostfixReading, { settings, odd }: MainCf): void {
  const told = new Set(notes.all.flatMap(({ source }) => source.split(' ').at(-1) ?? []));
  let trivial = 0;
  for (const setting of settings) {
    const source = sourceOf(setting);
    const value = secrets.shown(setting, setting.value);
    if (READ.has(setting.name)) {
      if (told.has(setting.name)) continue;
      if (setting.name.startsWith('smtp_') && outbound.length === 0)
        notes.left(source, `${value}: no next hop is named, and mail by MX tries TLS`);
      else if (setting.value === 'dane') notes.different(source, 'dane: TLS where it is offered; DANE is not asked');
      else notes.taken(source, `taken into account: ${value}`);
    } else if (isTrivial(setting.name, valueOf(setting))) trivial++;
    else if (lostWith(setting.name, valueOf(setting)) === null) {
      const place = ELSEWHERE.get(setting.name);
      if (place === undefined) notes.left(source, `not understood: ${secrets.shown(setting, setting.written)}`);
      else if (typeof place === 'string') notes.left(source, `here it is ${place}`);
      else notes.left(source, `here it is ${place.text}`, place.cure);
    }
  }
  for (const { line, text } of odd) notes.left(`main.cf:${line}`, `no setting: ${shownLine(text)}`);
  if (trivial > 0)
    notes.taken('main.cf', `settings that decide neither who may send nor where mail goes are not listed (${trivial})`);
}
