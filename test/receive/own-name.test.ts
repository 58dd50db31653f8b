/**
 * Strangers in our own name: mail that goes on from here by an outbound way has the organization's trust there, so who only claims to be one of
 * its people is refused (550 5.7.68). Over real sockets.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DirectoryObject, OutboundConnector } from '../../src/directory/objects.ts';
import { outboundConnectorForms } from '../../src/directory/kinds/outbound-connector.ts';
import {
  connector,
  credential,
  domain,
  group,
  id,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
} from '../../lab/houses/receive-house.ts';

const STRANGER = '127.0.0.9';
const DEVICE = '127.0.0.3';

const wayOut = (owner: string): OutboundConnector => ({
  kind: 'outbound-connector',
  ...outboundConnectorForms.standards,
  id: id(`out ${owner}`),
  organizationId: id(owner),
  name: 'Exchange',
  route: { kind: 'smart-hosts', hosts: [{ host: '192.0.2.1', port: 25 }] },
  auth: null,
  lastTest: null,
});

const site: readonly DirectoryObject[] = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  domain('Ours', 'second.test'),
  domain('Ours', 'xn--bcher-kva.test'),
  domain('Ours', 'site.test', { type: 'internal-relay' }),
  wayOut('Ours'),
  mailbox('Ours', 'inbox@ours.test'),
  mailbox('Ours', 'away@ours.test', { forwarding: { to: ['bob@site.test'], keepCopy: true } }),
  mailbox('Ours', 'far@ours.test', { forwarding: { to: ['x@elsewhere.test'], keepCopy: true } }),
  mailbox('Ours', 'anna@site.test', { delivery: { kind: 'elsewhere' } }),
  mailbox('Ours', 'kept@site.test'),
  group('Ours', 'team@ours.test', ['inbox@ours.test', 'bob@site.test']),
  group('Ours', 'inside@ours.test', ['inbox@ours.test']),
  organization('Theirs'),
  domain('Theirs', 'theirs.test'),
  domain('Theirs', 'their-site.test', { type: 'internal-relay' }),
  wayOut('Theirs'),
];

interface Mail {
  readonly by?: string;
  readonly from?: string;
  readonly to: string;
  readonly header?: string;
}

/** The reply that decides: a refusal, or the one to the end of data. */
async function send(
  house: ReceiveHouse,
  { by = STRANGER, from = 'a@elsewhere.test', to, header }: Mail,
): Promise<string> {
  const talk = await house.talk('smtp', by);
  await talk.hello();
  const begun = await talk.envelope(from, to);
  const reply = begun.startsWith('250') ? await talk.data(`${header ?? ''}Subject: s\r\n\r\nb\r\n`) : begun;
  await talk.say('QUIT');
  return reply;
}

const LENDING = ['anyone@site.test', 'anna@site.test', 'team@ours.test', 'away@ours.test'];
const ENDING = ['inbox@ours.test', 'inside@ours.test', 'kept@site.test', 'far@ours.test'];

test('a stranger whose MAIL FROM is in an own domain is refused where the mail would go on, with the cure', async () => {
  await using house = await receiveHouse(site);
  for (const to of LENDING)
    for (const from of ['ceo@ours.test', 'CEO@OURS.test', 'nobody@second.test', 'x@site.test']) {
      const reply = await send(house, { from, to });
      assert.match(reply, /^550 5\.7\.68 .*connector.*network.*sign in/u, `${from} to ${to}: ${reply}`);
    }
  assert.equal(house.store.messages.length, 0);
  for (const to of ENDING) assert.match(await send(house, { from: 'ceo@ours.test', to }), /^250/u, to);
  for (const to of LENDING) assert.match(await send(house, { to }), /^250/u, to);
});

test('and one who shows an own domain in From or Sender, however it is written', async () => {
  await using house = await receiveHouse(site);
  const many = Array.from({ length: 101 }, (_, n) => `From: x${n}@elsewhere.test\r\n`).join('');
  for (const header of [
    'From: ceo@ours.test\r\n',
    'From: The Boss <CEO@Ours.Test>\r\n',
    'From: "Boss" <ceo@ours.test>, a@elsewhere.test\r\n',
    'From: a@elsewhere.test\r\nFrom: ceo@second.test\r\n',
    'From: a@elsewhere.test\r\nSender: ceo@ours.test\r\n',
    'From: a@elsewhere.test\r\nResent-From: ceo@ours.test\r\n',
    'From: a@elsewhere.test\r\nResent-Sender: ceo@ours.test\r\n',
    'From:\r\n\tceo@ours.test\r\n',
    'From: Group: ceo@ours.test;\r\n',
    'From: <a@elsewhere.test> <ceo@ours.test>\r\n',
    'From: a@elsewhere.test ceo@ours.test\r\n',
    'From: ceo.@ours.test\r\n',
    'From: c..eo@ours.test.\r\n',
    'From: "ceo@ours.test\r\n',
    'From: ceo @ ours.test (\r\n',
    'From: ceo@(x)ours(y).test\r\n',
    'From: =?utf-8?q?ceo=40ours=2Etest?= <a@b> <c\r\n',
    'From: <@elsewhere.test:ceo@ours.test>\r\n',
    'From: ceo\uff20ours.test <\r\n',
    'From: ceo@ou\u00adrs.test\r\n',
    'From: ceo@\u200bours.test\r\n',
    "From: 'ceo@ours.test'\r\n",
    'From: ceo@ours.test/x\r\n',
    'From: ceo@ours..test\r\n',
    'From: ceo@ours\\.test\r\n',
    'From: ceo@[ours.test]\r\n',
    'From: <a@elsewhere.test> ceo@ours.test\r\n',
    'From: ceo@xn--bcher-kva.test\r\n',
    `From: "${'x'.repeat(200)}" ${'<a@b> '.repeat(900)}<ceo@ours.test>\r\n`.replaceAll(/(.{70}) /gu, '$1\r\n '),
    `${many}From: a@elsewhere.test\r\n`,
  ])
    for (const to of ['anyone@site.test', 'team@ours.test']) {
      const reply = await send(house, { to, header: Buffer.from(header).toString('latin1') });
      assert.match(reply, /^550 5\.7\.68 /u, `${header.slice(0, 80)} to ${to}: ${reply}`);
    }
  assert.equal(house.store.messages.length, 0);
  for (const header of [
    'From: a@elsewhere.test\r\n',
    'From: "ceo@ours.test" <a@elsewhere.test>\r\n',
    'From: a..b@elsewhere.test\r\n',
    'From: a@notours.test\r\n',
    'From: a@ours.test.elsewhere.test\r\n',
    'From:\r\n',
    '',
  ])
    assert.match(await send(house, { to: 'anyone@site.test', header }), /^250/u, header);
  for (const to of ENDING) assert.match(await send(house, { to, header: 'From: ceo@ours.test\r\n' }), /^250/u, to);
});

test('who comes by a connector of the organization or signs in is no stranger; a connector for other domains does not speak', async () => {
  const scanner = mailbox('Ours', 'scanner@ours.test');
  await using house = await receiveHouse([
    ...site,
    scanner,
    await credential(scanner, 'secret word'),
    connector('Ours', 'Printers', { senderAddresses: [DEVICE] }),
    connector('Ours', 'Gateway', { senderAddresses: ['127.0.0.4'], type: 'Partner' }),
    connector('Ours', 'Second only', { senderAddresses: ['127.0.0.5'], senderDomains: ['second.test'] }),
    connector('Theirs', 'Neighbour', { senderAddresses: ['127.0.0.6'] }),
  ]);
  const to = 'anyone@site.test';
  const header = 'From: ceo@ours.test\r\n';
  assert.match(await send(house, { by: DEVICE, from: 'ceo@ours.test', to, header }), /^250/u);
  assert.match(await send(house, { by: DEVICE, from: '', to, header }), /^250/u);
  assert.match(await send(house, { by: '127.0.0.4', from: 'ceo@ours.test', to, header }), /^250/u);
  assert.match(await send(house, { by: '127.0.0.5', from: 'a@second.test', to, header }), /^250/u);
  assert.match(await send(house, { by: '127.0.0.5', from: 'ceo@ours.test', to }), /^550 5\.7\.68 /u);
  assert.match(await send(house, { by: '127.0.0.6', from: 'a@theirs.test', to, header }), /^550 5\.7\.68 /u);
  assert.match(await send(house, { by: '127.0.0.6', from: 'a@theirs.test', to }), /^250/u);
  assert.match(await send(house, { by: DEVICE, from: 'ceo@ours.test', to: 'x@their-site.test', header }), /^250/u);
  const talk = await house.talk('submissions', STRANGER);
  await talk.hello();
  assert.match(await talk.login('scanner@ours.test', 'secret word'), /^235/u);
  assert.match(await talk.envelope('scanner@ours.test', to), /^250/u);
  assert.match(await talk.data('From: scanner@ours.test\r\n\r\nb\r\n'), /^250/u);
});

test('a mailbox that another organization lets show our name is refused on our way', async () => {
  const eve = mailbox('Theirs', 'eve@theirs.test', { sendAs: ['ceo@ours.test'] });
  await using house = await receiveHouse([...site, eve, await credential(eve, 'secret word')]);
  const talk = await house.talk('submissions', STRANGER);
  await talk.hello();
  await talk.login('eve@theirs.test', 'secret word');
  assert.match(await talk.envelope('eve@theirs.test', 'anyone@site.test'), /^250/u);
  assert.match(await talk.data('From: ceo@ours.test\r\n\r\nb\r\n'), /^550 5\.7\.60 /u);
  assert.match(await talk.envelope('ceo@ours.test', 'anyone@site.test'), /^550 5\.7\.60 /u);
});

test('an organization that allows it gets such mail, and acts for nobody else', async () => {
  await using house = await receiveHouse([...site, organization('Ours', { strangersInOwnName: 'allow' })]);
  for (const to of LENDING)
    assert.match(await send(house, { from: 'ceo@ours.test', to, header: 'From: ceo@ours.test\r\n' }), /^250/u, to);
  assert.match(await send(house, { from: 'boss@theirs.test', to: 'x@their-site.test' }), /^550 5\.7\.68 /u);
  house.change([organization('Ours', { strangersInOwnName: 'refuse' })]);
  assert.match(await send(house, { from: 'ceo@ours.test', to: 'anyone@site.test' }), /^550 5\.7\.68 /u);
});
