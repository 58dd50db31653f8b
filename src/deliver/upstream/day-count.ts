/** How many in any 24 hours, in steps of a quarter of an hour. Wall clock, because it outlasts a restart. */
import { RollingCount } from './rolling-count.ts';

const STEP_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export class DayCount extends RollingCount {
  /** @param note what `toNote` gave before a restart; anything else is a count of nothing. */
  constructor(note?: unknown) {
    super({ stepMs: STEP_MS, spanMs: DAY_MS });
    if (!Array.isArray(note)) return;
    for (const entry of note.slice(-DAY_MS / STEP_MS - 1))
      if (Array.isArray(entry) && Number.isSafeInteger(entry[0]) && Number.isSafeInteger(entry[1]))
        this.steps.set(entry[0] as number, entry[1] as number);
  }

  /** The count that was added at that time was not taken after all. */
  giveBack(addedAt: number, count: number): void {
    const step = this.stepOf(addedAt);
    const known = this.steps.get(step);
    if (known !== undefined) this.steps.set(step, Math.max(0, known - count));
  }

  /** 0: so many more fit in. Else the time until they do. A mail to more than a day's worth fits once nothing else is counted. */
  fullForMs(now: number, more: number, most: number): number {
    let over = this.total(now) + more - most;
    for (const [step, count] of this.steps) {
      if (over <= 0) return 0;
      over -= count;
      if (over <= 0) return Math.max(1, this.overAt(step) - now);
    }
    return 0;
  }

  toNote(): readonly (readonly [number, number])[] {
    return [...this.steps];
  }
}
