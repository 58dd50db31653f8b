/**
 * TARPITS: a hundred mail hosts that hang, and a hundred names of one that hangs, each with mail waiting for it, beside a mailbox, an LMTP
 * server, a smart host, Graph and a mail host that answers.
 */
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server as TcpServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MailboxAccount } from '../../src/directory/objects.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { type Ledger, startLoad } from '../support/load.ts';
import { mailboxAt } from '../support/mailbox.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { numberOf } from '../support/numbered.ts';
import { admin, startServer } from '../support/server.ts';
import { type Sink, startSink } from '../support/sink.ts';
import { makeSite, ownDomain, type Site, type SiteOptions } from '../support/site.ts';

export const tarpits: Proof = {
  id: 'TARPITS',
  title: 'Mail hosts that hang hold up neither mailboxes, LMTP, smart hosts, Graph, nor the hosts that answer',
  prove,
};

const HANGING = 100;
/** The marks: either holds. */
const MOST_RATIO = 2;
const MOST_MS = 10;
/** One message each so many ms: a load that every way keeps up with by itself. */
const EVERY_MS = 8;
const CONNECTED_MS = 60_000;
const program = fileURLToPath(new URL('../support/house-process.ts', import.meta.url));

const ways = ['mailbox', 'lmtp', 'smart host', 'graph', 'mail host'] as const;
type Way = (typeof ways)[number];
const recipients: Readonly<Record<Way, string>> = {
  mailbox: `here@${ownDomain}`,
  lmtp: `there@${ownDomain}`,
  'smart host': 'user@smart.test',
  graph: 'user@graph.test',
  'mail host': 'user@answers.test',
};
const wayOf = (number: number): Way => ways[number % ways.length] ?? 'mailbox';

const zone = (): string => {
  const hosts = Array.from({ length: HANGING }, (_, n) => [
    `hangs${n}.test MX 10 mx${n}.test`,
    `mx${n}.test A 127.0.1.${n + 1}`,
    `name${n}.test MX 10 one.test`,
  ]);
  return [...hosts.flat(), 'one.test A 127.0.2.1', 'answers.test MX 10 good.test', 'good.test A 127.0.0.1'].join('\n');
};

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  const messages = ways.length * (long ? 400 : 20);
  const stuckEach = long ? 10 : 2;
  await using sink = await startSink(terms.signal);
  // LMTP is told by its LHLO, and one recipient has one answer.
  await using lmtp = await startSink(terms.signal);
  await using hanging = await hang(sink.port);
  const graphTimes = new Map<number, number>();
  await using desk = await openDesk(({ path, body }) => {
    if (path === '/token')
      return { status: 200, json: { access_token: 'of-the-hour', token_type: 'Bearer', expires_in: 3_600 } };
    const number = numberOf(Buffer.from(body.toString('latin1'), 'base64'));
    if (number !== null) graphTimes.set(number, monotonicMs());
    return { status: 202 };
  });
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'smart', domains: ['smart.test'], port: sink.port }],
    more: (given) => [...mailboxAt(recipients.mailbox)(given), ...lmtpMailbox(lmtp.port)(given)],
  });
  const zoneFile = join(terms.folder, 'zone');
  await writeFile(zoneFile, zone());
  await using server = await startServer(site, {
    signal: terms.signal,
    program: ['--disable-warning=ExperimentalWarning', program, site.folder, zoneFile, String(sink.port)],
  });
  await admin(site, 'POST', '/outbound-connectors', {
    name: 'graph',
    recipientDomains: ['graph.test'],
    route: { kind: 'graph', endpoint: desk.url, user: `scan@${ownDomain}` },
    tls: 'none',
    auth: {
      kind: 'client-credentials',
      username: `scan@${ownDomain}`,
      tokenEndpoint: `${desk.url}/token`,
      clientId: 'id',
      scope: 's',
      secret: 'proof',
    },
  });
  const at = { site, sinks: [sink, lmtp], graphTimes, terms };
  await through(at, messages, 1); // warm-up
  const alone = await through(at, messages, 1_000_000);
  const stuck = HANGING * 2 * stuckEach;
  const filling = startLoad({
    port: site.smtpPort,
    sessions: 10,
    kept: true,
    messages: stuck,
    from: 2_000_000,
    recipients: (number) => [
      number % 2 === 0 ? `x@hangs${(number >> 1) % HANGING}.test` : `x@name${(number >> 1) % HANGING}.test`,
    ],
  });
  await filling.done;
  const until = performance.now() + CONNECTED_MS;
  while (hanging.connections() < 20 && performance.now() < until && !terms.signal.aborted)
    await new Promise((resolve) => setTimeout(resolve, 50));
  terms.progress(`${filling.ledger.acked.size} are queued, ${hanging.connections()} sessions hang`);
  const beside = await through(at, messages, 3_000_000);
  const faults: string[] = [];
  if (filling.ledger.acked.size !== stuck) faults.push('not all was accepted for the hosts that hang');
  if (hanging.connections() < 20) faults.push('the hosts that hang were not tried');
  const figures: Record<string, number | string> = {
    'hosts that hang': HANGING,
    'names of one that hangs': HANGING,
    'queued for them': filling.ledger.acked.size,
    'sessions that hang, at most': hanging.most(),
  };
  for (const way of ways) {
    const [before, after] = [alone.get(way), beside.get(way)];
    if (before?.arrived !== messages / ways.length || after?.arrived !== messages / ways.length)
      faults.push(`${way}: ${before?.arrived} and ${after?.arrived} of ${messages / ways.length} arrived`);
    const [p95Alone, p95] = [before?.p95 ?? Number.NaN, after?.p95 ?? Number.NaN];
    figures[`${way}, p95 ms alone and beside`] = `${p95Alone.toFixed(1)} and ${p95.toFixed(1)}`;
    if (long && !(p95 <= MOST_MS || p95 <= MOST_RATIO * p95Alone))
      faults.push(`${way}: its p95 is ${(p95 / p95Alone).toFixed(1)} times what it is alone`);
  }
  server.signal('SIGKILL'); // what hangs would be waited for
  return judged(figures, faults);
}

interface Bench {
  readonly site: Site;
  readonly sinks: readonly Sink[];
  readonly graphTimes: ReadonlyMap<number, number>;
  readonly terms: Terms;
}

interface Delays {
  readonly p95: number;
  readonly arrived: number;
}

/** From the sender's 250 to the arrival, by way. */
async function through(at: Bench, messages: number, from: number): Promise<ReadonlyMap<Way, Delays>> {
  const load = startLoad({
    port: at.site.smtpPort,
    sessions: 4,
    kept: true,
    messages,
    from,
    everyMs: EVERY_MS,
    recipients: (number) => [recipients[wayOf(number)]],
  });
  await load.done;
  let arrived = await arrivals(at, load.ledger);
  for (let quiet = 0, before = -1; arrived.size < messages && quiet < 50 && !at.terms.signal.aborted; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    quiet = arrived.size === before ? quiet + 1 : 0;
    before = arrived.size;
    arrived = await arrivals(at, load.ledger);
  }
  const byWay = Map.groupBy(arrived, ([number]) => wayOf(number));
  return new Map(
    ways.map((way) => {
      const delays = (byWay.get(way) ?? []).map(([, ms]) => ms).toSorted((a, b) => a - b);
      return [way, { p95: delays[Math.floor(delays.length * 0.95)] ?? Number.NaN, arrived: delays.length }];
    }),
  );
}

/** What of a ledger has arrived, and after how many ms. */
async function arrivals({ site, sinks, graphTimes }: Bench, { acked }: Ledger): Promise<ReadonlyMap<number, number>> {
  const times = new Map<number, number>(graphTimes);
  for (const sink of sinks)
    for (const { number, times: heard } of await sink.records()) times.set(number, heard[0] ?? Number.NaN);
  for (const [number, ms] of await inMaildir(join(site.folder, 'mail', 'here', 'new'))) times.set(number, ms);
  return new Map(
    [...acked].flatMap(([number, at]) => {
      const arrived = times.get(number);
      return arrived === undefined ? [] : [[number, Math.max(0, arrived - at)]];
    }),
  );
}

/** When each file got its name; the file system's clock is some ms coarse. */
async function inMaildir(folder: string): Promise<ReadonlyMap<number, number>> {
  const offset = monotonicMs() - Date.now();
  const found = new Map<number, number>();
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const number = numberOf(await readFile(file));
    if (number !== null) found.set(number, (await stat(file)).ctimeMs + offset);
  }
  return found;
}

const lmtpMailbox =
  (port: number): NonNullable<SiteOptions['more']> =>
  (given) =>
    (mailboxAt(recipients.lmtp)(given) as readonly MailboxAccount[]).map((mailbox) => ({
      ...mailbox,
      delivery: { kind: 'lmtp', host: '127.0.0.1', port },
    }));

interface Hanging extends AsyncDisposable {
  connections(): number;
  most(): number;
}

/** Every other host says nothing at all; the rest greet and then say nothing more. */
async function hang(port: number): Promise<Hanging> {
  let open = 0;
  let most = 0;
  const servers: TcpServer[] = [];
  for (let host = 0; host <= HANGING; host++) {
    const server = createServer((socket) => {
      most = Math.max(most, ++open);
      socket.on('error', () => {}).on('close', () => open--);
      socket.resume();
      if (host % 2 === 1) socket.write('220 slow.test ESMTP\r\n');
    });
    server.listen(port, host === HANGING ? '127.0.2.1' : `127.0.1.${host + 1}`);
    await once(server, 'listening');
    servers.push(server);
  }
  return {
    connections: () => open,
    most: () => most,
    async [Symbol.asyncDispose]() {
      for (const server of servers) server.close();
    },
  };
}
