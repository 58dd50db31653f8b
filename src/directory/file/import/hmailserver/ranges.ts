/**
 * hMailServer's IP ranges. Of those that hold an address the one of the highest priority decides alone, so that a range gives what it says
 * only where none above it says otherwise. Pure.
 */
import type { Cure } from '../../../../mail/remedy.ts';
import { bounds } from '../../../../base/bounds.ts';
import { listed } from '../../../../base/listed.ts';
import { type AddressSpan, overlaps, spanCidrs, spanOf, without } from '../../../../mail/network/address-ranges.ts';
import { type InboundEntry, isEverybody, isThisMachine, NOT_OURSELVES, OPEN_RELAY } from '../imported.ts';
import type { Notes } from '../notes.ts';
import type { Attributes } from './tree.ts';

/** Bits of a range's Options. */
const ALLOW_SMTP = 1;
const LOCAL_TO_LOCAL = 64;
const LOCAL_TO_REMOTE = 128;
const REMOTE_TO_REMOTE = 512;
const SIGN_IN_LOCAL_TO_LOCAL = 8_192;
const SIGN_IN_LOCAL_TO_REMOTE = 16_384;
const SIGN_IN_REMOTE_TO_REMOTE = 65_536;

interface Range {
  readonly name: string;
  readonly source: string;
  /** As written: from LowerIP to UpperIP. */
  readonly written: string;
  /** null: it cannot be told which addresses it holds. */
  readonly span: AddressSpan | null;
  /** null: it cannot be told which range goes before which. */
  readonly priority: number | null;
  /** Its own words: that one may relay, or why none is made a connector of. */
  readonly right: { readonly foreignToo: boolean } | { readonly none: string; readonly cure?: Cure };
}

/** @param senderDomains whose sender addresses relay. */
export function rangeConnectors(
  ranges: readonly Attributes[],
  senderDomains: readonly string[],
  notes: Notes,
): readonly InboundEntry[] {
  const read = ranges.map(rangeOf);
  return read.flatMap((range) => connectorOf(range, read, senderDomains, notes));
}

function rangeOf({
  Name: name = '',
  LowerIP: lower = '',
  UpperIP: upper = '',
  Priority: priority = '',
  Options: bits = '',
  Expires: expires = '0',
}: Attributes): Range {
  const span = spanOf(lower, upper);
  // A range of IPv4-mapped addresses holds no client there, and would hold those of IPv4 here.
  const isMapped = span?.family === 4 && `${lower}${upper}`.includes(':');
  return {
    name,
    source: `IP range "${name}"`,
    written: `${lower} to ${upper}`,
    span: isMapped ? null : span,
    priority: /^-?\d{1,9}$/u.test(priority) ? Number(priority) : null,
    right: rightOf(bits, expires !== '0' && expires !== ''),
  };
}

function rightOf(bits: string, expires: boolean): Range['right'] {
  const options = /^\d{1,10}$/u.test(bits) ? Number(bits) : null;
  const has = (bit: number): boolean => options !== null && (options & bit) !== 0;
  if (expires) return { none: 'it expires: made by the auto-ban, not by a person' };
  if (options === null) return { none: 'what it allows cannot be read' };
  if (!has(ALLOW_SMTP)) return { none: 'SMTP is not allowed from it: close it in the firewall' };
  if (!has(LOCAL_TO_REMOTE) || has(SIGN_IN_LOCAL_TO_REMOTE))
    return {
      none: 'it relays only for those who sign in: that needs no connector here',
      cure: { act: 'set-by-hand', what: 'sign-ins' },
    };
  if (!has(LOCAL_TO_LOCAL) || has(SIGN_IN_LOCAL_TO_LOCAL))
    return {
      none: 'it sends to the world without sign-in, but not to own domains: a connector here would do both, so that none is made',
    };
  return { foreignToo: has(REMOTE_TO_REMOTE) && !has(SIGN_IN_REMOTE_TO_REMOTE) };
}

function connectorOf(
  range: Range,
  all: readonly Range[],
  senderDomains: readonly string[],
  notes: Notes,
): readonly InboundEntry[] {
  const { name, source, written, span, right } = range;
  const left = (text: string, cure?: Cure): readonly InboundEntry[] => {
    notes.left(source, text, cure);
    return [];
  };
  if ('none' in right) return left(right.none, right.cure);
  if (span === null) return left(`${written} is no range of addresses that can be taken`);
  const above = all.filter((other) => other !== range && goesBefore(other, range));
  const unknown = above.find((other) => other.span === null);
  if (unknown !== undefined)
    return left(`the range "${unknown.name}" goes before it, and cannot be read: what it takes away is not known`);
  const rest = without(
    span,
    above.flatMap((other) => other.span ?? []),
  );
  const cutting = above.filter((other) => other.span !== null && overlaps(span, other.span));
  const names = shortList(cutting.map((other) => `"${other.name}"`));
  const cidrs: string[] = [];
  for (const part of rest) {
    cidrs.push(...spanCidrs(part));
    if (cidrs.length > bounds.config.rangeNetworks)
      return left(
        `${written}${names === '' ? '' : ` without ${names}`} would be more than ${bounds.config.rangeNetworks} networks: name those that are meant in a connector`,
      );
  }
  if (cidrs.length === 0) return left(`never used there: ${names} goes before it`);
  if (cidrs.some(isEverybody)) return left(OPEN_RELAY);
  if (cidrs.every(isThisMachine)) {
    notes.different(source, NOT_OURSELVES);
    return [];
  }
  if (names !== '')
    notes.left(
      source,
      `the addresses of ${names}, which goes before it there, are not in the connector: they have what that range says`,
    );
  const narrowed = senderDomains.includes('*') ? '' : ` (only of ${senderDomains.join(', ')})`;
  const text = `connector for ${cidrs.join(', ')}`;
  if (right.foreignToo)
    notes.different(
      source,
      `${text}${narrowed}; foreign sender addresses, which it allowed to relay too, are refused here`,
    );
  else notes.taken(source, `${text}: own sender addresses${narrowed} relay to anyone`);
  return [
    {
      name,
      senderAddresses: cidrs,
      ...(senderDomains.includes('*') ? {} : { senderDomains: [...senderDomains] }),
    },
  ];
}

const shortList = (names: readonly string[]): string => listed(names.slice(0, 5), names.length);

/**
 * Whether the other range may decide where both hold an address. Of equal ones it is chance there, and where the priority is not known it may
 * be either: then the right is given by neither, unless both say the same.
 */
function goesBefore(other: Range, range: Range): boolean {
  if (other.priority !== null && range.priority !== null && other.priority !== range.priority)
    return other.priority > range.priority;
  return 'none' in other.right;
}
