/**
 * Devices that do not wait for 354: what they send behind a DATA that was refused is a letter, and its lines are never commands, in
 * whatever packets it comes. Over real sockets.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceForms } from '../../src/directory/kinds/device.ts';
import type { Device, InboundConnector } from '../../src/directory/objects.ts';
import {
  connector,
  credential,
  domain,
  id,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
  type Talk,
} from '../../lab/houses/receive-house.ts';

const DEVICE = '127.0.0.3';
const printer = mailbox('Ours', 'printer@ours.test', { limits: { concurrentSends: 1 } });
const site = (profile: string, more: Partial<InboundConnector> = {}) => [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  domain('Ours', 'pending.test', { verified: null }),
  printer,
  connector('Ours', 'Printers', { senderAddresses: [DEVICE], profile, ...more }),
];

/** A letter that somebody else wrote: with the right of the device it would send a mail of its own. */
const LETTER = [
  'Subject: a letter',
  '',
  'RSET',
  'MAIL FROM:<ceo@ours.test>',
  'RCPT TO:<victim@elsewhere.test>',
  'DATA',
  'Subject: in the name of the device',
  '',
  'smuggled',
  '.',
  'QUIT',
  '',
].join('\r\n');

/** The replies to commands said one by one. */
async function say(talk: Talk, commands: readonly string[]): Promise<string> {
  let reply = '';
  for (const command of commands) reply = await talk.say(command);
  return reply;
}

/** Whatever still comes is read; the session has to be over by then. */
async function neverRuns(house: ReceiveHouse, talk: Talk, what: string): Promise<void> {
  talk.write(LETTER);
  const rest = await talk.rest();
  assert.doesNotMatch(rest, /^(?:250|354|221)/mu, what);
  assert.equal(house.store.messages.length, 0, what);
}

const MAIL = 'MAIL FROM:<printer@ours.test>';
const refusals: Readonly<Record<string, readonly string[]>> = {
  'no recipient was taken': [MAIL, 'RCPT TO:<nobody@ours.test>', 'DATA'],
  'no recipient was named': [MAIL, 'DATA'],
  'the sender was refused': ['MAIL FROM:<a@ours.test> SIZE=999999999', 'RCPT TO:<printer@ours.test>', 'DATA'],
  'the sender was no address': ['MAIL FROM:<a@b@c@ours.test>', 'RCPT TO:<printer@ours.test>', 'DATA'],
  'nothing was begun': ['DATA'],
  'the verb has an argument': [MAIL, 'RCPT TO:<printer@ours.test>', 'DATA now'],
  'the verb is followed by a tab': [MAIL, 'RCPT TO:<printer@ours.test>', 'DATA\t'],
  'an answer of a sign-in was expected': ['AUTH LOGIN', 'DATA'],
  'the line is too long': [MAIL, 'RCPT TO:<printer@ours.test>', `DATA ${'x'.repeat(600)}`],
  'the line is longer than any': [MAIL, 'RCPT TO:<printer@ours.test>', `data ${' '.repeat(13_000)}x`],
  'a chunk is announced on a line longer than any': [MAIL, `BDAT ${' '.repeat(13_000)}9`],
  'the verb is cut short': [MAIL, 'RCPT TO:<printer@ours.test>', 'DAT'],
  'the verb stands behind a mark of its character set': [MAIL, 'RCPT TO:<printer@ours.test>', '\ufeffDATA'],
  'the verb is another word': [MAIL, 'RCPT TO:<printer@ours.test>', 'DTAA'],
  'the verb was left out': [MAIL, 'RCPT TO:<printer@ours.test>', 'Subject: a letter'],
  'the sender was no address, and the verb is no command': ['MAIL FROM:<a@b@c@ours.test>', 'DXTA'],
  'chunks were begun': [MAIL, 'RCPT TO:<printer@ours.test>', 'BDAT 1\r\nx', 'DATA'],
};

for (const profile of ['tolerant', 'legacy'])
  test(`${profile}: a letter behind a refused DATA is no commands, whatever it was refused for`, async () => {
    await using house = await receiveHouse(site(profile));
    for (const [what, commands] of Object.entries(refusals)) {
      const talk = await house.talk('smtp', DEVICE);
      await talk.hello();
      assert.match(await say(talk, commands), /^5\d\d /u, what);
      await neverRuns(house, talk, what);
    }
    const early = await house.talk('smtp', DEVICE);
    await early.hear();
    assert.match(await early.say('DATA'), /^503 /u);
    await neverRuns(house, early, 'before EHLO');
  });

test('wherever the packets are cut', async () => {
  await using house = await receiveHouse(site('tolerant'));
  const stream = `${MAIL}\r\nRCPT TO:<nobody@ours.test>\r\nDATA\r\n${LETTER}`;
  const commands = stream.indexOf('DATA\r\n') + 'DATA\r\n'.length;
  for (let place = 1; place < commands + 120; place++) {
    const talk = await house.talk('smtp', DEVICE);
    await talk.hello();
    const first = stream.slice(0, place);
    talk.write(first);
    // As many replies as there were whole commands: the second packet then really comes later.
    for (let replies = Math.min(3, first.split('\r\n').length - 1); replies > 0; replies--) await talk.hear();
    talk.write(stream.slice(place));
    assert.doesNotMatch(await talk.rest(), /^(?:354|221|250 2\.6)/mu, `cut at ${place}`);
    assert.equal(house.store.messages.length, 0, `cut at ${place}`);
  }
});

test('where the device is known by its own profile, and where it has signed in and sends too much at once', async () => {
  const device: Device = {
    kind: 'device',
    ...deviceForms.standards,
    id: id('device'),
    organizationId: id('Ours'),
    name: 'Copier',
    addresses: [DEVICE],
    logins: ['printer@ours.test'],
    profile: 'legacy',
  };
  await using house = await receiveHouse([...site('strict'), device, await credential(printer, 'secret word')]);
  const open = await house.talk('submissions', DEVICE);
  const other = await house.talk('submissions', DEVICE);
  for (const talk of [open, other]) {
    await talk.hello();
    assert.match(await talk.login('printer@ours.test', 'secret word'), /^235/u);
    assert.match(await say(talk, [MAIL, 'RCPT TO:<printer@ours.test>']), /^250/u);
  }
  assert.match(await open.say('DATA'), /^354/u);
  assert.match(await other.say('DATA'), /^451 /u);
  await neverRuns(house, other, 'one send at a time');
  assert.match(await open.say('From: printer@ours.test\r\n\r\nx\r\n.'), /^250/u);
});

test('where MAIL was refused and one of two connectors of the address takes letters early', async () => {
  await using house = await receiveHouse([
    ...site('strict', { name: 'Another', id: id('another'), bareLineFeed: 'normalize' }),
    ...site('tolerant'),
  ]);
  const talk = await house.talk('smtp', DEVICE);
  await talk.hello();
  assert.match(await say(talk, ['MAIL FROM:<a@b@c@ours.test>', 'DATA']), /^503 /u);
  await neverRuns(house, talk, 'two connectors');
});

test('who waits goes on after a refused DATA, and who is not listed is cut at the first line that is no command', async () => {
  await using house = await receiveHouse(site('strict'));
  const talk = await house.talk('smtp', DEVICE);
  await talk.hello();
  assert.match(await say(talk, [MAIL, 'RCPT TO:<nobody@ours.test>', 'DATA']), /^554 /u);
  assert.match(await say(talk, ['RCPT TO:<printer@ours.test>', 'DATA']), /^354/u);
  assert.match(await talk.say('Subject: x\r\n\r\nx\r\n.'), /^250/u);
  house.store.messages.length = 0;
  const stranger = await house.talk('smtp', '127.0.0.9');
  await stranger.hello();
  assert.match(await say(stranger, ['MAIL FROM:<a@elsewhere.test>', 'RCPT TO:<nobody@ours.test>', 'DATA']), /^554 /u);
  await neverRuns(house, stranger, 'a stranger');
});

test('a chunk that is refused is counted off, and a count that cannot be read ends the session', async () => {
  await using house = await receiveHouse(site('tolerant'));
  const talk = await house.talk('smtp', DEVICE);
  await talk.hello();
  assert.match(await say(talk, [MAIL, 'RCPT TO:<nobody@ours.test>']), /^550 /u);
  talk.write(`BDAT ${LETTER.length} LAST\r\n${LETTER}NOOP\r\n`);
  assert.match(await talk.hear(), /^554 /u);
  assert.match(await talk.hear(), /^250 2\.0\.0/u);
  assert.match(await talk.say('BDAT many LAST'), /^501 /u);
  await neverRuns(house, talk, 'no count');
});
