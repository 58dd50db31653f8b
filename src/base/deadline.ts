import type { Clock, Timer } from './clock.ts';

/**
 * A deadline that is moved at every octet. Moving it later costs an assignment: the timer that is armed finds out when it fires
 * and goes on for the rest.
 */
export class Deadline {
  readonly #clock: Clock;
  #at = Number.POSITIVE_INFINITY;
  #armedAt = Number.POSITIVE_INFINITY;
  #timer: Timer | null = null;
  onExpire: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `at` is monotonic. */
  set(at: number): void {
    this.#at = at;
    if (at >= this.#armedAt || at === Number.POSITIVE_INFINITY) return;
    this.#arm();
  }

  get isPast(): boolean {
    return this.#clock.monotonic() >= this.#at;
  }

  cancel(): void {
    this.#at = Number.POSITIVE_INFINITY;
    this.#armedAt = Number.POSITIVE_INFINITY;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #arm(): void {
    this.#timer?.cancel();
    this.#armedAt = this.#at;
    this.#timer = this.#clock.timer(Math.max(0, this.#at - this.#clock.monotonic()), () => this.#fire());
  }

  #fire(): void {
    this.#timer = null;
    this.#armedAt = Number.POSITIVE_INFINITY;
    if (this.#at === Number.POSITIVE_INFINITY) return;
    if (this.#clock.monotonic() < this.#at) this.#arm();
    else this.onExpire();
  }
}
