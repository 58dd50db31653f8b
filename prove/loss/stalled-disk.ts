/** STALL: every sync hangs for a while. The banner, the health check and deliveries under way go on; what waits for its commit is answered afterwards. */
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { drained } from '../support/account.ts';
import { buildShim, createDisk } from '../support/disk/shim.ts';
import { judged, skipped, some } from '../support/finding.ts';
import { startLoad } from '../support/load.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { processUse } from '../support/process-use.ts';
import { bannerMs, httpGet, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite } from '../support/site.ts';
import { accountOf } from './ledger-account.ts';

export const stall: Proof = {
  id: 'STALL',
  title:
    'A stalled disk stops neither the banner, the health check nor deliveries under way, and nothing is acknowledged meanwhile',
  prove,
};

/** What had been synced just before may still be on its way to the client. */
const ON_ITS_WAY_MS = 250;
/** A banner or health check that takes longer counts as stopped. */
const STOPPED_MS = 5_000;
const recipientOf = (): readonly string[] => ['user@dest.test'];

async function prove(terms: Terms): Promise<Finding> {
  const shim = await buildShim(terms.folder);
  if ('missing' in shim) return skipped(shim.missing);
  const stallMs = terms.length === 'long' ? 20_000 : 4_000;
  await using sink = await startSink(terms.signal);
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
  });
  using disk = createDisk({
    library: shim.library,
    root: site.folder,
    log: null,
    control: join(terms.folder, 'control'),
  });
  await using server = await startServer(site, { signal: terms.signal, environment: disk.environment });
  await sink.behave({ delayMs: 100 }); // so that deliveries are under way at any moment
  const shared = { port: site.smtpPort, bytes: (number: number) => (number % 4 === 0 ? 150_000 : 4_096) };
  const load = startLoad({ ...shared, sessions: 20, kept: true, everyMs: 10 });
  const { ledger } = load;
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  const before = await sink.counts();
  const stalledAt = monotonicMs();
  disk.stall(true);
  const banners: (number | null)[] = [];
  const health: (number | null)[] = [];
  let most = 0;
  while (monotonicMs() - stalledAt < stallMs) {
    terms.signal.throwIfAborted();
    banners.push(await bannerMs(site.smtpPort, STOPPED_MS));
    const askedAt = performance.now();
    const answer = await httpGet(site, '/healthz', STOPPED_MS).catch(() => null);
    health.push(answer?.status === 200 ? performance.now() - askedAt : null);
    most = Math.max(most, disk.seen().stalled);
    terms.progress(`stalled, ${most} syncs hang; banner ${shownMs(banners.at(-1))}, health ${shownMs(health.at(-1))}`);
    await new Promise((resolve) => setTimeout(resolve, terms.length === 'long' ? 1_000 : 400));
  }
  const during = await sink.counts();
  const healedAt = monotonicMs();
  disk.stall(false);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await load.stop();
  await sink.behave({});
  const waiting = await drained(site, { signal: terms.signal, retry: true, progress: terms.progress });
  const acked = [...ledger.acked.values()];
  const meanwhile = acked.filter((at) => at > stalledAt + ON_ITS_WAY_MS && at < healedAt).length;
  const account = accountOf(ledger, await sink.records(), recipientOf);
  const use = await processUse(server.pid);
  server.signal('SIGTERM');
  const { code } = await server.ended();

  const faults: string[] = [];
  const stopped = (times: readonly (number | null)[]): number => times.filter((ms) => ms === null).length;
  if (most === 0) faults.push('no sync was seen to hang: the proof did not take place');
  if (stopped(banners) > 0)
    faults.push(`no banner within ${STOPPED_MS} ms, ${stopped(banners)} of ${banners.length} times`);
  if (stopped(health) > 0)
    faults.push(`no health check within ${STOPPED_MS} ms, ${stopped(health)} of ${health.length} times`);
  if (meanwhile > 0) faults.push(`${meanwhile} messages were acknowledged while no sync ended`);
  if (during.messages === before.messages) faults.push('deliveries under way did not end while the disk was stalled');
  if (account.missing.length > 0) faults.push(`acknowledged and not delivered: ${some(account.missing)}`);
  if (account.doubled.length > 0) faults.push(`delivered twice: ${some(account.doubled.map(({ key }) => key))}`);
  if (account.falseRefusals.length > 0) faults.push(`refused and delivered: ${some(account.falseRefusals)}`);
  if (ledger.unanswered.size > 0) faults.push(`${ledger.unanswered.size} messages never got an answer`);
  if (waiting > 0) faults.push(`${waiting} recipients are not delivered afterwards`);
  if (code !== 0) faults.push(`after SIGTERM it ended with ${code}: ${server.output().slice(-500)}`);
  return judged(
    {
      'stalled s': stallMs / 1_000,
      'syncs hanging at once': most,
      'slowest banner ms': slowest(banners),
      'slowest health check ms': slowest(health),
      'delivered while stalled': during.messages - before.messages,
      acked: acked.length,
      'acked while stalled': meanwhile,
      'refused (4yz)': ledger.refused.size,
      lost: account.missing.length,
      'most memory (RSS) MiB': Math.round((use?.peakRssBytes ?? 0) / 1024 ** 2),
    },
    faults,
  );
}

const slowest = (times: readonly (number | null)[]): number =>
  Math.round(Math.max(...times.map((ms) => ms ?? STOPPED_MS)));
const shownMs = (ms: number | null | undefined): string =>
  ms === null || ms === undefined ? 'none' : `${ms.toFixed(0)} ms`;
