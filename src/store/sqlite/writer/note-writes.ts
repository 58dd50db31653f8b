/** Notes and secrets, written. Within a transaction. */
import { NoteConflict } from '../../store.ts';
import type { WriterCalls } from '../protocol.ts';
import type { WriterState } from './writer-state.ts';

type Args<Verb extends keyof WriterCalls> = Parameters<WriterCalls[Verb]>;

export function putNotes(state: WriterState, book: Args<'putNotes'>[0], notes: Args<'putNotes'>[1]): void {
  for (const [key, , expected] of notes) {
    if (expected === null) continue;
    const now = versionOf(state, book, key);
    if (now !== expected) throw new NoteConflict(`The note ${key} has version ${now}, not ${expected}`);
  }
  for (const [key, doc] of notes)
    state
      .sql(
        'INSERT INTO note (book, key, doc, version) VALUES (?,?,?,?) ON CONFLICT (book, key) DO UPDATE SET doc = excluded.doc, version = excluded.version',
      )
      .run(book, key, doc, nextVersion(state));
}

function versionOf(state: WriterState, book: string, key: string): number {
  const row = state.sql('SELECT version FROM note WHERE book = ? AND key = ?').get(book, key);
  return (row as { version: number } | undefined)?.version ?? 0;
}

/** Of all notes together: one that is deleted and written again does not look like what it was. */
const nextVersion = (state: WriterState): number =>
  (
    state.sql("UPDATE meta SET value = value + 1 WHERE name = 'note_version' RETURNING value").all()[0] as {
      value: number;
    }
  ).value;

export function deleteNotes(state: WriterState, book: string, keys: readonly string[]): void {
  for (const key of keys) state.sql('DELETE FROM note WHERE book = ? AND key = ?').run(book, key);
}

export function putSecret(state: WriterState, name: string, sealed: Uint8Array, now: number): void {
  state
    .sql(
      'INSERT INTO secret (name, sealed, put_at) VALUES (?,?,?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, put_at = excluded.put_at',
    )
    .run(name, sealed, now);
}

export function deleteSecret(state: WriterState, name: string): void {
  state.sql('DELETE FROM secret WHERE name = ?').run(name);
}
