import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileText } from './file-text.ts';

test('a file is read in the charset it was saved in, without its mark', () => {
  const text = 'Küche; Büro; 5 €';
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  for (const bytes of [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(text.replace('€', '\x80'), 'latin1'),
  ])
    assert.equal(fileText(bytes), text);
  assert.equal(fileText(Buffer.alloc(0)), '');
});
