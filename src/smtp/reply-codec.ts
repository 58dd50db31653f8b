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

/** Reads a peer's replies from octets that come in any pieces. After an error it reads nothing more. */
export class ReplyParser {
  #rest: Buffer = Buffer.alloc(0);
  #searched = 0;
  #code: number | null = null;
  #lines: string[] = [];
  #failed = false;

  feed(bytes: Uint8Array): void {
    if (this.#failed) return;
    this.#rest =
      this.#rest.length === 0
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Buffer.concat([this.#rest, bytes]);
  }

  /** Whether octets wait that are no whole reply yet. */
  get isEmpty(): boolean {
    return this.#rest.length === 0 && this.#lines.length === 0;
  }

  clear(): void {
    this.#rest = Buffer.alloc(0);
    this.#searched = 0;
    this.#code = null;
    this.#lines = [];
  }

  next(): ParsedReply | null {
    while (!this.#failed) {
      const end = this.#rest.indexOf(LF, this.#searched);
      if ((end < 0 ? this.#rest.length : end) > LONGEST_LINE) return this.#fail('a reply line is too long');
      if (end < 0) {
        this.#searched = this.#rest.length;
        return null;
      }
      const line = this.#rest.toString('utf8', 0, end);
      this.#rest = this.#rest.subarray(end + 1);
      this.#searched = 0;
      const result = this.#line(line);
      if (result !== null) return result;
    }
    return null;
  }

  #line(line: string): ParsedReply | null {
    if (!line.endsWith('\r')) return this.#fail('a reply line ends in a bare LF');
    const parts = /^([2-5][0-5][0-9])(?:([ -])(.*))?$/s.exec(line.slice(0, -1));
    if (parts === null) return this.#fail('a line is no reply');
    const code = Number(parts[1]);
    if (this.#code !== null && this.#code !== code) return this.#fail('the codes of a multi-line reply differ');
    if (this.#lines.length >= MOST_LINES) return this.#fail('a reply has too many lines');
    this.#lines.push(parts[3] ?? '');
    if (parts[2] === '-') {
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

const ENHANCED = /^([245])\.(\d{1,3})\.(\d{1,3})(?: |$)/;

/** Takes the enhanced code out of the lines; one whose class is not the basic code's is left as text: the basic code decides. */
function withEnhanced(code: number, lines: readonly string[]): Reply {
  const last = lines.at(-1) ?? '';
  const parts = ENHANCED.exec(last);
  if (parts === null || Number(parts[1]) !== Math.floor(code / 100)) return { code, enhanced: null, lines };
  const enhanced = `${Number(parts[1])}.${Number(parts[2])}.${Number(parts[3])}` as EnhancedStatus;
  return { code, enhanced, lines: lines.map((line) => line.replace(ENHANCED, '')) };
}
