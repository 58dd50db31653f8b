import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FirstFew } from './first-few.ts';

test('it holds the first so many of all that were added', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 })), fc.integer({ min: 1, max: 12 }), (items, most) => {
      const few = new FirstFew<number>(most, (one, other) => one - other);
      for (const item of items) few.add(item);
      const sorted = items.toSorted((one, other) => one - other).slice(0, most);
      assert.deepEqual(
        few.items.toSorted((one, other) => one - other),
        sorted,
      );
      assert.equal(few.last, items.length < most ? undefined : sorted.at(-1));
    }),
  );
});
