/** Readers of one organization, by their tokens over HTTP: sessions, counts, live sessions and the queue show them their own part. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../src/base/id.ts';
import type { SystemSettings } from '../../src/directory/kinds/system.ts';
import { cli } from '../../lab/cli.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import {
  domain,
  group,
  inbound,
  mailbox,
  organization,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';

const THEIRS = 'other' as ObjectId;
const STRANGER = '127.0.0.2';
/** In a device network of theirs. */
const COPIER = '127.0.0.70';
const OFFICE = '127.0.0.44';

const owned = { organizationId: THEIRS };
const site = [
  {
    kind: 'system',
    id: 'system' as ObjectId,
    defaultOrganizationId: null,
    captureOutbound: false,
    limits: { refusalsKeptPerAddressPerHour: 1 },
  } satisfies SystemSettings,
  organization({ id: THEIRS, name: 'theirs', deviceNetworks: ['127.0.0.64/28'] }),
  domain('theirs.test', owned),
  mailbox('t@theirs.test', owned),
  group('team@theirs.test', ['t@theirs.test'], owned),
  inbound('office', { senderAddresses: [OFFICE] }),
];

type Ask = (path: string) => Promise<Response>;

/** Asks the API as a reader of the organization. */
async function readerOf(house: TestHouse, name: string): Promise<Ask> {
  const { out, err, code } = await cli([
    ...['token', 'add', `reader-of-${name}`, '--role', 'reader', '--organization', name],
    ...['--json', '--data', house.folder],
  ]);
  assert.equal(code, 0, err);
  const { token } = JSON.parse(out) as { token: string };
  return (path) =>
    fetch(`http://127.0.0.1:${house.port('http')}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
}

async function talk(house: TestHouse, from: string, ...lines: readonly string[]): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  await client.say('EHLO peer.test');
  for (const line of lines) await client.say(line);
  await client.say('QUIT');
  client.end();
}

const told = async (answer: Response): Promise<string> => {
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.text();
};

interface Rows {
  readonly rows: readonly {
    readonly recipient: string | null;
    readonly reference: string | null;
    readonly queueId: string | null;
  }[];
}

/** The trace as it is asked, until the session is in it. */
async function rowsOf(house: TestHouse, ask: Ask, clientAddress: string): Promise<Rows['rows']> {
  await house.traced({ clientAddress });
  return (JSON.parse(await told(await ask(`/trace?organization=*&clientAddress=${clientAddress}`))) as Rows).rows;
}

test('each reads its own rows and lines of a session that was refused for both', async () => {
  await using house = await startTestHouse({ objects: site });
  const [ours, theirs] = [await readerOf(house, 'ours'), await readerOf(house, 'theirs')];
  await talk(
    house,
    STRANGER,
    ...['MAIL FROM:<x@far.test>', 'RCPT TO:<gone@ours.test>', 'RSET'],
    ...['MAIL FROM:<y@far.test>', 'RCPT TO:<gone@theirs.test>', 'RCPT TO:<v@else.test>'],
  );
  for (const [ask, own, others] of [
    [ours, 'gone@ours.test', /@theirs|else\.test|y@far/u],
    [theirs, 'gone@theirs.test', /@ours|else\.test|x@far/u],
  ] as const) {
    const rows = await rowsOf(house, ask, STRANGER);
    assert.deepEqual(
      rows.map(({ recipient }) => recipient),
      [own],
    );
    const session = await told(await ask(`/trace/sessions/${rows[0]?.reference}`));
    assert.match(session, new RegExp(`C: RCPT TO:<${own}>`, 'u'));
    assert.match(session, /lines of others left out/u);
    assert.doesNotMatch(session, others);
  }
});

test('mail that was taken for one and refused for the other: its story is the one’s, and the refusal the other’s', async () => {
  await using house = await startTestHouse({ objects: site });
  const [ours, theirs] = [await readerOf(house, 'ours'), await readerOf(house, 'theirs')];
  await talk(
    house,
    STRANGER,
    ...['MAIL FROM:<x@far.test>', 'RCPT TO:<v@ours.test>', 'RCPT TO:<t@theirs.test>'],
    ...['DATA', 'Subject: secret\r\n\r\nx\r\n.'],
  );
  await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] });
  const [taken] = await rowsOf(house, ours, STRANGER);
  const path = `/trace/messages/${taken?.queueId}`;
  const story = await told(await ours(path));
  assert.match(story, /C: RCPT TO:<v@ours\.test>[^]*2 lines of others left out[^]*Queued as/u);
  assert.doesNotMatch(story, /@theirs/u);
  assert.equal((await theirs(path)).status, 404);
  const [refused, ...more] = await rowsOf(house, theirs, STRANGER);
  assert.deepEqual([refused?.recipient, more.length], ['t@theirs.test', 0]);
  const session = await told(await theirs(`/trace/sessions/${refused?.reference}`));
  assert.match(session, /C: MAIL FROM:<x@far\.test>[^]*C: RCPT TO:<t@theirs\.test>/u);
  assert.doesNotMatch(session, /@ours|secret|Queued|"accepted":\["/u);
});

test('a session and counts of a device network are its organization’s, and to the other they are not there', async () => {
  await using house = await startTestHouse({ objects: site });
  const [ours, theirs] = [await readerOf(house, 'ours'), await readerOf(house, 'theirs')];
  for (let n = 0; n < 3; n++) await talk(house, COPIER, 'MAIL FROM:<x@far.test>', 'RCPT TO:<gone@ours.test>');
  const [row] = await rowsOf(house, theirs, COPIER);
  assert.equal(row?.recipient, 'gone@ours.test');
  assert.deepEqual(await rowsOf(house, ours, COPIER), []);
  assert.equal((await ours(`/trace/sessions/${row.reference}`)).status, 404);
  const counts = async (ask: Ask) =>
    (JSON.parse(await told(await ask('/trace/refusal-counts'))) as { items: readonly { count: number }[] }).items;
  assert.deepEqual(
    (await counts(theirs)).map(({ count }) => count),
    [2],
  );
  assert.deepEqual(await counts(ours), []);
});

test('a watch tells each reader its own lines', async () => {
  await using house = await startTestHouse({ objects: site });
  const [ours, theirs] = [await readerOf(house, 'ours'), await readerOf(house, 'theirs')];
  const watching = await Promise.all([ours('/watch?seconds=2'), theirs('/watch?seconds=2')]);
  await talk(house, STRANGER, 'MAIL FROM:<x@far.test>', 'RCPT TO:<gone@theirs.test>', 'RCPT TO:<gone@ours.test>');
  const [ofOurs = '', ofTheirs = ''] = await Promise.all(watching.map(told));
  assert.match(ofOurs, /event: open[^]*x@far[^]*gone@ours[^]*event: end/u);
  assert.doesNotMatch(ofOurs, /@theirs/u);
  assert.match(ofTheirs, /event: open[^]*gone@theirs[^]*event: end/u);
  assert.doesNotMatch(ofTheirs, /@ours/u);
});

test('members of another organization’s group are in its trace and queue, and not in the sender’s', async () => {
  await using house = await startTestHouse({
    objects: [
      ...site,
      group('all@theirs.test', ['t@theirs.test', 'member@theirs.test'], owned),
      mailbox('member@theirs.test', { ...owned, delivery: { kind: 'lmtp', host: '127.0.0.1', port: 1 } }),
    ],
  });
  const [ours, theirs] = [await readerOf(house, 'ours'), await readerOf(house, 'theirs')];
  await talk(
    house,
    OFFICE,
    ...['MAIL FROM:<v@ours.test>', 'RCPT TO:<all@theirs.test>', 'DATA', 'Subject: hello\r\n\r\nx\r\n.'],
  );
  await house.traced({ recipient: 't@theirs.test', status: ['Delivered'] });
  await house.traced({ recipient: 'member@theirs.test', status: ['Pending'] });
  const [sent] = await rowsOf(house, ours, OFFICE);
  assert.equal(sent?.recipient, 'all@theirs.test');
  for (const path of [`/trace/messages/${sent.queueId}`, '/queue', '/queue/lanes', '/trace?text=member'])
    assert.doesNotMatch(await told(await ours(path)), /member@|"t@/u, path);
  const story = await told(await theirs(`/trace/messages/${sent.queueId}`));
  assert.match(story, /"recipient":"member@theirs\.test"/u);
  assert.doesNotMatch(story, /"connector":"office"|Received by/u);
  assert.match(await told(await theirs('/queue')), /member@theirs\.test/u);
});
