/**
 * Encoded words: RFC 2047. What our own reports and rewritten headers need is made here: libmime, which most processes never need, takes longer
 * to load than the sockets should wait.
 */
import { libmime } from './libmime.ts';

/** Text of a field's value; what is no encoded word stays as it is. Throws on charsets nobody knows. */
export const decodeWords = (value: string): string => (value.includes('=?') ? libmime().decodeWords(value) : value);

/** Octets of text per encoded word: with its charset and quoting it then fits the 75 of RFC 2047 §2. */
export const WORD_OCTETS = 52;

const OPENING = '=?UTF-8?Q?';
const ENDING = '?=';
/** The room that a word takes beside its text. */
const AROUND = OPENING.length + ENDING.length;

/** One run of text as quoted-printable encoded words of at most so many octets each, no character in two of them. */
export function encodeWord(text: string, octets: number): string {
  const room = Math.max(octets > AROUND ? octets - AROUND : octets, AROUND);
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    const encoded = encodeCharacter(character);
    if (word !== '' && word.length + encoded.length > room) {
      words.push(word);
      word = '';
    }
    word += encoded;
  }
  words.push(word);
  return words.map((each) => `${OPENING}${each}${ENDING}`).join(' ');
}

/** RFC 2047 §5 (3): what may stand for itself everywhere. */
function encodeCharacter(character: string): string {
  if (/^[\w!*+/-]$/u.test(character) && character !== '_') return character;
  if (character === ' ') return '_';
  return [...Buffer.from(character)].map((octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** Only the words that need it: from the first to the last of them. */
export function encodeWords(text: string, octets: number): string {
  const first = text.search(/[^\0-\x7f]/u);
  if (first < 0) return text;
  let start = first;
  while (start > 0 && !isBlank(text, start - 1)) start--;
  let last = text.length;
  while (text.charCodeAt(last - 1) < 0x80) last--;
  const end = last + (/^\S*/u.exec(text.slice(last))?.[0].length ?? 0);
  return text.slice(0, start) + encodeWord(text.slice(start, end), octets) + text.slice(end);
}

/**
 * `type; name=value; name="value"`, and nothing else; a name of a file may hold blanks without being quoted, as old devices write it. Outside
 * quotes a backslash has two readings. The alternatives exclude each other: there is one way to match.
 */
const PARAMETERS =
  /^[^;"=]+(?:;\s*(?:(?:file)?name\s*=\s*[^\s";=\\]+(?:[ \t]+[^\s";=\\]+)+|[\w.-]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";\\]+))\s*)*;?$/iu;

/** Text that no writer encodes: printable ASCII, short, no encoded word. */
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

/** A header field folded at so many characters, before blanks; a word that is longer stays whole. */
export function foldLines(field: string, width: number): string {
  let folded = '';
  for (let at = 0; at < field.length; ) {
    const line = field.slice(at, at + width);
    if (line.length < width) return folded + line;
    // Folded there already.
    const lineEnd = /^[^\r\n]*(?:\r?\n|\r)/u.exec(line)?.[0].length;
    const end = at + (lineEnd ?? lengthOfLine(line, field, at));
    folded += field.slice(at, end);
    if (lineEnd === undefined && end < field.length) folded += '\r\n';
    at = end;
  }
  return folded;
}

function lengthOfLine(line: string, field: string, at: number): number {
  let end = line.length;
  while (end > 0 && !isBlank(line, end - 1)) end--;
  while (end > 0 && isBlank(line, end - 1)) end--;
  if (end > 0) return end;
  const rest = field.slice(at + line.length).search(/\s/u);
  return rest < 0 ? field.length - at : line.length + rest;
}

const isBlank = (text: string, at: number): boolean => /^\s$/u.test(text.charAt(at));
