/**
 * Reads a header section without changing an octet of it (RFC 5322 §2.2, obsolete syntax included): where its fields are, where it ends. What
 * is no field ends it: mail software disagrees about such lines, so the intake puts the empty line there that makes everybody agree.
 */
import { trimmedEnd } from '../base/trim.ts';

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Octets [start, end) with folding and final CR LF. */
  readonly start: number;
  readonly end: number;
  /** Where the value begins: after the colon. */
  readonly valueStart: number;
}

export interface HeaderScan {
  readonly fields: readonly HeaderField[];
  /** Octets of the fields, before the empty line. */
  readonly end: number;
  /** How it ended: with an empty line; with a line that is no field; with the content. */
  readonly ending: 'empty-line' | 'not-a-field' | 'end-of-content';
}

const LF = 10;
const CR = 13;
const COLON = 58;
const SPACE = 32;
const TAB = 9;

/** `bytes`: the header section, with its empty line or (short content) to the content's end. */
export function scanHeader(bytes: Buffer): HeaderScan {
  const fields: { name: string; start: number; end: number; valueStart: number }[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === CR && bytes[at + 1] === LF) return { fields, end: at, ending: 'empty-line' };
    const lf = bytes.indexOf(LF, at);
    const next = lf < 0 ? bytes.length : lf + 1;
    const last = fields.at(-1);
    if (last !== undefined && (bytes[at] === SPACE || bytes[at] === TAB)) last.end = next;
    else {
      const colon = bytes.indexOf(COLON, at);
      const name = colon < 0 || colon >= next ? null : fieldName(bytes.toString('latin1', at, colon));
      if (name === null) return { fields, end: at, ending: 'not-a-field' };
      fields.push({ name, start: at, end: next, valueStart: colon + 1 });
    }
    at = next;
  }
  return { fields, end: bytes.length, ending: 'end-of-content' };
}

/** RFC 5322 §2.2: printable ASCII but the colon; §4.5 allows white space before the colon. */
function fieldName(text: string): string | null {
  const name = trimmedEnd(text, ' \t');
  return /^[!-9;-~]+$/u.test(name) ? name.toLowerCase() : null;
}

/** The fields with some of them replaced, in pieces. `by`: what stands in a field's place; null: nothing; undefined: it stays. */
export function replaceFields(
  bytes: Buffer,
  { fields, end }: HeaderScan,
  by: (field: HeaderField) => Uint8Array | null | undefined,
): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const field of fields) {
    const instead = by(field);
    if (instead === undefined) continue;
    if (field.start > at) pieces.push(bytes.subarray(at, field.start));
    if (instead !== null) pieces.push(instead);
    at = field.end;
  }
  if (end > at) pieces.push(bytes.subarray(at, end));
  return pieces;
}

/** The value, unfolded and trimmed; UTF-8, or else Latin-1 (devices send what they like). */
export function fieldValue(bytes: Buffer, field: HeaderField): string {
  const raw = bytes.subarray(field.valueStart, field.end);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    text = raw.toString('latin1');
  }
  return text.replaceAll(/\r?\n/gu, '').trim();
}

/** Where the header section ends, its empty line included; -1 while that has not come. `from`: octets already searched. */
export function headerSectionEnd(bytes: Buffer, from: number): number {
  if (bytes[0] === CR && bytes[1] === LF) return 2;
  const at = bytes.indexOf('\r\n\r\n', Math.max(0, from - 3));
  return at < 0 ? -1 : at + 4;
}
