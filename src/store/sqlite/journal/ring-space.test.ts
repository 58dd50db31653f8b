import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RingSpace } from './ring-space.ts';

test('batches follow each other, and turn back to the start when that is free', () => {
  const ring = new RingSpace(100, 1_000);
  assert.deepEqual([ring.take(1, 40), ring.take(2, 40)], [0, 40]);
  ring.applied(1);
  assert.equal(ring.take(3, 40), 0, 'what fits into the file before its end is preferred to growing');
  assert.equal(ring.usedBytes, 80);
});

test('it grows only while the database is behind, and never beyond its bound', () => {
  const ring = new RingSpace(100, 200);
  assert.deepEqual([ring.take(1, 100), ring.take(2, 100)], [0, 100]);
  assert.equal(ring.allocatedBytes, 200);
  assert.equal(ring.take(3, 100), null);
  ring.applied(1);
  assert.equal(ring.take(3, 100), 0);
  assert.equal(ring.take(4, 1), null);
  ring.applied(3);
  assert.equal(ring.usedBytes, 0);
  assert.equal(ring.take(4, 100), 100);
});

test('what is larger than the bound never fits', () => {
  assert.equal(new RingSpace(100, 200).take(1, 201), null);
});

test('no batch ever overwrites one that is not applied', () => {
  const step = fc.oneof(
    fc.record({ take: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ apply: fc.integer({ min: 1, max: 4 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const ring = new RingSpace(64, 200);
      const live: { number: number; start: number; end: number }[] = [];
      let number = 1;
      for (const one of steps) {
        if ('apply' in one) {
          const gone = live.splice(0, one.apply).at(-1);
          if (gone !== undefined) ring.applied(gone.number);
          continue;
        }
        const start = ring.take(number, one.take);
        if (start === null) continue;
        const end = start + one.take;
        assert.ok(end <= 200);
        for (const other of live) assert.ok(end <= other.start || start >= other.end);
        live.push({ number: number++, start, end });
        assert.equal(
          ring.usedBytes,
          live.reduce((sum, each) => sum + each.end - each.start, 0),
        );
      }
    }),
  );
});
