/**
 * Addresses as MAIL and RCPT carry them: RFC 5321 §4.1.2 to the letter, RFC 6531 §3.3 where SMTPUTF8 is in force. What a mailbox name
 * means is for its own host to say, so quotes, `%` and `!` are kept byte for byte and never interpreted.
 */
import { bounds } from '../../base/bounds.ts';
import { closingQuote } from '../../mail/header/unquoted.ts';
import type { Address, ForwardPath, ReversePath } from '../../mail/address.ts';
import { domainKeyOf, hasInvisible, isAsciiText } from './domain.ts';

export interface PathOptions {
  /** Whether characters beyond ASCII are allowed. */
  readonly smtputf8: boolean;
  /** Underscores and hyphens anywhere in a domain, as devices and the hosts of local networks are named. */
  readonly looseDomain?: boolean;
}

type Bad = { readonly ok: false; readonly what: string };
type ParsedAddress = { readonly ok: true; readonly address: Address } | Bad;
/** `rest` is what follows the `>`: empty, or parameters after a space. */
type ParsedPath<Path> = { readonly ok: true; readonly path: Path; readonly rest: string } | Bad;

/**
 * RFC 5321 §4.5.3.1.3, in octets, brackets included. A local part may fill it: the 64 octets of §4.5.3.1.1 are what everybody must take, and
 * forwarders (SRS) and senders of bulk mail (VERP) need more.
 */
const LONGEST_PATH = bounds.smtp.pathOctets;

// Both are linear: no character can be read in two ways.
const DOT_STRING = /^[\w!#$%&'*+\-/=?^`{|}~\u{80}-\u{10ffff}]+(?:\.[\w!#$%&'*+\-/=?^`{|}~\u{80}-\u{10ffff}]+)*$/u;
const QUOTED_STRING = /^"(?:[ !#-[\]-~\u{80}-\u{10ffff}]|\\[ -~])*"$/u;

const TOO_LONG = `it has more than ${LONGEST_PATH - 2} bytes; shorten it`;
const bad = (what: string): Bad => ({ ok: false, what });

/** `local@domain`, without brackets. `what` says in a few words what is wrong; it holds nothing of the input. */
export function parseMailbox(text: string, options: PathOptions): ParsedAddress {
  if (Buffer.byteLength(text) > LONGEST_PATH - 2) return bad(TOO_LONG);
  if (!isAsciiText(text)) {
    if (!options.smtputf8) return bad('characters beyond ASCII need SMTPUTF8; write it in ASCII');
    if (hasInvisible(text)) return bad('it has an invisible character; type it anew');
  }
  const at = text.startsWith('"') ? closingQuote(text, 0) + 1 : text.indexOf('@');
  if (at <= 0 || text[at] !== '@') return bad('write it with a local part, an @ and a domain, as name@example.com');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  const wellFormed = local.startsWith('"') ? QUOTED_STRING.test(local) : DOT_STRING.test(local);
  if (!wellFormed)
    return bad(
      'take blanks, brackets, and dots at the ends or side by side out of the local part, or put it in quotes',
    );
  const domainKey = domainKeyOf(domain, options.looseDomain);
  return domainKey === null
    ? bad('write the domain in letters, digits and inner hyphens, with single dots between')
    : { ok: true, address: { local, domain, domainKey } };
}

/** MAIL: `<>` or a mailbox in brackets. */
export function parseReversePath(text: string, options: PathOptions): ParsedPath<ReversePath> {
  if (text.startsWith('<>')) return finish(null, text.slice(2));
  return parsePath(text, options);
}

/** RCPT: a mailbox in brackets, or `<postmaster>` without a domain (RFC 5321 §4.1.1.3), which then is ''. */
export function parseForwardPath(text: string, options: PathOptions): ParsedPath<ForwardPath> {
  if (/^<postmaster>/i.test(text))
    return finish({ local: text.slice(1, 11), domain: '', domainKey: '' }, text.slice(12));
  return parsePath(text, options);
}

function parsePath(text: string, options: PathOptions): ParsedPath<Address> {
  if (!text.startsWith('<')) return bad('put the address in < and >, right behind the colon');
  const end = closingBracket(text);
  if (end < 0) return bad('add the closing >');
  const path = text.slice(0, end + 1);
  if (Buffer.byteLength(path) > LONGEST_PATH) return bad(TOO_LONG);
  const mailbox = withoutSourceRoute(path.slice(1, -1));
  if (mailbox === null) return bad('leave the source route out, or write it as @host:name@example.com');
  const parsed = parseMailbox(mailbox, options);
  return parsed.ok ? finish(parsed.address, text.slice(end + 1)) : parsed;
}

function finish<Path>(path: Path, rest: string): ParsedPath<Path> {
  return rest === '' || rest.startsWith(' ') ? { ok: true, path, rest } : bad('put a space behind the closing >');
}

/** `@one,@two:user@three` is `user@three`: the route is read and ignored (RFC 5321 §4.1.1.3, appendix C). */
function withoutSourceRoute(text: string): string | null {
  if (!text.startsWith('@')) return text;
  // A literal's colons are not the route's end: `@[IPv6:::1]:user@three`.
  const route = /^@(?:\[[^\]]*\]|[^@:,[\]])+(?:,@(?:\[[^\]]*\]|[^@:,[\]])+)*:/.exec(text)?.[0];
  if (route === undefined) return null;
  const hops = route.slice(1, -1).split(',@');
  return hops.every((hop) => domainKeyOf(hop) !== null) ? text.slice(route.length) : null;
}

/** The place of the `>` that is not inside quotes; -1: nowhere. */
function closingBracket(text: string): number {
  for (let i = 1; i < text.length; i++) {
    if (text[i] === '>') return i;
    if (text[i] === '"') {
      const close = closingQuote(text, i);
      if (close < 0) return -1;
      i = close;
    }
  }
  return -1;
}
