/** The launcher, run by Nodes it may meet: ours, and stand-ins that say they are another version. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../doorpost', import.meta.url));
const DEADLINE_MS = 20_000;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorpost-launcher-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (part) => (out += part));
  child.stderr?.on('data', (part) => (err += part));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

const run = (file: string, args: readonly string[], options: { cwd?: string; version?: string } = {}): ChildProcess =>
  spawn(process.execPath, [...(options.version === undefined ? [] : pretend(options.version)), file, ...args], {
    cwd: options.cwd ?? folder,
    timeout: DEADLINE_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Makes this Node say that it is another; what is not under test stays as it is. */
const pretend = (version: string): readonly string[] => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:${JSON.stringify(version)}}})`,
];

/** A package of our shape with a program of the test's; `pinned` is a shell script in the pinned Node's place. */
async function fakePackage(program: string, pinned: string | null): Promise<string> {
  const place = join(folder, 'package');
  await mkdir(join(place, 'dist'), { recursive: true });
  await mkdir(join(place, 'node_modules'), { recursive: true });
  await writeFile(join(place, 'package.json'), '{"type":"module"}');
  await writeFile(join(place, 'dist', 'main.js'), program);
  await copyFile(launcher, join(place, 'doorpost'));
  if (pinned !== null) {
    const bin = join(place, 'node_modules', `node-linux-${process.arch}`, 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'node'), pinned);
    await chmod(join(bin, 'node'), 0o755);
  }
  return join(place, 'doorpost');
}

test('it runs from another directory and by a symbolic link', async () => {
  const link = join(folder, 'linked');
  await symlink(launcher, link);
  const { code, out, err } = await ended(run(link, ['version']));
  assert.equal(err, '');
  assert.match(out, /^doorpost \d+\.\d+\.\d+ /u);
  assert.equal(code, 0);
});

test('the exit code of the program is its own', async () => {
  const { code, err } = await ended(run(launcher, ['no-such-command']));
  assert.equal(code, 2);
  assert.match(err, /unknown command/u);
});

test('a Node that is too old, with no pinned one, is told with the cure', async () => {
  const file = await fakePackage('export const main = () => {};', null);
  for (const version of ['20.20.2', '24.14.9', '18.19.1']) {
    const { code, out, err } = await ended(run(file, ['start'], { version }));
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /needs Node 24\.15 or newer/u);
    assert.ok(err.includes(`this is Node ${version}`), err);
    assert.match(err, /Cure: /u);
  }
});

test('newer Nodes run the program themselves', async () => {
  const file = await fakePackage('export const main = (args) => console.log("ran", ...args);', '#!/bin/sh\nexit 9\n');
  for (const version of ['24.15.0', '25.0.0', '26.1.0']) {
    const { code, out } = await ended(run(file, ['a', 'b'], { version }));
    assert.equal(out, 'ran a b\n');
    assert.equal(code, 0);
  }
});

const onLinux = { skip: process.platform === 'linux' ? false : 'the pinned Node is for Linux' };

test(
  'a server gives large blocks of memory back to the system, unless somebody has said otherwise',
  onLinux,
  async () => {
    // A server's program is run by itself, any other one is imported.
    const program =
      'console.log(process.env.MALLOC_MMAP_THRESHOLD_, process.env.MALLOC_TRIM_THRESHOLD_); export const main = () => {};';
    const file = await fakePackage(program, null);
    const said = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> => {
      const { MALLOC_MMAP_THRESHOLD_: _one, MALLOC_TRIM_THRESHOLD_: _other, ...clean } = process.env;
      const child = spawn(process.execPath, [file, ...args], {
        cwd: folder,
        timeout: DEADLINE_MS,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...clean, ...env },
      });
      return (await ended(child)).out;
    };
    assert.equal(await said(['serve'], {}), '131072 131072\n');
    assert.equal(await said(['serve'], { MALLOC_MMAP_THRESHOLD_: '1' }), '1 131072\n');
    assert.equal(await said(['status'], {}), 'undefined undefined\n');
  },
);

test('an old Node hands over to the pinned one, with arguments and exit code', onLinux, async () => {
  const file = await fakePackage('', '#!/bin/sh\necho "$@"\nexit 7\n');
  const { code, out } = await ended(run(file, ['trace', '--json'], { version: '20.0.0' }));
  assert.match(out, /main\.js trace --json\n$/u);
  assert.equal(code, 7);
});

test('a signal to the launcher reaches the program, and its code comes back', onLinux, async () => {
  const file = await fakePackage(
    '',
    `#!/bin/sh\ntrap 'echo drained; exit 5' TERM\necho ready\nfor i in $(seq 200); do sleep 0.05; done\n`,
  );
  const child = run(file, [], { version: '20.0.0' });
  const result = ended(child);
  assert.ok(child.stdout);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const { code, out } = await result;
  assert.match(out, /drained/u);
  assert.equal(code, 5);
});

test('warnings other than those of young parts of Node are shown', async () => {
  const file = await fakePackage(
    `export const main = () => {
       process.emitWarning('young', 'ExperimentalWarning');
       process.emitWarning('important');
     };`,
    null,
  );
  const { err } = await ended(run(file, []));
  assert.match(err, /important/u);
  assert.doesNotMatch(err, /young/u);
});

test('without packages the cure is npm ci', async () => {
  const place = join(folder, 'clone');
  await mkdir(join(place, 'src'), { recursive: true });
  await writeFile(join(place, 'package.json'), '{"type":"module"}');
  await writeFile(join(place, 'src', 'main.ts'), '');
  await copyFile(launcher, join(place, 'doorpost'));
  const { code, err } = await ended(run(join(place, 'doorpost'), []));
  assert.equal(code, 1);
  assert.match(err, /npm ci/u);
});
