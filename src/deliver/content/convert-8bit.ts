/**
 * 8-bit content made 7-bit for a next hop without 8BITMIME (RFC 6152 §3): text parts that have 8-bit octets become quoted-printable,
 * other parts base64, raw 8-bit words of the header RFC 2047 ones; messages within the message likewise (a report with the original).
 * Parts that are 7-bit already, and multipart structure, stay octet for octet. What is signed (RFC 1847) and an attached message (it may
 * not be encoded, RFC 2046 §5.2.1) may not be touched: then there is no conversion, and the message fails with 5.6.3.
 */
import { bounds } from '../../base/bounds.ts';
import { charsetOf } from './mime/part-charset.ts';
import { encodeField } from '../../mail/header/encode-field.ts';
import type { PartHeader } from './mime/part-header.ts';
import { type Part, type Piece, piecesOf, TooManyParts } from './mime/part-splitter.ts';
import { Base64Writer, type Coder, QuotedPrintableWriter } from './mime/transfer-encoding.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

export type Downgrade =
  | {
      readonly ok: true;
      /** The converted content, from its beginning each time. */
      readonly content: () => AsyncIterable<Uint8Array>;
      readonly sizeBytes: number;
      /** Changes beyond encoding, a sentence each. */
      readonly notes: readonly ToldLine[];
    }
  | { readonly ok: false; readonly why: ToldLine };

/** Without the converted content, which went into the sink. */
export type Converted =
  | { readonly ok: true; readonly notes: readonly ToldLine[] }
  | { readonly ok: false; readonly why: ToldLine };

/**
 * Fields and text around parts that cannot be encoded. `refuse`: there is no conversion. `replace`: their 8-bit octets become question
 * marks, and what a field said stands beside it in X-Original-…: the mail arrives.
 */
export type Unencodable = 'refuse' | 'replace';

/** In memory: for what is small. */
export async function downgradeTo7bit(
  content: () => AsyncIterable<Uint8Array>,
  unencodable: Unencodable = 'refuse',
): Promise<Downgrade> {
  const blocks: Buffer[] = [];
  const made = await convertTo7bit(content, (block) => void blocks.push(block), unencodable);
  if (!made.ok) return made;
  const sizeBytes = blocks.reduce((sum, block) => sum + block.byteLength, 0);
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    yield* blocks;
  };
  return { ok: true, content: whole, sizeBytes, notes: made.notes };
}

/** Reads the content twice: once to see which parts need it, once to convert. @param sink gets blocks of some size, in order. */
export async function convertTo7bit(
  content: () => AsyncIterable<Uint8Array>,
  sink: (block: Buffer) => void,
  unencodable: Unencodable,
): Promise<Converted> {
  try {
    const survey = await surveyParts(content(), unencodable);
    if (survey.why !== null) return { ok: false, why: survey.why };
    const notes = new Map<string, ToldLine>();
    const joined = new Joined(sink);
    const conversion = new Conversion(survey.parts, joined, notes);
    for await (const piece of pieces(content())) conversion.take(piece);
    conversion.end();
    joined.end();
    return { ok: true, notes: [...notes.values()] };
  } catch (error) {
    if (error instanceof TooManyParts) return { ok: false, why: line`it has too many or too large MIME parts` };
    throw error;
  }
}

const pieces = (content: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> =>
  piecesOf(content, { messagesInside: true });

interface Survey {
  readonly why: ToldLine | null;
  /** Numbers of the parts, in order of appearance, that have 8-bit octets. */
  readonly parts: ReadonlySet<number>;
}

async function surveyParts(content: AsyncIterable<Uint8Array>, unencodable: Unencodable): Promise<Survey> {
  const parts = new Set<number>();
  let why: ToldLine | null = null;
  for await (const piece of pieces(content)) {
    if (piece.kind === 'header') why ??= whyNotHeader(piece.part, unencodable);
    else if (has8bit(piece.octets)) {
      parts.add(piece.part.number);
      why ??= whyNotBody(piece, unencodable);
    }
  }
  return { why, parts };
}

const SIGNED = line`it is signed, and converting it would break the signature`;

function whyNotHeader(part: Part, unencodable: Unencodable): ToldLine | null {
  const { header, isSigned } = part;
  const charset = charsetOf(part);
  const raw = header.fields.filter(isRaw);
  if (raw.length === 0) return null;
  if (isSigned) return SIGNED;
  return unencodable === 'refuse' && raw.some((field) => encodeField(field, charset, 'labelled') === null)
    ? line`its header has 8-bit characters where none may be, and they cannot be encoded`
    : null;
}

function whyNotBody({ part, kind }: Piece, unencodable: Unencodable): ToldLine | null {
  if (part.isSigned || (kind === 'around' && part.header.multipart === 'signed')) return SIGNED;
  if (unencodable === 'refuse' && kind === 'around') return line`it has 8-bit bytes outside of its MIME parts`;
  if (part.header.contentType.startsWith('message/')) return line`it holds another message with 8-bit content`;
  return unencodable === 'refuse' && kind === 'body' && isEncoded(part.header)
    ? line`a part is 8-bit but says it is encoded`
    : null;
}

const isEncoded = ({ encoding }: PartHeader): boolean => encoding === 'base64' || encoding === 'quoted-printable';

/** The second reading. */
class Conversion {
  readonly #parts: ReadonlySet<number>;
  readonly #out: Joined;
  readonly #notes: Map<string, ToldLine>;
  #coder: Coder | null = null;

  constructor(parts: ReadonlySet<number>, out: Joined, notes: Map<string, ToldLine>) {
    this.#parts = parts;
    this.#out = out;
    this.#notes = notes;
  }

  take(piece: Piece): void {
    if (piece.kind === 'body') {
      this.#out.add(this.#coder === null ? piece.octets : this.#coder.push(piece.octets));
      return;
    }
    this.#endPart();
    if (piece.kind === 'around') {
      this.#out.add(this.#parts.has(piece.part.number) ? asQuestionMarks(piece.octets) : piece.octets);
      return;
    }
    const { header, number } = piece.part;
    if (header.fields.some(isRaw)) encodeHeader(header, charsetOf(piece.part), this.#notes);
    if (this.#parts.has(number) && header.multipart === null) this.#coder = coderFor(piece.part);
    else if (isBinaryName(header.encoding)) header.set('Content-Transfer-Encoding', '7bit');
    this.#out.add(header.octets);
  }

  end(): void {
    this.#endPart();
    // Quoted-printable keeps the last line end of the content; base64 has none of its own.
    if (this.#out.last !== 0x0a) this.#out.add(Buffer.from('\r\n'));
  }

  #endPart(): void {
    if (this.#coder !== null) this.#out.add(this.#coder.end());
    this.#coder = null;
  }
}

/** Encodes its 8-bit words; what cannot be encoded is replaced, and told. */
function encodeHeader(header: PartHeader, charset: string | null, notes: Map<string, ToldLine>): void {
  header.change((field) => {
    if (!isRaw(field)) return field;
    const encoded = encodeField(field, charset, 'labelled');
    if (encoded !== null) return encoded;
    const colon = field.indexOf(':');
    const name = colon === -1 ? '' : field.slice(0, colon).trim();
    const replaced = asQuestionMarks(Buffer.from(field, 'latin1')).toString('latin1');
    const shown = /^[!-9;-~]{1,60}$/u.test(name) ? name : line`(no name)`;
    const note = line`raw 8-bit characters of the header field ${shown} became question marks`;
    notes.set(note.text, note);
    const kept = /^(?:received|)$/iu.test(name) ? null : encodeField(`X-Original-${field}`, charset, 'labelled');
    return kept === null ? replaced : [replaced, kept];
  });
}

/**
 * Makes room for the encoding. In a message that names neither MIME-Version nor a type the encoding would not be believed; an unnamed
 * charset is called what it is (RFC 1428 §3).
 */
function coderFor({ header, parent }: Part): Coder {
  const isMessage = parent === null || parent.holdsMessage;
  if (isMessage && !header.has('MIME-Version')) header.set('MIME-Version', '1.0');
  if (isMessage && !header.has('Content-Type')) header.set('Content-Type', 'text/plain; charset=unknown-8bit');
  // Its octets should have been encoded already: what is left of them is, and the encoding stays what it says.
  if (isEncoded(header)) return new Mender(header.encoding);
  // Binary content has line ends that mean nothing, so it may not become quoted-printable.
  const isText = header.contentType === '' || header.contentType.startsWith('text/');
  const encoding = header.encoding !== 'binary' && isText ? 'quoted-printable' : 'base64';
  header.set('Content-Transfer-Encoding', encoding);
  return encoding === 'base64' ? new Base64Writer() : new QuotedPrintableWriter();
}

/** 8-bit octets where there should be none: base64's readers pass over them (RFC 2045 §6.8), in quoted-printable they are written as such. */
class Mender implements Coder {
  readonly #inBase64: boolean;

  constructor(encoding: string) {
    this.#inBase64 = encoding === 'base64';
  }

  push(octets: Uint8Array): Buffer {
    const text = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
    const mended = text.replaceAll(/[\x80-\xff]/gu, (octet) =>
      this.#inBase64 ? '' : `=${octet.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    return Buffer.from(mended, 'latin1');
  }

  end(): Buffer {
    return Buffer.alloc(0);
  }
}

const isBinaryName = (encoding: string): boolean => encoding === '8bit' || encoding === 'binary';
const isRaw = (field: string): boolean => /[\x80-\xff]/u.test(field);

/** One for each character, of UTF-8 as well. */
const asQuestionMarks = (octets: Buffer): Buffer =>
  Buffer.from(octets.toString('latin1').replaceAll(/[\xc2-\xf4][\x80-\xbf]{1,3}|[\x80-\xff]/gu, '?'), 'latin1');

function has8bit(octets: Uint8Array): boolean {
  for (const octet of octets) if (octet > 0x7f) return true;
  return false;
}

/** Many small pieces become blocks of some size: each is a write to a socket or a disk. */
class Joined {
  readonly #sink: (block: Buffer) => void;
  #pieces: Buffer[] = [];
  #bytes = 0;
  /** The last octet. */
  last: number | undefined;

  constructor(sink: (block: Buffer) => void) {
    this.#sink = sink;
  }

  add(octets: Buffer): void {
    if (octets.byteLength === 0) return;
    this.last = octets.at(-1);
    this.#pieces.push(octets);
    this.#bytes += octets.byteLength;
    if (this.#bytes >= bounds.deliver.joinedBlock) this.end();
  }

  end(): void {
    if (this.#bytes > 0) this.#sink(Buffer.concat(this.#pieces));
    this.#pieces = [];
    this.#bytes = 0;
  }
}
