/**
 * The lines of one session as they are told to a watcher of some organizations: in order, and a note where lines of others are left out. A line
 * whose owner is not known yet (MAIL before its first recipient) waits, and those behind it.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { isReadable, leftOutNote } from '../../policy/owners/session-for.ts';
import type { SessionPart } from './turns.ts';

export class OwnLines {
  readonly #mine: readonly ObjectId[];
  readonly #tell: (text: string) => void;
  readonly #held: { readonly text: string; readonly part: SessionPart }[] = [];
  #missing = 0;

  constructor(mine: readonly ObjectId[], tell: (text: string) => void) {
    this.#mine = mine;
    this.#tell = tell;
  }

  add(text: string, part: SessionPart): void {
    this.#held.push({ text, part });
    this.advance();
    if (this.#held.length <= bounds.receive.watchedLinesHeld) return;
    this.#held.shift();
    this.#missing++;
    this.advance();
  }

  /** Tells what may be told by now. */
  advance(): void {
    for (let next = this.#held[0]; next !== undefined; next = this.#held[0]) {
      const { text, part } = next;
      const isOwn = isReadable(this.#mine, part.of ?? undefined);
      if (!isOwn && !part.settled) return;
      this.#held.shift();
      if (isOwn) {
        this.#noteMissing();
        this.#tell(text);
      } else this.#missing++;
    }
  }

  /** No more lines come. */
  end(): void {
    this.#missing += this.#held.splice(0).length;
    this.#noteMissing();
  }

  #noteMissing(): void {
    if (this.#missing > 0) this.#tell(leftOutNote(this.#missing));
    this.#missing = 0;
  }
}
