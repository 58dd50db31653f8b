/** How many in any span of time that ends now, in steps: a step counts until the last of it is older than the span. */
export class RollingCount {
  readonly #stepMs: number;
  readonly #spanMs: number;
  /** By step, oldest first; a span's at most. */
  protected readonly steps = new Map<number, number>();

  constructor({ stepMs, spanMs }: { readonly stepMs: number; readonly spanMs: number }) {
    this.#stepMs = stepMs;
    this.#spanMs = spanMs;
  }

  add(now: number, count = 1): void {
    this.#forget(now);
    const step = this.stepOf(now);
    this.steps.set(step, (this.steps.get(step) ?? 0) + count);
  }

  total(now: number): number {
    this.#forget(now);
    let sum = 0;
    for (const count of this.steps.values()) sum += count;
    return sum;
  }

  protected stepOf(at: number): number {
    return Math.floor(at / this.#stepMs);
  }

  /** When a step counts no more. */
  protected overAt(step: number): number {
    return (step + 1) * this.#stepMs + this.#spanMs;
  }

  /** One more than a span ahead was noted by a clock that was wrong: it would count for years. */
  #forget(now: number): void {
    for (const step of this.steps.keys())
      if (this.overAt(step) <= now || step * this.#stepMs > now + this.#spanMs) this.steps.delete(step);
  }
}
