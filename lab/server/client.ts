/** Orders to the client's process, and its results. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ClientOrder {
  readonly port: number;
  readonly sessions: number;
  readonly messages: number;
  readonly bytes: number;
  readonly kept: boolean;
  readonly pipelined: boolean;
  readonly tls: boolean;
  /** TLS sessions are resumed by ticket. */
  readonly resume: boolean;
  /** ms between two messages of a session. */
  readonly pauseMs: number;
  /** Tell the time of each message, in ms from connect (or MAIL in a kept session) to 250. */
  readonly timed: boolean;
  /** Of the timed, so many at the beginning are left out: the client itself is cold then. */
  readonly untimed: number;
  /** Open `messages` connections, read the banners, and stay. */
  readonly hold: boolean;
  readonly from: string;
  readonly to: string;
}

export interface ClientResult {
  readonly seconds: number;
  readonly times: readonly number[];
  /** TLS sessions that were resumed. */
  readonly resumed: number;
}

const plain: Omit<ClientOrder, 'port'> = {
  sessions: 1,
  messages: 1,
  bytes: 4_096,
  kept: false,
  pipelined: false,
  tls: false,
  resume: false,
  pauseMs: 0,
  timed: false,
  untimed: 0,
  hold: false,
  from: 'scan@client.test',
  to: 'user@dest.test',
};

const PATIENCE_MS = 600_000;
const program = fileURLToPath(new URL('client-process.ts', import.meta.url));

/** Runs the client to its end. Rejects with its complaint. */
export async function runClient(order: Partial<ClientOrder> & { readonly port: number }): Promise<ClientResult> {
  const { child, result } = start(order);
  child.stdin?.end();
  return result;
}

/** Connections that stay open until `end`. */
export async function holdConnections(port: number, count: number): Promise<{ end(): Promise<void> }> {
  const { child, result } = start({ port, messages: count, sessions: 100, hold: true });
  await result;
  return {
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      await gone;
    },
  };
}

function start(order: Partial<ClientOrder> & { readonly port: number }): {
  readonly child: ChildProcess;
  readonly result: Promise<ClientResult>;
} {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, JSON.stringify({ ...plain, ...order })],
    { stdio: ['pipe', 'pipe', 'pipe'], timeout: PATIENCE_MS },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const result = new Promise<ClientResult>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as ClientResult));
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the client ended with ${code}: ${complaint.slice(0, 800)}`));
    });
  });
  return { child, result };
}
