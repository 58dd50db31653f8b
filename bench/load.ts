/** The generator and the sink of Postfix: the load that classics were measured with. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { senderDomain } from './doorpost.ts';
import type { PostfixFiles } from './tools.ts';
import { waitForPort } from './wait.ts';

export interface LoadCase {
  readonly name: string;
  readonly sessions: number;
  /** Whether a session carries many messages. */
  readonly kept: boolean;
  readonly messages: number;
  readonly bytes: number;
}

const PATIENCE_MS = 300_000;

/** Sends the case's messages; resolves with the seconds from start to the last 250. */
export async function generate(files: PostfixFiles, port: number, load: LoadCase): Promise<number> {
  const options = [
    '-4',
    '-C',
    '20',
    '-s',
    load.sessions,
    '-m',
    load.messages,
    '-l',
    load.bytes,
    '-M',
    senderDomain,
    '-f',
    `scan@${senderDomain}`,
    '-t',
    'user@dest.test',
  ];
  const started = performance.now();
  const child = spawn(
    join(files.root, 'usr/sbin/smtp-source'),
    [...options.map(String), ...(load.kept ? ['-d'] : []), `127.0.0.1:${port}`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { LD_LIBRARY_PATH: files.libraries },
      timeout: PATIENCE_MS,
    },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`smtp-source ended with ${code}: ${complaint.slice(0, 500)}`);
  return (performance.now() - started) / 1000;
}

export interface Sink {
  readonly port: number;
  /** Resolves when `count` more messages have come since the last call, with the moment it happened. */
  received(): number;
  stop(): Promise<void>;
}

/** `smtp-sink -c` reports its counters on standard output as it goes. */
export async function startSink(files: PostfixFiles, port: number): Promise<Sink> {
  const child: ChildProcess = spawn(
    join(files.root, 'usr/sbin/smtp-sink'),
    ['-u', 'nobody', '-c', '-m', '4000', `127.0.0.1:${port}`, '2048'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { LD_LIBRARY_PATH: files.libraries },
    },
  );
  let received = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    const counts = [...chunk.toString().matchAll(/mesg=(\d+)/gu)];
    received = Number(counts.at(-1)?.[1] ?? received);
  });
  await waitForPort(port, child);
  return {
    port,
    received: () => received,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
