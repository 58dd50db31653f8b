/**
 * How much of the throughput of known senders strangers have, whose mail is authenticated, and what it adds to a message's time: `node
 * prove/measure-direct-send.ts [seconds] [turns]`. One real server whose DNS is a zone file; a connector's sender and a stranger write to the same
 * mailbox, turn by turn, so that what the machine does meanwhile meets both.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLoad } from './support/load.ts';
import { inbox, inboxObject, sender } from './support/mailbox.ts';
import { startServer } from './support/server.ts';
import { makeSite } from './support/site.ts';

const program = fileURLToPath(new URL('./support/house-process.ts', import.meta.url));
const SESSIONS = 20;
const ENOUGH = 1_000_000;

interface Turn {
  readonly perSecond: number;
  readonly p99Ms: number;
}

const [seconds = 5, turns = 5] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'direct-send-'));
const signal = AbortSignal.timeout(600_000);
const zoneFile = join(folder, 'zone');
await writeFile(zoneFile, 'a.test TXT "v=spf1 ip4:127.0.0.0/8 -all"\n_dmarc.a.test TXT "v=DMARC1; p=reject"\n');
let next = 1;

async function turn(port: number, localAddress: string, sender: string): Promise<Turn> {
  const from = next;
  next += ENOUGH;
  const recipients = (): readonly string[] => [inbox];
  const load = startLoad({
    port,
    sessions: SESSIONS,
    kept: true,
    bytes: () => 1_200,
    sender,
    localAddress,
    recipients,
    from,
  });
  const begun = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  await load.stop();
  const took = (performance.now() - begun) / 1_000;
  const { acked, attempted, refused } = load.ledger;
  if (refused.size > 0) throw new Error([...refused.values()][0]);
  const times = [...acked].map(([number, at]) => at - (attempted.get(number) ?? at)).toSorted((a, b) => a - b);
  return { perSecond: acked.size / took, p99Ms: times[Math.floor(times.length * 0.99)] ?? 0 };
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

try {
  const site = await makeSite({
    folder: join(folder, 'data'),
    outbound: [],
    more: inboxObject,
    systemLimits: {
      ...{ connectionsTotal: 20_000, connectionsPerAddress: 20_000, directMessagesPerAddressPerHour: 1e9 },
    },
    settings: 'screening: {}',
  });
  await using server = await startServer(site, { signal, program: [program, site.folder, zoneFile, '25'] });
  const rows = { known: [] as Turn[], strangers: [] as Turn[] };
  for (let n = -1; n < turns; n++)
    for (const [name, address, from] of [
      // A connector lends its right to the domains of its organization alone.
      ['known', '127.0.0.1', sender],
      ['strangers', '127.0.0.2', 'x@a.test'],
    ] as const) {
      const taken = await turn(site.smtpPort, address, from);
      if (n >= 0) rows[name].push(taken);
    }
  for (const [name, taken] of Object.entries(rows))
    console.log(
      `${name}: ${middle(taken.map(({ perSecond }) => perSecond)).toFixed(0)} a second, p99 ${middle(taken.map(({ p99Ms }) => p99Ms)).toFixed(0)} ms`,
    );
  const ratios = rows.strangers.map(({ perSecond }, n) => perSecond / (rows.known[n]?.perSecond ?? 1));
  console.log(`strangers have ${(100 * middle(ratios)).toFixed(0)} % of it, turn by turn`);
  await server.kill();
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
