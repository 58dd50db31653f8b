/**
 * The session's transcript: `C: ` and `S: ` lines, secrets and content left out by who adds them, bounded by leaving out the middle. Each line
 * belongs to a part (`turns.ts`).
 */
import { many } from '../../base/words/amounts.ts';
import { bounds } from '../../base/bounds.ts';
import { escaped } from '../../base/words/escaped.ts';
import type { ObjectId } from '../../base/id.ts';
import type { TranscriptPart } from '../../mail/trace-event.ts';
import { type SessionPart, SessionTurns } from './turns.ts';

interface Line {
  readonly text: string;
  readonly part: SessionPart;
  readonly bytes: number;
}

export class Transcript {
  readonly turns = new SessionTurns();
  readonly #halfBytes: number;
  readonly #head: Line[] = [];
  #headBytes = 0;
  readonly #tail: Line[] = [];
  #tailBytes = 0;
  #leftOut = 0;
  /** Hears each line as it is added; null: nobody does. */
  onLine: ((line: string, part: SessionPart) => void) | null = null;

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
    const middle = this.#leftOut === 0 ? [] : [`   (${many(this.#leftOut, 'line')} left out)`];
    return [...this.#head.map(textOf), ...middle, ...this.#tail.map(textOf)].join('\n');
  }

  /** Whose its lines are, in runs that together are as many as `toString` has. */
  parts(): readonly TranscriptPart[] {
    const runs: { lines: number; of?: readonly ObjectId[] }[] = [];
    const add = (of: readonly ObjectId[] | null): void => {
      const last = runs.at(-1);
      if (last !== undefined && isSame(last.of ?? null, of)) last.lines++;
      else runs.push(of === null ? { lines: 1 } : { lines: 1, of: [...of] });
    };
    for (const { part } of this.#head) add(part.of);
    if (this.#leftOut > 0) add(null);
    for (const { part } of this.#tail) add(part.of);
    return runs;
  }

  /** The organizations that own any of the lines, added to those that there are. Returns whether some lines are nobody's. */
  addOwners(organizations: Set<ObjectId>): boolean {
    let isNobodys = false;
    for (const lines of [this.#head, this.#tail])
      for (const { part } of lines) {
        if (part.of?.length === 0) isNobodys = true;
        for (const one of part.of ?? []) organizations.add(one);
      }
    return isNobodys;
  }

  #add(text: string): void {
    const { part } = this.turns;
    this.#keep({ text, part, bytes: Buffer.byteLength(text) + 1 });
    this.onLine?.(text, part);
  }

  #keep(line: Line): void {
    if (this.#tail.length === 0 && this.#headBytes + line.bytes <= this.#halfBytes) {
      this.#head.push(line);
      this.#headBytes += line.bytes;
      return;
    }
    this.#tail.push(line);
    this.#tailBytes += line.bytes;
    while (this.#tailBytes > this.#halfBytes) {
      const oldest = this.#tail.shift();
      if (oldest === undefined) break;
      this.#tailBytes -= oldest.bytes;
      this.#leftOut++;
    }
  }
}

const textOf = ({ text }: Line): string => text;

const isSame = (a: readonly ObjectId[] | null, b: readonly ObjectId[] | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((one, at) => one === b[at]));

/** Cut where it is longer. */
export const printable = (text: string, longest = bounds.receive.transcriptLine): string =>
  escaped(text.length > longest ? `${text.slice(0, longest)}...` : text);
