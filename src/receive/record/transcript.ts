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

export class Transcript {
  readonly turns = new SessionTurns();
  readonly #halfBytes: number;
  readonly #head: string[] = [];
  /** Of the lines beside it. */
  readonly #headParts: SessionPart[] = [];
  #headBytes = 0;
  readonly #tail: string[] = [];
  readonly #tailParts: SessionPart[] = [];
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
    return [...this.#head, ...middle, ...this.#tail].join('\n');
  }

  /** Whose its lines are, in runs that together are as many as `toString` has. */
  parts(): readonly TranscriptPart[] {
    const runs: { lines: number; of?: readonly ObjectId[] }[] = [];
    const add = ({ of }: Pick<SessionPart, 'of'>): void => {
      const last = runs.at(-1);
      if (last !== undefined && isSame(last.of ?? null, of)) last.lines++;
      else runs.push(of === null ? { lines: 1 } : { lines: 1, of: [...of] });
    };
    this.#headParts.forEach(add);
    if (this.#leftOut > 0) add({ of: null });
    this.#tailParts.forEach(add);
    return runs;
  }

  /** The organizations that own any of the lines, added to those that there are. Returns whether some lines are nobody's. */
  addOwners(organizations: Set<ObjectId>): boolean {
    let isNobodys = false;
    for (const parts of [this.#headParts, this.#tailParts])
      for (const { of } of parts) {
        if (of?.length === 0) isNobodys = true;
        for (const one of of ?? []) organizations.add(one);
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
    if (this.#tail.length === 0 && this.#headBytes + bytes <= this.#halfBytes) {
      this.#head.push(line);
      this.#headParts.push(part);
      this.#headBytes += bytes;
      return;
    }
    this.#tail.push(line);
    this.#tailParts.push(part);
    this.#tailBytes += bytes;
    while (this.#tailBytes > this.#halfBytes) {
      const oldest = this.#tail.shift();
      this.#tailParts.shift();
      if (oldest === undefined) break;
      this.#tailBytes -= Buffer.byteLength(oldest) + 1;
      this.#leftOut++;
    }
  }
}

const isSame = (a: readonly ObjectId[] | null, b: readonly ObjectId[] | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((one, at) => one === b[at]));

/** Cut where it is longer. */
export const printable = (text: string, longest = bounds.receive.transcriptLine): string =>
  escaped(text.length > longest ? `${text.slice(0, longest)}...` : text);
