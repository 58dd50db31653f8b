/**
 * Reads a header section without changing an octet of it (RFC 5322 §2.2, obsolete syntax included): where its fields are, where it ends. Of a
 * line that is no field mail software thinks differently: some end the header there, some go on. Where a header goes on behind it, the line is
 * told as astray among the fields; where none does, the text has begun without its empty line.
 */
import { isUtf8 } from 'node:buffer';
import { trimmedEnd } from '../../base/trim.ts';

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Octets [start, end) with folding and final CR LF. */
  readonly start: number;
  readonly end: number;
  /** The beginning of the value: after the colon. */
  readonly valueStart: number;
}

/** Octets [start, end) of a line that is no field, with what is folded under it and its CR LF. */
export interface StrayLine {
  readonly start: number;
  readonly end: number;
}

export interface HeaderScan {
  readonly fields: readonly HeaderField[];
  /** Lines that are no fields, with a header around them: `From x Thu Jan 1 ...` of a file of mails, or anything. */
  readonly strays: readonly StrayLine[];
  /** Octets of the fields, before the empty line. */
  readonly end: number;
  /** How it ended: with an empty line; with a line that is no field, but text; with the content. */
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
    if (bytes[at] === CR && bytes[at + 1] === LF) return { fields, strays: NO_STRAYS, end: at, ending: 'empty-line' };
    const lf = bytes.indexOf(LF, at);
    const next = lf < 0 ? bytes.length : lf + 1;
    const last = fields.at(-1);
    if (last !== undefined && (bytes[at] === SPACE || bytes[at] === TAB)) last.end = next;
    else {
      const colon = bytes.indexOf(COLON, at);
      const name = colon < 0 || colon >= next ? null : fieldName(bytes.toString('latin1', at, colon));
      if (name === null) return scanWithStrays(bytes, fields, at);
      fields.push({ name, start: at, end: next, valueStart: colon + 1 });
    }
    at = next;
  }
  return { fields, strays: NO_STRAYS, end: bytes.length, ending: 'end-of-content' };
}

const NO_STRAYS: readonly StrayLine[] = [];

interface Line {
  /** null: it is no field. */
  readonly name: string | null;
  readonly start: number;
  readonly valueStart: number;
  end: number;
}

/** Fields that a text does not have by chance: two of these, or the author, tell a header. */
const TELLING: ReadonlySet<string> = new Set([
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'reply-to',
  'received',
  'return-path',
  'mime-version',
  'content-type',
]);
/** Put on top by whoever passes it on, us among them: they stand above an author, and what is read again later is read as before. */
const OF_THE_WAY: ReadonlySet<string> = new Set(['received', 'return-path']);
const MAIL_FILE_LINE = Buffer.from('From ');
const QUOTED_MAIL_FILE_LINE = Buffer.from('>From ');

/** `From x Thu Jan 1 ...`, as each mail begins in a file of mails, and how it is quoted there. */
export const isMailFileLine = (line: Uint8Array): boolean =>
  MAIL_FILE_LINE.equals(line.subarray(0, MAIL_FILE_LINE.length)) ||
  QUOTED_MAIL_FILE_LINE.equals(line.subarray(0, QUOTED_MAIL_FILE_LINE.length));

/** The same from the first line on that is no field, at `at`: `before` was read. */
function scanWithStrays(bytes: Buffer, before: readonly HeaderField[], at: number): HeaderScan {
  const { lines, end, ending } = linesOf(bytes, at);
  /** Index of the last line of each telling field. */
  const last = new Map<string, number>();
  for (const [i, { name }] of lines.entries())
    if (name !== null && (name === 'from' || TELLING.has(name))) last.set(name, i);
  const fields = [...before];
  const strays: StrayLine[] = [];
  const named = new Set(fields.map(({ name }) => name));
  for (const [i, { name, start, end: lineEnd, valueStart }] of lines.entries()) {
    if (name !== null) {
      named.add(name);
      fields.push({ name, start, end: lineEnd, valueStart });
      continue;
    }
    const isOfMailFile = isMailFileLine(bytes.subarray(start, lineEnd)) && (lines[i + 1]?.name ?? null) !== null;
    if (!isOfMailFile && !headerGoesOn(last, i, named)) return { fields, strays, end: start, ending: 'not-a-field' };
    strays.push({ start, end: lineEnd });
  }
  return { fields, strays, end, ending };
}

/**
 * Whether a header goes on behind line `at`: its author comes, or two fields that tell one. Behind its author only those count that it does not
 * have yet: a text quotes the header of another mail.
 */
function headerGoesOn(last: ReadonlyMap<string, number>, at: number, named: ReadonlySet<string>): boolean {
  const hasAuthor = named.has('from');
  let telling = 0;
  for (const [name, line] of last) {
    if (line < at) continue;
    if (name !== 'from') telling += hasAuthor && (named.has(name) || OF_THE_WAY.has(name)) ? 0 : 1;
    else if (!hasAuthor) return true;
  }
  return telling > 1;
}

/** The lines up to the empty one, with what is folded under each. */
function linesOf(
  bytes: Buffer,
  from: number,
): { readonly lines: readonly Line[]; readonly end: number; readonly ending: 'empty-line' | 'end-of-content' } {
  const lines: Line[] = [];
  let at = from;
  while (at < bytes.length) {
    if (bytes[at] === CR && bytes[at + 1] === LF) return { lines, end: at, ending: 'empty-line' };
    const lf = bytes.indexOf(LF, at);
    const next = lf < 0 ? bytes.length : lf + 1;
    const last = lines.at(-1);
    if (last !== undefined && (bytes[at] === SPACE || bytes[at] === TAB)) last.end = next;
    else {
      const colon = bytes.subarray(at, next).indexOf(COLON);
      const name = colon < 0 ? null : fieldName(bytes.toString('latin1', at, at + colon));
      lines.push({ name, start: at, end: next, valueStart: at + colon + 1 });
    }
    at = next;
  }
  return { lines, end: bytes.length, ending: 'end-of-content' };
}

/** RFC 5322 §2.2: printable ASCII but the colon; §4.5 allows white space before the colon. */
function fieldName(text: string): string | null {
  const name = trimmedEnd(text, ' \t');
  return /^[!-9;-~]+$/u.test(name) ? name.toLowerCase() : null;
}

/** The fields with some of them replaced, in pieces. `by`: what stands in a field's place; null: nothing; undefined: it stays. */
export function replaceFields(
  bytes: Buffer,
  { fields, end }: Pick<HeaderScan, 'fields' | 'end'>,
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
  const text = raw.toString(isUtf8(raw) ? 'utf8' : 'latin1');
  return text.replaceAll(/\r?\n/gu, '').trim();
}

/** The end of the header section, its empty line included; -1 while that has not come. `from`: octets already searched. */
export function headerSectionEnd(bytes: Buffer, from: number): number {
  if (bytes[0] === CR && bytes[1] === LF) return 2;
  const at = bytes.indexOf('\r\n\r\n', Math.max(0, from - 3));
  return at < 0 ? -1 : at + 4;
}
