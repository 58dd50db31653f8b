/** Searches of the trace, stories and sessions, on the reader's connection. */
import { bounds } from '../../../base/bounds.ts';
import type { ObjectId, QueueId } from '../../../base/id.ts';
import { canonicalAddress, coverage } from '../../../mail/network/peer-address.ts';
import { type RefusalCount, type SessionRecord, sessionGoesOn } from '../../../mail/trace-event.ts';
import type { DeviceSought, TracePage, TraceQuery, TraceRow, TraceWait } from '../../store.ts';
import type { Database } from '../database/database.ts';
import { checksIn } from '../database/encoding.ts';
import type { ReaderCalls } from '../protocol.ts';
import { eventWords } from '../writer/trace-index.ts';
import { byDevice, folded, tokens, type TraceSearch, traceSearch } from './trace-query.ts';
import { storedValue } from '../database/versions.ts';

const COLUMNS = `t.seq, t.at, t.queue_id AS queueId, t.session_id AS sessionId, t.reference, t.sender, t.recipient, t.subject, t.message_id AS messageId, t.status, t.client_address AS clientAddress, t.connector_id AS connectorId, t.device_id AS deviceId, t.ingress, t.organization_id AS organizationId, t.size_bytes AS sizeBytes, t.last_text AS lastText, t.cause, t.reason, t.code, t.checks, t.former,
  CASE WHEN t.status IN ('Getting status', 'Pending') THEN (SELECT json_object('nextAttemptAt', r.next_at, 'attempts', r.attempts, 'held', json(iif(r.held, 'true', 'false')), 'lane', r.lane) FROM message m JOIN recipient r ON r.message_id = m.id WHERE m.queue_id = t.queue_id AND r.ordinal = t.ordinal) END AS waiting`;

/** A row as it is read. */
interface ReadRow extends Omit<TraceRow, 'checks' | 'deviceId' | 'former' | 'waiting'> {
  readonly checks: string | null;
  readonly seq: number;
  readonly deviceId: ObjectId | null;
  readonly former: string | null;
  readonly waiting: string | null;
}

/** Part of a search, and what no condition says of a row. */
interface Part {
  readonly search: TraceSearch;
  readonly keeps: (row: ReadRow) => boolean;
}

interface Walked {
  readonly rows: readonly ReadRow[];
  /** The row that time ran out at, not looked at; null: there was time enough. */
  readonly stoppedAt: ReadRow | null;
}

/**
 * Newest first. A reference whose number is not on record finds its session's rows once the session is over: until then the refusal may
 * still be on its way here.
 */
export function search(database: Database, query: TraceQuery): TracePage {
  const page = searchOnce(database, query);
  const sessionId = query.reference?.split('-', 1)[0];
  if (page.rows.length > 0 || page.next !== null) return page;
  if (sessionId === undefined || sessionId === query.reference) return page;
  const doc = session(database, sessionId);
  if (doc === null || storedValue<SessionRecord>(doc).end === sessionGoesOn) return page;
  return searchOnce(database, { ...query, reference: sessionId });
}

function searchOnce(database: Database, query: TraceQuery): TracePage {
  const limit = query.limit + 1;
  const knownFrom = devicesFrom(database);
  const rows: ReadRow[] = [];
  let stoppedAt: ReadRow | null = null;
  // One snapshot: a row that is indexed between two statements must not fall between them.
  database.handle.exec('BEGIN');
  try {
    database.look.begin(query.lookMs ?? bounds.store.traceLook);
    for (const part of partsOf(database, query, knownFrom)) {
      const walked = walk(database, part, limit - rows.length);
      rows.push(...walked.rows);
      stoppedAt = walked.stoppedAt;
      if (stoppedAt !== null || rows.length >= limit) break;
    }
    const shown = rows.slice(0, query.limit).map((row) => shownRow(database, row, knownFrom));
    const newest = rows[0] === undefined ? null : String(rows[0].seq);
    const page = { rows: shown, newest };
    if (rows.length > query.limit) return { ...page, next: String(rows[query.limit - 1]!.seq), lookedBackTo: null };
    return stoppedAt === null
      ? { ...page, next: null, lookedBackTo: null }
      : { ...page, next: String(stoppedAt.seq + 1), lookedBackTo: stoppedAt.at };
  } finally {
    database.handle.exec('COMMIT');
  }
}

/** The number from which on rows know their device; null: all of them do. */
function devicesFrom(database: Database): number | null {
  const row = database.sql("SELECT value FROM meta WHERE name = 'devices_from'").get() as { value: number } | undefined;
  return row === undefined || row.value === 0 ? null : row.value;
}

function partsOf(database: Database, query: TraceQuery, knownFrom: number | null): readonly Part[] {
  const wanted = traceSearch(query);
  const keeps = (): boolean => true;
  if (query.device === undefined) return [{ search: wanted, keeps }];
  const { known, older } = byDevice(wanted, query.device.id, knownFrom);
  const parts: Part[] = [{ search: known, keeps }];
  if (older !== null) parts.push({ search: older, keeps: isFrom(database, query.device) });
  return parts;
}

/** Whether an older row is of the device: as its session knew it, else by what the device is known by today. */
function isFrom(database: Database, device: DeviceSought): (row: ReadRow) => boolean {
  const logins = new Set(device.logins.map((login) => login.toLowerCase()));
  return ({ deviceId, sessionId, clientAddress }) => {
    if (deviceId !== null) return deviceId === device.id;
    const record = recordOf(database, sessionId);
    if (record?.deviceId !== undefined) return record.deviceId === device.id;
    if (record?.login != null && logins.has(record.login.toLowerCase())) return true;
    if (clientAddress === null) return false;
    const address = canonicalAddress(clientAddress);
    return device.addresses.some((network) => coverage(network, address) !== null);
  };
}

function recordOf(database: Database, sessionId: string | null): SessionRecord | null {
  const doc = sessionId === null ? null : session(database, sessionId);
  return doc === null ? null : storedValue<SessionRecord>(doc);
}

/** Tables to look for rows in, with the number of a row in them, and the condition that takes the index's expression. */
const sources = {
  all: { tables: 'trace t', seq: 't.seq', matches: '1' },
  indexed: {
    tables: 'trace_text x CROSS JOIN trace t ON t.seq = x.rowid',
    seq: 'x.rowid',
    matches: 'x.trace_text MATCH ?',
  },
  notIndexed: { tables: 'trace_dirty d CROSS JOIN trace t ON t.seq = d.seq', seq: 'd.seq', matches: '1' },
} as const;

/** Candidates come from the full-text index, and from the rows that wait to be indexed; or they are all rows. */
function walk(database: Database, part: Part, limit: number): Walked {
  if (part.search.match === null) return taken(database, 'all', part, limit);
  return merged(taken(database, 'indexed', part, limit), waiting(database, part, limit), limit);
}

function taken(
  database: Database,
  source: keyof typeof sources,
  { search: wanted, keeps }: Part,
  limit: number,
): Walked {
  const { tables, seq, matches } = sources[source];
  const { found, foundBy, where, values, match } = wanted;
  const matched = source === 'indexed' && match !== null ? [match] : [];
  // Once time is over the next row comes as it is.
  const read = database
    .sql(
      `SELECT ${COLUMNS} FROM ${tables} WHERE ${matches} AND ${found} AND CASE look(t.seq) WHEN 1 THEN ${where} ELSE 1 END ORDER BY ${seq} DESC`,
    )
    .iterate(...matched, ...foundBy, ...values) as Iterable<unknown> as Iterable<ReadRow>;
  const rows: ReadRow[] = [];
  database.look.walk();
  for (const row of read) {
    if (database.look.isOver) return { rows, stoppedAt: row };
    if (!keeps(row)) continue;
    rows.push(row);
    if (rows.length >= limit) break;
  }
  return { rows, stoppedAt: null };
}

/** Words, which no condition asks for, are looked for in the rows themselves. */
function waiting(database: Database, { search, keeps }: Part, limit: number): Walked {
  const { words } = search;
  let looked = 0;
  const isWanted = (row: ReadRow): boolean => {
    if (words.length > 0 && ++looked > bounds.store.unindexedSearched) return false;
    return hasWords(database, row, words) && keeps(row);
  };
  return taken(database, 'notIndexed', { search, keeps: isWanted }, limit);
}

function hasWords(database: Database, row: ReadRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const texts = [row.sender, row.recipient, row.subject, row.lastText, row.cause];
  if (row.queueId !== null) for (const event of eventDocs(database, row.queueId)) texts.push(eventWords(event));
  const present = tokens(folded(texts.join(' ')));
  return words.map(folded).every((word) => present.some((one) => one.startsWith(word)));
}

/** Newest first, as far as both have looked. */
function merged(one: Walked, other: Walked, limit: number): Walked {
  const bySeq = new Map([...one.rows, ...other.rows].map((row) => [row.seq, row]));
  const rows = [...bySeq.values()].sort((a, b) => b.seq - a.seq);
  const [stoppedAt = null] = [one.stoppedAt, other.stoppedAt]
    .filter((row) => row !== null)
    .sort((a, b) => b.seq - a.seq);
  const seen = stoppedAt === null ? rows : rows.filter(({ seq }) => seq > stoppedAt.seq);
  return seen.length >= limit ? { rows: seen.slice(0, limit), stoppedAt: null } : { rows: seen, stoppedAt };
}

const readRows = (rows: unknown): readonly ReadRow[] => rows as readonly ReadRow[];

function shownRow(database: Database, row: ReadRow, knownFrom: number | null): TraceRow {
  const { seq, checks, deviceId, former, waiting: waits, ...rest } = row;
  const isOlder = deviceId === null && knownFrom !== null && seq < knownFrom;
  const known = isOlder ? recordOf(database, row.sessionId)?.deviceId : deviceId;
  return {
    ...rest,
    ...(known === undefined ? {} : { deviceId: known }),
    checks: checksIn(checks),
    former: former === null ? [] : former.trim().split(/ +/u),
    waiting: waits === null ? null : (JSON.parse(waits) as TraceWait),
  };
}

function eventDocs(database: Database, queueId: string): string[] {
  const rows = database
    .sql('SELECT doc FROM event WHERE queue_id = ? ORDER BY n LIMIT ?')
    .all(queueId, bounds.store.storyEvents) as unknown as { doc: string }[];
  return rows.map((row) => row.doc);
}

export function story(database: Database, queueId: QueueId): ReturnType<ReaderCalls['story']> {
  const knownFrom = devicesFrom(database);
  const rows = readRows(
    database
      .sql(`SELECT ${COLUMNS} FROM trace t WHERE t.queue_id = ? ORDER BY t.ordinal LIMIT ?`)
      .all(queueId, bounds.store.storyRows),
  ).map((row) => shownRow(database, row, knownFrom));
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
