/** Arithmetic on IP addresses and CIDR ranges as administrators write them. IPv4-mapped IPv6 (`::ffff:a.b.c.d`) is IPv4. */
import ipaddr from 'ipaddr.js';
import { ipv4Number } from './peer-address.ts';

/** Addresses of one family from the first to the last; a single address is both. */
export interface AddressSpan {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Those that share a prefix. */
export interface AddressRange extends AddressSpan {
  readonly prefixLength: number;
}

/** Parses an address or CIDR; null when it is neither. Host bits are ignored: `192.0.2.9/24` is the whole /24. */
export function parseRange(text: string): AddressRange | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  let bits = address.family === 4 ? 32 : 128;
  if (slash >= 0) {
    const suffix = text.slice(slash + 1);
    if (!/^\d{1,3}$/u.test(suffix)) return null;
    // A mapped address counts its prefix in IPv6 bits.
    const given = Number(suffix) - (address.mapped ? 96 : 0);
    if (given < 0 || given > bits) return null;
    bits = given;
  }
  const size = 1n << BigInt((address.family === 4 ? 32 : 128) - bits);
  const first = (address.value / size) * size;
  return { family: address.family, first, last: first + size - 1n, prefixLength: bits };
}

/** `192.0.2.9/24`: a network whose address is not its first. */
export function hasHostBits(text: string): boolean {
  const range = text.includes('/') ? parseRange(text) : null;
  const address = range === null ? null : parseAddress(text.slice(0, text.indexOf('/')));
  return range !== null && address !== null && address.value !== range.first;
}

function parseAddress(text: string): { family: 4 | 6; value: bigint; mapped: boolean } | null {
  const number = ipv4Number(text);
  if (number !== null) return { family: 4, value: BigInt(number), mapped: false };
  // Four decimal parts only: `10.1` and octal forms are accidents, not addresses.
  if (!text.includes(':') && !/^\d{1,3}(\.\d{1,3}){3}$/u.test(text)) return null;
  const parsed = text.includes('%') ? null : parsedOnce(text);
  if (parsed === null) return null;
  const mapped = parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress();
  const plain = mapped ? (parsed as ipaddr.IPv6).toIPv4Address() : parsed;
  let value = 0n;
  for (const octet of plain.toByteArray()) value = (value << 8n) | BigInt(octet);
  return { family: plain.kind() === 'ipv4' ? 4 : 6, value, mapped };
}

/** `isValid` would parse it, and `parse` twice more. */
function parsedOnce(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  try {
    return text.includes(':') ? ipaddr.IPv6.parse(text) : ipaddr.IPv4.parse(text);
  } catch {
    return null;
  }
}

export const overlaps = (a: AddressSpan, b: AddressSpan): boolean =>
  a.family === b.family && a.first <= b.last && b.first <= a.last;

export const contains = (outer: AddressRange, inner: AddressRange): boolean =>
  outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;

const ranges = (...texts: string[]): readonly AddressRange[] =>
  texts.map(parseRange).filter((range): range is AddressRange => range !== null);

/** Not routed on the Internet: RFC 1918, loopback, link-local, unique local. */
const privateRanges = ranges(
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
);
/** RFC 6598: shared by the customers of a carrier; whoever shares the line shares the address. */
const carrierGradeRanges = ranges('100.64.0.0/10');

export const touchesCarrierGrade = (range: AddressRange): boolean =>
  carrierGradeRanges.some((each) => overlaps(range, each));

export const inCarrierGrade = (range: AddressRange): boolean =>
  carrierGradeRanges.some((each) => contains(each, range));

export type AddressKind = 'private' | 'carrier-grade' | 'public' | 'mixed';

/** The kind that the addresses of a range have in common; `mixed` when they differ. */
export function addressKind(range: AddressRange): AddressKind {
  if (privateRanges.some((each) => contains(each, range))) return 'private';
  if (inCarrierGrade(range)) return 'carrier-grade';
  return privateRanges.some((each) => overlaps(range, each)) || touchesCarrierGrade(range) ? 'mixed' : 'public';
}

/** An address of an inner network. */
export function isPrivate(address: string): boolean {
  const range = parseRange(address);
  return range !== null && addressKind(range) === 'private';
}

/** One that the Internet routes; false also for what is no address. */
export function isPublic(address: string): boolean {
  const range = parseRange(address);
  return range !== null && addressKind(range) === 'public';
}

/** Covers private addresses and others at once: `0.0.0.0/0`, `10.0.0.0/7`. */
export const mixesPrivateAndPublic = (range: AddressRange): boolean =>
  privateRanges.some((each) => overlaps(range, each)) && !privateRanges.some((each) => contains(each, range));

/** The networks that together are exactly the addresses from `lower` to `upper`; null: these are no two addresses of one family, in order. */
export function rangeCidrs(lower: string, upper: string): readonly string[] | null {
  const span = spanOf(lower, upper);
  return span === null ? null : spanCidrs(span);
}

/** The networks that together are exactly these addresses. */
export function spanCidrs({ family, first, last }: AddressSpan): readonly string[] {
  const width = family === 4 ? 32 : 128;
  const cidrs: string[] = [];
  for (let at = first; at <= last; ) {
    // The largest network that begins here and does not reach beyond the end.
    let bits = 0;
    while (bits < width && at % (1n << BigInt(bits + 1)) === 0n && at + (1n << BigInt(bits + 1)) - 1n <= last) bits++;
    const prefix = width - bits;
    cidrs.push(prefix === width ? addressText(at, width) : `${addressText(at, width)}/${prefix}`);
    at += 1n << BigInt(bits);
  }
  return cidrs;
}

/** `::ffff:10.0.0.0/104` -> `10.0.0.0/8`; what is no IPv4-mapped address or network stays as it is written. */
export function unmapped(text: string): string {
  const range = text.includes(':') ? parseRange(text) : null;
  if (range?.family !== 4) return text;
  const address = addressText(range.first, 32);
  return range.prefixLength === 32 ? address : `${address}/${range.prefixLength}`;
}

/** The rest of a range without the others: ranges of `first` and `last`, in order. */
export function without(range: AddressSpan, others: readonly AddressSpan[]): readonly AddressSpan[] {
  const between = others.filter((one) => overlaps(one, range)).sort((a, b) => (a.first < b.first ? -1 : 1));
  const left: AddressSpan[] = [];
  let { first } = range;
  for (const one of between) {
    if (one.first > first) left.push({ family: range.family, first, last: one.first - 1n });
    if (one.last >= first) first = one.last + 1n;
  }
  if (first <= range.last) left.push({ family: range.family, first, last: range.last });
  return left;
}

/** From `lower` to `upper`, as two addresses are written; null: these are no two addresses of one family, in order. */
export function spanOf(lower: string, upper: string): AddressSpan | null {
  const from = parseAddress(lower.trim());
  const to = parseAddress(upper.trim());
  if (from === null || to === null || from.family !== to.family || from.value > to.value) return null;
  return { family: from.family, first: from.value, last: to.value };
}

function addressText(value: bigint, width: 32 | 128): string {
  const octets = Array.from({ length: width / 8 }, (_, index) =>
    Number((value >> BigInt(width - 8 * (index + 1))) & 255n),
  );
  return ipaddr.fromByteArray(octets).toString();
}
