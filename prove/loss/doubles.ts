/** G4: a next hop that is slow enough for every kill to fall between its 250 and our note of it; and a SIGTERM, after which nothing may come twice. */
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { Finding, Proof, Terms } from '../proof.ts';
import { buildShim } from '../support/disk/shim.ts';
import { judged, some } from '../support/finding.ts';
import { accountOf, blame } from './ledger-account.ts';
import { deliveriesAtOnce, deliveredTo, killLoop } from './kill-loop.ts';

export const g4: Proof = {
  id: 'G4',
  title: 'A message is delivered twice only when a crash fell between the next hop’s 250 and our note of it',
  prove,
};

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  const within = async (name: string): Promise<Terms> => {
    const folder = join(terms.folder, name);
    await mkdir(folder);
    return { ...terms, folder, progress: (text) => terms.progress(`${name}: ${text}`) };
  };
  const common = { acked: 0, earlyEvery: 0, between: [200, 800] as const, sink: { delayMs: 2 } };
  const killed = await killLoop(await within('SIGKILL'), { ...common, kills: long ? 40 : 3 });
  const ended = await killLoop(await within('SIGTERM'), { ...common, kills: long ? 20 : 2, terminate: true });
  // The widest window there can be: no result is noted while the disk stalls.
  const shim = long ? await buildShim(terms.folder) : { missing: 'only in a long run' };
  const stalled =
    'missing' in shim
      ? null
      : await killLoop(await within('stalled'), { ...common, kills: 10, stallBefore: shim.library });
  const accounts = [killed, ended].map((run) => accountOf(run.ledger, run.records, deliveredTo));
  const [afterKill, afterEnd] = accounts;
  const doubles = blame(afterKill?.doubled ?? [], killed.kills);
  const inStall = stalled && accountOf(stalled.ledger, stalled.records, deliveredTo);
  const stalledDoubles = blame(inStall?.doubled ?? [], stalled?.kills ?? []);
  const worst = Math.max(0, ...doubles.perKill, ...stalledDoubles.perKill);
  const twiceAfterEnd = afterEnd?.doubled ?? [];
  const faults: string[] = [];
  for (const account of [...accounts, ...(inStall ? [inStall] : [])])
    if (account.missing.length > 0) faults.push(`acknowledged and not delivered: ${some(account.missing)}`);
  const without = [...doubles.without, ...stalledDoubles.without];
  if (without.length > 0) faults.push(`delivered twice without a kill between: ${some(without)}`);
  if (worst > deliveriesAtOnce) faults.push(`${worst} delivered twice at one kill, more than the deliveries at once`);
  if (twiceAfterEnd.length > 0)
    faults.push(`delivered twice after SIGTERM: ${some(twiceAfterEnd.map(({ key }) => key))}`);
  return judged(
    {
      kills: killed.kills.length,
      acked: killed.ledger.acked.size,
      'delivered twice': doubles.perKill.reduce((sum, each) => sum + each, 0),
      'kills while the disk stalls': stalled?.kills.length ?? 0,
      'delivered twice then': stalledDoubles.perKill.reduce((sum, each) => sum + each, 0),
      'most at one kill': worst,
      'bound (deliveries at once)': deliveriesAtOnce,
      SIGTERMs: ended.kills.length,
      'acked around them': ended.ledger.acked.size,
      'delivered twice around them': twiceAfterEnd.length,
    },
    faults,
  );
}
