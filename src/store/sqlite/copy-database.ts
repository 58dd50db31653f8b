/** Copies of the database: made in one snapshot, and checked. Synchronous: for worker threads. */
import { DatabaseSync } from 'node:sqlite';
import { type Database, makePrivate } from './database.ts';
import { DatabaseTooNew, migrations, schemaVersion } from './migrations.ts';

/** Writes the committed state into a new file, and returns the content files it refers to. */
export function copyInto(database: Database, file: string): string[] {
  makePrivate(file);
  database.handle.prepare('VACUUM INTO ?').run(file);
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    return contentFiles(copy);
  } finally {
    copy.close();
  }
}

/** Throws with a sentence when the file is no sound database of ours; else returns the content files it refers to. */
export function checkCopy(file: string): string[] {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    const version = schemaVersion(copy);
    if (version === 0) throw new Error('the copy holds no Doorpost database');
    if (version > migrations.length)
      throw new DatabaseTooNew('The backup was made by a newer Doorpost: restore it with that version');
    const rows = copy.prepare('PRAGMA integrity_check(10)').all() as unknown as { integrity_check: string }[];
    const faults = rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
    if (faults.length > 0) throw new Error(`the database of the backup is damaged: ${faults.join('; ')}`);
    return contentFiles(copy);
  } finally {
    copy.close();
  }
}

function contentFiles(database: DatabaseSync): string[] {
  const rows = database
    .prepare('SELECT DISTINCT content_file AS name FROM message WHERE content_file IS NOT NULL')
    .all() as unknown as { name: string }[];
  return rows.map((row) => row.name);
}
