/** Lines of a header that are no fields, made into one each, as Postfix does: `X-Mailbox-Line: From x Thu Jan 1 ...`. Pure. */
import type { HeaderScan, StrayLine } from '../../mail/header/header-scan.ts';

const NAME = 'X-Mailbox-Line:';
/** Octets of a line of it, well below the 998 of RFC 5322 §2.1.1. */
const WIDTH = 900;

/** The section's octets up to the scan's end, with nothing but fields in it. */
export function withMailboxLines(bytes: Buffer, { strays, end }: HeaderScan): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const stray of strays) {
    pieces.push(bytes.subarray(at, stray.start), mailboxLine(bytes, stray));
    at = stray.end;
  }
  pieces.push(bytes.subarray(at, end));
  return Buffer.concat(pieces);
}

function mailboxLine(bytes: Buffer, { start, end }: StrayLine): Buffer {
  const text = bytes.toString('latin1', start, end);
  const [first = '', ...folded] = text.replace(/\r?\n$/u, '').split('\r\n');
  const parts: string[] = [];
  for (let at = 0; at < first.length || at === 0; at += WIDTH) parts.push(first.slice(at, at + WIDTH));
  // A line of blanks alone would end the field for some (RFC 5322 §2.2.3).
  const lines = [`${NAME} ${parts.join('\r\n ')}`, ...folded.filter((line) => line.trim() !== '')];
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
}
