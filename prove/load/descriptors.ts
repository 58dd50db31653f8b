/** G23: no file descriptor is left. */
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged, skipped } from '../support/finding.ts';
import { startLoad } from '../support/load.ts';
import { processUse } from '../support/process-use.ts';
import { bannerMs, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite } from '../support/site.ts';

export const g23: Proof = {
  id: 'G23',
  title: 'Running out of file descriptors pauses accepting without spinning, and passes when they come back',
  prove,
};

/** Enough to start with, and some connections. */
const DESCRIPTORS = 96;
const CONNECTIONS = 150;
/** The mark: of one core, while nothing can be accepted. */
const MOST_CPU = 0.05;
const WATCH_MS = { long: 10_000, short: 3_000 };

async function prove(terms: Terms): Promise<Finding> {
  if (process.platform !== 'linux') return skipped('file descriptors are limited by prlimit, which only Linux has');
  await using sink = await startSink(terms.signal);
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
  });
  await using server = await startServer(site, {
    signal: terms.signal,
    wrapper: ['prlimit', `--nofile=${DESCRIPTORS}:${DESCRIPTORS}`],
  });
  const sockets: Socket[] = [];
  let greeted = 0;
  for (let i = 0; i < CONNECTIONS; i++) {
    const socket = connect(site.smtpPort, '127.0.0.1');
    socket.on('error', () => {});
    socket.once('data', () => greeted++);
    sockets.push(socket);
  }
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const before = await processUse(server.pid);
  const watchMs = WATCH_MS[terms.length];
  await new Promise((resolve) => setTimeout(resolve, watchMs));
  const after = await processUse(server.pid);
  const cpu = ((after?.cpuSeconds ?? 0) - (before?.cpuSeconds ?? 0)) / (watchMs / 1_000);
  terms.progress(`${greeted} of ${CONNECTIONS} were greeted; ${(cpu * 100).toFixed(1)} % of a core meanwhile`);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const banner = await bannerMs(site.smtpPort, 10_000);
  const load = startLoad({ port: site.smtpPort, sessions: 2, kept: true, messages: 20 });
  await load.done;
  const { keys } = await sink.settled(20, { signal: terms.signal });
  const faults: string[] = [];
  if (greeted >= CONNECTIONS) faults.push(`all ${CONNECTIONS} connections were greeted: descriptors never ran out`);
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  if (banner === null) faults.push('no banner after descriptors came back');
  if (keys !== 20) faults.push(`${keys} of 20 messages were delivered afterwards`);
  if (terms.length === 'long' && cpu > MOST_CPU) faults.push(`it used ${(cpu * 100).toFixed(1)} % of a core meanwhile`);
  return judged(
    {
      descriptors: DESCRIPTORS,
      'connections tried': CONNECTIONS,
      greeted,
      'CPU % while starved': Math.round(cpu * 1_000) / 10,
      'delivered afterwards': keys,
    },
    faults,
  );
}
