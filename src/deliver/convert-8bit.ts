/**
 * 8-bit content made 7-bit for a next hop without 8BITMIME (RFC 6152 §3): text parts that have 8-bit octets become quoted-printable,
 * other parts base64, raw 8-bit words of the header RFC 2047 ones; messages within the message likewise (a report with the original).
 * Parts that are 7-bit already, and multipart structure, stay octet for octet. What is signed (RFC 1847), an attached message (it may not
 * be encoded, RFC 2046 §5.2.1) and fields that must stay as they are may not be touched: then there is no conversion, and the message
 * fails with 5.6.3.
 */
import { Readable, type Transform } from 'node:stream';
import type { MimeNode, SplitterChunk } from 'mailsplit';
import { encodeField } from '../mail/encode-field.ts';

export type Downgrade =
  | {
      readonly ok: true;
      /** The converted content, from its beginning each time. */
      readonly content: () => AsyncIterable<Uint8Array>;
      readonly sizeBytes: number;
    }
  | { readonly ok: false; readonly why: string };

/** Parts; beyond it a message is not worth the work. */
const MOST_PARTS = 1_000;
const LARGEST_PART_HEADER = 262_144;

/** Reads the content three times: once to see which parts need it, once to count, once to send. */
export async function downgradeTo7bit(content: () => AsyncIterable<Uint8Array>): Promise<Downgrade> {
  try {
    const survey = await surveyParts(content());
    if (survey.why !== null) return { ok: false, why: survey.why };
    const converted = (): AsyncIterable<Uint8Array> => convert(content(), survey.parts);
    let sizeBytes = 0;
    for await (const chunk of converted()) sizeBytes += chunk.byteLength;
    return { ok: true, content: converted, sizeBytes };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EMAXLEN')
      return { ok: false, why: 'it has too many or too large MIME parts' };
    throw error;
  }
}

interface Survey {
  readonly why: string | null;
  /** Numbers of the parts, in order of appearance, that have 8-bit octets. */
  readonly parts: ReadonlySet<number>;
}

async function surveyParts(content: AsyncIterable<Uint8Array>): Promise<Survey> {
  const parts = new Set<number>();
  let why: string | null = null;
  let count = -1;
  for await (const chunk of split(content)) {
    if (chunk.type === 'node') {
      count += 1;
      if (has8bit(chunk.getHeaders()) && !encodeHeader(chunk))
        why ??= 'its header has 8-bit characters where none may be, and they cannot be encoded';
      if (chunk.multipart === 'signed') why ??= 'it is signed, and converting it would break the signature';
    } else if (chunk.value !== undefined && has8bit(chunk.value)) {
      parts.add(count);
      // Text around the parts of a multipart, and what cannot be encoded: both would stay 8-bit.
      if (chunk.node.multipart) why ??= 'it has 8-bit octets outside of its MIME parts';
      else if (chunk.node.contentType !== false && chunk.node.contentType.startsWith('message/'))
        why ??= 'it holds another message with 8-bit content';
      else if (['base64', 'quoted-printable'].includes(chunk.node.encoding || ''))
        why ??= 'a part is 8-bit but says it is encoded';
    }
  }
  return { why, parts };
}

async function* convert(content: AsyncIterable<Uint8Array>, parts: ReadonlySet<number>): AsyncGenerator<Uint8Array> {
  const { Joiner } = await mime();
  const joiner = new Joiner();
  let count = -1;
  let encoder: Transform | null = null;
  const join = function* (chunk: SplitterChunk | Buffer): Generator<Uint8Array> {
    joiner.write(chunk);
    for (let out: Buffer | null = joiner.read(); out !== null; out = joiner.read()) yield out;
  };
  for await (const chunk of split(content)) {
    const isBody = chunk.type === 'body' && encoder !== null;
    if (!isBody && encoder !== null) {
      yield* await finished(encoder);
      encoder = null;
    }
    if (chunk.type === 'node') {
      count += 1;
      if (has8bit(chunk.getHeaders())) encodeHeader(chunk);
      if (parts.has(count)) {
        declareEncoding(chunk);
        encoder = chunk.getEncoder(encodingFor(chunk));
      } else if (isBinaryName(chunk.encoding)) chunk.headers.update('Content-Transfer-Encoding', '7bit');
      yield* join(chunk);
    } else if (isBody && encoder !== null && chunk.value !== undefined) yield* encoded(encoder, chunk.value);
    else yield* join(chunk);
  }
  if (encoder !== null) {
    const rest = await finished(encoder);
    yield* rest;
    // Quoted-printable keeps the last line end of the content; base64 has none of its own.
    if (rest.at(-1)?.at(-1) !== 0x0a) yield Buffer.from('\r\n');
  }
}

/** Encodes the header's 8-bit words. False, and some may be changed, when one of its fields cannot be encoded. */
function encodeHeader({ headers }: MimeNode): boolean {
  let whole = true;
  for (const field of headers.getList()) {
    if (!has8bit(Buffer.from(field.line, 'latin1'))) continue;
    const encoded = encodeField(field.line);
    if (encoded === null) whole = false;
    else {
      field.line = encoded;
      headers.changed = true;
    }
  }
  return whole;
}

/** New fields go below what the header has: trace fields stay on top (RFC 5321 §4.4). */
const AT_THE_END = Number.POSITIVE_INFINITY;

/**
 * Makes room for the encoding. In a message that names neither MIME-Version nor a type the encoding would not be believed; an unnamed
 * charset is called what it is (RFC 1428 §3).
 */
function declareEncoding({ headers, parentNode }: MimeNode): void {
  const isMessage = !parentNode || parentNode.messageNode === true;
  if (isMessage && !headers.hasHeader('MIME-Version')) headers.add('MIME-Version', '1.0', AT_THE_END);
  if (isMessage && !headers.hasHeader('Content-Type'))
    headers.add('Content-Type', 'text/plain; charset=unknown-8bit', AT_THE_END);
  if (!headers.hasHeader('Content-Transfer-Encoding')) headers.add('Content-Transfer-Encoding', '8bit', AT_THE_END);
}

const isBinaryName = (encoding: string | false): boolean => encoding === '8bit' || encoding === 'binary';

/** Binary content has line ends that mean nothing, so it may not become quoted-printable. */
const encodingFor = (node: MimeNode): 'quoted-printable' | 'base64' =>
  node.encoding !== 'binary' && (node.contentType === false || node.contentType.startsWith('text/'))
    ? 'quoted-printable'
    : 'base64';

/** What an encoder gives out for one piece; it may keep some back. */
function* encoded(encoder: Transform, piece: Uint8Array): Generator<Uint8Array> {
  encoder.write(piece);
  for (let out = encoder.read() as Buffer | null; out !== null; out = encoder.read() as Buffer | null) yield out;
}

async function finished(encoder: Transform): Promise<readonly Uint8Array[]> {
  encoder.end();
  const rest: Uint8Array[] = [];
  for await (const piece of encoder) rest.push(piece as Buffer);
  return rest;
}

async function* split(content: AsyncIterable<Uint8Array>): AsyncGenerator<SplitterChunk> {
  const { Splitter } = await mime();
  const splitter = new Splitter({
    maxHeadSize: LARGEST_PART_HEADER,
    maxChildNodes: MOST_PARTS,
    defaultInlineEmbedded: true,
  });
  const source = Readable.from(asBuffers(content), { objectMode: false });
  source.on('error', (error) => splitter.destroy(error));
  source.pipe(splitter);
  try {
    for await (const chunk of splitter) yield chunk as SplitterChunk;
  } finally {
    source.destroy();
  }
}

/** Loaded when the first message needs it: few next hops are so old. */
const mime = (): Promise<typeof import('mailsplit')> => import('mailsplit');

async function* asBuffers(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of content) yield Buffer.from(chunk);
}

function has8bit(bytes: Uint8Array): boolean {
  for (const octet of bytes) if (octet > 0x7f) return true;
  return false;
}
