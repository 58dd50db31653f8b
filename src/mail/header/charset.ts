/**
 * Reads octets beyond ASCII as text: as UTF-8 where they are valid UTF-8, else in the charset that their message declares, else not at all. A guess shows mail
 * to people at best; what is written into mail by one cannot be read back. Pure.
 */
import { isAscii } from 'node:buffer';
import { fieldValue, type HeaderField, type HeaderScan } from './header-scan.ts';
import { closingQuote } from './unquoted.ts';

const CHARSET = /^\s*charset\s*=\s*"?([\w.:+-]{1,40})/iu;
/** Charsets that are declared where nobody thought about it: they say nothing of octets beyond ASCII. */
const SAYS_NOTHING =
  /^(?:us-ascii|ascii|ansi_x3\.4-1968|utf-?8|unicode-1-1-utf-8|utf-?16.*|unknown.*|x-user-defined)$/iu;
const SAYS_ASCII = /^(?:us-ascii|ascii|ansi_x3\.4-1968|unknown.*)$/iu;
/** Characters that no text holds: the octets were in another charset, or in none. */
const NO_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]/u;

/** The charset of a Content-Type's value, where it says something of octets beyond ASCII; null: it does not, nobody knows it, or it names several. */
export const declaredCharset = (contentType: string): string | null => onlyCharset(charsetsNamedIn(contentType));

/** The charset that a header section declares; null as above. */
export function charsetOfHeader(bytes: Buffer, { fields }: HeaderScan): string | null {
  const types = fields.filter(({ name }) => name === 'content-type');
  return types.length === 0 ? null : onlyCharset(types.flatMap((field) => charsetsNamedIn(fieldValue(bytes, field))));
}

function onlyCharset(named: readonly string[]): string | null {
  const [charset, ...others] = new Set(named);
  return charset === undefined || others.length > 0 || SAYS_NOTHING.test(charset) || decoderOf(charset) === null
    ? null
    : charset;
}

/** Of its parameters alone: what stands in comments or in the quotes of another one (a name of a file) names nothing. */
function charsetsNamedIn(contentType: string): readonly string[] {
  if (!/charset/iu.test(contentType)) return [];
  const value = outsideComments(contentType);
  const named: string[] = [];
  for (let from = value.indexOf(';'); from >= 0 && from < value.length; ) {
    const end = parameterEnd(value, from + 1);
    const charset = CHARSET.exec(value.slice(from + 1, end))?.[1];
    if (charset !== undefined) named.push(charset.toLowerCase());
    from = end;
  }
  return named;
}

/** The place of the next `;` that is not in quotes; quotes that do not end take all. */
function parameterEnd(value: string, from: number): number {
  for (let at = from; at < value.length; at++) {
    if (value[at] === ';') return at;
    if (value[at] !== '"') continue;
    const close = closingQuote(value, at);
    if (close < 0) return value.length;
    at = close;
  }
  return value.length;
}

/** A comment that does not end takes all that follows. */
function outsideComments(value: string): string {
  if (!value.includes('(')) return value;
  let kept = '';
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (depth === 0 && character === '"') {
      const close = closingQuote(value, at);
      const end = close < 0 ? value.length : close + 1;
      kept += value.slice(at, end);
      at = end - 1;
    } else if (character === '(') depth++;
    else if (character === ')' && depth > 0) depth--;
    else if (character === '\\' && depth > 0) at++;
    else if (depth === 0) kept += character;
  }
  return kept;
}

/** A field's value, unfolded and trimmed; null: it is no text that anybody has declared. */
export function fieldText(bytes: Buffer, field: HeaderField, charset: string | null): string | null {
  const text = certainText(bytes.subarray(field.valueStart, field.end), charset);
  return text === null ? null : unfolded(text);
}

/** The same as octets, one character each. */
export const fieldOctets = (bytes: Buffer, { valueStart, end }: HeaderField): string =>
  unfolded(bytes.toString('latin1', valueStart, end));

const unfolded = (text: string): string => text.replaceAll(/\r?\n/gu, '').trim();

/** null: it is neither UTF-8 nor text of that charset. */
export function textOf(octets: Uint8Array, charset: string | null): string | null {
  return inUtf8(octets) ?? (charset === null ? null : inCharset(octets, charset));
}

/**
 * The same for what is written into mail: octets that are UTF-8 by chance and also read as what is declared (two characters of GBK, one short word
 * of KOI8-R) are left alone. Western charsets read any UTF-8 in their way, as nobody means it, and devices name them without a thought.
 */
export function certainText(octets: Uint8Array, charset: string | null): string | null {
  const text = inUtf8(octets);
  if (text === null || charset === null || isAscii(octets)) return textOf(octets, charset);
  const declared = WESTERN.has(decoderOf(charset)?.encoding ?? '') ? null : inCharset(octets, charset);
  return declared === null || declared === text ? text : null;
}

/** As the decoder calls them. */
const WESTERN: ReadonlySet<string> = new Set(['windows-1252', 'iso-8859-15']);

/** Text to show to people, or to send where only text is taken: UTF-8, else that charset, else windows-1252. */
export const shownText = (octets: Uint8Array, charset: string | null): string =>
  textOf(octets, charset) ?? windows.decode(octets);

/** A body in the charset it names; as `shownText` where it names none, us-ascii or an unknown one, or where the octets do not fit it. */
export function shownBody(octets: Uint8Array, charset: string | null): string {
  if (charset !== null && !SAYS_ASCII.test(charset))
    try {
      return new TextDecoder(charset, { fatal: true }).decode(octets);
    } catch {}
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return windows.decode(octets);
  }
}

function inUtf8(octets: Uint8Array): string | null {
  try {
    return utf8.decode(octets);
  } catch {
    return null;
  }
}

/** null: the charset is unknown, or the octets are no text of it. */
export function inCharset(octets: Uint8Array, charset: string): string | null {
  try {
    const text = decoderOf(charset)?.decode(octets);
    return text === undefined || NO_TEXT.test(text) ? null : text;
  } catch {
    return null;
  }
}

export const isKnown = (charset: string): boolean => decoderOf(charset) !== null;

const windows = new TextDecoder('windows-1252');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoderOf(charset: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return null;
  }
}
