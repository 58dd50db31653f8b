/**
 * Which addresses may be connected to. A public route (MX of somebody else's domain) is untrusted input: whoever owns the domain could
 * point it at our own network, so special-use ranges are refused there. A smart host is the administrator's own choice: anything goes.
 * Pure. RFC 6890 and its registries; RFC 6052 (NAT64), RFC 3056 (6to4), RFC 4291 §2.5.5 (mapped).
 */
import ipaddr from 'ipaddr.js';

export type RoutePurpose = 'mx' | 'smart-host';
export type AddressVerdict = { readonly allowed: true } | { readonly allowed: false; readonly why: string };
export type AddressPolicy = (address: string, purpose: RoutePurpose) => AddressVerdict;

const allowed: AddressVerdict = { allowed: true };

export const defaultAddressPolicy: AddressPolicy = (address, purpose) => {
  const parsed = parseAddress(address);
  if (parsed === null) return { allowed: false, why: `${address} is no IP address` };
  if (purpose === 'smart-host') return allowed;
  const range = rangeOf(parsed);
  return range === 'unicast'
    ? allowed
    : { allowed: false, why: `${address} is not a public address (${WORDS[range] ?? range})` };
};

const WORDS: Readonly<Record<string, string>> = {
  uniqueLocal: 'unique local',
  linkLocal: 'link-local',
  carrierGradeNat: 'carrier-grade NAT',
  ipv4Mapped: 'IPv4-mapped',
};

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

/** null when it is no address. A zone index (`fe80::1%eth0`) is understood. */
function parseAddress(address: string): Parsed | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address);
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : null;
}

/** The range's name, looking through every way of writing an IPv4 address inside an IPv6 one. `unicast` is public. */
function rangeOf(address: Parsed): string {
  if (address instanceof ipaddr.IPv4) {
    const range = address.range();
    return range === 'unicast' && isReservedV4(address) ? 'reserved' : range;
  }
  const inner = embeddedIPv4(address);
  if (inner !== null) {
    const range = rangeOf(inner);
    // A translated public address is reachable in principle, yet no mail host announces itself so.
    return range === 'unicast' ? address.range() : range;
  }
  return address.range();
}

/** 192.88.99.0/24 (6to4 relays, deprecated) and the rest that the library calls unicast but nobody routes. */
function isReservedV4(address: ipaddr.IPv4): boolean {
  const [first, second, third] = address.octets;
  return (
    first === 0 ||
    (first === 192 && second === 88 && third === 99) ||
    (first === 192 && second === 0 && (third === 0 || third === 2)) ||
    (first === 198 && ((second ?? 0) & 0xfe) === 18) ||
    (first ?? 0) >= 240
  );
}

function embeddedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const octets = address.toByteArray();
  const v4 = (at: number): ipaddr.IPv4 => new ipaddr.IPv4(octets.slice(at, at + 4));
  const startsWith = (...prefix: number[]): boolean => prefix.every((octet, index) => octets[index] === octet);
  if (startsWith(0x20, 0x02)) return v4(2); // 6to4, 2002::/16
  if (startsWith(0x00, 0x64, 0xff, 0x9b)) return v4(12); // NAT64, 64:ff9b::/96 and 64:ff9b:1::/48
  if (startsWith(0, 0, 0, 0, 0, 0, 0, 0)) {
    // ::a.b.c.d (compatible), ::ffff:a.b.c.d (mapped), ::ffff:0:a.b.c.d (translated); :: and ::1 are themselves.
    const rest = octets.slice(8, 12);
    const small = octets.slice(8, 15).every((octet) => octet === 0);
    if (!small && rest.every((octet) => octet === 0 || octet === 0xff)) return v4(12);
  }
  return null;
}

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

function plain(address: Parsed): string {
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) return address.toIPv4Address().toString();
  return address.toNormalizedString();
}

/** `[192.0.2.1]`, `[IPv6:2001:db8::1]` (RFC 5321 §4.1.3), `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]` -> the bare address; else null. */
export function literalAddress(host: string): string | null {
  const inner = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1).replace(/^ipv6:/iu, '') : host;
  return parseAddress(inner) === null ? null : inner;
}
