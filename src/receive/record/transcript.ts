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

/** Lines in a row, kept or left out together: a long session would pay more for each line alone than for all that was said in it. */
class Block {
  readonly lines: string[] = [];
  /** Of each line. */
  readonly parts: SessionPart[] = [];
  bytes = 0;

  add(line: string, part: SessionPart, bytes: number): void {
    this.lines.push(line);
    this.parts.push(part);
    this.bytes += bytes;
  }
}

/** So much of the lines that are kept may be left out at once. */
const BLOCK_PART = 1 / 16;

export class Transcript {
  readonly turns = new SessionTurns();
  readonly #halfBytes: number;
  readonly #head = new Block();
  readonly #tail: Block[] = [];
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
    return [...this.#head.lines, ...middle, ...this.#tail.flatMap(({ lines }) => lines)].join('\n');
  }

  /** Whose its lines are, in runs that together are as many as `toString` has. */
  parts(): readonly TranscriptPart[] {
    const runs: { lines: number; of?: readonly ObjectId[] }[] = [];
    const add = (of: readonly ObjectId[] | null): void => {
      const last = runs.at(-1);
      if (last !== undefined && isSame(last.of ?? null, of)) last.lines++;
      else runs.push(of === null ? { lines: 1 } : { lines: 1, of: [...of] });
    };
    for (const { of } of this.#head.parts) add(of);
    if (this.#leftOut > 0) add(null);
    for (const { parts } of this.#tail) for (const { of } of parts) add(of);
    return runs;
  }

  /** The organizations that own any of the lines, added to those that there are. Returns whether some lines are nobody's. */
  addOwners(organizations: Set<ObjectId>): boolean {
    let isNobodys = false;
    for (const { parts } of [this.#head, ...this.#tail])
      for (const { of } of parts) {
        if (of === null) continue;
        if (of.length === 0) isNobodys = true;
        for (const one of of) organizations.add(one);
      }
    return isNobodys;
  }

  #add(line: string): void {
    const { part } = this.turns;
    this.#keep(line, part);
    this.onLine?.(line, part);
  }

  #keep(line: string, part: SessionPart): void {
    const bytes = Buffer.byteLength(line) + 1;
    if (this.#tail.length === 0 && this.#head.bytes + bytes <= this.#halfBytes) {
      this.#head.add(line, part, bytes);
      return;
    }
    let last = this.#tail.at(-1);
    if (last === undefined || last.bytes > this.#halfBytes * BLOCK_PART) {
      last = new Block();
      this.#tail.push(last);
    }
    last.add(line, part, bytes);
    this.#tailBytes += bytes;
    while (this.#tailBytes > this.#halfBytes) {
      const oldest = this.#tail.shift();
      if (oldest === undefined) break;
      this.#tailBytes -= oldest.bytes;
      this.#leftOut += oldest.lines.length;
    }
  }
}

const isSame = (a: readonly ObjectId[] | null, b: readonly ObjectId[] | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((one, at) => one === b[at]));

/** Cut where it is longer. */
export const printable = (text: string, longest = bounds.receive.transcriptLine): string =>
  escaped(text.length > longest ? `${text.slice(0, longest)}...` : text);
