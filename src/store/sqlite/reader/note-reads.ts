/** Notes and secrets, on the reader's connection. */
import type { Database } from '../database/database.ts';
import type { EncodedNote, ReaderCalls } from '../protocol.ts';

interface NoteRow {
  readonly key: string;
  readonly doc: string;
  readonly version: number;
}

const encoded = ({ key, doc, version }: NoteRow): EncodedNote => [key, doc, version];

export function note(database: Database, book: string, key: string): ReturnType<ReaderCalls['note']> {
  const row = database.sql('SELECT key, doc, version FROM note WHERE book = ? AND key = ?').get(book, key);
  return row === undefined ? null : encoded(row as unknown as NoteRow);
}

export function notes(database: Database, book: string): readonly EncodedNote[] {
  const rows = database.sql('SELECT key, doc, version FROM note WHERE book = ? ORDER BY key').all(book);
  return (rows as unknown as readonly NoteRow[]).map(encoded);
}

export function secret(database: Database, name: string): Uint8Array | null {
  const row = database.sql('SELECT sealed FROM secret WHERE name = ?').get(name);
  return (row as { sealed: Uint8Array } | undefined)?.sealed ?? null;
}

export function secretNames(database: Database, prefix: string, putBefore: number | null): readonly string[] {
  const rows = database
    .sql('SELECT name FROM secret WHERE name >= ? AND name < ? AND put_at < coalesce(?, put_at + 1) ORDER BY name')
    .all(prefix, `${prefix}\u{10ffff}`, putBefore);
  return (rows as unknown as readonly { name: string }[]).map(({ name }) => name);
}
