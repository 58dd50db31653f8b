/**
 * The thing that an entry of an allow or block list is about, by its own text: an address or network, whose mail (an address, `x`, `*.x`), or a pair, an
 * author and where the mail in that name comes from: `anna@contoso.com from 192.0.2.0/24`. Pure.
 */
import { parseRange } from '../mail/network/address-ranges.ts';

export type ListedName =
  | { readonly kind: 'network'; readonly text: string }
  | { readonly kind: 'author'; readonly pattern: string }
  | { readonly kind: 'pair'; readonly pattern: string; readonly source: string };

const FROM = ' from ';

/** Of a name in its normal form. */
export function readListed(name: string): ListedName {
  const at = name.indexOf(FROM);
  if (at >= 0) return { kind: 'pair', pattern: name.slice(0, at), source: name.slice(at + FROM.length) };
  return isNetwork(name) ? { kind: 'network', text: name } : { kind: 'author', pattern: name };
}

export const pairName = (pattern: string, source: string): string => `${pattern}${FROM}${source}`;

export const isNetwork = (text: string): boolean => parseRange(text) !== null;

/** Networks of mail servers; wider ones are a slip. */
const WIDEST = { 4: 8, 6: 19 } as const;

export function isTooWide(text: string): boolean {
  const range = parseRange(text);
  return range !== null && range.prefixLength < WIDEST[range.family];
}

/** Patterns that cover an address: itself, its domain, and `*.x` of each domain above that. Lower case. */
export function* patternsCovering(address: string): Generator<string> {
  const lower = address.toLowerCase();
  yield lower;
  let domain = lower.slice(lower.lastIndexOf('@') + 1);
  yield domain;
  for (let dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.')) {
    domain = domain.slice(dot + 1);
    yield `*.${domain}`;
  }
}
