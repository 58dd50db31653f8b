/** Directory, audit, secrets and usage, on the reader's connection. */
import { abusePrefix } from '../../../mail/screening/abuse.ts';
import { limitedPrefixes, senderPrefix } from '../../../mail/usage-subject.ts';
import type { ObjectId } from '../../../base/id.ts';
import { type NumberedAuditEntry, type UsageBucket, usageBucketMs } from '../../store.ts';
import type { Database } from '../database/database.ts';
import type { DirectoryPage, ReaderCalls } from '../protocol.ts';
import { BETWEEN, withoutVersions } from '../database/versions.ts';

export function directoryPage(database: Database, after: string, limit: number): DirectoryPage {
  // Both statements in one snapshot: a revision must not be paired with another one's objects.
  database.handle.exec('BEGIN');
  try {
    const { value } = database.sql("SELECT value FROM meta WHERE name = 'revision'").get() as { value: number };
    // Put together by SQLite: one text crosses into JavaScript and to the other thread, not hundreds.
    const { docs, last, count } = database
      .sql(
        `SELECT group_concat(doc, '${BETWEEN}') AS docs, max(id) AS last, count(*) AS count FROM (SELECT id, doc FROM object WHERE id > ? ORDER BY id LIMIT ?)`,
      )
      .get(after, limit) as { docs: string | null; last: string | null; count: number };
    return { revision: value, docs: `[${withoutVersions(docs ?? '')}]`, last: count < limit ? null : last };
  } finally {
    database.handle.exec('COMMIT');
    // Nobody reads it again: a large directory would keep its pages in memory for good.
    if (after !== '') database.handle.exec('PRAGMA shrink_memory');
  }
}

export function audit(
  database: Database,
  limit: number,
  before: number | null,
  after: number | null,
  id: string | null,
): NumberedAuditEntry[] {
  const rows = database
    .sql(
      `SELECT n, at, actor, revision, kind, id, name, before, after FROM audit WHERE n < ? AND (? IS NULL OR at < ?) AND ${id === null ? '? IS NULL' : 'id = ?'} ORDER BY n DESC LIMIT ?`,
    )
    .all(after ?? Number.MAX_SAFE_INTEGER, before, before, id, limit) as unknown as (Omit<
    NumberedAuditEntry,
    'before' | 'after'
  > & {
    before: string;
    after: string;
  })[];
  return rows.map((row) => ({
    ...row,
    before: JSON.parse(row.before) as unknown,
    after: JSON.parse(row.after) as unknown,
  }));
}

const bucketOf = (at: number): number => Math.floor(at / usageBucketMs) * usageBucketMs;

const IS_COUNTED = [...limitedPrefixes, abusePrefix].map((prefix) => `subject LIKE '${prefix}%'`).join(' OR ');

export function usageSince(database: Database, at: number): UsageBucket[] {
  return database
    .sql(`SELECT at, subject, messages, recipients FROM usage WHERE at >= ? AND (${IS_COUNTED}) ORDER BY at, subject`)
    .all(bucketOf(at))
    .map((row) => ({ ...row }) as unknown as UsageBucket);
}

export function senders(
  database: Database,
  organizationId: ObjectId,
  since: number,
): ReturnType<ReaderCalls['senders']> {
  const prefix = senderPrefix(organizationId);
  return database
    .sql(
      'SELECT substr(subject, ?) AS address, max(last_seen) AS lastSeen, sum(messages) AS messages FROM usage WHERE at >= ? AND substr(subject, 1, ?) = ? GROUP BY subject HAVING max(last_seen) >= ? ORDER BY subject',
    )
    .all(prefix.length + 1, bucketOf(since), prefix.length, prefix, since)
    .map((row) => ({ ...row }) as unknown as { address: string; lastSeen: number; messages: number });
}
