/**
 * DNS block lists (RFC 5782): the name that is asked for an address, what the answer means, and whether a list is to be believed at all. A
 * refusal to answer is never a listing, nor is anything that is no answer of a block list: mail was refused for it at many places. Pure.
 */
import ipaddr from 'ipaddr.js';
import { bounds } from '../base/bounds.ts';
import type { DnsAnswer } from '../dns/resolver.ts';
import type { ListingFact } from '../mail/screening/facts.ts';

/** `192.0.2.1` -> `1.2.0.192`; IPv6 by nibbles (RFC 5782 §2.4); IPv4 within IPv6 is IPv4. Throws for what is no address. */
export function reversedAddress(address: string): string {
  const parsed = ipaddr.process(address);
  const octets = parsed.toByteArray();
  if (parsed.kind() === 'ipv4') return octets.reverse().join('.');
  const nibbles = octets.flatMap((octet) => [octet >> 4, octet & 15]);
  return nibbles
    .reverse()
    .map((nibble) => nibble.toString(16))
    .join('.');
}

/** @param key of the list's customer, for those that are asked with one (`zen.dq.spamhaus.net`): the name is a secret then. */
export const listQuestion = (address: string, zone: string, key: string | null): string =>
  [reversedAddress(address), ...(key === null ? [] : [key]), zone].join('.');

/** The meaning of the last two numbers of 127.0.x.y. */
type Meaning = 'spam' | 'policy' | null;

interface Known {
  readonly isOf: (zone: string) => boolean;
  readonly meaning: (third: number, fourth: number) => Meaning;
  readonly lookUp: ((address: string) => string) | null;
}

const within =
  (...domains: readonly string[]) =>
  (zone: string) =>
    domains.some((domain) => zone === domain || zone.endsWith(`.${domain}`));

/** As the keepers of the lists document them. */
const knownLists: readonly Known[] = [
  {
    // docs.spamhaus.com, zones: 2 SBL, 3 CSS, 4 to 7 XBL, 9 DROP, 10 and 11 PBL; 127.0.1 is of domains.
    isOf: within('spamhaus.org', 'dq.spamhaus.net'),
    meaning: (third, fourth) => {
      if (third !== 0) return null;
      if (fourth === 10 || fourth === 11) return 'policy';
      return fourth >= 2 && fourth <= 9 && fourth !== 8 ? 'spam' : null;
    },
    lookUp: (address) => `https://check.spamhaus.org/results/?query=${address}`,
  },
  {
    // docs.abusix.com: 11 and 12 of addresses without a name of their own.
    isOf: within('mail.abusix.zone'),
    meaning: (third, fourth) => (third !== 0 ? null : fourth === 11 || fourth === 12 ? 'policy' : 'spam'),
    lookUp: (address) => `https://lookup.abusix.com/search?q=${address}`,
  },
  {
    isOf: within('spamcop.net'),
    meaning: () => 'spam',
    lookUp: (address) => `https://www.spamcop.net/w3m?action=checkblock&ip=${address}`,
  },
  { isOf: within('surriel.com'), meaning: () => 'spam', lookUp: (address) => `https://psbl.org/listing?ip=${address}` },
  {
    isOf: within('barracudacentral.org'),
    meaning: () => 'spam',
    lookUp: () => 'https://www.barracudacentral.org/lookups/lookup-reputation',
  },
  // Lists of good addresses answer in the same form.
  { isOf: within('dnswl.org'), meaning: () => null, lookUp: null },
];

/** Most lists have one meaning; those that mix use 10 and 11 for dynamic addresses, as the first of them did. */
const anyList: Known = {
  isOf: () => true,
  meaning: (third, fourth) => (third === 0 && (fourth === 10 || fourth === 11) ? 'policy' : 'spam'),
  lookUp: null,
};

const knownOf = (zone: string): Known => knownLists.find(({ isOf }) => isOf(zone)) ?? anyList;

/** 127.255.255.x: mistyped, asked through a public resolver, asked too often. Nothing is known then, least of all that it is not listed. */
export const isRefusal = (code: string): boolean => code.startsWith('127.255.');

/** RFC 5782 §2.1: a listing is in 127.0.0.0/8; lists keep to 127.0.0.0/16, without 127.0.0.1, which is how some refuse. */
function meaningOf(code: string, { meaning }: Known): Meaning {
  const [first, second, third = -1, fourth = -1] = code.split('.').map(Number);
  if (first !== 127 || second !== 0) return null;
  if (third === 0 && fourth < 2) return null;
  // Of lists of domains: an address was asked for.
  if (third === 1 && fourth === 255) return null;
  return meaning(third, fourth);
}

export function listingOf(list: string, address: string, answer: DnsAnswer<string>): ListingFact {
  if (answer.kind === 'failed') return { kind: 'unknown', list, why: 'silent' };
  if (answer.kind !== 'found') return { kind: 'not-listed', list };
  const codes = answer.records;
  if (codes.some(isRefusal)) return { kind: 'unknown', list, why: 'refused' };
  if (codes.length > bounds.screening.listCodes) return { kind: 'unknown', list, why: 'nonsense' };
  const known = knownOf(list);
  for (const meaning of ['spam', 'policy'] as const) {
    const code = codes.find((one) => meaningOf(one, known) === meaning);
    if (code !== undefined) return { kind: 'listed', list, of: meaning, code, lookUp: known.lookUp?.(address) ?? null };
  }
  return { kind: 'unknown', list, why: 'nonsense' };
}

/** Every list has the first, and none the second (RFC 5782 §5). */
export const LISTED_ALWAYS = '127.0.0.2';
export const LISTED_NEVER = '127.0.0.1';

/** `lists-everything`: also what no list may have; `lists-nothing`: not even its entry for tests. Neither is asked about mail. */
export type ListState = 'good' | 'refuses' | 'lists-everything' | 'lists-nothing' | 'silent';

/** By its answers about the two addresses that tell. */
export function listState(always: ListingFact, never: ListingFact): ListState {
  const both = [always, never];
  if (both.some((fact) => fact.kind === 'unknown' && fact.why === 'refused')) return 'refuses';
  if (never.kind === 'listed') return 'lists-everything';
  if (both.some((fact) => fact.kind === 'unknown' && fact.why === 'silent')) return 'silent';
  return always.kind === 'listed' ? 'good' : 'lists-nothing';
}
