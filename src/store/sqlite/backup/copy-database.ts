/** Copies of the database: made in one snapshot, and checked. For worker threads. */
import { backup, DatabaseSync } from 'node:sqlite';
import type { QueueId } from '../../../base/id.ts';
import { type Database, makePrivate } from '../database/database.ts';
import { DatabaseTooNew, migrations, schemaVersion } from '../database/migrations.ts';

/** A content file, and the message that it belongs to. */
export interface ContentOf {
  readonly name: string;
  readonly queueId: QueueId;
  /** As it was accepted. */
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Pages copied before the thread looks whether it is to stop. */
const PAGES_AT_ONCE = 1_000;

/** Writes the committed state, as one snapshot, into a new file, and returns the content files it refers to. */
export async function copyInto(database: Database, file: string): Promise<ContentOf[]> {
  makePrivate(file);
  // The snapshot is held by a transaction that reads: what is committed meanwhile is not in the copy.
  database.handle.exec('BEGIN');
  let contents: ContentOf[];
  try {
    contents = contentFiles(database.handle);
    await backup(database.handle, file, { rate: PAGES_AT_ONCE });
  } finally {
    database.handle.exec('COMMIT');
  }
  // One file, without a log beside it.
  const copy = new DatabaseSync(file);
  try {
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
  return contents;
}

/** Throws with a sentence when the file is no sound database of ours; else returns the content files it refers to. */
export function checkCopy(file: string): ContentOf[] {
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

const contentFiles = (database: DatabaseSync): ContentOf[] =>
  database
    .prepare(
      `SELECT content_file AS name, min(queue_id) AS queueId,
        json_extract(min(doc), '$.content.sizeBytes') AS sizeBytes, json_extract(min(doc), '$.content.sha256') AS sha256
       FROM message WHERE content_file IS NOT NULL GROUP BY content_file`,
    )
    .all()
    .map((row) => ({ ...row }) as unknown as ContentOf);
