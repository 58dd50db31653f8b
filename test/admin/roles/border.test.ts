/** Mail of one organization that goes on to another one of the same house: its people see what they sent, and nothing of what becomes of it there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../../src/base/id.ts';
import { askAt } from '../../../lab/houses/test-admin.ts';
import {
  domain,
  group,
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../../lab/houses/test-house.ts';
import { SmtpTestClient } from '../../../lab/peers/smtp-client.ts';

const OURS = 'ARG0000000000000' as ObjectId;
const THEIRS = 'ZEBRAARG00000000' as ObjectId;
const owned = (name: string) => ({ organizationId: THEIRS, id: `ZEBRA${name}`.padEnd(16, '0') as ObjectId });
const COPIER = '127.0.0.21';

/** Theirs: members, where their mail goes on, ids. */
const HIDDEN = /hidden|ZEBRA[A-Z0-9]{11}/u;

/** A house with two organizations, and what one of ours asks of it. */
async function openBorder() {
  const house = await startTestHouse({
    objects: [
      organization({ id: OURS, name: 'Ours too' }),
      domain('mine.test', { organizationId: OURS }),
      mailbox('own@mine.test', { organizationId: OURS }),
      inbound('copier', { organizationId: OURS, senderAddresses: [COPIER] }),
      organization({ id: THEIRS, name: 'Hidden society' }),
      domain('zebra.test', owned('D')),
      mailbox('bob@zebra.test', { ...owned('M'), forwarding: { to: ['hidden-home@far.test'], keepCopy: true } }),
      mailbox('hidden-ann@zebra.test', owned('N')),
      mailbox('lmtp@zebra.test', { ...owned('P'), delivery: { kind: 'lmtp', host: '127.0.0.1', port: 9 } }),
      group('all@zebra.test', ['hidden-ann@zebra.test', 'hidden-partner@far.test'], owned('G')),
      smartHost('hidden way', 9, { ...owned('C') }),
      smartHost('our way', 9, { organizationId: OURS, id: 'A0T0000000000000' as ObjectId }),
    ],
  });
  const body = { name: 'ours', role: 'organization-administrator', organizations: [OURS] };
  const { token } = (await askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/tokens', { body })).body;
  const ask = (method: string, path: string, more: object = {}) =>
    askAt({ host: '127.0.0.1', port: house.port('http') }, method, `/api/v1${path}`, { token, ...more });
  return {
    house,
    get: (path: string) => ask('GET', path),
    ask,
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

async function scan(house: TestHouse, to: readonly string[]): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: COPIER });
  await client.say('EHLO copier.mine.test');
  assert.equal((await client.send('scan@mine.test', to, 'Subject: scan\n\nhello\n')).code, 250);
  client.end();
}

test('a group and a forwarding of theirs lead on without our people being told where', async () => {
  await using border = await openBorder();
  const { house, get } = border;
  const to = ['all@zebra.test', 'bob@zebra.test', 'lmtp@zebra.test', 'x@far.test'];
  await scan(house, to);
  const ofTheirs = await house.traced({ organizationIds: [THEIRS] }, (rows) => rows.length >= 3);
  assert.deepEqual(
    ofTheirs.map(({ recipient }) => recipient).sort(),
    ['hidden-ann@zebra.test', 'hidden-home@far.test', 'hidden-partner@far.test'],
    'what a group of theirs brought about is found by them',
  );
  const { rows } = (await get('/trace')).body;
  assert.deepEqual(rows.map(({ recipient }: { recipient: string }) => recipient).sort(), to.toSorted());
  const { queueId } = rows[0];
  for (const path of [
    '/trace',
    '/trace?text=hidden',
    `/trace/messages/${queueId}`,
    `/trace/messages/${queueId.toLowerCase()}`,
    '/queue',
    `/queue/${queueId}`,
    '/queue/lanes',
    '/status',
    '/upstreams/status',
    '/audit',
    '/export?organization=*',
  ]) {
    const { status, text } = await get(path);
    assert.equal(status, 200, `${path} ${text}`);
    assert.doesNotMatch(text, HIDDEN, path);
  }
  const queue = (await get('/queue')).body;
  assert.equal(queue.total, queue.entries.length);
  const lanes = (await get('/queue/lanes')).body.items;
  assert.equal(
    lanes.reduce((sum: number, { waiting }: { waiting: number }) => sum + waiting, 0),
    queue.total,
  );
  const story = (await get(`/trace/messages/${queueId}`)).body;
  assert.equal(story.rows.length, to.length);
  assert.ok(story.events.some(({ text }: { text: string }) => text === 'in another organization here'));
});

test('a test message to theirs is followed up to the border', async () => {
  await using border = await openBorder();
  for (const [sendTo, until] of [
    ['all@zebra.test', 'hidden-partner@far.test'],
    ['bob@zebra.test', 'hidden-home@far.test'],
    ['hidden-ann@zebra.test', 'hidden-ann@zebra.test'],
  ] as const) {
    const began = Date.now();
    const { status, text } = await border.ask('POST', '/checks', {
      body: { what: 'connector', name: 'copier', sendTo },
    });
    assert.equal(status, 200, text);
    assert.match(text, /queued as/u);
    assert.match(text, /in another organization here/u);
    assert.doesNotMatch(text.replaceAll(sendTo, ''), HIDDEN, sendTo);
    assert.doesNotMatch(text, /mailbox:|group:/u, sendTo);
    assert.ok(Date.now() - began < 15_000, `${sendTo}: it ends with what is ours`);
    await border.house.traced({ recipient: until }, (rows) => rows.length > 0);
  }
  const own = await border.ask('POST', '/checks', {
    body: { what: 'connector', name: 'copier', sendTo: 'own@mine.test' },
  });
  assert.match(own.text, /"what":"deliver"/u);
});

test('what a group of theirs brings about is counted as theirs, and their last mail is not ours', async () => {
  await using border = await openBorder();
  await scan(border.house, ['all@zebra.test']);
  const delivered = { status: ['Delivered'], recipient: 'hidden-ann@zebra.test' } as const;
  await border.house.traced(delivered, (rows) => rows.length === 1);
  const { body, text } = await border.get('/status');
  assert.doesNotMatch(text, HIDDEN);
  assert.deepEqual([body.flow.lastOut, body.flow.oldest, body.queue], [null, null, { waiting: 0, held: 0 }]);
  assert.deepEqual(
    body.flow.today.out.filter(({ way }: { way: string }) => way !== 'group'),
    [],
  );
  await scan(border.house, ['lmtp@zebra.test', 'bob@zebra.test']);
  await border.house.traced({ status: ['Delivered'], recipient: 'bob@zebra.test' }, (rows) => rows.length === 1);
  const direct = (await border.get('/status')).body.flow;
  assert.deepEqual([direct.lastOut.recipient, direct.lastOut.destination], ['bob@zebra.test', 'bob@zebra.test']);
  assert.deepEqual(direct.today.out, [{ way: 'mailbox', upstream: null, delivered: 1, failed: 0, captured: 0 }]);
  const theirs = { name: 'theirs', role: 'reader', organizations: [THEIRS] };
  const socket = { socketPath: border.house.settings.adminSocket };
  const { token } = (await askAt(socket, 'POST', '/api/v1/tokens', { body: theirs })).body;
  const their = (await border.ask('GET', '/status', { token })).body.flow;
  assert.equal(their.lastOut.recipient, 'hidden-ann@zebra.test');
  assert.deepEqual(their.today.out.find(({ way }: { way: string }) => way === 'mailbox').delivered, 1);
});
