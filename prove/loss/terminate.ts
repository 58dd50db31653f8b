/** G15: SIGTERM in the middle of a busy moment. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { drained } from '../support/account.ts';
import { judged, some } from '../support/finding.ts';
import { newLedger, startLoad } from '../support/load.ts';
import { numberedMessage } from '../support/numbered.ts';
import { startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite } from '../support/site.ts';
import { accountOf } from './ledger-account.ts';

export const g15: Proof = {
  id: 'G15',
  title:
    'SIGTERM under load: no new sessions, what is under way is finished or told 421, soon over, nothing lost or doubled',
  prove,
};

/** The mark. */
const MOST_END_MS = 30_000;
/** After SIGTERM: until no new session may be greeted. */
const CLOSED_AFTER_MS = 1_000;
const recipientOf = (): readonly string[] => ['user@dest.test'];

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  await using sink = await startSink(terms.signal);
  await sink.behave({ delayMs: 1 });
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
  });
  const ledger = newLedger();
  const faults: string[] = [];
  const ends: number[] = [];
  const slowAnswers: Record<string, number> = {};
  let greetedLate = 0;
  const rounds = long ? 10 : 2;
  for (let round = 1; round <= rounds; round++) {
    // In the last round of a long run a sender stops for good in the middle of its content.
    const never = long && round === rounds;
    await using server = await startServer(site, { signal: terms.signal });
    const shared = { port: site.smtpPort, ledger, from: round * 1_000_000 };
    const loads = [
      startLoad({ ...shared, sessions: 12, kept: true }),
      startLoad({ ...shared, sessions: 8, kept: false, from: round * 1_000_000 + 500_000 }),
    ];
    const slow = await slowSender(site.smtpPort, round * 1_000_000 - 1, never ? null : 1_000);
    await new Promise((resolve) => setTimeout(resolve, 800 + Math.random() * 700));
    const sentAt = performance.now();
    server.signal('SIGTERM');
    slow.go();
    const stopped = Promise.all(loads.map((load) => load.stop()));
    await new Promise((resolve) => setTimeout(resolve, CLOSED_AFTER_MS));
    if (server.running() && (await greeting(site.smtpPort))?.startsWith('220') === true) greetedLate++;
    const { code, signal } = await server.ended();
    ends.push(performance.now() - sentAt);
    await stopped;
    const answer = await slow.answer;
    slowAnswers[answer.slice(0, 3)] = (slowAnswers[answer.slice(0, 3)] ?? 0) + 1;
    if (answer.startsWith('250')) ledger.acked.set(round * 1_000_000 - 1, 0);
    else if (!answer.startsWith('421')) faults.push(`the slow sender was told ${JSON.stringify(answer)}`);
    if (code !== 0) faults.push(`it ended with ${code ?? signal}: ${server.output().slice(-500)}`);
    terms.progress(
      `round ${round}: over after ${ends.at(-1)?.toFixed(0)} ms, ${ledger.acked.size} acknowledged; slow: ${answer.slice(0, 3)}`,
    );
  }
  await sink.behave({});
  await using server = await startServer(site, { signal: terms.signal });
  const waiting = await drained(site, { signal: terms.signal, retry: true, progress: terms.progress });
  server.signal('SIGTERM');
  await server.ended();
  const account = accountOf(ledger, await sink.records(), recipientOf);
  const doubled = account.doubled.map(({ key }) => key);
  const slowest = Math.round(Math.max(...ends));
  if (greetedLate > 0) faults.push(`${greetedLate} new sessions were greeted ${CLOSED_AFTER_MS} ms after SIGTERM`);
  if (ledger.unanswered.size > 0) faults.push(`messages under way without an answer: ${some([...ledger.unanswered])}`);
  if (account.missing.length > 0) faults.push(`acknowledged and not delivered: ${some(account.missing)}`);
  if (doubled.length > 0) faults.push(`delivered twice: ${some(doubled)}`);
  if (account.falseRefusals.length > 0) faults.push(`refused and delivered: ${some(account.falseRefusals)}`);
  if (waiting > 0) faults.push(`${waiting} recipients are not delivered afterwards`);
  if (long && slowest > MOST_END_MS) faults.push(`over only after ${slowest} ms`);
  return judged(
    {
      SIGTERMs: rounds,
      acked: ledger.acked.size,
      lost: account.missing.length,
      'delivered twice': doubled.length,
      'without an answer': ledger.unanswered.size,
      'message under way was answered': Object.entries(slowAnswers)
        .map(([code, count]) => `${code} x ${count}`)
        .join(', '),
      'slowest end ms': slowest,
    },
    faults,
  );
}

/** A sender in the middle of its content at the signal. `restAfterMs` null: the rest never comes. */
async function slowSender(
  port: number,
  number: number,
  restAfterMs: number | null,
): Promise<{ go(): void; readonly answer: Promise<string> }> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.setEncoding('latin1');
  let read = '';
  socket.on('data', (text: string) => (read += text));
  socket.on('error', () => {});
  await once(socket, 'connect');
  const until = async (code: string): Promise<void> => {
    while (!new RegExp(`^${code} `, 'mu').test(read))
      await once(socket, 'data', { signal: AbortSignal.timeout(30_000) });
    read = '';
  };
  await until('220');
  socket.write('EHLO slow.test\r\n');
  await until('250');
  socket.write('MAIL FROM:<scan@client.test>\r\nRCPT TO:<user@dest.test>\r\nDATA\r\n');
  await until('354');
  const message = numberedMessage(number, 20_000);
  socket.write(message.subarray(0, 10_000));
  return {
    go() {
      if (restAfterMs === null) return;
      setTimeout(() => socket.write(Buffer.concat([message.subarray(10_000), Buffer.from('.\r\n')])), restAfterMs);
    },
    answer: once(socket, 'close', { signal: AbortSignal.timeout(90_000) }).then(
      () => read,
      () => read,
    ),
  };
}

/** The first line; null when no connection can be made or nothing is said within 2 s. */
async function greeting(port: number): Promise<string | null> {
  const socket = connect(port, '127.0.0.1');
  const line = await new Promise<string | null>((resolve) => {
    socket.setTimeout(2_000, () => resolve(null));
    socket.once('data', (octets) => resolve(octets.toString('latin1')));
    socket.once('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
  socket.destroy();
  return line;
}
