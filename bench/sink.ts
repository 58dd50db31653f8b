/** Where everything is relayed to: Postfix's `smtp-sink` for small messages, our own from 100 KiB up and where Postfix is missing. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithUs } from '../lab/server/children.ts';
import type { PostfixFiles } from './tools.ts';
import { freePort } from '../lab/ports.ts';
import { waitForPort } from '../lab/server/wait.ts';

export interface Sink {
  readonly port: number;
  /** Messages taken up to now. */
  received(): number;
  stop(): Promise<void>;
}

export async function startFastSink(): Promise<Sink> {
  const child = fork(fileURLToPath(new URL('sink-process.ts', import.meta.url)), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let received = 0;
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.on('message', (news: { readonly port?: number; readonly messages?: number }) => {
      if (news.port !== undefined) resolve(news.port);
      received = news.messages ?? received;
    });
  });
  return {
    port,
    received: () => received,
    stop: () => ended(child, () => child.disconnect()),
  };
}

/** `smtp-sink -c` reports its counters on standard output as it goes. */
export async function startClassicSink(files: PostfixFiles): Promise<Sink> {
  const port = await freePort();
  const child = spawn(
    join(files.root, 'usr/sbin/smtp-sink'),
    ['-u', 'nobody', '-c', '-m', '4000', `127.0.0.1:${port}`, '2048'],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { LD_LIBRARY_PATH: files.libraries } },
  );
  endWithUs(child);
  let received = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    const counts = [...chunk.toString().matchAll(/mesg=(\d+)/gu)];
    received = Number(counts.at(-1)?.[1] ?? received);
  });
  await waitForPort(port, child);
  return { port, received: () => received, stop: () => ended(child, () => child.kill('SIGTERM')) };
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  end();
  await gone;
}
