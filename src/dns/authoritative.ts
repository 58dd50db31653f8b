/**
 * The authoritative name servers of a domain, asked one by one for its MX and TXT records: what the owner has published, whatever caches say.
 * Bounded in servers and addresses; whoever asks bounds it in time.
 */
import { bounds } from '../base/bounds.ts';
import type { DnsAnswer, MxRecord, Resolver } from './resolver.ts';

export interface AuthoritativeAnswer {
  readonly server: string;
  /** null: its name has none, or it could not be looked up. */
  readonly address: string | null;
  /** The look-up of its IPv4 addresses, where `address` is null. */
  readonly lookUp: DnsAnswer<string>;
  readonly txt: DnsAnswer<string>;
  readonly mx: DnsAnswer<MxRecord>;
}

const GIVEN_UP: DnsAnswer<never> = { kind: 'failed', reason: 'given up' };

/** The NS records of the domain, or of the zone above that holds it; else the last answer that had none. */
export async function nameServersOf(
  domain: string,
  resolver: Resolver,
  signal: AbortSignal,
): Promise<{ readonly servers: readonly string[] } | { readonly none: DnsAnswer<string> }> {
  const labels = domain.split('.');
  let none: DnsAnswer<string> = GIVEN_UP;
  for (let from = 0; from < labels.length && !signal.aborted; from++) {
    const answer = await resolver.ns(labels.slice(from).join('.'), signal);
    if (answer.kind === 'found' && answer.records.length > 0)
      return { servers: [...answer.records].sort().slice(0, bounds.dns.nameServers) };
    none = answer;
    // Above it there may be other zones, but not an answer about this one.
    if (answer.kind === 'failed') break;
  }
  return { none };
}

export const askNameServers = (
  servers: readonly string[],
  domain: string,
  resolver: Resolver,
  signal: AbortSignal,
): Promise<readonly AuthoritativeAnswer[]> =>
  Promise.all(servers.map((server) => askServer(server, domain, resolver, signal)));

async function askServer(
  server: string,
  domain: string,
  resolver: Resolver,
  signal: AbortSignal,
): Promise<AuthoritativeAnswer> {
  const [four, six] = await Promise.all([resolver.a(server, signal), resolver.aaaa(server, signal)]);
  const addresses = [four, six].flatMap((answer) => (answer.kind === 'found' ? answer.records : []));
  let last: AuthoritativeAnswer = { server, address: null, lookUp: four, txt: GIVEN_UP, mx: GIVEN_UP };
  for (const address of addresses.slice(0, bounds.dns.addressesAServer)) {
    const at = resolver.at(address);
    const [txt, mx] = await Promise.all([at.txt(domain, signal), at.mx(domain, signal)]);
    last = { server, address, lookUp: four, txt, mx };
    // An address that does not answer (IPv6 without a way there) says nothing about the server.
    if (txt.kind !== 'failed' || mx.kind !== 'failed') break;
  }
  return last;
}

/** Name servers of strangers speak here: cut, and without control characters. */
export const shownAnswer = (text: string): string =>
  text.slice(0, bounds.dns.answerShown).replace(/[\p{Cc}\u2028\u2029]/gu, '?');

export const mxText = ({ preference, exchange }: MxRecord): string => `${preference} ${exchange || '.'}`;

/** Why an answer has no records. */
export function withoutText(answer: DnsAnswer<unknown>): string {
  switch (answer.kind) {
    case 'found':
      return '(empty)';
    case 'no-such-name':
      return 'no such name (NXDOMAIN)';
    case 'no-records':
      return 'no such records';
    case 'failed':
      return `failed: ${shownAnswer(answer.reason)}`;
  }
}
