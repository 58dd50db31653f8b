import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../base/random.ts';
import { secretKeyBytes } from '../../base/secret-box.ts';
import { systemClock } from '../../base/system-clock.ts';
import { createManualClock } from '../../../lab/manual-clock.ts';
import type { SecretsWanted, StoreNews } from '../../store/store.ts';
import { createSecrets } from './secrets.ts';
import type { GrantedRight } from '../../mail/doors/caller.ts';
import { createFakeNotes } from '../../../lab/stores/fake-notes.ts';
import type { ObjectId } from '../../base/id.ts';
import { createTokens, type TokenHolder } from './tokens.ts';

const quiet = { onNews: () => () => {}, notes: createFakeNotes() };
const log = { warn: () => {} };
const everything: GrantedRight = { role: 'global-administrator', organizations: null, content: true, expiresAt: null };
const nameOf = (holder: TokenHolder) => (holder.kind === 'known' ? holder.caller.actor : holder.kind);

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
    createTokens({
      secrets: createSecrets({ store, key }),
      store: quiet,
      random: systemRandom,
      clock: systemClock,
      log,
    });
  const lost = await tokensBy(systemRandom.bytes(secretKeyBytes)).create('old', everything, 'local:root');
  const now = tokensBy(systemRandom.bytes(secretKeyBytes));
  const fresh = await now.create('new', everything, 'local:root');
  assert.equal(nameOf(await now.check(fresh)), 'token:new');
  assert.equal(nameOf(await now.check(lost)), 'unknown');
  assert.equal(nameOf(await now.check('')), 'unknown');
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
    const here = createTokens({ secrets, store: { ...quiet, onNews }, random: systemRandom, clock, log });
    const there = createTokens({ secrets, store: quiet, random: systemRandom, clock, log });
    const token = await there.create('ci', everything, 'local:root');
    assert.equal(nameOf(await here.check(token)), 'token:ci');
    assert.equal(await there.delete('ci'), true);
    if (isTold) for (const listener of heard) listener({ of: 'secrets' });
    else await clock.advance(5_000);
    assert.equal(nameOf(await here.check(token)), 'unknown');
  }
});

/** Tokens over one store, at a time that is turned by hand. */
function desk() {
  const clock = createManualClock();
  const store = secretStore();
  const secrets = createSecrets({ store, key: systemRandom.bytes(secretKeyBytes) });
  const notes = createFakeNotes();
  let written = 0;
  const counting = {
    ...quiet,
    notes: { ...notes, put: (...note: Parameters<typeof notes.put>) => (written++, notes.put(...note)) },
  };
  const open = () => createTokens({ secrets, store: counting, random: systemRandom, clock, log });
  return { clock, secrets, open, written: () => written };
}

test('a token of before there were roles is a Global administrator’s, one that nobody can read is nobody’s', async () => {
  const { secrets, open } = desk();
  const token = await open().create('new', everything, 'local:ann');
  const { hash } = JSON.parse((await secrets.read('token:new')) ?? '') as { hash: string };
  for (const kept of [hash, `${hash} 1700000000000`]) {
    await secrets.put('token:new', kept);
    const holder = await open().check(token);
    assert.deepEqual(holder, { kind: 'known', caller: { actor: 'token:new', ...everything } });
  }
  const record = { version: 1, hash, createdAt: 1, createdBy: 'x', ...everything };
  for (const odd of [{ ...record, version: 2 }, { ...record, role: 'king' }, { ...record, organizations: 'all' }, {}]) {
    await secrets.put('token:new', JSON.stringify(odd));
    assert.equal(nameOf(await open().check(token)), 'unknown');
    assert.equal((await open().list())[0]?.role, 'reader', 'it can still be seen, and deleted');
  }
});

test('a release that knows no roles takes a token of today for none', async () => {
  const { secrets, open } = desk();
  await open().create('new', { ...everything, role: 'reader', organizations: ['A' as ObjectId] }, 'local:ann');
  // As 0.1.0 and yesterday read it.
  const [hex] = ((await secrets.read('token:new')) ?? '').split(' ');
  assert.equal(Buffer.from(hex ?? '', 'hex').length, 0);
});

test('an expired token is told so, a wrong one is not', async () => {
  const { clock, open } = desk();
  const tokens = open();
  const token = await tokens.create('short', { ...everything, expiresAt: clock.now() + 1_000 }, 'local:ann');
  assert.equal(nameOf(await tokens.check(token)), 'token:short');
  await clock.advance(1_000);
  assert.equal(nameOf(await tokens.check(token)), 'expired');
  assert.equal(nameOf(await tokens.check(`${token.slice(0, -1)}!`)), 'unknown');
});

test('the last use is noted, not at every use, and goes with the token', async () => {
  const { clock, open, written } = desk();
  const tokens = open();
  const token = await tokens.create('busy', everything, 'local:ann');
  assert.equal((await tokens.list())[0]?.lastUsedAt, null);
  for (let n = 0; n < 100; n++) await tokens.check(token);
  assert.equal(written(), 1);
  assert.equal((await tokens.list())[0]?.lastUsedAt, clock.now());
  await clock.advance(300_000);
  await tokens.check(token);
  assert.equal(written(), 2);
  await tokens.delete('busy');
  await tokens.create('busy', everything, 'local:ann');
  assert.equal((await tokens.list())[0]?.lastUsedAt, null, 'another token of the same name was not used');
});

test('a store that cannot write keeps nobody out', async () => {
  const store = secretStore();
  const secrets = createSecrets({ store, key: systemRandom.bytes(secretKeyBytes) });
  const notes = { ...createFakeNotes(), put: () => Promise.reject(new Error('disk full')) };
  const parts = { secrets, store: { ...quiet, notes }, random: systemRandom, clock: systemClock, log };
  const token = await createTokens(parts).create('ci', everything, 'local:ann');
  assert.equal(nameOf(await createTokens(parts).check(token)), 'token:ci');
});
