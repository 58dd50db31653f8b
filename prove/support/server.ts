/** A real Doorpost: `serve` in a process of its own, on a site's folder. Black box: signals, ports, the administrator's socket, /proc. */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { launcher, launcherEnvironment } from '../../lab/server/launcher.ts';
import type { Site } from './site.ts';

const START_MS = 60_000;
const ADMIN_MS = 30_000;
const STOP_MS = 60_000;
/** Of what the server wrote to stdout and stderr: enough for a stack trace. */
const MOST_OUTPUT = 16 * 1024;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Server extends AsyncDisposable {
  readonly site: Site;
  readonly pid: number;
  /** ms from spawn to the first 220. */
  readonly startMs: number;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Rejects when it has not ended by `deadlineMs` (60 s). */
  ended(deadlineMs?: number): Promise<Ended>;
  running(): boolean;
  /** The last of stdout and stderr. */
  output(): string;
}

export interface StartOptions {
  readonly signal: AbortSignal;
  /** Beside the path on which a Node is found. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Put before the command and its arguments, e.g. `['unshare', '-m']`. The pid is then that of the wrapper unless it execs. */
  readonly wrapper?: readonly string[];
  /** What node runs instead of `doorpost serve`: a house whose surroundings are the proof's (house-process.ts). */
  readonly program?: readonly string[];
  /** ms until the banner has to be there; 60 s. */
  readonly startMs?: number;
}

/** Resolves when the SMTP port says 220 and the administration answers. Rejects with the server's own words when it ends before. */
export async function startServer(site: Site, options: StartOptions): Promise<Server> {
  options.signal.throwIfAborted();
  const startedAt = performance.now();
  const [command = '', ...args] = [
    ...(options.wrapper ?? []),
    ...(options.program === undefined
      ? [launcher, 'serve', '--data', site.folder]
      : [process.execPath, ...options.program]),
  ];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...launcherEnvironment(), ...options.environment },
    signal: options.signal,
    killSignal: 'SIGKILL',
  });
  child.on('error', () => {}); // an abort kills; `exit` tells the rest
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-MOST_OUTPUT);
    });
  const server = serverOf(site, child, () => output);
  const until = startedAt + (options.startMs ?? START_MS);
  while (!(await greets(site.smtpPort))) {
    if (!server.running()) throw new Error(`the server ended before it listened: ${output.trim().slice(-2_000)}`);
    if (performance.now() > until) {
      await server.kill();
      throw new Error(
        `no banner after ${Math.round(performance.now() - startedAt)} ms: ${output.trim().slice(-2_000)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const startMs = performance.now() - startedAt;
  await administrable(server, until);
  return { ...server, startMs };
}

/** The administration opens after the listeners, its socket last. */
async function administrable(server: Omit<Server, 'startMs'>, until: number): Promise<void> {
  while (server.running() && performance.now() < until) {
    const status = await admin(server.site, 'GET', '/status').catch(() => null);
    if (status !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no administration: ${server.output().trim().slice(-2_000)}`);
}

function serverOf(site: Site, child: ChildProcess, output: () => string): Omit<Server, 'startMs'> {
  const running = (): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  // Not events.once on the child: that rejects at the `error` an abort raises, though the kill is what is waited for.
  const gone = new EventEmitter();
  child.once('exit', () => gone.emit('gone'));
  const ended = async (deadlineMs = STOP_MS): Promise<Ended> => {
    if (running()) await once(gone, 'gone', { signal: AbortSignal.timeout(deadlineMs) });
    return { code: child.exitCode, signal: child.signalCode };
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended();
  };
  return {
    site,
    pid: child.pid ?? 0,
    kill,
    signal: (signal) => void child.kill(signal),
    ended,
    running,
    output,
    [Symbol.asyncDispose]: kill,
  };
}

/** Whether the port says 220 within 5 s. */
export async function greets(port: number): Promise<boolean> {
  return (await bannerMs(port, 5_000)) !== null;
}

/** ms from connect to the 220; null when there is none by the deadline. */
export async function bannerMs(port: number, deadlineMs: number): Promise<number | null> {
  const startedAt = performance.now();
  const socket = connect(port, '127.0.0.1');
  const heard = await new Promise<boolean>((resolve) => {
    socket.setTimeout(deadlineMs, () => resolve(false));
    socket.once('data', (octets) => resolve(octets.toString('latin1').startsWith('220')));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
  socket.destroy();
  return heard ? performance.now() - startedAt : null;
}

/** GET /healthz, /readyz or /metrics over TCP. Rejects at the deadline. */
export async function httpGet(
  site: Site,
  path: string,
  deadlineMs = ADMIN_MS,
): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await fetch(`http://127.0.0.1:${site.httpPort}${path}`, { signal: AbortSignal.timeout(deadlineMs) });
  return { status: answer.status, body: await answer.text() };
}

/** A request of the administration API over the local socket; `path` below /api/v1. Rejects unless it was a success. */
export async function admin<T>(
  site: Site,
  method: string,
  path: string,
  body?: unknown,
  withinMs = ADMIN_MS,
): Promise<T> {
  const text = await adminText(site, method, path, body, withinMs);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The same where the answer is not one JSON text: lines, or events. */
export function adminText(
  site: Site,
  method: string,
  path: string,
  body?: unknown,
  withinMs = ADMIN_MS,
): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const outgoing = request(
      {
        socketPath: site.adminSocket ?? join(site.folder, 'admin.sock'),
        method,
        path: `/api/v1${path}`,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(withinMs),
      },
      (answer) => {
        let read = '';
        answer.setEncoding('utf8').on('data', (part: string) => (read += part));
        answer.on('error', reject);
        answer.on('end', () =>
          (answer.statusCode ?? 500) < 300
            ? resolve(read)
            : reject(new Error(`${method} ${path}: ${answer.statusCode} ${read.slice(0, 500)}`)),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Recipients that wait, held ones included. */
export async function queued(site: Site): Promise<number> {
  const { total } = await admin<{ readonly total: number }>(site, 'GET', '/queue?limit=1');
  return total;
}

/** A value of /metrics, summed over its labels; `labels` has to occur in the label text. */
export async function metric(site: Site, name: string, labels = ''): Promise<number> {
  const { body } = await httpGet(site, '/metrics');
  let sum = 0;
  for (const [, given = '', value] of body.matchAll(new RegExp(`^${name}(\\{[^}]*\\})? (\\S+)`, 'gmu')))
    if (given.includes(labels)) sum += Number(value);
  return sum;
}
