/** How many in any 24 hours, in steps of a quarter of an hour. Wall clock, because it outlasts a restart. */
const STEP_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export class DayCount {
  /** By step, oldest first; a day's at most. */
  readonly #steps = new Map<number, number>();

  /** @param note what `toNote` gave before a restart; anything else is a count of nothing. */
  constructor(note?: unknown) {
    if (!Array.isArray(note)) return;
    for (const entry of note.slice(-DAY_MS / STEP_MS - 1))
      if (Array.isArray(entry) && Number.isSafeInteger(entry[0]) && Number.isSafeInteger(entry[1]))
        this.#steps.set(entry[0] as number, entry[1] as number);
  }

  add(now: number, count: number): void {
    this.#forget(now);
    const step = Math.floor(now / STEP_MS);
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + count);
  }

  /** The count that was added at that time was not taken after all. */
  giveBack(addedAt: number, count: number): void {
    const step = Math.floor(addedAt / STEP_MS);
    const known = this.#steps.get(step);
    if (known !== undefined) this.#steps.set(step, Math.max(0, known - count));
  }

  total(now: number): number {
    this.#forget(now);
    let sum = 0;
    for (const count of this.#steps.values()) sum += count;
    return sum;
  }

  /** 0: so many more fit in. Else the time until they do. A mail to more than a day's worth fits once nothing else is counted. */
  fullForMs(now: number, more: number, most: number): number {
    let over = this.total(now) + more - most;
    for (const [step, count] of this.#steps) {
      if (over <= 0) return 0;
      over -= count;
      if (over <= 0) return Math.max(1, (step + 1) * STEP_MS + DAY_MS - now);
    }
    return 0;
  }

  toNote(): readonly (readonly [number, number])[] {
    return [...this.#steps];
  }

  /** A step counts until the last of it is a day old. One more than a day ahead was noted by a clock that was wrong: it would count for years. */
  #forget(now: number): void {
    for (const step of this.#steps.keys())
      if ((step + 1) * STEP_MS + DAY_MS <= now || step * STEP_MS > now + DAY_MS) this.#steps.delete(step);
  }
}
