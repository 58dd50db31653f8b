/** G14: a start with a long queue. */
import { join } from 'node:path';
import { monotonicMs } from '../support/monotonic.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged, some } from '../support/finding.ts';
import { startLoad } from '../support/load.ts';
import { processUse } from '../support/process-use.ts';
import { admin, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite } from '../support/site.ts';

export const g14: Proof = {
  id: 'G14',
  title: 'A restart with a long queue is quick, delivers at once, and delivers nothing twice',
  prove,
};

/** The marks. */
const MOST_BANNER_MS = 3_000;
const MOST_FIRST_MS = 10_000;
const MOST_RSS_MB = 512;

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  const messages = long ? 100_000 : 2_000;
  await using sink = await startSink(terms.signal);
  const outbound = [{ name: 'sink', domains: ['*'], port: sink.port }];
  const site = await makeSite({ folder: join(terms.folder, 'data'), outbound });
  await sink.behave({ greeting: '421 4.3.2 not now' });
  {
    await using filler = await startServer(site, { signal: terms.signal });
    const filling = startLoad({ port: site.smtpPort, sessions: 32, kept: true, messages, bytes: () => 1_024 });
    while (filling.ledger.acked.size < messages && !terms.signal.aborted) {
      terms.progress(`${filling.ledger.acked.size} of ${messages} are queued`);
      await Promise.race([filling.done, new Promise((resolve) => setTimeout(resolve, 3_000))]);
      if (filling.next() > messages) await filling.done;
    }
    filler.signal('SIGTERM');
    await filler.ended();
  }
  await sink.behave({});
  const startedAt = monotonicMs();
  await using server = await startServer(site, { signal: terms.signal });
  // What waits for its retry is asked to go now, as an administrator does after an outage.
  await admin(site, 'POST', '/queue/actions', { verb: 'retry', selection: { all: true } });
  const counts = await sink.settled(messages, { signal: terms.signal, quietMs: 30_000 });
  const records = await sink.records();
  const first = Math.min(...records.flatMap(({ times }) => times)) - startedAt;
  const doubled = records.filter(({ times }) => times.length > 1).map(({ number }) => number);
  const rssMb = ((await processUse(server.pid))?.peakRssBytes ?? Number.NaN) / 1e6;
  const faults: string[] = [];
  if (counts.keys !== messages) faults.push(`${counts.keys} of ${messages} were delivered`);
  if (doubled.length > 0) faults.push(`delivered twice: ${some(doubled)}`);
  if (long && server.startMs > MOST_BANNER_MS) faults.push(`the banner came after ${server.startMs.toFixed(0)} ms`);
  if (long && first > MOST_FIRST_MS) faults.push(`the first delivery came after ${first.toFixed(0)} ms`);
  if (long && rssMb > MOST_RSS_MB) faults.push(`it grew to ${rssMb.toFixed(0)} MB`);
  return judged(
    {
      queued: messages,
      'banner ms': Math.round(server.startMs),
      'first delivery ms': Math.round(first),
      'most RSS MB': Math.round(rssMb),
      delivered: counts.keys,
      'delivered twice': doubled.length,
    },
    faults,
  );
}
