/** The contract of notes: small facts by book and key. */
import assert from 'node:assert/strict';
import type { NoteBook } from '../store.ts';
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
    const kept = async (book: NoteBook) => (await again.notes.all(book)).map(({ key, value }) => ({ key, value }));
    assert.deepEqual(await kept('alarm'), [
      { key: 'a', value: 'text' },
      { key: 'b', value: { stage: 2 } },
    ]);
    await again.notes.delete('alarm', ['a', 'never there']);
    assert.deepEqual(
      (await again.notes.all('alarm')).map(({ key }) => key),
      ['b'],
    );
    assert.deepEqual(await kept('upstream'), [{ key: 'a', value: 7 }]);
  });

  onStore(
    'a note is written only over the version that was read, and nothing is written beside one that is not',
    async ({ store, reopen }) => {
      const { notes } = store;
      assert.equal(await notes.get('alarm', 'a'), null);
      await notes.put('alarm', [{ key: 'a', value: 1, expected: 0 }]);
      const first = await notes.get('alarm', 'a');
      assert.equal(first?.value, 1);
      assert.ok(first.version > 0);
      const conflict = { name: 'NoteConflict' };
      await assert.rejects(notes.put('alarm', [{ key: 'a', value: 2, expected: 0 }]), conflict);
      await notes.put('alarm', [{ key: 'a', value: 2, expected: first.version }]);
      const together = [
        { key: 'b', value: 1 },
        { key: 'a', value: 3, expected: first.version },
      ];
      await assert.rejects(notes.put('alarm', together), conflict);
      const again = await reopen();
      assert.deepEqual(await again.notes.get('alarm', 'a'), (await again.notes.all('alarm'))[0]);
      assert.deepEqual(
        (await again.notes.all('alarm')).map(({ key, value }) => [key, value]),
        [['a', 2]],
      );
    },
  );

  onStore(
    'of two who write over the same version one does, and a note that was there before is not taken for it',
    async ({ store }) => {
      const { notes } = store;
      await notes.put('queue', [{ key: 'a', value: 0 }]);
      const { version } = (await notes.get('queue', 'a'))!;
      const tries = ['one', 'two'].map((value) => notes.put('queue', [{ key: 'a', value, expected: version }]));
      const ended = await Promise.allSettled(tries);
      assert.equal(ended.filter(({ status }) => status === 'fulfilled').length, 1);
      await notes.delete('queue', ['a']);
      await notes.put('queue', [{ key: 'a', value: 0 }]);
      await assert.rejects(notes.put('queue', [{ key: 'a', value: 1, expected: version }]), { name: 'NoteConflict' });
    },
  );

  onStore("a node's own notes are found by itself, and among those of all", async ({ store, reopen }) => {
    await store.notes.put('device-sighting', [{ key: 'own', value: 1 }], 'own');
    await store.notes.put('device-sighting', [{ key: 'shared', value: 2 }]);
    const again = await reopen();
    assert.equal((await again.notes.get('device-sighting', 'own', 'own'))?.value, 1);
    assert.deepEqual(
      (await again.notes.all('device-sighting')).map(({ key, value }) => [key, value]),
      [
        ['own', 1],
        ['shared', 2],
      ],
    );
    await again.notes.delete('device-sighting', ['own'], 'own');
    assert.equal(await again.notes.get('device-sighting', 'own', 'own'), null);
  });
}
