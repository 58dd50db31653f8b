/**
 * Encoded words with raw octets inside, as some programs write them (`=?koi8-r?Q?` and then the octets): each made one that can be read, in the
 * charset it names. Octets of a charset that nobody named are written so that they come back as they were. Pure. RFC 2047 §4.
 */
import { bounds } from '../../base/bounds.ts';
import { encodeWord, WORD_OCTETS } from './encoded-words.ts';
import { fieldOctets, inCharset, isKnown, shownText } from './charset.ts';
import type { HeaderField } from './header-scan.ts';
import { readable } from './mailboxes.ts';

/** One character per octet. A `?` ends the text of a word whatever its charset (RFC 2047 §4.2). */
const WORD = /=\?([\w.:+-]{1,40})(?:\*[\w-]{1,20})?\?([qb])\?([^?\r\n]{0,1000})\?=/giu;

/** `value`: one character per octet. null: such a word is no text of its charset, and nothing may be changed. */
export function withoutRawWords(value: string): string | null {
  let isReadable = true;
  const mended = value.replaceAll(WORD, (word: string, charset: string, encoding: string, text: string) => {
    if (/^[\0-\x7f]*$/u.test(text)) return word;
    const decoded = encoding.toUpperCase() === 'Q' ? inCharset(octetsOf(text), charset) : null;
    isReadable &&= decoded !== null;
    return decoded === null ? word : encodeWord(decoded, WORD_OCTETS);
  });
  return isReadable ? mended : null;
}

/** Whether an encoded word among it would not survive being read and written anew: nobody knows its charset, or its octets are none of it. */
export function losesWords(value: string): boolean {
  if (!value.includes('=?')) return false;
  for (const [, charset = ''] of value.matchAll(WORD)) if (!isKnown(charset)) return true;
  return readable(value).includes('\ufffd');
}

/** A field's value as people are shown it, unfolded and trimmed, its encoded words as they are. @param charset that its message declares. */
export function shownValue(bytes: Buffer, field: HeaderField, charset: string | null): string {
  const octets = fieldOctets(bytes, field);
  return shownText(Buffer.from(withoutRawWords(octets) ?? octets, 'latin1'), charset);
}

/** Of the Q encoding, where raw octets stand for themselves. */
function octetsOf(text: string): Buffer {
  const plain = text
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** RFC 1428 §3: the charset of octets beyond ASCII whose meaning is not known. */
const UNKNOWN = 'unknown-8bit';
const ENCODED_WORD = /(=\?[\w.:+*-]{1,60}\?[qb]\?[^?\s]{0,200}\?=)/iu;

/** A text of octets, one character each, as encoded words; those that are among it stay as they are. */
export const octetWords = (octets: string): string =>
  octets
    .split(ENCODED_WORD)
    .map((piece, index) => (index % 2 === 1 ? piece : wordsOf(piece)))
    .filter((piece) => piece !== '')
    .join(' ');

function wordsOf(piece: string): string {
  if (/^[\0-\x7f]*$/u.test(piece)) return piece.trim();
  const words: string[] = [];
  let text = '';
  for (const octet of piece) {
    const written = /^[a-z0-9]$/iu.test(octet)
      ? octet
      : octet === ' '
        ? '_'
        : `=${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
    if (UNKNOWN.length + 7 + text.length + written.length > bounds.mail.encodedWord) {
      words.push(text);
      text = '';
    }
    text += written;
  }
  return [...words, text].map((one) => `=?${UNKNOWN}?Q?${one}?=`).join(' ');
}
