/** Postfix's generator: the load that classics were measured with. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endWithUs } from '../lab/server/children.ts';
import { senderDomain } from '../lab/server/doorpost.ts';
import type { PostfixFiles } from './tools.ts';

export interface Load {
  readonly sessions: number;
  /** Whether a session carries many messages. */
  readonly kept: boolean;
  readonly messages: number;
  readonly bytes: number;
}

const PATIENCE_MS = 300_000;

/** Sends the case's messages; resolves with the seconds from start to the last 250. */
export async function generate(files: PostfixFiles, port: number, load: Load): Promise<number> {
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
  endWithUs(child);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`smtp-source ended with ${code}: ${complaint.slice(0, 500)}`);
  return (performance.now() - started) / 1000;
}
