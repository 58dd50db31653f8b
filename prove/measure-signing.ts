/**
 * What a DKIM signature costs as mail goes out: `node prove/measure-signing.ts [messages] [turns]`. Two real servers send the same mail to the same
 * next hop, one with a key of 2,048 bits, turn by turn; an idle Node beside them shows what the machine does to anybody. Small messages: the
 * processor's time of the whole process. Of 14 MB: the longest turn of the thread that owns the sockets.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { longestTurn, startIdle, withTurns } from './still/turns.ts';
import { startLoad } from './support/load.ts';
import { processUse } from './support/process-use.ts';
import { sender } from './support/mailbox.ts';
import { admin, type Server, startServer } from './support/server.ts';
import { type Sink, startSink } from './support/sink.ts';
import { makeSite, ownDomain } from './support/site.ts';

const SMALL_BYTES = 1_200;
const LARGE_BYTES = 14 * 1_000_000;
const SESSIONS = 4;
const ENOUGH = 10_000_000;

interface Side {
  readonly name: string;
  readonly server: Server;
  readonly sink: Sink;
  readonly socket: string;
  next: number;
}

const [messages = 1_000, turns = 5] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'signing-'));
const signal = AbortSignal.timeout(1_500_000);

async function open(using: AsyncDisposableStack, name: string, from: number): Promise<Side> {
  const sink = using.use(await startSink(signal));
  const site = await makeSite({
    folder: join(folder, name),
    outbound: [{ name: 'hop', domains: ['dest.test'], port: sink.port }],
  });
  const socket = join(folder, `${name}-turns`);
  const server = using.use(await startServer(site, { signal, environment: withTurns(socket) }));
  return { name, server, sink, socket, next: from };
}

async function giveKey({ server: { site } }: Side): Promise<void> {
  const { item } = await admin<{ readonly item: { readonly name: string } }>(site, 'POST', '/dkim-keys', {
    ...{ domain: ownDomain, algorithm: 'rsa-sha256' },
  });
  await admin(site, 'PATCH', `/dkim-keys/${item.name}`, { state: 'active' });
}

/** The trace says so: nothing is measured where nothing is done. */
async function assertSigned({ server: { site } }: Side): Promise<void> {
  const { rows } = await admin<{ readonly rows: readonly { readonly queueId: string }[] }>(
    site,
    'GET',
    `/trace?sender=${sender}&limit=1`,
  );
  const story = await admin<object>(site, 'GET', `/trace/messages/${rows[0]?.queueId}`);
  if (!JSON.stringify(story).includes('signed by ')) throw new Error('it is not signed');
}

/** Sends them, and waits until the next hop has them all. */
async function sent(side: Side, count: number, size: number): Promise<void> {
  const { server, sink } = side;
  await sink.forget();
  const load = startLoad({
    ...{ port: server.site.smtpPort, sessions: SESSIONS, kept: true, messages: count, from: side.next },
    bytes: () => size,
  });
  side.next += count;
  await load.done;
  const [refusal] = load.ledger.refused.values();
  if (refusal !== undefined) throw new Error(refusal);
  await sink.settled(count, { signal, quietMs: 60_000 });
}

async function cpuOf(side: Side): Promise<number> {
  const before = await processUse(side.server.pid);
  await sent(side, messages, SMALL_BYTES);
  const after = await processUse(side.server.pid);
  if (before === null || after === null) throw new Error('Linux alone tells');
  return ((after.cpuSeconds - before.cpuSeconds) * 1_000) / messages;
}

async function turnOf(side: Side, idle: string): Promise<number> {
  await Promise.all([longestTurn(side.socket), longestTurn(idle)]);
  await sent(side, 1, LARGE_BYTES);
  const [ours, others] = await Promise.all([longestTurn(side.socket), longestTurn(idle)]);
  return Math.max(0, ours - others);
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** By turns; the first ones are those in which the machine finds out what is done often. */
async function byTurns(sides: readonly Side[], measure: (side: Side) => Promise<number>): Promise<readonly number[][]> {
  const found = sides.map((): number[] => []);
  for (let n = -1; n < turns; n++)
    for (const [at, side] of sides.entries()) {
      const value = await measure(side);
      if (n >= 0) found[at]?.push(value);
    }
  return found;
}

try {
  await using running = new AsyncDisposableStack();
  const idle = join(folder, 'idle');
  running.use(await startIdle(idle));
  const sides = [await open(running, 'plain', 1), await open(running, 'signed', ENOUGH)] as const;
  await giveKey(sides[1]);
  await sent(sides[1], 1, SMALL_BYTES);
  await assertSigned(sides[1]);
  const [plain = [], signed = []] = await byTurns(sides, cpuOf);
  console.log(
    `${messages} of ${SMALL_BYTES} bytes: ${middle(plain).toFixed(2)} ms of CPU each, signed ${middle(signed).toFixed(2)}; ${middle(signed.map((ms, n) => ms - (plain[n] ?? 0))).toFixed(2)} more, turn by turn`,
  );
  const [quiet = [], busy = []] = await byTurns(sides, (side) => turnOf(side, idle));
  console.log(
    `14 MB: the longest turn beyond an idle Node's ${middle(quiet).toFixed(0)} ms (at most ${Math.max(...quiet).toFixed(0)}), signed ${middle(busy).toFixed(0)} ms (at most ${Math.max(...busy).toFixed(0)})`,
  );
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
