/** Retention, in bounded steps: trace rows with their events and words, sessions, counts, usage. */
import { tallied } from './tally.ts';
import { lowestTraceNumber } from './trace-numbers.ts';
import type { WriterState } from './writer-state.ts';

// The index begins with them.
const KINDS = tallied.map((what) => `'${what}'`).join(', ');

/** Rows removed in one commit, of each table. */
const ROWS_AT_ONCE = 1_000;
/** Usage is asked for over 30 days at most. */
const KEEP_USAGE_MS = 32 * 86_400_000;

/** Returns whether more is left. */
export function sweep(state: WriterState, now: number, keepTraceMs: number): boolean {
  const cutoff = now - keepTraceMs;
  const rows = state
    .sql(
      'SELECT seq, queue_id FROM trace WHERE seq < ? AND at < ? AND (queue_id IS NULL OR NOT EXISTS (SELECT 1 FROM message m WHERE m.queue_id = trace.queue_id)) ORDER BY seq LIMIT ?',
    )
    .all(lowestTraceNumber(cutoff) + 1, cutoff, ROWS_AT_ONCE) as unknown as { seq: number; queue_id: string | null }[];
  for (const row of rows) {
    state.sql('DELETE FROM trace WHERE seq = ?').run(row.seq);
    state.sql('DELETE FROM trace_text WHERE rowid = ?').run(row.seq);
    state.sql('DELETE FROM trace_dirty WHERE seq = ?').run(row.seq);
    if (row.queue_id !== null) state.sql('DELETE FROM event WHERE queue_id = ?').run(row.queue_id);
  }
  const bounded = (sql: string, before: number): number => Number(state.sql(sql).run(before, ROWS_AT_ONCE).changes);
  const removed = [
    rows.length,
    bounded('DELETE FROM session WHERE id IN (SELECT id FROM session WHERE at < ? ORDER BY id LIMIT ?)', cutoff),
    bounded(
      'DELETE FROM refusal_count WHERE (hour_start, client_address, organization_id) IN (SELECT hour_start, client_address, organization_id FROM refusal_count WHERE hour_start < ? LIMIT ?)',
      cutoff,
    ),
    bounded(
      `DELETE FROM tally WHERE (what, at, organization_id, way, result) IN (SELECT what, at, organization_id, way, result FROM tally WHERE what IN (${KINDS}) AND at < ? LIMIT ?)`,
      cutoff,
    ),
    bounded(
      'DELETE FROM usage WHERE (at, subject) IN (SELECT at, subject FROM usage WHERE at < ? LIMIT ?)',
      now - KEEP_USAGE_MS,
    ),
  ];
  return removed.some((count) => count === ROWS_AT_ONCE);
}
