/** The last backups, in the notes: the one that was tried last, and the last that is whole. */
import type { NoteStore } from './store.ts';

const BOOK = 'backup';

/** How a backup ended; `incomplete`: of some messages the content is lost. */
export interface BackupTry {
  /** ms since 1970. */
  readonly at: number;
  readonly outcome: 'whole' | 'incomplete' | 'failed';
  /** Absent: noted by an earlier version. */
  readonly folder?: string;
  /** Of the copy; absent where there is none that can be used. */
  readonly octets?: number;
  /** Why it failed, in the words of the system. */
  readonly said?: string;
}

/** When the last whole one was made: ms since 1970; null: none was noted. Rejects with StoreUnavailable. */
export async function lastBackup(notes: Pick<NoteStore, 'get'>): Promise<number | null> {
  const note = await notes.get(BOOK, 'last');
  return note === null ? null : (note.value as { readonly at: number }).at;
}

/** The last one that was tried; null: none since that is noted. Rejects with StoreUnavailable. */
export async function lastBackupTry(notes: Pick<NoteStore, 'get'>): Promise<BackupTry | null> {
  const note = await notes.get(BOOK, 'tried');
  return note === null ? null : (note.value as BackupTry);
}

/** Rejects with StoreUnavailable. */
export async function noteBackupTry(notes: Pick<NoteStore, 'put'>, tried: BackupTry): Promise<void> {
  const whole = tried.outcome === 'whole' ? [{ key: 'last', value: { at: tried.at } }] : [];
  await notes.put(BOOK, [{ key: 'tried', value: tried }, ...whole]);
}
