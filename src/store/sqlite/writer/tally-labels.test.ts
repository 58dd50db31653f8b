import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { bounds } from '../../../base/bounds.ts';
import { OTHERS } from '../../../mail/doors/series.ts';
import { migrate } from '../database/migrations.ts';
import { TallyLabels } from './tally-labels.ts';

const HOUR = 3_600_000;

test('the first labels of an hour have counts of their own, the others share one; a restart changes nothing of that', () => {
  const handle = new DatabaseSync(':memory:');
  migrate(handle, 0);
  const state = { sql: (text: string) => handle.prepare(text) };
  const labels = new TallyLabels(2);
  const of = (label: string, at: number, by = labels): string => by.of(state, 'device', at, label);
  assert.deepEqual(
    ['a', 'b', 'c', 'a', 'd'].map((label) => of(label, 0)),
    ['a', 'b', OTHERS, 'a', OTHERS],
  );
  assert.equal(of('c', HOUR), 'c');
  const write = handle.prepare("INSERT INTO tally VALUES ('device', 0, '', ?, 'Accepted', 1, 1, 0)");
  for (const label of ['a', 'b', OTHERS]) write.run(label);
  const reopened = new TallyLabels(2);
  assert.deepEqual(
    ['c', 'b'].map((label) => of(label, 0, reopened)),
    [OTHERS, 'b'],
  );
  // An hour that is long over is read again.
  for (let hour = 2; hour < 2 + bounds.store.tallyHours; hour++) of('x', hour * HOUR);
  assert.equal(of('c', 0), OTHERS);
  handle.close();
});
