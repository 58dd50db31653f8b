/** Rights as they were read a moment ago: other processes change them too, and each request asks for them. */
import type { Clock } from '../../base/clock.ts';

/** Read anew when it is forgotten (news came), and when no news came, after so long. */
const KNOWN_FOR_MS = 5_000;

export class ReadAMomentAgo<Known> {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #read: () => Promise<Known>;
  #known: Promise<Known> | null = null;
  #readAt = 0;

  constructor(clock: Pick<Clock, 'monotonic'>, read: () => Promise<Known>) {
    this.#clock = clock;
    this.#read = read;
  }

  /** Rejects as reading does; then the next one reads again. */
  get(): Promise<Known> {
    if (this.#clock.monotonic() - this.#readAt >= KNOWN_FOR_MS) this.#known = null;
    if (this.#known === null) {
      this.#readAt = this.#clock.monotonic();
      this.#known = this.#read().catch((error: unknown) => {
        this.#known = null;
        throw error;
      });
    }
    return this.#known;
  }

  forget(): void {
    this.#known = null;
  }
}
