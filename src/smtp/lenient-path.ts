/**
 * How devices misspell MAIL and RCPT, put right: brackets left out on both sides, stray spaces, dots at the ends of a local part. It only
 * ever rewrites what the strict grammar has refused, into a text that the strict grammar then reads: so nothing is read in two ways.
 * What could be meant in two ways stays refused: one bracket, double brackets, quotes, source routes, control characters. Pure.
 */
import { hasControl } from './command.ts';

/** `FROM` or `TO` and its colon, with the spaces some put around it. */
const KEYWORDS = { FROM: /^ *FROM *: */i, TO: /^ *TO *: */i } as const;

/** What follows the colon, or null where even leniently there is none. */
export function afterKeyword(argument: string, keyword: keyof typeof KEYWORDS): string | null {
  const found = KEYWORDS[keyword].exec(argument)?.[0];
  return found === undefined ? null : argument.slice(found.length);
}

// Linear: what stands in the address has neither spaces, brackets nor quotes.
const IN_BRACKETS = /^ *< *([^<>"\\\s]*) *>( .*)?$/;
const BARE = /^ *([^<>"\\\s]+)( .*)?$/;

/**
 * `<local@domain>` and what follows it, as the strict grammar wants it; null: not even leniently.
 * @param dots at the ends of a local part: a sender's go away (nobody's name is meant: `ilo.@x` is a device without a host name); a
 * recipient's are put in quotes, since without them it could be somebody else.
 */
export function tidyPath(text: string, dots: 'drop' | 'quote'): string | null {
  if (hasControl(text)) return null;
  const parts = IN_BRACKETS.exec(text) ?? BARE.exec(text);
  if (parts === null) return null;
  const [, address = '', rest = ''] = parts;
  const at = address.indexOf('@');
  // Nothing, `postmaster`: as they are. A source route is for the strict grammar alone.
  if (at < 0) return `<${address}>${rest}`;
  if (at === 0 || at !== address.lastIndexOf('@')) return null;
  const local = address.slice(0, at);
  const inner = local.replace(/^\.+/, '').replace(/(?<!\.)\.+$/, '');
  if (inner === '') return null;
  const kept = inner === local ? local : dots === 'drop' ? inner : `"${local}"`;
  return `<${kept}${address.slice(at)}>${rest}`;
}
