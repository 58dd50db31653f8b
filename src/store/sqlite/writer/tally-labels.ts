/**
 * Labels of an hour that have a count of their own, so that thousands of devices do not make thousands of rows an hour: the first ones have,
 * the others share one. Known from the table, so that a restart gives nobody a second place.
 */
import { bounds } from '../../../base/bounds.ts';
import { OTHERS } from '../../../mail/doors/series.ts';
import type { StatementSync } from 'node:sqlite';

interface Statements {
  sql(text: string): StatementSync;
}

export class TallyLabels {
  readonly #known = new Map<string, Set<string>>();
  readonly #most: number;

  constructor(most: number = bounds.store.tallyLabels) {
    this.#most = most;
  }

  /** The label itself, or the one that all others share. Of a commit that failed a place may stay taken for the hour. */
  of(state: Statements, what: string, at: number, label: string): string {
    const known = this.#of(state, what, at);
    if (known.has(label)) return label;
    if (known.size >= this.#most) return OTHERS;
    known.add(label);
    return label;
  }

  #of(state: Statements, what: string, at: number): Set<string> {
    const key = `${what} ${at}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const rows = state
      .sql('SELECT DISTINCT way FROM tally WHERE what = ? AND at = ? AND way <> ? LIMIT ?')
      .all(what, at, OTHERS, this.#most) as unknown as { way: string }[];
    const read = new Set(rows.map(({ way }) => way));
    this.#known.set(key, read);
    const [oldest] = this.#known.keys();
    if (this.#known.size > bounds.store.tallyHours && oldest !== undefined) this.#known.delete(oldest);
    return read;
  }
}
