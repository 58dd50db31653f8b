/** The notes, as the main thread reaches them. There is one node, and all notes are its own. */
import type { NoteStore } from '../store.ts';
import type { Channel } from './channel.ts';
import { storedText, storedValue } from './database/versions.ts';
import type { News } from './news.ts';
import type { EncodedNote, ReaderCalls, WriterCalls } from './protocol.ts';

export function createNotes(writer: Channel<WriterCalls>, reader: Channel<ReaderCalls>, news: News): NoteStore {
  const decoded = ([key, doc, version]: EncodedNote) => ({
    key,
    value: storedValue<{ value: unknown }>(doc).value,
    version,
  });
  return {
    put(book, notes) {
      const rows = notes.map(({ key, value, expected = null }) => [key, storedText({ value }), expected] as const);
      return news.after(writer.call('putNotes', book, rows), () => ({ of: 'notes', book }));
    },
    delete: (book, keys) => news.after(writer.call('deleteNotes', book, keys), () => ({ of: 'notes', book })),
    async get(book, key) {
      const note = await reader.call('note', book, key);
      return note === null ? null : decoded(note);
    },
    all: async (book) => (await reader.call('notes', book)).map(decoded),
  };
}
