/** `doorpost init` as a script and as a person at a terminal runs it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { cli } from '../../lab/cli.ts';
import { launcher } from '../../lab/server/launcher.ts';
import { tool } from '../../lab/tools.ts';

const PATIENCE_MS = 60_000;

async function newFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-init-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('what init cannot use is told by its setting, and no file is left behind', async (context) => {
  const folder = await newFolder(context);
  const init = (...args: string[]) =>
    cli(['--data', join(folder, 'data'), 'init', '--hostname', 'mail.contoso.com', ...args]);
  const wrong = await init('--smtp-port', '2525', '--submission-port', '2525');
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /listeners\.submission\.port: has port 2525.*Cure/u);
  assert.doesNotMatch(wrong.err, /doorpost\.yaml\.new|doorpost\.yaml:\d/u);
  const missing = await init('--certificate', join(folder, 'none.pem'), '--key', join(folder, 'none.key'));
  assert.equal(missing.code, 1);
  assert.match(missing.err, /certificates: .*none\.pem cannot be read/u);
  const address = await init('--address', '1.2.3');
  assert.equal(address.code, 2);
  assert.match(address.err, /Cure: write it as 192\.0\.2\.5/u);
  assert.deepEqual(await readdir(folder), []);
});

test('a file with problems of its own is left as it is', async (context) => {
  const folder = await newFolder(context);
  await writeFile(join(folder, 'doorpost.yaml'), 'hostName: a.contoso.com\nhttp: { port: x }\n');
  const { code, err } = await cli(['--data', folder, 'init', '--hostname', 'mail.contoso.com']);
  assert.equal(code, 1);
  assert.match(err, /doorpost\.yaml:2:\d+ http\.port/u);
  assert.deepEqual(await readdir(folder), ['doorpost.yaml']);
});

test('a second init with another name says which one it was, what follows, and how to keep it', async (context) => {
  const folder = await newFolder(context);
  const init = (name: string, ...more: string[]) =>
    cli(['--data', join(folder, 'data'), 'init', '--defaults', '--yes', '--hostname', name, ...more]);
  const first = await init('mail.contoso.com');
  assert.equal(first.code, 0, first.err);
  assert.doesNotMatch(`${first.out}${first.err}`, /the name of this server was/u);
  assert.doesNotMatch((await init('MAIL.contoso.com')).err, /the name of this server was/u);
  const other = await init('relay.contoso.com');
  assert.equal(other.code, 0, other.err);
  assert.match(
    other.err,
    /was mail\.contoso\.com and is relay\.contoso\.com from the next start on: .*--hostname mail\.contoso\.com/u,
  );
  const { hostNameBefore } = JSON.parse((await init('third.contoso.com', '--json')).out) as { hostNameBefore: string };
  assert.equal(hostNameBefore, 'relay.contoso.com');
});

/** Answers each question once it is on the screen; prints everything that was. */
const PERSON = `
import fcntl, json, os, pty, select, signal, struct, sys, termios, time
questions, command = json.loads(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execv(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 50, 120, 0, 0))
screen, seen, deadline = b'', 0, time.monotonic() + 30
while True:
    if time.monotonic() > deadline:
        os.kill(pid, signal.SIGKILL)
        break
    ready, _, _ = select.select([terminal], [], [], 1)
    if not ready:
        continue
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    screen += part
    if questions and questions[0][0].encode() in screen[seen:]:
        seen = len(screen)
        os.write(terminal, questions.pop(0)[1].encode() + b'\\r')
sys.stdout.buffer.write(screen)
_, status = os.waitpid(pid, 0)
sys.exit(3 if questions else os.waitstatus_to_exitcode(status))
`;

test('at a terminal init asks for names, ports, addresses and certificates, with defaults', async (context) => {
  const python = tool(context, 'python3');
  if (python === null) return;
  const folder = await newFolder(context);
  const questions = [
    ['Name of this server', ''],
    ['First domain', 'typed.example'],
    ['Port for relay', ''],
    ['Port for submission with STARTTLS', '5870'],
    ['Port for submission with TLS from the start', ''],
    ['Addresses to listen on', '127.0.0.1, ::1'],
    ['Certificate files', ''],
  ];
  const answered = async (asked: readonly (readonly string[])[], env: NodeJS.ProcessEnv) =>
    promisify(execFile)(python, ['-c', PERSON, JSON.stringify(asked), launcher, '--data', folder, 'init'], {
      env: { ...process.env, ...env },
      timeout: PATIENCE_MS,
    });
  const { stdout } = await answered(questions.slice(1), { DOORPOST_HOSTNAME: 'mail.contoso.com' });
  assert.match(stdout, /domain typed\.example added/u);
  assert.deepEqual(parse(await readFile(join(folder, 'doorpost.yaml'), 'utf8')), {
    mode: 'production',
    hostName: 'mail.contoso.com',
    listeners: {
      smtp: { addresses: ['127.0.0.1', '::1'] },
      submission: { port: 5870, addresses: ['127.0.0.1', '::1'] },
      submissions: { addresses: ['127.0.0.1', '::1'] },
    },
  });

  // A second time: what is there already is the default.
  const before = await readFile(join(folder, 'doorpost.yaml'), 'utf8');
  await answered(
    questions.map(([question = '']) => [question, '']),
    {},
  );
  assert.equal(await readFile(join(folder, 'doorpost.yaml'), 'utf8'), before);
});
