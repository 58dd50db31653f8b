/**
 * A header field with raw 8-bit characters, as old devices write them, made 7-bit: free text and display names by encoded words (RFC 2047
 * §5), names of files by encoded parameters (RFC 2231 §4). What is neither UTF-8 nor in the charset that the message declares stays as it is: a
 * guess that went into the mail could not be taken back. And display names that hold an `@` outside quotes, which are none (RFC 5322
 * §3.4), put into quotes. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import { trimmedEnd } from '../../base/trim.ts';
import type { HeaderField } from './header-scan.ts';
import { certainText } from './charset.ts';
import { encodeParameters, encodeWord, foldLines, WORD_OCTETS } from './encoded-words.ts';
import { losesWords, octetWords, withoutRawWords } from './raw-words.ts';
import { withoutComments, withoutQuoted } from './unquoted.ts';
import { isAddress, mailboxesIn, mailboxText, readable } from './mailboxes.ts';

/** Fields of free text (RFC 2047 §5 rule 1); all others have a grammar that encoded words could break. */
const FREE_TEXT = /^(?:subject|comments|content-description|organization|thread-topic|x-[!-9;-~]+)$/iu;
const ADDRESS_FIELD = /^(?:from|sender|reply-to|to|cc)$/iu;
const PARAMETER_FIELD = /^content-(?:type|disposition)$/iu;

/**
 * `line`: the whole field, folding included, one character per octet. null: it may not be changed.
 * @param charset that the message declares (`declaredCharset`); null: none.
 * @param unread what is in none that is known: it `stays`, or is `labelled` as octets of an unknown charset, which a reader turns back into them.
 */
export function encodeField(
  line: string,
  charset: string | null,
  unread: 'stays' | 'labelled' = 'stays',
): string | null {
  if (line.length > bounds.mail.encodedField) return null;
  const { name, value } = partsOf(line);
  const octets = withoutRawWords(value);
  const isWhole = octets !== null && !losesWords(octets);
  const text = isWhole ? certainText(Buffer.from(octets, 'latin1'), charset) : null;
  if (text === null && unread === 'stays') return null;
  const encoded = text === null ? labelledValue(name, trimmed(value)) : encodedValue(name, trimmed(text));
  return encoded === null ? null : folded(`${name}: ${encoded}`);
}

/** A field of a header as it becomes, with its CR LF; null: it may not be changed. */
export const encodedField = (header: Buffer, field: HeaderField, charset: string | null): Buffer | null =>
  changed(header, field, (line) => encodeField(line, charset));

/** The same for the quotes of its display names. */
export const quotedField = (header: Buffer, field: HeaderField): Buffer | null => changed(header, field, quoteNames);

function changed(header: Buffer, { start, end }: HeaderField, by: (line: string) => string | null): Buffer | null {
  const line = by(header.toString('latin1', start, end).replace(/\r?\n$/u, ''));
  return line === null ? null : Buffer.from(`${line}\r\n`, 'latin1');
}

/** An address field whose display names want quotes, with them; null: they want none, or the field has no clear reading. */
export function quoteNames(line: string): string | null {
  if (line.length > bounds.mail.encodedField) return null;
  const { name, value } = partsOf(line);
  if (!ADDRESS_FIELD.test(name) || value.split('@').length < 3) return null;
  const unquoted = withoutQuoted(value);
  const plain = unquoted === null ? null : withoutComments(unquoted, 1);
  if (plain === null) return null; // it has no clear reading
  const bare = plain.replaceAll(/<[^<>]*>/gu, '<>');
  if (!bare.split(/[,;]/u).some((one) => one.includes('<>') && one.includes('@'))) return null;
  const written = encodedMailboxes(value.trim());
  return written === null ? null : folded(`${name}: ${written}`);
}

/** null: a line of it would be too long (RFC 5322 §2.1.1). */
function folded(field: string): string | null {
  const lines = foldLines(field, 76);
  return lines.split('\r\n').some((line) => line.length > bounds.mail.fieldLine) ? null : lines;
}

const trimmed = (text: string): string => trimmedEnd(text.replace(/^[ \t]+/u, ''), ' \t');

/** Of octets, one character each. Parameters with such a label are read by nobody. */
function labelledValue(name: string, value: string): string | null {
  if (FREE_TEXT.test(name)) return octetWords(value);
  return ADDRESS_FIELD.test(name) ? encodedMailboxes(value, octetWords) : null;
}

function encodedValue(name: string, value: string): string | null {
  // Encoded words among it are read first, or they would be shown as they stand.
  if (FREE_TEXT.test(name)) return encodeWord(readable(value), WORD_OCTETS);
  if (ADDRESS_FIELD.test(name)) return encodedMailboxes(value);
  return PARAMETER_FIELD.test(name) ? encodeParameters(value) : null;
}

function encodedMailboxes(value: string, encode?: (octets: string) => string): string | null {
  const mailboxes = mailboxesIn(value, 'refuse');
  if (mailboxes === null || !mailboxes.every(({ address }) => isAddress(address) && /^[!-~]+$/u.test(address)))
    return null;
  return mailboxes.map((mailbox) => mailboxText(mailbox, encode)).join(', ');
}

/** Its name, and its value unfolded. */
function partsOf(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).replaceAll(/\r?\n/gu, '') };
}
