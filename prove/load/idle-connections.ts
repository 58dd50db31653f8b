/** G8: ten thousand connections that say nothing. */
import { join } from 'node:path';
import { holdConnections } from '../../lab/server/client.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { startLoad } from '../support/load.ts';
import { processUse } from '../support/process-use.ts';
import { bannerMs, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite } from '../support/site.ts';

export const g8: Proof = {
  id: 'G8',
  title: 'A flood of idle connections costs little, and a healthy client is served beside it',
  prove,
};

/** The marks. */
const MOST_KB = 30;
const MOST_SERVE_MS = 1_000;
const SETTLE_MS = 2_000;
/** What the first connections of any server bring: code, caches. */
const FIRST = 100;

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  const connections = long ? 10_000 : 500;
  await using sink = await startSink(terms.signal);
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
    // The flood comes from addresses of its own, without a connector.
    systemLimits: { connectionsTotal: 20_000, connectionsPerAddress: 20_000, greetingPause: 0 },
  });
  await using server = await startServer(site, { signal: terms.signal });
  const rssKb = async (): Promise<number> => ((await processUse(server.pid))?.rssBytes ?? Number.NaN) / 1_000;
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const first = await holdConnections(site.smtpPort, FIRST);
  await settle();
  const before = await rssKb();
  const held = await holdConnections(site.smtpPort, connections);
  terms.progress(`${connections} connections are open`);
  await settle();
  const each = ((await rssKb()) - before) / connections;
  const startedAt = performance.now();
  const banner = await bannerMs(site.smtpPort, 30_000);
  const load = startLoad({ port: site.smtpPort, sessions: 1, kept: false, messages: 1 });
  await load.done;
  const served = performance.now() - startedAt;
  const arrived = await sink.settled(1, { signal: terms.signal });
  await held.end();
  await first.end();
  const faults: string[] = [];
  if (banner === null || load.ledger.acked.size !== 1) faults.push('a healthy client was not served beside the flood');
  if (arrived.keys !== 1) faults.push('its message was not delivered');
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  if (long && each > MOST_KB) faults.push(`each connection costs ${each.toFixed(1)} KB`);
  if (long && served > MOST_SERVE_MS) faults.push(`the healthy client was served after ${served.toFixed(0)} ms`);
  return judged(
    {
      connections,
      'KB each': Math.round(each * 10) / 10,
      'banner ms': Math.round(banner ?? Number.NaN),
      'connect to 250 ms': Math.round(served),
    },
    faults,
  );
}
