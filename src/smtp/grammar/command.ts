import { isAscii, isUtf8 } from 'node:buffer';
import type { DialogueSettings } from '../server/dialogue-events.ts';

/** A command line taken apart: upper-case verb, and what follows it as it was written, without trailing spaces. */
export interface Command {
  readonly verb: string;
  readonly argument: string;
  /** The whole line, for the trace; the session escapes it. */
  readonly line: string;
}

/** The line as text, or null when it is neither ASCII nor UTF-8 (RFC 6531 §3.7.1). */
export function lineText(bytes: Buffer): string | null {
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}

/**
 * A line that is no UTF-8 either, where what is beyond it may matter to nobody: the name behind EHLO or HELO, each such octet a `?`; and MAIL and
 * RCPT, where it is a name beside the address, or a sender that is replaced, each such octet U+FFFD, which no address is made of, so that one which
 * has it is refused as an address. null: it is no such line, or of no such peer.
 */
export function oddText(bytes: Buffer, { hello }: Pick<DialogueSettings, 'hello'>): string | null {
  const verb = bytes.toString('latin1', 0, 5).toLowerCase();
  if (hello === 'any' && (verb === 'ehlo ' || verb === 'helo '))
    return bytes.toString('latin1').replaceAll(/[^\0-\x7f]/gu, '?');
  return /^(?:mail|rcpt)[ \t]$/u.test(verb) ? bytes.toString('utf8') : null;
}

/** Splits at the first space (RFC 5321 §4.1.1); trailing spaces are tolerated there. */
export function splitCommand(line: string): Command {
  const space = line.indexOf(' ');
  if (space < 0) return { verb: line.toUpperCase(), argument: '', line };
  return { verb: line.slice(0, space).toUpperCase(), argument: withoutTrailingSpaces(line.slice(space + 1)), line };
}

function withoutTrailingSpaces(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ') end--;
  return text.slice(0, end);
}

/** Whether the text has a control character: never part of a legal argument. */
export function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}

/** Requests of the web. Forged ones carry SMTP in their body, so the connection ends at the first line. */
const WEB_VERBS: ReadonlySet<string> = new Set([
  'GET',
  'POST',
  'PUT',
  'HEAD',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'CONNECT',
]);

export const isWebVerb = (verb: string): boolean => WEB_VERBS.has(verb);
