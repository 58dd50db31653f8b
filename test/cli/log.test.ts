/** A server whose log cannot be written goes on, stops when it is told to, and never says by its exit code that it was told to. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { launcher, loopbackOnly } from '../../lab/server/launcher.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const DEADLINE_MS = 60_000;
const FORMATS = ['json', 'pretty'] as const;
type Format = (typeof FORMATS)[number] | 'auto';
const hasFull = existsSync('/dev/full');

interface Server {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly smtp: number;
  /** So many refused sessions: some log lines each. */
  busy(sessions: number): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

interface Status {
  readonly listeners: readonly { readonly name: string; readonly port: number }[];
  readonly log: { readonly linesLost: number };
}

const statusOf = async (folder: string): Promise<Status | null> => {
  const { code, out } = await cli(['--data', folder, 'status', '--json']);
  return code === 0 ? (JSON.parse(out) as Status) : null;
};

async function until<Value>(look: () => Promise<Value | null>): Promise<Value> {
  const end = performance.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > end) assert.fail('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function serve(
  context: TestContext,
  format: Format,
  stdio: readonly ['ignore', number | 'pipe', number | 'pipe'],
  env: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-log-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const log = { DOORPOST_LOG_FORMAT: format, DOORPOST_LOG_LEVEL: 'debug' };
  const child = spawn(launcher, ['--data', folder, 'serve'], {
    env: { PATH: process.env['PATH'] ?? '', DOORPOST_HOSTNAME: 'mail.ours.test', ...loopbackOnly, ...log, ...env },
    stdio: [...stdio],
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  });
  context.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const { listeners } = await until(() => {
    assert.equal(child.exitCode, null, 'it ended');
    return statusOf(folder);
  });
  const smtp = listeners.find(({ name }) => name === 'smtp')?.port ?? 0;
  return {
    child,
    folder,
    smtp,
    async busy(sessions) {
      for (let n = 0; n < sessions; n++) {
        // From many addresses: of one only so many refusals an hour are told.
        const client = await SmtpTestClient.connect({ port: smtp, from: `127.0.0.${1 + (n % 200)}` });
        for (let said = 0; said < 8; said++) await client.say(`NONSENSE ${'x'.repeat(1_000)}`);
        await client.say('QUIT');
        client.end();
      }
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

for (const format of FORMATS) {
  test(`a full disk under both outputs stops nothing (${format})`, {
    skip: !hasFull && 'no /dev/full',
  }, async (context) => {
    const full = openSync('/dev/full', 'w');
    context.after(() => closeSync(full));
    const server = await serve(context, format, ['ignore', full, full]);
    await server.busy(20);
    assert.notEqual(await statusOf(server.folder), null);
    assert.deepEqual(await server.stop(), [0, null]);
  });

  test(`a reader that goes away ends nothing, and the stop is still heard (${format})`, async (context) => {
    const server = await serve(context, format, ['ignore', 'pipe', 'pipe']);
    server.child.stdout?.destroy();
    server.child.stderr?.destroy();
    await server.busy(20);
    assert.notEqual(await statusOf(server.folder), null);
    assert.deepEqual(await server.stop(), [0, null]);
  });

  test(`a reader that stops reading costs lines, counted in the status, and nothing else (${format})`, async (context) => {
    // Nobody reads the other end of these pipes: node only does so when asked.
    const server = await serve(context, format, ['ignore', 'pipe', 'pipe']);
    const lost = await until(async () => {
      await server.busy(100);
      const status = await statusOf(server.folder);
      return status !== null && status.log.linesLost > 0 ? status.log.linesLost : null;
    });
    assert.ok(lost > 0);
    // It reads on: what waited comes, then how much is missing.
    let text = '';
    server.child.stdout?.setEncoding('utf8').on('data', (part: string) => (text += part));
    await until(async () => (text.includes('log lines are missing here: standard output was not read') ? true : null));
    if (format === 'json')
      for (const line of text.split('\n').slice(0, -1)) assert.doesNotThrow(() => JSON.parse(line), line);
    assert.deepEqual(await server.stop(), [0, null]);
  });
}

test('while nobody reads, a stop ends it in time', async (context) => {
  const server = await serve(context, 'json', ['ignore', 'pipe', 'pipe']);
  await until(async () => {
    await server.busy(100);
    return ((await statusOf(server.folder))?.log.linesLost ?? 0) > 0 ? true : null;
  });
  assert.deepEqual(await server.stop('SIGINT'), [0, null]);
});

test('a warning of Node itself is a line of the log, and a fault that nothing caught ends with a failure', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-fault-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const preload = join(folder, 'fault.mjs');
  const { writeFile } = await import('node:fs/promises');
  await writeFile(
    preload,
    `process.on('SIGUSR2', () => {
      process.emitWarning('an old way of doing it', 'DeprecationWarning');
      setTimeout(() => { throw new Error('thrown for the test'); }, 50);
    });`,
  );
  const out = openSync(join(folder, 'out'), 'w');
  const err = openSync(join(folder, 'err'), 'w');
  const server = await serve(context, 'json', ['ignore', out, err], { NODE_OPTIONS: `--import=${preload}` });
  assert.deepEqual(await server.stop('SIGUSR2'), [1, null]);
  closeSync(out);
  closeSync(err);
  const lines = (await readFile(join(folder, 'out'), 'utf8')).trim().split('\n');
  const said = lines.map((line) => JSON.parse(line) as { msg: string; level: number; error?: string });
  assert.ok(said.some(({ msg, level }) => level === 40 && msg === 'an old way of doing it'));
  assert.match(said.at(-1)?.error ?? '', /thrown for the test/u);
  assert.equal(await readFile(join(folder, 'err'), 'utf8'), '');
});

for (const [where, isJournal] of [
  ['the journal of systemd', true],
  ['a file, though the environment names the journal', false],
] as const)
  test(`mail in ${where} is one line in and one line out`, async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'doorpost-journal-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    const out = openSync(join(folder, 'out'), 'a');
    const { dev, ino } = fstatSync(out, { bigint: true });
    const journal = { JOURNAL_STREAM: isJournal ? `${dev}:${ino}` : `${dev}:${ino + 1n}` };
    const server = await serve(context, 'auto', ['ignore', out, out], { DOORPOST_LOG_LEVEL: 'info', ...journal });
    const shell = (...args: string[]) => cli(['--data', server.folder, ...args]);
    assert.equal((await shell('org', 'add', 'Ours')).code, 0);
    assert.equal((await shell('domain', 'add', 'ours.test', '--trust')).code, 0);
    for (const name of ['anna', 'bob']) assert.equal((await shell('mailbox', 'add', `${name}@ours.test`)).code, 0);
    const client = await SmtpTestClient.connect({ port: server.smtp });
    await client.say('EHLO copier.test');
    const reply = await client.send(
      'fax@out.test',
      ['anna@ours.test', 'bob@ours.test'],
      'From: fax@out.test\nSubject: scan\n\nbody\n',
    );
    assert.equal(reply.code, 250, reply.text);
    client.end();
    const read = async (): Promise<string[]> => (await readFile(join(folder, 'out'), 'utf8')).split('\n').slice(0, -1);
    const wanted = isJournal ? / out: delivered to bob@ours\.test; after/u : /"message delivered"/u;
    await until(async () => ((await read()).filter((line) => wanted.test(line)).length > 0 ? true : null));
    assert.deepEqual(await server.stop(), [0, null]);
    closeSync(out);
    const lines = await read();
    if (!isJournal) {
      for (const line of lines) assert.doesNotThrow(() => JSON.parse(line), line);
      return;
    }
    for (const line of lines) assert.match(line, /^<[3467]>\S/u);
    const [, queueId = ''] = /<6>(\w+) in by /u.exec(lines.join('\n')) ?? [];
    assert.deepEqual(
      lines
        .filter((line) => line.includes(queueId))
        .map((line) => line.replace(/; (?:after|\d+ B).*/u, '').slice(3))
        .sort(),
      [
        `${queueId} in by Direct Send: from fax@out.test to anna@ours.test, bob@ours.test`,
        `${queueId} out: delivered to anna@ours.test`,
        `${queueId} out: delivered to bob@ours.test`,
      ],
    );
  });

// -- commands

async function command(
  args: readonly string[],
  stdio: readonly ['ignore', number | 'pipe', 'pipe'],
  close = false,
): Promise<{ readonly code: number | null; readonly err: string }> {
  const child = spawn(launcher, [...args], { stdio: [...stdio], timeout: DEADLINE_MS });
  if (close) child.stdout?.destroy();
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (err += part));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, err };
}

test('a command whose reader has gone ends quietly, with what it did', async (context) => {
  assert.deepEqual(await command(['--help'], ['ignore', 'pipe', 'pipe'], true), { code: 0, err: '' });
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-init-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const init = ['--data', folder, 'init', '--hostname', 'mail.contoso.com', '--domain', 'contoso.com'];
  assert.deepEqual(await command(init, ['ignore', 'pipe', 'pipe'], true), { code: 0, err: '' });
  const lost = await command(['--data', folder, 'trace'], ['ignore', 'pipe', 'pipe'], true);
  assert.equal(lost.code, 3, 'it was set up, and is not reached');
});

test('watch ends when its reader has gone', async (context) => {
  const server = await serve(context, 'json', ['ignore', 'pipe', 'pipe']);
  const watching = command(['--data', server.folder, 'watch'], ['ignore', 'pipe', 'pipe'], true);
  let ended = false;
  void watching.then(() => (ended = true));
  await until(async () => {
    await server.busy(1);
    return ended ? true : null;
  });
  assert.deepEqual(await watching, { code: 0, err: '' });
  assert.deepEqual(await server.stop(), [0, null]);
});

test('an answer that cannot be written is a failure in one line', { skip: !hasFull && 'no /dev/full' }, async () => {
  const full = openSync('/dev/full', 'w');
  const { code, err } = await command(['--help'], ['ignore', full, 'pipe']);
  closeSync(full);
  assert.equal(code, 1);
  assert.match(err, /^doorpost: the answer could not be written: ENOSPC[^\n]*\n$/u);
});
