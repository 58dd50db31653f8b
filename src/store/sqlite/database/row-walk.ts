/**
 * A walk through many rows that ends by the clock. SQL asks `look(…)` before it looks at a row's columns; once time is over it answers 0, and the
 * row is to be given out as it is: who reads rows then asks `isOver`, and ends there.
 */
import type { DatabaseSync } from 'node:sqlite';

/** Rows between two looks at the clock; nearly so many a walk looks at in any case. */
const ROWS = 64;

export class RowWalk {
  #until = 0;
  #rows = 0;
  #isOver = false;

  constructor(database: DatabaseSync) {
    database.function('look', (_row) => (this.#goesOn() ? 1 : 0));
  }

  begin(ms: number): void {
    this.#until = performance.now() + ms;
  }

  /** Another walk in the same time: each of them gets on. */
  walk(): void {
    this.#rows = 0;
    this.#isOver = false;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  #goesOn(): boolean {
    this.#rows++;
    if (this.#rows % ROWS === 0 && performance.now() >= this.#until) this.#isOver = true;
    return !this.#isOver;
  }
}
