/**
 * A message taken apart for the way that builds it anew at Graph: which part is the body, which are attachments and how large, and their
 * content, decoded, one behind the other as it is read. Nothing but some bounded texts is ever whole in memory. RFC 2045-2047, RFC 2183, RFC 2392.
 */
import { bounds } from '../../../base/bounds.ts';
import { shownBody, shownText } from '../../../mail/header/charset.ts';
import { libmime } from '../../../mail/header/libmime.ts';
import { charsetOf } from '../../content/mime/part-charset.ts';
import { type Part, piecesOf } from '../../content/mime/part-splitter.ts';
import { type Coder, readerOf } from '../../content/mime/transfer-encoding.ts';
import { lastOf } from '../../../base/trim.ts';

export interface Attachment {
  /** Number of the leaf, in order of appearance. */
  readonly leaf: number;
  readonly name: string;
  readonly type: string;
  /** Offset of its decoded content in that of all leaves. */
  readonly from: number;
  readonly sizeBytes: number;
  /** Without angle brackets; null: none. */
  readonly contentId: string | null;
  readonly inline: boolean;
}

export interface Survey {
  readonly body: { readonly type: 'text' | 'html'; readonly text: string } | null;
  readonly attachments: readonly Attachment[];
  /** The parts that the rebuilt message will not have, for the trace. */
  readonly notes: readonly string[];
}

interface Text {
  readonly leaf: number;
  readonly type: 'text' | 'html';
  readonly text: string;
  /** The multipart/alternatives that it is in, the nearest first, each with which of its parts it belongs to. */
  readonly choices: ReadonlyMap<Part, Part>;
}

/** However deep: HTML with pictures is in a related, and Apple's with attachments between its texts in a mixed, below the alternative. */
function choicesOf(leaf: Part): ReadonlyMap<Part, Part> {
  const choices = new Map<Part, Part>();
  for (let part = leaf, { parent } = leaf; parent !== null; part = parent, { parent } = parent)
    if (parent.header.multipart === 'alternative') choices.set(parent, part);
  return choices;
}

/** It stands for the same as the body, in another way. What is beside the body in the same part goes along. */
const isOtherChoice = (text: Text, body: Text): boolean =>
  [...text.choices].some(([alternative, part]) => (body.choices.get(alternative) ?? part) !== part);

/** One leaf while it is read. */
interface Open {
  readonly part: Part;
  readonly from: number;
  readonly coder: Coder;
  sizeBytes: number;
  /** null: it is no text for a body, or too long for one. */
  held: Buffer[] | null;
}

/** @param sink gets the decoded content of all leaves, one behind the other. */
export async function survey(
  content: AsyncIterable<Uint8Array>,
  sink: (octets: Buffer) => void = () => {},
): Promise<Survey> {
  const collected = new Leaves(sink);
  // A message in the message is one attachment, as it is.
  for await (const piece of piecesOf(content, { messagesInside: false })) {
    if (piece.kind === 'body') collected.take(piece.octets);
    else collected.endLeaf();
    if (piece.kind === 'header' && piece.part.header.multipart === null) collected.begin(piece.part);
  }
  collected.endLeaf();
  return collected.survey();
}

class Leaves {
  readonly #sink: (octets: Buffer) => void;
  readonly #texts: Text[] = [];
  readonly #attachments: Attachment[] = [];
  readonly #notes = new Set<string>();
  #open: Open | null = null;
  #at = 0;
  /** Octets of texts in memory. */
  #heldBytes = 0;

  constructor(sink: (octets: Buffer) => void) {
    this.#sink = sink;
  }

  begin(part: Part): void {
    const { contentType, disposition, filename, encoding } = part.header;
    const mayBeBody =
      ['text/plain', 'text/html', ''].includes(contentType) && disposition !== 'attachment' && !filename;
    this.#open = { part, from: this.#at, coder: readerOf(encoding), sizeBytes: 0, held: mayBeBody ? [] : null };
  }

  take(encoded: Buffer): void {
    if (this.#open !== null) this.#decoded(this.#open, this.#open.coder.push(encoded));
  }

  #decoded(open: Open, octets: Buffer): void {
    if (octets.byteLength === 0) return;
    this.#sink(octets);
    this.#at += octets.byteLength;
    open.sizeBytes += octets.byteLength;
    if (open.held === null) return;
    this.#heldBytes += octets.byteLength;
    open.held.push(octets);
    if (open.sizeBytes <= bounds.deliver.graphBody && this.#heldBytes <= bounds.deliver.graphTexts) return;
    this.#heldBytes -= open.sizeBytes;
    open.held = null;
    if (this.#texts.length === 0) this.#notes.add('the text was too long for a body and went as an attachment');
  }

  endLeaf(): void {
    const open = this.#open;
    if (open === null) return;
    this.#decoded(open, open.coder.end());
    this.#open = null;
    const { part, held } = open;
    const type = part.header.contentType || 'text/plain';
    const leaf = this.#attachments.length;
    if (type === 'text/calendar') this.#notes.add('a calendar part became an attachment');
    if (/pkcs7|pgp|signature/u.test(type)) this.#notes.add('the signature of the message does not hold any more');
    if (held !== null) {
      const kind = type === 'text/html' ? 'html' : 'text';
      const text = shownBody(Buffer.concat(held), part.header.charset);
      this.#texts.push({ leaf, type: kind, text, choices: choicesOf(part) });
    }
    // A text as well: should it not become the body, it goes as an attachment.
    this.#attachments.push(attachmentOf(leaf, open, type));
  }

  survey(): Survey {
    const texts = this.#texts;
    const [first] = texts;
    const [[nearest] = []] = first?.choices ?? [];
    const rivals = nearest === undefined ? [] : texts.filter(({ choices }) => choices.has(nearest));
    const body = rivals.find(({ type }) => type === 'html') ?? first ?? null;
    const others = body === null ? [] : texts.filter((text) => isOtherChoice(text, body));
    const dropped = new Set([...others, ...(body === null ? [] : [body])].map(({ leaf }) => leaf));
    if (others.length > 0) this.#notes.add('of the alternative texts only one was kept');
    return {
      body: body === null ? null : { type: body.type, text: body.text },
      attachments: this.#attachments.filter(({ leaf }) => !dropped.has(leaf)),
      notes: [...this.#notes],
    };
  }
}

function attachmentOf(leaf: number, { part, from, sizeBytes }: Open, type: string): Attachment {
  const { header } = part;
  const id = header.value('content-id').replace(/^<|>$/gu, '');
  const safe = /^[\x21-\x7e]{1,250}$/u.test(id) ? id : null;
  return {
    leaf,
    name: nameOf(part, type, leaf),
    type: /^[\w.+-]+\/[\w.+-]+$/u.test(type) ? type : 'application/octet-stream',
    from,
    sizeBytes,
    contentId: safe,
    inline: safe !== null && header.disposition !== 'attachment',
  };
}

/** A name that stands in octets is one character each so far. */
function fileNameOf(part: Part): string {
  const { filename } = part.header;
  const isRaw = ['content-disposition', 'content-type'].some((name) => /[\x80-\xff]/u.test(part.header.value(name)));
  if (filename === null || !isRaw || !/^[\0-\xff]*$/u.test(filename)) return filename ?? '';
  return shownText(Buffer.from(filename, 'latin1'), charsetOf(part));
}

function nameOf(part: Part, type: string, leaf: number): string {
  const given = fileNameOf(part)
    .replaceAll(/[\p{Cc}\p{Cf}/\\]/gu, '_')
    .trim();
  if (given !== '') return lastOf(given, bounds.deliver.attachmentName);
  const extension = type === 'message/rfc822' ? 'eml' : type === 'text/plain' ? 'txt' : libmime().detectExtension(type);
  return `part-${leaf + 1}.${extension}`;
}
