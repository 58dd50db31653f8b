/**
 * The place of each line in a message: in the header of the message or of one of its parts, or in a body (RFC 2046 §5.1, §5.2.1). It is told
 * whole lines as they go on, and remembers boundaries only. What cannot be told is body. Of a field that is there twice the first counts.
 */
import { bounds } from '../../base/bounds.ts';
import { isMailFileLine } from '../../mail/header/header-scan.ts';

const CR = 13;
const DASH = 45;
const SPACE = 32;
const TAB = 9;

/** Parts within parts. */
const FIELD = /^([!-9;-~]+)[ \t]*:/u;
const TOKEN = /^[\w!#$&^.+-]+$/u;
const TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/u;
const BOUNDARY = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/iu;
/** Another message, headers and all, stands in the body (RFC 2046 §5.2.1, RFC 6532 §3.7). */
const MESSAGE = new Set(['message/rfc822', 'message/global']);
const UNREADABLE = '';

/** Without its CR LF. @param lf where that ends. */
export const lineOf = (bytes: Buffer, from: number, lf: number): Buffer =>
  bytes.subarray(from, lf > from && bytes[lf - 1] === CR ? lf - 1 : lf);

interface Multipart {
  readonly boundary: string;
  readonly isForeign: boolean;
}

export class Parts {
  #inHeader = true;
  /** The message's header is being read, not that of a part. */
  #isOwnHeader = true;
  #isForeign = false;
  /** The field that is being read; empty: none is, or it is of no interest. */
  #field = '';
  #hasFields = false;
  /** Of the part that is being read; null: it has not said. */
  #type: string | null = null;
  #encoding: string | null = null;
  /** From the outermost in. */
  #open: Multipart[] = [];

  /** The next line belongs to a header, or ends it. */
  get inHeader(): boolean {
    return this.#inHeader;
  }

  /** How the part is encoded: `quoted-printable`; null: it does not say. */
  get encoding(): string | null {
    return this.#encoding;
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
    this.#endField();
    this.#inHeader = this.#isOwnHeader = false;
    if (line.length > 0 || this.#type === null || !MESSAGE.has(this.#type)) return false;
    this.#isForeign = true;
    this.#beginHeader();
    return true;
  }

  #beginHeader(): void {
    this.#inHeader = true;
    this.#hasFields = false;
    this.#field = '';
    this.#type = this.#encoding = null;
  }

  #readBoundary(line: Buffer): boolean {
    const text = line.toString('latin1', 2, bounds.receive.partField).trimEnd();
    // A header that ends with a boundary may have named one of its own.
    if (this.#inHeader) this.#endField();
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
    if ((line[0] === SPACE || line[0] === TAB) && this.#hasFields) {
      const room = bounds.receive.partField - this.#field.length;
      if (this.#field !== '' && room > 0) this.#field += line.toString('latin1', 0, room);
      return true;
    }
    this.#endField();
    const text = line.toString('latin1', 0, bounds.receive.partField);
    const name = FIELD.exec(text)?.[1]?.toLowerCase();
    // In the message's own header it is no end: `stray-lines.ts` makes a field of it.
    if (name === undefined) return this.#isOwnHeader && isMailFileLine(line);
    this.#hasFields = true;
    if (name === 'content-type' || name === 'content-transfer-encoding') this.#field = text;
    return true;
  }

  /** It is whole: what does it say of the lines that follow? */
  #endField(): void {
    if (this.#field === '') return;
    const colon = this.#field.indexOf(':');
    const isType = this.#field.slice(0, colon).toLowerCase().startsWith('content-type');
    const value = withoutComments(this.#field.slice(colon + 1));
    const word = (value.split(';', 1)[0] ?? '').trim().toLowerCase();
    this.#field = '';
    if (!isType) {
      const bare = word.replaceAll('"', '');
      this.#encoding ??= TOKEN.test(bare) ? bare : UNREADABLE;
      return;
    }
    if (this.#type !== null) return;
    this.#type = TYPE.test(word) ? word : UNREADABLE;
    const [, quoted, plain] = BOUNDARY.exec(value) ?? [];
    const boundary = quoted ?? plain;
    if (boundary === undefined || this.#open.length >= bounds.receive.openParts) return;
    const isReadable = this.#type.startsWith('multipart/');
    if (!isReadable && this.#type !== UNREADABLE) return;
    const isForeign = this.#isForeign || !isReadable || this.#type === 'multipart/signed';
    this.#open.push({ boundary, isForeign });
  }
}

/** Comments (RFC 822 §3.4.3) stand where a blank may: those before and behind the first word. */
const withoutComments = (value: string): string =>
  value.replace(/^((?:\s*\([^()]*\))+)/u, '').replace(/^([^;"(]*)(?:\([^()]*\)\s*)+/u, '$1');
