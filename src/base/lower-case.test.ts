import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lowerCase } from './lower-case.ts';

test('it is what toLowerCase makes of any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(lowerCase(text), text.toLowerCase())));
  for (const text of ['', 'abc@[`{', 'Z', 'aZ', 'é', 'É', 'İ']) assert.equal(lowerCase(text), text.toLowerCase());
});
