/** `doorpost start` as a person runs it: a process of its own, on free ports, used by the other commands and stopped by a signal. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { anyPorts, launcher } from '../../lab/server/launcher.ts';

const DEADLINE_MS = 60_000;
const quiet = { ...anyPorts, DOORPOST_LOG_LEVEL: 'error' };

interface Started {
  readonly child: ChildProcess;
  readonly banner: string;
  stop(): Promise<number | null>;
}

async function start(
  context: TestContext,
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(launcher, ['--data', folder, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...quiet, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  });
  context.after(() => child.kill('SIGKILL'));
  let banner = '';
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => {
        banner += part.toString();
        if (banner.includes('Ctrl-C stops it')) resolve();
      });
  });
  await Promise.race([ready, closed.then(([code]) => assert.fail(`it ended with ${code}: ${banner}`))]);
  return {
    child,
    banner,
    async stop() {
      child.kill('SIGTERM');
      return (await closed)[0];
    },
  };
}

test('evaluation mode takes mail in by each of the three ways, tells its story, and is found again', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-start-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const first = await start(context, folder, ['start']);
  assert.match(first.banner, /EVALUATION MODE - not for real mail/u);
  assert.match(await readFile(join(folder, 'doorpost.yaml'), 'utf8'), /^mode: evaluation$/mu);
  const password = /password {3}of scanner@doorpost\.test: (\S+)/u.exec(first.banner)?.[1];
  assert.ok(password);

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    cli(['--data', folder, ...args], { env });
  const relay = await run([
    'send',
    '--way',
    'relay',
    '--from',
    'alarm@doorpost.test',
    '--to',
    'someone@example.com',
    '--size',
    '1MiB',
  ]);
  assert.equal(relay.code, 0, relay.out + relay.err);
  assert.match(relay.out, /way in +relay/u);
  const submission = await run(
    ['send', '--way', 'submission', '--username', 'scanner@doorpost.test', '--to', 'inbox@doorpost.test'],
    {
      DOORPOST_PASSWORD: password,
    },
  );
  assert.equal(submission.code, 0, submission.out + submission.err);
  assert.match(submission.out, /login +scanner@doorpost\.test/u);

  // Only Linux answers on the whole of 127.0.0.0/8 without being told to.
  if (process.platform === 'linux') {
    const direct = await run([
      'send',
      '--way',
      'direct',
      '--from',
      'fax@elsewhere.example',
      '--to',
      'inbox@doorpost.test',
    ]);
    assert.equal(direct.code, 0, direct.out + direct.err);
    assert.match(direct.out, /connector +-/u);
    const refused = await run([
      'send',
      '--way',
      'direct',
      '--from',
      'fax@elsewhere.example',
      '--to',
      'someone@example.com',
    ]);
    assert.equal(refused.code, 1);
    assert.match(refused.out, /REFUSED: 550 5\.7\.64/u);
    assert.match(refused.out, /cause: no connector/u);
  }
  assert.equal((await run(['init', '--hostname', 'mail.contoso.com'])).code, 1, 'init must not touch a running system');
  assert.equal(await first.stop(), 0);

  const again = await start(context, folder, ['start']);
  assert.doesNotMatch(again.banner, new RegExp(password, 'u'));
  const trace = JSON.parse((await run(['trace', '--json', '--sender', 'alarm@doorpost.test'])).out) as {
    rows: { status: string }[];
  };
  assert.deepEqual(
    trace.rows.map((row) => row.status),
    ['Captured'],
  );
  assert.equal(await again.stop(), 0);

  const given = await start(context, folder, ['start'], { DOORPOST_EVALUATION_PASSWORD: 'given-password' });
  const signedIn = await run(
    ['send', '--way', 'submission', '--username', 'scanner@doorpost.test', '--to', 'inbox@doorpost.test', '--no-wait'],
    {
      DOORPOST_PASSWORD: 'given-password',
    },
  );
  assert.equal(signedIn.code, 0, signedIn.out + signedIn.err);
  assert.equal(await given.stop(), 0);
});

test('init turns an evaluated directory into a production one, and a backup of it can be restored', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-init-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const evaluated = await start(context, data, ['start']);
  const backup = await cli(['--data', data, 'backup', join(folder, 'backup')]);
  assert.equal(backup.code, 0, backup.err);
  assert.equal(await evaluated.stop(), 0);

  const init = await cli([
    '--data',
    data,
    'init',
    '--hostname',
    'mail.contoso.com',
    '--domain',
    'contoso.com',
    '--trust-domain',
    '--remove-evaluation',
    '--yes',
    '--json',
  ]);
  assert.equal(init.code, 0, init.err);
  assert.match(await readFile(join(data, 'doorpost.yaml'), 'utf8'), /^mode: production$/mu);
  assert.equal((await cli(['--data', data, 'config', 'check'])).code, 0);
  const wrong = await cli(['--data', data, 'restore', join(folder, 'backup')]);
  assert.equal(wrong.code, 1, 'a directory with data must not be overwritten');

  const restored = join(folder, 'restored');
  assert.equal((await cli(['--data', restored, 'restore', join(folder, 'backup')])).code, 0);
});
