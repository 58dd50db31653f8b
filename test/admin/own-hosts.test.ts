/** What the room that sends knows of a smart host is asked where one is set; a gateway that may lead back is told of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import type { ToldLine } from '../../src/mail/lines/said.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';

test('only routes that are new or changed are asked about, each host once, and so many at most', async () => {
  const asked: string[] = [];
  const leadsBack = async (host: string, port: number): Promise<ToldLine | null> => {
    asked.push(`${host}:${port}`);
    return host === 'us.test' ? { text: 'the smart host us.test is this server itself' } : null;
  };
  await using t = await openTestAdmin({ over: { leadsBack } });
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso', withoutUpstream: 'mx' });
  const path = '/api/v1/outbound-connectors';
  const to = (...hosts: string[]) => ({ kind: 'smart-hosts', hosts: hosts.map((host) => ({ host, port: 587 })) });
  assert.equal((await t.ask('POST', path, { name: 'Up', route: to('a.test', 'b.test') })).status, 201);
  assert.deepEqual(asked, ['a.test:587', 'b.test:587']);
  assert.equal((await t.ask('PATCH', `${path}/Up`, { enabled: false })).status, 200);
  assert.equal(asked.length, 2, 'the route stayed as it was');
  const refused = await t.ask('PATCH', `${path}/Up`, { route: to('a.test', 'us.test') });
  assert.equal(refused.status, 422);
  assert.deepEqual(
    refused.body.problems.map(({ path: at }: { path: string }) => at),
    ['route.hosts.1'],
  );
  asked.length = 0;
  const many = Array.from({ length: bounds.admin.ownHostsAsked + 9 }, (_, n) => `h${n}.test`);
  assert.equal((await t.ask('PATCH', `${path}/Up`, { route: to(...many) })).status, 200);
  assert.equal(asked.length, bounds.admin.ownHostsAsked);
});

test('the gateway of this machine on a port of ours may lead back, as from a container: said, and taken', async () => {
  const leadsBack = async (host: string, port: number): Promise<ToldLine | null> =>
    host === '127.0.0.1' && port === 25 ? { text: 'it is this server itself' } : null;
  await using t = await openTestAdmin({ over: { leadsBack, gatewayAddresses: () => ['172.17.0.1', 'fd00::1'] } });
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  for (const [host, port, isTold] of [
    ['172.17.0.1', 25, true],
    ['::ffff:172.17.0.1', 25, true],
    ['fd00::1', 25, true],
    ['172.17.0.1', 587, false],
    ['172.17.0.9', 25, false],
  ] as const) {
    const route = { kind: 'smart-hosts', hosts: [{ host, port }] };
    const made = await t.ask('POST', '/api/v1/outbound-connectors', { name: `${host} ${port}`, route });
    assert.equal(made.status, 201, made.text);
    assert.equal(/is the gateway of this machine/u.test(made.text), isTold, `${host}:${port} ${made.text}`);
  }
});
