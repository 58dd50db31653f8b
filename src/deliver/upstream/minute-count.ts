/** How many in the last 60 seconds, by seconds, on the clock that never jumps. */
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

export class MinuteCount {
  /** By second, oldest first; a minute's at most. */
  readonly #seconds = new Map<number, number>();

  add(now: number): void {
    this.#forget(now);
    const second = Math.floor(now / SECOND_MS);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
  }

  total(now: number): number {
    this.#forget(now);
    let sum = 0;
    for (const count of this.#seconds.values()) sum += count;
    return sum;
  }

  #forget(now: number): void {
    const oldest = Math.floor((now - MINUTE_MS) / SECOND_MS);
    for (const second of this.#seconds.keys()) if (second <= oldest) this.#seconds.delete(second);
  }
}
