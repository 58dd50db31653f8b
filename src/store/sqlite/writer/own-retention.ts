/**
 * The trace of organizations that keep it for less long than the server: from the oldest row on, so many at a time. How far it is stays in memory,
 * so that rows of others are passed once. Within a transaction.
 */
import { bounds } from '../../../base/bounds.ts';
import type { KeptShorter } from '../../store.ts';
import { lowestTraceNumber } from './trace-numbers.ts';
import type { WriterState } from './writer-state.ts';

interface Place {
  readonly row: number;
  readonly session: number;
}

interface Looked {
  readonly place: number;
  readonly more: boolean;
}

export class OwnRetention {
  readonly #state: WriterState;
  /** By organization: behind which row and session the next look begins. */
  readonly #places = new Map<string, Place>();

  constructor(state: WriterState) {
    this.#state = state;
  }

  /** Returns whether more is left. */
  sweep(now: number, shorter: readonly KeptShorter[]): boolean {
    let anyMore = false;
    for (const { organizationId, keepMs } of shorter) {
      const { row, session } = this.#places.get(organizationId) ?? { row: 0, session: 0 };
      const rows = this.#rows(organizationId, row, now - keepMs);
      const sessions = this.#sessions(organizationId, session, now - keepMs);
      // A commit that fails leaves rows behind until the next start, no longer than the server keeps all.
      this.#places.set(organizationId, { row: rows.place, session: sessions.place });
      anyMore ||= rows.more || sessions.more;
    }
    return anyMore;
  }

  #rows(organizationId: string, after: number, cutoff: number): Looked {
    const rows = this.#state
      .sql('SELECT seq, queue_id, organization_id FROM trace WHERE seq > ? AND seq < ? AND at < ? ORDER BY seq LIMIT ?')
      .all(after, lowestTraceNumber(cutoff) + 1, cutoff, bounds.store.retentionLooked) as unknown as {
      seq: number;
      queue_id: string | null;
      organization_id: string | null;
    }[];
    let waits: number | null = null;
    for (const row of rows) {
      if (row.organization_id !== organizationId) continue;
      if (this.#isQueued(row.queue_id)) waits ??= row.seq - 1;
      else this.#remove(row.seq, row.queue_id);
    }
    // Rows of mail that waits are looked at again.
    return { place: waits ?? rows.at(-1)?.seq ?? after, more: isWhole(rows) && waits === null };
  }

  #isQueued(queueId: string | null): boolean {
    return queueId !== null && this.#state.sql('SELECT 1 FROM message WHERE queue_id = ?').get(queueId) !== undefined;
  }

  /** The story stays as long as another organization has a row of it. */
  #remove(seq: number, queueId: string | null): void {
    for (const sql of [
      'DELETE FROM trace WHERE seq = ?',
      'DELETE FROM trace_text WHERE rowid = ?',
      'DELETE FROM trace_dirty WHERE seq = ?',
    ])
      this.#state.sql(sql).run(seq);
    if (queueId !== null)
      this.#state
        .sql('DELETE FROM event WHERE queue_id = ? AND NOT EXISTS (SELECT 1 FROM trace WHERE queue_id = ?)')
        .run(queueId, queueId);
  }

  /** Those that nobody else has a part in. */
  #sessions(organizationId: string, after: number, cutoff: number): Looked {
    const rows = this.#state
      .sql(
        "SELECT id, json_extract(doc, '$.organizations') AS organizations FROM session WHERE id > ? AND at < ? ORDER BY id LIMIT ?",
      )
      .all(after, cutoff, bounds.store.retentionLooked) as unknown as { id: number; organizations: string | null }[];
    const own = JSON.stringify([organizationId]);
    for (const { id, organizations } of rows)
      if (organizations === own) this.#state.sql('DELETE FROM session WHERE id = ?').run(id);
    return { place: rows.at(-1)?.id ?? after, more: isWhole(rows) };
  }
}

const isWhole = (rows: readonly unknown[]): boolean => rows.length === bounds.store.retentionLooked;
