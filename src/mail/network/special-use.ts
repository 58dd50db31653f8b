/**
 * Addresses that are not public: special-use ranges, in every spelling. Pure. RFC 6890 and its registries; RFC 6052 (NAT64), RFC 3056 (6to4),
 * RFC 4291 §2.5.5 (mapped).
 */
import ipaddr from 'ipaddr.js';

export type ParsedAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** null when it is no address. A zone index (`fe80::1%eth0`) is understood. */
export function parseAddress(address: string): ParsedAddress | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address);
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : null;
}

/** Whether it is an address of the Internet, in whatever spelling. What is no address is none. */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && rangeOf(parsed) === 'unicast';
}

/** The range's name, looking through every way of writing an IPv4 address inside an IPv6 one. `unicast` is public. */
export function rangeOf(address: ParsedAddress): string {
  if (address instanceof ipaddr.IPv4) {
    const range = address.range();
    return range === 'unicast' && isReservedV4(address) ? 'reserved' : range;
  }
  const inner = embeddedIPv4(address);
  const range = address.range();
  const innerRange = inner === null ? 'unicast' : rangeOf(inner);
  if (innerRange !== 'unicast') return innerRange;
  // A translated public address is reachable in principle, yet no mail host announces itself so. IANA gives out nothing beside 2000::/3.
  return range === 'unicast' && !isGlobalUnicast(address) ? 'reserved' : range;
}

const isGlobalUnicast = (address: ipaddr.IPv6): boolean => ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;

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
