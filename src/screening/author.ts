/**
 * The one author of a message (RFC 5322 §3.6.2), or why there is none that everybody would read alike. DMARC is about the author's domain: a
 * header that shows one to us and another to a reader would pass for the wrong one. So nothing is guessed here: one From, in a header that
 * ended by its empty line, read whole as a mailbox-list, each address in a form that has one reading, all of one domain. Pure.
 */
import { isUtf8 } from 'node:buffer';
import { domainToASCII } from 'node:url';
import { bounds } from '../base/bounds.ts';
import type { HeaderField, HeaderScan } from '../mail/header/header-scan.ts';
import { closingQuote, withoutComments } from '../mail/header/unquoted.ts';
import type { AuthorFact } from '../mail/screening/facts.ts';

type Why = Extract<AuthorFact, { kind: 'none' }>['why'];

const none = (why: Why): AuthorFact => ({ kind: 'none', why });

/** @param bytes the header section as it is stored, with `scan` of it. */
export function authorOf(bytes: Buffer, { fields, strays, ending }: HeaderScan): AuthorFact {
  // Some readers go on where others have ended the header.
  if (ending === 'not-a-field' || strays.length > 0) return none('header-ended-early');
  const [from, ...others] = fields.filter(({ name }) => name === 'from');
  if (from === undefined) return none('no-from');
  if (others.length > 0) return none('several-from');
  const value = plainValue(bytes, from);
  const mailboxes = value === null ? null : mailboxList(value);
  const [first, ...more] = mailboxes ?? [];
  if (first === undefined) return none('unreadable');
  if (more.some(({ domain }) => domain !== first.domain)) return none('several-domains');
  return { kind: 'one', ...first };
}

/** The value, unfolded; null: it holds what has no place in an address field, or is longer than anybody reads. */
function plainValue(bytes: Buffer, { valueStart, end }: HeaderField): string | null {
  const raw = bytes.subarray(valueStart, end);
  if (raw.length > bounds.mail.addressList || !isUtf8(raw)) return null;
  const text = raw.toString('utf8').replace(/\r?\n$/u, '');
  // A line of blanks within a field ends the header for some.
  if (/\n[ \t]*(?:\r?\n|$)/u.test(text)) return null;
  const unfolded = text.replaceAll(/\r?\n(?=[ \t])/gu, '');
  return /[^\P{Cc}\t]|[\p{Zl}\p{Zp}]/u.test(unfolded) ? null : unfolded.trim();
}

interface Mailbox {
  readonly address: string;
  /** In ASCII, lower case. */
  readonly domain: string;
}

/** No encoded word is one: what stands in it is a name to some and an address to others (RFC 2047 §5). */
const BARE = /^("\d+"|(?!=\?)[^\s<>()",;:\\@[\]]+)@([^\s<>()",;:\\@[\]]+)$/u;
/** The same in brackets. A name has no addresses beside its own but as text before the brackets, and nothing stands behind them. */
const NAMED = /^[^<>,;:\\]*<\s*("\d+"|(?!=\?)[^\s<>()",;:\\@[\]]+)@([^\s<>()",;:\\@[\]]+)\s*>$/u;
const LABELS = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)*[a-z0-9_](?:[a-z0-9_-]{0,62})$/u;

/** null: some of it is no mailbox. */
function mailboxList(value: string): readonly Mailbox[] | null {
  const quoted: string[] = [];
  const skeleton = withQuotesNumbered(value, quoted);
  const plain = skeleton === null ? null : withoutComments(skeleton, bounds.mail.commentDepth);
  if (plain === null) return null;
  const mailboxes: Mailbox[] = [];
  for (const one of plain.split(',')) {
    const [, local, written] = NAMED.exec(one.trim()) ?? BARE.exec(one.trim()) ?? [];
    if (local === undefined || written === undefined || local.includes('=?')) return null;
    const domain = domainToASCII(written).toLowerCase();
    if (domain.length > bounds.smtp.domain || !LABELS.test(domain)) return null;
    const shown = local.startsWith('"') ? (quoted[Number(local.slice(1, -1))] ?? '') : local;
    mailboxes.push({ address: `${shown}@${domain}`, domain });
  }
  return mailboxes;
}

/** Each quoted string as its number in quotes; null: one does not end. Those in comments are numbered too, and gone with them. */
function withQuotesNumbered(text: string, quoted: string[]): string | null {
  let kept = '';
  let from = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    // Within a comment a quote is a letter like any other.
    if (character === '\\' && depth > 0) i++;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '"' && depth === 0) {
      const close = closingQuote(text, i);
      if (close < 0) return null;
      kept += `${text.slice(from, i)}"${quoted.length}"`;
      quoted.push(text.slice(i, close + 1));
      from = close + 1;
      i = close;
    }
  }
  return kept + text.slice(from);
}
