/** G9: senders that are slow on purpose, in every place where one can be. */
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { startServer } from '../support/server.ts';
import { makeSite, ownDomain } from '../support/site.ts';

export const g9: Proof = { id: 'G9', title: 'Slow senders end, wherever they are slow', prove };

const LIMIT_MS = 2_000;
/** A sender that is still connected this long after its limit has not been ended. The content's rate is judged after a minute. */
const GRACE_MS = 10_000;
const RATE_GRACE_MS = 60_000;
const DRIP_MS = 500;

interface Slowness {
  readonly where: string;
  /** Said one after the other, each after the answer to the one before. */
  readonly first: readonly string[];
  /** Then an octet of this every half second; empty: silence. */
  readonly drip: string;
  readonly limitMs: number;
  readonly longOnly?: true;
}

const envelope = ['EHLO slow.test', `MAIL FROM:<scan@${ownDomain}>`, 'RCPT TO:<user@dest.test>', 'DATA'].map(
  (command) => `${command}\r\n`,
);
const slownesses: readonly Slowness[] = [
  { where: 'silence after the greeting', first: [], drip: '', limitMs: LIMIT_MS },
  { where: 'a command octet by octet', first: [], drip: 'EHLO slow.test', limitMs: LIMIT_MS },
  { where: 'silence in the header', first: [...envelope, 'Subject: x'], drip: '', limitMs: LIMIT_MS },
  { where: 'silence in the body', first: [...envelope, 'Subject: x\r\n\r\nhello'], drip: '', limitMs: LIMIT_MS },
  { where: 'a handshake that never goes on', first: ['STARTTLS\r\n'], drip: '', limitMs: LIMIT_MS },
  {
    where: 'a body octet by octet',
    first: [...envelope, 'Subject: x\r\n\r\n'],
    drip: 'hello',
    limitMs: RATE_GRACE_MS,
    longOnly: true,
  },
];

async function prove(terms: Terms): Promise<Finding> {
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [],
    systemLimits: { idle: LIMIT_MS, commandTime: LIMIT_MS, dataIdle: LIMIT_MS, handshake: LIMIT_MS },
  });
  await using server = await startServer(site, { signal: terms.signal });
  const tried = slownesses.filter((one) => terms.length === 'long' || one.longOnly === undefined);
  const ends = await Promise.all(tried.map((one) => endedAfter(site.smtpPort, one)));
  const faults: string[] = [];
  const figures: Record<string, string> = {};
  tried.forEach(({ where, limitMs }, index) => {
    const { ms, last } = ends[index]!;
    figures[where] = ms === null ? 'not ended' : `ended after ${(ms / 1_000).toFixed(1)} s: ${last.slice(0, 40)}`;
    if (ms === null) faults.push(`${where}: still connected ${(limitMs + GRACE_MS) / 1_000} s later`);
  });
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  return judged(figures, faults);
}

async function endedAfter(
  port: number,
  { first, drip, limitMs }: Slowness,
): Promise<{ ms: number | null; last: string }> {
  const socket: Socket = connect(port, '127.0.0.1');
  let last = '';
  socket.on('data', (octets) => {
    last = octets.toString('latin1').trim().split('\r\n').at(-1) ?? '';
  });
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('data', resolve));
  for (const [index, words] of first.entries()) {
    socket.write(words);
    if (index < first.length - 1) await new Promise((resolve) => socket.once('data', resolve));
  }
  const startedAt = performance.now();
  let at = 0;
  const dripping = drip === '' ? null : setInterval(() => socket.write(drip.charAt(at++ % drip.length)), DRIP_MS);
  const ended = await new Promise<boolean>((resolve) => {
    socket.once('close', () => resolve(true));
    setTimeout(() => resolve(false), limitMs + GRACE_MS).unref();
  });
  if (dripping !== null) clearInterval(dripping);
  socket.destroy();
  return { ms: ended ? performance.now() - startedAt : null, last };
}
