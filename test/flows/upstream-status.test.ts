/** What is told of upstreams by API, at the composed house: pace and last mail, also after a restart; who stands in; a test as it goes; a sign-in. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, organization, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import type { ObjectId } from '../../src/base/id.ts';

const copier = inbound('copier', { senderAddresses: [DEVICE] });
const PATIENCE_MS = 15_000;

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function ask(house: TestHouse, method: string, path: string, body?: unknown): Promise<any> {
  const answer = await askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, { body });
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function status(house: TestHouse, name: string): Promise<any> {
  const { items } = await ask(house, 'GET', '/upstreams/status?organization=*');
  return items.find((one: { readonly name: string }) => one.name === name);
}

/** Asked until it is so: what is told follows what happened. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function until(house: TestHouse, name: string, isSo: (one: any) => boolean): Promise<any> {
  for (const end = performance.now() + PATIENCE_MS; ; await new Promise((resolve) => setTimeout(resolve, 25))) {
    const one = await status(house, name);
    if (isSo(one)) return one;
    assert.ok(performance.now() < end, JSON.stringify(one));
  }
}

test('what it took of us, and when, is told, and known after a restart; of all organizations together', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-upstream-status-'));
  try {
    await using sink = await scriptedSink();
    const pace = { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: 100 };
    const theirs = { id: 'org-2' as ObjectId, name: 'theirs' };
    {
      await using house = await startTestHouse({
        folder,
        objects: [
          copier,
          smartHost('Up', sink.port, { pace }),
          organization(theirs),
          smartHost('Up', sink.port, { id: 'out-theirs' as ObjectId, organizationId: theirs.id, enabled: false }),
        ],
      });
      const { items } = await ask(house, 'GET', '/upstreams/status?organization=*');
      assert.deepEqual(
        items.map((one: { organization: string; state: string }) => [one.organization, one.state]),
        [
          ['ours', 'healthy'],
          ['theirs', 'off'],
        ],
      );
      assert.equal((await ask(house, 'GET', '/upstreams/status?organization=theirs')).items.length, 1);
      const before = Date.now();
      await submit(house, 'copier@ours.test', ['a@far.test', 'b@far.test']);
      await house.traced({ recipient: 'b@far.test', status: ['Delivered'] });
      const told = await until(house, 'Up', ({ pace: { now } }) => now === 0);
      assert.deepEqual(told.pace, { ...pace, lastMinute: 1, lastDay: 2, now: 0, atOnce: 3 });
      assert.ok(told.lastAcceptedAt >= before && told.lastAcceptedAt <= Date.now());
      assert.equal(told.deliveredLastDay, 2);
      assert.deepEqual([told.pausedUntil, told.lastError, told.activeFailover], [null, null, null]);
    }
    await using house = await startTestHouse({ folder });
    const told = await status(house, 'Up');
    assert.deepEqual([told.pace.lastMinute, told.pace.lastDay, told.deliveredLastDay], [0, 2, 2]);
    assert.ok(told.lastAcceptedAt !== null);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('one that refuses our account holds its mail: cause and cure apart, and who stands in', async () => {
  await using angry = await scriptedSink({
    script: (line) => (line.startsWith('MAIL') ? '550 5.7.30 Basic authentication is not supported' : null),
  });
  await using good = await scriptedSink();
  await using house = await startTestHouse({
    objects: [
      copier,
      smartHost('First', angry.port, { service: 'microsoft365', failover: ['Second'] }),
      smartHost('Second', good.port, { recipientDomains: [] }),
    ],
  });
  await submit(house, 'copier@ours.test', ['a@far.test']);
  await house.traced({ recipient: 'a@far.test', status: ['Delivered'] });
  const { state, lastError, failover, activeFailover, trouble } = await status(house, 'First');
  assert.deepEqual([state, failover, activeFailover], ['held', ['Second'], 'Second']);
  assert.match(lastError.text, /5\.7\.30/u);
  assert.ok(lastError.cure !== undefined && trouble.includes(lastError.cure));
  const summary = await ask(house, 'GET', '/summary');
  assert.deepEqual(
    summary.upstreams.map((one: { name: string; state: string }) => [one.name, one.state]),
    [
      ['First', 'held'],
      ['Second', 'healthy'],
    ],
  );
});

test('a test tells each step as it is done, and lets mail go that waited', async () => {
  let isClosed = true;
  await using sink = await scriptedSink({
    script: (line) => (line.startsWith('MAIL') && isClosed ? '535 5.7.139 Authentication unsuccessful' : null),
  });
  await using house = await startTestHouse({
    objects: [copier, smartHost('Up', sink.port, { service: 'microsoft365' })],
  });
  await submit(house, 'copier@ours.test', ['a@far.test']);
  await until(house, 'Up', ({ state, waiting }) => state === 'held' && waiting === 1);
  const lines = async (): Promise<readonly Record<string, unknown>[]> => {
    const answer = await askAt(
      { socketPath: house.settings.adminSocket },
      'POST',
      '/api/v1/outbound-connectors/Up/test/steps',
      { body: { to: 'me@far.test' } },
    );
    return answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const refused = await lines();
  assert.equal(refused[0]?.['what'], 'connect');
  assert.equal(refused.at(-2)?.['outcome'], 'bad');
  assert.deepEqual(refused.at(-1), { done: true, ok: false, tried: 0 });
  isClosed = false;
  const taken = await lines();
  assert.deepEqual(taken.at(-1), { done: true, ok: true, tried: 1 });
  await house.traced({ recipient: 'a@far.test', status: ['Delivered'] });
  assert.equal((await until(house, 'Up', ({ state }) => state === 'healthy')).lastTest.ok, true);
});

test('until a person has signed in it is signed out; after it its mail goes, and how much is told', async () => {
  let typed = false;
  await using login = await openDesk(({ path }) => {
    if (path === '/device')
      return {
        status: 200,
        json: {
          device_code: 'D',
          user_code: 'AB-CD',
          verification_uri: 'https://m.test/d',
          expires_in: 900,
          interval: 1,
        },
      };
    return typed
      ? { status: 200, json: { access_token: 'A', token_type: 'Bearer', expires_in: 3600, refresh_token: 'R' } }
      : { status: 400, json: { error: 'authorization_pending' } };
  });
  await using sink = await scriptedSink({ extensions: ['AUTH XOAUTH2', '8BITMIME'] });
  await using house = await startTestHouse({ objects: [copier] });
  await ask(house, 'POST', '/outbound-connectors', {
    name: 'Person',
    route: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port: sink.port }] },
    tls: 'none',
    auth: {
      ...{ kind: 'delegated', username: 'p@ours.test', clientId: 'app', scope: 's' },
      ...{ tokenEndpoint: `${login.url}/token`, deviceEndpoint: `${login.url}/device` },
    },
  });
  await submit(house, 'copier@ours.test', ['a@far.test']);
  const out = await until(house, 'Person', ({ waiting, trouble }) => waiting === 1 && trouble !== null);
  assert.deepEqual([out.state, out.byCode, out.lastError.remedy.act], ['signed-out', true, 'set-secret']);
  assert.equal((await ask(house, 'POST', '/outbound-connectors/Person/sign-in')).userCode, 'AB-CD');
  typed = true;
  let state = { state: 'waiting', tried: null };
  for (const end = performance.now() + PATIENCE_MS; state.state === 'waiting' && performance.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    state = await ask(house, 'GET', '/outbound-connectors/Person/sign-in');
  }
  assert.deepEqual([state.state, state.tried], ['done', 1]);
});

test('the kinds of upstreams are told with what each presets', async () => {
  await using house = await startTestHouse();
  const { items } = await ask(house, 'GET', '/upstreams/kinds?cloud=china');
  const of = (kind: string) => items.find((one: { readonly kind: string }) => one.kind === kind);
  assert.equal(of('graph').route.endpoint, 'https://microsoftgraph.chinacloudapi.cn/v1.0');
  assert.deepEqual([of('smart-host').route, of('smart-host').signsIn], [null, false]);
  assert.equal(of('sendgrid').oauth, null);
});
