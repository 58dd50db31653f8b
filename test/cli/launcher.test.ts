/** `./doorpost`, run by the shells and the Nodes it may meet: scripts that say they are another version. */
import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launcher } from '../../lab/server/launcher.ts';
import { tool } from '../../lab/tools.ts';
import { ended, fakeNode, pinnedIn, Site } from './site.ts';

const clone = fileURLToPath(new URL('../..', import.meta.url));
const SHELLS = [['/bin/sh'], ['dash'], ['busybox', 'sh']] as const;
const onLinux = { skip: process.platform === 'linux' ? false : 'the pinned Node is for Linux' };

let site: Site;
beforeEach(async () => {
  site = await Site.make();
});
afterEach(() => site.remove());

/** The shell's own way to be called, or null where it is missing. */
function shellOf(context: TestContext, [name, ...args]: readonly [string, ...string[]]): readonly string[] | null {
  const path = name.startsWith('/') ? name : tool(context, name);
  return path === null ? null : [path, ...args];
}

for (const words of SHELLS) {
  const named = words.join(' ');
  const plain = '--disable-warning=ExperimentalWarning';

  test(`${named}: a Node that is new enough runs it, a server with flags`, async (context) => {
    const shell = shellOf(context, words);
    if (shell === null) return;
    const file = await site.fakePackage();
    const program = join(dirname(file), 'dist', 'main.js');
    for (const version of ['24.15.0', '24.100.1', '25.0.0', '100.0.0']) {
      const path = [await fakeNode(join(site.folder, version), version)];
      const said = (...args: string[]): ReturnType<typeof ended> =>
        ended(site.run([...shell, file, ...args], { path }));
      assert.deepEqual(await said('trace', 'a  b', '', '--x=*'), {
        code: 7,
        out: [version, plain, program, 'trace', 'a  b', '', '--x=*', ''].join('\n'),
        err: '',
      });
      const server = [version, plain, '--max-semi-space-size=4', '--expose-gc', '--heap-growing-percent=200', program];
      assert.equal((await said('serve')).out, [...server, 'serve', ''].join('\n'));
      assert.equal((await said('--data', 'x y', 'start')).out, [...server, '--data', 'x y', 'start', ''].join('\n'));
    }
  });

  test(`${named}: with a Node that is too old, or none, the pinned one runs it`, onLinux, async (context) => {
    const shell = shellOf(context, words);
    if (shell === null) return;
    const file = await site.fakePackage();
    await fakeNode(pinnedIn(dirname(file)), '24.21.0', 'pinned');
    for (const version of ['20.20.2', '24.14.9', '18.19.1', 'nonsense']) {
      const path = [await fakeNode(join(site.folder, `old ${version}`), version)];
      assert.match((await ended(site.run([...shell, file, 'trace'], { path }))).out, /^pinned\n/u, version);
    }
    assert.match((await ended(site.run([...shell, file, 'serve']))).out, /^pinned\n[^]*--max-semi-space-size/u);

    const dependency = await site.fakePackage('', join(site.folder, 'site', 'node_modules', 'doorpost'));
    await fakeNode(pinnedIn(join(site.folder, 'site')), '24.21.0', 'higher up');
    assert.match((await ended(site.run([...shell, dependency]))).out, /^higher up\n/u);
  });

  test(`${named}: a package's own Node is asked nothing`, async (context) => {
    const shell = shellOf(context, words);
    if (shell === null) return;
    const file = await site.fakePackage();
    await fakeNode(join(dirname(file), 'bin'), '1.0.0', 'its own');
    const path = [await fakeNode(join(site.folder, 'newer'), '26.0.0')];
    assert.match((await ended(site.run([...shell, file], { path }))).out, /^its own\n/u);
  });

  test(`${named}: without a fitting Node the cure is told`, async (context) => {
    const shell = shellOf(context, words);
    if (shell === null) return;
    const file = await site.fakePackage();
    const told = async (path: readonly string[], facts: RegExp) => {
      const { code, out, err } = await ended(site.run([...shell, file, 'start'], { path }));
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, /^doorpost needs Node 24\.15 or newer; /u);
      assert.match(err, facts);
      assert.match(err, /\nCure: /u);
    };
    await told([], /there is none on the PATH/u);
    await told([await fakeNode(join(site.folder, 'old'), '20.20.2')], /this is Node 20\.20\.2 \(\/.*old\/node\)/u);
    const broken = await fakeNode(join(site.folder, 'broken'), '');
    await writeFile(join(broken, 'node'), '#!/bin/sh\nexit 127\n');
    await told([broken], /broken\/node does not run/u);
  });

  test(`${named}: a Node that cannot be run here is named`, async (context) => {
    const shell = shellOf(context, words);
    if (shell === null) return;
    const file = await site.fakePackage();
    const own = join(dirname(file), 'bin', 'node');
    await writeFile(own, '#!/no/such/loader\n', { mode: 0o755 });
    const { code, err } = await ended(site.run([...shell, file]));
    assert.equal(code, 1);
    assert.ok(err.includes(`doorpost: cannot run ${own}: the line above says why.\nCure: `), err);
  });

  test(`${named}: what is missing beside it is told with the cure`, async (context) => {
    const shell = shellOf(context, words);
    if (shell === null) return;
    const place = join(site.folder, 'a clone');
    await mkdir(join(place, 'src'), { recursive: true });
    await copyFile(launcher, join(place, 'doorpost'));
    const nothing = await ended(site.run([...shell, join(place, 'doorpost')]));
    assert.equal(nothing.code, 1);
    assert.match(nothing.err, /neither src\/main\.ts nor dist\/main\.js is beside .*a clone\/doorpost\.\nCure: /u);
    await writeFile(join(place, 'src', 'main.ts'), '');
    const noPackages = await ended(site.run([...shell, join(place, 'doorpost')]));
    assert.equal(noPackages.code, 1);
    assert.match(noPackages.err, /packages are not installed\.\nCure: run `npm ci` in .*a clone\.\n/u);
  });
}

test('the launcher, package.json and the tests ask for the same Node', async () => {
  const { engines } = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8')) as { engines: { node: string } };
  const [, major, minor] = /^>=(\d+)\.(\d+)$/u.exec(engines.node) ?? [];
  assert.ok((await readFile(launcher, 'utf8')).includes(`needed_major=${major} needed_minor=${minor}\n`));
  const bin = await readFile(join(clone, 'bin', 'doorpost.js'), 'utf8');
  assert.ok(bin.includes(`[0] < ${major} || (version[0] === ${major} && version[1] < ${minor})`));
  const tests = await readFile(join(clone, 'test', 'run.mjs'), 'utf8');
  assert.ok(tests.includes(`major < ${major} || (major === ${major} && minor < ${minor})`));
});
