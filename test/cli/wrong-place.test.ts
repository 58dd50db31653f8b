/** The wrong user and the wrong place are told as what they are: with the folder that was looked at, and the cure. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { anyPorts, launcher } from '../../lab/server/launcher.ts';
import { tool } from '../../lab/tools.ts';

const NOBODY = 65_534;

async function folderFor(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-place-'));
  await chmod(folder, 0o755);
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const init = ['init', '--hostname', 'mail.ours.test', '--domain', 'ours.test', '--defaults'];

test('a folder full of other things becomes no data directory, and stays as it is', async (context) => {
  const folder = await folderFor(context);
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'package.json'), '{}');
  for (const command of [['serve'], ['start'], init]) {
    const { code, err } = await cli([...command, '--data', folder], { env: anyPorts });
    assert.equal(code, 1, command[0]);
    assert.ok(err.includes(`${folder} holds other things (package.json, src)`), err);
    assert.match(err, /\nCure: .*--data/u);
  }
  assert.deepEqual((await readdir(folder)).toSorted(), ['package.json', 'src']);
});

test('certificates that lie there already are no hindrance; a file instead of a folder is', async (context) => {
  const folder = await folderFor(context);
  const data = join(folder, 'data');
  await mkdir(join(data, 'tls'), { recursive: true });
  await writeFile(join(data, 'mail.pem'), '');
  const made = await cli([...init, '--data', data], { env: anyPorts });
  assert.equal(made.code, 0, made.err);
  const file = join(folder, 'file');
  await writeFile(file, '');
  const refused = await cli(['serve', '--data', file]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /file is no folder, and should be the data directory\nCure: /u);
});

test('root leaves no files of its own in the directory of another user', async (context) => {
  if (process.getuid?.() !== 0) return context.skip('root alone may write there');
  const folder = await folderFor(context);
  const data = join(folder, 'data');
  await mkdir(data);
  await chown(data, NOBODY, NOBODY);
  for (const words of [init, ['serve'], ['start'], ['restore', join(folder, 'backup')]]) {
    const refused = await cli([...words, '--data', data], { env: anyPorts });
    assert.equal(refused.code, 1, words.join(' '));
    assert.match(refused.err, /data belongs to user 65534, and this is root.*\nCure: run it as .*sudo -u '#65534'/u);
    assert.deepEqual(await readdir(data), [], words.join(' '));
  }
});

test('another user hears whose the data directory is, and not that nothing is there', async (context) => {
  const setpriv = tool(context, 'setpriv');
  if (setpriv === null) return;
  if (process.getuid?.() !== 0) return context.skip('another user is played by root only');
  const folder = await folderFor(context);
  const data = join(folder, 'data');
  assert.equal((await cli([...init, '--data', data], { env: anyPorts })).code, 0);
  await chown(data, 0, 0);
  await chmod(data, 0o700);
  const asNobody = (command: string, place: string, ...more: readonly string[]) =>
    spawnSync(
      setpriv,
      [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', launcher, command, '--data', place, ...more],
      { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', ...anyPorts } },
    );
  for (const command of ['serve', 'start', 'init']) {
    const { status, stderr } = asNobody(command, data);
    assert.equal(status, 1, stderr);
    assert.match(stderr, /the data directory .*data belongs to user 0, and \S+ \(user 65534\) may not work in it/u);
    assert.match(stderr, /\nCure: run it as the user whose it is: sudo -u '#0'/u);
  }
  await mkdir(join(data, 'deeper'));
  assert.match(asNobody('serve', join(data, 'deeper')).stderr, /lies where \S+ \(user 65534\) may not look/u);

  // A folder of this user's, with what root's own `init` left in it: one file is enough.
  await chown(data, NOBODY, NOBODY);
  for (const command of ['serve', 'start', 'init']) {
    const { status, stderr } = asNobody(command, data);
    assert.equal(status, 1, stderr);
    assert.match(
      stderr,
      /^doorpost: \S+secret\.key may not be read or written by \S+ \(user 65534\) \(EACCES\)\nCure: run this as/u,
    );
  }
  // Settings that may not be read are there all the same, wherever they lie.
  await chmod(join(data, 'doorpost.yaml'), 0o600);
  assert.match(asNobody('serve', data).stderr, /doorpost\.yaml may not be read .*\nCure: /u);
  // A place for settings that may not be written to.
  const closed = join(folder, 'closed');
  await mkdir(closed, { mode: 0o755 });
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await chown(empty, NOBODY, NOBODY);
  const { stderr } = asNobody('start', empty, '--config', join(closed, 'doorpost.yaml'));
  assert.match(stderr, /^doorpost: \S+closed\S+ may not be read or written by .*\nCure: /u);
});
