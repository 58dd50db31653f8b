/** Nobody shows himself as somebody else, however the header is filled: Send As at the end of data, over real sockets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentText } from '../../lab/stores/fake-store.ts';
import {
  credential,
  domain,
  group,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
} from '../../lab/houses/receive-house.ts';

const scanner = mailbox('Ours', 'scanner@ours.test', { aliases: ['mfp@ours.test'] });
const site = async () => [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  domain('Ours', 'pending.test', { verified: null }),
  scanner,
  mailbox('Ours', 'scanner+eu@ours.test'),
  group('Ours', 'scanner+team@ours.test', ['scanner@ours.test']),
  mailbox('Ours', 'plain@ours.test', { plusAddressing: false }),
  mailbox('Ours', 'claims@ours.test', { aliases: ['claims@pending.test'], sendAs: ['@pending.test'] }),
  await credential(scanner, 'secret word'),
  await credential(mailbox('Ours', 'claims@ours.test'), 'secret word'),
];

/** The reply to the end of data. */
async function submit(house: ReceiveHouse, header: string, from = 'scanner@ours.test'): Promise<string> {
  const talk = await house.talk('submissions');
  await talk.hello();
  assert.match(await talk.login(from.replace(/\+[^@]*/u, ''), 'secret word'), /^235/u);
  const begun = await talk.envelope(from, 'someone@elsewhere.test');
  if (!begun.startsWith('250')) return begun;
  const reply = await talk.data(`${header}Subject: s\r\n\r\nb\r\n`);
  assert.match(await talk.say('QUIT'), /^221/u);
  return reply;
}

const headerOf = (message: Parameters<typeof contentText>[0]): string =>
  contentText(message).split('\r\n\r\n', 1)[0] ?? '';

const repeated = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('');

test('a foreign author is refused behind however many own ones, in one field and in many', async () => {
  await using house = await receiveHouse(await site());
  for (const own of [0, 1, 9, 98, 99, 100, 101, 500]) {
    const fields = `${repeated(own, () => 'From: scanner@ours.test\r\n')}From: The Boss <ceo@ours.test>\r\n`;
    assert.match(await submit(house, fields), /^550 5\.7\.60 /u, `${own} fields`);
    const folded = `From: ${repeated(own, (n) => `s+${n}@ours.test,\r\n\t`).replaceAll('s+', 'scanner+')}ceo@ours.test\r\n`;
    assert.match(await submit(house, folded), /^550 5\.7\.60 /u, `${own} in one field`);
    const sender = `From: scanner@ours.test\r\n${repeated(own, () => 'Sender: scanner@ours.test\r\n')}Sender: ceo@ours.test\r\n`;
    assert.match(await submit(house, sender), /^550 5\.7\.60 /u, `${own} senders`);
  }
  assert.equal(house.store.messages.length, 0);
});

test('more authors than are looked at are refused, all own ones too, and told how many', async () => {
  await using house = await receiveHouse(await site());
  assert.match(
    await submit(
      house,
      repeated(100, () => 'From: scanner@ours.test\r\n'),
    ),
    /^250/u,
  );
  assert.match(
    await submit(
      house,
      repeated(101, () => 'From: scanner@ours.test\r\n'),
    ),
    /^550 5\.7\.60 .*more than 100 addresses/u,
  );
});

test('nor is a foreign author taken behind lines that are no fields, or with marks that some readers drop', async () => {
  await using house = await receiveHouse(await site());
  const foreign = 'From: ceo@ours.test\r\n';
  for (const header of [
    `From scanner Thu Jan  1 00:00:00 1970\r\n${foreign}`,
    `>From scanner Thu Jan  1 00:00:00 1970\r\n${foreign}`,
    `no field\r\n${foreign}`,
    `From: scanner@ours.test\r\nno field\r\n${foreign}`,
    ` folded\r\n${foreign}`,
    `X: y\r\n${foreign.replace('From:', 'From :')}`,
    `${foreign.replace('From', 'fROM')}`,
    `From: scanner@ours.test\r\n${foreign.replace('ceo', '\0ceo')}`,
    `\xef\xbb\xbf${foreign}`,
    'From: <scanner@ours.test> ceo@ours.test\r\n',
  ]) {
    const reply = await submit(house, header);
    const [message] = house.store.messages.splice(0);
    // Where it is taken, it is text below an empty line.
    if (reply.startsWith('250')) assert.doesNotMatch(headerOf(message), /ceo/u, JSON.stringify(header));
    else assert.match(reply, /^55[04] 5\.[67]\./u, JSON.stringify(header));
  }
});

test('a From or Sender that names nobody is refused at submission', async () => {
  await using house = await receiveHouse(await site());
  for (const value of [
    '',
    ' ',
    '\t',
    '\r\n\t',
    '\r\n \r\n\t',
    ' ()',
    ' <>',
    ' "" <>',
    ' ,',
    ' Nobody:;',
    ' =?utf-8?q??=',
  ])
    for (const field of ['From', 'Sender', 'FROM', 'From '])
      assert.match(
        await submit(house, `${field.startsWith('S') ? 'From: scanner@ours.test\r\n' : ''}${field}:${value}\r\n`),
        /^550 5\.7\.60 /u,
        JSON.stringify(`${field}:${value}`),
      );
  assert.match(await submit(house, 'From: scanner@ours.test\r\nFrom:\r\n'), /^550 5\.7\.60 /u);
});

test('who brings a message back is judged as its sender is: Resent-From and Resent-Sender', async () => {
  await using house = await receiveHouse(await site());
  const own = 'From: scanner@ours.test\r\n';
  for (const field of ['Resent-From', 'resent-sender'])
    for (const value of ['The Boss <ceo@ours.test>', 'a@elsewhere.test', 'scanner@ours.test, ceo@ours.test', '']) {
      const reply = await submit(house, `${field}: ${value}\r\n${own}`);
      assert.match(reply, /^550 5\.7\.60 /u, `${field}: ${value}`);
    }
  assert.match(await submit(house, `Resent-From: mfp@ours.test\r\nResent-To: x@elsewhere.test\r\n${own}`), /^250 /u);
});

test('a plus-address is own only where delivery would bring its mail here', async () => {
  await using house = await receiveHouse(await site());
  for (const own of ['scanner+floor2@ours.test', 'SCANNER+a+b@OURS.test', 'mfp+x@ours.test'])
    assert.match(await submit(house, `From: ${own}\r\n`), /^250/u, own);
  for (const other of [
    'scanner+eu@ours.test',
    'Scanner+EU@ours.test',
    '"scanner+eu"@ours.test',
    'scanner+team@ours.test',
    'plain+x@ours.test',
    'postmaster@ours.test',
    'scanner+x@elsewhere.test',
  ]) {
    assert.match(await submit(house, `From: ${other}\r\n`), /^550 5\.7\.60 /u, other);
    assert.match(await submit(house, `From: scanner@ours.test\r\nSender: ${other}\r\n`), /^550 5\.7\.60 /u, other);
  }
  const talk = await house.talk('submissions');
  await talk.hello();
  await talk.login('scanner@ours.test', 'secret word');
  assert.match(await talk.say('MAIL FROM:<scanner+eu@ours.test>'), /^550 5\.7\.60 /u);
  assert.match(await talk.say('MAIL FROM:<scanner+us@ours.test>'), /^250/u);
});

test('an author in a domain that was added and never verified is refused as the sender would be', async () => {
  await using house = await receiveHouse(await site());
  for (const claimed of ['claims@pending.test', 'anyone@pending.test'])
    assert.match(await submit(house, `From: ${claimed}\r\n`, 'claims@ours.test'), /^550 5\.7\.750 /u, claimed);
  assert.match(await submit(house, 'From: claims@ours.test\r\n', 'claims@ours.test'), /^250/u);
});

test('who has been delivered to is not hidden behind filler, and beyond the bound it is refused unread', async () => {
  await using house = await receiveHouse(await site());
  for (const filler of [0, 1, 99, 100, 101, 500]) {
    const talk = await house.talk('smtp', '127.0.0.9');
    await talk.hello();
    await talk.envelope('a@elsewhere.test', 'scanner@ours.test');
    const fields = `${repeated(filler, (n) => `Delivered-To: x${n}@elsewhere.test\r\n`)}Delivered-To: scanner@ours.test\r\n`;
    assert.match(await talk.data(`${fields}\r\nb\r\n`), /^554 5\.4\.6 /u, `${filler}`);
    await talk.say('QUIT');
  }
  assert.equal(house.store.messages.length, 0);
});
