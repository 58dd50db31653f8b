/** Alarms, metrics and what stands beside the API, for somebody with one organization. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../../src/base/id.ts';
import type { RaisedAlarm } from '../../../src/policy/alarms/alarm-telling.ts';
import { httpSettings, openTestAdmin } from '../../../lab/houses/test-admin.ts';
import { organization } from '../../../lab/houses/test-house.ts';

const [A, B] = ['A', 'B'] as ObjectId[] as [ObjectId, ObjectId];

const raised = (key: string, organizationId: ObjectId | null): RaisedAlarm => ({
  alarm: { kind: 'test', key, subject: key, stage: 1, organizationId, cause: key, cure: 'none' } as never,
  ...{ since: 1, stageSince: 1, toldStage: 0, toldAt: null, acknowledged: null, over: null },
});

test('alarms of others and of nobody are not there, and are not acknowledged', async () => {
  const acknowledged: string[] = [];
  await using t = await openTestAdmin({
    objects: [organization({ id: A, name: 'Ants' }), organization({ id: B, name: 'Bees' })],
    over: {
      alarms: {
        list: () => [raised('own', A), raised('zebra', B), raised('nobody', null)],
        acknowledge: async (key) => acknowledged.push(key) > 0,
        test: async () => [],
        upstreamExpiries: () => [],
      },
    },
  });
  const body = { name: 'help', role: 'help-desk', organizations: ['Ants'] };
  const { token } = (await t.ask('POST', '/api/v1/tokens', body)).body;
  for (const query of ['', '?organization=*', '?organization=Ants']) {
    const { items } = (await t.askTcp('GET', `/api/v1/alarms${query}`, { token })).body;
    assert.deepEqual(
      items.map(({ key }: { key: string }) => key),
      ['own'],
      query,
    );
  }
  const acknowledge = (key: string) => t.askTcp('POST', `/api/v1/alarms/${key}/acknowledge`, { token });
  assert.equal((await acknowledge('own')).status, 200);
  for (const key of ['zebra', 'nobody', 'none']) assert.equal((await acknowledge(key)).status, 404, key);
  assert.deepEqual(acknowledged, ['own']);
  assert.equal((await t.askTcp('POST', '/api/v1/alarms/test?organization=Bees', { token })).status, 404);
});

test('metrics are of the whole server', async () => {
  await using t = await openTestAdmin({
    objects: [organization({ id: A, name: 'Ants' })],
    settings: { http: { ...httpSettings, trustedProxies: ['127.0.0.1'] } },
  });
  const make = async (more: object) => (await t.ask('POST', '/api/v1/tokens', more)).body.token as string;
  const reader = await make({ name: 'reader', role: 'reader', organizations: ['Ants'] });
  const all = await make({ name: 'all' });
  // Through a proxy: nobody is let in for coming from this machine.
  const headers = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' };
  const refused = await t.askTcp('GET', '/metrics', { token: reader, headers });
  assert.equal(refused.status, 403);
  assert.equal(refused.body.type, '/problems/not-permitted');
  assert.equal((await t.askTcp('GET', '/metrics', { token: all, headers })).status, 200);
});

test('a token through a proxy to the socket is no local administrator', async () => {
  await using t = await openTestAdmin({ objects: [organization({ id: A, name: 'Ants' })] });
  const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'all' })).body;
  const { askAt } = await import('../../../lab/houses/test-admin.ts');
  const headers = { 'x-forwarded-for': '192.0.2.1' };
  const body = { name: 'ants.test', trust: true };
  const trusted = await askAt({ socketPath: t.socketPath }, 'POST', '/api/v1/domains', {
    token,
    body,
    headers,
    host: 'localhost',
  });
  assert.equal(trusted.status, 403, trusted.text);
  assert.equal(trusted.body.type, '/problems/not-encrypted');
});

test('an expired token says so, and a right that was never granted does not come with time', async () => {
  await using t = await openTestAdmin({ objects: [organization({ id: A, name: 'Ants' })] });
  const past = await t.ask('POST', '/api/v1/tokens', { name: 'x', expires: '2020-01-01' });
  assert.equal(past.status, 400);
  const { token } = (await t.ask('POST', '/api/v1/tokens', { name: 'x', expires: Date.now() + 700 })).body;
  assert.equal((await t.askTcp('GET', '/api/v1/me', { token })).status, 200);
  await new Promise((resolve) => setTimeout(resolve, 800));
  const { status, text } = await t.askTcp('GET', '/api/v1/me', { token });
  assert.equal(status, 401);
  assert.match(text, /The token has expired/u);
  const odd = { name: 'y', role: 'global-administrator', organizations: ['Ants'] };
  assert.equal((await t.ask('POST', '/api/v1/tokens', odd)).status, 400);
});
