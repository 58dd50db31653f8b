/** G1: kill -9 at any moment, start-up included, with a ledger. */
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged, some } from '../support/finding.ts';
import { accountOf, blame } from './ledger-account.ts';
import { bounces, deliveriesAtOnce, deliveredTo, killLoop } from './kill-loop.ts';

export const g1: Proof = {
  id: 'G1',
  title: 'kill -9 at any moment loses no acknowledged message',
  prove,
};

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  const run = await killLoop(terms, {
    kills: long ? 200 : 6,
    acked: long ? 100_000 : 500,
    earlyEvery: long ? 8 : 4,
    // The longer ones see deliveries of what the last kills left.
    between: [50, long ? 2_000 : 1_000],
    sink: {},
  });
  const { ledger } = run;
  const account = accountOf(ledger, run.records, deliveredTo);
  const doubles = blame(account.doubled, run.kills);
  const faults: string[] = [];
  if (account.missing.length > 0) faults.push(`acknowledged and not delivered: ${some(account.missing)}`);
  const bounced = [...ledger.acked.keys()].filter(bounces);
  const unreported = bounced.filter((number) => !run.reports.has(number));
  const reportedTwice = [...run.reports].filter(([, ids]) => new Set(ids).size > 1).map(([number]) => number);
  const copies = [...run.reports.values()].reduce((sum, ids) => sum + ids.length - new Set(ids).size, 0);
  if (unreported.length > 0) faults.push(`bounced, and the sender was never told: ${some(unreported)}`);
  if (reportedTwice.length > 0) faults.push(`two reports about one message: ${some(reportedTwice)}`);
  if (run.waiting > 0) faults.push(`${run.waiting} recipients are not delivered, though the next hop takes everything`);
  if (account.falseRefusals.length > 0)
    faults.push(`refused and delivered all the same: ${some(account.falseRefusals)}`);
  if (doubles.without.length > 0) faults.push(`delivered twice without a kill between: ${some(doubles.without)}`);
  const worst = Math.max(0, ...doubles.perKill);
  if (worst > deliveriesAtOnce) faults.push(`${worst} delivered twice at one kill, more than the deliveries at once`);
  return judged(
    {
      kills: run.kills.length,
      'of these before the banner': run.earlyKills,
      attempted: ledger.attempted.size,
      acked: ledger.acked.size,
      delivered: run.records.length,
      lost: account.missing.length,
      bounced: bounced.length,
      'non-delivery reports lost': unreported.length,
      'second reports about one message': reportedTwice.length,
      'copies of one report in a mailbox': copies,
      'unanswered at a kill': ledger.unanswered.size,
      'of these delivered': account.unanswered,
      'delivered twice': account.doubled.length,
      'most at one kill': worst,
      'longest ms from a 250 of the next hop to the kill that forgot it': Math.round(doubles.widestMs),
      'start after a kill, slowest ms': Math.round(Math.max(0, ...run.startsMs)),
    },
    faults,
  );
}
