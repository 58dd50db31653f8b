import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../base/random.ts';
import { secretKeyBytes } from '../../base/secret-box.ts';
import { systemClock } from '../../base/system-clock.ts';
import { createManualClock } from '../../../lab/manual-clock.ts';
import type { SecretsWanted, StoreNews } from '../../store/store.ts';
import { createSecrets } from './secrets.ts';
import { createTokens } from './tokens.ts';

const quiet = { onNews: () => () => {} };

/** A secret store in memory. */
function secretStore() {
  const kept = new Map<string, Uint8Array>();
  return {
    put: async (name: string, sealed: Uint8Array) => void kept.set(name, sealed),
    get: async (name: string) => kept.get(name) ?? null,
    delete: async (name: string) => void kept.delete(name),
    names: async ({ prefix = '' }: SecretsWanted = {}) => [...kept.keys()].filter((name) => name.startsWith(prefix)),
  };
}

test('a token sealed by a lost key lets nobody in, and keeps nobody else out', async () => {
  const store = secretStore();
  const tokensBy = (key: Uint8Array) =>
    createTokens({ secrets: createSecrets({ store, key }), store: quiet, random: systemRandom, clock: systemClock });
  const lost = await tokensBy(systemRandom.bytes(secretKeyBytes)).create('old');
  const now = tokensBy(systemRandom.bytes(secretKeyBytes));
  const fresh = await now.create('new');
  assert.equal(await now.check(fresh), 'new');
  assert.equal(await now.check(lost), null);
  assert.equal(await now.check(''), null);
});

test('a token that another process deleted lets nobody in: at once where news comes, else within seconds', async () => {
  const store = secretStore();
  const secrets = createSecrets({ store, key: systemRandom.bytes(secretKeyBytes) });
  const heard = new Set<(news: StoreNews) => void>();
  const onNews = (listener: (news: StoreNews) => void) => {
    heard.add(listener);
    return () => void heard.delete(listener);
  };
  for (const isTold of [true, false]) {
    const clock = createManualClock();
    const here = createTokens({ secrets, store: { onNews }, random: systemRandom, clock });
    const there = createTokens({ secrets, store: quiet, random: systemRandom, clock });
    const token = await there.create('ci');
    assert.equal(await here.check(token), 'ci');
    assert.equal(await there.delete('ci'), true);
    if (isTold) for (const listener of heard) listener({ of: 'secrets' });
    else await clock.advance(5_000);
    assert.equal(await here.check(token), null);
  }
});
