/** Address literals, RFC 5321 §4.1.3: `[192.0.2.1]` and `[IPv6:2001:db8::1]`. No other tag has ever been registered. */
import { bounds } from '../../base/bounds.ts';

/**
 * The literal in its one normal form, or null when it is none: decimal octets without leading zeros, RFC 5952 text for IPv6, and an
 * IPv4-mapped IPv6 address as the IPv4 address that it is.
 */
export function normalizeLiteral(literal: string): string | null {
  if (!literal.startsWith('[') || !literal.endsWith(']')) return null;
  const inside = literal.slice(1, -1);
  if (/^ipv6:/i.test(inside)) {
    const groups = parseIPv6(inside.slice(5));
    return groups === null ? null : ipv6Literal(groups);
  }
  const octets = parseIPv4(inside);
  return octets === null ? null : `[${octets.join('.')}]`;
}

function parseIPv4(text: string): readonly number[] | null {
  const parts = text.split('.', 5);
  if (parts.length !== 4) return null;
  const octets = parts.map((part) => (/^[0-9]{1,3}$/.test(part) ? Number(part) : 256));
  return octets.every((octet) => octet <= 255) ? octets : null;
}

/** Eight groups. `::` stands for at least two of them (RFC 5321 §4.1.3, stricter than RFC 4291). */
function parseIPv6(text: string): readonly number[] | null {
  if (text.length > bounds.smtp.addressLiteral) return null;
  const gap = text.indexOf('::');
  if (gap < 0) {
    const groups = parseGroups(text);
    return groups?.length === 8 ? groups : null;
  }
  const head = parseGroups(text.slice(0, gap));
  const tail = parseGroups(text.slice(gap + 2));
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  return missing < 2 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** Groups of four hexadecimal digits; the last may be a dotted IPv4 address and then counts as two. */
function parseGroups(text: string): readonly number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const octets = index === parts.length - 1 ? parseIPv4(part) : null;
    if (octets === null) return null;
    const [a = 0, b = 0, c = 0, d = 0] = octets;
    groups.push(a * 256 + b, c * 256 + d);
  }
  return groups;
}

function ipv6Literal(groups: readonly number[]): string {
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  if (mapped) return `[${high >> 8}.${high & 255}.${low >> 8}.${low & 255}]`;
  const zeros = longestZeros(groups);
  const hex = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  if (zeros.length < 2) return `[IPv6:${hex(0, 8)}]`;
  return `[IPv6:${hex(0, zeros.start)}::${hex(zeros.start + zeros.length, 8)}]`;
}

/** The first of the longest runs of zero groups: the one that `::` shortens (RFC 5952 §4.2). */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
