import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemRandom } from '../../base/random.ts';
import { SealBroken } from '../../base/secret-box.ts';
import type { SecretsWanted } from '../../store/store.ts';
import { createSecrets, loadSecretKey } from './secrets.ts';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-key-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('the key file is made for its owner alone, and read again', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'secret.key');
    const [one, two] = await Promise.all([loadSecretKey(path), loadSecretKey(path)]);
    assert.equal(one.length, 32);
    assert.deepEqual(Buffer.from(one), Buffer.from(await readFile(path)));
    assert.deepEqual(Buffer.from(two), Buffer.from(one), 'two starts at once end with one key');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  }));

test('a key file others can read, or that is no key, is refused with the cure', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'secret.key');
    await loadSecretKey(path);
    await chmod(path, 0o644);
    await assert.rejects(() => loadSecretKey(path), /chmod 600/);
    await writeFile(path, 'short');
    await chmod(path, 0o600);
    await assert.rejects(() => loadSecretKey(path), /backup/);
  }));

test('secrets are sealed before the store sees them, and unreadable with another key', async () => {
  const kept = new Map<string, Uint8Array>();
  const store = {
    put: async (name: string, sealed: Uint8Array) => void kept.set(name, sealed),
    get: async (name: string) => kept.get(name) ?? null,
    delete: async (name: string) => void kept.delete(name),
    names: async ({ prefix = '' }: SecretsWanted = {}) => [...kept.keys()].filter((name) => name.startsWith(prefix)),
  };
  const secrets = createSecrets({ store, key: systemRandom.bytes(32) });
  await secrets.put('outbound:A', 'plain-text');
  assert.ok(!Buffer.from(kept.get('outbound:A') ?? []).includes('plain-text'));
  assert.equal(await secrets.read('outbound:A'), 'plain-text');
  assert.equal(await secrets.read('outbound:B'), null);
  const other = createSecrets({ store, key: systemRandom.bytes(32) });
  await assert.rejects(() => other.read('outbound:A'), SealBroken);
  await secrets.delete('outbound:A');
  assert.equal(await secrets.read('outbound:A'), null);
});
