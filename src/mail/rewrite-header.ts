/**
 * Puts another address into From, keeps the display name, and where it is wanted lets answers go to the original. Every octet that is not
 * about the author stays as it is. Pure. RFC 5322 §3.6.2.
 */
import type { Rewriting } from './device.ts';
import { fieldValue, type HeaderScan } from './header-scan.ts';

export interface RewrittenHeader {
  /** The fields of the section, without its empty line. */
  readonly pieces: readonly Uint8Array[];
  /** A sentence for each thing that was changed; empty: nothing was. */
  readonly changes: readonly string[];
}

/** Longest value that is looked at for a display name; a longer one is replaced whole. */
const LONGEST_READ = 2_000;

/** @param bytes holds at least the octets of `scan`. */
export function rewriteHeader(bytes: Buffer, scan: HeaderScan, rewriting: Rewriting): RewrittenHeader {
  const untouched = { pieces: [bytes.subarray(0, scan.end)], changes: [] };
  if (rewriting.from === null) return untouched;
  const fields = scan.fields.filter(({ name }) => name === 'from');
  const [first] = fields;
  const value = first === undefined ? '' : fieldValue(bytes, first);
  const original = addressIn(value);
  // One author with the right address already: nothing to do.
  if (fields.length === 1 && original?.toLowerCase() === rewriting.from.toLowerCase()) return untouched;

  const from = `From: ${displayOf(value)}<${rewriting.from}>\r\n`;
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const field of fields) {
    if (field.start > at) pieces.push(bytes.subarray(at, field.start));
    // Several From fields become one: a message has one author here.
    if (field === first) pieces.push(Buffer.from(from, 'latin1'));
    at = field.end;
  }
  if (scan.end > at) pieces.push(bytes.subarray(at, scan.end));
  const changes = [`From ${original ?? 'without an address'} became ${rewriting.from}`];
  if (first === undefined) pieces.push(Buffer.from(from, 'latin1'));
  const hasReplyTo = scan.fields.some(({ name }) => name === 'reply-to');
  if (rewriting.replyToOriginal && original !== null && !hasReplyTo) {
    pieces.push(Buffer.from(`Reply-To: <${original}>\r\n`));
    changes.push(`Reply-To ${original} was added`);
  }
  return { pieces, changes };
}

/** The address a reader would take for the author's: in the last angle brackets, or the whole value. */
function addressIn(value: string): string | null {
  if (value.length > LONGEST_READ) return null;
  const bracketed = /<\s*([^<>\s]{1,318})\s*>[^<>]*$/u.exec(value)?.[1];
  const text = bracketed ?? value.trim();
  return /^[^\s<>()",;:\\]{1,64}@[^\s<>()",;:\\@]{1,255}$/u.test(text) ? text : null;
}

/** What stands before the angle brackets, as it was written (encoded words, quotes), with a space behind; or nothing. */
function displayOf(value: string): string {
  if (value.length > LONGEST_READ) return '';
  const display = /^([^<>]*?)\s*<[^<>]*>[^<>]*$/u.exec(value)?.[1]?.trim() ?? '';
  // A name with a comma, an @ or a bracket outside quotes would read as another address.
  const isSafe = /^(?:"(?:[^"\\\r\n]|\\.)*"|[^",;:<>@()[\]\\]*)$/u.test(display) && /^[\x20-\x7e]*$/u.test(display);
  return display === '' || !isSafe ? '' : `${display} `;
}
