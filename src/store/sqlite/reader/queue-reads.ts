/** Lists of the queue, for administrators: on the reader's connection, so that they never hold up a commit. */
import type { ObjectId, QueueId } from '../../../base/id.ts';
import type {
  LaneCount,
  OldestWaiting,
  Organizations,
  QuarantineCount,
  QueuePage,
  QueueSelection,
  RerouteScope,
} from '../../store.ts';
import type { Database } from '../database/database.ts';
import type { ListRow, ReaderCalls, RecipientKey } from '../protocol.ts';
import { IN_QUARANTINE, ownerIn, ownerOf, scopeSql, selectionSql } from './selection-sql.ts';

const COLUMNS =
  'r.message_id, r.ordinal, r.lane, r.held, r.next_at, r.attempts, r.delayed_since, r.delay_notice_at, r.route, r.pinned, r.last_reply, r.doc, m.doc AS message_doc';

/** Oldest message first, or newest; the cursor is the last row's `message.ordinal`. */
export function list(
  database: Database,
  selection: QueueSelection,
  { limit, after, newestFirst = false }: QueuePage,
): ReturnType<ReaderCalls['list']> {
  const where = selectionSql(selection);
  const place = after === null ? null : (after.split('.').map(Number) as [number, number]);
  const rows = newestFirst
    ? pageBefore(database, where, place ?? [Number.MAX_SAFE_INTEGER, 0], limit + 1)
    : pageOf(database, where, place ?? [-1, -1], limit + 1, Number.MAX_SAFE_INTEGER);
  const { total } = database
    .sql(`SELECT count(*) AS total FROM recipient r JOIN message m ON m.id = r.message_id WHERE ${where.sql}`)
    .get(...where.values) as { total: number };
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? `${last.message_id}.${last.ordinal}` : null, total };
}

/** A page without a count, for callers that go through all of the queue; up to a message, so that it ends. */
export function page(
  database: Database,
  selection: QueueSelection | { readonly scope: RerouteScope | null },
  after: RecipientKey,
  upTo: number,
  limit: number,
): readonly ListRow[] {
  const where = 'scope' in selection ? scopeSql(selection.scope) : selectionSql(selection);
  return pageOf(database, where, after, limit, upTo);
}

export const newestMessage = (database: Database): number =>
  (database.sql('SELECT coalesce(max(id), 0) AS id FROM message').get() as { id: number }).id;

function pageOf(
  database: Database,
  where: { readonly sql: string; readonly values: readonly (string | number)[] },
  after: RecipientKey,
  limit: number,
  upTo: number,
): ListRow[] {
  return database
    .sql(
      `SELECT ${COLUMNS} FROM recipient r JOIN message m ON m.id = r.message_id WHERE ${where.sql} AND (r.message_id, r.ordinal) > (?, ?) AND r.message_id <= ? ORDER BY r.message_id, r.ordinal LIMIT ?`,
    )
    .all(...where.values, ...after, upTo, limit) as unknown as ListRow[];
}

/** The newest first. */
function pageBefore(
  database: Database,
  where: { readonly sql: string; readonly values: readonly (string | number)[] },
  before: RecipientKey,
  limit: number,
): ListRow[] {
  return database
    .sql(
      `SELECT ${COLUMNS} FROM recipient r JOIN message m ON m.id = r.message_id WHERE ${where.sql} AND (r.message_id, r.ordinal) < (?, ?) ORDER BY r.message_id DESC, r.ordinal DESC LIMIT ?`,
    )
    .all(...where.values, ...before, limit) as unknown as ListRow[];
}

export function lanes(database: Database, organizationIds: readonly ObjectId[] | null): LaneCount[] {
  const only = organizationIds === null ? '' : `AND ${ownerIn('recipient')}`;
  const given = organizationIds === null ? [] : [JSON.stringify(organizationIds)];
  const rows = database
    .sql(
      `SELECT lane, sum(held = 0) AS waiting, sum(held) AS held, coalesce(min(CASE held WHEN 0 THEN message_id END), min(message_id)) AS oldest, coalesce(min(CASE held WHEN 0 THEN next_at END), min(next_at)) AS next_at, coalesce(max(CASE held WHEN 0 THEN next_at END), 0) AS last_at FROM recipient WHERE NOT ${IN_QUARANTINE('lane')} ${only} GROUP BY lane ORDER BY lane`,
    )
    .all(...given) as unknown as {
    lane: string;
    waiting: number;
    held: number;
    oldest: number;
    next_at: number;
    last_at: number;
  }[];
  return rows.map((row) => {
    const message = database.sql('SELECT received_at FROM message WHERE id = ?').get(row.oldest) as
      | { received_at: number }
      | undefined;
    return {
      lane: row.lane,
      waiting: row.waiting,
      held: row.held,
      oldestReceivedAt: message?.received_at ?? row.next_at,
      nextAttemptAt: row.next_at,
      lastAttemptAt: row.last_at,
    };
  });
}

/** Messages are numbered as they come: the first that is not held is the oldest. */
export function oldest(database: Database, only: Organizations): OldestWaiting | null {
  const list = listText(only);
  const row = database
    .sql(
      `SELECT m.queue_id AS queueId, ${ownerOf('r')} AS organizationId, m.received_at AS receivedAt, r.address AS recipient, r.lane, r.attempts, r.next_at AS nextAttemptAt, r.last_reply AS lastReply FROM recipient r CROSS JOIN message m ON m.id = r.message_id WHERE r.held = 0 AND (? IS NULL OR ${ownerIn('r')}) ORDER BY r.message_id, r.ordinal LIMIT 1`,
    )
    .get(list, list);
  return row === undefined ? null : ({ ...row } as unknown as OldestWaiting);
}

export function quarantine(database: Database, only: Organizations): QuarantineCount {
  const list = listText(only);
  const row = database
    .sql(
      `SELECT count(*) AS messages, coalesce(sum(recipients), 0) AS recipients, coalesce(sum(json_extract(m.doc, '$.content.sizeBytes')), 0) AS bytes, min(m.received_at) AS oldestAt FROM (SELECT r.message_id, count(*) AS recipients FROM recipient r WHERE ${IN_QUARANTINE('r.lane')} AND (? IS NULL OR ${ownerIn('r')}) GROUP BY r.message_id) q JOIN message m ON m.id = q.message_id`,
    )
    .get(list, list);
  return { ...(row as unknown as QuarantineCount) };
}

/** For `json_each`; null: no list, all are meant. */
export const listText = (only: Organizations): string | null => (only === null ? null : JSON.stringify(only));

export function message(
  database: Database,
  queueId: QueueId,
): { readonly doc: string; readonly content: Uint8Array | null } | null {
  const row = database.sql('SELECT doc, content FROM message WHERE queue_id = ?').get(queueId);
  return (row as { doc: string; content: Uint8Array | null } | undefined) ?? null;
}
