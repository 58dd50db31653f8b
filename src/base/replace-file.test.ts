import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { replaceFile } from './replace-file.ts';

test('a file is synced before it takes the place of the old one, and its name after it', async () => {
  const steps: string[] = [];
  await replaceFile('/etc/doorpost/doorpost.yaml', 'mode: production\n', 0o640, {
    write: async (file, text, mode) => void steps.push(`write and sync ${file} ${text.trim()} ${mode?.toString(8)}`),
    rename: async (from, to) => void steps.push(`rename ${from} ${to}`),
    syncFolder: async (folder) => void steps.push(`sync ${folder}`),
  });
  assert.deepEqual(steps, [
    'write and sync /etc/doorpost/doorpost.yaml.new mode: production 640',
    'rename /etc/doorpost/doorpost.yaml.new /etc/doorpost/doorpost.yaml',
    'sync /etc/doorpost',
  ]);
});

test('on a real disk it is there, for whom it should be, and a failure leaves the old one and nothing beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-replace-'));
  const file = join(folder, 'key.pem');
  await replaceFile(file, 'one', 0o600);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  await replaceFile(file, 'two', 0o600);
  assert.equal(await readFile(file, 'utf8'), 'two');
  await assert.rejects(replaceFile(folder, 'three'));
  assert.deepEqual(await readdir(folder), ['key.pem']);
  await rm(folder, { recursive: true });
});
