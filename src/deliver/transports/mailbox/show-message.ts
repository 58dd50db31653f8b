/**
 * A message as it is shown to somebody who looks into a mailbox: its header fields, its text, the names of its attachments. Time and memory
 * are bounded by what is shown, not by what was sent: bodies are passed through, and only the beginning of texts is kept.
 */
import { bounds } from '../../../base/bounds.ts';
import { headerSectionEnd } from '../../../mail/header/header-scan.ts';
import type { Preview } from '../../../mail/doors/stored-message.ts';
import { harmlessHtml } from './harmless-html.ts';
import { type Part, piecesOf, TooManyParts } from '../../content/mime/part-splitter.ts';
import { PartHeader } from '../../content/mime/part-header.ts';
import { type Coder, readerOf } from '../../content/mime/transfer-encoding.ts';

export interface ShownMessage {
  readonly text: string;
  /** Made again of a few tags without attributes (harmless-html.ts). */
  readonly html: string | null;
  readonly attachments: readonly { readonly filename: string; readonly type: string; readonly sizeBytes: number }[];
  /** False when more is in it than is shown. */
  readonly complete: boolean;
}

interface Leaf {
  readonly part: Part;
  readonly coder: Coder;
  readonly isText: boolean;
  readonly kept: Buffer[];
  keptBytes: number;
  sizeBytes: number;
}

/** Never rejects for what is in it. */
export async function showMessage(content: AsyncIterable<Uint8Array>): Promise<ShownMessage> {
  const leaves: Leaf[] = [];
  let complete = true;
  const take = (leaf: Leaf, octets: Buffer): void => {
    leaf.sizeBytes += octets.byteLength;
    if (!leaf.isText || octets.byteLength === 0) return;
    const room = bounds.deliver.textShown - leaf.keptBytes;
    if (octets.byteLength > room) complete = false;
    const piece = octets.subarray(0, Math.max(0, room));
    // Small pieces would outlive the blocks they are cut from.
    if (piece.byteLength > 0) leaf.kept.push(Buffer.from(piece));
    leaf.keptBytes += piece.byteLength;
  };
  const end = (leaf: Leaf | undefined): void => {
    if (leaf !== undefined) take(leaf, leaf.coder.end());
  };
  try {
    for await (const piece of piecesOf(content, { messagesInside: false })) {
      if (piece.kind === 'around') continue;
      if (piece.kind === 'header') {
        end(leaves.at(-1));
        if (piece.part.header.multipart === null) leaves.push(leafOf(piece.part));
        continue;
      }
      const leaf = leaves.at(-1);
      if (leaf !== undefined) take(leaf, leaf.coder.push(piece.octets));
    }
    end(leaves.at(-1));
  } catch (error) {
    if (!(error instanceof TooManyParts)) throw error;
    complete = false;
  }
  const texts = (type: string): readonly string[] =>
    leaves
      .filter(({ part, isText }) => isText && (part.header.contentType === 'text/html') === (type === 'html'))
      .map(textOf);
  const html = texts('html');
  const made = html.length === 0 ? null : harmlessHtml(html.join('\n').slice(0, bounds.deliver.textShown));
  if (made !== null && made.length > bounds.deliver.textShown) complete = false;
  return {
    text: texts('plain').join('\n').slice(0, bounds.deliver.textShown),
    html: made?.slice(0, bounds.deliver.textShown) ?? null,
    attachments: leaves
      .filter(({ isText }) => !isText)
      .map(({ part, sizeBytes }) => ({
        filename: part.header.filename ?? '',
        type: part.header.contentType,
        sizeBytes,
      })),
    complete,
  };
}

function leafOf(part: Part): Leaf {
  const { contentType, disposition, filename, encoding } = part.header;
  const isText =
    ['text/plain', 'text/html', ''].includes(contentType) && disposition !== 'attachment' && filename === null;
  return { part, coder: readerOf(encoding), isText, kept: [], keptBytes: 0, sizeBytes: 0 };
}

function textOf({ part, kept }: Leaf): string {
  const octets = Buffer.concat(kept);
  try {
    return new TextDecoder(part.header.charset ?? 'utf-8').decode(octets);
  } catch {
    // A charset that nobody knows.
    return new TextDecoder('windows-1252').decode(octets);
  }
}

/** By a parser that is loaded when somebody looks into a mailbox here. It is given header fields alone: it keeps much for each line. */
async function parsed(header: Buffer) {
  const { default: PostalMime } = await import('postal-mime');
  return new PostalMime().parse(header);
}

/** @param header the section, or its beginning. */
export async function headersOf(header: Buffer): Promise<readonly (readonly [name: string, value: string])[]> {
  const { headers } = await parsed(header);
  return headers.slice(0, bounds.deliver.fieldsShown).map(({ originalKey, value }) => [originalKey, value] as const);
}

/** The first From and Subject, decoded: other fields are not looked into. */
export async function shownFields(header: Buffer): Promise<{ readonly from: string; readonly subject: string }> {
  const all = new PartHeader(header).fields;
  const first = (name: string): string =>
    all.find((field) => field.toLowerCase().startsWith(`${name}:`))?.slice(0, bounds.deliver.fieldShown) ?? '';
  const fields = [first('from'), first('subject')].filter((field) => field !== '');
  const { from, subject } = await parsed(Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1'));
  return {
    from: from === undefined ? '' : from.name ? `${from.name} <${from.address ?? ''}>` : (from.address ?? ''),
    subject: subject ?? '',
  };
}

/** @param content a message, or its beginning. */
export async function showContent(content: Uint8Array): Promise<Preview> {
  const octets = Buffer.from(content);
  const end = headerSectionEnd(octets, 0);
  const header = octets.subarray(0, end < 0 ? Math.min(octets.length, bounds.deliver.headerSearched) : end);
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    yield octets;
  };
  const shown = await showMessage(whole());
  const source = octets.subarray(0, bounds.deliver.textShown).toString('latin1');
  return { ...shown, headers: await headersOf(header), source };
}
