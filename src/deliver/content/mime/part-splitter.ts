/**
 * A message split into headers, bodies and what lies around them, as its octets come. Time is linear in the octets, whatever they are: it
 * looks for boundaries, not for lines. Promises: the pieces joined are the message, octet for octet. RFC 2046 §5.1. Pure.
 */
import { bounds } from '../../../base/bounds.ts';
import { PartHeader } from './part-header.ts';

export interface Part {
  /** In order of appearance. */
  readonly number: number;
  readonly header: PartHeader;
  /** The message itself has none. */
  readonly parent: Part | null;
  /** It is message/rfc822, and the message in it is split like the one around it. */
  readonly holdsMessage: boolean;
  /** Something around it is signed (RFC 1847), and it with it. */
  readonly isSigned: boolean;
}

export type Piece =
  | { readonly kind: 'header'; readonly part: Part }
  | { readonly kind: 'body'; readonly part: Part; readonly octets: Buffer }
  /** Boundaries, and text around the parts of a multipart. `isText`: no boundary. */
  | { readonly kind: 'around'; readonly part: Part; readonly octets: Buffer; readonly isText: boolean };

/** More or larger parts than anybody takes apart. */
export class TooManyParts extends Error {
  override readonly name = 'TooManyParts';
}

const LF = 0x0a;
const CR = 0x0d;
const HYPHEN = 0x2d;
const NOTHING = Buffer.alloc(0);

interface Frame {
  readonly part: Part;
  readonly boundary: string;
}

export class PartSplitter {
  readonly #messagesInside: boolean;
  readonly #frames: Frame[] = [];
  /** The innermost frame of each boundary. */
  readonly #byBoundary = new Map<string, number>();
  #parent: Part | null = null;
  /** The part whose body it is; null: within a header. */
  #part: Part | null = null;
  #parts = 0;
  #head: Buffer[] = [];
  #headBytes = 0;
  /** Not looked at to its end: an unfinished line, or line ends that may belong to a boundary. */
  #rest: Buffer = NOTHING;
  #atLineStart = true;
  #pieces: Piece[] = [];

  /** @param messagesInside whether the message in a message/rfc822 is split as well, or is one body as it stands. */
  constructor({ messagesInside }: { readonly messagesInside: boolean }) {
    this.#messagesInside = messagesInside;
  }

  /** @throws TooManyParts */
  push(chunk: Uint8Array): readonly Piece[] {
    const octets = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const data = this.#rest.byteLength === 0 ? octets : Buffer.concat([this.#rest, octets]);
    this.#rest = NOTHING;
    this.#read(data, false);
    return this.#taken();
  }

  end(): readonly Piece[] {
    const data = this.#rest;
    this.#rest = NOTHING;
    this.#read(data, true);
    if (this.#part === null) this.#endHeader();
    return this.#taken();
  }

  #taken(): readonly Piece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #read(data: Buffer, isLast: boolean): void {
    for (let at = 0; at < data.byteLength; ) {
      const next = this.#part === null ? this.#readHeader(data, at, isLast) : this.#readBody(data, at, isLast);
      if (next === null) return;
      at = next;
    }
  }

  /** One line. null: it is not whole yet. */
  #readHeader(data: Buffer, at: number, isLast: boolean): number | null {
    const end = endOfLine(data, at, isLast);
    if (end === null) {
      if (data.byteLength - at + this.#headBytes > bounds.deliver.partHeader) throw new TooManyParts();
      this.#rest = data.subarray(at);
      return null;
    }
    const line = data.subarray(at, end);
    const boundary = this.#boundaryIn(line);
    if (boundary !== null) {
      this.#endHeader();
      this.#met(boundary, line);
      return end;
    }
    this.#head.push(line);
    this.#headBytes += line.byteLength;
    if (this.#headBytes > bounds.deliver.partHeader) throw new TooManyParts();
    if (line[0] === LF || (line[0] === CR && line[1] === LF)) this.#endHeader();
    return end;
  }

  #endHeader(): void {
    if (++this.#parts > bounds.deliver.messageParts) throw new TooManyParts();
    const header = new PartHeader(Buffer.concat(this.#head));
    this.#head = [];
    this.#headBytes = 0;
    const parent = this.#parent;
    const holdsMessage =
      this.#messagesInside &&
      header.contentType === 'message/rfc822' &&
      ['', '7bit', '8bit', 'binary'].includes(header.encoding) &&
      header.disposition !== 'attachment';
    const isSigned = parent !== null && (parent.isSigned || parent.header.multipart === 'signed');
    const part: Part = { number: this.#parts - 1, header, parent, holdsMessage, isSigned };
    this.#pieces.push({ kind: 'header', part });
    this.#atLineStart = true;
    if (holdsMessage) {
      this.#parent = part;
      return;
    }
    this.#part = part;
    if (header.multipart === null || header.boundary === null) return;
    this.#byBoundary.set(header.boundary, this.#frames.length);
    this.#frames.push({ part, boundary: header.boundary });
  }

  /** Up to the next boundary, as far as it is at hand. null: no more is. */
  #readBody(data: Buffer, at: number, isLast: boolean): number | null {
    if (this.#frames.length === 0) {
      this.#body(data.subarray(at));
      return data.byteLength;
    }
    // From `at` to `until` it is body, if a boundary stands at `line`.
    let until = at;
    let line = this.#atLineStart ? at : -1;
    this.#atLineStart = false;
    for (let from = at; ; ) {
      if (line === -1) {
        const lineEnd = data.indexOf('\n--', from);
        if (lineEnd === -1) return this.#bodyBut(data, at, isLast ? data.byteLength : tailOf(data, at));
        until = lineEnd > at && data[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
        line = lineEnd + 1;
      }
      const end = endOfLine(data, line, isLast);
      if (end === null && data.byteLength - line <= bounds.deliver.boundaryLine) {
        this.#atLineStart = line === at;
        return this.#bodyBut(data, at, until);
      }
      const boundary = end === null ? null : this.#boundaryIn(data.subarray(line, end));
      if (boundary !== null && end !== null) {
        this.#body(data.subarray(at, until));
        this.#met(boundary, data.subarray(until, end));
        return end;
      }
      from = line;
      line = -1;
    }
  }

  /** The rest is kept for the next piece. */
  #bodyBut(data: Buffer, at: number, until: number): null {
    this.#body(data.subarray(at, until));
    this.#rest = data.subarray(until);
    return null;
  }

  #body(octets: Buffer): void {
    if (octets.byteLength === 0 || this.#part === null) return;
    const part = this.#part;
    if (part.header.multipart !== null) this.#pieces.push({ kind: 'around', part, octets, isText: true });
    else this.#pieces.push({ kind: 'body', part, octets });
  }

  /** A line that begins with two hyphens, as the boundary it is. */
  #boundaryIn(line: Buffer): { readonly frame: number; readonly isLast: boolean } | null {
    if (
      line[0] !== HYPHEN ||
      line[1] !== HYPHEN ||
      line.byteLength > bounds.deliver.boundaryLine ||
      this.#frames.length === 0
    )
      return null;
    const text = withoutBlanks(line.toString('latin1', 2));
    const next = this.#byBoundary.get(text);
    if (next !== undefined) return { frame: next, isLast: false };
    const last = text.endsWith('--') ? this.#byBoundary.get(text.slice(0, -2)) : undefined;
    return last === undefined ? null : { frame: last, isLast: true };
  }

  #met({ frame, isLast }: { readonly frame: number; readonly isLast: boolean }, octets: Buffer): void {
    // Parts that were begun inside and never ended are over with the multipart around them.
    for (const { boundary } of this.#frames.splice(frame + 1)) {
      const before = this.#frames.findLastIndex((one) => one.boundary === boundary);
      if (before === -1) this.#byBoundary.delete(boundary);
      else this.#byBoundary.set(boundary, before);
    }
    const around = this.#frames[frame]?.part;
    if (around === undefined) return;
    this.#pieces.push({ kind: 'around', part: around, octets, isText: false });
    this.#parent = around;
    this.#part = isLast ? around : null;
    this.#atLineStart = true;
  }
}

/** Behind the LF; null: the line is not whole. */
function endOfLine(data: Buffer, at: number, isLast: boolean): number | null {
  const lf = data.indexOf(LF, at);
  if (lf !== -1) return lf + 1;
  return isLast ? data.byteLength : null;
}

/** Offset of the line end that a boundary may follow; else the end. */
function tailOf(data: Buffer, at: number): number {
  const end = data.byteLength;
  if (data[end - 1] === CR) return Math.max(at, end - 1);
  const lf = data[end - 1] === HYPHEN ? end - 2 : end - 1;
  if (data[lf] !== LF) return end;
  return Math.max(at, data[lf - 1] === CR ? lf - 1 : lf);
}

/** Blanks and the line end behind it (RFC 2046 §5.1.1: transport padding). */
function withoutBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The pieces of a content that comes in chunks. */
export async function* piecesOf(
  content: AsyncIterable<Uint8Array>,
  how: { readonly messagesInside: boolean },
): AsyncGenerator<Piece> {
  const splitter = new PartSplitter(how);
  for await (const chunk of content) yield* splitter.push(chunk);
  yield* splitter.end();
}
