/** The Debian package on a machine that is a copy of this one: a layer over its files that nobody else sees and that vanishes with the test. */
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
const build = fileURLToPath(new URL('../../packaging/deb/build.ts', import.meta.url));
const PATIENCE_MS = 240_000;
const TOOLS = ['dpkg-deb', 'dpkg', 'adduser', 'debconf', 'unshare', 'nsenter', 'setpriv', 'npm'];
const DATA = '/var/lib/doorpost';

const LAYER = `set -e
mount -t tmpfs none "$1"
cd "$1"
mkdir upper work root
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
for folder in proc dev; do mount --rbind /$folder root/$folder; done
mkdir -p root/packages root/run
mount --bind "$2" root/packages
echo ready
exec sleep 3600`;

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** Commands in the copy, as root. */
class Machine {
  readonly #holder: ChildProcess;
  readonly #root: string;

  constructor(holder: ChildProcess, root: string) {
    this.#holder = holder;
    this.#root = root;
  }

  argv(...command: readonly string[]): readonly [string, readonly string[]] {
    const enter = [`--mount=/proc/${this.#holder.pid}/ns/mnt`, 'chroot', this.#root];
    return ['nsenter', [...enter, 'env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', ...command]];
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

async function copyOfThisMachine(context: TestContext, packages: string): Promise<Machine | null> {
  const layer = join(packages, '..', 'layer');
  await mkdir(layer);
  const holder = spawn('unshare', ['--mount', 'sh', '-c', LAYER, 'sh', layer, packages], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  context.after(() => holder.kill('SIGKILL'));
  let said = '';
  for (const stream of [holder.stdout, holder.stderr]) stream.on('data', (part) => (said += part));
  while (!said.includes('ready') && holder.exitCode === null) await once(holder.stdout, 'data').catch(() => {});
  if (holder.exitCode === null) return new Machine(holder, join(layer, 'root'));
  const why = `no layer over this machine's files can be mounted: ${said.trim()}`;
  // A right that the machine gives or not, no tool that could be installed.
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
  const made = await execute(node[0] ?? '', [...node.slice(1), ...order], { timeout: PATIENCE_MS });
  const [first = '', second = ''] = made.stdout.split('\n').map((path) => path.replace(packages, '/packages'));
  const machine = await copyOfThisMachine(context, packages);
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
