/** Encoded words: RFC 2047. */
import { libmime } from './libmime.ts';

/** Text of a field's value; what is no encoded word stays as it is. Throws on charsets nobody knows. */
export const decodeWords = (value: string): string => (value.includes('=?') ? libmime().decodeWords(value) : value);

/** Octets of text per encoded word: with its charset and quoting it then fits the 75 of RFC 2047 §2. */
export const WORD_OCTETS = 52;

/** One run of text as quoted-printable encoded words of at most so many octets each. */
export const encodeWord = (text: string, octets: number): string => libmime().encodeWord(text, 'Q', octets);

/** Only the words that need it. */
export const encodeWords = (text: string, octets: number): string => libmime().encodeWords(text, 'Q', octets);

/**
 * `type; name=value; name="value"`, and nothing else; a name of a file may hold blanks without being quoted, as old devices write it. Outside
 * quotes a backslash has two readings. The alternatives exclude each other: there is one way to match.
 */
const PARAMETERS =
  /^[^;"=]+(?:;\s*(?:(?:file)?name\s*=\s*[^\s";=\\]+(?:[ \t]+[^\s";=\\]+)+|[\w.-]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";\\]+))\s*)*;?$/iu;

/** What no writer encodes: printable ASCII, short, no encoded word. */
const STAYS = /^(?!.*=\?)[\x20-\x7e]{0,74}$/u;

/** Parameters that are for people to read. */
const NAMES: ReadonlySet<string> = new Set(['name', 'filename']);

/**
 * `type; name=value; ...` with what is not ASCII in its parameters encoded (RFC 2231 §4). null: it is not only in their values, or they cannot
 * be told apart.
 */
export function encodeParameters(value: string): string | null {
  // Many blanks in a row could belong to any place: looking for it would take long.
  if (/[ \t]{64}/u.test(value) || !PARAMETERS.test(value.trimEnd())) return null;
  const parsed = libmime().parseHeaderValue(value);
  // A boundary stands in the body as it is here, and must go on doing so.
  if (Object.entries(parsed.params).some(([name, text]) => !NAMES.has(name) && !STAYS.test(text))) return null;
  const encoded = libmime().buildHeaderValue(parsed);
  return /^[\x20-\x7e]*$/u.test(encoded) ? encoded : null;
}

/** A header field folded at so many characters. */
export const foldLines = (field: string, width: number): string => libmime().foldLines(field, width);
