/** Messages that can be told apart at the other end: by their number in a header field, intact by the hash of their body. */
import { createHash } from 'node:crypto';

const field = 'X-Prove-Number';
const filler = `${'The quick brown fox jumps over the lazy dog. 0123456789 '.repeat(2).slice(0, 70)}\r\n`;

/** A whole message without the final dot, about `bytes` long, with CRLF and nothing to dot-stuff. */
export function numberedMessage(number: number, bytes: number, author = 'scan@client.test'): Buffer {
  const head = `From: ${author}\r\nTo: user@dest.test\r\nSubject: scan ${number}\r\nMessage-ID: <${number}.prove@client.test>\r\n${field}: ${number}\r\n\r\n`;
  const first = `Message ${number}\r\n`;
  const lines = Math.max(0, Math.ceil((bytes - head.length - first.length) / filler.length));
  return Buffer.from(head + first + filler.repeat(lines), 'latin1');
}

/** The number of a message on its way, null when it has none (a report of ours). Looks at the first 16 KiB. */
export function numberOf(content: Buffer): number | null {
  const match = new RegExp(`^${field}: (\\d+)\\r$`, 'mu').exec(content.toString('latin1', 0, 16_384));
  return match === null ? null : Number(match[1]);
}

/** SHA-256 of what follows the first empty line, in hex. */
export function bodyHash(content: Buffer): string {
  const end = content.indexOf('\r\n\r\n');
  return createHash('sha256')
    .update(end === -1 ? content : content.subarray(end + 4))
    .digest('hex');
}
