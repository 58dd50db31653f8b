/**
 * Which addresses may be connected to. A public route (MX of somebody else's domain) is untrusted input: whoever owns the domain could
 * point it at our own network, so special-use ranges are refused there. A smart host is the administrator's own choice: anything goes; but a
 * `public-host` was named by who administers single organizations, and our network is not theirs to reach.
 * Pure. RFC 6890 and its registries; RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4291 §2.5.5 (mapped).
 */
import ipaddr from 'ipaddr.js';
import { type ParsedAddress, parseAddress, rangeOf } from '../../mail/network/special-use.ts';
import { type Phrase, say } from '../../texts/phrase.ts';

export type RoutePurpose = 'mx' | 'smart-host' | 'public-host';
export type AddressVerdict = { readonly allowed: true } | { readonly allowed: false; readonly why: Phrase };
export type AddressPolicy = (address: string, purpose: RoutePurpose) => AddressVerdict;

const allowed: AddressVerdict = { allowed: true };

export const defaultAddressPolicy: AddressPolicy = (address, purpose) => {
  const parsed = parseAddress(address);
  if (parsed === null) return { allowed: false, why: say`${address} is no IP address` };
  if (purpose === 'smart-host') return allowed;
  const range = rangeOf(parsed);
  return range === 'unicast'
    ? allowed
    : // Not the address: whoever has a domain may let its MX name any host of our network.
      { allowed: false, why: say`its address is not public (${WORDS[range] ?? range})` };
};

const WORDS: Readonly<Record<string, string>> = {
  uniqueLocal: 'unique local',
  linkLocal: 'link-local',
  carrierGradeNat: 'carrier-grade NAT',
  ipv4Mapped: 'IPv4-mapped',
};

/** Whether connecting there would reach this very machine: loopback and unspecified in every spelling. */
export function isLoopback(address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  const range = rangeOf(parsed);
  return range === 'loopback' || range === 'unspecified' || (parsed.kind() === 'ipv4' && address.startsWith('0.'));
}

/** Compares addresses in any spelling; a mapped IPv4 address is that IPv4 address. False when either is none. */
export function sameAddress(one: string, other: string): boolean {
  const left = parseAddress(one);
  const right = parseAddress(other);
  return left !== null && right !== null && plain(left) === plain(right);
}

function plain(address: ParsedAddress): string {
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) return address.toIPv4Address().toString();
  return address.toNormalizedString();
}

/** `[192.0.2.1]`, `[IPv6:2001:db8::1]` (RFC 5321 §4.1.3), `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]` -> the bare address; else null. */
export function literalAddress(host: string): string | null {
  const inner = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1).replace(/^ipv6:/iu, '') : host;
  return parseAddress(inner) === null ? null : inner;
}
