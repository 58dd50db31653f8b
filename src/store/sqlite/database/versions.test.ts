import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BETWEEN, storedText, storedValues, VALUE_VERSION, withoutVersions } from './versions.ts';

const ending = `,"v":${VALUE_VERSION}}${BETWEEN}`;
const text = fc.oneof(fc.string(), fc.constantFrom(ending, `x${ending}{`, `{"a":1${ending}`, '\n', ',\n'));
const plain = { noNullPrototype: true };
const inner = fc.record({ a: text, v: fc.constantFrom(0, VALUE_VERSION) }, plain);
const value = fc.record({ name: text, inner: fc.array(inner, { maxLength: 2 }) }, plain);

test('many texts that stand in one are the values they were, whatever is in them and whoever wrote them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.boolean())), (stored) => {
      const texts = stored.map(([each, isOfToday]) => (isOfToday ? storedText(each) : JSON.stringify(each)));
      assert.deepEqual(
        storedValues(`[${withoutVersions(texts.join(BETWEEN))}]`),
        stored.map(([each]) => each),
      );
    }),
  );
});
