import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventNumbers } from './event-numbers.ts';

test('numbers never repeat, over however many starts, rolled-back commits and crashes', () => {
  let written = 2 ** 40;
  let inCommit: number | null = null;
  const given = new Set<number>();
  const start = (): EventNumbers => {
    const numbers = new EventNumbers(written, (end) => (inCommit = end));
    written = EventNumbers.endOf(written);
    return numbers;
  };
  const commit = (numbers: EventNumbers, count: number, ends: 'committed' | 'rolledBack'): void => {
    for (let i = 0; i < count; i++) {
      const number = numbers.take();
      assert.ok(!given.has(number) && Number.isSafeInteger(number));
      if (ends === 'committed') given.add(number);
    }
    numbers[ends]();
    if (ends === 'committed') written = inCommit ?? written;
    inCommit = null;
  };
  const numbers = start();
  commit(numbers, 2 ** 20 - 1, 'committed');
  commit(numbers, 2, 'rolledBack');
  commit(numbers, 2, 'committed');
  const again = start();
  commit(again, 10, 'committed');
  for (let i = 0; i < 200_000; i++) start();
  commit(start(), 10, 'committed');
  assert.ok(written < Number.MAX_SAFE_INTEGER / 2 ** 10, 'a restart loop of days leaves numbers for centuries');
});
