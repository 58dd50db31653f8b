/** Backup and restore as an administrator does them, and what is said when the key file is not the right one. */
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Log, silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { loadSettings } from '../../src/config/load.ts';
import { type House, openHouse } from '../../src/house.ts';
import { sample, START } from '../../src/store/contract/samples.ts';
import { claim } from '../../src/store/contract/spool.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';
import { cli } from '../../lab/cli.ts';
import { loopbackOnly } from '../../lab/server/launcher.ts';

async function newFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-backup-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('what was queued is paused before the first start, when asked for', async (context) => {
  const folder = await newFolder(context);
  const copy = join(folder, 'copy');
  const configuration = join(folder, 'doorpost.yaml');
  await writeFile(configuration, 'hostName: mail.contoso.com\nclientCaFile: /nowhere/ca.pem\n');
  const original = await openSqlite({ configuration });
  try {
    await original.store.spool.accept(sample());
    await original.store.backup(copy, () => {});
  } finally {
    await original.dispose();
  }

  const target = join(folder, 'restored');
  const { code, out, err } = await cli(['--data', target, 'restore', copy, '--hold']);
  assert.equal(code, 0, err);
  assert.match(out, /doorpost\.yaml restored/u);
  assert.match(out, /[1-9]\d* waiting recipients paused/u);
  assert.match(err, /no .*secret\.key/u);
  assert.match(err, /clientCaFile: \/nowhere\/ca\.pem cannot be read/u, 'what does not fit this machine is told');
  const restored = await openSqlite({}, target);
  try {
    const lanes = await restored.store.spool.lanes();
    assert.ok(lanes.length > 0);
    assert.ok(lanes.every((lane) => lane.held > 0));
    assert.deepEqual(await claim(restored.store), []);
    await restored.store.spool.steer({}, { verb: 'release' }, 'ada', START);
    assert.equal((await claim(restored.store)).length, 1);
  } finally {
    await restored.dispose();
  }
});

interface Line {
  readonly fields: object;
  readonly text: string;
}

async function opened(folder: string): Promise<{ readonly house: House; readonly errors: readonly Line[] }> {
  const env = { ...loopbackOnly, DOORPOST_HOSTNAME: 'mail.contoso.com' };
  const settings = loadSettings({ dataDirectory: folder, env });
  assert.ok(settings.ok);
  const errors: Line[] = [];
  const log: Log = { ...silentLog, error: (fields, text) => void errors.push({ fields, text }) };
  const house = await openHouse(settings.settings, { log });
  await house.start();
  return { house, errors };
}

test('sealed secrets that the key file does not open are named at the start', async (context) => {
  const folder = await newFolder(context);
  const initialised = await cli([
    '--data',
    folder,
    'init',
    '--hostname',
    'mail.contoso.com',
    '--domain',
    'contoso.com',
  ]);
  assert.equal(initialised.code, 0, initialised.err);
  const first = await opened(folder);
  const args = ['connector', 'add-outbound', 'Provider', '--smart-host', 'mail.example.net:587', '--username', 'u'];
  const added = await cli(['--data', folder, ...args, '--password-stdin'], { stdin: 'secret\n' });
  assert.equal(added.code, 0, added.err);
  await first.house.close(0);
  assert.deepEqual(first.errors, []);

  const keyFile = join(folder, 'secret.key');
  const key = await readFile(keyFile);
  await writeFile(keyFile, systemRandom.bytes(32));
  await chmod(keyFile, 0o600);
  const second = await opened(folder);
  await second.house.close(0);
  assert.equal(second.errors.length, 1);
  assert.match(second.errors[0]?.text ?? '', /Put the right secret\.key back/u);
  assert.deepEqual(second.errors[0]?.fields, { secrets: ['the password of connector Provider'] });

  await writeFile(keyFile, key);
  const third = await opened(folder);
  await third.house.close(0);
  assert.deepEqual(third.errors, []);
});
