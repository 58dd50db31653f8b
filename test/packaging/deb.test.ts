/**
 * The Debian package on a small Debian of its own: the files of the essential packages and of those that the package depends on, copied from this
 * machine into a folder. It needs neither mounts nor the network, only the right to chroot; and what it did not ask for is not there.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { treePids } from '../../lab/server/measure.ts';
import { tool } from '../../lab/tools.ts';

const execute = promisify(execFile);
const clone = fileURLToPath(new URL('../..', import.meta.url));
const build = fileURLToPath(new URL('../../packaging/deb/build.ts', import.meta.url));
const PATIENCE_MS = 240_000;
const TOOLS = ['dpkg-deb', 'dpkg', 'dpkg-query', 'adduser', 'debconf', 'chroot', 'npm'];
const DATA = '/var/lib/doorpost';

/** Makes the folder of the first argument a small Debian of the packages that the others name. */
const COPY = `set -e
root=$1
shift
for link in bin sbin lib lib32 lib64 libx32; do
  [ ! -h /$link ] || { mkdir -p "$root/$(readlink /$link)"; cp -a /$link "$root/$link"; }
done
{
  dpkg-query --listfiles "$@" | sort -u
  printf '%s\\n' /etc/passwd /etc/group /etc/shadow /etc/gshadow /etc/nsswitch.conf /etc/ld.so.cache
} | while read -r file; do
  [ ! -e "$file" ] && [ ! -h "$file" ] || printf '%s\\n' "$file"
done | tar --no-recursion -C / -cf - -T - 2>/dev/null | tar --keep-directory-symlink -C "$root" -xpf -
mkdir -p "$root/run" "$root/packages"
cp -a /var/lib/dpkg/. "$root/var/lib/dpkg/"
cp -a /var/cache/debconf/. "$root/var/cache/debconf/"
# Where devices may not be made, a file that is written to is as good.
mknod -m 666 "$root/dev/null" c 1 3 2>/dev/null || { : > "$root/dev/null"; chmod 666 "$root/dev/null"; }`;

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** Commands in the small Debian, as root. */
class Machine {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  argv(...command: readonly string[]): readonly [string, readonly string[]] {
    return ['chroot', [this.#root, 'env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', ...command]];
  }

  async run(script: string): Promise<Ended> {
    const [command, args] = this.argv('DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C', 'sh', '-c', `{ ${script}\n} 2>&1`);
    return execute(command, [...args], { timeout: PATIENCE_MS }).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stdout: string }) => ({ code: error.code, text: error.stdout }),
    );
  }

  async done(script: string): Promise<string> {
    const { code, text } = await this.run(script);
    assert.equal(code, 0, `${script}\n${text}`);
    return text;
  }
}

/** Packages that are installed here: the essential ones, those that a package depends on, and all that these depend on. */
async function neededBy(file: string): Promise<readonly string[]> {
  const fields = '${Package}\t${Essential}\t${Pre-Depends}, ${Depends}\t${Provides}\t${db:Status-Abbrev}\n';
  const { stdout } = await execute('dpkg-query', ['--show', `--showformat=${fields}`], { maxBuffer: 64 * 1_048_576 });
  const needs = new Map<string, readonly string[][]>();
  const providers = new Map<string, string>();
  const wanted: string[] = [];
  for (const line of stdout.split('\n')) {
    const [name = '', essential, depends = '', provides = '', status = ''] = line.split('\t');
    if (!status.startsWith('ii')) continue;
    needs.set(name, alternativesIn(depends));
    for (const [other = ''] of alternativesIn(provides)) providers.set(other, name);
    if (essential === 'yes') wanted.push(name);
  }
  const own = (await execute('dpkg-deb', ['--field', file, 'Depends'])).stdout;
  const found = new Set<string>();
  const take = (alternatives: readonly string[]): void => {
    const held = alternatives.map((each) => (needs.has(each) ? each : providers.get(each))).find(Boolean);
    if (held !== undefined) wanted.push(held);
  };
  for (const alternatives of alternativesIn(own)) take(alternatives);
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const alternatives of needs.get(name) ?? []) take(alternatives);
  }
  return [...found];
}

/** `a (>= 1) | b, c:any` -> [[a, b], [c]] */
const alternativesIn = (field: string): string[][] =>
  field
    .split(',')
    .map((each) => each.split('|').map((one) => /[^\s:(]+/u.exec(one)?.[0] ?? ''))
    .filter(([first]) => first !== '');

/** null: this machine gives no right to it, and the test was marked as skipped; where every tool is required it fails. */
async function smallDebian(context: TestContext, folder: string, packages: readonly string[]): Promise<Machine | null> {
  const root = join(folder, 'root');
  await mkdir(root);
  await execute('sh', ['-c', COPY, 'sh', root, ...(await neededBy(packages[0] ?? ''))], { timeout: PATIENCE_MS });
  await execute('cp', [...packages, join(root, 'packages')]);
  const machine = new Machine(root);
  const { code, text } = await machine.run('true');
  if (code === 0) return machine;
  const why = `nothing can be run in a copy of this machine (chroot): ${text.trim()}`;
  if (process.env['DOORPOST_TEST_TOOLS'] === 'required') assert.fail(why);
  context.skip(why);
  return null;
}

interface Service {
  readonly command: readonly string[];
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Does what systemd would do with the installed unit, but for its walls: user, environment, command. */
async function startUnit(context: TestContext, machine: Machine): Promise<Service> {
  const unit = await machine.done('cat /usr/lib/systemd/system/doorpost.service');
  const of = (key: string): string => new RegExp(`^${key}=(.*)$`, 'mu').exec(unit)?.[1] ?? '';
  const ports = ['SMTP', 'SUBMISSION', 'SUBMISSIONS', 'HTTP'].map((name) => `DOORPOST_${name}_PORT=0`);
  const user = ['setpriv', `--reuid=${of('User')}`, `--regid=${of('Group')}`, '--clear-groups', '--no-new-privs'];
  const environment = ['env', ...of('Environment').split(' '), ...ports];
  const [command, args] = machine.argv(...user, ...environment, ...of('ExecStart').split(' '));
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  context.after(() => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  for (const until = performance.now() + PATIENCE_MS; (await machine.run('doorpost status --quiet')).code !== 0; ) {
    assert.equal(child.exitCode, null, said);
    assert.ok(performance.now() < until, said);
  }
  assert.deepEqual(await treePids(child.pid ?? 0), [child.pid], 'it is one process');
  return {
    child,
    command: (await readFile(`/proc/${child.pid}/cmdline`, 'utf8')).split('\0').slice(0, -1),
    async stop() {
      child.kill('SIGTERM');
      assert.deepEqual(await once(child, 'exit'), [0, null], said);
    },
  };
}

/** What Debian's own checker says of it, and what is overridden without need: nothing. Who built it says whose address it bears. */
async function assertLintian(context: TestContext, file: string): Promise<void> {
  await context.test('lintian finds no fault with it', async (inner) => {
    const lintian = tool(inner, 'lintian');
    if (lintian === null) return;
    // Packed without compression for this test alone.
    const ofTest = ['control', 'data'].map((part) => `uses-no-compression-for-${part}-tarball`).join(',');
    const args = [
      '--allow-root',
      '--display-info',
      '--pedantic',
      '--tag-display-limit',
      '0',
      '--suppress-tags',
      ofTest,
    ];
    const { stdout } = await execute(lintian, [...args, file], { timeout: PATIENCE_MS }).catch(
      (error: { stdout: string }) => error,
    );
    assert.doesNotMatch(stdout, /^[A-Z]: doorpost/mu);
  });
}

test('the package is installed, runs, is upgraded, removed and purged, and data stays until somebody says so', {
  skip: process.platform === 'linux' ? false : 'Debian is Linux',
}, async (context) => {
  for (const name of TOOLS) if (tool(context, name) === null) return;
  if (process.getuid?.() !== 0) {
    if (process.env['DOORPOST_TEST_TOOLS'] === 'required') assert.fail('packages are installed by root');
    return context.skip('packages are installed by root');
  }
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-deb-'));
  context.after(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const packages = join(folder, 'packages');
  const order = ['--version', '0.1.0~test1', '--version', '0.1.0~test2', '--compress', 'none', '--to', packages];
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', build];
  const env = { ...process.env, DEBFULLNAME: 'Contoso', DEBEMAIL: 'packages@contoso.com' };
  const made = await execute(node[0] ?? '', [...node.slice(1), ...order], { timeout: PATIENCE_MS, env });
  const files = made.stdout.trim().split('\n');
  const [first = '', second = ''] = files.map((path) => path.replace(packages, '/packages'));
  await assertLintian(context, files[0] ?? '');
  const machine = await smallDebian(context, folder, files);
  if (machine === null) return;

  // Installed.
  assert.match(await machine.done(`dpkg --install ${first}`), /sudo -u doorpost doorpost init/u);
  assert.equal(
    await machine.done(`stat -c '%U %G %a' ${DATA} /var/backups/doorpost`),
    'doorpost doorpost 700\n'.repeat(2),
  );
  assert.equal(await machine.done('dpkg --verify doorpost'), '');
  assert.equal(await machine.done('find /usr/lib/doorpost ! -user root -o -perm /022 ! -type l'), '');
  assert.match(await machine.done('getent passwd doorpost'), /:\/var\/lib\/doorpost:\/usr\/sbin\/nologin\n$/u);

  // Only what runs is in it, and all of that: each package that the program depends on can be loaded.
  const { dependencies } = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8')) as { dependencies: object };
  // Others ask for its shim when they are loaded.
  const load = ['reflect-metadata', ...Object.keys(dependencies)].map((name) => `await import('${name}');`);
  await machine.done(`cd /usr/lib/doorpost && bin/node --input-type=module --eval "${load.join(' ')}"`);

  // Set up and started.
  const asUser = 'setpriv --reuid=doorpost --regid=doorpost --clear-groups';
  await machine.done(`cd / && ${asUser} doorpost init --hostname mail.contoso.com --domain contoso.com --trust-domain`);
  const running = await startUnit(context, machine);
  assert.equal(running.command[0], '/usr/lib/doorpost/bin/node');
  assert.ok(running.command.includes('--max-semi-space-size=4'));
  await machine.done('doorpost mailbox add scan@contoso.com');

  // Upgraded while it runs, and started anew.
  await machine.done(`dpkg --install ${second}`);
  assert.match(await machine.done('dpkg-query --show doorpost'), /0\.1\.0~test2\n$/u);
  await running.stop();
  const upgraded = await startUnit(context, machine);
  assert.match(await machine.done('doorpost mailbox list'), /scan@contoso\.com/u);
  await upgraded.stop();

  // Removed: no program, all data.
  await machine.done('dpkg --remove doorpost');
  await machine.done(`test ! -e /usr/lib/doorpost && test ! -e /usr/bin/doorpost && test -e ${DATA}/doorpost.db`);

  // Purged by nobody who could be asked: data stays, and it says so.
  assert.match(await machine.done('dpkg --purge doorpost'), /are kept in \/var\/lib\/doorpost/u);
  await machine.done(`test -e ${DATA}/doorpost.db`);

  // Installed anew, it finds its data; purged with a yes, they go, and backups stay.
  assert.doesNotMatch(await machine.done(`dpkg --install ${second}`), /not set up yet/u);
  await machine.done("echo 'doorpost doorpost/remove-data boolean true' | debconf-set-selections");
  await machine.done('dpkg --purge doorpost');
  await machine.done(`test ! -e ${DATA} && test -d /var/backups/doorpost`);
});
