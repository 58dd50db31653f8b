/**
 * One process at a time on a data directory. The lock is the operating system's, held on a file of its own by SQLite,
 * so it ends with the process however that dies, and nothing stale is left behind.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivate } from './database/database.ts';

/** Another process holds the data directory. The message is one line for the operator. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
  readonly cure = 'stop that one first, or name another directory with --data (or DOORPOST_DATA)';
}

const SQLITE_BUSY = 5;

/** Synchronous: for worker threads. Throws DataDirectoryInUse. */
export function lockDirectory(folder: string): { release(): void } {
  const file = join(folder, 'doorpost.lock');
  makePrivate(file);
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new DataDirectoryInUse(`the data directory ${folder} is in use by another Doorpost`);
  }
  return { release: () => lock.close() };
}
