/**
 * The database's due times, as far as the main thread knows them without asking: nothing is due there before a certain time, outside certain
 * busy lanes. Too early costs a question; too late must never be told. Pure.
 */
import { areStillBusy, type Lane } from '../../../mail/route.ts';

export class DueBound {
  #at = 0;
  #busy: ReadonlySet<Lane> = new Set();
  /** Times of records that the answers so far did not know of. */
  #coming: { readonly batch: number; readonly at: number }[] = [];

  /** The database's answer, after it had followed up to `batch`: null means nothing is waiting there. */
  answered(at: number | null, busy: readonly Lane[], batch: number): void {
    this.#at = at ?? Number.POSITIVE_INFINITY;
    this.#busy = new Set(busy);
    this.#coming = this.#coming.filter((one) => one.batch > batch);
  }

  /** A record in this batch of the journal makes something due in the database at `at`. */
  coming(batch: number, at: number): void {
    const last = this.#coming.at(-1);
    if (last !== undefined && last.batch === batch) this.#coming.pop();
    this.#coming.push({ batch, at: last?.batch === batch ? Math.min(last.at, at) : at });
  }

  /** Nothing is known any more. */
  forget(): void {
    this.#at = 0;
  }

  /** The journal has begun a new life: batches are counted anew. */
  forgetBatches(): void {
    this.#coming = [];
    this.#at = 0;
  }

  /** Nothing outside `busy` is due in the database before this. */
  earliest(busy: readonly Lane[]): number {
    // The answer left out its own busy lanes: it holds while those are busy still.
    let earliest = areStillBusy(this.#busy, busy) ? this.#at : 0;
    for (const { at } of this.#coming) earliest = Math.min(earliest, at);
    return earliest;
  }
}
