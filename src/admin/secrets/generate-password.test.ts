import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../base/random.ts';
import { generatePassword } from './generate-password.ts';

test('passwords are short enough for devices, without look-alikes, and use the whole alphabet evenly', () => {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (let i = 0; i < 2_000; i++) {
    const password = generatePassword(systemRandom);
    assert.ok(password.length <= 32);
    assert.match(password, /^(?:[a-z346789]{6}-){3}[a-z346789]{6}$/);
    assert.doesNotMatch(password, /[ilosz0125]/);
    seen.add(password);
    for (const character of password.replaceAll('-', '')) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  assert.equal(seen.size, 2_000);
  assert.ok(Math.log2(counts.size) * 24 >= 100, 'bits of chance');
  const mean = 48_000 / counts.size;
  for (const [character, count] of counts) assert.ok(Math.abs(count - mean) < mean / 4, `${character}: ${count}`);
});
