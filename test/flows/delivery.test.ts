/** What becomes of accepted mail: own mailboxes, groups, forwarding, smart hosts, and a dead smart host on a turned clock. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { DEVICE, HOUR, maildir, submit } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { group, inbound, mailbox, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly content: Buffer;
}

/** A next hop that keeps what it gets. */
async function sink(
  context: TestContext,
): Promise<{ readonly port: number; readonly received: Received[]; arrived(count: number): Promise<void> }> {
  const received: Received[] = [];
  let wake = (): void => {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map((entry) => entry.address),
          content: Buffer.concat(chunks),
        });
        wake();
        done(null);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    async arrived(count) {
      const signal = AbortSignal.timeout(20_000);
      while (received.length < count) {
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          signal.addEventListener('abort', () => reject(new Error(`${received.length} of ${count} arrived`)), {
            once: true,
          });
        });
      }
    },
  };
}

test('a message reaches a Maildir with its body unchanged, Return-Path and Delivered-To on top', async (context) => {
  const house = await startTestHouse({ objects: [inbound('copier', { senderAddresses: [DEVICE] })] });
  context.after(() => house[Symbol.asyncDispose]());
  const body =
    Array.from({ length: 2_000 }, (_, line) => (line % 7 === 0 ? `.${line}` : `line ${line}`)).join('\r\n') + '\r\n';
  await submit(house, 'scan@ours.test', ['v@ours.test'], `From: scan@ours.test\r\nSubject: big\r\n\r\n${body}`);
  await house.traced({ recipient: 'v@ours.test', status: ['Delivered'] });
  const [message] = await maildir(house, 'ours.test/v');
  assert.ok(message);
  assert.match(message, /^Return-Path: <scan@ours\.test>\r?\nDelivered-To: v@ours\.test\r?\nReceived: from /u);
  const arrived = message.replaceAll(/\r?\n/gu, '\r\n').split('\r\n\r\n').slice(1).join('\r\n\r\n');
  assert.equal(createHash('sha256').update(arrived).digest('hex'), createHash('sha256').update(body).digest('hex'));
});

test('groups expand, nested ones too, and forwarding keeps loops out', async (context) => {
  const house = await startTestHouse({
    objects: [
      inbound('copier', { senderAddresses: [DEVICE] }),
      group('all@ours.test', ['v@ours.test', 'inner@ours.test']),
      group('inner@ours.test', ['all@ours.test', 'printer@ours.test', 'ping@ours.test']),
      mailbox('ping@ours.test', { forwarding: { to: ['pong@ours.test'], keepCopy: true } }),
      mailbox('pong@ours.test', { forwarding: { to: ['ping@ours.test'], keepCopy: true } }),
    ],
  });
  context.after(() => house[Symbol.asyncDispose]());
  await submit(house, 'scan@ours.test', ['all@ours.test'], 'Subject: to all\n\nhello\n');
  const rows = await house.traced(
    { sender: 'scan@ours.test' },
    (found) => found.length >= 6 && found.every((row) => !['Pending', 'Getting status'].includes(row.status)),
  );
  for (const path of ['v', 'printer', 'ping', 'pong'])
    assert.equal((await maildir(house, `ours.test/${path}`)).length, 1, path);
  const queueId = rows[0]?.queueId;
  assert.ok(queueId);
  const story = await house.house.store.trace.story(queueId);
  assert.ok(story?.events.some((event) => event.kind === 'Expand'));
  assert.ok(
    story?.events.some((event) => event.kind === 'Drop'),
    'the loop ends in a Drop that the trace shows',
  );
});

test('mail that a mailbox forwards outside and that comes back is refused at the door: one copy, not one each round', async (context) => {
  const next = await sink(context);
  const house = await startTestHouse({
    objects: [
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('up', next.port),
      mailbox('shared@ours.test', { forwarding: { to: ['a@outside.test'], keepCopy: true } }),
    ],
  });
  context.after(() => house[Symbol.asyncDispose]());
  const sent = 'Received: from copier\r\nFrom: scan@ours.test\r\nSubject: forwarded\r\n\r\nbody\r\n';
  await submit(house, 'scan@ours.test', ['shared@ours.test'], sent);
  await next.arrived(1);
  const forwarded = next.received[0]?.content.toString() ?? '';
  assert.match(forwarded, /^Delivered-To: shared@ours\.test\r\nReceived: from /u);
  assert.ok(forwarded.endsWith(sent));

  const back = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  await back.say('EHLO outside.test');
  const reply = await back.send('scan@ours.test', ['shared@ours.test'], forwarded);
  assert.match(reply.text, /^554 5\.4\.6 /u);
  back.end();
  assert.equal((await maildir(house, 'ours.test/shared')).length, 1);
});

test('an outside recipient gets it through a smart host, and the trace has the next hop’s own words', async (context) => {
  const next = await sink(context);
  const house = await startTestHouse({
    objects: [inbound('copier', { senderAddresses: [DEVICE] }), smartHost('up', next.port)],
  });
  context.after(() => house[Symbol.asyncDispose]());
  await submit(
    house,
    'scan@ours.test',
    ['a@outside.test', 'b@elsewhere.test'],
    'From: scan@ours.test\nSubject: out\n\n.dot\n',
  );
  await next.arrived(1);
  const [row] = await house.traced({ recipient: 'a@outside.test', status: ['Delivered'] });
  assert.deepEqual(next.received[0]?.to, ['a@outside.test', 'b@elsewhere.test']);
  assert.match(next.received[0]?.content.toString() ?? '', /\r\n\r\n\.dot\r\n$/u);
  assert.ok(row?.queueId);
  const story = await house.house.store.trace.story(row.queueId);
  const send = story?.events.find((event) => event.kind === 'Send');
  assert.match(send?.reply ?? '', /^250/u);
  assert.equal(send?.remoteAddress, '127.0.0.1');
  assert.match(story?.session?.transcript ?? '', /C: MAIL FROM:<scan@ours\.test>/u);
});

test('a dead smart host leads to one delay notice and, at expiry, to one NDR', async (context) => {
  const dead = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => dead.once('listening', resolve));
  const { port } = dead.address() as AddressInfo;
  await new Promise((resolve) => dead.close(resolve));
  const clock = createManualClock();
  const house = await startTestHouse({
    overrides: { clock },
    objects: [inbound('copier', { senderAddresses: [DEVICE] }), smartHost('dead', port)],
  });
  context.after(() => house[Symbol.asyncDispose]());
  await submit(
    house,
    'printer@ours.test',
    ['a@outside.test'],
    'From: printer@ours.test\nSubject: important scan\n\nx\n',
  );

  /** The mailbox answers for postmaster, too: alarms are there beside them. */
  const reportsThere = async (): Promise<readonly string[]> =>
    (await maildir(house, 'ours.test/printer')).filter((mail) => mail.includes('multipart/report'));
  /** Turns the clock in steps until the mailbox holds as many messages, or the time is up. */
  const turnUntil = async (messages: number, atMost: number): Promise<void> => {
    for (let turned = 0; turned < atMost; turned += HOUR / 4) {
      if ((await reportsThere()).length >= messages) return;
      await clock.advance(HOUR / 4);
      // The commits of a step run in another thread, in real time.
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  await turnUntil(1, 8 * HOUR);
  const [notice] = await reportsThere();
  assert.match(notice ?? '', /Action: delayed/u);
  await turnUntil(2, 60 * HOUR);
  const reports = await reportsThere();
  assert.equal(reports.length, 2, 'one notice, one NDR');
  const ndr = reports.find((report) => report.includes('Action: failed')) ?? '';
  assert.match(ndr, /Status: 4\.4\.7/u);
  assert.match(ndr, /Final-Recipient: rfc822; ?a@outside\.test/u);
  assert.match(ndr, /multipart\/report/u);
  const [row] = await house.traced({ recipient: 'a@outside.test' });
  assert.equal(row?.status, 'Failed');
  const { total } = await house.house.store.spool.list({}, { limit: 10, after: null });
  assert.equal(total, 0);
});
