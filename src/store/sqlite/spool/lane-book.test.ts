import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LaneBook } from './lane-book.ts';

const NONE: ReadonlySet<string> = new Set();

test('lanes become due in their time and take turns', () => {
  const book = new LaneBook();
  book.note('a', 10);
  book.note('b', 5);
  book.note('a', 7);
  assert.deepEqual(book.due(4, 9, NONE), []);
  assert.deepEqual(book.due(7, 9, NONE), ['b', 'a']);
  book.correct('b', 6, 7);
  assert.deepEqual(book.due(7, 9, NONE), ['a', 'b']);
  book.correct('a', null, 7);
  book.correct('b', 20, 7);
  assert.deepEqual(book.due(19, 9, NONE), []);
  assert.deepEqual(book.earliest(NONE), { lane: 'b', at: 20 });
  assert.equal(book.earliest(new Set(['b'])), null);
});

test('busy lanes keep their turn', () => {
  const book = new LaneBook();
  ['a', 'b', 'c'].forEach((lane, at) => book.note(lane, at));
  assert.deepEqual(book.due(2, 1, new Set(['a'])), ['b']);
  book.correct('b', 1, 2);
  assert.deepEqual(book.due(2, 9, NONE), ['a', 'c', 'b']);
});

test('the earliest lane is that of a plain map, whatever was noted and corrected', () => {
  const lane = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const at = fc.integer({ min: 0, max: 30 });
  const step = fc.oneof(
    fc.record({ verb: fc.constant('note' as const), lane, at }),
    fc.record({ verb: fc.constant('correct' as const), lane, at: fc.option(at) }),
    fc.record({ verb: fc.constant('restate' as const), lane, at: fc.option(at) }),
    fc.record({ verb: fc.constant('due' as const), at }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.uniqueArray(lane), (steps, busyLanes) => {
      const book = new LaneBook();
      const model = new Map<string, number>();
      const busy = new Set<string>(busyLanes);
      for (const one of steps) {
        if (one.verb === 'note') {
          book.note(one.lane, one.at);
          model.set(one.lane, Math.min(model.get(one.lane) ?? Infinity, one.at));
        } else if (one.verb === 'due') {
          const due = book.due(one.at, 99, NONE);
          for (const [name, time] of model) if (time <= one.at) assert.ok(due.includes(name));
        } else {
          if (one.verb === 'correct') book.correct(one.lane, one.at, 15);
          else book.restate(one.lane, one.at);
          if (one.at === null) model.delete(one.lane);
          else model.set(one.lane, one.at);
        }
        const open = [...model].filter(([name]) => !busy.has(name)).map(([, time]) => time);
        assert.equal(book.earliest(busy)?.at ?? null, open.length === 0 ? null : Math.min(...open));
      }
    }),
    { numRuns: 500 },
  );
});
