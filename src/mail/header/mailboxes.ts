/**
 * The mailboxes of an address field, as other programs would read them, and how one is written so that all read it alike
 * (RFC 5322 §3.4, RFC 2047 §5). Pure.
 */
import { bounds } from '../../base/bounds.ts';
import addressparser from 'nodemailer/lib/addressparser';
import { withoutComments, withoutQuoted } from './unquoted.ts';
import { decodeWords, encodeWord, WORD_OCTETS } from './encoded-words.ts';

export interface NamedMailbox {
  /** As text, encoded words as they are; empty: none. */
  readonly name: string;
  /** As written; empty or no address at all where there was none to read. */
  readonly address: string;
}

/** The mailboxes of a field's unfolded value. null: it has no clear reading, or groups where those are not wanted. */
export function mailboxesIn(value: string, groups: 'flatten' | 'refuse'): readonly NamedMailbox[] | null {
  if (value.length > bounds.mail.addressList || readsInTwoWays(value)) return null;
  if (groups === 'flatten') return addressparser(value, { flatten: true });
  const entries = addressparser(value);
  const mailboxes = entries.flatMap(({ name, address }) => (address === undefined ? [] : [{ name, address }]));
  return mailboxes.length === entries.length ? mailboxes : null;
}

/**
 * Whether another program could show another sender than we judge: two addresses where one belongs, a source route, a quote or a
 * comment that does not end. An `@` in a display name is common with devices, and harmless beside one address in brackets.
 */
function readsInTwoWays(value: string): boolean {
  const unquoted = withoutQuoted(value);
  const plain = unquoted === null ? null : withoutComments(unquoted, bounds.mail.commentDepth);
  if (plain === null || /<\s*@/u.test(plain)) return true;
  return plain.split(/[,;]/u).some((one) => {
    const opened = one.split('<').length - 1;
    if (opened === 0) return one.includes('>') || one.split('@').length > 2;
    // Behind the brackets stands nothing: what does is the address for some (`<any@a.test>b@c.test`), or a part of it.
    return opened > 1 || !/^[^>]*>\s*$/u.test(one.slice(one.indexOf('<')));
  });
}

/** Can stand between angle brackets: a local part, quoted or not, and a domain. */
export const isAddress = (text: string): boolean =>
  /^(?:"(?:[^"\\\r\n]|\\.)+"|[^\s<>()",;:\\@[\]]{1,254})@(?:[^\s<>()",;:\\@[\]]{1,255}|\[[^\s[\]\\]{1,64}\])$/u.test(
    text,
  );

/** `Name <address>`, or the address in its brackets. The name in ASCII. @param encode of a name of octets that nobody can read. */
export const mailboxText = ({ name, address }: NamedMailbox, encode?: (octets: string) => string): string =>
  name === '' ? `<${address}>` : `${phrase(name, encode)} <${address}>`;

const WORDS = /=\?[^\s?]+\?[QB]\?[^\s?]*\?=/iu;

/** A display name: atoms as they are, what holds specials quoted, what is not ASCII as encoded words (RFC 5322 §3.2.5, RFC 2047 §5). */
function phrase(name: string, encode?: (octets: string) => string): string {
  if (/^[\w !#$%&'*+\-/=?^`{|}~]+$/u.test(name)) return name;
  // Within quotes encoded words would be shown as they stand.
  const read = encode === undefined && WORDS.test(name) ? readable(name) : name;
  // The text of a word that nobody can read would be gone.
  const text = read.includes('\ufffd') ? name : read;
  return /^[\x20-\x7e]*$/u.test(text) ? `"${text.replaceAll(/["\\]/gu, '\\$&')}"` : (encode ?? inWords)(text);
}

const inWords = (text: string): string => encodeWord(text, WORD_OCTETS);

/** With its encoded words read. */
export function readable(text: string): string {
  try {
    return decodeWords(text);
  } catch {
    return text;
  }
}
