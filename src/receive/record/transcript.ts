/** The session's transcript: `C: ` and `S: ` lines, secrets and content left out by who adds them, bounded by leaving out the middle. */
import { bounds } from '../../base/bounds.ts';

export class Transcript {
  readonly #halfBytes: number;
  readonly #head: string[] = [];
  #headBytes = 0;
  readonly #tail: string[] = [];
  #tailBytes = 0;
  #leftOut = 0;
  /** Hears each line as it is added; null: nobody does. */
  onLine: ((line: string) => void) | null = null;

  constructor(maxBytes: number) {
    this.#halfBytes = Math.floor(maxBytes / 2);
  }

  client(text: string): void {
    this.#add(`C: ${printable(text)}`);
  }

  server(code: number, lines: readonly string[], enhanced: string | null): void {
    for (const [index, line] of lines.entries())
      this.#add(
        `S: ${code}${index === lines.length - 1 ? ' ' : '-'}${enhanced === null ? '' : `${enhanced} `}${printable(line)}`,
      );
  }

  /** A reply of ours as it goes on the wire. */
  said(octets: Uint8Array): void {
    for (const line of Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
      .toString()
      .trimEnd()
      .split('\r\n'))
      this.#add(`S: ${printable(line)}`);
  }

  /** A line that neither side said: `(TLS: ...)`. */
  note(text: string): void {
    this.#add(`   (${printable(text)})`);
  }

  toString(): string {
    const middle = this.#leftOut === 0 ? [] : [`   (${this.#leftOut} lines left out)`];
    return [...this.#head, ...middle, ...this.#tail].join('\n');
  }

  #add(line: string): void {
    this.#keep(line);
    this.onLine?.(line);
  }

  #keep(line: string): void {
    const bytes = Buffer.byteLength(line) + 1;
    if (this.#tail.length === 0 && this.#headBytes + bytes <= this.#halfBytes) {
      this.#head.push(line);
      this.#headBytes += bytes;
      return;
    }
    this.#tail.push(line);
    this.#tailBytes += bytes;
    while (this.#tailBytes > this.#halfBytes) {
      const oldest = this.#tail.shift();
      if (oldest === undefined) break;
      this.#tailBytes -= Buffer.byteLength(oldest) + 1;
      this.#leftOut++;
    }
  }
}

const PLAIN = /^[\x20-\x7e]*$/;

/** Controls and what would break a line or a terminal become visible escapes. */
export function printable(text: string, longest = bounds.receive.transcriptLine): string {
  if (text.length <= longest && PLAIN.test(text)) return text;
  const cut = text.length > longest ? `${text.slice(0, longest)}...` : text;
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
