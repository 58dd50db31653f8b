/** G7: twice what the server can take. */
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { startLoad } from '../support/load.ts';
import { processUse } from '../support/process-use.ts';
import { bannerMs, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite } from '../support/site.ts';

export const g7: Proof = { id: 'G7', title: 'Overload makes it slower for each, never for all', prove };

/** The marks. */
const LEAST_OF_PEAK = 0.8;
const MOST_BANNER_MS = 5_000;
const MOST_RSS_MB = 1_024;
/** Sessions as the load grows; the last is far beyond what saturates. */
const STEPS = { long: [5, 20, 60, 400], short: [5, 60] };
const STEP_MS = { long: 8_000, short: 2_000 };
const BANNER_EVERY_MS = 100;

async function prove(terms: Terms): Promise<Finding> {
  await using sink = await startSink(terms.signal);
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
  });
  await using server = await startServer(site, { signal: terms.signal });
  const rates: number[] = [];
  const figures: Record<string, number> = {};
  let banners: number[] = [];
  let silent = 0;
  let acked = 0;
  let refused = 0;
  let from = 1;
  for (const sessions of STEPS[terms.length]) {
    banners = [];
    const load = startLoad({ port: site.smtpPort, sessions, kept: false, from });
    const startedAt = performance.now();
    while (performance.now() - startedAt < STEP_MS[terms.length]) {
      const banner = await bannerMs(site.smtpPort, 30_000);
      if (banner === null) silent++;
      else banners.push(banner);
      await new Promise((resolve) => setTimeout(resolve, BANNER_EVERY_MS));
    }
    const rate = load.ledger.acked.size / ((performance.now() - startedAt) / 1_000);
    await load.stop();
    rates.push(rate);
    acked += load.ledger.acked.size;
    refused += load.ledger.refused.size;
    from = load.next() + 1_000_000;
    figures[`${sessions} sessions, messages/s`] = Math.round(rate);
    terms.progress(`${sessions} sessions: ${rate.toFixed(0)}/s`);
  }
  const { keys } = await sink.settled(acked, { signal: terms.signal });
  const peak = Math.max(...rates);
  const last = rates.at(-1) ?? 0;
  const sorted = banners.toSorted((a, b) => a - b);
  const bannerP99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  const rssMb = ((await processUse(server.pid))?.peakRssBytes ?? Number.NaN) / 1e6;
  const faults: string[] = [];
  if (keys !== acked) faults.push(`${keys} of ${acked} acknowledged messages were delivered`);
  if (silent > 0) faults.push(`${silent} connections got no banner in 30 s`);
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  if (terms.length === 'long') {
    if (last < LEAST_OF_PEAK * peak)
      faults.push(`throughput falls to ${((last / peak) * 100).toFixed(0)} % of its peak`);
    if (bannerP99 > MOST_BANNER_MS) faults.push(`the banner's p99 is ${bannerP99.toFixed(0)} ms`);
    if (rssMb > MOST_RSS_MB) faults.push(`it grew to ${rssMb.toFixed(0)} MB`);
  }
  return judged(
    {
      ...figures,
      'of peak %': Math.round((last / peak) * 100),
      'banner p99 ms': Math.round(bannerP99),
      'most RSS MB': Math.round(rssMb),
      acked,
      refused,
      delivered: keys,
    },
    faults,
  );
}
