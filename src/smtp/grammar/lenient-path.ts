/**
 * How devices misspell MAIL and RCPT, put right: brackets left out on both sides or doubled, a name beside the address, stray blanks, dots that
 * stand at an end or beside another. It only ever rewrites what the strict grammar has refused, into a text that the strict grammar then reads,
 * and only where one address is there: so nothing is read in two ways. Brackets that do not pair, two addresses, control characters stay
 * refused. Each look at the text goes once along it. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import { closingQuote } from '../../mail/header/unquoted.ts';
import { hasControl } from './command.ts';

/** `FROM` or `TO` and its colon, with the blanks some put around it. */
const KEYWORDS = { FROM: /^[ \t]*FROM[ \t]*:[ \t]*/i, TO: /^[ \t]*TO[ \t]*:[ \t]*/i } as const;

/** The text behind the colon, or null where even leniently there is none. */
export function afterKeyword(argument: string, keyword: keyof typeof KEYWORDS): string | null {
  const found = KEYWORDS[keyword].exec(argument)?.[0];
  return found === undefined ? null : argument.slice(found.length);
}

const KEYWORD = /^[a-z0-9-]+(?:=|$)/iu;
const PARAMETER = /^[a-z0-9-]+=/iu;

/** The address, and what stands behind it. */
interface Found {
  readonly address: string;
  readonly rest: string;
}

/**
 * `<local@domain>` and what follows it, as the strict grammar wants it; null: not even leniently.
 * @param whose a recipient is read in one way only, since the other could be somebody else. Dots of a local part, at its ends or side by side: a
 * sender's go away (nobody's name is meant: `ilo.@x` is a device without a host name), a recipient's are put in quotes. Words before an address
 * without brackets of its own: a sender's are a name; of a recipient `john v@x` may be `"john v"@x`, and is not read.
 */
export function tidyPath(text: string, whose: 'sender' | 'recipient'): string | null {
  const line = spaced(text);
  const found = line === null ? null : (inBrackets(line, whose) ?? bare(line, whose));
  const address = found === null ? null : tidyAddress(found.address, whose);
  return found === null || address === null ? null : `<${address}>${tidyRest(found.rest)}`;
}

/**
 * For a sender that is replaced whatever it is: what follows it. Parameters are `KEYWORD=value`, and behind a bracket also keywords alone.
 * null: control characters are not taken from anybody.
 */
export function behindAnyPath(text: string): string | null {
  const line = spaced(text);
  if (line === null) return null;
  const close = line.lastIndexOf('>');
  if (close >= 0) return tidyRest(line.slice(close + 1));
  const words = line.split(' ');
  let from = words.length;
  while (from > 1 && PARAMETER.test(words[from - 1] ?? '')) from--;
  return tidyRest(` ${words.slice(from).join(' ')}`);
}

/** Tabs are blanks here; null: other control characters. */
function spaced(text: string): string | null {
  const line = text.replaceAll('\t', ' ').trim();
  return hasControl(line) ? null : line;
}

/** `<address>`, `<<address>>`, `Name <address>`, `<Name address>`; null: no brackets, or none that pair. */
function inBrackets(line: string, whose: 'sender' | 'recipient'): Found | null {
  let open = -1;
  let opened = 0;
  let at = 0;
  for (; at < line.length && line[at] !== '>'; at++) {
    if (line[at] === '"') {
      const close = closingQuote(line, at);
      if (close < 0) return null;
      at = close;
    } else if (line[at] === '<') {
      open = at;
      opened++;
    }
  }
  if (opened === 0 || opened > bounds.smtp.brackets || at === line.length || line.slice(0, open).includes('@'))
    return null;
  const address = oneAddress(line.slice(open + 1, at).trim(), whose);
  for (let missing = opened - 1; missing > 0; missing--) {
    at++;
    while (line[at] === ' ') at++;
    if (line[at] !== '>') return null;
  }
  const rest = behindBracket(line.slice(at + 1));
  return address === null || rest === null ? null : { address, rest };
}

/** The text behind the bracket, also without its blank; a mark that ends an entry of a list is nothing. null: something else. */
function behindBracket(rest: string): string | null {
  if (rest === '' || rest[0] === ' ') return rest;
  if (rest === ';' || rest === ',') return '';
  return PARAMETER.test(rest) ? ` ${rest}` : null;
}

/** `Name address`, the name in quotes or not. A word without `@` stands for itself: nothing, `postmaster`. */
function oneAddress(text: string, whose: 'sender' | 'recipient'): string | null {
  if (text.startsWith('"')) {
    const close = closingQuote(text, 0);
    // Else it is a quoted local part, and for the strict grammar.
    return close > 0 && text[close + 1] === ' ' && !text.slice(0, close).includes('@')
      ? oneAddress(text.slice(close + 1).trim(), whose)
      : text;
  }
  const words = text.split(' ');
  const name = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  if (name.length > 0 && whose === 'recipient') return null;
  return name.length === 0 || (last.includes('@') && !name.some((word) => word.includes('@'))) ? last : null;
}

/** Without brackets: the first word with an `@`, and before it a name; or else the first word. Behind it parameters only. */
function bare(line: string, whose: 'sender' | 'recipient'): Found | null {
  const words = line.split(' ');
  words[0] = unwrapped(words[0] ?? '');
  if (line === '' || /[<>"\\]/u.test(words[0])) return null;
  const at = Math.max(
    0,
    words.findIndex((word) => word.includes('@')),
  );
  const name = words.slice(0, at);
  if (name.length > 0 && whose === 'recipient') return null;
  if (name.some((word) => /[<>"\\=]/u.test(word)) || /[<>"\\]/u.test(words[at] ?? '')) return null;
  // `printer AUTH=a@b`: a parameter is nobody's address.
  if (name.length > 0 && PARAMETER.test(words[at] ?? '')) return null;
  const behind = words.slice(at + 1);
  if (!behind.every((word) => word === '' || KEYWORD.test(word))) return null;
  const rest = behind.join(' ');
  return { address: words[at] ?? '', rest: rest === '' ? '' : ` ${rest}` };
}

/** Marks that some write around an address, and that no domain can have at its end: quotes, the mark behind an entry of a list; and the scheme before it. */
function unwrapped(text: string): string {
  const entry = /[;,]$/u.test(text) ? text.slice(0, -1) : text;
  const inner = /^(["'])([^"'\\\s@]{1,256}@[^"'\\\s@]{1,256})\1$/u.exec(entry)?.[2] ?? entry;
  return inner.replace(/^(?:mailto|smtp):/iu, '');
}

function tidyAddress(written: string, whose: 'sender' | 'recipient'): string | null {
  const address = unwrapped(written);
  if (address.startsWith('"')) return address;
  if (/["\\]/u.test(address)) return null;
  const at = address.indexOf('@');
  // Nothing, `postmaster`: as they are. A source route is for the strict grammar alone.
  if (at < 0) return address;
  if (at === 0 || at !== address.lastIndexOf('@')) return null;
  const local = address.slice(0, at);
  const domain = address.slice(at);
  // The dot at the end is the root of all domains: the same name (RFC 1034 §3.1).
  const named = domain.endsWith('.') && !domain.endsWith('..') ? domain.slice(0, -1) : domain;
  const inner = local
    .split('.')
    .filter((word) => word !== '')
    .join('.');
  if (inner === '') return null;
  const kept = inner === local ? local : whose === 'sender' ? inner : `"${local}"`;
  return kept + named;
}

/** Parameters, one blank before each. */
function tidyRest(rest: string): string {
  const words = rest.split(' ').filter((word) => word !== '');
  return words.length === 0 ? '' : ` ${words.join(' ')}`;
}
