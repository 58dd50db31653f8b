/** The settings that the process runs with, and how the server is: as the composed house answers. */
import assert from 'node:assert/strict';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { loadSettings } from '../../src/config/load.ts';
import { settingTable } from '../../src/config/setting-table.ts';

function written() {
  const found = loadSettings({
    file: '/etc/doorpost/doorpost.yaml',
    text: 'hostName: mail.contoso.com\nqueue: { expiryMx: 36h }\nproxyFrom: [10.0.0.0/8]\n',
    env: { DOORPOST_HTTP_PORT: '9000', DOORPOST_DNS_SERVERS: '192.0.2.53' },
    dataDirectory: '/var/lib/doorpost',
  });
  assert.ok(found.ok);
  return found;
}

const local = (house: TestHouse) => ({ socketPath: house.settings.adminSocket });

async function must(house: TestHouse, path: string) {
  const answer = await askAt(local(house), 'GET', `/api/v1${path}`, {});
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

test('each setting is told with its source, its default and the lines that say it in the file', async () => {
  await using house = await startTestHouse({ overrides: { raw: written().raw } });
  const { items } = await must(house, '/settings');
  const of = (wanted: string) => items.find(({ name }: { readonly name: string }) => name === wanted);
  assert.deepEqual(
    items.map(({ name }: { readonly name: string }) => name),
    settingTable.map(({ path }) => path),
  );
  assert.deepEqual(of('queue.expiryMx').source, { kind: 'file', file: '/etc/doorpost/doorpost.yaml', line: 2 });
  assert.equal(of('queue.expiryMx').text, '36h');
  assert.equal(of('queue.expiryMx').default, '4d');
  assert.equal(of('queue.expiryMx').written, 'queue:\n  expiryMx: 36h');
  assert.deepEqual(of('http.port').source, { kind: 'variable', name: 'DOORPOST_HTTP_PORT' });
  assert.deepEqual(of('dataDirectory').source, { kind: 'option', name: '--data' });
  assert.deepEqual(of('trace.keepDays').source, { kind: 'default' });
  assert.equal(of('proxyFrom').written, 'proxyFrom:\n  - 10.0.0.0/8');
  assert.equal(of('clientCaFile').written, 'clientCaFile: <a file>');
  assert.equal(of('http.hosts').written, 'http:\n  hosts: []');
});

test('the lines that are told say the same when they are written', () => {
  const { file, settings } = written();
  for (const line of ['queue:\n  expiryMx: 36h', 'proxyFrom:\n  - 10.0.0.0/8', 'http:\n  hosts: []']) {
    const again = loadSettings({ file, text: `hostName: mail.contoso.com\n${line}\n`, env: {}, dataDirectory: '/x' });
    assert.ok(again.ok, line);
    const [name = ''] = line.split(':');
    const key = name as 'queue' | 'proxyFrom';
    if (name !== 'http') assert.deepEqual(again.settings[key], settings[key]);
  }
});

test('how the server is has where the admin center answers, its certificates, and how the last backup ended', async () => {
  await using house = await startTestHouse();
  const before = await must(house, '/status');
  const port = house.port('http');
  assert.deepEqual(before.adminCenter, {
    ...{ address: `http://localhost:${port}`, tunnel: true, tls: false },
    ...{ listening: [{ address: '127.0.0.1', port }], closed: [] },
  });
  assert.equal(before.node, process.version);
  assert.equal(before.lastBackup, null);
  assert.deepEqual(before.certificates[0].names, before.certificate.names);
  assert.equal(before.certificates[0].selfSigned, true);
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-backup-'));
  const outcome = async (where: string): Promise<string> => {
    const made = await askAt(local(house), 'POST', '/api/v1/backup', { body: { folder: where } });
    assert.equal(made.status, 200, made.text);
    // The note of it comes right behind the last line.
    for (const until = performance.now() + 20_000; performance.now() < until; ) {
      const { lastBackup } = await must(house, '/status');
      if (lastBackup !== null && lastBackup.outcome !== seen?.outcome) return (seen = lastBackup).outcome;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('it was not noted');
  };
  let seen: { readonly outcome: string } | null = null;
  const lastOne = async () => (await must(house, '/status')).lastBackup;
  assert.equal(await outcome(join(folder, 'first')), 'whole');
  const { octets, wholeAt, ...first } = await lastOne();
  assert.deepEqual(first, { outcome: 'whole', at: wholeAt, folder: join(folder, 'first'), said: null });
  assert.ok(octets >= (await stat(join(folder, 'first', 'doorpost.db'))).size);
  // A folder that has one is not written over.
  assert.equal(await outcome(join(folder, 'first')), 'failed');
  const failed = await lastOne();
  assert.match(failed.said ?? '', /is not empty/u);
  assert.equal(failed.octets, null);
  assert.equal(failed.wholeAt, wholeAt);
});

test('who has some organizations sees no settings and no backup', async () => {
  await using house = await startTestHouse();
  const body = { name: 'theirs', role: 'organization-administrator', organizations: ['ours'] };
  const { token } = (await askAt(local(house), 'POST', '/api/v1/tokens', { body })).body;
  const at = { host: '127.0.0.1', port: house.port('http') };
  assert.equal((await askAt(at, 'GET', '/api/v1/settings', { token })).status, 403);
  const status = await askAt(at, 'GET', '/api/v1/status', { token });
  assert.equal(status.body.lastBackup, null);
});
