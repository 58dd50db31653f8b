/** ENGINES: rspamd, clamd and the name servers gone, hung and talking nonsense under load. Nothing that was accepted is lost, and nobody is refused for it for good. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountOf } from '../loss/ledger-account.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { drained } from '../support/account.ts';
import { type Mood, standInForClamd, standInForRspamd } from '../../lab/peers/engine-stand-ins.ts';
import { judged, some } from '../support/finding.ts';
import { type Ledger, startLoad } from '../support/load.ts';
import { inbox, inboxObject, inMailboxes } from '../support/mailbox.ts';
import { type ResolverMood, setMood } from '../support/moody-resolver.ts';
import { admin, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite, type Site } from '../support/site.ts';

export const engines: Proof = {
  id: 'ENGINES',
  title: 'Engines and name servers that are gone, hang, answer nonsense or know no name cost no mail, and no 5yz',
  prove,
};

const program = fileURLToPath(new URL('../support/house-process.ts', import.meta.url));
/** A stranger with everything in order. */
const STRANGER = { address: '127.0.0.7', sender: 'someone@far.test' };
const ZONE = `far.test TXT "v=spf1 ip4:${STRANGER.address} -all"
_dmarc.far.test TXT "v=DMARC1; p=reject"
far.test A ${STRANGER.address}
`;

interface Step {
  readonly names: ResolverMood;
  readonly engines: Mood;
  /** Of a short and a long run. */
  readonly seconds: readonly [number, number];
}

// biome-ignore format: a table
const steps: readonly Step[] = [
  { names: 'well', engines: 'well', seconds: [2, 20] },
  { names: 'well', engines: 'gone', seconds: [3, 20] },
  { names: 'well', engines: 'garbage', seconds: [3, 20] },
  { names: 'well', engines: 'hung', seconds: [14, 120] },
  { names: 'failing', engines: 'well', seconds: [3, 60] },
  { names: 'lying', engines: 'well', seconds: [3, 20] },
  { names: 'silent', engines: 'well', seconds: [5, 60] },
  { names: 'silent', engines: 'hung', seconds: [5, 120] },
];

async function prove(terms: Terms): Promise<Finding> {
  const { signal } = terms;
  const [zoneFile, moodFile] = [join(terms.folder, 'zone'), join(terms.folder, 'mood')];
  await writeFile(zoneFile, ZONE);
  await setMood(moodFile, 'well');
  await using sink = await startSink(signal);
  await using rspamd = await standInForRspamd(() => 'no action');
  await using clamd = await standInForClamd(() => null);
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['dest.test'], port: sink.port }],
    more: inboxObject,
    // One address is all of the strangers.
    systemLimits: { directMessagesPerAddressPerHour: 1e9 },
    settings: `screening:
  rspamd: { url: "http://127.0.0.1:${rspamd.port}" }
  clamd: { address: "127.0.0.1:${clamd.port}" }`,
  });
  await using server = await startServer(site, {
    signal,
    program: ['--disable-warning=ExperimentalWarning', program, site.folder, zoneFile, String(sink.port), moodFile],
  });
  const common = { port: site.smtpPort, kept: true };
  const own = startLoad({ ...common, sessions: 6, everyMs: 20 });
  const strangers = startLoad({
    ...{ ...common, sessions: 6, everyMs: 40, from: 50_000_001 },
    ...{ localAddress: STRANGER.address, sender: STRANGER.sender, recipients: () => [inbox] },
  });
  const alarms = new Set<string>();
  for (const step of steps) {
    rspamd.behave(step.engines);
    clamd.behave(step.engines);
    await setMood(moodFile, step.names);
    const [short, long] = step.seconds;
    await new Promise((resolve) => setTimeout(resolve, 1_000 * (terms.length === 'long' ? long : short)));
    for (const key of await alarmsOf(site)) alarms.add(key);
    terms.progress(
      `name servers ${step.names}, engines ${step.engines}: ${own.ledger.acked.size} and ${strangers.ledger.acked.size} acknowledged`,
    );
  }
  rspamd.behave('well');
  clamd.behave('well');
  await setMood(moodFile, 'well');
  await Promise.all([own.stop(), strangers.stop()]);
  const waiting = await drained(site, { signal, retry: true, progress: terms.progress });
  server.signal('SIGTERM');
  await server.ended();
  const account = accountOf(own.ledger, await sink.records(), () => ['user@dest.test']);
  const inFolders = await inMailboxes(site.folder);
  const notThere = [...strangers.ledger.acked.keys()].filter((number) => !inFolders.has(number));
  const twice = [...inFolders].filter(([, ids]) => ids.length > 1).map(([number]) => number);
  const faults: string[] = [];
  if (account.missing.length > 0) faults.push(`of own senders, not delivered: ${some(account.missing)}`);
  if (notThere.length > 0) faults.push(`of strangers, in no mailbox: ${some(notThere)}`);
  if (twice.length > 0 || account.doubled.length > 0) faults.push(`delivered twice: ${some(twice)}`);
  if (waiting > 0) faults.push(`${waiting} recipients are not delivered`);
  for (const reply of wrong(strangers.ledger, /^5/u)) faults.push(`a stranger was refused for good: ${reply}`);
  for (const reply of wrong(own.ledger, /^/u)) faults.push(`an own sender was refused: ${reply}`);
  if (alarms.size === 0) faults.push('no alarm was raised');
  return judged(
    {
      'acked of own senders': own.ledger.acked.size,
      'acked of strangers': strangers.ledger.acked.size,
      lost: account.missing.length + notThere.length,
      'strangers asked to come again': strangers.ledger.refused.size,
      'refused for good': wrong(strangers.ledger, /^5/u).length,
      alarms: [...alarms].toSorted().join(', '),
    },
    faults,
  );
}

/** Different replies, each once. */
const wrong = ({ refused }: Ledger, begins: RegExp): readonly string[] => [
  ...new Set(
    [...refused.values()].filter((reply) => begins.test(reply)).map((reply) => reply.replace(/\[ref .*/u, '')),
  ),
];

async function alarmsOf(site: Site): Promise<readonly string[]> {
  const { items } = await admin<{ readonly items: readonly { readonly key: string }[] }>(site, 'GET', '/alarms');
  // Without whom it is about.
  return items.map(({ key }) => key.replace(/:[0-9A-Z]{16}$/u, ''));
}
