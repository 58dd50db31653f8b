import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counting, countedText } from './counted.ts';

test('each kind is one line: the first as it stands, the others counted and a few of them named', () => {
  const counting = new Counting();
  counting.add('wide', 'Alone', 'is wide');
  for (let at = 0; at < 5_000; at++) counting.add('open', `C${at}`, `text of C${at}`);
  counting.add('twice', 'One', 'first');
  counting.add('twice', 'One', 'second');
  assert.deepEqual(
    counting.all.map((counted) => countedText('connector', counted)),
    [
      'connector Alone: is wide',
      'connector C0: text of C0 (and 4999 more like it: C1, C2, ...)',
      'connector One: first (and 1 more like it)',
    ],
  );
});
