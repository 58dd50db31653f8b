/**
 * The header fields of a message's parts, on their way through: 8-bit characters in them, most often in the name of a file, become encoded
 * ones: of UTF-8, of the charset the part declares, or of the only one that the message has declared so far. A part that is signed or belongs to an attached message stays as it is, as does a header of more than `bounds.receive.partHeader` octets. Never
 * more than that is held, and how the content is cut into chunks makes no difference.
 */
import { bounds } from '../../base/bounds.ts';
import { isAscii } from 'node:buffer';
import { charsetOfHeader } from '../../mail/header/charset.ts';
import { encodedField } from '../../mail/header/encode-field.ts';
import { type HeaderScan, replaceFields, scanHeader } from '../../mail/header/header-scan.ts';
import { lineOf, Parts } from './mime-parts.ts';

const NONE = Buffer.alloc(0);
const LF = 10;

export class PartHeaders {
  readonly #parts = new Parts();
  /** The octets that have not been passed on: the header that is being read, and the line that has not ended. */
  #held: Buffer = NONE;
  /** So much of it has been read. */
  #seen = 0;
  /** The line that has not ended was passed on as far as it had come. */
  #isTorn = false;
  /** A header is being read that may be changed. */
  #isOpen = false;
  #encoded = false;
  /** That the message and its parts have declared. */
  readonly #charsets = new Set<string>();

  get encoded(): boolean {
    return this.#encoded;
  }

  /** `header`: the message's own, without the empty line. It is looked at only. */
  begin(header: Buffer): void {
    this.#declares(header, scanHeader(header));
    for (let from = 0, lf = header.indexOf(LF); lf >= 0; from = lf + 1, lf = header.indexOf(LF, from))
      this.#parts.read(lineOf(header, from, lf));
  }

  /** `chunk`: of the empty line and the body, with proper line ends only, and none of them torn. */
  *pass(chunk: Buffer): Generator<Uint8Array> {
    const input = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    let passed = 0;
    let seen = this.#seen;
    for (let lf = input.indexOf(LF, seen); lf >= 0; lf = input.indexOf(LF, seen)) {
      const line = lineOf(input, seen, lf);
      const isLong = this.#isTorn || line.length > bounds.receive.partLine;
      const begins = !isLong && this.#parts.read(line);
      if (this.#isOpen && (begins || !this.#parts.inHeader)) {
        yield* this.#repaired(input.subarray(passed, seen));
        passed = seen;
        this.#isOpen = false;
      }
      seen = lf + 1;
      this.#isTorn = false;
      if (begins && !this.#parts.isForeign) {
        yield input.subarray(passed, seen);
        passed = seen;
        this.#isOpen = true;
      } else if (isLong || seen - passed > bounds.receive.partHeader) this.#isOpen = false;
    }
    if (input.length - seen > bounds.receive.partLine) {
      this.#isTorn = true;
      this.#isOpen = false;
    }
    if (this.#isTorn) seen = input.length;
    if (!this.#isOpen && seen > passed) {
      yield input.subarray(passed, seen);
      passed = seen;
    }
    this.#held = Buffer.from(input.subarray(passed));
    this.#seen = seen - passed;
  }

  /** The rest when the content ends within a header or a line. */
  *end(): Generator<Uint8Array> {
    if (this.#held.length === 0) return;
    if (this.#isOpen) yield* this.#repaired(this.#held);
    else yield this.#held;
    this.#held = NONE;
  }

  *#repaired(header: Buffer): Generator<Uint8Array> {
    const scan = scanHeader(header);
    const charset = this.#declares(header, scan);
    if (isAscii(header)) {
      yield header;
      return;
    }
    yield* replaceFields(header, scan, (field) => {
      if (isAscii(header.subarray(field.start, field.end))) return undefined;
      const encoded = encodedField(header, field, charset);
      this.#encoded ||= encoded !== null;
      return encoded ?? undefined;
    });
    yield header.subarray(scan.end);
  }

  /** The charset that holds in this header. */
  #declares(header: Buffer, scan: HeaderScan): string | null {
    const own = charsetOfHeader(header, scan);
    if (own !== null) this.#charsets.add(own);
    const [only, ...others] = this.#charsets;
    return own ?? (others.length === 0 ? (only ?? null) : null);
  }
}
