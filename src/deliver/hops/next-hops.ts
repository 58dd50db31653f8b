/**
 * The addresses to connect to, in their order. MX per RFC 5321 §5.1, null MX per RFC 7505, and for smart hosts a plain list. Addresses are checked
 * here and connected to as they are: a name is not asked twice (rebinding). Answers are values.
 */
import { bounds } from '../../base/bounds.ts';
import type { Random } from '../../base/random.ts';
import type { DnsAnswer, MxRecord, Resolver } from '../../dns/resolver.ts';
import type { TlsPolicy } from '../session/tls-policy.ts';
import { type AddressPolicy, isLoopback, literalAddress, type RoutePurpose } from './address-policy.ts';
import { delayedBy, failedBy, type HopFailure, ownTrouble } from '../answers/failure.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told, type Words } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

/** One address of one host: what a session is opened to. */
export interface NextHop {
  /** The name TLS verifies and the trace shows: the MX or smart host; for a literal the address. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** The domain's own demand; absent: it has none. */
  readonly tls?: TlsPolicy;
}

export type NextHops =
  | { readonly ok: true; readonly hops: readonly NextHop[] }
  | { readonly ok: false; readonly failure: HopFailure };

export interface NextHopSetting {
  readonly resolver: Resolver;
  readonly random: Random;
  readonly policy: AddressPolicy;
  /** Lower case. */
  readonly hostName: string;
  /** Whether something of ours listens there (also behind NAT). */
  readonly isOwn: (address: string, port: number) => boolean;
  /** Whether it is one of our names, and something of ours listens on that port: whatever DNS says of it, behind NAT. Lower case. */
  readonly isOwnName: (name: string, port: number) => boolean;
  /** 25 but in tests. */
  readonly mxPort: number;
}

/** The next hops of a recipient domain (A-label or address literal with brackets): as many as one attempt tries. */
export async function mxNextHops(domain: string, setting: NextHopSetting, signal: AbortSignal): Promise<NextHops> {
  return firstHops(await allMxHops(domain, setting, signal));
}

export const firstHops = (found: NextHops): NextHops =>
  found.ok ? { ok: true, hops: found.hops.slice(0, bounds.deliver.addressesTried) } : found;

/** All of them, for whoever takes some out. */
export async function allMxHops(domain: string, setting: NextHopSetting, signal: AbortSignal): Promise<NextHops> {
  const literal = domain.startsWith('[') ? literalAddress(domain) : null;
  if (literal !== null)
    return checked([{ host: literal, addresses: [literal], failed: null, preference: 0 }], 'mx', setting, domain);
  if (domain.startsWith('['))
    return no(failedBy({ cause: 'domain-not-found', status: '5.1.2', ...told(say`${domain} is no usable address`) }));

  const answer = await setting.resolver.mx(domain, signal);
  const records = exchangesOf(answer, domain);
  if (!('records' in records)) return no(records.failure);
  return lookUp(records.records, domain, setting, signal);
}

/** A host that somebody named, and what it may lead to (`public-host.ts` of policy/access says which). */
export interface NamedHost {
  readonly host: string;
  readonly port: number;
  readonly purpose: Exclude<RoutePurpose, 'mx'>;
}

/** The addresses of one smart host, which is a name or an address. */
export async function smartHostNextHops(
  { host, port, purpose }: NamedHost,
  setting: NextHopSetting,
  signal: AbortSignal,
): Promise<NextHops> {
  const literal = literalAddress(host);
  const name = host.toLowerCase();
  if (setting.isOwnName(name, port)) return no(leadsBack(say`${name} port ${port}`));
  const found: HostAddresses =
    literal !== null ? { addresses: [literal], failed: null } : await addressesOf(name, setting.resolver, signal);
  if (found.addresses.length === 0 && found.failed === null) {
    const words = told(say`the smart host ${name} has no address in DNS: correct the connector`);
    return no(delayedBy({ cause: 'no-route', status: '4.4.4', ...words }));
  }
  const hops: NextHop[] = [];
  let why = say``;
  let isInner = false;
  let own: Phrase | null = null;
  for (const address of found.addresses.slice(0, bounds.deliver.addressesTried)) {
    const verdict = setting.policy(address, purpose);
    if (!verdict.allowed && purpose === 'public-host') isInner = true;
    else if (setting.isOwn(address, port)) own = hostAt(name, address, port);
    else if (verdict.allowed) hops.push({ host: literal ?? name, address, port });
    else why = verdict.why;
  }
  if (hops.length > 0) return { ok: true, hops };
  if (isInner) return no(leadsInside(name));
  if (found.failed !== null) return no(dnsFailed(name, found.failed));
  if (own !== null) return no(leadsBack(own));
  const words = told(say`the smart host ${host} cannot be used: ${why}`);
  return no(delayedBy({ cause: 'no-route', status: '4.4.4', ...words }));
}

/** RFC 5321 §6.3. An administrator named it, and no mail ends for it. */
const leadsBack = (what: Phrase): HopFailure =>
  ownTrouble({
    cause: 'loop',
    status: '4.4.6',
    ...told(say`the smart host ${what} is this server itself: mail would go in a circle`),
    of: 'hop',
  });

/** The address is not told: whoever named the host would read our network's names out of it. */
const leadsInside = (name: string): HopFailure =>
  ownTrouble({
    cause: 'no-route',
    status: '4.4.4',
    ...told(say`${name} leads to an address that is not public, and who named it may not send there`),
    of: 'hop',
  });

/** Whether a smart host, or one of its addresses, is this server itself, in words. null: no, or DNS does not say. */
export async function leadsBackBy(
  host: string,
  port: number,
  setting: NextHopSetting,
  signal: AbortSignal,
): Promise<ToldLine | null> {
  const name = host.toLowerCase();
  const literal = literalAddress(host);
  if (setting.isOwnName(name, port)) return leadsBack(say`${name} port ${port}`);
  const addresses = literal === null ? (await addressesOf(name, setting.resolver, signal)).addresses : [literal];
  const own = addresses.find((address) => setting.isOwn(address, port));
  return own === undefined ? null : leadsBack(hostAt(name, own, port));
}

const hostAt = (name: string, address: string, port: number): Phrase =>
  literalAddress(name) === null ? say`${name} (${address}) port ${port}` : say`${address} port ${port}`;

const no = (failure: HopFailure): NextHops => ({ ok: false, failure });

/** While a question is open, nothing about the answer is final: never a permanent failure out of this. */
const dnsFailed = (what: Words, reason: string): HopFailure =>
  delayedBy({ cause: 'dns-failed', status: '4.4.3', ...told(say`DNS failed for ${what}: ${reason}`) });

/** The MX records to go by, an implicit one included; or why there are none. */
function exchangesOf(
  answer: DnsAnswer<MxRecord>,
  domain: string,
): { readonly records: readonly MxRecord[] } | { readonly failure: HopFailure } {
  switch (answer.kind) {
    case 'failed':
      return { failure: dnsFailed(domain, answer.reason) };
    case 'no-such-name':
      return {
        failure: failedBy({
          cause: 'domain-not-found',
          status: '5.1.2',
          ...told(say`the domain ${domain} does not exist`),
        }),
      };
    case 'no-records':
      return { records: [{ preference: 0, exchange: domain }] }; // RFC 5321 §5.1: implicit MX
    case 'found': {
      const named = answer.records.filter((record) => record.exchange !== '');
      if (named.length > 0) return { records: named };
      return {
        failure: failedBy({
          cause: 'no-mail-accepted',
          status: '5.1.10',
          ...told(say`the domain ${domain} accepts no mail (null MX)`),
        }),
      };
    }
  }
}

interface Host extends HostAddresses {
  readonly host: string;
  readonly preference: number;
}

async function lookUp(
  records: readonly MxRecord[],
  domain: string,
  setting: NextHopSetting,
  signal: AbortSignal,
): Promise<NextHops> {
  const ordered = inOrder(records, setting.random);
  const loop = say`mail for ${domain} loops back to this server: its MX names us, but the domain is not accepted here`;
  // Looked for in all of them, before any is cut off.
  const own = ordered.find((record) => record.exchange === setting.hostName);
  // Only hosts that are strictly better than ourselves may be used (RFC 5321 §5.1), so there is no need to ask about the others.
  const limit = own?.preference ?? Number.POSITIVE_INFINITY;
  const better = lookedUp(ordered.filter((record) => record.preference < limit));
  if (better.length === 0) return no(failedBy({ cause: 'loop', status: '5.4.6', ...told(loop) }));

  const found = await Promise.all(better.map((record) => addressesOf(record.exchange, setting.resolver, signal)));
  const hosts: Host[] = better.map(({ exchange, preference }, index) => ({
    host: exchange,
    preference,
    addresses: found[index]?.addresses ?? [],
    failed: found[index]?.failed ?? null,
  }));
  return checked(hosts, 'mx', setting, domain);
}

/**
 * No more than the bound, best first. Whether one of them is ourselves is known by its address, too: a preference of which only some are
 * looked up is left out, unless nothing is better.
 */
function lookedUp(better: readonly MxRecord[]): readonly MxRecord[] {
  const some = better.slice(0, bounds.deliver.hostsLookedUp);
  const cutThrough = better[some.length]?.preference;
  const whole = some.filter(({ preference }) => preference !== cutThrough);
  return whole.length > 0 ? whole : some;
}

/** By preference; equal ones shuffled, so that load is spread (RFC 5321 §5.1); each host once. */
function inOrder(records: readonly MxRecord[], random: Random): readonly MxRecord[] {
  const drawn = records.map((record) => ({ record, lot: random.fraction() }));
  drawn.sort((one, other) => one.record.preference - other.record.preference || one.lot - other.lot);
  const seen = new Set<string>();
  return drawn.map(({ record }) => record).filter(({ exchange }) => !seen.has(exchange) && seen.add(exchange));
}

interface HostAddresses {
  readonly addresses: readonly string[];
  /** Why not all of its addresses are known, or null: DNS has answered in full. */
  readonly failed: string | null;
}

/** IPv6 and IPv4 taking turns, IPv6 first: when one family is broken the other is next. All of them: one may be our own. */
async function addressesOf(name: string, resolver: Resolver, signal: AbortSignal): Promise<HostAddresses> {
  // Resolvers of the net do not know it; the name means this machine (RFC 6761 §6.3).
  if (name === 'localhost') return { addresses: ['127.0.0.1', '::1'], failed: null };
  // An MX may not name an address (RFC 5321 §5.1), and some do: it is clear what is meant.
  const literal = literalAddress(name);
  if (literal !== null) return { addresses: [literal], failed: null };
  const [v6, v4] = await Promise.all([resolver.aaaa(name, signal), resolver.a(name, signal)]);
  const six = v6.kind === 'found' ? v6.records : [];
  const four = v4.kind === 'found' ? v4.records : [];
  const addresses: string[] = [];
  for (let index = 0; index < Math.max(six.length, four.length); index++) {
    const pair = [six[index], four[index]];
    for (const address of pair) if (address !== undefined) addresses.push(address);
  }
  const failed = v4.kind === 'failed' ? v4.reason : v6.kind === 'failed' ? v6.reason : null;
  return { addresses, failed };
}

/** The hosts' addresses that may be used; or why there are none, for good only when DNS has answered in full. */
function checked(hosts: readonly Host[], purpose: RoutePurpose, setting: NextHopSetting, domain: string): NextHops {
  const port = setting.mxPort;
  const isOwn = (address: string): boolean => {
    if (setting.isOwn(address, port)) return true;
    return isLoopback(address) && !setting.policy(address, purpose).allowed;
  };
  const own = hosts.filter((host) => host.addresses.some(isOwn)).map((host) => host.preference);
  const limit = own.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...own);
  const usable = hosts.filter((host) => host.preference < limit);
  const hops: NextHop[] = [];
  const refused: Phrase[] = [];
  for (const host of usable)
    for (const address of host.addresses.slice(0, bounds.deliver.addressesAHost)) {
      const verdict = setting.policy(address, purpose);
      if (verdict.allowed) hops.push({ host: host.host, address, port });
      else refused.push(say`${host.host}: ${verdict.why}`);
    }
  if (hops.length > 0) return { ok: true, hops };

  const open = usable.find((host) => host.failed !== null);
  if (open?.failed) return no(dnsFailed(say`${open.host}, a mail host of ${domain}`, open.failed));
  if (own.length > 0) {
    const words = told(say`mail for ${domain} loops back to this server: its mail host has an address of ours`);
    return no(failedBy({ cause: 'loop', status: '5.4.6', ...words }));
  }
  const [why] = refused;
  const words =
    why === undefined
      ? say`the mail hosts of ${domain} have no address in DNS`
      : say`mail for ${domain} cannot be sent: ${why}`;
  return no(failedBy({ cause: why === undefined ? 'domain-not-found' : 'no-route', status: '5.4.4', ...told(words) }));
}
