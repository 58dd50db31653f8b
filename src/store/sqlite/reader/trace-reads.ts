/** Searches of the trace, stories and sessions, on the reader's connection. */
import { bounds } from '../../../base/bounds.ts';
import type { ObjectId, QueueId } from '../../../base/id.ts';
import { type RefusalCount, type SessionRecord, sessionGoesOn } from '../../../mail/trace-event.ts';
import type { TraceQuery, TraceRow } from '../../store.ts';
import type { Database } from '../database/database.ts';
import type { ReaderCalls } from '../protocol.ts';
import { eventWords } from '../writer/trace-index.ts';
import { folded, tokens, type TraceSearch, traceSearch } from './trace-query.ts';
import { storedValue } from '../database/versions.ts';

const COLUMNS =
  't.seq, t.at, t.queue_id AS queueId, t.session_id AS sessionId, t.reference, t.sender, t.recipient, t.subject, t.message_id AS messageId, t.status, t.client_address AS clientAddress, t.connector_id AS connectorId, t.ingress, t.organization_id AS organizationId, t.size_bytes AS sizeBytes, t.last_text AS lastText';

type NumberedRow = TraceRow & { readonly seq: number };

interface Page {
  readonly rows: readonly TraceRow[];
  readonly next: string | null;
}

/**
 * Newest first. A reference whose number is not on record finds its session's rows once the session is over: until then the refusal may
 * still be on its way here.
 */
export function search(database: Database, query: TraceQuery): Page {
  const page = searchOnce(database, query);
  const sessionId = query.reference?.split('-', 1)[0];
  if (page.rows.length > 0 || sessionId === undefined || sessionId === query.reference) return page;
  const doc = session(database, sessionId);
  if (doc === null || storedValue<SessionRecord>(doc).end === sessionGoesOn) return page;
  return searchOnce(database, { ...query, reference: sessionId });
}

/** Candidates come from the full-text index, and from the rows that wait to be indexed. */
function searchOnce(database: Database, query: TraceQuery): Page {
  const wanted = traceSearch(query);
  const limit = query.limit + 1;
  // One snapshot: a row that is indexed between two statements must not fall between them.
  database.handle.exec('BEGIN');
  let rows: NumberedRow[];
  try {
    rows =
      wanted.match === null
        ? numbered(
            database
              .sql(`SELECT ${COLUMNS} FROM trace t WHERE ${wanted.where} ORDER BY t.seq DESC LIMIT ?`)
              .all(...wanted.values, limit),
          )
        : merge(indexed(database, wanted, limit), waiting(database, wanted, limit));
  } finally {
    database.handle.exec('COMMIT');
  }
  const page = rows.slice(0, query.limit);
  return { rows: page.map(withoutNumber), next: rows.length > query.limit ? String(page.at(-1)?.seq ?? 0) : null };
}

function indexed(database: Database, wanted: TraceSearch, limit: number): NumberedRow[] {
  return numbered(
    database
      .sql(
        `SELECT ${COLUMNS} FROM trace_text x CROSS JOIN trace t ON t.seq = x.rowid WHERE x.trace_text MATCH ? AND ${wanted.where} ORDER BY x.rowid DESC LIMIT ?`,
      )
      .all(wanted.match, ...wanted.values, limit),
  );
}

function waiting(database: Database, wanted: TraceSearch, limit: number): NumberedRow[] {
  const found: NumberedRow[] = [];
  const rows = database
    .sql(
      `SELECT ${COLUMNS} FROM trace_dirty d CROSS JOIN trace t ON t.seq = d.seq WHERE ${wanted.where} ORDER BY d.seq DESC`,
    )
    .iterate(...wanted.values) as unknown as Iterable<NumberedRow>;
  let looked = 0;
  for (const row of rows) {
    if (wanted.words.length > 0 && ++looked > bounds.store.unindexedSearched) break;
    if (!hasWords(database, row, wanted.words)) continue;
    found.push(row);
    if (found.length >= limit) break;
  }
  return found;
}

function hasWords(database: Database, row: NumberedRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const texts = [row.sender, row.recipient, row.subject, row.lastText];
  if (row.queueId !== null) for (const event of eventDocs(database, row.queueId)) texts.push(eventWords(event));
  const present = tokens(folded(texts.join(' ')));
  return words.map(folded).every((word) => present.some((one) => one.startsWith(word)));
}

function merge(one: readonly NumberedRow[], other: readonly NumberedRow[]): NumberedRow[] {
  const bySeq = new Map([...one, ...other].map((row) => [row.seq, row]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq);
}

const numbered = (rows: unknown): NumberedRow[] => rows as NumberedRow[];

function withoutNumber(row: NumberedRow): TraceRow {
  const { seq: _, ...rest } = row;
  return rest;
}

function eventDocs(database: Database, queueId: string): string[] {
  const rows = database
    .sql('SELECT doc FROM event WHERE queue_id = ? ORDER BY n LIMIT ?')
    .all(queueId, bounds.store.storyEvents) as unknown as { doc: string }[];
  return rows.map((row) => row.doc);
}

export function story(database: Database, queueId: QueueId): ReturnType<ReaderCalls['story']> {
  const rows = numbered(
    database
      .sql(`SELECT ${COLUMNS} FROM trace t WHERE t.queue_id = ? ORDER BY t.ordinal LIMIT ?`)
      .all(queueId, bounds.store.storyRows),
  ).map(withoutNumber);
  const events = eventDocs(database, queueId);
  if (rows.length === 0 && events.length === 0) return null;
  const sessionId = rows[0]?.sessionId ?? null;
  return { rows, events, session: sessionId === null ? null : session(database, sessionId) };
}

/** By the session's id, or by a reference into it. */
export function session(database: Database, id: string): string | null {
  const row = database.sql('SELECT doc FROM session WHERE session_id = ?').get(id.split('-')[0]!.toUpperCase());
  return (row as { doc: string } | undefined)?.doc ?? null;
}

export function refusalCounts(database: Database, since: number): RefusalCount[] {
  const rows = database
    .sql(
      "SELECT client_address AS clientAddress, hour_start AS hourStart, count, nullif(organization_id, '') AS organizationId FROM refusal_count WHERE hour_start >= ? ORDER BY hour_start DESC, count DESC",
    )
    .all(since) as unknown as (Omit<RefusalCount, 'organizationId'> & { readonly organizationId: ObjectId | null })[];
  return rows.map(({ organizationId, ...count }) => ({
    ...count,
    ...(organizationId === null ? {} : { organizationId }),
  }));
}
