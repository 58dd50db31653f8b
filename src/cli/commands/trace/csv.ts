/** The rows of a search as CSV for spreadsheets, page by page: as many as there are, never more than one page in memory. */
import { bounds } from '../../../base/bounds.ts';
import { writeCsv } from '../../../directory/file/csv.ts';
import { inPages } from '../../client/pages.ts';
import type { Context } from '../../context.ts';
import type { Times } from '../../terminal/times.ts';
import { connectorOf, type TracedMail } from './table.ts';

type Column = readonly [
  name: string,
  value: (row: TracedMail, times: Times) => string | number | boolean | null | undefined,
];

/** Times are ISO 8601 with their offset; nothing is cut. */
const columns: readonly Column[] = [
  ['time', ({ at }, times) => times.iso(at)],
  ['status', ({ status }) => status],
  ['way', ({ ingress }) => ingress],
  ['device', ({ device }) => device],
  ['client', ({ clientAddress }) => clientAddress],
  ['connector', (row) => connectorOf(row)],
  ['sender', ({ sender }) => (sender === '' ? '<>' : sender)],
  ['recipient', ({ recipient }) => recipient],
  ['recipient_before', ({ former = [] }) => former.join(' ')],
  ['subject', ({ subject }) => subject],
  ['cause', ({ cause }) => cause],
  ['last', ({ lastText }) => lastText],
  ['next_attempt', ({ waiting }, times) => (waiting == null || waiting.held ? null : times.iso(waiting.nextAttemptAt))],
  ['paused', ({ waiting }) => (waiting == null ? null : waiting.held)],
  ['attempts', ({ waiting }) => waiting?.attempts],
  ['destination', ({ waiting }) => waiting?.laneText],
  ['size_bytes', ({ sizeBytes }) => sizeBytes],
  ['queue_id', ({ queueId }) => queueId],
  ['reference', ({ reference }) => reference],
  ['message_id', ({ messageId }) => messageId],
];

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
  const all = most ?? bounds.cli.csvRows;
  let left = all;
  await io.outBytes(Buffer.from(writeCsv([columns.map(([name]) => name)])));
  for await (const { rows, next } of inPages((after) => pageAfter(after, Math.min(left, bounds.admin.page)))) {
    if (rows.length > 0) await io.outBytes(Buffer.from(writeCsv(rows.map((row) => cellsOf(row, times)))));
    left -= rows.length;
    if (io.readerGone?.aborted === true) return;
    if (left > 0 || next === null) continue;
    if (most === null) context.output.warn(`there is more than ${all} rows: go on with --after ${next}`);
    return;
  }
}

const cellsOf = (row: TracedMail, times: Times): readonly string[] =>
  columns.map(([, value]) => String(value(row, times) ?? ''));
