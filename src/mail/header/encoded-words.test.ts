import assert from 'node:assert/strict';
import { test } from 'node:test';
import libmime from 'libmime';
import { encodeWord, encodeWords, foldLines, WORD_OCTETS } from './encoded-words.ts';

/** The same texts each time. */
function* texts(): Generator<string> {
  const pieces = ['a', 'Zustellung', ' ', '  ', 'ü', 'Grüße', '€', '😀', '?', '=', '_', '"x"', '=?', 'wort,', '日本語'];
  let seed = 1;
  for (let count = 0; count < 3_000; count++) {
    let text = 'x';
    for (let length = count % 40; length > 0; length--) {
      seed = (seed * 48_271) % 2_147_483_647;
      text += pieces[seed % pieces.length];
    }
    yield `${text}x`;
  }
}

test('encoded words are those of libmime, and read as what they were made of', () => {
  for (const text of texts()) {
    const word = encodeWord(text, WORD_OCTETS);
    assert.equal(word, libmime.encodeWord(text, 'Q', WORD_OCTETS));
    assert.equal(libmime.decodeWords(word), text);
    for (const each of word.split(' ')) assert.ok(each.length <= 75, each);
    assert.equal(encodeWords(text, WORD_OCTETS), libmime.encodeWords(text, 'Q', WORD_OCTETS));
  }
});

test('fields are folded where libmime folds them', () => {
  for (const text of texts())
    for (const width of [20, 76, 78]) {
      const field = `Subject: ${text} ${text}`;
      assert.equal(foldLines(field, width), libmime.foldLines(field, width));
      const folded = foldLines(field, width);
      assert.equal(foldLines(`${folded}\r\n and on`, width), libmime.foldLines(`${folded}\r\n and on`, width));
    }
  assert.equal(foldLines(`X: ${'a'.repeat(200)}   b`, 76), libmime.foldLines(`X: ${'a'.repeat(200)}   b`, 76));
});
