import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import type { ObjectId } from '../../base/id.ts';
import { silentLog } from '../../base/log.ts';
import { allowEntryForms } from '../../directory/kinds/list-entry.ts';
import { LiveDirectory } from '../../directory/live-directory.ts';
import type { AllowEntry } from '../../directory/objects.ts';
import { DirectoryConflict, type DirectoryStore } from '../../store/store.ts';
import { UsedEntries } from './used-entries.ts';

const id = (text: string): ObjectId => text as ObjectId;
const TEN_MINUTES_MS = 600_000;
const DAY_MS = 24 * 60 * 60_000;

const entry = (name: string, until: string): AllowEntry => ({
  kind: 'allow-entry',
  id: id(name),
  organizationId: id('org'),
  ...allowEntryForms.create.parse({ name, until }),
  addedAt: 0,
  usedAt: null,
});

function desk() {
  const clock = createManualClock();
  const objects = [entry('far.test', '45 days after last use'), entry('192.0.2.7', '30 days')];
  const directory = new LiveDirectory({ revision: 1, objects });
  const written: string[] = [];
  const state = { isBusy: false };
  const change: DirectoryStore['change'] = async (edits, actor, _, expected) => {
    if (state.isBusy) throw new DirectoryConflict('changed meanwhile');
    for (const edit of edits) written.push(`${actor} ${edit.verb === 'put' ? edit.object.id : ''} ${expected}`);
    return (expected ?? 0) + 1;
  };
  const store = { directory: { change } as DirectoryStore };
  const used = new UsedEntries({ store, directory, clock, log: silentLog });
  const note = (): void => used.note(id('org'), { allowedAuthor: 'far.test', allowedAddress: '192.0.2.7' });
  const usedAt = () => directory.current.get('allow-entry', id('far.test'))?.usedAt;
  return { clock, written, state, used, note, usedAt };
}

test('the last use is written once a day, of entries whose end goes by it', async () => {
  const { clock, written, note, usedAt } = desk();
  const first = clock.now();
  note();
  note();
  assert.deepEqual(written, [], 'not while mail waits');
  await clock.advance(TEN_MINUTES_MS);
  assert.deepEqual(written, ['system:lists far.test 1']);
  assert.equal(usedAt(), first);
  note();
  await clock.advance(DAY_MS);
  assert.equal(written.length, 1);
  note();
  await clock.advance(TEN_MINUTES_MS);
  assert.equal(written.length, 2);
});

test('a change of somebody else goes first; what is not written yet is at the end', async () => {
  const { clock, written, state, used, note } = desk();
  state.isBusy = true;
  note();
  await clock.advance(TEN_MINUTES_MS);
  assert.deepEqual(written, []);
  state.isBusy = false;
  note();
  await used.close();
  assert.deepEqual(written, ['system:lists far.test 1']);
});
