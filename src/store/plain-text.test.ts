import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainJson, plainValue } from './plain-text.ts';

const unit = fc.constantFrom('\0', '\uD83D', '\uDE00', '\\', '"', 'u', 'ud83d', '0000', '\u0001', 'é', '😀');
const text = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''));

test('JSON of any text has no NUL and no lone half in it, and is else the same', () => {
  fc.assert(
    fc.property(text, text, (name, value) => {
      const plain = (one: string): string => one.toWellFormed().replaceAll('\0', '\uFFFD');
      const expected = Object.fromEntries([[`-${plain(name)}`, [plain(value)]]]);
      const given = Object.fromEntries([[`-${name}`, [value]]]);
      assert.deepEqual(JSON.parse(plainJson(given)), expected);
      assert.deepEqual(plainValue(given), expected);
    }),
  );
});

test('a value that is plain is not copied', () => {
  const value = { text: 'Scan from Büro 😀' };
  assert.equal(plainValue(value), value);
});
