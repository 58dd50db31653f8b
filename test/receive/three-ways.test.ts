import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentText } from '../../lab/stores/fake-store.ts';
import {
  connector,
  credential,
  domain,
  group,
  mailbox,
  organization,
  receiveHouse,
} from '../../lab/houses/receive-house.ts';

const site = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  domain('Ours', 'pending.test', { verified: null }),
  domain('Ours', 'site.test', { type: 'internal-relay' }),
  mailbox('Ours', 'inbox@ours.test', { aliases: ['info@ours.test'] }),
  mailbox('Ours', 'scanner@ours.test'),
  group('Ours', 'team@ours.test', ['inbox@ours.test']),
  connector('Ours', 'This machine', { senderAddresses: ['127.0.0.1'] }),
];

test('Direct Send takes mail for a known mailbox, alias and group, and says 250 with the queue id', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  assert.match(await talk.hello(), /^250-mx\.ours\.test/u);
  assert.match(await talk.envelope('a@elsewhere.test', 'inbox@ours.test', 'info@ours.test', 'team@ours.test'), /^250/u);
  const reply = await talk.data();
  const [message] = house.store.messages;
  assert.match(reply, /^250 2\.6\.0 Queued as /u);
  assert.ok(message !== undefined && reply.includes(message.queueId));
  assert.equal(message.ingress, 'direct');
  assert.equal(message.recipients.length, 3);
  assert.match(contentText(message), /^Received: from client\.test \(\[127\.0\.0\.2\]\)\r\n\tby mx\.ours\.test/u);
  assert.match(await talk.say('QUIT'), /^221/u);
});

test('a connector relays from an own domain to anyone', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk();
  await talk.hello();
  assert.match(await talk.envelope('nobody-here@ours.test', 'someone@elsewhere.test'), /^250/u);
  assert.match(await talk.data(), /^250/u);
  const [message] = house.store.messages;
  assert.equal(message?.ingress, 'relay');
  assert.equal(message?.connectorId, 'connector This machine');
  assert.match(
    contentText(message),
    /\r\nDate: .*\r\nMessage-ID: <.*@mx\.ours\.test>\r\nSubject: hello\r\n\r\nbody\r\n$/su,
  );
  assert.equal(message?.header.messageId, /^Message-ID: (<.*>)\r$/mu.exec(contentText(message))?.[1]);
  assert.deepEqual(
    message?.usage.map((one) => one.subject),
    [
      'connector:connector This machine',
      'sender:Ours:nobody-here@ours.test',
      'abuse:external:connector:connector This machine',
    ],
  );
});

test('submission takes mail to anyone after STARTTLS and AUTH', async () => {
  const account = mailbox('Ours', 'scanner@ours.test');
  await using house = await receiveHouse([...site, await credential(account, 'secret word')]);
  for (const port of ['submission', 'submissions', 'smtp'] as const) {
    const talk = await house.talk(port);
    await talk.hello();
    if (port !== 'submissions') {
      await talk.startTls();
      assert.match(await talk.say('EHLO client.test'), /AUTH PLAIN LOGIN/u);
    }
    assert.match(await talk.login('scanner@ours.test', 'secret word'), /^235/u);
    assert.match(await talk.envelope('scanner@ours.test', 'someone@elsewhere.test'), /^250/u);
    assert.match(
      await talk.data('From: Scanner <scanner@ours.test>\r\nBcc: x@y.test\r\nSubject: s\r\n\r\nb\r\n'),
      /^250/u,
    );
  }
  assert.equal(house.store.messages.length, 3);
  for (const message of house.store.messages) {
    assert.equal(message.ingress, 'submission');
    assert.equal(message.mailboxId, 'scanner@ours.test');
    assert.match(contentText(message), /with ESMTPSA id/u);
    assert.doesNotMatch(contentText(message), /Bcc/iu);
  }
});
