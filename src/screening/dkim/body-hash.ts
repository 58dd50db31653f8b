import { createHash } from 'node:crypto';

const CR = 13;
const LF = 10;
const SPACE = 32;
const TAB = 9;
const LINE_END = Buffer.from('\r\n');
/** Line ends that are hashed at once. */
const LINE_ENDS = Buffer.from('\r\n'.repeat(512));

/**
 * SHA-256 of a body in the relaxed form of RFC 6376 §3.4.4, in one pass over pieces of any size: blanks at the end of a line and empty lines at
 * the end of the body go, other blanks in a row become one, and what does not end with a line end gets one. Line ends are CR LF, as content
 * is stored; either octet alone is text.
 */
export class BodyHash {
  readonly #hash = createHash('sha256');
  /** Of the line ends that are kept back until text follows them. */
  #lines = 0;
  #blank = false;
  #afterCr = false;
  #hasText = false;

  update(piece: Uint8Array): void {
    // The piece before may have kept back a line end, a blank and a CR.
    const out = Buffer.allocUnsafe(piece.byteLength + 4);
    let length = 0;
    const end = piece.byteLength;
    for (let at = 0; at < end; ) {
      const octet = piece[at++] as number;
      if (this.#afterCr) {
        this.#afterCr = false;
        if (octet === LF) {
          this.#lines += 1;
          this.#blank = false;
          continue;
        }
        length = this.#keptBack(out, length);
        out[length++] = CR;
      }
      if (octet === CR) this.#afterCr = true;
      else if (octet === SPACE || octet === TAB) this.#blank = true;
      else {
        length = this.#keptBack(out, length);
        out[length++] = octet;
        // Most octets are followed by another one of the same word.
        while (at < end && (piece[at] as number) > SPACE) out[length++] = piece[at++] as number;
      }
    }
    if (length > 0) this.#hash.update(out.subarray(0, length));
  }

  /** Once; nothing follows. Base64. */
  digest(): string {
    if (this.#afterCr) {
      const out = Buffer.allocUnsafe(4);
      const length = this.#keptBack(out, 0);
      out[length] = CR;
      this.#hash.update(out.subarray(0, length + 1));
    }
    if (this.#hasText) this.#hash.update(LINE_END);
    return this.#hash.digest('base64');
  }

  /** Text follows: line ends and a blank before it count. */
  #keptBack(out: Buffer, from: number): number {
    let length = from;
    this.#hasText = true;
    if (this.#lines === 1) {
      out[length++] = CR;
      out[length++] = LF;
    } else if (this.#lines > 1) {
      this.#hash.update(out.subarray(0, length));
      length = 0;
      this.#hashLineEnds();
    }
    this.#lines = 0;
    if (this.#blank) out[length++] = SPACE;
    this.#blank = false;
    return length;
  }

  #hashLineEnds(): void {
    for (let left = this.#lines * 2; left > 0; left -= LINE_ENDS.byteLength)
      this.#hash.update(LINE_ENDS.subarray(0, left));
  }
}
