import { bounds } from '../../base/bounds.ts';
import { memoryOf } from '../../base/collections/memory.ts';
import type { Clock } from '../../base/clock.ts';

const HOUR_MS = 3_600_000;

/** Counts per key and running hour, bounded. The hours are the wall clock's, as the trace's are. */
export class HourCounts {
  readonly #clock: Clock;
  readonly #counts = memoryOf<string, { readonly hourStart: number; count: number }>(bounds.receive.hourCounts);
  /** The counts under way: bounded by the connections there are. */
  readonly #reserved = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one more; returns the hour and the count including it. */
  add(key: string): { readonly hourStart: number; readonly count: number } {
    const hourStart = this.#hour();
    const held = this.#counts.get(key);
    if (held?.hourStart === hourStart) {
      held.count++;
      return held;
    }
    const fresh = { hourStart, count: 1 };
    this.#counts.set(key, fresh);
    return fresh;
  }

  /** Of the running hour, reservations included. */
  count(key: string): number {
    const held = this.#counts.get(key);
    return (held?.hourStart === this.#hour() ? held.count : 0) + (this.#reserved.get(key) ?? 0);
  }

  /** Takes one that the returned function gives back, once. */
  reserve(key: string): () => void {
    this.#reserved.set(key, (this.#reserved.get(key) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#reserved.get(key) ?? 1) - 1;
      if (left > 0) this.#reserved.set(key, left);
      else this.#reserved.delete(key);
    };
  }

  #hour(): number {
    const now = this.#clock.now();
    return now - (now % HOUR_MS);
  }
}
