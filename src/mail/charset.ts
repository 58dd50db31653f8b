/**
 * Octets beyond ASCII as text: UTF-8 where they are that, else in the charset that their message declares, else not at all. A guess shows mail
 * to people at best; what is written into mail by one cannot be read back. Pure.
 */
import { fieldValue, type HeaderField, type HeaderScan } from './header-scan.ts';

const CHARSET = /;\s*charset\s*=\s*"?([\w.:+-]{1,40})/iu;
/** Declared where nobody thought about it: it says nothing of octets beyond ASCII. */
const SAYS_NOTHING =
  /^(?:us-ascii|ascii|ansi_x3\.4-1968|utf-?8|unicode-1-1-utf-8|utf-?16.*|unknown.*|x-user-defined)$/iu;
const SAYS_ASCII = /^(?:us-ascii|ascii|ansi_x3\.4-1968|unknown.*)$/iu;
/** What no text holds: it was another charset, or none. */
const NO_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]/u;

/** The charset of a Content-Type's value, where it says something of octets beyond ASCII; null: it does not, or nobody knows it. */
export function declaredCharset(contentType: string): string | null {
  const charset = CHARSET.exec(contentType)?.[1];
  return charset === undefined || SAYS_NOTHING.test(charset) || decoderOf(charset) === null
    ? null
    : charset.toLowerCase();
}

/** The same of a header section. */
export function charsetOfHeader(bytes: Buffer, { fields }: HeaderScan): string | null {
  const field = fields.find(({ name }) => name === 'content-type');
  return field === undefined ? null : declaredCharset(fieldValue(bytes, field));
}

/** A field's value, unfolded and trimmed; null: it is no text that anybody has declared. */
export function fieldText(bytes: Buffer, field: HeaderField, charset: string | null): string | null {
  const text = textOf(bytes.subarray(field.valueStart, field.end), charset);
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

/** For people, and for what takes text only: UTF-8, else that charset, else as Windows reads octets. */
export const shownText = (octets: Uint8Array, charset: string | null): string =>
  textOf(octets, charset) ?? windows.decode(octets);

/** A body, in the charset it names; where that says nothing (none, us-ascii), nobody knows it or the octets do not fit it, as `shownText` has it. */
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

/** null: nobody knows that charset, or the octets are no text of it. */
export function inCharset(octets: Uint8Array, charset: string): string | null {
  try {
    const text = decoderOf(charset)?.decode(octets);
    return text === undefined || NO_TEXT.test(text) ? null : text;
  } catch {
    return null;
  }
}

const windows = new TextDecoder('windows-1252');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoderOf(charset: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return null;
  }
}
