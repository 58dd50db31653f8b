/** The schema, as a list that only grows: `user_version` counts how many of these a database has had. */
import type { DatabaseSync } from 'node:sqlite';
import { schema1 } from './schema-1.ts';
import { schema4 } from './schema-4.ts';
import { tooNew } from './versions.ts';

export { DatabaseTooNew } from './versions.ts';

/** SQL, or what SQL cannot say. */
export type Migration = string | ((database: DatabaseSync) => void);

/** Up to where the database has followed the journal (`journal-format.ts`). */
const schema2 = "INSERT INTO meta VALUES ('journal_epoch', 0), ('journal_offset', 0), ('journal_batch', 0)";

/** Small facts by book and key (`NoteStore`). */
const schema3 =
  'CREATE TABLE note (book TEXT NOT NULL, key TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (book, key)) WITHOUT ROWID';

/**
 * Notes have versions, for who writes only what he has read; secrets have the time they were put, of which those of before are long past; and
 * times of attempts are whole, which a pace could leave with a fraction.
 */
const schema5 = `
ALTER TABLE note ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
INSERT INTO meta VALUES ('note_version', 1);
ALTER TABLE secret ADD COLUMN put_at INTEGER NOT NULL DEFAULT 0;
UPDATE recipient SET next_at = CAST(next_at AS INTEGER) + 1 WHERE typeof(next_at) = 'real';`;

/** Counted refusals are some organization's affair, or (empty) nobody's, as those of before are. */
const schema6 = `
CREATE TABLE refusal_count_of (
  hour_start INTEGER NOT NULL,
  client_address TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (hour_start, client_address, organization_id)
) WITHOUT ROWID;
INSERT INTO refusal_count_of SELECT hour_start, client_address, '', count FROM refusal_count;
DROP TABLE refusal_count;
ALTER TABLE refusal_count_of RENAME TO refusal_count;`;

/**
 * Rows of the trace know the device they came from, and why a step was refused. Numbers from `devices_from` on are of such rows; what the journal
 * still holds of an earlier version is not later than now.
 */
const schema7 = `
ALTER TABLE trace ADD COLUMN device_id TEXT;
ALTER TABLE trace ADD COLUMN cause TEXT;
INSERT INTO meta SELECT 'devices_from', coalesce(max(max(seq) + 1, now_ms() * 2048), 0) FROM trace;`;

/** Mail as it is counted (`writer/tally.ts`), and since when it is. */
const schema8 = `
CREATE TABLE tally (
  what TEXT NOT NULL,
  at INTEGER NOT NULL,
  organization_id TEXT NOT NULL,
  way TEXT NOT NULL,
  result TEXT NOT NULL,
  messages INTEGER NOT NULL,
  recipients INTEGER NOT NULL,
  PRIMARY KEY (what, at, organization_id, way, result)
) WITHOUT ROWID;
CREATE TABLE last_mail (
  what TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (what, organization_id)
) WITHOUT ROWID;
INSERT INTO meta VALUES ('tally_since', now_ms());`;

/** The same by hours and with octets, and since when. Counts of before are of whole days, which stand in their first hour. */
const schema9 = `
ALTER TABLE tally ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
INSERT INTO meta VALUES ('series_since', now_ms());`;

/** Addresses, and user names that are addresses, are unique within an organization: of two the verified domain decides. */
const schema10 = `
UPDATE object_name
  SET scope = scope || ':' || (SELECT organization_id FROM object WHERE object.id = object_name.object_id)
  WHERE scope = 'address' OR (scope = 'username' AND instr(name, '@') > 0);`;

/**
 * An organization whose upstream for everything is switched off, and none takes its place, has sent that mail by MX, and goes on to: from now on
 * it would wait until somebody says what it is to do.
 */
const schema11 = `
UPDATE object SET doc = json_set(doc, '$.withoutUpstream', 'mx') WHERE kind = 'organization' AND EXISTS (
  SELECT 1 FROM object off, json_each(off.doc, '$.recipientDomains') pattern
  WHERE off.kind = 'outbound-connector' AND off.organization_id = object.id
    AND pattern.value = '*' AND NOT json_extract(off.doc, '$.enabled') AND json_extract(off.doc, '$.route.kind') <> 'mx'
    AND NOT EXISTS (
      SELECT 1 FROM object instead, json_each(instead.doc, '$.recipientDomains') taken
      WHERE instead.kind = 'outbound-connector' AND instead.organization_id = object.id
        AND json_extract(instead.doc, '$.enabled') AND taken.value = '*'
        AND coalesce(json_extract(instead.doc, '$.senders'), '["*"]') = '["*"]'
        AND coalesce(json_extract(instead.doc, '$.devices'), '[]') = '[]'));`;

/** Rows of refusals have the kind of their reason. */
const schema12 = 'ALTER TABLE trace ADD COLUMN reason TEXT';

/** Rows have the checks that applied to their mail (`checksText`), and checks are counted, since when. */
const schema13 = `
ALTER TABLE trace ADD COLUMN checks TEXT;
INSERT INTO meta VALUES ('checks_since', now_ms());`;

/** Rows of what failed have the status that it failed with, and when; and failures are counted by it, since when. */
const schema14 = `
ALTER TABLE trace ADD COLUMN code TEXT;
ALTER TABLE trace ADD COLUMN failed_at INTEGER;
INSERT INTO meta VALUES ('codes_since', now_ms());`;

/** Each is run once, in its own commit; those of a new database in one together. Never edit one that was released: add another. */
export const migrations: readonly Migration[] = [
  schema1,
  schema2,
  schema3,
  schema4,
  schema5,
  schema6,
  schema7,
  schema8,
  schema9,
  schema10,
  schema11,
  schema12,
  schema13,
  schema14,
];

export function schemaVersion(database: DatabaseSync): number {
  return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

/** Within a transaction. */
export function runMigration(database: DatabaseSync, migration: Migration, now: number): void {
  database.function('now_ms', () => now);
  if (typeof migration === 'string') database.exec(migration);
  else migration(database);
}

/**
 * Brings a database to the newest schema. Throws DatabaseTooNew, or the SQL error of a migration, which then has not happened.
 * @param now by the clock of the house: since when is counted what a migration begins to count.
 */
export function migrate(database: DatabaseSync, now: number, list: readonly Migration[] = migrations): void {
  const version = schemaVersion(database);
  if (version > list.length) throw tooNew('The database', version, list.length);
  // Secrets that a migration takes out of the tables must not be left in the file either.
  if (version < list.length) database.exec('PRAGMA secure_delete = ON');
  // A new file has nothing to lose, and a slow disk is waited for once.
  const steps = version === 0 ? [list] : list.slice(version).map((one) => [one]);
  let done = version;
  for (const step of steps) {
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const migration of step) runMigration(database, migration, now);
      done += step.length;
      database.exec(`PRAGMA user_version = ${done}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
  if (version < list.length) {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.exec('PRAGMA secure_delete = OFF');
  }
}
