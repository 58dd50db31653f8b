/**
 * A header field with raw 8-bit characters, as old devices write them, made 7-bit by encoded words (RFC 2047 §5): free text wholly, an
 * address field where it is one mailbox with a display name. Pure.
 */
import { encodeWord, foldLines } from './encoded-words.ts';

/** Fields of free text (RFC 2047 §5 rule 1); all others have a grammar that encoded words could break. */
const FREE_TEXT = /^(?:subject|comments|content-description|x-[!-9;-~]+)$/iu;
const ADDRESS_FIELD = /^(?:from|sender|reply-to|to|cc)$/iu;
/** One mailbox: a display name without anything that has a meaning there, and an ASCII address. */
const NAMED_MAILBOX = /^\s*(?:"([^"\\]*)"|([^"<>(),;:@\\[\]]*?))\s*<([\x21-\x3b\x3d\x3f-\x7e]+)>\s*$/u;
/** Octets of text per encoded word: with its charset and quoting it then fits the 75 of RFC 2047 §2. */
const WORD_OCTETS = 52;

/** `line`: the whole field, folding included, one character per octet. null: it may not be changed. */
export function encodeField(line: string): string | null {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon).trim();
  const value = textOf(line.slice(colon + 1).replaceAll(/\r?\n/gu, ''));
  if (FREE_TEXT.test(name)) return folded(`${name}: ${words(value.trim())}`);
  const named = ADDRESS_FIELD.test(name) ? NAMED_MAILBOX.exec(value) : null;
  if (named === null) return null;
  return folded(`${name}: ${words((named[1] ?? named[2] ?? '').trim())} <${named[3]}>`);
}

/** UTF-8, or else Latin-1: that is what such devices write. */
function textOf(octets: string): string {
  const bytes = Buffer.from(octets, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return octets;
  }
}

const words = (text: string): string => encodeWord(text, WORD_OCTETS);
const folded = (field: string): string => foldLines(field, 76);
