/** The contract of notes: small facts by book and key. */
import assert from 'node:assert/strict';
import type { OnStore } from './on-store.ts';

export function notesContract(onStore: OnStore): void {
  onStore('notes are kept by book and key, and outlast a restart', async ({ store, reopen }) => {
    await store.notes.put('alarm', [
      { key: 'b', value: { stage: 1 } },
      { key: 'a', value: 'text' },
    ]);
    await store.notes.put('upstream', [{ key: 'a', value: 7 }]);
    await store.notes.put('alarm', [{ key: 'b', value: { stage: 2 } }]);
    const again = await reopen();
    assert.deepEqual(await again.notes.all('alarm'), [
      { key: 'a', value: 'text' },
      { key: 'b', value: { stage: 2 } },
    ]);
    await again.notes.delete('alarm', ['a', 'never there']);
    assert.deepEqual(
      (await again.notes.all('alarm')).map(({ key }) => key),
      ['b'],
    );
    assert.deepEqual(await again.notes.all('upstream'), [{ key: 'a', value: 7 }]);
  });
}
