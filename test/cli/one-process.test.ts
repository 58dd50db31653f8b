/** However Doorpost is started, by `./doorpost`, npm's command or `npm start`, one process runs it: with its flags, and signals of its own. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { anyPorts, launcher } from '../../lab/server/launcher.ts';
import { treePids } from '../../lab/server/measure.ts';
import { tool } from '../../lab/tools.ts';
import { ended, fakeNode, Site } from './site.ts';

const clone = fileURLToPath(new URL('../..', import.meta.url));
const onLinux = { skip: process.platform === 'linux' ? false : 'the pinned Node and /proc are of Linux' };

let site: Site;
beforeEach(async () => {
  site = await Site.make();
});
afterEach(() => site.remove());

/** Tells of its process, then of each signal; SIGTERM ends it with 5. */
const TELLING = `
  const { pid, execArgv, env } = process;
  const values = ['NODE_COMPILE_CACHE', 'MALLOC_ARENA_MAX', 'MALLOC_MMAP_THRESHOLD_', 'MALLOC_TRIM_THRESHOLD_'].map((name) => env[name] ?? null);
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGUSR2', 'SIGTERM']) process.on(signal, () => {
    console.log(signal);
    if (signal === 'SIGTERM') process.exit(5);
  });
  console.log(JSON.stringify({ pid, execArgv, cwd: process.cwd(), args: process.argv.slice(2), values }));
  setInterval(() => {}, 1000);
`;

interface Told {
  readonly pid: number;
  readonly execArgv: readonly string[];
  readonly cwd: string;
  readonly args: readonly string[];
  readonly values: readonly (string | null)[];
}

const ownNode = [dirname(process.execPath)];

/** The lines that a process says, one after another. */
async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  let text = '';
  for await (const part of child.stdout ?? []) {
    text += String(part);
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}

async function tells(child: ChildProcess): Promise<{ readonly told: Told; readonly lines: AsyncGenerator<string> }> {
  const lines = linesOf(child);
  return { told: JSON.parse(String((await lines.next()).value)) as Told, lines };
}

async function hearsSignals(child: ChildProcess, lines: AsyncGenerator<string>): Promise<void> {
  const gone = once(child, 'exit');
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGUSR2', 'SIGTERM'] as const) {
    child.kill(signal);
    assert.equal((await lines.next()).value, signal);
  }
  assert.deepEqual(await gone, [5, null]);
}

test('it is one process, which hears signals itself; by a link, from another folder', async () => {
  const file = await site.fakePackage(TELLING);
  const link = join(site.folder, 'a link');
  await symlink(file, link);
  const elsewhere = join(site.folder, 'else where');
  await mkdir(elsewhere);
  const child = site.run([link, 'serve', 'x y'], { path: ownNode, cwd: elsewhere });
  const { told, lines } = await tells(child);
  assert.deepEqual(told, {
    pid: child.pid,
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--max-semi-space-size=4',
      '--expose-gc',
      '--heap-growing-percent=200',
    ],
    cwd: elsewhere,
    args: ['serve', 'x y'],
    values: [join(dirname(file), 'node_modules', '.cache', 'doorpost'), '2', '131072', '131072'],
  });
  await hearsSignals(child, lines);
});

test('blanks, quotes and what a shell would take for more are letters of a path', async () => {
  const odd = join(site.folder, `it's "here" $HOME *;&`);
  const file = await site.fakePackage(TELLING, odd);
  const link = join(site.folder, `a "link" of 'mine'`);
  await symlink(file, link);
  for (const command of [file, link, join(odd, 'bin', 'doorpost.js')]) {
    const path = [...ownNode, '/usr/bin', '/bin'];
    const start = command.endsWith('.js') ? [process.execPath, command] : [command];
    const child = site.run([...start, 'serve', `it's "x" $y`], { path });
    const { told, lines } = await tells(child);
    assert.equal(told.pid, child.pid, command);
    assert.deepEqual(told.args, ['serve', `it's "x" $y`]);
    await hearsSignals(child, lines);
  }
});

test('what somebody has said otherwise stays, and commands are no servers', async () => {
  const file = await site.fakePackage(`${TELLING}; process.exit();`);
  const values = async (verb: string, env: Readonly<Record<string, string>>) =>
    (await tells(site.run([file, verb], { path: ownNode, env }))).told.values;
  const cache = join(site.folder, 'cache');
  assert.deepEqual(await values('serve', { MALLOC_MMAP_THRESHOLD_: '1', NODE_COMPILE_CACHE: cache }), [
    cache,
    '2',
    '1',
    '131072',
  ]);
  assert.deepEqual((await values('status', {})).slice(1), [null, null, null]);
});

/** Runs a program at a terminal, types Ctrl-C when it has said something, and prints all it said. */
const PERSON = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execv(sys.argv[1], sys.argv[1:])
said = os.read(terminal, 65536)
os.write(terminal, b'\\x03')
while b'SIGINT' not in said: said += os.read(terminal, 65536)
os.kill(pid, 15)
print(said.decode().count('SIGINT'), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

test('Ctrl-C at a terminal is heard once', async (context) => {
  const python = tool(context, 'python3');
  if (python === null) return;
  const file = await site.fakePackage(TELLING);
  const { out, err } = await ended(
    site.run([python, '-c', PERSON, file, 'serve'], { path: [...ownNode, '/usr/bin', '/bin'] }),
  );
  assert.equal(out, '1 5\n', err);
});

test('warnings other than those of young parts of Node are shown', async () => {
  const file = await site.fakePackage(
    `process.emitWarning('young', 'ExperimentalWarning');
     process.emitWarning('important');`,
  );
  const { err } = await ended(site.run([file], { path: ownNode }));
  assert.match(err, /important/u);
  assert.doesNotMatch(err, /young/u);
});

// -- bin/doorpost.js

/** Makes a Node say that it is another; what is not under test stays as it is. */
const pretending = (what: Readonly<Record<string, unknown>>): readonly string[] => [
  '--import',
  `data:text/javascript,for (const [key, value] of Object.entries(${JSON.stringify(what)})) Object.defineProperty(process, key, { value });`,
];

test("npm's command becomes the same one process", async () => {
  const file = await site.fakePackage(TELLING);
  const link = join(site.folder, 'doorpost of npm');
  await symlink(join(dirname(file), 'bin', 'doorpost.js'), link);
  const child = site.run([link, 'serve', 'x y'], { path: [...ownNode, '/usr/bin', '/bin'] });
  const { told, lines } = await tells(child);
  assert.equal(told.pid, child.pid);
  assert.deepEqual(told.args, ['serve', 'x y']);
  assert.deepEqual(told.execArgv, [
    '--disable-warning=ExperimentalWarning',
    '--max-semi-space-size=4',
    '--expose-gc',
    '--heap-growing-percent=200',
  ]);
  await hearsSignals(child, lines);
});

test("npm's command hands its environment on, whatever its Node does by itself", async () => {
  const file = await site.fakePackage(`${TELLING}; process.exit();`);
  const cache = join(site.folder, 'cache');
  // The first Nodes that could become another program gave it no environment unless they were told to.
  const early =
    'data:text/javascript,const { execve } = process; process.execve = (path, args, env = {}) => execve(path, args, env);';
  const command = [process.execPath, '--import', early, join(dirname(file), 'bin', 'doorpost.js'), 'status'];
  const child = site.run(command, { path: ownNode, env: { NODE_COMPILE_CACHE: cache } });
  assert.equal((await tells(child)).told.values[0], cache);
});

test('a Node that cannot become another program passes signals on, and the code comes back', async () => {
  const file = await site.fakePackage(TELLING);
  const old = [process.execPath, ...pretending({ execve: null }), join(dirname(file), 'bin', 'doorpost.js')];
  const child = site.run([...old, 'serve'], { path: ownNode });
  const { told, lines } = await tells(child);
  assert.notEqual(told.pid, child.pid);
  assert.ok(told.execArgv.includes('--max-semi-space-size=4'));
  await hearsSignals(child, lines);
});

test('on Windows the Node that there is runs the program, if it is new enough', async () => {
  const file = await site.fakePackage(
    `process.emitWarning('young', 'ExperimentalWarning'); export const main = (args) => console.log(...args);`,
  );
  const windows = async (more: Readonly<Record<string, unknown>>) =>
    ended(
      site.run([
        process.execPath,
        ...pretending({ platform: 'win32', ...more }),
        join(dirname(file), 'bin', 'doorpost.js'),
        'serve',
        'x y',
      ]),
    );
  assert.deepEqual(await windows({}), { code: 0, out: 'serve x y\n', err: '' });
  const old = await windows({ versions: { ...process.versions, node: '24.14.9' } });
  assert.equal(old.code, 1);
  assert.match(old.err, /needs Node 24\.15 or newer; this is Node 24\.14\.9 .*\nCure: /u);
});

// -- the real program

test('its exit code is its own', async () => {
  const { code, err } = await ended(site.run([launcher, 'sevre'], { path: ownNode }));
  assert.equal(code, 2);
  assert.match(err, /unknown command 'sevre' \(Did you mean serve\?\)\n/u);
});

async function saysItIsOpen(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part) => {
        said += part;
        if (said.includes('Ctrl-C stops it')) resolve();
      });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
}

const commandLine = async (pid: number): Promise<readonly string[]> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').slice(0, -1);

test('where the own Node is old, ./doorpost start is one Node with the flags of a server', onLinux, async (context) => {
  const child = site.run([launcher, '--data', join(site.folder, 'data'), 'start'], {
    path: [await fakeNode(join(site.folder, 'old'), '20.20.2')],
    env: anyPorts,
  });
  context.after(() => child.kill('SIGKILL'));
  await saysItIsOpen(child);
  const pid = child.pid ?? 0;
  assert.deepEqual(await treePids(pid), [pid]);
  const words = await commandLine(pid);
  assert.match(words[0] ?? '', /\/node-linux-\w+\/bin\/node$/u);
  assert.ok(words.includes('--max-semi-space-size=4'));
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

function killAll(pids: readonly number[], signal: NodeJS.Signals = 'SIGKILL'): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended.
    }
}

test('npm start is npm, its shell and one Node with the flags of a server', onLinux, async (context) => {
  const npm = tool(context, 'npm');
  if (npm === null) return;
  const child = site.run([npm, 'start'], {
    cwd: clone,
    path: (process.env['PATH'] ?? '').split(delimiter),
    env: { ...anyPorts, DOORPOST_DATA: join(site.folder, 'data'), HOME: site.folder },
  });
  context.after(() => child.kill('SIGKILL'));
  await saysItIsOpen(child);
  const below = (await treePids(child.pid ?? 0)).filter((pid) => pid !== child.pid);
  context.after(() => killAll(below));
  const lines = await Promise.all(below.map(commandLine));
  const [server = [], ...others] = lines.filter(([command]) => command !== 'sh');
  assert.deepEqual(others, []);
  assert.ok(server.includes('--max-semi-space-size=4'), server.join(' '));
  // As a terminal does at Ctrl-C: all hear it, npm itself too.
  killAll(below, 'SIGINT');
  await once(child, 'close');
});
