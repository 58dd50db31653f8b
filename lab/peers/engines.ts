/** Debian's rspamd and clamd, each with a folder and a port of its own on loopback, without a word to the net. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { freePort, reachable } from '../ports.ts';
import { tool } from '../tools.ts';

/** Starting one reads some thousand rules. */
const STARTS_WITHIN_MS = 120_000;

export interface RunningEngine {
  readonly port: number;
  /** Until `resume` it holds its connections and answers nobody. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/**
 * null, the test skipped by name, where it is not installed. @param nameServer a port on loopback; absent: one at which nobody answers, as behind
 * many a firewall.
 */
export async function startRspamd(context: TestContext, nameServer?: number): Promise<RunningEngine | null> {
  const program = tool(context, 'rspamd');
  if (program === null) return null;
  const folder = await ownFolder('rspamd');
  const port = await freePort();
  const dns = nameServer ?? (await freePort());
  await mkdir(join(folder, 'local.d'));
  await mkdir(join(folder, 'override.d'));
  const local = (name: string, text: string) => writeFile(join(folder, 'local.d', name), text);
  await local('worker-normal.inc', `bind_socket = "127.0.0.1:${port}";\ncount = 1;\n`);
  // Rules of the stock, read quicker; and 14 MB take longer than its 8 seconds where a machine is busy.
  await local(
    'options.inc',
    `enable_test_patterns = true;\ndisable_hyperscan = true;\ntask_timeout = 60s;\ndns { nameserver = ["127.0.0.1:${dns}:1"]; }\n`,
  );
  await local('logging.inc', 'type = "console";\nlevel = "error";\n');
  for (const unused of [
    'worker-proxy.inc',
    'worker-controller.inc',
    'worker-fuzzy.inc',
    'fuzzy_check.conf',
    'phishing.conf',
    'rspamd_update.conf',
  ])
    await local(unused, 'enabled = false;\n');
  const places = ['DBDIR', 'RUNDIR', 'LOGDIR', 'LOCAL_CONFDIR'].map((name) => `--var=${name}=${folder}`);
  const asRoot = process.getuid?.() === 0 ? ['-i'] : [];
  const child = spawn(program, ['-f', ...asRoot, '-c', '/etc/rspamd/rspamd.conf', ...places], {
    stdio: 'ignore',
    detached: true,
  });
  return running(child, port, folder);
}

export interface ClamdOptions {
  /** StreamMaxLength; absent: that of Debian, 25M. */
  readonly most?: string;
}

/** Its one signature is EICAR's. */
export async function startClamd(
  context: TestContext,
  { most = '25M' }: ClamdOptions = {},
): Promise<RunningEngine | null> {
  const program = tool(context, 'clamd');
  if (program === null) return null;
  const folder = await ownFolder('clamd');
  const port = await freePort();
  await mkdir(join(folder, 'signatures'));
  const pattern = Buffer.from(
    ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join(''),
  );
  await writeFile(join(folder, 'signatures', 'eicar.ndb'), `Eicar-Test-Signature:0:*:${pattern.toString('hex')}\n`);
  const settings = [
    'Foreground yes',
    'TCPAddr 127.0.0.1',
    `TCPSocket ${port}`,
    `DatabaseDirectory ${join(folder, 'signatures')}`,
    `TemporaryDirectory ${folder}`,
    `StreamMaxLength ${most}`,
    `LogFile ${join(folder, 'log')}`,
  ];
  await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
  const child = spawn(program, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore', detached: true });
  return running(child, port, folder);
}

async function ownFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `doorpost-${name}-`));
  // Its workers may be another user's.
  await chmod(folder, 0o777);
  return folder;
}

async function running(child: ChildProcess, port: number, folder: string): Promise<RunningEngine> {
  const { pid } = child;
  if (pid === undefined) throw new Error('it did not start');
  // It and its workers: a group of processes of their own.
  const send = (signal: NodeJS.Signals): void => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, signal);
  };
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    send('SIGCONT');
    send('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const until = performance.now() + STARTS_WITHIN_MS;
  while (!(await reachable(port))) {
    if (child.exitCode === null && performance.now() < until) continue;
    await stop();
    throw new Error(`${child.spawnfile} does not listen`);
  }
  return { port, pause: () => send('SIGSTOP'), resume: () => send('SIGCONT'), stop };
}
