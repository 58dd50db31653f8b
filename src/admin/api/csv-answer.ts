/** Rows as CSV for spreadsheets, page by page: a whole year is never in memory. Times in UTC. */
import { bounds } from '../../base/bounds.ts';
import type { CsvTable } from '../contracts/columns.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** @param most rows, after which it ends whole; absent: all, and beyond the bound it breaks off, so that nobody takes a part for all. */
export async function* csvAnswer<Row>(
  table: CsvTable<Row>,
  pages: AsyncIterable<readonly Row[]>,
  most: number | undefined,
): AsyncGenerator<string, void, undefined> {
  const { writeCsv } = await import('../../directory/file/csv.ts');
  yield writeCsv([table.header]);
  let left = most ?? bounds.admin.csvRows;
  for await (const rows of pages) {
    if (most === undefined && rows.length > left)
      throw new Error(`more than ${bounds.admin.csvRows} rows were asked for as one file`);
    const some = rows.slice(0, left);
    left -= some.length;
    if (some.length > 0) yield writeCsv(some.map((row) => table.cells(row, iso)));
    if (most !== undefined && left === 0) return;
  }
}

/** All pages of a list, by its cursors. */
export async function* pagesOf<Row>(
  pageAfter: (after: string | null) => Promise<{ readonly rows: readonly Row[]; readonly next: string | null }>,
): AsyncGenerator<readonly Row[], void, undefined> {
  for (let after: string | null = null; ; ) {
    const { rows, next } = await pageAfter(after);
    yield rows;
    if (next === null) return;
    after = next;
  }
}
