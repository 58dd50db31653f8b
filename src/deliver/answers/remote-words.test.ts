import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { harmless, harmlessReply } from './remote-words.ts';

test('controls, escapes and line separators become spaces; other languages stay', () => {
  assert.equal(harmless('no \x1b[2J such\r\nX-Inj: 1\u2028 \u0085user'), 'no [2J such X-Inj: 1 user');
  assert.equal(harmless('Postfach gibt es nicht: müller'), 'Postfach gibt es nicht: müller');
});

test('whatever a peer says is kept within 1 KiB, as valid text, without controls', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3_000 }), { maxLength: 40 }), (lines) => {
      const kept = harmlessReply({ code: 550, enhanced: null, lines });
      assert.ok(Buffer.byteLength(kept.lines.join('')) <= 1_024);
      for (const line of kept.lines) {
        assert.ok(line.isWellFormed());
        assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029]/u);
      }
    }),
  );
});

test('a cut text ends in an ellipsis and never inside a character', () => {
  const cut = harmless('ü'.repeat(2_000));
  assert.ok(cut.endsWith('ü…'));
  assert.ok(Buffer.byteLength(cut) <= 1_024);
});
