/**
 * A stranger can write any sender. What he sends us never makes us write to whoever that is: loops are seen at the door with the eyes of
 * the delivery, reports are not his to order, and what our own set-up makes of his mail is told to postmaster.
 */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { MessageStory, TraceRow } from '../../src/store/store.ts';
import { npmSink } from '../../lab/peers/sinks.ts';
import { DEVICE, maildir, storyOf } from '../../lab/flow.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import {
  credential,
  domain,
  group,
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';

const STRANGER = '127.0.0.77';
const VICTIM = 'victim@third.test';

/** A next hop for everything outside; what is refused at RCPT is refused in the words given. */
async function outside(context: TestContext, refused: Readonly<Record<string, string>> = {}) {
  const sink = await npmSink({
    onRcptTo({ address }, _session, done) {
      const words = refused[address];
      const [code = '550', ...text] = words?.split(' ') ?? [];
      done(words === undefined ? null : Object.assign(new Error(text.join(' ')), { responseCode: Number(code) }));
    },
  });
  context.after(() => sink[Symbol.asyncDispose]());
  return sink;
}

async function house(context: TestContext, objects: readonly DirectoryObject[]): Promise<TestHouse> {
  const made = await startTestHouse({ objects: [inbound('copier', { senderAddresses: [DEVICE] }), ...objects] });
  context.after(() => made[Symbol.asyncDispose]());
  return made;
}

/** One message of somebody at an address; the last reply. */
async function send(
  at: TestHouse,
  from: string,
  sender: string,
  to: readonly string[],
  header = '',
  parameters: { readonly mail?: string; readonly rcpt?: string } = {},
): Promise<TestReply> {
  const client = await SmtpTestClient.connect({ port: at.port('smtp'), from });
  await client.say('EHLO stranger.test');
  let reply = await client.say(`MAIL FROM:<${sender}>${parameters.mail ?? ''}`);
  for (const recipient of to)
    if (reply.code === 250) reply = await client.say(`RCPT TO:<${recipient}>${parameters.rcpt ?? ''}`);
  if (reply.code === 250 && (reply = await client.say('DATA')).code === 354)
    reply = await client.say(`${header}Subject: words of the stranger\r\n\r\nbody\r\n.`);
  client.end();
  return reply;
}

const final = ['Delivered', 'Expanded', 'Failed'];

/** The story of the one message of that sender, once every recipient of it has ended. */
async function ended(at: TestHouse, sender: string, rows: number): Promise<MessageStory> {
  const isOver = (found: readonly TraceRow[]): boolean =>
    found.length >= rows && found.every(({ status }) => final.includes(status));
  const [row] = await at.traced({ sender }, isOver);
  return storyOf(at, row);
}

const wordsOf = (story: MessageStory): string => story.events.map(({ kind, text }) => `${kind} ${text}`).join('\n');

const site = [
  mailbox('alice@ours.test', { aliases: ['sales@ours.test'] }),
  mailbox('alice+own@ours.test'),
  mailbox('bob@ours.test'),
  mailbox('kept@ours.test', { forwarding: { to: ['bob@ours.test'], keepCopy: true } }),
  mailbox('passed@ours.test', { forwarding: { to: ['kept@ours.test'], keepCopy: false } }),
  group('team@ours.test', ['sales@ours.test', 'bob@ours.test']),
  group('all@ours.test', ['team@ours.test', 'v@ours.test']),
];

test('the door knows every name of whoever a message would come back to', async (context) => {
  const at = await house(context, [organization({ postmaster: 'v@ours.test' }), ...site]);
  const loops: readonly (readonly [to: string, deliveredTo: string])[] = [
    ['alice@ours.test', 'alice@ours.test'],
    ['alice@ours.test', 'sales@ours.test'],
    ['sales@ours.test', 'alice@ours.test'],
    ['sales@ours.test', 'alice+list@ours.test'],
    ['alice+list@ours.test', 'alice@ours.test'],
    ['alice+list@ours.test', 'sales+other@ours.test'],
    ['alice@ours.test', '<SALES@OURS.test>'],
    ['alice@ours.test', '"sales"@ours.test'],
    ['alice@ours.test', '\r\n\tsales@ours.test'],
    ['postmaster@ours.test', 'v@ours.test'],
    ['v@ours.test', 'abuse@ours.test'],
    ['team@ours.test', 'team@ours.test'],
    ['team@ours.test', 'alice@ours.test'],
    ['team@ours.test', 'sales+x@ours.test'],
    ['team@ours.test', 'bob@ours.test'],
    ['all@ours.test', 'team@ours.test'],
    ['all@ours.test', 'alice@ours.test'],
    ['kept@ours.test', 'bob@ours.test'],
    ['passed@ours.test', 'passed@ours.test'],
    ['passed@ours.test', 'kept@ours.test'],
    ['passed@ours.test', 'bob@ours.test'],
  ];
  for (const [to, deliveredTo] of loops) {
    const reply = await send(at, STRANGER, VICTIM, [to], `Delivered-To: ${deliveredTo}\r\n`);
    assert.match(reply.text, /^554 5\.4\.6 /u, `${to}, been in ${deliveredTo}`);
  }
  for (const [to, deliveredTo] of [
    ['alice+own@ours.test', 'alice@ours.test'],
    ['alice@ours.test', 'alice+own@ours.test'],
    ['bob@ours.test', 'kept@ours.test'],
    ['alice@ours.test', 'alice@elsewhere.test'],
    ['alice@ours.test', 'no address'],
  ] as const)
    assert.match((await send(at, STRANGER, VICTIM, [to], `Delivered-To: ${deliveredTo}\r\n`)).text, /^250 /u, to);
});

test('who sends on what he got to a group he is in reaches the others, and hears of himself', async (context) => {
  const at = await house(context, site);
  const sent = await send(at, DEVICE, 'v@ours.test', ['team@ours.test'], 'Delivered-To: alice@ours.test\r\n');
  assert.equal(sent.code, 250, sent.text);
  await ended(at, 'v@ours.test', 3);
  assert.equal((await maildir(at, 'ours.test/bob')).length, 1);
  await at.traced({ recipient: 'v@ours.test', status: ['Delivered'] });
  const [report] = await maildir(at, 'ours.test/v');
  assert.match(report ?? '', /Final-Recipient: rfc822; sales@ours\.test/u);
});

test('strangers are not offered reports, and what they ask for is honoured as far as it makes fewer', async (context) => {
  const next = await outside(context);
  const at = await house(context, [smartHost('up', next.port), ...site]);
  const client = await SmtpTestClient.connect({ port: at.port('smtp'), from: STRANGER });
  assert.doesNotMatch((await client.say('EHLO stranger.test')).text, /DSN/u);
  client.end();
  for (const notify of ['SUCCESS', 'SUCCESS,FAILURE', 'SUCCESS,FAILURE,DELAY', 'SUCCESS,DELAY'])
    for (const to of ['alice@ours.test', 'team@ours.test', 'kept@ours.test', 'passed@ours.test']) {
      const sender = `${notify.toLowerCase().replaceAll(',', '.')}.${to.split('@')[0]}@third.test`;
      const reply = await send(at, STRANGER, sender, [to], '', {
        mail: ' RET=FULL ENVID=words',
        rcpt: ` NOTIFY=${notify} ORCPT=rfc822;buy+20this@third.test`,
      });
      assert.equal(reply.code, 250, reply.text);
      const story = await ended(at, sender, 1);
      assert.ok(!story.events.some(({ kind }) => kind === 'DSN'), wordsOf(story));
    }
  assert.equal(next.received.length, 0);
});

test('who is known by a connector or a sign-in gets the reports he asks for', async (context) => {
  const at = await house(context, [...site, await credential('printer@ours.test', 'right-password')]);
  const device = await SmtpTestClient.connect({ port: at.port('smtp'), from: DEVICE });
  assert.match((await device.say('EHLO device.test')).text, /DSN/u);
  device.end();
  await send(at, DEVICE, 'v@ours.test', ['alice@ours.test'], '', { rcpt: ' NOTIFY=SUCCESS' });
  await at.traced({ recipient: 'v@ours.test', status: ['Delivered'] });
  assert.match(
    (await maildir(at, 'ours.test/v')).join(''),
    /Final-Recipient: rfc822; alice@ours\.test\r?\nAction: delivered/u,
  );
  const client = await SmtpTestClient.connect({ port: at.port('submission') });
  await client.say('EHLO client.test');
  assert.match((await client.startTls()).text, /DSN/u);
  assert.equal((await client.auth('printer@ours.test', 'right-password')).code, 235);
  await client.say('MAIL FROM:<printer@ours.test> RET=HDRS ENVID=mine');
  await client.say('RCPT TO:<alice@ours.test> NOTIFY=SUCCESS');
  await client.say('DATA');
  assert.equal((await client.say('From: printer@ours.test\r\n\r\nx\r\n.')).code, 250);
  client.end();
  await at.traced({ recipient: 'printer@ours.test', status: ['Delivered'] });
  assert.match((await maildir(at, 'ours.test/printer')).join(''), /Original-Envelope-Id: mine/u);
});

test("a loop that only the next hop sees ends a stranger's message in the trace and at postmaster", async (context) => {
  const next = await outside(context, { 'far@hidden.test': '554 5.4.6 mail loop at hidden.test' });
  const at = await house(context, [
    organization({ postmaster: 'bob@ours.test' }),
    smartHost('up', next.port),
    ...site,
    mailbox('away@ours.test', { forwarding: { to: ['far@hidden.test'], keepCopy: false } }),
  ]);
  assert.equal((await send(at, STRANGER, VICTIM, ['away@ours.test'])).code, 250);
  const story = await ended(at, VICTIM, 2);
  assert.match(wordsOf(story), /Fail .*5\.4\.6.*no report.*postmaster/u);
  await at.traced({ recipient: 'postmaster@ours.test', status: ['Delivered'] });
  const [told] = await maildir(at, 'ours.test/bob');
  assert.match(told ?? '', /To: <postmaster@ours\.test>/u);
  assert.match(told ?? '', /victim@third\.test/u);
  assert.match(told ?? '', /far@hidden\.test/u, 'who can mend it reads all of it');
  assert.deepEqual(
    next.received.filter(({ to }) => to.includes(VICTIM)),
    [],
  );
});

test('an address that leads to nobody is refused to strangers, and a member who is nobody is told to postmaster', async (context) => {
  const next = await outside(context);
  const at = await house(context, [
    organization({ postmaster: 'bob@ours.test' }),
    smartHost('up', next.port),
    ...site,
    group('empty@ours.test', []),
    group('ring@ours.test', ['gnir@ours.test']),
    group('gnir@ours.test', ['ring@ours.test']),
    group('gone@ours.test', ['nobody@ours.test', 'off@ours.test']),
    mailbox('off@ours.test', { enabled: false }),
    mailbox('void@ours.test', { forwarding: { to: ['gone@ours.test'], keepCopy: false } }),
    group('partly@ours.test', ['nobody@ours.test', 'alice@ours.test']),
  ]);
  for (const to of ['empty', 'ring', 'gone', 'void'])
    assert.match((await send(at, STRANGER, VICTIM, [`${to}@ours.test`])).text, /^550 5\.2\.4 /u, to);
  assert.equal((await send(at, STRANGER, 'guest@third.test', ['partly@ours.test'])).code, 250);
  await ended(at, 'guest@third.test', 2);
  assert.equal((await maildir(at, 'ours.test/alice')).length, 1);
  await at.traced({ recipient: 'postmaster@ours.test', status: ['Delivered'] });
  assert.match((await maildir(at, 'ours.test/bob')).join(''), /nobody@ours\.test/u);
  assert.deepEqual(next.received, []);
});

test('a stranger is not told where an address is forwarded to, nor who is in a group; our own people are', async (context) => {
  const words = '550 5.1.1 <secret@hidden.test> is unknown at mx.hidden.test';
  const next = await outside(context, { 'secret@hidden.test': words, 'other@hidden.test': words });
  const at = await house(context, [
    smartHost('up', next.port),
    ...site,
    mailbox('Two Words@ours.test', { forwarding: { to: ['secret@hidden.test'], keepCopy: true } }),
    mailbox('away@ours.test', { forwarding: { to: ['secret@hidden.test'], keepCopy: false } }),
    group('board@ours.test', ['away@ours.test', 'other@hidden.test', 'alice@ours.test']),
  ]);
  for (const [n, to] of ['away', '"two words"', 'board'].entries()) {
    const sender = `asks${n}@third.test`;
    assert.equal((await send(at, STRANGER, sender, [`${to}@ours.test`])).code, 250, to);
    await at.traced({ recipient: sender, status: ['Delivered'] });
    const reports = next.received.filter((one) => one.to.includes(sender));
    assert.ok(reports.length > 0, to);
    for (const { content } of reports) {
      const text = String(content);
      assert.doesNotMatch(text, /secret|hidden|other@|127\.0\.0\.1/u, to);
      assert.equal(text.match(/^Final-Recipient: .*/gmu)?.join(), `Final-Recipient: rfc822; ${to}@ours.test`);
      assert.match(text, /^Status: 5\.2\.0\r?$/mu);
      assert.match(text, /^Diagnostic-Code: x-doorpost; The message could not be sent on from there/mu);
    }
  }
  assert.equal((await send(at, DEVICE, 'v@ours.test', ['away@ours.test'])).code, 250);
  await at.traced({ recipient: 'v@ours.test', status: ['Delivered'] });
  assert.match((await maildir(at, 'ours.test/v')).join(''), /Final-Recipient: rfc822; secret@hidden\.test/u);
});

test("another organization's people are strangers to our forwarding, also where they ask for reports", async (context) => {
  const next = await outside(context);
  const theirs = organization({ id: 'theirs' as never, name: 'theirs' });
  const at = await house(context, [
    theirs,
    domain('theirs.test', { organizationId: theirs.id }),
    mailbox('eve@theirs.test', { organizationId: theirs.id }),
    inbound('their copier', { organizationId: theirs.id, senderAddresses: ['127.0.0.20'] }),
    smartHost('up', next.port),
    smartHost('their way', next.port, { organizationId: theirs.id }),
    mailbox('away@ours.test', { forwarding: { to: ['secret@hidden.test'], keepCopy: false } }),
    mailbox('kept@ours.test', { forwarding: { to: ['secret@hidden.test'], keepCopy: true } }),
  ]);
  for (const to of ['away', 'kept']) {
    const reply = await send(at, '127.0.0.20', 'eve@theirs.test', [`${to}@ours.test`], '', { rcpt: ' NOTIFY=SUCCESS' });
    assert.equal(reply.code, 250, reply.text);
  }
  await at.traced(
    { recipient: 'eve@theirs.test' },
    (rows) => rows.length === 2 && rows.every(({ status }) => status === 'Delivered'),
  );
  const reports = (await maildir(at, 'theirs.test/eve')).join('\n');
  assert.match(reports, /Final-Recipient: rfc822; away@ours\.test\r?\nAction: expanded/u);
  assert.match(reports, /Final-Recipient: rfc822; kept@ours\.test\r?\nAction: delivered/u);
  assert.doesNotMatch(reports, /secret|hidden/u);
});
