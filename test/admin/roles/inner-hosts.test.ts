/** Hosts with public names that lead into our network: by the real API and over real sockets, as somebody of one organization and as a Global administrator. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, askAt } from '../../../lab/houses/test-admin.ts';
import { cli } from '../../../lab/cli.ts';
import { inbound, organization, smartHost, startTestHouse } from '../../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../../lab/peers/smtp-client.ts';
import { scriptedSink } from '../../../lab/peers/sinks.ts';
import { createZoneResolver } from '../../../src/dns/zone-resolver.ts';
import { defaultAddressPolicy } from '../../../src/deliver/hops/address-policy.ts';

/** A name of somebody's public domain that leads to this machine, as DNS may say of any. */
const NAME = 'relay.far.example';

test('mail by such a name goes nowhere until a Global administrator allows it, and what they set themselves goes on', async () => {
  await using sink = await scriptedSink({});
  const to = (port: number) => ({ kind: 'smart-hosts', hosts: [{ host: NAME, port }] }) as const;
  await using house = await startTestHouse({
    objects: [
      organization({ deviceNetworks: ['127.0.0.0/8'] }),
      inbound('devices', { senderAddresses: ['127.0.0.1'] }),
      smartHost('split', sink.port, { recipientDomains: ['split.test'], route: to(sink.port) }),
    ],
    overrides: {
      resolver: createZoneResolver(`${NAME} A 127.0.0.1`),
      addressPolicy: defaultAddressPolicy,
    },
  });
  const socket = { socketPath: house.settings.adminSocket };
  const right = { name: 'admin', role: 'organization-administrator', organizations: ['ours'] };
  const token = (await askAt(socket, 'POST', '/api/v1/tokens', { body: right })).body.token as string;
  const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
    askAt({ host: '127.0.0.1', port: house.port('http') }, method, `/api/v1${path}`, { token, body });
  const send = async (recipient: string): Promise<void> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp') });
    await client.say('EHLO copier.test');
    await client.send('scan@ours.test', [recipient], 'Subject: scan\n\npage\n');
    client.end();
  };

  await send('a@split.test');
  await house.traced({ recipient: 'a@split.test', status: ['Delivered'] });
  assert.equal(
    sink.contents.length,
    1,
    'what was set before roles knew it, or by a Global administrator, leads where it leads',
  );

  const made = await ask('POST', '/outbound-connectors', {
    ...{ name: 'mine', tls: 'none', recipientDomains: ['mine.test'], route: to(sink.port) },
  });
  assert.equal(made.status, 201, made.text);
  assert.equal(made.body.item.publicHostsOnly, true, 'the answer says so');
  await send('a@mine.test');
  const waits = await house.traced({ recipient: 'a@mine.test' }, (rows) =>
    rows.some(({ lastText }) => lastText?.includes('not public') === true),
  );
  assert.match(waits[0]?.lastText ?? '', /relay\.far\.example leads to an address that is not public/u);
  assert.match(waits[0]?.lastText ?? '', /upstream set mine --public-hosts-only off/u);
  assert.doesNotMatch(waits[0]?.lastText ?? '', /127\.0\.0\.1/u, 'nobody reads our network’s addresses out of it');
  const looked = await ask('POST', '/checks', { what: 'upstream', name: 'mine' });
  assert.match(looked.text, /not public/u);
  assert.doesNotMatch(looked.text, /127\.0\.0\.1/u);

  for (const change of [{ publicHostsOnly: false }, { publicHostsOnly: false, route: to(sink.port) }]) {
    const lifted = await ask('PATCH', '/outbound-connectors/mine', change);
    assert.ok(lifted.status === 403 || lifted.body.item.publicHostsOnly === true, lifted.text);
  }
  const yaml = `doorpost: 1\norganizations:\n  - name: ours\n    outboundConnectors:\n      - { name: mine, publicHostsOnly: false }\n`;
  assert.equal((await ask('POST', '/apply', { yaml })).status, 403);
  // Of a Global administrator's own: another port of it is another service, and nothing else hinders a change.
  assert.equal(
    (await ask('PATCH', '/outbound-connectors/split', { expiryMs: 60_000 })).body.item.publicHostsOnly,
    false,
  );
  const moved = await ask('PATCH', '/outbound-connectors/split', { route: to(sink.port + 1) });
  assert.equal(moved.body.item.publicHostsOnly, true);
  assert.equal(sink.contents.length, 1);

  const allowed = await cli(['upstream', 'set', 'mine', '--public-hosts-only', 'off', '--data', house.folder]);
  assert.equal(allowed.code, 0, allowed.err);
  await cli(['queue', 'retry', '--all', '--yes', '--data', house.folder]);
  await house.traced({ recipient: 'a@mine.test', status: ['Delivered'] });
  assert.equal(sink.contents.length, 2);
});

test('LMTP and webhook of an organization’s own naming know it too', async () => {
  await using sink = await scriptedSink({ lmtp: true });
  await using house = await startTestHouse({
    objects: [inbound('devices', { senderAddresses: ['127.0.0.1'] })],
    overrides: { resolver: createZoneResolver(`${NAME} A 127.0.0.1`), addressPolicy: defaultAddressPolicy },
  });
  const socket = { socketPath: house.settings.adminSocket };
  const right = { name: 'admin', role: 'organization-administrator', organizations: ['ours'] };
  const token = (await askAt(socket, 'POST', '/api/v1/tokens', { body: right })).body.token as string;
  const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
    askAt({ host: '127.0.0.1', port: house.port('http') }, method, `/api/v1${path}`, { token, body });
  const delivery = { kind: 'lmtp', host: NAME, port: sink.port };
  const placed = await ask('PATCH', '/mailboxes/v@ours.test', { delivery });
  assert.deepEqual(placed.body.item?.delivery, { ...delivery, publicHostsOnly: true }, placed.text);
  const client = await SmtpTestClient.connect({ port: house.port('smtp') });
  await client.say('EHLO copier.test');
  await client.send('scan@ours.test', ['v@ours.test'], 'Subject: scan\n\npage\n');
  client.end();
  const [row] = await house.traced({ recipient: 'v@ours.test' }, (rows) =>
    rows.some(({ lastText }) => lastText?.includes('not public') === true),
  );
  assert.match(row?.lastText ?? '', /not public.*mailbox set v@ours\.test --lmtp/u);
  assert.equal(sink.lines.length, 0);
  const again = await ask('PATCH', '/mailboxes/v@ours.test', { delivery });
  assert.equal(again.body.item.delivery.publicHostsOnly, true, 'not lifted by writing it anew');
  const lifted = await askAt(socket, 'PATCH', '/api/v1/mailboxes/v@ours.test', { body: { delivery } });
  assert.equal(lifted.body.item.delivery.publicHostsOnly, undefined, 'a Global administrator names it');
  assert.equal(
    (await ask('PATCH', '/mailboxes/v@ours.test', { displayName: 'V' })).body.item.delivery.publicHostsOnly,
    undefined,
  );
  const hook = await ask('PATCH', '/organizations/ours', { alarmWebhook: `https://${NAME}/hook` });
  assert.equal(hook.body.item?.publicHostsOnly, true, hook.text);
  assert.equal((await ask('PATCH', '/organizations/ours', { publicHostsOnly: false })).status, 403);
});
