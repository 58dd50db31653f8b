/** The schema, as a list that only grows: `user_version` counts how many of these a database has had. */
import type { DatabaseSync } from 'node:sqlite';
import { schema1 } from './schema-1.ts';

/** Up to where the database has followed the journal (`journal-format.ts`). */
const schema2 = "INSERT INTO meta VALUES ('journal_epoch', 0), ('journal_offset', 0), ('journal_batch', 0)";

/** Small facts by book and key (`NoteStore`). */
const schema3 =
  'CREATE TABLE note (book TEXT NOT NULL, key TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (book, key)) WITHOUT ROWID';

/** Each is run once, in its own commit. Never edit one that was released: add another. */
export const migrations: readonly string[] = [schema1, schema2, schema3];

/** The file was written by a later Doorpost than this one. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew';
}

export function schemaVersion(database: DatabaseSync): number {
  return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

/** Brings a database to the newest schema. Throws DatabaseTooNew, or the SQL error of a step, which then has not happened. */
export function migrate(database: DatabaseSync, steps: readonly string[] = migrations): void {
  const version = schemaVersion(database);
  if (version > steps.length)
    throw new DatabaseTooNew(
      `The database was written by a newer Doorpost (schema ${version}; this program knows ${steps.length}): install that version, or restore a backup made by this one`,
    );
  for (let step = version; step < steps.length; step++) {
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(steps[step]!);
      database.exec(`PRAGMA user_version = ${step + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}
