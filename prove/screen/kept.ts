/** KEPT: kill -9 between a verdict and its commit, and while mail is released: what was kept is still kept or went out, once. */
import { join } from 'node:path';
import { accountOf, blame, type Kill } from '../loss/ledger-account.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { drained } from '../support/account.ts';
import { standInForRspamd } from '../../lab/peers/engine-stand-ins.ts';
import { judged, some } from '../support/finding.ts';
import { newLedger, startLoad } from '../support/load.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { admin, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite, type Site } from '../support/site.ts';

export const kept: Proof = {
  id: 'KEPT',
  title:
    'Mail in quarantine outlives kill -9, at its verdict and at its release, and no release sends twice without one',
  prove,
};

/** One of so many is spam to the engine, and its like waits in quarantine. */
const SPAM = 3;
const isSpam = (number: number): boolean => number % SPAM === 0;
const recipientsOf = (): readonly string[] => ['user@dest.test'];
/** Lets go of what is kept, again and again, while the server is killed. */
const RELEASE_EVERY_MS = 150;
/** All of many thousands would not be let go of between two kills: what came lately is, and the rest at last. */
const LATELY = { selection: { since: '2s' }, withinMs: 5_000 };
const ALL = { selection: { all: true }, withinMs: 600_000 };

async function prove(terms: Terms): Promise<Finding> {
  const { signal } = terms;
  const kills = terms.length === 'long' ? 60 : 5;
  await using sink = await startSink(signal);
  await using engine = await standInForRspamd((text) =>
    isSpam(Number(/^Subject: scan (\d+)/mu.exec(text)?.[1])) ? 'reject' : 'no action',
  );
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['dest.test'], port: sink.port }],
    settings: `screening: { rspamd: { url: "http://127.0.0.1:${engine.port}" } }`,
  });
  const ledger = newLedger();
  const load = startLoad({
    port: site.smtpPort,
    ledger,
    sessions: 12,
    kept: true,
    bytes: sizeOf,
    recipients: recipientsOf,
  });
  const fell: Kill[] = [];
  let released = 0;
  let seenKept = 0;
  let atLast = 0;
  while (fell.length < kills) {
    signal.throwIfAborted();
    await using server = await startServer(site, { signal });
    const until = performance.now() + 300 + Math.random() * 1_200;
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * RELEASE_EVERY_MS));
      const count = await release(site, LATELY).catch(() => null);
      released += count ?? 0;
      seenKept = Math.max(seenKept, count ?? 0);
    }
    // One more is on its way when the process dies.
    void release(site, LATELY).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    const sentAt = monotonicMs();
    await server.kill();
    fell.push({ sentAt, goneAt: monotonicMs() });
    terms.progress(`${fell.length} kills, ${ledger.acked.size} acknowledged, ${released} released`);
  }
  await using server = await startServer(site, { signal });
  await load.stop();
  // What was said to be kept is kept, until somebody lets it go.
  for (let count = await release(site, ALL); count > 0; count = await release(site, ALL)) {
    signal.throwIfAborted();
    atLast += count;
  }
  const waiting = await drained(site, { signal, retry: true, progress: terms.progress });
  server.signal('SIGTERM');
  await server.ended();
  const account = accountOf(ledger, await sink.records(), recipientsOf);
  const doubles = blame(account.doubled, fell);
  const faults: string[] = [];
  if (account.missing.length > 0) faults.push(`acknowledged and not delivered: ${some(account.missing)}`);
  if (account.falseRefusals.length > 0)
    faults.push(`refused and delivered all the same: ${some(account.falseRefusals)}`);
  if (doubles.without.length > 0) faults.push(`delivered twice without a kill between: ${some(doubles.without)}`);
  if (waiting > 0) faults.push(`${waiting} recipients are not delivered, though the next hop takes everything`);
  if (released === 0 || seenKept === 0) faults.push('nothing was ever kept: this run says nothing');
  return judged(
    {
      kills: fell.length,
      acked: ledger.acked.size,
      'of these kept first': [...ledger.acked.keys()].filter(isSpam).length,
      lost: account.missing.length,
      'released, as the answers said': released,
      'and at last': atLast,
      'delivered twice': account.doubled.length,
      'looks of the engine': engine.looks,
    },
    faults,
  );
}

/** How many recipients were let go. */
async function release(site: Site, { selection, withinMs }: typeof LATELY | typeof ALL): Promise<number> {
  const body = { verb: 'release', selection };
  const { touched } = await admin<{ readonly touched: number }>(site, 'POST', '/quarantine/actions', body, withinMs);
  return touched;
}

/** Mostly small, some too large to ride in the commit. */
const sizeOf = (number: number): number => (number % 20 === 0 ? 150_000 : 4_096);
