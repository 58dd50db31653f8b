/** Notes in memory, with versions, for tests of the rooms. There is one node. */
import { NoteConflict, type KeptNote, type NoteStore, type PersonStore } from '../../src/store/store.ts';

export function createFakeNotes(): NoteStore {
  const kept = new Map<string, KeptNote>();
  let versions = 0;
  return {
    async put(book, notes) {
      for (const { key, expected } of notes)
        if (expected !== undefined && expected !== (kept.get(`${book} ${key}`)?.version ?? 0))
          throw new NoteConflict(`the note ${key} is another one`);
      for (const { key, value } of notes)
        kept.set(`${book} ${key}`, { key, value: JSON.parse(JSON.stringify(value)) as unknown, version: ++versions });
    },
    async delete(book, keys) {
      for (const key of keys) kept.delete(`${book} ${key}`);
    },
    get: async (book, key) => kept.get(`${book} ${key}`) ?? null,
    all: async (book) =>
      [...kept]
        .flatMap(([name, note]) => (name.startsWith(`${book} `) ? [note] : []))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** Nothing is held of anybody. */
export const nobody: PersonStore = { held: async () => ({ found: [], next: null }), forget: async () => 0 };
