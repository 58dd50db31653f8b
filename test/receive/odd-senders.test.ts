/** Senders as devices give them: what is replaced anyway may be anything, what is not has to be an address. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { connector, domain, mailbox, organization, receiveHouse } from '../../lab/houses/receive-house.ts';

const site: readonly DirectoryObject[] = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  mailbox('Ours', 'v@ours.test'),
];
const rewriting = { reversePath: 'printer@ours.test', from: null, replyToOriginal: false };
const ODD: readonly string[] = [
  '<printer>',
  'printer',
  'My Printer',
  '<My Printer@2nd floor>',
  '<scan@>',
  '<@>',
  '<a@b@c.test>',
  '<a@b.test',
  '<a@b.test> <c@d.test>',
  '"Copier <a@b.test>',
  '',
  '<büro@ours.test>',
  '<b\xfcro@ours.test>',
  `<${'x'.repeat(300)}@ours.test>`,
];

for (const profile of ['strict', 'tolerant'])
  test(`where the connector replaces the sender any is taken (${profile}), with its parameters`, async () => {
    const printers = connector('Ours', 'Printers', { senderAddresses: ['127.0.0.1'], profile, rewriting });
    await using house = await receiveHouse([...site, printers], { clock: createManualClock() });
    const talk = await house.talk();
    await talk.hello();
    for (const [index, sender] of ODD.entries()) {
      talk.write(Buffer.from(`MAIL FROM:${sender} SIZE=10\r\n`, sender.includes('\xfc') ? 'latin1' : 'utf8'));
      assert.match(await talk.hear(), /^250/u, sender);
      assert.match(await talk.say('RCPT TO:<v@ours.test>'), /^250/u, sender);
      assert.match(await talk.data(), /^250/u, sender);
      const message = house.store.messages.at(-1);
      assert.equal(house.store.messages.length, index + 1);
      assert.equal(message?.reversePath?.local, 'printer');
      assert.ok(
        message?.events.some(({ kind, text }) => kind === 'Repair' && /no address that can be read/u.test(text)),
        sender,
      );
    }
    // What is wrong in other ways is refused for that; control characters are taken from nobody; a report stays one.
    assert.match(await talk.say('MAIL FROM:<printer> SIZE=x'), /^501/u);
    assert.match(await talk.say('MAIL FROM:<printer> SIZE=99999999999'), /^552/u);
    assert.match(await talk.say('MAIL FROM:<prin\x1bter>'), /^501/u);
    assert.match(await talk.say('MAIL FROM:<>'), /^250/u);
    assert.match(await talk.say('RCPT TO:<v@ours.test>'), /^250/u);
    assert.match(await talk.data(), /^250/u);
    assert.equal(house.store.messages.at(-1)?.reversePath, null);
  });

test('where it does not, or two connectors would replace it each in its way, a sender has to be an address', async () => {
  const printers = connector('Ours', 'Printers', { senderAddresses: ['127.0.0.1'], profile: 'tolerant', rewriting });
  const more = connector('Ours', 'More', {
    senderAddresses: ['127.0.0.1'],
    rewriting: { ...rewriting, reversePath: 'more@ours.test' },
  });
  const plain = connector('Ours', 'Plain', { senderAddresses: ['127.0.0.2'], profile: 'tolerant' });
  await using house = await receiveHouse([...site, printers, more, plain], { clock: createManualClock() });
  for (const from of ['127.0.0.1', '127.0.0.2', '127.0.0.3']) {
    const talk = await house.talk('smtp', from);
    await talk.hello();
    for (const sender of ['<printer>', '<a@b@c.test>'])
      assert.match(await talk.say(`MAIL FROM:${sender}`), /^501 5\.1\.7 .*(?:write|put|take) /u, `${from} ${sender}`);
  }
});

test('a name of raw octets beside the address is no part of it; within the address they are refused with the cure', async () => {
  const tolerant = connector('Ours', 'Tolerant', { senderAddresses: ['127.0.0.1'], profile: 'tolerant' });
  await using house = await receiveHouse([...site, tolerant], { clock: createManualClock() });
  for (const from of ['127.0.0.1', '127.0.0.2']) {
    const talk = await house.talk('smtp', from);
    await talk.hello();
    for (const path of ['B\xfcro <v@ours.test>', '"B\xfcro" <v@ours.test>', '<B\xfcro <v@ours.test>>']) {
      for (const said of [`MAIL FROM:${path}`, `RCPT TO:${path}`])
        assert.match(await talk.say(said), from === '127.0.0.1' ? /^250/u : /^50[13] .*(?:tolerant|MAIL)/u, said);
      await talk.say('RSET');
    }
    for (const more of ['', ' SMTPUTF8'])
      assert.match(await talk.say(`MAIL FROM:<b\xfcro@ours.test>${more}`), /^501 5\.1\.7 .*type it anew/u);
    talk.destroy();
  }
});
