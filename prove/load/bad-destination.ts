/** G13: a next hop that answers very slowly, with a long queue for it, beside a good one. */
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { type Ledger, startLoad } from '../support/load.ts';
import { startServer } from '../support/server.ts';
import { type Sink, startSink } from '../support/sink.ts';
import { makeSite, type Site } from '../support/site.ts';

export const g13: Proof = { id: 'G13', title: 'One bad destination does not hold up the others', prove };

/** The mark: how much longer the good destination's mail may take beside the bad one. */
const MOST_RATIO = 2;
const TARPIT_MS = 20_000;
/** One message each so many ms: a load that the good next hop keeps up with by itself. */
const EVERY_MS = 4;

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  const stuck = long ? 10_000 : 300;
  const good = long ? 1_000 : 100;
  await using tarpit = await startSink(terms.signal);
  await using sink = await startSink(terms.signal);
  await tarpit.behave({ delayMs: TARPIT_MS });
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [
      { name: 'tarpit', domains: ['slow.test'], port: tarpit.port },
      { name: 'sink', domains: ['*'], port: sink.port },
    ],
  });
  await using server = await startServer(site, { signal: terms.signal });
  await through(site, sink, terms, good, 1); // warm-up
  const alone = await through(site, sink, terms, good, 1_000_000);
  terms.progress(`alone: p95 ${alone.p95.toFixed(1)} ms`);
  const filling = startLoad({
    port: site.smtpPort,
    sessions: 20,
    kept: true,
    messages: stuck,
    from: 2_000_000,
    recipients: () => ['user@slow.test'],
  });
  await filling.done;
  terms.progress(`${filling.ledger.acked.size} are queued for the tarpit`);
  const beside = await through(site, sink, terms, good, 3_000_000);
  const ratio = beside.p95 / alone.p95;
  const faults: string[] = [];
  if (filling.ledger.acked.size !== stuck) faults.push('not all was accepted for the slow destination');
  if (alone.arrived !== good || beside.arrived !== good)
    faults.push(`${alone.arrived} and ${beside.arrived} of ${good} arrived at the good destination`);
  if (long && ratio > MOST_RATIO)
    faults.push(`the good destination's p95 is ${ratio.toFixed(1)} times what it is alone`);
  server.signal('SIGKILL'); // the tarpit's sessions would be waited for
  return judged(
    {
      'queued for the tarpit': filling.ledger.acked.size,
      'good messages': good,
      'p95 alone ms': Math.round(alone.p95 * 10) / 10,
      'p95 beside ms': Math.round(beside.p95 * 10) / 10,
      ratio: Math.round(ratio * 100) / 100,
    },
    faults,
  );
}

/** From the sender's 250 to the next hop's. */
async function through(
  site: Site,
  sink: Sink,
  terms: Terms,
  messages: number,
  from: number,
): Promise<{ readonly p95: number; readonly arrived: number }> {
  await sink.forget();
  const load = startLoad({ port: site.smtpPort, sessions: 4, kept: true, messages, from, everyMs: EVERY_MS });
  await load.done;
  await sink.settled(messages, { signal: terms.signal });
  const times = await delays(sink, load.ledger);
  return { p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN, arrived: times.length };
}

async function delays(sink: Sink, ledger: Ledger): Promise<readonly number[]> {
  return (await sink.records())
    .flatMap(({ number, times }) => {
      const acked = ledger.acked.get(number);
      const [arrived] = times;
      return acked === undefined || arrived === undefined ? [] : [Math.max(0, arrived - acked)];
    })
    .toSorted((a, b) => a - b);
}
