/**
 * Numbers for trace events: growing, and never given twice, however often the process starts. They are set aside in blocks, whose end is
 * written in the commit that first needs it; a start leaves the rest of the last block unused. Pure but for the two functions it is given.
 */

/** With a start each second they last longer than two centuries. */
const BLOCK = 2 ** 20;

export class EventNumbers {
  #next: number;
  /** Up to where numbers are set aside, for good. */
  #end: number;
  /** Written in the commit under way. */
  #coming: number | null = null;
  readonly #write: (end: number) => void;

  /** `from`: what the database says; the first block is set aside by the caller, in a commit. */
  constructor(from: number, write: (end: number) => void) {
    this.#next = from;
    this.#end = EventNumbers.endOf(from);
    this.#write = write;
  }

  static endOf(from: number): number {
    return from + BLOCK;
  }

  /** Within a commit. */
  take(): number {
    if (this.#next >= (this.#coming ?? this.#end)) {
      this.#coming = EventNumbers.endOf(this.#next);
      this.#write(this.#coming);
    }
    return this.#next++;
  }

  committed(): void {
    this.#end = this.#coming ?? this.#end;
    this.#coming = null;
  }

  /** Numbers taken meanwhile are left unused. */
  rolledBack(): void {
    this.#coming = null;
  }
}
