/** What is known of an inbound connector beside what was said of it: the devices it covers, and what may be a mistake. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
async function ask(house: TestHouse, method: string, path: string, body?: unknown): Promise<any> {
  const answer = await askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, { body });
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}

test('a connector tells how many devices it covers and what may be a mistake, and lists are narrowed by both', async () => {
  await using house = await startTestHouse({
    objects: [
      inbound('floor', { senderAddresses: ['10.1.0.0/24', '10.1.1.7'] }),
      inbound('wide', { senderAddresses: ['10.2.0.0/16'] }),
      inbound('erp', { certificateName: 'erp.ours.test' }),
    ],
  });
  const add = (name: string, ...addresses: string[]) => ask(house, 'POST', '/devices', { name, addresses });
  await add('Copier', '10.1.0.5', '10.1.0.6');
  await add('Fax', '10.1.1.7');
  // A part of it is elsewhere.
  await add('Row', '10.1.0.0/23');
  const names = async (path: string): Promise<readonly string[]> =>
    (await ask(house, 'GET', path)).items.map(({ name }: { name: string }) => name);

  const { items } = await ask(house, 'GET', '/inbound-connectors');
  const told = items.map(({ name, devices, warnings }: { name: string; devices: number; warnings: string[] }) => [
    name,
    devices,
    warnings.length,
  ]);
  assert.deepEqual(told, [
    ['erp', null, 0],
    ['floor', 2, 0],
    ['wide', 0, 1],
  ]);
  assert.deepEqual(await names('/inbound-connectors?warned=true'), ['wide']);
  assert.deepEqual(await names('/inbound-connectors?devices=some'), ['floor']);
  assert.deepEqual(await names('/inbound-connectors?devices=none'), ['wide']);
  assert.deepEqual(await names('/inbound-connectors?devices=some&warned=true'), []);
  assert.deepEqual(await names('/devices?coveredBy=FLOOR'), ['Copier', 'Fax']);
  assert.deepEqual(await names('/devices?coveredBy=wide'), []);
  assert.deepEqual(await names('/devices?coveredBy=nobody'), []);

  const { item } = await ask(house, 'PATCH', '/inbound-connectors/wide', { senderAddresses: ['10.1.0.0/25'] });
  assert.equal(item.devices, 1);
  assert.match(item.warnings.join(' '), /covered already by the connector "floor"/);
});

test('a connector covers no device of another organization', async () => {
  await using house = await startTestHouse({
    objects: [
      organization({}),
      inbound('floor', { senderAddresses: ['10.1.0.0/24'] }),
      organization({ id: 'theirs' as never, name: 'theirs' }),
    ],
  });
  await ask(house, 'POST', '/devices?organization=theirs', { name: 'Copier', addresses: ['10.1.0.5'] });
  const { item } = await ask(house, 'GET', '/inbound-connectors/floor');
  assert.equal(item.devices, 0);
});
