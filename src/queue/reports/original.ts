/** Reads of the original what a report returns: the header, or all of a small message. The only I/O a report needs. */
import { bounds } from '../../base/bounds.ts';
import type { QueuedMessage } from '../../mail/delivery.ts';
import type { ReportKind } from '../../mail/report.ts';
import type { Spool } from '../../store/store.ts';

export interface OriginalText {
  /** null: the content could not be read. */
  readonly header: Uint8Array | null;
  readonly full: Uint8Array | null;
}

export async function readOriginal(
  spool: Pick<Spool, 'content'>,
  message: QueuedMessage,
  kinds: readonly ReportKind[],
): Promise<OriginalText> {
  // RET is about failures only (RFC 3461 §4.3).
  const whole =
    message.ret === 'full' && message.content.sizeBytes <= bounds.queue.reportOriginal && kinds.includes('failure');
  const wanted = Math.max(bounds.queue.reportHeader, whole ? bounds.queue.reportOriginal : 0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of spool.content(message.content)) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length >= wanted) break;
  }
  const bytes = Buffer.concat(chunks);
  return { header: headerOf(bytes), full: whole ? bytes : null };
}

/** Up to and with the CRLF before the empty line; of a longer header as many whole lines as fit. */
function headerOf(bytes: Buffer): Uint8Array {
  if (bytes.subarray(0, 2).equals(Buffer.from('\r\n'))) return bytes.subarray(0, 0);
  const end = bytes.indexOf('\r\n\r\n');
  if (end >= 0 && end + 2 <= bounds.queue.reportHeader) return bytes.subarray(0, end + 2);
  const cut = bytes.subarray(0, bounds.queue.reportHeader);
  const lastLine = cut.lastIndexOf('\r\n');
  return lastLine < 0 ? cut : cut.subarray(0, lastLine + 2);
}

/** All of a message of ours; of one that is larger than any report is, its beginning. */
export async function wholeReport(spool: Pick<Spool, 'content'>, message: QueuedMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of spool.content(message.content)) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length >= bounds.queue.unreadReport) break;
  }
  return Buffer.concat(chunks);
}
