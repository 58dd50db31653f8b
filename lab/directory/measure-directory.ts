/**
 * `npm run bench -- --directory`: a server with a directory of any size, and what an administrator does with it: start, one change of each
 * kind, connections, lists, export, apply. Beside each figure stands how long the server's event loop stood still meanwhile: no mail is
 * answered for so long.
 */
import { bounds } from '../../src/base/bounds.ts';
import { once } from 'node:events';
import { connect } from 'node:net';
import { request } from 'node:http';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { endWithUs } from '../server/children.ts';
import { launcher, launcherEnvironment } from '../server/launcher.ts';
import { type DirectorySize, domainName, mailboxAddress } from './directory-objects.ts';
import { forgetPeak, memoryOf, peakRssBytes } from '../server/memory.ts';
import { freePort } from '../ports.ts';
import { waitForPort } from '../server/wait.ts';

const run = promisify(execFile);
const monitor = new URL('../server/loop-monitor.ts', import.meta.url).href;
const MB = 1e6;
/** Answers of a whole directory are large, and those of a version that is slow are slow. */
const MOST_MS = 30 * 60_000;
const SETTLE_MS = 1_500;
const CONNECTIONS = 200;
const STARTS = 3;

/** One thing that was done, and what it cost. */
export interface Phase {
  readonly what: string;
  readonly ms: number;
  /** Longest of the server's event loop meanwhile. */
  readonly standstillMs: number;
  /** Highest meanwhile. */
  readonly rssMb: number;
  /** `12.3 MB`, `413`: what else is to be said. */
  readonly note: string;
  /** The answer was a refusal. */
  readonly failed: boolean;
}

export interface DirectoryBench {
  readonly folder: string;
  readonly size: DirectorySize;
  readonly say: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** The phases, in the order in which they were made. Rejects when a round trip changed what it should not. */
export async function measureDirectory(bench: DirectoryBench): Promise<readonly Phase[]> {
  bench.signal?.throwIfAborted();
  const first = join(bench.folder, 'first');
  await fill(first, bench.size);
  bench.say('the directory is made');
  const phases: Phase[] = [];
  const note = (phase: Phase): void => {
    bench.signal?.throwIfAborted();
    phases.push(phase);
    bench.say(lineOfPhase(phase));
  };
  let exported: Answer;
  {
    const starts = await plainStarts(first);
    await using server = await startMeasured(first, 'watched');
    note(await server.started(starts));
    await oneOfEach(server, bench.size, note);
    note(await server.measure(`${CONNECTIONS} connections, one after another`, async () => connections(server.port)));
    for (const collection of ['mailboxes', 'devices', 'inbound-connectors']) note(await server.listed(collection));
    exported = await server.ask('GET', '/export?organization=*');
    note(await server.asked('export', 'GET', '/export?organization=*'));
    exported = await server.ask('GET', '/export?organization=*');
    note(await server.applied('apply of the export, nothing changes', exported.octets, 0));
    const changed = exported.octets.toString('utf8').replace('User Number 7\n', 'User Number Seven\n');
    note(await server.applied('apply of the export, one change', Buffer.from(changed), 1));
    exported = await server.ask('GET', '/export?organization=*');
  }
  await rm(first, { recursive: true, force: true });
  const second = join(bench.folder, 'second');
  await fill(second, null);
  {
    await using server = await startMeasured(second, 'watched');
    // Passwords of a hundred thousand credentials would be the greater part by far: they are made one by one, on purpose slowly.
    const bare = withoutCredentials(exported.octets);
    note(await server.applied('apply to an empty server, without credentials', bare, null));
    const again = await server.ask('GET', '/export?organization=*');
    if (withoutComments(withoutCredentials(again.octets)) !== withoutComments(bare))
      throw new Error('what was exported and applied is not what was exported');
  }
  await rm(second, { recursive: true, force: true });
  return phases;
}

export const lineOfPhase = ({ what, ms, standstillMs, rssMb, note }: Phase): string =>
  `${what.padEnd(48)} ${ms.toFixed(1).padStart(10)} ms  still ${standstillMs.toFixed(1).padStart(8)} ms  RSS ${rssMb.toFixed(0).padStart(5)} MB  ${note}`;

/** Our own export writes credentials as a block of deeper lines. */
function withoutCredentials(yaml: Buffer): Buffer {
  return Buffer.from(yaml.toString('utf8').replaceAll(/^ {8}credentials:(?: \[\])?\n(?: {10}.*\n)*/gmu, ''));
}

const withoutComments = (yaml: Buffer): string => yaml.toString('utf8').replaceAll(/ #.*$/gmu, '');

async function oneOfEach(server: MeasuredServer, size: DirectorySize, note: (phase: Phase) => void): Promise<void> {
  const organization = '?organization=Organization%200';
  const changes: readonly [string, string, string, unknown][] = [
    ['a mailbox', 'PATCH', `/mailboxes/${mailboxAddress(0, size.domains)}`, { displayName: 'Somebody Else' }],
    ['a mailbox once more', 'PATCH', `/mailboxes/${mailboxAddress(0, size.domains)}`, { displayName: 'Somebody' }],
    ['a device', 'PATCH', `/devices/Device%200${organization}`, { place: 'Cellar' }],
    [
      'an inbound connector',
      'PATCH',
      `/inbound-connectors/Site%200${organization}`,
      { requireTls: false, type: 'OnPremises', senderDomains: ['*', domainName(0)] },
    ],
    ['an outbound connector', 'PATCH', `/outbound-connectors/Partner%200${organization}`, { tls: 'opportunistic' }],
    ['a domain', 'PATCH', `/domains/${domainName(0)}${organization}`, { type: 'internal-relay' }],
    ['a group', 'PATCH', `/groups/group0@${domainName(0)}`, { displayName: 'All of them' }],
    ['an organization', 'PATCH', '/organizations/Organization%200', { language: 'de' }],
    ['the system settings', 'PUT', '/limits/idle', { value: 250_000 }],
    ['a new mailbox', 'POST', `/mailboxes${organization}`, { address: `new@${domainName(0)}` }],
    ['a new device', 'POST', `/devices${organization}`, { name: 'New', addresses: ['192.0.2.77'] }],
    [
      'a new inbound connector',
      'POST',
      `/inbound-connectors${organization}`,
      { name: 'New', senderAddresses: ['192.0.2.78'] },
    ],
    ['a new domain', 'POST', `/domains${organization}`, { name: 'new.scale.test' }],
    ['a mailbox removed', 'DELETE', `/mailboxes/new@${domainName(0)}`, undefined],
    ['a device removed', 'DELETE', `/devices/New${organization}`, undefined],
    ['a connector removed', 'DELETE', `/inbound-connectors/New${organization}`, undefined],
    ['a domain removed', 'DELETE', `/domains/new.scale.test${organization}`, undefined],
    ['one mailbox shown', 'GET', `/mailboxes/${mailboxAddress(1, size.domains)}`, undefined],
  ];
  // Once for all: code that runs for the first time is slow in any directory.
  await server.ask('PATCH', '/organizations/Organization%200', { language: 'en' });
  await pause(SETTLE_MS);
  for (const [what, method, path, body] of changes) {
    note(await server.asked(`change: ${what}`, method, path, body));
    // What follows a change (devices, gates, alarms) has its moment too.
    await pause(100);
  }
}

/** A fresh folder with so many objects; null: with none. By a process of its own: what it leaves to tidy up must not take time from the server that starts next. */
async function fill(folder: string, size: DirectorySize | null): Promise<void> {
  const program = fileURLToPath(new URL('fill-directory.ts', import.meta.url));
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', program, folder, JSON.stringify(size)]);
}

type Outcome = Pick<Phase, 'note' | 'failed'>;

const refused = (status: number, octets: Buffer): Outcome => ({
  note: `${status} ${octets.toString('utf8').slice(0, 200)}`,
  failed: true,
});

interface Answer {
  readonly status: number;
  readonly octets: Buffer;
}

const monitorIn = (folder: string): string => join(folder, 'monitor.sock');

class MeasuredServer implements AsyncDisposable {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #socketPath: string;
  readonly #monitorPath: string;
  readonly startMs: number;

  constructor(port: number, child: ChildProcess, folder: string, startMs: number) {
    this.port = port;
    this.#child = child;
    this.#socketPath = join(folder, 'admin.sock');
    this.#monitorPath = monitorIn(folder);
    this.startMs = startMs;
  }

  /** @param starts of the same directory; the median is the figure. */
  async started(starts: readonly number[]): Promise<Phase> {
    await pause(SETTLE_MS);
    const phase = await this.measure('start', async () => starts.map((ms) => ms.toFixed(0)).join(', '));
    const ms = starts.toSorted((a, b) => a - b)[starts.length >> 1] ?? Number.NaN;
    return { ...phase, ms, rssMb: (await memoryOf(this.#child.pid ?? 0)).rssBytes / MB };
  }

  /** @param act returns what else is to be said of it. */
  async measure(what: string, act: () => Promise<Outcome | string>): Promise<Phase> {
    const pid = this.#child.pid ?? 0;
    await this.#standstill();
    await forgetPeak(pid);
    // The monitor's first look after a count begins is not counted.
    await pause(50);
    const startedAt = performance.now();
    const outcome = await act();
    const ms = performance.now() - startedAt;
    return {
      what,
      ms,
      standstillMs: await this.#standstill(),
      rssMb: (await peakRssBytes(pid)) / MB,
      ...(typeof outcome === 'string' ? { note: outcome, failed: false } : outcome),
    };
  }

  async #standstill(): Promise<number> {
    const socket = connect(this.#monitorPath);
    let told = '';
    for await (const part of socket.setEncoding('utf8')) told += part as string;
    return Number(told);
  }

  /** A list, in pages as large as they may be. */
  listed(collection: string): Promise<Phase> {
    return this.measure(`list of ${collection}`, async () => {
      let total = 0;
      let after: string | null = null;
      do {
        const cursor: string = after === null ? '' : `&after=${after}`;
        const { status, octets } = await this.ask(
          'GET',
          `/${collection}?organization=*&limit=${bounds.admin.listWhole}${cursor}`,
        );
        if (status >= 300) return refused(status, octets);
        total += octets.length;
        after = (JSON.parse(octets.toString('utf8')) as { readonly next: string | null }).next;
      } while (after !== null);
      return total > 100_000 ? `${(total / MB).toFixed(1)} MB` : '';
    });
  }

  asked(what: string, method: string, path: string, body?: unknown): Promise<Phase> {
    return this.measure(what, async () => {
      const { status, octets } = await this.ask(method, path, body);
      if (status >= 300) return refused(status, octets);
      return octets.length > 100_000 ? `${(octets.length / MB).toFixed(1)} MB` : '';
    });
  }

  /** @param changes how many there have to be; null: any. */
  async applied(what: string, yaml: Buffer, changes: number | null): Promise<Phase> {
    return this.measure(what, async () => {
      const { status, octets } = await this.#send('POST', '/apply', 'application/yaml', yaml);
      if (status >= 300) return refused(status, octets);
      const { changes: made } = JSON.parse(octets.toString('utf8')) as { changes: readonly unknown[] };
      if (changes !== null && made.length !== changes) throw new Error(`${what}: ${made.length} changes`);
      return `${(yaml.length / MB).toFixed(1)} MB, ${made.length} changes`;
    });
  }

  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const json = body === undefined ? null : Buffer.from(JSON.stringify(body));
    return this.#send(method, path, 'application/json', json);
  }

  #send(method: string, path: string, type: string, body: Buffer | null): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asking = request(
        {
          socketPath: this.#socketPath,
          method,
          path: `/api/v1${path}`,
          headers: body === null ? {} : { 'content-type': type, 'content-length': body.length },
          signal: AbortSignal.timeout(MOST_MS),
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, octets: Buffer.concat(parts) }));
        },
      );
      asking.on('error', reject);
      asking.end(body ?? undefined);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

/** As users start it: what watches the loop would be loaded first, twice. */
async function plainStarts(folder: string): Promise<readonly number[]> {
  const starts: number[] = [];
  while (starts.length < STARTS) {
    await using server = await startMeasured(folder, 'plain');
    starts.push(server.startMs);
    await pause(SETTLE_MS);
  }
  return starts;
}

async function startMeasured(folder: string, how: 'plain' | 'watched'): Promise<MeasuredServer> {
  const port = await freePort();
  await writeFile(
    join(folder, 'doorpost.yaml'),
    `hostName: doorpost.bench.test
listeners:
  smtp: { port: ${port}, addresses: [127.0.0.1] }
  submission: { enabled: false }
  submissions: { enabled: false }
http: { port: ${await freePort()} }
log: { level: warn }
`,
  );
  const log = await open(join(folder, 'doorpost.log'), 'a');
  const startedAt = performance.now();
  const flags = how === 'watched' ? [`--import=${monitor}`] : [];
  const child = spawn(launcher, ['serve', '--data', folder], {
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...launcherEnvironment(flags),
      ...(how === 'watched' ? { DOORPOST_BENCH_MONITOR: monitorIn(folder) } : {}),
    },
  });
  endWithUs(child);
  await log.close();
  await waitForPort(port, child, MOST_MS);
  const startMs = performance.now() - startedAt;
  const server = new MeasuredServer(port, child, folder, startMs);
  // The administration opens after the listeners.
  for (const until = performance.now() + MOST_MS; performance.now() < until; await pause(20)) {
    const status = await server.ask('GET', '/status').catch(() => null);
    if (status?.status === 200) return server;
  }
  throw new Error('the administration did not open');
}

/** Each from connect to its banner and a HELO's answer. */
async function connections(port: number): Promise<string> {
  const times: number[] = [];
  for (let n = 0; n < CONNECTIONS; n++) {
    const startedAt = performance.now();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'data');
    socket.write('EHLO client.test\r\n');
    await once(socket, 'data');
    times.push(performance.now() - startedAt);
    const closed = once(socket, 'close');
    socket.end('QUIT\r\n');
    socket.resume();
    await closed;
  }
  times.sort((a, b) => a - b);
  return `${(times[times.length >> 1] ?? Number.NaN).toFixed(2)} ms each (median)`;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
