/** The trace by direction, and how many rows match: of real mail, for all and for who sees a part, by the API and the command line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt, openTestAdmin } from '../../lab/houses/test-admin.ts';
import { inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { traceRow } from '../../lab/stores/records.ts';
import { bounds } from '../../src/base/bounds.ts';

async function stranger(house: TestHouse, to: string): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  await client.say('EHLO elsewhere.test');
  await client.send('someone@elsewhere.test', [to], 'Subject: hello\n\nbody\n');
  client.end();
}

async function opened(): Promise<TestHouse> {
  const house = await startTestHouse({
    objects: [
      organization({ withoutUpstream: 'wait' }),
      organization({ id: 'THEIRS0000000000' as never, name: 'theirs' }),
      inbound('copiers', { senderAddresses: [DEVICE] }),
    ],
  });
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  await submit(house, 'copier@ours.test', ['a@far.test', 'b@far.test']);
  await stranger(house, 'v@ours.test');
  await stranger(house, 'a@far.test');
  await house.traced({}, (rows) => rows.length >= 5);
  return house;
}

const ask = async (house: TestHouse, path: string, token: string | null = null) => {
  const at =
    token === null ? { socketPath: house.settings.adminSocket } : { host: '127.0.0.1', port: house.port('http') };
  const answer = await askAt(at, 'GET', `/api/v1${path}`, { token });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};

async function found(house: TestHouse, direction: string): Promise<readonly string[]> {
  const { rows } = await ask(house, `/trace?direction=${direction}`);
  return rows.map(({ status, recipient }: Record<string, string>) => `${status} ${recipient}`).toSorted();
}

test('by where it goes, as its organization sees it; a stranger who is refused came in', async () => {
  await using house = await opened();
  assert.deepEqual(
    (await found(house, 'outgoing')).map((one) => one.replace(/^.* /u, '')),
    ['a@far.test', 'b@far.test'],
  );
  assert.deepEqual(
    (await found(house, 'internal')).map((one) => one.replace(/^.* /u, '')),
    ['v@ours.test'],
  );
  const incoming = await found(house, 'incoming');
  assert.ok(incoming.includes('Rejected a@far.test'), incoming.join());
  assert.ok(
    incoming.some((one) => /^(?:Delivered|Getting status) v@ours\.test$/u.test(one)),
    incoming.join(),
  );
  assert.equal(
    (await askAt({ socketPath: house.settings.adminSocket }, 'GET', '/api/v1/trace?direction=up', {})).status,
    400,
  );
});

test('how many match, exactly or at least so many; who sees a part counts that part', async () => {
  await using house = await opened();
  assert.deepEqual(await ask(house, '/trace/count?direction=outgoing'), { count: 2, more: false, lookedBackTo: null });
  assert.equal((await ask(house, '/trace/count')).count, 5);
  assert.deepEqual(await ask(house, '/trace/count?recipient=nobody'), { count: 0, more: false, lookedBackTo: null });
  const body = { name: 'x', role: 'reader', organizations: ['theirs'] };
  const { token } = (await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/tokens', { body })).body;
  assert.equal((await ask(house, '/trace/count', token)).count, 0);
  assert.equal((await ask(house, '/trace?direction=outgoing', token)).rows.length, 0);
});

test('the command line says it, and that there is more', async () => {
  await using house = await opened();
  const run = (...args: readonly string[]) => cli(['--data', house.settings.dataDirectory, 'trace', ...args]);
  const counted = await run('--direction', 'outgoing', '--count');
  assert.equal(counted.code, 0, counted.err);
  assert.equal(counted.out.trim(), '2');
  assert.match((await run('--direction', 'internal')).out, /v@ours\.test/u);
});

test('a count ends: with more than it counts, and with the time that it has', async () => {
  const clock = createManualClock();
  await using t = await openTestAdmin({ over: { clock } });
  const page = Array.from({ length: bounds.admin.page }, () => traceRow({ at: 5, recipient: 'a@far.test' }));
  let pages = 0;
  let tookMs = 0;
  Object.assign(t.fake.store.trace, {
    async search() {
      pages++;
      if (tookMs > 0) await clock.advance(tookMs);
      return { rows: page, next: '1', newest: '1', lookedBackTo: null };
    },
  });
  const count = async () => (await t.ask('GET', '/api/v1/trace/count')).body;
  assert.deepEqual(await count(), { count: bounds.admin.traceCounted, more: true, lookedBackTo: null });
  assert.equal(pages, bounds.admin.traceCounted / bounds.admin.page);
  tookMs = bounds.admin.traceCounting;
  assert.deepEqual(await count(), { count: bounds.admin.page, more: true, lookedBackTo: 5 });
});
