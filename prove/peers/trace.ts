/** G21: the trace: everything acknowledged and everything refused is in it, and found at once among a million. */
import { join } from 'node:path';
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { sample } from '../../src/store/contract/samples.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import type { NewMessage, Store, TraceQuery } from '../../src/store/store.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { traceAccount } from '../support/account.ts';
import { judged } from '../support/finding.ts';
import { startLoad } from '../support/load.ts';
import { admin, startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite } from '../support/site.ts';
import { Talk } from './talk.ts';

export const g21: Proof = {
  id: 'G21',
  title: 'Everything acknowledged and everything refused is in the trace, and is found among a million',
  prove,
};

const COUNT = { long: 1_000_000, short: 5_000 };
const MOST_MS = 1_000;
const AT_ONCE = 256;
const SECOND = 1_000;

async function prove(terms: Terms): Promise<Finding> {
  const faults: string[] = [];
  const complete = await everythingIsThere(terms, faults);
  const found = await foundAmongMany(terms, faults);
  return judged({ ...complete, ...found }, faults);
}

/** Under load, over sockets: counts are equal. */
async function everythingIsThere(terms: Terms, faults: string[]): Promise<Finding['figures']> {
  const refusals = terms.length === 'long' ? 90 : 20;
  await using sink = await startSink(terms.signal);
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
  });
  await using server = await startServer(site, { signal: terms.signal });
  const load = startLoad({
    port: site.smtpPort,
    sessions: 20,
    kept: true,
    messages: terms.length === 'long' ? 5_000 : 300,
  });
  const references: string[] = [];
  for (let i = 0; i < refusals; i++) {
    const talk = await Talk.open(site.smtpPort, { from: '127.0.0.77' });
    await talk.reply();
    await talk.say('EHLO stranger.test');
    await talk.say('MAIL FROM:<stranger@elsewhere.test>');
    const refused = await talk.say('RCPT TO:<victim@elsewhere.test>');
    references.push(/\[ref ([^\]]+)\]/u.exec(refused)?.[1] ?? `none in ${refused}`);
    await talk.say('QUIT');
    talk.end();
  }
  await load.done;
  const rows = await traceAccount(site);
  let missing = 0;
  for (const reference of references) {
    const page = await admin<{ readonly rows: readonly unknown[] }>(
      site,
      'GET',
      `/trace?reference=${encodeURIComponent(reference)}`,
    );
    if (page.rows.length !== 1) missing++;
  }
  const { acked } = load.ledger;
  const untraced = [...acked.keys()].filter((number) => !rows.some((row) => row.number === number)).length;
  if (untraced > 0) faults.push(`${untraced} acknowledged messages are not in the trace`);
  if (missing > 0) faults.push(`${missing} refusals are not found by the reference the sender was given`);
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  return { acked: acked.size, 'acked and not in the trace': untraced, refusals, 'refusals not found': missing };
}

async function foundAmongMany(terms: Terms, faults: string[]): Promise<Finding['figures']> {
  const count = COUNT[terms.length];
  const folder = join(terms.folder, 'many');
  const ids = createIdSource(systemClock, systemRandom);
  await using store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
  const startedAt = performance.now();
  const began = systemClock.now() - 86_400_000;
  const wanted = await fill(store, ids, count, began, terms);
  const filledS = (performance.now() - startedAt) / SECOND;
  await store.trace.search({ limit: 1 });
  const recent = { since: wanted.receivedAt - 60_000, until: wanted.receivedAt + 60_000 };
  const queries: readonly (readonly [string, Omit<TraceQuery, 'limit'>])[] = [
    ['sender', { sender: 'needle@client.test' }],
    ['recipient', { recipient: 'needle@dest.test' }],
    ['word of the subject', { text: 'haystackneedle' }],
    ['Message-ID', { messageId: '<needle@client.test>' }],
    ['reference', { reference: wanted.reference! }],
    ['queue id', { queueId: wanted.queueId }],
    ['client address', { clientAddress: '192.0.2.77' }],
    ['status in a span', { status: ['Getting status', 'Pending'], sender: 'needle@client.test', ...recent }],
    ['sender with *', { sender: 'needle@*' }],
  ];
  const figures: Record<string, number | string> = { messages: count, 'filled in s': Math.round(filledS) };
  for (const [name, query] of queries) {
    const from = performance.now();
    const { rows } = await store.trace.search({ limit: 10, ...query });
    const ms = performance.now() - from;
    figures[`by ${name}, ms`] = Math.round(ms * 10) / 10;
    if (!rows.some((row) => row.queueId === wanted.queueId)) faults.push(`not found by ${name}`);
    if (terms.length === 'long' && ms > MOST_MS) faults.push(`found by ${name} only after ${ms.toFixed(0)} ms`);
  }
  return figures;
}

/** Returns the one that is looked for, from the middle. */
async function fill(
  store: Store,
  ids: ReturnType<typeof createIdSource>,
  count: number,
  began: number,
  terms: Terms,
): Promise<NewMessage> {
  let begun = 0;
  let needle: NewMessage | null = null;
  const one = async (): Promise<void> => {
    while (begun < count && !terms.signal.aborted) {
      const number = begun++;
      const receivedAt = began + Math.floor((number / count) * 80_000_000);
      const isNeedle = number === Math.floor(count / 2);
      const sessionId = ids.sessionId();
      const name = isNeedle ? 'needle' : `n${number % 5_000}`;
      const message = sample({
        queueId: ids.queueId(),
        receivedAt,
        sessionId,
        reference: `${sessionId}-1`,
        reversePath: { local: name, domain: 'client.test', domainKey: 'client.test' },
        to: [`${name}@dest.test`],
        subject: isNeedle ? 'a haystackneedle' : `scan ${number} from the copier`,
        messageId: isNeedle ? '<needle@client.test>' : `<${number}@client.test>`,
        clientAddress: isNeedle ? '192.0.2.77' : `192.0.2.${number % 50}`,
        text: 'x',
      });
      if (isNeedle) needle = message;
      if (number % 50_000 === 0) terms.progress(`${number} of ${count} messages are in the trace`);
      await store.spool.accept(message);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  if (needle === null) throw new Error('stopped');
  return needle;
}
