/** Reads what a signature covers of a content in one pass: the header in its relaxed form, its author, the hash of the body. */
import { bounds } from '../../base/bounds.ts';
import { fieldValue, headerSectionEnd, scanHeader } from '../../mail/header/header-scan.ts';
import { mailboxesIn } from '../../mail/header/mailboxes.ts';
import { BodyHash } from '../../screening/dkim/body-hash.ts';
import { headerToSign, type SignedHeader } from '../../screening/dkim/signature.ts';

export interface CoveredContent {
  readonly header: SignedHeader;
  /** Addresses of From, as written. */
  readonly authors: readonly string[];
  /** Base64. */
  readonly bodyHash: string;
}

/**
 * null: it has no header that is read in one way only. @param known the body's hash, where another reading of the same body has found it; the
 * body is not read then.
 */
export async function coveredContent(
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  known: string | undefined,
): Promise<CoveredContent | null> {
  let head: Buffer = Buffer.alloc(0);
  let end = -1;
  const hash = new BodyHash();
  for await (const chunk of content) {
    if (end >= 0) {
      hash.update(chunk);
      continue;
    }
    const searched = head.byteLength;
    head =
      searched === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([head, chunk]);
    end = headerSectionEnd(head, searched);
    if (end < 0 && head.byteLength > bounds.deliver.headerRead) return null;
    if (end < 0) continue;
    if (known !== undefined) break;
    hash.update(head.subarray(end));
  }
  const section = end < 0 ? head : head.subarray(0, end);
  const scan = scanHeader(section);
  const header = headerToSign(section, scan);
  const from = scan.fields.filter(({ name }) => name === 'from');
  const [author] = from;
  const mailboxes = author === undefined || from.length > 1 ? null : mailboxesIn(fieldValue(section, author), 'refuse');
  if (header === null || mailboxes === null) return null;
  return { header, authors: mailboxes.map(({ address }) => address), bodyHash: known ?? hash.digest() };
}
