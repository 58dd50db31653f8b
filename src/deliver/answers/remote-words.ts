/**
 * A next hop's words are untrusted input that administrators, reports and logs will show. It is made harmless and bounded here, once,
 * at the edge: no controls (CR, LF, ESC, C1, separators that break lines), valid UTF-8, at most 1 KiB. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import type { Reply } from '../../mail/reply.ts';

/** Words of ASCII with one space between: nothing to mend. */
const PLAIN = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;

/** `text` without controls and with white space runs made one space, at most `maxOctets` of UTF-8, cut at a character. */
export function harmless(text: string, maxOctets = bounds.deliver.replyKept): string {
  if (text.length <= maxOctets && PLAIN.test(text)) return text;
  // More than the bound can never be kept; cutting first keeps hostile megabytes away from the expressions below.
  const clean = text
    .slice(0, maxOctets * 4)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/gu, ' ')
    .trim();
  if (Buffer.byteLength(clean) <= maxOctets) return clean;
  let octets = 0;
  let kept = '';
  for (const character of clean) {
    octets += Buffer.byteLength(character);
    if (octets > maxOctets - 3) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The same reply, fit to be kept and shown. */
export function harmlessReply(reply: Reply): Reply {
  if (reply.lines.length === 1 && harmless(reply.lines[0]!) === reply.lines[0]) return reply;
  let left = bounds.deliver.replyKept;
  const lines: string[] = [];
  for (const line of reply.lines.slice(0, bounds.deliver.replyLinesKept)) {
    if (left < 8) break;
    const kept = harmless(line, left);
    left -= Buffer.byteLength(kept);
    lines.push(kept);
  }
  return { code: reply.code, enhanced: reply.enhanced, lines };
}
