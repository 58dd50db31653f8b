/** One connection to the database file, with its pragmas and its prepared statements. Synchronous: only worker threads use it. */
import { bounds } from '../../../base/bounds.ts';
import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { RowWalk } from './row-walk.ts';

/** Pages of 4 KiB written before SQLite copies the log back: rarer copying, and a log of some 32 MiB. */
const CHECKPOINT_PAGES = 8_192;

export interface Database {
  readonly handle: DatabaseSync;
  /** The prepared form of a statement; kept for the life of the connection. Callers pass constant texts, so the cache is bounded by the code. */
  sql(text: string): StatementSync;
  /** Of the walk that is under way: one at a time. */
  readonly look: RowWalk;
  close(): void;
}

/** For the owner only, whatever the umask: mail and password verifiers are in it. SQLite gives its log the same mode. Synchronous: for worker threads. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

export function openDatabase(file: string, mode: 'write' | 'read'): Database {
  if (mode === 'write') makePrivate(file);
  const handle = new DatabaseSync(file, { readOnly: mode === 'read', timeout: bounds.store.databaseBusy });
  if (mode === 'write') {
    handle.exec('PRAGMA journal_mode = WAL');
    // NORMAL loses commits in a power cut: FULL is the promise behind "250 queued".
    handle.exec('PRAGMA synchronous = FULL');
    handle.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    handle.exec(`PRAGMA journal_size_limit = ${bounds.store.databaseLog}`);
  }
  // A reader goes through much once. The system's own cache has the rest: going through a long queue, 64 MiB took as much processor as 16.
  handle.exec(`PRAGMA cache_size = -${mode === 'write' ? bounds.store.pageCache : bounds.store.pageCacheOfReader}`);
  handle.exec('PRAGMA temp_store = MEMORY');
  const statements = new Map<string, StatementSync>();
  return {
    handle,
    look: new RowWalk(handle),
    sql(text) {
      let statement = statements.get(text);
      if (statement === undefined) {
        statement = handle.prepare(text);
        statements.set(text, statement);
      }
      return statement;
    },
    close() {
      statements.clear();
      handle.close();
    },
  };
}

/** Its pages go to the log as the cache is full, not as it ends. */
export function withSmallCache<Result>({ handle }: Database, act: () => Result): Result {
  handle.exec(`PRAGMA cache_size = -${bounds.store.pageCacheOfLargeChange}`);
  try {
    return act();
  } finally {
    handle.exec(`PRAGMA cache_size = -${bounds.store.pageCache}`);
  }
}
