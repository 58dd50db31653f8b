/**
 * A message taken apart for the way that builds it anew at Graph: which part is the body, which are attachments and how large, and then
 * their content, decoded as it is read. Nothing but a bounded body text is ever whole in memory. RFC 2045-2047, RFC 2183, RFC 2392.
 */
import { Readable } from 'node:stream';
import libmime from 'libmime';
import { type MimeNode, Splitter, type SplitterChunk } from 'mailsplit';
import { lastOf } from './bounded-text.ts';

export interface Attachment {
  /** Number of the leaf, in order of appearance. */
  readonly leaf: number;
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  /** Without angle brackets; null: none. */
  readonly contentId: string | null;
  readonly inline: boolean;
}

export interface Survey {
  readonly body: { readonly type: 'text' | 'html'; readonly text: string } | null;
  readonly attachments: readonly Attachment[];
  /** What the rebuilt message will not have, for the trace. */
  readonly notes: readonly string[];
}

/** Parts; the splitter gives up beyond. */
const MOST_PARTS = 1_000;
const LARGEST_PART_HEADER = 262_144;
/** A body text that is longer goes as an attachment: the draft is one JSON of at most 4 MB. */
const LONGEST_BODY = 524_288;
const LONGEST_NAME = 200;

interface Leaf {
  readonly number: number;
  readonly node: MimeNode;
  /** Decoded. To be read, or left, before the next leaf is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

export async function* leavesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Leaf> {
  const chunks = split(content);
  try {
    let next = await chunks.next();
    let number = 0;
    while (!next.done) {
      const node = next.value;
      next = await chunks.next();
      if (node.type !== 'node' || node.multipart) continue;
      const raw = async function* (): AsyncGenerator<Buffer> {
        while (!next.done && next.value.type !== 'node') {
          if (next.value.type === 'body' && next.value.value !== undefined) yield next.value.value;
          next = await chunks.next();
        }
      };
      const encoded = raw();
      yield { number: number++, node, content: decoded(node, encoded) };
      for await (const _ of encoded);
    }
  } finally {
    await chunks.return(undefined);
  }
}

async function* decoded(node: MimeNode, raw: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  const decoder = node.getDecoder();
  let failed: Error | null = null;
  decoder.on('error', (error) => {
    failed = error;
  });
  const ready = function* (): Generator<Uint8Array> {
    for (let out: Buffer | null = decoder.read(); out !== null; out = decoder.read()) yield out;
  };
  for await (const chunk of raw) {
    if (failed !== null) throw failed as Error;
    decoder.write(chunk);
    yield* ready();
  }
  decoder.end();
  for await (const chunk of decoder) yield chunk as Buffer;
}

async function* split(content: AsyncIterable<Uint8Array>): AsyncGenerator<SplitterChunk, undefined, undefined> {
  // A message in the message is one attachment, as it is.
  const splitter = new Splitter({ maxHeadSize: LARGEST_PART_HEADER, maxChildNodes: MOST_PARTS, ignoreEmbedded: true });
  const source = Readable.from(asBuffers(content), { objectMode: false });
  source.on('error', (error) => splitter.destroy(error));
  source.pipe(splitter);
  try {
    for await (const chunk of splitter) yield chunk as SplitterChunk;
  } finally {
    source.destroy();
  }
}

async function* asBuffers(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of content) yield Buffer.from(chunk);
}

interface Text {
  readonly leaf: number;
  readonly type: 'text' | 'html';
  readonly text: string;
  /** The multipart/alternatives that it is in, the nearest first, each with which of its parts it belongs to. */
  readonly choices: ReadonlyMap<MimeNode, MimeNode>;
}

/** However deep: HTML with pictures is in a related, and Apple's with attachments between its texts in a mixed, below the alternative. */
function choicesOf(leaf: MimeNode): ReadonlyMap<MimeNode, MimeNode> {
  const choices = new Map<MimeNode, MimeNode>();
  for (let node = leaf, parent = leaf.parentNode; parent; node = parent, parent = parent.parentNode)
    if (parent.multipart === 'alternative') choices.set(parent, node);
  return choices;
}

/** It stands for the same as the body, in another way. What is beside the body in the same part goes along. */
const isOtherChoice = (text: Text, body: Text): boolean =>
  [...text.choices].some(([alternative, part]) => (body.choices.get(alternative) ?? part) !== part);

/** The first pass. */
export async function survey(content: AsyncIterable<Uint8Array>): Promise<Survey> {
  const texts: Text[] = [];
  const attachments: Attachment[] = [];
  const notes = new Set<string>();
  for await (const { number, node, content: octets } of leavesOf(content)) {
    const type = (node.contentType || 'text/plain').toLowerCase();
    const mayBeBody =
      (type === 'text/plain' || type === 'text/html') && node.disposition !== 'attachment' && !node.filename;
    const held: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const chunk of octets) {
      sizeBytes += chunk.byteLength;
      if (mayBeBody && sizeBytes <= LONGEST_BODY) held.push(chunk);
    }
    if (type === 'text/calendar') notes.add('a calendar part became an attachment');
    if (/pkcs7|pgp|signature/u.test(type)) notes.add('the signature of the message does not hold any more');
    if (mayBeBody && sizeBytes <= LONGEST_BODY) {
      const kind = type === 'text/html' ? 'html' : 'text';
      const text = asText(Buffer.concat(held), node.charset || 'utf-8');
      texts.push({ leaf: number, type: kind, text, choices: choicesOf(node) });
      // Should it not become the body, it goes as an attachment.
      attachments.push(attachmentOf(number, node, type, sizeBytes));
    } else {
      if (mayBeBody && texts.length === 0) notes.add('the text was too long for a body and went as an attachment');
      attachments.push(attachmentOf(number, node, type, sizeBytes));
    }
  }
  const [first] = texts;
  const [[nearest] = []] = first?.choices ?? [];
  const rivals = nearest === undefined ? [] : texts.filter(({ choices }) => choices.has(nearest));
  const body = rivals.find(({ type }) => type === 'html') ?? first ?? null;
  const others = body === null ? [] : texts.filter((text) => isOtherChoice(text, body));
  const dropped = new Set([...others, ...(body === null ? [] : [body])].map(({ leaf }) => leaf));
  if (others.length > 0) notes.add('of the alternative texts only one was kept');
  return {
    body: body === null ? null : { type: body.type, text: body.text },
    attachments: attachments.filter(({ leaf }) => !dropped.has(leaf)),
    notes: [...notes],
  };
}

function attachmentOf(leaf: number, node: MimeNode, type: string, sizeBytes: number): Attachment {
  const id = node.headers.getFirst('content-id').trim().replace(/^<|>$/gu, '');
  const safe = /^[\x21-\x7e]{1,250}$/u.test(id) ? id : null;
  return {
    leaf,
    name: nameOf(node, type, leaf),
    type: /^[\w.+-]+\/[\w.+-]+$/u.test(type) ? type : 'application/octet-stream',
    sizeBytes,
    contentId: safe,
    inline: safe !== null && node.disposition !== 'attachment',
  };
}

function nameOf(node: MimeNode, type: string, leaf: number): string {
  const given = (node.filename || '').replaceAll(/[\p{Cc}\p{Cf}/\\]/gu, '_').trim();
  if (given !== '') return lastOf(given, LONGEST_NAME);
  const extension = type === 'message/rfc822' ? 'eml' : type === 'text/plain' ? 'txt' : libmime.detectExtension(type);
  return `part-${leaf + 1}.${extension}`;
}

/** In the charset it says; where nobody knows that one, or the octets do not fit it, as Latin-1. */
function asText(octets: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(octets);
  } catch {
    return octets.toString('latin1');
  }
}
