/** Every row of the table "submission (587, 465, 25 after AUTH)", over real sockets, found again in the trace by its reference. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { ObjectId } from '../../src/base/id.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import { credential, mailbox, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const PASSWORD = 'right-Passw0rd';
const CONTENT = 'From: printer@ours.test\nSubject: scan\n\nbody\n';

describe('submission', () => {
  let house: TestHouse;
  before(async () => {
    house = await startTestHouse({
      objects: [
        mailbox('helper@ours.test', { aliases: ['helper-alias@ours.test'], sendAs: ['office@ours.test'] }),
        mailbox('off@ours.test', { smtpAuth: false }),
        mailbox('nopassword@ours.test', { passwordAuth: false }),
        mailbox('small@ours.test', { limits: { recipientsPerDay: 3 } }),
        mailbox('busy@ours.test', { limits: { messagesPerMinute: 2 } }),
        mailbox('one@ours.test', { limits: { concurrentSends: 1 } }),
        ...(await Promise.all(
          ['printer', 'helper', 'off', 'nopassword', 'small', 'busy', 'one'].map((name) =>
            credential(`${name}@ours.test`, PASSWORD),
          ),
        )),
      ],
    });
  });
  after(async () => {
    await house[Symbol.asyncDispose]();
    // The restarted house does not own its folder.
    await rm(house.folder, { recursive: true, force: true });
  });

  /** A session on 587 with TLS, signed in when a name is given. */
  const open = async (name?: string, password = PASSWORD): Promise<SmtpTestClient> => {
    const client = await SmtpTestClient.connect({ port: house.port('submission') });
    await client.say('EHLO device.test');
    assert.equal((await client.startTls()).code, 250);
    if (name !== undefined) {
      const reply = await client.auth(name, password);
      assert.equal(reply.code, 235, reply.text);
    }
    return client;
  };
  const refused = async (reply: TestReply, code: number, enhanced: string, words = /./u): Promise<void> => {
    assert.equal(reply.code, code, reply.text);
    assert.ok(reply.text.includes(` ${enhanced} `), reply.text);
    assert.match(reply.text, words);
    const match = /\[ref ([0-9A-Z]+-\d+)\]/u.exec(reply.text);
    assert.ok(match?.[1], `no reference in: ${reply.text}`);
    const rows = await house.traced({ reference: match[1] });
    assert.equal(rows[0]?.status, 'Rejected');
  };

  test('before TLS, AUTH is not announced, and MAIL and AUTH are told to start TLS', async () => {
    const client = await SmtpTestClient.connect({ port: house.port('submission') });
    const hello = await client.say('EHLO device.test');
    assert.doesNotMatch(hello.text, /AUTH/u);
    assert.match(hello.text, /STARTTLS/u);
    await refused(await client.say('MAIL FROM:<printer@ours.test>'), 530, '5.7.0', /STARTTLS/u);
    await refused(await client.auth('printer@ours.test', PASSWORD), 530, '5.7.0', /STARTTLS/u);
    await refused(await client.auth('printer@ours.test', 'wrong'), 530, '5.7.0', /STARTTLS/u);
    client.end();
  });

  test('MAIL without AUTH is refused on 587 and 465', async () => {
    const on587 = await open();
    await refused(await on587.say('MAIL FROM:<printer@ours.test>'), 530, '5.7.57');
    on587.end();
    const on465 = await SmtpTestClient.connect({ port: house.port('submissions'), tls: {} });
    await on465.say('EHLO device.test');
    await refused(await on465.say('MAIL FROM:<printer@ours.test>'), 530, '5.7.57');
    on465.end();
  });

  test('the right password submits, on 587, on 465, and on 25 after STARTTLS', async () => {
    for (const listener of ['submission', 'submissions', 'smtp']) {
      const client = await SmtpTestClient.connect({
        port: house.port(listener),
        ...(listener === 'submissions' ? { tls: {} } : {}),
      });
      await client.say('EHLO device.test');
      if (listener !== 'submissions') await client.startTls();
      assert.equal((await client.auth('printer@ours.test', PASSWORD)).code, 235);
      const reply = await client.send('printer@ours.test', [`${listener}@outside.test`], CONTENT);
      assert.equal(reply.code, 250, reply.text);
      const rows = await house.traced({ recipient: `${listener}@outside.test` });
      assert.equal(rows[0]?.ingress, 'submission');
      client.end();
    }
  });

  test('AUTH LOGIN asks with the exact prompts some devices compare', async () => {
    const client = await open();
    assert.equal((await client.say('AUTH LOGIN')).text, '334 VXNlcm5hbWU6');
    assert.equal((await client.say(Buffer.from('printer@ours.test').toString('base64'))).text, '334 UGFzc3dvcmQ6');
    assert.equal((await client.say(Buffer.from(PASSWORD).toString('base64'))).code, 235);
    client.end();
  });

  test('a wrong password and an unknown name get the same answer', async () => {
    const client = await open();
    const wrong = await client.auth('printer@ours.test', 'wrong');
    await refused(wrong, 535, '5.7.8');
    const unknown = await client.auth('nobody@ours.test', 'wrong');
    await refused(unknown, 535, '5.7.8');
    const strip = (text: string): string => text.replace(/\[ref .*\]/u, '');
    assert.equal(strip(wrong.text), strip(unknown.text));
    client.end();
  });

  test('sign-in that is switched off is told only after the right password', async () => {
    for (const name of ['off@ours.test', 'nopassword@ours.test']) {
      const client = await open();
      await refused(await client.auth(name, 'wrong'), 535, '5.7.8');
      client.end();
      const again = await SmtpTestClient.connect({ port: house.port('submission'), from: '127.0.0.31' });
      await again.say('EHLO device.test');
      await again.startTls();
      await refused(await again.auth(name, PASSWORD), 535, '5.7.139');
      again.end();
    }
    await house.put(organization({ smtpAuth: false }));
    const client = await open();
    await refused(await client.auth('printer@ours.test', PASSWORD), 535, '5.7.139', /organi[sz]ation/iu);
    client.end();
    await house.put(organization());
  });

  test('a reverse-path that is neither own, alias nor Send As is refused at MAIL', async () => {
    const client = await open('helper@ours.test');
    for (const own of ['helper@ours.test', 'helper-alias@ours.test', 'office@ours.test', 'HELPER@ours.test']) {
      assert.equal((await client.say(`MAIL FROM:<${own}>`)).code, 250, own);
      await client.say('RSET');
    }
    await refused(await client.say('MAIL FROM:<ceo@ours.test>'), 550, '5.7.60');
    await refused(await client.say('MAIL FROM:<helper@elsewhere.test>'), 550, '5.7.60');
    client.end();
  });

  test('a header From or Sender that is neither own, alias nor Send As is refused at the end of data', async () => {
    const client = await open('helper@ours.test');
    const to = ['v@ours.test'];
    assert.equal((await client.send('helper@ours.test', to, 'From: Office <office@ours.test>\n\nx\n')).code, 250);
    await refused(await client.send('helper@ours.test', to, 'From: ceo@ours.test\n\nx\n'), 550, '5.7.60');
    await refused(
      await client.send('helper@ours.test', to, 'From: helper@ours.test, ceo@ours.test\n\nx\n'),
      550,
      '5.7.60',
    );
    await refused(
      await client.send('helper@ours.test', to, 'From: helper@ours.test\nFrom: ceo@ours.test\n\nx\n'),
      550,
      '5.7.60',
    );
    await refused(
      await client.send('helper@ours.test', to, 'From: helper@ours.test\nSender: ceo@ours.test\n\nx\n'),
      550,
      '5.7.60',
    );
    client.end();
  });

  test('more sends in DATA at once than allowed are told to come one after another', async () => {
    const first = await open('one@ours.test');
    const second = await open('one@ours.test');
    for (const client of [first, second]) {
      await client.say('MAIL FROM:<one@ours.test>');
      await client.say('RCPT TO:<v@ours.test>');
    }
    assert.equal((await first.say('DATA')).code, 354);
    const reply = await second.say('DATA');
    await refused(reply.code === 354 ? await second.say('From: one@ours.test\r\n\r\nx\r\n.') : reply, 451, '4.3.2');
    assert.equal((await first.say('From: one@ours.test\r\n\r\nx\r\n.')).code, 250);
    await second.say('RSET');
    assert.equal((await second.send('one@ours.test', ['v@ours.test'], 'From: one@ours.test\n\nx\n')).code, 250);
    first.end();
    second.end();
  });

  test('what goes over the messages of a minute is accepted, and delivered in the following minutes', async () => {
    const client = await open('busy@ours.test');
    for (let i = 0; i < 5; i++)
      assert.equal(
        (await client.send('busy@ours.test', [`${i}@ours-later.test`], 'From: busy@ours.test\n\nx\n')).code,
        250,
      );
    client.end();
    const { entries } = await house.house.store.spool.list(
      { senderContains: 'busy@ours.test' },
      { limit: 10, after: null },
    );
    const later = entries.filter((entry) => entry.recipient.attempts === 0 && entry.nextAttemptAt > Date.now() + 1_000);
    assert.equal(later.length, 3, JSON.stringify(entries.map((entry) => entry.nextAttemptAt - Date.now())));
    assert.ok(
      Math.max(...later.map((entry) => entry.nextAttemptAt)) > Date.now() + 60_000,
      'the fifth waits for the third minute',
    );
  });

  test('recipients beyond those of 24 hours are refused, and a restart does not forget', async () => {
    const client = await open('small@ours.test');
    assert.equal(
      (
        await client.send(
          'small@ours.test',
          ['a@outside.test', 'b@outside.test', 'c@outside.test'],
          'From: small@ours.test\n\nx\n',
        )
      ).code,
      250,
    );
    await refused(
      await client.send('small@ours.test', ['d@outside.test'], 'From: small@ours.test\n\nx\n'),
      550,
      '5.1.90',
    );
    client.end();

    await house.house.close(1_000);
    const again = await startTestHouse({ folder: house.folder });
    const later = await SmtpTestClient.connect({ port: again.port('submission') });
    await later.say('EHLO device.test');
    await later.startTls();
    assert.equal((await later.auth('small@ours.test', PASSWORD)).code, 235);
    const reply = await later.send('small@ours.test', ['d@outside.test'], 'From: small@ours.test\n\nx\n');
    assert.equal(reply.code, 550);
    assert.match(reply.text, /5\.1\.90/u);
    later.end();
    house = again;
  });

  test('without a licence, enforcement refuses with the cure; report does not', async () => {
    await house.put(organization({ licensing: 'report' }));
    const client = await open('printer@ours.test');
    assert.equal((await client.send('printer@ours.test', ['v@ours.test'], CONTENT)).code, 250);
    await house.put(organization({ licensing: 'enforce' }));
    await refused(await client.send('printer@ours.test', ['v@ours.test'], CONTENT), 550, '5.7.1', /licen[cs]e/u);
    await house.put({
      kind: 'licence-pool',
      id: 'pool' as ObjectId,
      organizationId: 'org' as ObjectId,
      mailboxSeats: 1,
      protectionSeats: 0,
      assignedMailboxes: ['printer@ours.test'],
      assignedSenders: [],
    });
    assert.equal((await client.send('printer@ours.test', ['v@ours.test'], CONTENT)).code, 250);
    client.end();
    await house.put(organization());
  });
});
