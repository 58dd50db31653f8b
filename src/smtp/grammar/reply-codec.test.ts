import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplyParser } from './reply-codec.ts';

function read(text: string) {
  const parser = new ReplyParser();
  parser.feed(Buffer.from(text));
  return parser.next();
}

test('a refusal with a semicolon behind its code is read, as Microsoft says 5.7.711', () => {
  assert.deepEqual(read('550;5.7.711 Access denied, bad inbound connector. AS(2204)\r\n'), {
    kind: 'reply',
    reply: { code: 550, enhanced: '5.7.711', lines: ['Access denied, bad inbound connector. AS(2204)'] },
  });
});

test('a yes with anything but a space or a hyphen behind its code is none', () => {
  for (const line of ['250;2.0.0 ok', '354;go', '550:no', '5507 no'])
    assert.equal(read(`${line}\r\n`)?.kind, 'error', line);
});
