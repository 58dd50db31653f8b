import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from './random.ts';
import { open, SealBroken, seal } from './secret-box.ts';

const key = systemRandom.bytes(32);

test('what was sealed opens again, and only under its own name and key', () => {
  const box = seal(key, 'outbound:A', 'pässword ✓', systemRandom);
  assert.equal(open(key, 'outbound:A', box), 'pässword ✓');
  assert.throws(() => open(key, 'outbound:B', box), SealBroken);
  assert.throws(() => open(systemRandom.bytes(32), 'outbound:A', box), SealBroken);
});

test('every altered octet breaks the seal', () => {
  const box = seal(key, 'n', 'secret', systemRandom);
  for (let at = 0; at < box.length; at++) {
    const altered = Uint8Array.from(box);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.throws(() => open(key, 'n', altered), SealBroken, `octet ${at}`);
  }
  assert.throws(() => open(key, 'n', box.subarray(0, 10)), SealBroken);
});

test('sealing twice gives two different boxes, neither of which shows the plain text', () => {
  const one = seal(key, 'n', 'correct horse', systemRandom);
  const two = seal(key, 'n', 'correct horse', systemRandom);
  assert.notDeepEqual(one, two);
  assert.ok(!Buffer.from(one).includes('correct'));
});

test('a key of the wrong length is a bug', () => {
  assert.throws(() => seal(new Uint8Array(16), 'n', 'x', systemRandom), /32 bytes/);
});
