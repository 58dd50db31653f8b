/**
 * Lines over 998 octets (RFC 5321 §4.5.3.1.6) made shorter while they stream through: a line of the body is broken, a header field is folded
 * (at a blank where one is near, RFC 5322 §2.2.3). A character of UTF-8 is not torn; in a part that is quoted-printable the break is a soft
 * one, and no encoded octet is torn (RFC 2045 §6.7). Never more than one line's worth is held, and how the content is cut into chunks makes
 * no difference.
 */
import { bounds } from '../../base/bounds.ts';
import { lineOf, Parts } from './mime-parts.ts';

const CRLF = Buffer.from('\r\n');
const FOLD = Buffer.from('\r\n ');
/** Ends a line of quoted-printable that goes on. */
const SOFT = Buffer.from('=\r\n');
const BLANK = Buffer.from(' ');
const NONE = Buffer.alloc(0);
const LF = 10;
const DASH = 45;
const EQUALS = 61;
const SPACE = 32;
const TAB = 9;

/** Octets behind a break that decide where it is. */
const LOOK_AHEAD = 2;
/** Octets of a character of UTF-8 behind its first. */
const UTF8_TAIL = 3;

export class LineWrapper {
  readonly #parts = new Parts();
  /** The part of the line that has not ended, from its last break on. */
  #held: Buffer = NONE;
  /** 1: a fold has written its blank. */
  #column: 0 | 1 = 0;
  #wrapped = false;

  get wrapped(): boolean {
    return this.#wrapped;
  }

  /** `chunk` has proper line ends only, and none of them torn: the content reader sees to it. */
  *wrap(chunk: Buffer): Generator<Buffer> {
    const input = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    /** The beginning of the lines that may go on as they are. */
    let clean = 0;
    let from = 0;
    for (let lf = input.indexOf(LF); lf >= 0; lf = input.indexOf(LF, from)) {
      const line = lineOf(input, from, lf);
      if (this.#column + line.length > bounds.receive.wrappedLine) {
        if (from > clean) yield input.subarray(clean, from);
        clean = from + line.length - (yield* this.#broken(line, 0)).length;
      }
      this.#parts.read(this.#onItsLine(input.subarray(Math.max(from, clean), from + line.length)));
      this.#column = 0;
      from = lf + 1;
    }
    if (from > clean) yield input.subarray(clean, from);
    this.#held = Buffer.from(yield* this.#broken(input.subarray(from), LOOK_AHEAD));
  }

  /** The rest when the content ends within a line. */
  *end(): Generator<Buffer> {
    const rest = yield* this.#broken(this.#held, 0);
    this.#held = NONE;
    if (rest.length > 0) yield rest;
  }

  /** Breaks a line, or so much of it as has come; returns what stands behind the last break. */
  *#broken(text: Buffer, lookAhead: number): Generator<Buffer, Buffer> {
    let rest = text;
    while (this.#column + rest.length > bounds.receive.wrappedLine + lookAhead) {
      this.#wrapped = true;
      const room = bounds.receive.wrappedLine - this.#column;
      const { inHeader, encoding } = this.#parts;
      const isSoft = encoding === 'quoted-printable' && !inHeader;
      const blank = inHeader ? blankBefore(rest, room) : -1;
      const inBody = encoding === 'base64' ? room - (room % 4) : room;
      const cut = blank > 0 ? blank : cutBefore(rest, inHeader ? room : inBody, isSoft);
      const piece = rest.subarray(0, cut);
      yield piece;
      this.#parts.read(this.#onItsLine(piece));
      rest = rest.subarray(cut);
      // A blank begins the next line of a field, and folds it by itself. What turned out to be no field is body.
      const folded = this.#parts.inHeader && blank <= 0;
      yield folded ? FOLD : isSoft ? SOFT : CRLF;
      this.#column = folded ? 1 : 0;
    }
    return rest;
  }

  #onItsLine(text: Buffer): Buffer {
    return this.#column === 1 ? Buffer.concat([BLANK, text]) : text;
  }
}

/**
 * Neither within an octet of quoted-printable nor within a character; and what stands behind it must not look like a boundary, which it
 * was not.
 */
function cutBefore(text: Buffer, room: number, isSoft: boolean): number {
  const before = isSoft ? octetBefore : characterBefore;
  const most = isSoft ? room - 1 : room;
  let cut = before(text, most);
  while (text[cut] === DASH && text[cut + 1] === DASH && most - cut < bounds.receive.dashesWithin)
    cut = before(text, cut - 1);
  return text[cut] === DASH && text[cut + 1] === DASH ? before(text, most) : cut;
}

/** Not within `=C3`. */
function octetBefore(text: Buffer, room: number): number {
  for (const back of [1, 2]) if (text[room - back] === EQUALS) return room - back;
  return room;
}

/** The last blank in reach that has something but blanks behind it. */
function blankBefore(text: Buffer, room: number): number {
  for (let at = Math.min(room, text.length - 1); at > Math.max(0, room - bounds.receive.blankWithin); at--) {
    const isBlank = text[at] === SPACE || text[at] === TAB;
    const next = text[at + 1];
    if (isBlank && next !== undefined && next !== SPACE && next !== TAB) return at;
  }
  return -1;
}

/** Not within a character of UTF-8, where it is UTF-8. */
function characterBefore(text: Buffer, room: number): number {
  for (let back = 0; back <= UTF8_TAIL; back++) if (((text[room - back] ?? 0) & 0xc0) !== 0x80) return room - back;
  return room;
}
