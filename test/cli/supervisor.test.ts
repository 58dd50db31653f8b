/** What systemd is told, by the real systemd-notify, on a socket of the test's. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { createManualClock } from '../../lab/manual-clock.ts';
import { anyPorts, launcher } from '../../lab/server/launcher.ts';
import { tool } from '../../lab/tools.ts';
import { type Log, silentLog } from '../../src/base/log.ts';
import { Supervisor } from '../../src/cli/serve/supervisor.ts';

/** systemd's end: a line for each datagram. */
const LISTENER = `
import socket, sys
end = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
end.bind(sys.argv[1])
print('bound', flush=True)
while True: print(end.recv(4096).decode().strip(), flush=True)
`;

interface Systemd {
  readonly socket: string;
  /** The next datagram that is not a barrier. */
  heard(): Promise<string>;
}

async function systemd(context: TestContext): Promise<Systemd | null> {
  const python = tool(context, 'python3');
  if (python === null || tool(context, 'systemd-notify') === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-notify-'));
  const socket = join(folder, 'notify');
  const child = spawn(python, ['-c', LISTENER, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  assert.equal(await next(), 'bound');
  return {
    socket,
    async heard() {
      for (;;) {
        const word = await next();
        if (word !== 'BARRIER=1') return word;
      }
    },
  };
}

const PATH = process.env['PATH'] ?? '';

test('it says that it is open, and lives, twice as often as it must', async (context) => {
  const there = await systemd(context);
  if (there === null) return;
  const clock = createManualClock();
  // The shell that speaks inherits our environment.
  process.env['NOTIFY_SOCKET'] = there.socket;
  context.after(() => delete process.env['NOTIFY_SOCKET']);
  const env = { NOTIFY_SOCKET: there.socket, WATCHDOG_USEC: '60000000', WATCHDOG_PID: '7' };
  const supervisor = new Supervisor(env, { pid: 7, clock, log: silentLog });
  supervisor.ready();
  assert.equal(await there.heard(), 'READY=1');
  await clock.advance(29_999);
  await clock.advance(1);
  assert.equal(await there.heard(), 'WATCHDOG=1');
  await clock.advance(30_000);
  assert.equal(await there.heard(), 'WATCHDOG=1');
  supervisor[Symbol.dispose]();
  await clock.advance(120_000);
});

test('where nobody asked, or not for us, nothing is said', async (context) => {
  const there = await systemd(context);
  if (there === null) return;
  const clock = createManualClock();
  process.env['NOTIFY_SOCKET'] = there.socket;
  context.after(() => delete process.env['NOTIFY_SOCKET']);
  using silent = new Supervisor({}, { pid: 7, clock, log: silentLog });
  silent.ready();
  const env = { NOTIFY_SOCKET: there.socket, WATCHDOG_USEC: '1000000', WATCHDOG_PID: '8' };
  using unwatched = new Supervisor(env, { pid: 7, clock, log: silentLog });
  unwatched.ready();
  assert.equal(await there.heard(), 'READY=1');
  await clock.advance(10_000);
  using other = new Supervisor({ NOTIFY_SOCKET: there.socket }, { pid: 7, clock, log: silentLog });
  other.ready();
  assert.equal(await there.heard(), 'READY=1', 'and no word of a watchdog before it');
});

test('a machine without systemd-notify is told once, and the server goes on', async () => {
  const clock = createManualClock();
  const { promise: warned, resolve } = Promise.withResolvers<string>();
  let warnings = 0;
  const log: Log = {
    ...silentLog,
    warn: (_fields, message) => {
      warnings++;
      resolve(message);
    },
  };
  const before = process.env['PATH'];
  process.env['PATH'] = '/nonexistent';
  try {
    using supervisor = new Supervisor({ NOTIFY_SOCKET: '/none', WATCHDOG_USEC: '2000000' }, { pid: 7, clock, log });
    supervisor.ready();
    assert.match(await warned, /systemd-notify/u);
    await clock.advance(3_000);
    assert.equal(warnings, 1);
  } finally {
    process.env['PATH'] = before;
  }
});

test('the real server says so when its ports are open, and ends as ever', async (context) => {
  const there = await systemd(context);
  if (there === null) return;
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-notified-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const child = spawn(launcher, ['--data', folder, 'start'], {
    stdio: 'ignore',
    env: { PATH, NOTIFY_SOCKET: there.socket, WATCHDOG_USEC: '200000', ...anyPorts },
  });
  context.after(() => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
  assert.equal(await there.heard(), 'READY=1');
  assert.equal(await there.heard(), 'WATCHDOG=1');
  assert.equal(await there.heard(), 'WATCHDOG=1');
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
