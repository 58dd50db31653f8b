import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTraceNumbers, lowestTraceNumber, traceNumberAfter } from './trace-numbers.ts';

/** A table that only knows which numbers were taken. */
function table() {
  const taken = new Set<number>();
  const highest = (low: number, high: number): number | null => {
    let best: number | null = null;
    for (const number of taken) if (number >= low && number <= high && (best === null || number > best)) best = number;
    return best;
  };
  return { taken, numbers: () => createTraceNumbers(highest) };
}

test('numbers never repeat, grow with time, and are exact integers for long', () => {
  const { taken, numbers } = table();
  let source = numbers();
  for (const at of [1_000, 999, 1_000, 5, 1_001, ...Array.from({ length: 5_000 }, () => 1_000), 1_001, 1_002, 1_003]) {
    const number = source.take(at);
    assert.ok(!taken.has(number));
    assert.ok(number >= lowestTraceNumber(at));
    taken.add(number);
    // Forgetting everything, as after a restart, changes nothing.
    if (taken.size % 1_000 === 0) source = numbers();
  }
  assert.ok(Number.isSafeInteger(lowestTraceNumber(Date.UTC(2100, 0, 1))));
});

test('a clock beyond all sense leaves numbers exact and growing', () => {
  const { taken, numbers } = table();
  const source = numbers();
  for (const at of [Date.UTC(2200, 0, 1), Date.UTC(2999, 0, 1), Number.MAX_SAFE_INTEGER, Date.UTC(2200, 0, 1)])
    for (let i = 0; i < 3_000; i++) {
      const number = source.take(at);
      assert.ok(Number.isSafeInteger(number) && !taken.has(number));
      assert.ok(number >= lowestTraceNumber(at) && number < traceNumberAfter(at));
      taken.add(number);
    }
});
