/** The rows of a search as CSV for spreadsheets, page by page: as many as there are, never more than one page in memory. */
import { traceCells, traceHeader } from '../../../admin/contracts/trace-columns.ts';
import { bounds } from '../../../base/bounds.ts';
import { writeCsv } from '../../../directory/file/csv.ts';
import { inPages } from '../../client/pages.ts';
import type { Context } from '../../context.ts';
import type { Times } from '../../terminal/times.ts';
import type { TracedMail } from './table.ts';

export interface CsvPage {
  readonly rows: readonly TracedMail[];
  readonly next: string | null;
}

/** @param most rows; null: all, as far as one file may have them. */
export async function writeRows(
  context: Context,
  times: Times,
  pageAfter: (after: string | null, limit: number) => Promise<CsvPage>,
  most: number | null,
): Promise<void> {
  const { io } = context;
  const iso = (at: number): string => times.iso(at);
  const all = most ?? bounds.cli.csvRows;
  let left = all;
  await io.outBytes(Buffer.from(writeCsv([traceHeader])));
  for await (const { rows, next } of inPages((after) => pageAfter(after, Math.min(left, bounds.admin.page)))) {
    if (rows.length > 0) await io.outBytes(Buffer.from(writeCsv(rows.map((row) => traceCells(row, iso)))));
    left -= rows.length;
    if (io.readerGone?.aborted === true) return;
    if (left > 0 || next === null) continue;
    if (most === null) context.output.warn(`there is more than ${all} rows: go on with --after ${next}`);
    return;
  }
}
