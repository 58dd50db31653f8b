import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DotStuffer } from './dot-stuffing.ts';

function sent(...chunks: readonly string[]): string {
  const stuffer = new DotStuffer();
  const pieces = chunks.map((chunk) => stuffer.stuff(Buffer.from(chunk, 'latin1')));
  return Buffer.concat([...pieces, stuffer.end()]).toString('latin1');
}

test('content that ends without CR LF gets it once (OUT-10)', () => {
  assert.equal(sent('x\r\n'), 'x\r\n.\r\n');
  assert.equal(sent('x'), 'x\r\n.\r\n');
  assert.equal(sent('x\r'), 'x\r\n.\r\n');
  assert.equal(sent('x\n'), 'x\n\r\n.\r\n');
  assert.equal(sent('x\r\n.'), 'x\r\n..\r\n.\r\n');
  assert.equal(sent('.'), '..\r\n.\r\n');
  assert.equal(sent('..'), '...\r\n.\r\n');
  assert.equal(sent(''), '.\r\n');
});

test('a dot at a line begin is doubled wherever the chunks are cut (OUT-11)', () => {
  const content = '.a\r\n.\r\n..\r\nb.\r\n\r\n.c\r\r\n.';
  const whole = sent(content);
  assert.equal(whole, '..a\r\n..\r\n...\r\nb.\r\n\r\n..c\r\r\n..\r\n.\r\n');
  for (let one = 0; one <= content.length; one++)
    for (let two = one; two <= content.length; two++)
      assert.equal(sent(content.slice(0, one), content.slice(one, two), content.slice(two)), whole);
  for (const edge of [16_384, 65_536])
    for (let shift = -3; shift <= 3; shift++) {
      const text = `${'x'.repeat(edge + shift - 3)}\r\n.y`;
      assert.equal(sent(text.slice(0, edge), text.slice(edge)), `${text.slice(0, -2)}..y\r\n.\r\n`);
    }
});

test('clean content is passed on uncopied', () => {
  const chunk = Buffer.from('a\r\nb\r\n');
  assert.equal(new DotStuffer().stuff(chunk).buffer, chunk.buffer);
});
