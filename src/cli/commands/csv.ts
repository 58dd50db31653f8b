/** Rows of a list as CSV for spreadsheets, page by page: as many as there are, never more than one page in memory. */
import type { CsvTable } from '../../admin/contracts/columns.ts';
import { bounds } from '../../base/bounds.ts';
import { writeCsv } from '../../directory/file/csv.ts';
import { inPages } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';

export interface CsvPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** Throws CliFailure where both forms were asked for. */
export function refuseJson({ output }: Context): void {
  if (output.json) throw usage('--csv and --json are two forms of the same', 'take one of them');
}

/**
 * @param iso a time as its reader is to see it.
 * @param most rows; null: all, as far as one file may have them.
 */
export async function writeRows<Row>(
  context: Context,
  table: CsvTable<Row>,
  iso: (at: number) => string,
  pageAfter: (after: string | null, limit: number) => Promise<CsvPage<Row>>,
  most: number | null,
): Promise<void> {
  const { io } = context;
  const all = most ?? bounds.cli.csvRows;
  let left = all;
  await io.outBytes(Buffer.from(writeCsv([table.header])));
  for await (const { rows, next } of inPages((after) => pageAfter(after, Math.min(left, bounds.admin.page)))) {
    if (rows.length > 0) await io.outBytes(Buffer.from(writeCsv(rows.map((row) => table.cells(row, iso)))));
    left -= rows.length;
    if (io.readerGone?.aborted === true) return;
    if (left > 0 || next === null) continue;
    if (most === null) context.output.warn(`there is more than ${all} rows: go on with --after ${next}`);
    return;
  }
}
