/** Replies to octets and back: RFC 5321 §4.2, enhanced codes RFC 2034. */
import { isPlain } from '../../base/words/escaped.ts';
import { bounds } from '../../base/bounds.ts';
import { trimmedEnd } from '../../base/trim.ts';
import type { EnhancedStatus, Reply } from '../../mail/reply.ts';

/** At most so many octets, no character halved. */
export function cutToOctets(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  return trimmedEnd(Buffer.from(text).subarray(0, most).toString(), '\ufffd');
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

function printable(line: string): string {
  if (line.length <= bounds.smtp.replyText && isPlain(line)) return line;
  return cutToOctets(line.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, '?'), bounds.smtp.replyText);
}

const LF = 10;
const CR = 13;
const NOTHING = Buffer.alloc(0);

export type ParsedReply =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'error'; readonly what: string };

/**
 * Reads a peer's replies from octets that come in any pieces. After an error it reads nothing more. Empty lines before, between and within
 * replies are nothing: some servers end a reply with one. It holds no more than it was told to, whatever comes.
 */
export class ReplyParser {
  #octets: Buffer = NOTHING;
  /** The beginning of the unread octets. */
  #at = 0;
  #searched = 0;
  #code: number | null = null;
  #lines: string[] = [];
  /** Empty lines since the last reply. */
  #blank = 0;
  /** More came than was to be held; what was held is still read. */
  #isCut = false;
  #failed = false;

  /** @param most octets that may wait unread; what comes beyond is dropped, and there is an error behind what was held. */
  feed(bytes: Uint8Array, most: number = bounds.smtp.repliesAtOnce): void {
    if (this.#failed || this.#isCut) return;
    const held = this.#octets.length - this.#at;
    const taken = bytes.byteLength > most - held ? bytes.subarray(0, Math.max(0, most - held)) : bytes;
    this.#isCut = taken.byteLength < bytes.byteLength;
    this.#octets =
      held === 0
        ? Buffer.from(taken.buffer, taken.byteOffset, taken.byteLength)
        : Buffer.concat([this.#octets.subarray(this.#at), taken]);
    this.#searched -= this.#at;
    this.#at = 0;
  }

  /** Whether all that was fed has been told: nothing waits that is no whole reply yet, but for empty lines. */
  get isEmpty(): boolean {
    if (this.#lines.length > 0 || this.#isCut) return false;
    for (let at = this.#at; at < this.#octets.length; at++)
      if (this.#octets[at] !== CR && this.#octets[at] !== LF) return false;
    return true;
  }

  /** Nothing more will be held. */
  get isFull(): boolean {
    return this.#isCut || this.#failed;
  }

  clear(): void {
    this.#octets = NOTHING;
    this.#at = 0;
    this.#searched = 0;
    this.#code = null;
    this.#lines = [];
    this.#blank = 0;
    this.#isCut = false;
  }

  next(): ParsedReply | null {
    while (!this.#failed) {
      const end = this.#octets.indexOf(LF, this.#searched);
      if ((end < 0 ? this.#octets.length : end) - this.#at > bounds.smtp.replyLine)
        return this.#fail('a reply line is too long');
      if (end < 0) {
        this.#searched = this.#octets.length;
        return this.#isCut ? this.#fail('far more came than can be an answer') : null;
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
    if (end === from || (end === from + 1 && octets[from] === CR)) {
      this.#blank += 1;
      return this.#blank > bounds.smtp.emptyReplyLines ? this.#fail('nothing but empty lines') : null;
    }
    if (octets[end - 1] !== CR) return this.#fail('a reply line ends in a bare LF');
    const code = codeAt(octets, from, end - 1);
    if (code === null) return this.#fail('a line is no reply');
    if (this.#code !== null && this.#code !== code) return this.#fail('the codes of a multi-line reply differ');
    if (this.#lines.length >= bounds.smtp.replyLines) return this.#fail('a reply has too many lines');
    this.#lines.push(octets.toString('utf8', Math.min(from + 4, end - 1), end - 1));
    if (octets[from + 3] === HYPHEN) {
      this.#code = code;
      return null;
    }
    const reply = withEnhanced(code, this.#lines);
    this.#code = null;
    this.#lines = [];
    this.#blank = 0;
    return { kind: 'reply', reply };
  }

  #fail(what: string): ParsedReply {
    this.clear();
    this.#failed = true;
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
