/** Reads a directory ahead of the asker: while one page is understood on the other thread, the next ones are got ready on this one. */
import { bounds } from '../../../base/bounds.ts';
import type { Database } from '../database/database.ts';
import type { DirectoryPage } from '../protocol.ts';
import { directoryPage } from './directory-reads.ts';

export class DirectoryAhead {
  readonly #database: () => Database;
  /** Of one reading, in their order; empty when nobody reads. */
  #ready: { readonly after: string; readonly page: DirectoryPage }[] = [];
  /** Counts the readings: what was begun for an earlier one ends. */
  #reading = 0;

  constructor(database: () => Database) {
    this.#database = database;
  }

  /** All pages behind this id that are ready, one at least. */
  pages(after: string, limit: number): readonly DirectoryPage[] {
    const ready = this.#ready;
    this.#ready = [];
    const pages = ready[0]?.after === after ? ready.map(({ page }) => page) : [this.#read(after, limit)];
    const last = pages.at(-1)?.last ?? null;
    const reading = ++this.#reading;
    if (last !== null) setImmediate(() => this.#goOn(last, limit, reading));
    return pages;
  }

  #goOn(after: string, limit: number, reading: number): void {
    if (reading !== this.#reading || this.#ready.length >= bounds.store.directoryAhead) return;
    let page: DirectoryPage;
    try {
      page = this.#read(after, limit);
    } catch {
      // Told to whoever asks for this page.
      return;
    }
    this.#ready.push({ after, page });
    const { last } = page;
    // In turns: what else is asked meanwhile is answered.
    if (last !== null) setImmediate(() => this.#goOn(last, limit, reading));
  }

  #read(after: string, limit: number): DirectoryPage {
    return directoryPage(this.#database(), after, limit);
  }
}
