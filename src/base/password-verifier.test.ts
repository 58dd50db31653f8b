import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, verifyPassword } from './password-verifier.ts';
import { systemRandom } from './random.ts';

test('a verifier matches its password and no other', async () => {
  const verifier = await hashPassword('päss word', systemRandom);
  assert.match(verifier, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await verifyPassword('päss word', verifier), true);
  assert.equal(await verifyPassword('pass word', verifier), false);
  assert.equal(await verifyPassword('', verifier), false);
});

test('what is no verifier of ours matches nothing', async () => {
  for (const wrong of [
    '',
    'plain',
    '$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA',
    '$argon2id$v=19$m=9999999,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA',
  ])
    assert.equal(await verifyPassword('', wrong), false);
});
