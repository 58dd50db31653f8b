/**
 * Lines over 998 octets (RFC 5321 §4.5.3.1.6) made shorter while they stream through: a line of the body is broken, a header field is folded
 * (at a blank where one is near, RFC 5322 §2.2.3). A whole line is never held, and a character of UTF-8 is not torn. In a part that is
 * quoted-printable the break is a soft one, and no encoded octet is torn (RFC 2045 §6.7).
 */
const CRLF = Buffer.from('\r\n');
const FOLD = Buffer.from('\r\n ');
/** Ends a line of quoted-printable that goes on. */
const SOFT = Buffer.from('=\r\n');
const LF = 10;
const CR = 13;
const EQUALS = 61;
const SPACE = 32;
const TAB = 9;

/** Octets of a line without its CRLF. */
const LONGEST = 998;
/** How far back a blank is looked for. */
const BLANK_WITHIN = 200;
const ENCODING = /^content-transfer-encoding:\s*([a-z0-9-]+)/iu;
const LONGEST_ENCODING = 80;
const DASH = 45;
const UPPER_C = 67;
const LOWER_C = 99;
/** Octets of a character of UTF-8 behind its first. */
const LONGEST_TAIL = 3;

export class LineWrapper {
  #inHeader = true;
  /** Octets of the line that were passed on. */
  #column = 0;
  #lineIsEmpty = true;
  #wrapped = false;
  /** By the last Content-Transfer-Encoding, up to the next boundary. */
  #isQuoted = false;

  get wrapped(): boolean {
    return this.#wrapped;
  }

  /** `chunk` has proper line ends only, and none of them torn: the content reader sees to it. */
  *wrap(chunk: Buffer): Generator<Buffer> {
    let from = 0;
    while (from < chunk.length) {
      const lf = chunk.indexOf(LF, from);
      const end = lf < 0 ? chunk.length : lf > from && chunk[lf - 1] === CR ? lf - 1 : lf;
      yield* this.#text(chunk.subarray(from, end));
      if (lf < 0) return;
      yield chunk.subarray(end, lf + 1);
      if (this.#lineIsEmpty) this.#inHeader = false;
      this.#column = 0;
      this.#lineIsEmpty = true;
      from = lf + 1;
    }
  }

  /** @param start of a line. */
  #learnEncoding(start: Buffer): void {
    if (start[0] === DASH && start[1] === DASH) this.#isQuoted = false;
    else if (start[0] === UPPER_C || start[0] === LOWER_C) {
      const [, encoding] = ENCODING.exec(start.toString('latin1', 0, LONGEST_ENCODING)) ?? [];
      if (encoding !== undefined) this.#isQuoted = encoding.toLowerCase() === 'quoted-printable';
    }
  }

  *#text(text: Buffer): Generator<Buffer> {
    if (text.length > 0 && this.#lineIsEmpty) this.#learnEncoding(text);
    if (text.length > 0) this.#lineIsEmpty = false;
    let rest = text;
    const isSoft = this.#isQuoted && !this.#inHeader;
    while (this.#column + rest.length > LONGEST) {
      this.#wrapped = true;
      const room = Math.max(0, LONGEST - this.#column);
      const blank = this.#inHeader ? blankBefore(rest, room) : -1;
      const cut = blank > 0 ? blank : isSoft ? octetBefore(rest, Math.max(0, room - 1)) : characterBefore(rest, room);
      yield rest.subarray(0, cut);
      rest = rest.subarray(cut);
      // A blank begins the next line of a field, and folds it by itself.
      const folded = this.#inHeader && blank <= 0;
      yield folded ? FOLD : isSoft ? SOFT : CRLF;
      this.#column = folded ? 1 : 0;
    }
    if (rest.length > 0) yield rest;
    this.#column += rest.length;
  }
}

/** Not within `=C3`. */
function octetBefore(text: Buffer, room: number): number {
  for (const back of [1, 2]) if (back <= room && text[room - back] === EQUALS) return room - back;
  return room;
}

/** The last blank in reach that has something but blanks behind it. */
function blankBefore(text: Buffer, room: number): number {
  for (let at = Math.min(room, text.length - 1); at > Math.max(0, room - BLANK_WITHIN); at--) {
    const isBlank = text[at] === SPACE || text[at] === TAB;
    const next = text[at + 1];
    if (isBlank && next !== undefined && next !== SPACE && next !== TAB) return at;
  }
  return -1;
}

/** Not within a character of UTF-8, where it is UTF-8. */
function characterBefore(text: Buffer, room: number): number {
  for (let back = 0; back <= LONGEST_TAIL && back < room; back++)
    if (((text[room - back] ?? 0) & 0xc0) !== 0x80) return room - back;
  return room;
}
