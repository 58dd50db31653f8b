import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counting, countedWords } from './counted.ts';
import { told } from '../../texts/told.ts';

test('each kind is one line: the first as it stands, the others counted and a few of them named', () => {
  const counting = new Counting();
  counting.add('wide', 'Alone', { text: 'is wide' });
  for (let at = 0; at < 5_000; at++) counting.add('open', `C${at}`, { text: `text of C${at}` });
  counting.add('twice', 'One', { text: 'first' });
  counting.add('twice', 'One', { text: 'second' });
  assert.deepEqual(
    counting.all.map((counted) => told(countedWords('connector', counted)).text),
    [
      'connector Alone: is wide',
      'connector C0: text of C0 (and 4999 more like it: C1, C2, ...)',
      'connector One: first (and 1 more like it)',
    ],
  );
});
