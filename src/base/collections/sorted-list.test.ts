import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SortedList } from './sorted-list.ts';

const key = fc.nat({ max: 2_000 }).map((number) => String(number).padStart(4, '0'));
const step = fc.tuple(key, fc.boolean());

test('it holds what was put in, in order, and an edit leaves the list before as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 700 }), { maxLength: 4 }), key, key, (edits, from, to) => {
      let list = SortedList.empty<string>();
      const model = new Set<string>();
      for (const steps of edits) {
        const before = list;
        const known = [...model].sort();
        const edit = list.edit();
        for (const [name, isPut] of steps)
          if (isPut) {
            edit.set(name, name);
            model.add(name);
          } else {
            edit.delete(name);
            model.delete(name);
          }
        list = edit.done();
        assert.deepEqual([...before], known);
        const come = [...list.beyond(before)].filter((each) => !known.includes(each));
        assert.deepEqual(
          come,
          [...model].sort().filter((each) => !known.includes(each)),
        );
        assert.deepEqual([...list.beyond(list)], []);
      }
      const sorted = [...model].sort();
      assert.deepEqual([...list], sorted);
      assert.deepEqual(list.pieces().flat(), sorted);
      assert.equal(list.length, sorted.length);
      assert.deepEqual(
        [...list.between(from, to)],
        sorted.filter((each) => each >= from && each <= to),
      );
      assert.equal(
        list.after(from),
        sorted.find((each) => each > from),
      );
      assert.equal(list.get(to), model.has(to) ? to : undefined);
    }),
  );
});
