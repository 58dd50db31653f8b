import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { tool } from '../../lab/tools.ts';
import { startDovecot } from './dovecot.ts';
import {
  crlf,
  delivery,
  id,
  mailbox,
  message,
  openRoom,
  plainMail,
  summary,
  toMailbox,
} from '../../lab/houses/delivery-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';

test('over LMTP each recipient gets its own answer after the content', async () => {
  await using sink = await scriptedSink({
    lmtp: true,
    script: (line) => {
      if (line.includes('unknown')) return '550 5.1.1 no such user';
      if (line === '<content>') return 'raw:250 2.0.0 saved\r\n452 4.2.2 over quota\r\n';
      return null;
    },
  });
  await using house = await openRoom({
    objects: [mailbox({ delivery: { kind: 'lmtp', host: '127.0.0.1', port: sink.port } })],
  });
  const outcomes = await house.attempt(
    delivery(toMailbox, ['inbox@ours.test', 'unknown@ours.test', 'inbox+b@ours.test']),
  );
  assert.deepEqual(outcomes.map(summary), [
    'delivered 2.0.0',
    'failed 5.1.1 unknown-recipient',
    'delayed 4.2.2 mailbox-full',
  ]);
  assert.ok(sink.lines.includes('LHLO us.example'));
  assert.equal(sink.contents.length, 1);
});

test('Junk goes over LMTP with X-Spam-Flag on top', async () => {
  await using sink = await scriptedSink({ lmtp: true });
  await using house = await openRoom({
    objects: [mailbox({ delivery: { kind: 'lmtp', host: '127.0.0.1', port: sink.port } })],
  });
  const screened = { scl: 6, category: 'SPM', filter: 'SPM', disposition: 'junk' } as const;
  await house.attempt(delivery(toMailbox, ['inbox@ours.test'], message(plainMail, { screened })));
  assert.match(String(sink.contents[0]), /^X-Spam-Flag: YES\r\n/u);
});

test('an LMTP connection that closes after some answers delays only those that had none', async () => {
  await using sink = await scriptedSink({
    lmtp: true,
    script: (line) => (line === '<content>' ? 'raw:250 2.0.0 saved\r\n' : null),
  });
  await using house = await openRoom({
    objects: [mailbox({ delivery: { kind: 'lmtp', host: '127.0.0.1', port: sink.port } })],
  });
  const attempt = house.attempt(delivery(toMailbox, ['inbox@ours.test', 'inbox+b@ours.test']));
  while (sink.contents.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await sink[Symbol.asyncDispose]();
  const actions = (await attempt).map((outcome) => outcome.action);
  assert.equal(actions[1], 'delayed');
});

test('an LMTP server that is away delays the mail; a socket that is missing is named', async () => {
  await using house = await openRoom({
    objects: [mailbox({ delivery: { kind: 'lmtp-socket', path: '/nowhere/lmtp' } })],
  });
  const outcome = await house.one(delivery(toMailbox, ['inbox@ours.test']));
  assert.equal(summary(outcome), 'delayed 4.4.1 connection-failed lane');
  assert.match('text' in outcome ? outcome.text : '', /no such socket/u);
});

test('Dovecot takes mail over LMTP, by TCP and by its Unix socket, and shows it', async (context) => {
  const dovecot = tool(context, 'dovecot');
  const doveadm = tool(context, 'doveadm');
  if (dovecot === null || doveadm === null) return;
  await using server = await startDovecot({ dovecot, doveadm });
  await using house = await openRoom();
  for (const [subject, how] of [
    ['by-tcp', { kind: 'lmtp', host: '127.0.0.1', port: server.lmtpPort }],
    ['by-socket', { kind: 'lmtp-socket', path: server.lmtpSocket }],
  ] as const) {
    house.set(mailbox({ delivery: how }));
    const mail = message(crlf(`From: a@ours.test\nSubject: ${subject}\n\nbody\n`));
    assert.match(summary(await house.one(delivery(toMailbox, ['inbox@ours.test'], mail))), /^delivered 2\./u);
  }
  const subjects = await server.doveadm('inbox@ours.test', ['fetch'], 'hdr.subject', 'ALL');
  assert.match(subjects, /by-tcp/u);
  assert.match(subjects, /by-socket/u);
});

test('Dovecot reads our Maildir: inbox, Junk, Sent with its flag, the body unchanged', async (context) => {
  const dovecot = tool(context, 'dovecot');
  const doveadm = tool(context, 'doveadm');
  if (dovecot === null || doveadm === null) return;
  await using server = await startDovecot({ dovecot, doveadm });
  const maildir = server.maildirOf('inbox@ours.test');
  await mkdir(path.dirname(maildir), { recursive: true });
  await using house = await openRoom({
    objects: [mailbox({ copyToSent: true, delivery: { kind: 'maildir', path: path.basename(maildir) } })],
    delivery: { mailDirectory: path.dirname(maildir) },
  });
  const body = `${'0123456789abcdef'.repeat(4)}\n.\n..\n`.repeat(2_000);
  const mail = message(crlf(`From: a@ours.test\nSubject: large\n\n${body}`), {
    ingress: 'submission',
    mailboxId: id('mbx'),
  });
  await house.one(delivery(toMailbox, ['inbox@ours.test'], mail));
  await house.one(delivery(toMailbox, ['inbox@ours.test'], message(plainMail)));
  await server.adopt(path.dirname(maildir));

  const folders = (await server.doveadm('inbox@ours.test', ['mailbox', 'list'])).trim().split('\n').sort();
  assert.deepEqual(folders, ['INBOX', 'Junk', 'Sent']);
  const status = await server.doveadm('inbox@ours.test', ['mailbox', 'status'], 'messages unseen', '*');
  assert.match(status, /INBOX messages=2 unseen=2/u);
  assert.match(status, /Sent messages=1 unseen=0/u);
  const read = await server.doveadm('inbox@ours.test', ['fetch'], 'body', 'mailbox', 'INBOX', 'subject', 'large');
  assert.ok(read.replaceAll('\r\n', '\n').includes(body), 'the body is the same');
  const path_ = await server.doveadm(
    'inbox@ours.test',
    ['fetch'],
    'hdr.return-path hdr.delivered-to',
    'mailbox',
    'INBOX',
  );
  assert.match(path_, /<a@ours\.test>/u);
  assert.match(path_, /inbox@ours\.test/u);
});
