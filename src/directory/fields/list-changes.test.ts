import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { groupForms } from '../kinds/group.ts';
import { changedLists, replacedLists } from './list-changes.ts';

const members = ['Ann@a.test', 'bob@a.test'];

test('what is there already is not added, what comes twice is added once, and the rest keeps its order', () => {
  const { lists, missing } = changedLists(
    { members },
    { members: { add: ['ANN@a.test', 'eve@a.test', 'dan@a.test', 'Eve@a.test'] } },
  );
  assert.deepEqual(lists, { members: ['Ann@a.test', 'bob@a.test', 'eve@a.test', 'dan@a.test'] });
  assert.deepEqual(missing, []);
});

test('what is taken away may come back at the end; what is not there to be taken is told', () => {
  const { lists, missing } = changedLists(
    { members },
    { members: { remove: ['ann@A.test', 'who@a.test'], add: ['ann@a.test'] } },
  );
  assert.deepEqual(lists, { members: ['bob@a.test', 'ann@a.test'] });
  assert.deepEqual(missing, [{ field: 'members', entry: 'who@a.test', before: members }]);
});

test('the longest lists there may be are compared in a moment: whoever waits for mail waits for it', () => {
  const { shape } = groupForms;
  const long = Array.from({ length: bounds.config.list }, (_, at) => `person${at}@contoso.example.com`);
  const began = performance.now();
  assert.deepEqual(replacedLists(shape, { members: long }, { members: long.map((one) => one.toUpperCase()) }), []);
  const fresh = long.map((one) => `new-${one}`);
  const changed = changedLists({ members: long }, { members: { add: fresh, remove: long.toReversed() } });
  assert.deepEqual(changed, { lists: { members: fresh }, missing: [] });
  assert.deepEqual(replacedLists(shape, { members: long }, { members: fresh }), [
    { field: 'members', gone: long, came: fresh, left: fresh.length },
  ]);
  // Comparing each with each took many seconds.
  assert.ok(performance.now() - began < 1_500);
});
