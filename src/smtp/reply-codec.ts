/** Replies to octets and back: RFC 5321 §4.2, enhanced codes RFC 2034. */
import type { EnhancedStatus, Reply } from '../mail/reply.ts';

/** RFC 5321 §4.5.3.1.5: 512 octets a line with code and CRLF; the text is cut to what surely fits. In octets. */
export const LONGEST_REPLY_TEXT = 480;

/** At most so many octets, no character halved. */
export function cutToOctets(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  return Buffer.from(text)
    .subarray(0, most)
    .toString()
    .replace(/\ufffd+$/u, '');
}

/** The reply as octets; every line carries the code and the enhanced code. Whatever is not printable becomes `?`. */
export function encodeReply(reply: Reply): Buffer {
  const enhanced = reply.enhanced === null ? '' : `${reply.enhanced} `;
  const last = reply.lines.length - 1;
  let text = last < 0 ? `${reply.code} ${enhanced}\r\n` : '';
  for (const [index, line] of reply.lines.entries())
    text += `${reply.code}${index < last ? '-' : ' '}${enhanced}${printable(line)}\r\n`;
  return Buffer.from(text);
}

const PLAIN = /^[\x20-\x7e]*$/;

function printable(line: string): string {
  if (line.length <= LONGEST_REPLY_TEXT && PLAIN.test(line)) return line;
  return cutToOctets(line.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, '?'), LONGEST_REPLY_TEXT);
}

const LF = 10;
/** RFC 5321 says 512; generous to chatty peers, and still nothing to fill memory with. */
const LONGEST_LINE = 4096;
/** EHLO answers have some twenty lines; a banner that never ends is an attack. */
const MOST_LINES = 128;

export type ParsedReply =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'error'; readonly what: string };

const CR = 13;
const NOTHING = Buffer.alloc(0);

/** Reads a peer's replies from octets that come in any pieces. After an error it reads nothing more. */
export class ReplyParser {
  #octets: Buffer = NOTHING;
  /** Where what has not been read begins. */
  #at = 0;
  #searched = 0;
  #code: number | null = null;
  #lines: string[] = [];
  #failed = false;

  feed(bytes: Uint8Array): void {
    if (this.#failed) return;
    this.#octets =
      this.#at === this.#octets.length
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Buffer.concat([this.#octets.subarray(this.#at), bytes]);
    this.#searched -= this.#at;
    this.#at = 0;
  }

  /** Whether all that was fed has been told: nothing waits that is no whole reply yet. */
  get isEmpty(): boolean {
    return this.#at === this.#octets.length && this.#lines.length === 0;
  }

  clear(): void {
    this.#octets = NOTHING;
    this.#at = 0;
    this.#searched = 0;
    this.#code = null;
    this.#lines = [];
  }

  next(): ParsedReply | null {
    while (!this.#failed) {
      const end = this.#octets.indexOf(LF, this.#searched);
      if ((end < 0 ? this.#octets.length : end) - this.#at > LONGEST_LINE)
        return this.#fail('a reply line is too long');
      if (end < 0) {
        this.#searched = this.#octets.length;
        return null;
      }
      const from = this.#at;
      this.#at = end + 1;
      this.#searched = end + 1;
      const result = this.#line(from, end);
      if (result !== null) return result;
    }
    return null;
  }

  /** `250 text`, `250-text` or `250` alone (RFC 5321 §4.2). `end`: where its LF stands. */
  #line(from: number, end: number): ParsedReply | null {
    const octets = this.#octets;
    if (end === from || octets[end - 1] !== CR) return this.#fail('a reply line ends in a bare LF');
    const code = codeAt(octets, from, end - 1);
    if (code === null) return this.#fail('a line is no reply');
    if (this.#code !== null && this.#code !== code) return this.#fail('the codes of a multi-line reply differ');
    if (this.#lines.length >= MOST_LINES) return this.#fail('a reply has too many lines');
    this.#lines.push(octets.toString('utf8', Math.min(from + 4, end - 1), end - 1));
    if (octets[from + 3] === HYPHEN) {
      this.#code = code;
      return null;
    }
    const reply = withEnhanced(code, this.#lines);
    this.#code = null;
    this.#lines = [];
    return { kind: 'reply', reply };
  }

  #fail(what: string): ParsedReply {
    this.#failed = true;
    this.clear();
    return { kind: 'error', what };
  }
}

const ZERO = 48;
const SPACE = 32;
const HYPHEN = 45;

const SEMICOLON = 59;

/**
 * 2yz to 5yz: the first digit says what to do (RFC 5321 §4.2.1), and gateways do say 460, 571 and 599. Behind it a space, a hyphen or
 * nothing; null: no reply. A refusal may have a semicolon there, as Microsoft's `550;5.7.711` has: its words are worth more than the fault.
 */
function codeAt(octets: Buffer, from: number, end: number): number | null {
  if (end - from < 3) return null;
  const [x, y, z] = [octets[from]! - ZERO, octets[from + 1]! - ZERO, octets[from + 2]! - ZERO];
  if (x < 2 || x > 5 || y < 0 || y > 9 || z < 0 || z > 9) return null;
  const behind = octets[from + 3];
  if (end - from > 3 && behind !== SPACE && behind !== HYPHEN && (behind !== SEMICOLON || x < 4)) return null;
  return x * 100 + y * 10 + z;
}

const ENHANCED = /^([245])\.(\d{1,3})\.(\d{1,3})(?: |$)/;

/** Takes the enhanced code out of the lines; one whose class is not the basic code's is left as text: the basic code decides. */
function withEnhanced(code: number, lines: readonly string[]): Reply {
  const last = lines.at(-1) ?? '';
  const parts = last[1] === '.' ? ENHANCED.exec(last) : null;
  if (parts === null || Number(parts[1]) !== Math.floor(code / 100)) return { code, enhanced: null, lines };
  const enhanced = `${Number(parts[1])}.${Number(parts[2])}.${Number(parts[3])}` as EnhancedStatus;
  return { code, enhanced, lines: lines.map((line) => line.replace(ENHANCED, '')) };
}
