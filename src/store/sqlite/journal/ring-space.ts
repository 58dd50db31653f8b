/**
 * The place of the next batch in the journal's file: a ring that stays as small as it can. Pure.
 *
 * It turns back to the start as soon as what was written there has been applied, and grows only while the database is behind, up to
 * a bound. So an idle house has a small file, and a busy one overwrites blocks that are there already, which syncs fastest.
 */
interface Stretch {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

export class RingSpace {
  readonly #most: number;
  #allocated: number;
  #head = 0;
  #used = 0;
  /** Written, and not in the database yet; in order. */
  readonly #waiting: Stretch[] = [];

  constructor(allocatedBytes: number, mostBytes: number) {
    this.#allocated = allocatedBytes;
    this.#most = mostBytes;
  }

  get allocatedBytes(): number {
    return this.#allocated;
  }

  /** Octets that are written and not applied. */
  get usedBytes(): number {
    return this.#used;
  }

  /** Takes room for a batch and returns where it begins, or null: nothing is free before more was applied. */
  take(number: number, bytes: number): number | null {
    const start = this.#place(bytes);
    if (start === null) return null;
    this.#head = start + bytes;
    this.#allocated = Math.max(this.#allocated, this.#head);
    this.#waiting.push({ number, start, end: this.#head });
    this.#used += bytes;
    return start;
  }

  /** The batches up to `number` are in the database. */
  applied(number: number): void {
    const first = this.#waiting.findIndex((one) => one.number > number);
    const gone = this.#waiting.splice(0, first === -1 ? this.#waiting.length : first);
    for (const { start, end } of gone) this.#used -= end - start;
  }

  #place(bytes: number): number | null {
    const tail = this.#waiting[0]?.start;
    const last = this.#waiting.at(-1);
    if (tail === undefined || last === undefined) {
      if (this.#head + bytes <= this.#allocated) return this.#head;
      return bytes <= this.#most ? 0 : null;
    }
    const wrapped = last.start < tail;
    if (wrapped) return this.#head + bytes <= tail ? this.#head : null;
    if (this.#head + bytes <= this.#allocated) return this.#head;
    if (bytes <= tail) return 0;
    return this.#head + bytes <= this.#most ? this.#head : null;
  }
}
