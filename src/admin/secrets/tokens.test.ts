import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../base/random.ts';
import { secretKeyBytes } from '../../base/secret-box.ts';
import { systemClock } from '../../base/system-clock.ts';
import { createSecrets } from './secrets.ts';
import { createTokens } from './tokens.ts';

/** A secret store in memory. */
function secretStore() {
  const kept = new Map<string, Uint8Array>();
  return {
    put: async (name: string, sealed: Uint8Array) => void kept.set(name, sealed),
    get: async (name: string) => kept.get(name) ?? null,
    delete: async (name: string) => void kept.delete(name),
    names: async () => [...kept.keys()],
  };
}

test('a token sealed by a lost key lets nobody in, and keeps nobody else out', async () => {
  const store = secretStore();
  const tokensBy = (key: Uint8Array) => createTokens(createSecrets({ store, key }), systemRandom, systemClock);
  const lost = await tokensBy(systemRandom.bytes(secretKeyBytes)).create('old');
  const now = tokensBy(systemRandom.bytes(secretKeyBytes));
  const fresh = await now.create('new');
  assert.equal(await now.check(fresh), 'new');
  assert.equal(await now.check(lost), null);
  assert.equal(await now.check(''), null);
});
