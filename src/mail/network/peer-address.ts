/** Network addresses as policy compares them: IPv4-mapped IPv6 is IPv4, zone identifiers are left out. Pure. */
import ipaddr from 'ipaddr.js';

type IpAddress = ReturnType<typeof ipaddr.process>;

/** The canonical text of an address (`::ffff:192.0.2.1` is `192.0.2.1`); what is no address comes back unchanged. */
export function canonicalAddress(text: string): string {
  if (ipv4Number(text) !== null) return text;
  return parse(text)?.toString() ?? text;
}

/** The unit that connection counts are kept for: an IPv4 address, an IPv6 /64 (one customer has at least that much). */
export function addressGroup(text: string): string {
  if (ipv4Number(text) !== null) return text;
  const address = parse(text);
  if (address === null || address.kind() === 'ipv4') return address?.toString() ?? text;
  const octets = address.toByteArray();
  return `${ipaddr.fromByteArray([...octets.slice(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]).toString()}/64`;
}

/**
 * How specifically a network (`address` or CIDR) covers an address: the prefix length counted in 128 bits, so that IPv4 and its
 * mapped form compare alike; null when it does not cover it, or is not a network.
 */
export function coverage(network: string, text: string): number | null {
  const number = ipv4Number(text);
  if (number !== null) {
    const single = ipv4Number(network);
    if (single !== null) return single === number ? 128 : null;
  }
  const address = parse(text);
  const parsed = parseNetwork(network);
  if (address === null || parsed === null || address.kind() !== parsed.base.kind()) return null;
  if (!address.match(parsed.base as never, parsed.prefix)) return null;
  return address.kind() === 'ipv4' ? parsed.prefix + 96 : parsed.prefix;
}

/** An address as a number; null for what is no address. */
export function addressNumber(
  text: string,
): { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint } | null {
  const number = ipv4Number(text);
  if (number !== null) return { family: 4, value: number };
  const address = parse(text);
  if (address === null) return null;
  const octets = address.toByteArray();
  if (address.kind() === 'ipv4') return { family: 4, value: octets.reduce((sum, octet) => sum * 256 + octet, 0) };
  return { family: 6, value: octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n) };
}

const DOT = 46;
const ZERO = 48;

/** A dotted quad in its one canonical spelling as a number; null for every other text. Asked for at every connection, so without a parser. */
export function ipv4Number(text: string): number | null {
  if (text.length < 7 || text.length > 15) return null;
  let number = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (octet < 0) return null;
      number = number * 256 + octet;
      octet = -1;
      dots++;
      continue;
    }
    const digit = code - ZERO;
    // No leading zeros: some programs read them as octal.
    if (digit < 0 || digit > 9 || octet === 0) return null;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return null;
  }
  return dots === 3 && octet >= 0 ? number * 256 + octet : null;
}

function parse(text: string): IpAddress | null {
  const bare = /^([^%]*)%.*$/u.exec(text)?.[1] ?? text;
  if (!ipaddr.IPv6.isValid(bare) && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return null;
  return ipaddr.process(bare);
}

function parseNetwork(network: string): { readonly base: IpAddress; readonly prefix: number } | null {
  const slash = network.indexOf('/');
  const text = slash < 0 ? network : network.slice(0, slash);
  const base = parse(text.trim());
  if (base === null) return null;
  const longest = base.kind() === 'ipv4' ? 32 : 128;
  if (slash < 0) return { base, prefix: longest };
  const digits = network.slice(slash + 1).trim();
  if (!/^\d{1,3}$/u.test(digits)) return null;
  // `::ffff:192.0.2.0/120` became IPv4 above; its prefix follows.
  const mapped = base.kind() === 'ipv4' && text.includes(':');
  const prefix = mapped ? Number(digits) - 96 : Number(digits);
  return prefix < 0 || prefix > longest ? null : { base, prefix };
}
