/** What a person names on the command line may be a pipe: the program itself, as a shell runs it, against the real API. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, '../../src/main.ts');
const node = [process.execPath, '--disable-warning=ExperimentalWarning', program] as const;
const PATIENCE_MS = 60_000;
const FILE = 'doorpost: 1\norganizations:\n  - name: Piped\n';
/** What a dry run of it says. */
const READ = /^\+ organization Piped$/mu;

describe('commands read pipes', { skip: process.platform === 'win32' }, () => {
  let folder = '';
  let t: TestAdmin;
  before(async () => {
    t = await openTestAdmin();
    folder = dirname(t.socketPath);
    await writeFile(join(folder, 'org.yaml'), FILE);
  });
  after(() => t[Symbol.asyncDispose]());

  const shell = async (script: string): Promise<string> => {
    const { stdout, stderr } = await run('bash', ['-c', script, ...node], { cwd: folder, timeout: PATIENCE_MS });
    return `${stdout}${stderr}`;
  };
  const doorpost = '"$0" "$1" "$2" --data .';
  for (const [how, script] of [
    ['process substitution', `${doorpost} apply --dry-run -f <(cat org.yaml)`],
    [
      'a slow writer',
      `${doorpost} apply --dry-run -f <(printf 'doorpost: 1\\norganizations:\\n'; sleep 0.2; echo '  - name: Piped')`,
    ],
    ['/dev/stdin, a pipe', `cat org.yaml | ${doorpost} apply --dry-run -f /dev/stdin`],
    ['/dev/stdin, a file', `${doorpost} apply --dry-run -f /dev/stdin <org.yaml`],
    [
      'a FIFO whose writer comes later',
      `mkfifo late; { sleep 0.2; cat org.yaml >late; } & ${doorpost} apply --dry-run -f late`,
    ],
  ] as const)
    test(how, async () => {
      assert.match(await shell(script), READ);
    });

  test('/dev/stdin where it is a socket, which cannot be opened by that name', async () => {
    // Node gives its children sockets for pipes.
    const child = spawn(node[0], [node[1], node[2], '--data', '.', 'apply', '--dry-run', '-f', '/dev/stdin'], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: PATIENCE_MS,
    });
    let out = '';
    child.stdout.on('data', (part: Buffer) => (out += String(part)));
    child.stdin.end(FILE);
    assert.equal(await new Promise((done) => child.once('close', done)), 0);
    assert.match(out, READ);
  });

  test('several at once, settings, and the main.cf of an import', async () => {
    const five = Array.from({ length: 5 }, () => '<(echo "[]")').join(' ');
    const exchange = await run('bash', ['-c', `${doorpost} import exchange --yaml ${five} || true`, ...node], {
      cwd: folder,
      timeout: PATIENCE_MS,
    });
    assert.doesNotMatch(exchange.stderr, /cannot be read/u);
    const postfix = await shell(`${doorpost} import postfix --yaml <(echo 'relayhost = [mail.example.net]')`);
    assert.match(postfix, /mail\.example\.net/u);
    // Commands look for the server by them, and then at them.
    const settings = await shell(`${doorpost} config check --config <(echo 'hostName: far.example')`);
    assert.doesNotMatch(settings, /is missing|plain file/u);
  });

  test('a pipe that nobody writes to is waited for, and Ctrl-C ends the command', async () => {
    await shell('mkfifo never');
    const child = spawn(node[0], [node[1], node[2], '--data', '.', 'apply', '-f', 'never'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
    });
    const ended = new Promise<[number | null, string | null]>((done) => child.once('exit', (...how) => done(how)));
    // A writer that opens and writes nothing yet shows that the command has opened it too.
    const writer = spawn('sh', ['-c', 'exec 3>never; echo open; exec sleep 60'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((done) => writer.stdout.once('data', done));
    child.kill('SIGINT');
    assert.deepEqual(await ended, [null, 'SIGINT']);
    writer.kill();
  });

  test('what is endless ends at the bound', async () => {
    await assert.rejects(shell(`${doorpost} apply --dry-run -f <(exec cat /dev/zero)`), /bytes, and is not read/u);
  });
});
