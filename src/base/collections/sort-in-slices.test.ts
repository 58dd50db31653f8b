import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sortInSlices } from './sort-in-slices.ts';

test('it sorts as sort does, what is equal in the order it came, and rests in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 3_500, size: 'max' }), async (numbers) => {
      let rests = 0;
      const items = numbers.map((number, index) => ({ number, index }));
      const compare = (one: { number: number }, other: { number: number }): number => one.number - other.number;
      const sorted = await sortInSlices(items, compare, async () => void rests++);
      assert.deepEqual(sorted, [...items].sort(compare));
      assert.ok(rests >= Math.floor(items.length / 1_000));
    }),
    { numRuns: 20 },
  );
});
