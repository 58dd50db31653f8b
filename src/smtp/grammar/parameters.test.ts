import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRcptParameters } from './parameters.ts';

test('characters that ORCPT writes out are characters: no surrogates, nothing beyond Unicode, no ASCII in disguise', () => {
  const taken = (orcpt: string): boolean => parseRcptParameters(` ORCPT=${orcpt}`, true).ok;
  for (const point of ['10', '20', '5C', '7F', '80', 'E9', '100', 'D7FF', 'E000', 'FFFD', '1F600', '10FFFF'])
    assert.ok(taken(`utf-8;a\\x{${point}}@b.test`), point);
  for (const point of [
    'D800',
    'DBFF',
    'DC00',
    'dfff',
    '110000',
    'FFFFFF',
    '0',
    '00',
    '41',
    '0D',
    '00E9',
    '0000D800',
    '',
    'G1',
  ])
    assert.ok(!taken(`utf-8;a\\x{${point}}@b.test`), point);
  for (const rest of ['\\', '\\x', '\\x{', '\\x{E9', '\\u{E9}', '\\x{E9}\\', '\\xE9', '\\x{E9}\\x{D800}'])
    assert.ok(!taken(`UTF-8;a${rest}`), rest);
  assert.ok(!taken('utf-8;ü\\x{D800}@b.test'), 'also beside characters as they are');
  assert.ok(taken('utf-8;ü@b.test'));
  assert.ok(taken('rfc822;a\\b@b.test'), 'where a backslash is a backslash');
});
