import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { oneLine, printable, printableLines, shortened } from './escape.ts';
import { shellWord } from '../../texts/command.ts';

test('what could act on a terminal is shown, not done', () => {
  assert.equal(printable('\u001b[2J\u001b]0;title\u0007'), '\\x1b[2J\\x1b]0;title\\x07');
  assert.equal(printable('invoice\u202Efdp.exe'), 'invoice\\u{202e}fdp.exe');
  assert.equal(printable('a\r\nb\tc\u009b'), 'a\\r\\nb c\\x9b');
  assert.equal(printable('a\u200bb\ufeff\u{e0041}'), 'a\\u{200b}b\\u{feff}\\u{e0041}');
  assert.equal(printable('\ud800x'), '\\u{d800}x');
});

test('the message of a library becomes one sentence, whatever its line ends', () => {
  assert.equal(oneLine('bad YAML at line 2:\n\n  a: [\r\n     ^\n'), 'bad YAML at line 2: a: [ ^');
  assert.equal(oneLine('a\u001b[1m\nCure: b'), 'a\\x1b[1m Cure: b');
});

test('words of any script stay as they are', () => {
  for (const text of ['Grüße', '請求書', 'שלום', '📠 fax', "O'Neill <x@y>"]) assert.equal(printable(text), text);
});

test('no text gets a control character through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // oxlint-disable-next-line no-control-regex
      return !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u.test(printable(text));
    }),
  );
});

test('line ends of a transcript stay, all else is escaped', () => {
  assert.equal(printableLines('C: EHLO a\r\nS: 250 \u001b[1mb\n'), 'C: EHLO a\nS: 250 \\x1b[1mb\n');
});

test('columns are cut at whole characters', () => {
  assert.equal(shortened('📠📠📠', 2), '📠…');
  assert.equal(shortened('short', 10), 'short');
});

test('a password with a quote survives the shell', () => {
  assert.equal(shellWord('abc-def'), 'abc-def');
  assert.equal(shellWord(`it's $HOME`), String.raw`'it'\''s $HOME'`);
});
