import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FreshNames } from './fresh-names.ts';

test('no two are alike without regard to case, whatever is asked for, and the first keeps its name', () => {
  const names = new FreshNames();
  const wanted = ['Relay', 'relay', 'Relay (2)', 'RELAY', 'x (2)', 'x', 'x', 'x', 'Relay (2)'];
  assert.deepEqual(
    wanted.map((each) => names.take(each)),
    ['Relay', 'relay (2)', 'Relay (2) (2)', 'RELAY (3)', 'x (2)', 'x', 'x (3)', 'x (4)', 'Relay (2) (3)'],
  );
});
