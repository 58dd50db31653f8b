/**
 * Where in a message its lines stand: in the header of the message or of one of its parts, or in a body (RFC 2046 §5.1, §5.2.1). It is told
 * whole lines, and remembers boundaries only. What cannot be told is body.
 */
const DASH = 45;
const SPACE = 32;
const TAB = 9;

/** Characters of a field that are looked at. */
const LONGEST_FIELD = 2_000;
/** Parts within parts. */
const MOST_BOUNDARIES = 20;
const FIELD = /^[!-9;-~]+[ \t]*:/u;
const ENCODING = /^content-transfer-encoding:\s*([a-z0-9-]+)/iu;
const TYPE = /^content-type:\s*([a-z0-9-]+\/[a-z0-9.+-]+)/iu;
const BOUNDARY = /^content-type:.*;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/isu;
/** Another message, headers and all, stands in the body (RFC 2046 §5.2.1, RFC 6532 §3.7). */
const MESSAGE = new Set(['message/rfc822', 'message/global']);

interface Multipart {
  readonly boundary: string;
  readonly isForeign: boolean;
}

export class Parts {
  #inHeader = true;
  #isForeign = false;
  #field = '';
  #type = '';
  #encoding = '';
  /** From the outermost in. */
  #open: Multipart[] = [];

  /** The next line belongs to a header, or ends it. */
  get inHeader(): boolean {
    return this.#inHeader;
  }

  /** The part that is being read is encoded as quoted-printable. */
  get isQuoted(): boolean {
    return this.#encoding === 'quoted-printable';
  }

  /** It belongs to a message that is attached, or is signed with its header (RFC 1847 §2.1): somebody else's words. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  /** `line`: without its CR LF. True: a header begins behind it. */
  read(line: Buffer): boolean {
    if (line[0] === DASH && line[1] === DASH && this.#open.length > 0 && this.#readBoundary(line))
      return this.#inHeader;
    if (!this.#inHeader) return false;
    if (line.length > 0 && this.#readField(line)) return false;
    this.#inHeader = false;
    if (line.length > 0 || !MESSAGE.has(this.#type)) return false;
    this.#isForeign = true;
    this.#beginHeader();
    return true;
  }

  #beginHeader(): void {
    this.#inHeader = true;
    this.#field = this.#type = this.#encoding = '';
  }

  #readBoundary(line: Buffer): boolean {
    const text = line.toString('latin1', 2, LONGEST_FIELD).trimEnd();
    // The innermost first: a boundary may begin with another one.
    for (let level = this.#open.length - 1; level >= 0; level--) {
      const multipart = this.#open[level];
      if (multipart === undefined) continue;
      const isEnd = text === `${multipart.boundary}--`;
      if (!isEnd && text !== multipart.boundary) continue;
      this.#isForeign = multipart.isForeign;
      this.#open = this.#open.slice(0, isEnd ? level : level + 1);
      this.#beginHeader();
      if (isEnd) this.#inHeader = false;
      return true;
    }
    return false;
  }

  /** False: it is no field, and the body has begun (as `scanHeader` has it). */
  #readField(line: Buffer): boolean {
    const text = line.toString('latin1', 0, LONGEST_FIELD);
    const goesOn = (line[0] === SPACE || line[0] === TAB) && this.#field !== '';
    if (!goesOn && !FIELD.test(text)) return false;
    this.#field = (goesOn ? `${this.#field}${text}` : text).slice(0, LONGEST_FIELD);
    this.#encoding = ENCODING.exec(this.#field)?.[1]?.toLowerCase() ?? this.#encoding;
    this.#type = TYPE.exec(this.#field)?.[1]?.toLowerCase() ?? this.#type;
    const [, quoted, plain] = BOUNDARY.exec(this.#field) ?? [];
    const boundary = quoted ?? plain;
    if (boundary !== undefined && this.#open.length < MOST_BOUNDARIES && this.#open.at(-1)?.boundary !== boundary)
      this.#open.push({ boundary, isForeign: this.#isForeign || this.#type === 'multipart/signed' });
    return true;
  }
}
