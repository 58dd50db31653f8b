/** Two organizations in one session: each finds its own refusals and mail in the trace, and reads its own lines alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId, SessionId } from '../../src/base/id.ts';
import type { SystemSettings } from '../../src/directory/kinds/system.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { sessionFor } from '../../src/policy/owners/session-for.ts';
import { storyFor } from '../../src/policy/owners/story-for.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import {
  credential,
  domain,
  group,
  inbound,
  mailbox,
  organization,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';

const OURS = 'org' as ObjectId;
const THEIRS = 'other' as ObjectId;
const STRANGER = '127.0.0.2';
/** In a device network of ours. */
const COPIER = '127.0.0.70';
const NEIGHBOUR = '127.0.0.90';
const PASSWORD = 'right-Passw0rd';

const owned = { organizationId: THEIRS };
const site = [
  organization({ deviceNetworks: ['127.0.0.64/28'] }),
  {
    kind: 'system',
    id: 'system' as ObjectId,
    defaultOrganizationId: null,
    captureOutbound: false,
    limits: { refusalsKeptPerAddressPerHour: 3 },
  } satisfies SystemSettings,
  organization({ id: THEIRS, name: 'theirs' }),
  domain('theirs.test', owned),
  mailbox('t@theirs.test', owned),
  await credential('t@theirs.test', PASSWORD, owned),
  inbound('neighbour', { ...owned, senderAddresses: [NEIGHBOUR] }),
];

async function talk(house: TestHouse, from: string, act: (client: SmtpTestClient) => Promise<unknown>): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  await client.say('EHLO peer.test');
  await act(client);
  await client.say('QUIT');
  client.end();
}

/** Says the lines, and expects the codes. */
const said =
  (...lines: readonly (readonly [line: string, code: number])[]) =>
  async (client: SmtpTestClient): Promise<void> => {
    for (const [line, code] of lines) assert.equal((await client.say(line)).code, code, line);
  };

interface Seen {
  /** Recipients of rows, or the status of those that have none. */
  readonly found: readonly string[];
  readonly session: SessionRecord | null;
}

/** What the reader of one organization finds of the last session of an address. */
async function seenBy(house: TestHouse, clientAddress: string, organizationId: ObjectId): Promise<Seen> {
  const whole = await recorded(house, clientAddress);
  const { rows } = await house.house.store.trace.search({
    limit: 20,
    clientAddress,
    organizationIds: [organizationId],
  });
  return {
    found: rows.map(({ recipient, status }) => `${status} ${recipient ?? ''}`.trim()).sort(),
    session: sessionFor([organizationId], whole),
  };
}

/** The session when it is over. */
async function recorded(house: TestHouse, clientAddress: string): Promise<SessionRecord> {
  const ids = (await house.traced({ clientAddress })).map(({ sessionId }) => sessionId as SessionId);
  for (let tries = 0; ; tries++) {
    const found = await house.house.store.trace.session(ids[0]!);
    if (found !== null && found.end !== 'still connected') return found;
    assert.ok(tries < 600, 'the session is not over');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const clientLines = (session: SessionRecord | null): readonly string[] =>
  (session?.transcript ?? '').split('\n').filter((line) => !line.startsWith('S: '));

test('one refused for each, with RSET between: each finds and reads its own', async () => {
  await using house = await startTestHouse({ objects: site });
  await talk(
    house,
    STRANGER,
    said(
      ['MAIL FROM:<x@far.test>', 250],
      ['RCPT TO:<gone@ours.test>', 550],
      ['RSET', 250],
      ['MAIL FROM:<y@far.test>', 250],
      ['RCPT TO:<gone@theirs.test>', 550],
      ['RCPT TO:<victim@else.test>', 550],
    ),
  );
  const ours = await seenBy(house, STRANGER, OURS);
  assert.deepEqual(ours.found, ['Rejected gone@ours.test']);
  assert.deepEqual(clientLines(ours.session), [
    'C: EHLO peer.test',
    'C: MAIL FROM:<x@far.test>',
    'C: RCPT TO:<gone@ours.test>',
    'C: RSET',
    '   (6 lines of others left out)',
    'C: QUIT',
  ]);
  assert.equal(ours.session?.refusals.length, 1);
  const theirs = await seenBy(house, STRANGER, THEIRS);
  assert.deepEqual(theirs.found, ['Rejected gone@theirs.test']);
  assert.deepEqual(clientLines(theirs.session), [
    'C: EHLO peer.test',
    '   (4 lines of others left out)',
    'C: RSET',
    'C: MAIL FROM:<y@far.test>',
    'C: RCPT TO:<gone@theirs.test>',
    '   (2 lines of others left out)',
    'C: QUIT',
  ]);
  assert.equal((await house.traced({ clientAddress: STRANGER, status: ['Rejected'] })).length, 3, 'all there is');
});

test('taken for one and refused for the other in one transaction', async () => {
  await using house = await startTestHouse({ objects: site });
  await talk(
    house,
    STRANGER,
    said(
      ['MAIL FROM:<x@far.test>', 250],
      ['RCPT TO:<v@ours.test>', 250],
      ['RCPT TO:<t@theirs.test>', 452],
      ['DATA', 354],
      ['Subject: secret\r\n\r\nx\r\n.', 250],
    ),
  );
  const ours = await seenBy(house, STRANGER, OURS);
  assert.equal(ours.found.length, 1);
  assert.match(ours.found[0] ?? '', /v@ours\.test$/u);
  assert.equal(ours.session?.accepted.length, 1);
  assert.deepEqual(ours.session.refusals, []);
  assert.doesNotMatch(JSON.stringify(ours.session), /theirs/u);
  assert.match(ours.session.transcript, /DATA[^]*Queued/u);
  const theirs = await seenBy(house, STRANGER, THEIRS);
  assert.deepEqual(theirs.found, ['Rejected t@theirs.test']);
  assert.deepEqual(theirs.session?.accepted, []);
  assert.doesNotMatch(JSON.stringify(theirs.session), /@ours\.test|DATA|Queued/u);
  assert.deepEqual(clientLines(theirs.session), [
    'C: EHLO peer.test',
    'C: MAIL FROM:<x@far.test>',
    '   (2 lines of others left out)',
    'C: RCPT TO:<t@theirs.test>',
    '   (4 lines of others left out)',
    'C: QUIT',
  ]);
});

test('commands that were pipelined are told apart, and DATA that follows of itself', async () => {
  await using house = await startTestHouse({ objects: site });
  await talk(house, STRANGER, async (client) => {
    client.write(
      'MAIL FROM:<x@far.test>\r\nRCPT TO:<gone@ours.test>\r\nRCPT TO:<gone@theirs.test>\r\nRCPT TO:<v@else.test>\r\nDATA\r\n',
    );
    const codes: number[] = [];
    for (let n = 0; n < 5; n++) codes.push((await client.reply()).code);
    assert.deepEqual(codes.slice(0, 4), [250, 550, 550, 550]);
  });
  for (const [organizationId, own, other] of [
    [OURS, 'gone@ours.test', /theirs|else\.test/u],
    [THEIRS, 'gone@theirs.test', /@ours\.test|else\.test/u],
  ] as const) {
    const { found, session } = await seenBy(house, STRANGER, organizationId);
    assert.deepEqual(found, [`Rejected ${own}`]);
    assert.match(session?.transcript ?? '', new RegExp(`MAIL FROM[^]*RCPT TO:<${own}>[^]*C: DATA`, 'u'));
    assert.doesNotMatch(JSON.stringify(session), other);
  }
});

test('chunks are of the transaction that they are sent in', async () => {
  await using house = await startTestHouse({ objects: site });
  await talk(house, STRANGER, async (client) => {
    await said(['MAIL FROM:<x@far.test>', 250], ['RCPT TO:<t@theirs.test>', 250])(client);
    client.write('BDAT 17\r\nSubject: one\r\n\r\nx');
    assert.equal((await client.reply()).code, 250);
    client.write('BDAT 2 LAST\r\n\r\n');
    assert.equal((await client.reply()).code, 250);
    await said(['MAIL FROM:<y@far.test>', 250], ['RCPT TO:<gone@ours.test>', 550])(client);
    client.write('BDAT 2 LAST\r\n\r\n');
    assert.notEqual((await client.reply()).code, 250);
  });
  const theirs = await seenBy(house, STRANGER, THEIRS);
  assert.match(theirs.session?.transcript ?? '', /x@far\.test[^]*BDAT 17[^]*Queued/u);
  assert.doesNotMatch(JSON.stringify(theirs.session), /@ours\.test|y@far/u);
  const ours = await seenBy(house, STRANGER, OURS);
  assert.deepEqual([...new Set(ours.found)], ['Rejected gone@ours.test']);
  assert.match(ours.session?.transcript ?? '', /y@far\.test[^]*BDAT 2/u);
  assert.doesNotMatch(JSON.stringify(ours.session), /theirs|BDAT 17|x@far|Queued/u);
});

test('what a stranger in our device network is refused is ours, whoever it was for; what is taken is the recipient’s', async () => {
  await using house = await startTestHouse({ objects: site });
  await talk(
    house,
    COPIER,
    said(
      ['MAIL FROM:<copier@far.test>', 250],
      ['RCPT TO:<gone@theirs.test>', 550],
      ['RCPT TO:<t@theirs.test>', 250],
      ['DATA', 354],
      ['Subject: scan\r\n\r\nx\r\n.', 250],
    ),
  );
  const ours = await seenBy(house, COPIER, OURS);
  assert.deepEqual(ours.found, ['Rejected gone@theirs.test']);
  assert.deepEqual(ours.session?.accepted, []);
  assert.doesNotMatch(JSON.stringify(ours.session), /<t@theirs|Queued|bytes of content/u);
  const theirs = await seenBy(house, COPIER, THEIRS);
  assert.equal(theirs.found.length, 1);
  assert.match(theirs.found[0] ?? '', /t@theirs\.test$/u);
  assert.doesNotMatch(JSON.stringify(theirs.session), /gone@/u);
});

test('a connector’s refusals are its organization’s; a sign-in that failed is of whose account it is', async () => {
  await using house = await startTestHouse({ objects: site });
  await talk(house, NEIGHBOUR, said(['MAIL FROM:<t@theirs.test>', 250], ['RCPT TO:<gone@ours.test>', 550]));
  assert.deepEqual((await seenBy(house, NEIGHBOUR, OURS)).found, []);
  assert.deepEqual((await seenBy(house, NEIGHBOUR, THEIRS)).found, ['Rejected gone@ours.test']);

  await talk(house, STRANGER, async (client) => {
    await client.startTls();
    assert.equal((await client.auth('t@theirs.test', 'wrong')).code, 535);
    await said(['MAIL FROM:<x@far.test>', 250], ['RCPT TO:<gone@ours.test>', 550])(client);
  });
  const ours = await seenBy(house, STRANGER, OURS);
  assert.deepEqual(ours.found, ['Rejected gone@ours.test']);
  assert.equal(ours.session?.login, null);
  assert.doesNotMatch(JSON.stringify(ours.session), /C: AUTH|theirs/u);
  const theirs = await seenBy(house, STRANGER, THEIRS);
  assert.deepEqual(theirs.found, ['Rejected']);
  assert.equal(theirs.session?.login, 't@theirs.test');
  assert.match(theirs.session.transcript, /C: AUTH/u);
  assert.doesNotMatch(JSON.stringify(theirs.session), /@ours\.test|x@far/u);
});

test('a session without mail, and refusals that are only counted, are of the network they came from', async () => {
  await using house = await startTestHouse({ objects: site });
  await talk(house, COPIER, async () => {});
  const ours = await seenBy(house, COPIER, OURS);
  assert.deepEqual(ours.found, ['No mail']);
  assert.match(ours.session?.transcript ?? '', /EHLO peer\.test/u);
  assert.equal((await seenBy(house, COPIER, THEIRS)).session, null);

  for (let n = 0; n < 4; n++)
    await talk(house, COPIER, said(['MAIL FROM:<x@far.test>', 250], ['RCPT TO:<gone@theirs.test>', 550]));
  const counts = await house.house.store.trace.refusalCounts(0);
  assert.deepEqual(
    counts.map(({ clientAddress, count, organizationId }) => [clientAddress, count, organizationId]),
    [[COPIER, 2, OURS]],
  );
});

test('who is in another organization’s group is that one’s to see, in the trace of mail that is sent to it', async () => {
  const office = '127.0.0.44';
  await using house = await startTestHouse({
    objects: [
      ...site,
      inbound('office', { senderAddresses: [office] }),
      group('team@theirs.test', ['t@theirs.test'], owned),
    ],
  });
  await talk(
    house,
    office,
    said(
      ['MAIL FROM:<v@ours.test>', 250],
      ['RCPT TO:<team@theirs.test>', 250],
      ['RCPT TO:<v@ours.test>', 250],
      ['DATA', 354],
      ['Subject: hello\r\n\r\nx\r\n.', 250],
    ),
  );
  const [member] = await house.traced({ recipient: 't@theirs.test', status: ['Delivered'] });
  assert.equal(member?.organizationId, THEIRS);
  await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] });
  const whole = await house.house.store.trace.story(member.queueId!);
  assert.ok(whole !== null);
  const ours = storyFor([OURS], whole);
  assert.deepEqual(
    ours?.rows.map(({ recipient, status }) => `${status} ${recipient}`),
    ['Expanded team@theirs.test', 'Delivered v@ours.test'],
  );
  assert.doesNotMatch(JSON.stringify(ours), /<?\bt@theirs/u);
  assert.match(JSON.stringify(ours?.events), /Received by SMTP relay/u);
  const theirs = storyFor([THEIRS], whole);
  assert.deepEqual(
    theirs?.rows.map(({ recipient }) => recipient),
    ['t@theirs.test'],
  );
  assert.equal(theirs.session, null);
  assert.doesNotMatch(JSON.stringify(theirs.events), /office|v@ours/u);
  const guess = await house.house.store.trace.search({ limit: 5, organizationIds: [OURS], recipient: 't@theirs.test' });
  assert.deepEqual(guess.rows, []);
});
