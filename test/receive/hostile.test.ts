import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { routeRecipient } from '../../src/policy/routing/routing.ts';
import { contentText } from '../../lab/stores/fake-store.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import {
  connector,
  credential,
  domain,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
  Talk,
} from '../../lab/houses/receive-house.ts';

const scanner = mailbox('Ours', 'scanner@ours.test');
const site: readonly DirectoryObject[] = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  mailbox('Ours', 'v@ours.test'),
  scanner,
  await credential(scanner, 'right word'),
];

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
async function until(holds: () => boolean, what = 'it never came to hold'): Promise<void> {
  for (let n = 0; n < 2_000 && !holds(); n++) await new Promise((resolve) => setTimeout(resolve, 2));
  assert.ok(holds(), what);
}

/** A fresh session from the same address still works, and the store holds what was accepted. */
async function stillWorks(house: ReceiveHouse, from = '127.0.0.2'): Promise<void> {
  const talk = await house.talk('smtp', from);
  await talk.hello();
  assert.match(await talk.envelope('a@a.test', 'v@ours.test'), /^250/u);
  const before = house.store.messages.length;
  assert.match(await talk.data(), /^250/u);
  assert.equal(house.store.messages.length, before + 1);
  await talk.say('QUIT');
}

const SMUGGLED = 'MAIL FROM:<evil@ours.test>\r\nRCPT TO:<v@ours.test>\r\nDATA\r\nSubject: two\r\n\r\nsmuggled\r\n.\r\n';

test('nothing but CR LF . CR LF ends a message: the public door refuses, a normalizing connector keeps one message', async () => {
  const lenient = connector('Ours', 'Old', { senderAddresses: ['127.0.0.1'], bareLineFeed: 'normalize' });
  await using house = await receiveHouse([...site, lenient]);
  for (const trick of ['\n.\n', '\n.\r', '\r.\n', '\r.\r', '\n.\r\n', '\r.\r\n', '\r\n.\n', '\r\n.\r']) {
    for (const from of ['127.0.0.2', '127.0.0.1']) {
      const talk = await house.talk('smtp', from);
      await talk.hello();
      await talk.envelope('a@a.test', 'v@ours.test');
      assert.match(await talk.say('DATA'), /^354/u);
      const before = house.store.messages.length;
      talk.write(`Subject: one\r\n\r\nhello${trick}${SMUGGLED}`);
      const reply = await talk.hear();
      if (from === '127.0.0.2') {
        assert.match(reply, /^550 5\.6\.11/u, JSON.stringify(trick));
        assert.equal(house.store.messages.length, before);
      } else {
        assert.match(reply, /^250/u, JSON.stringify(trick));
        assert.equal(house.store.messages.length, before + 1);
        assert.match(contentText(house.store.messages.at(-1)), /smuggled/u);
      }
      assert.match(await talk.say('NOOP'), /^250/u);
      talk.destroy();
    }
  }
  assert.ok(house.store.messages.every((message) => message.reversePath?.domain === 'a.test'));
});

test('octet by octet a session is the same', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hear();
  const text = 'EHLO c.test\r\nMAIL FROM:<a@a.test>\r\nRCPT TO:<v@ours.test>\r\nDATA\r\n';
  for (const character of text) {
    talk.write(character);
    await turn();
  }
  for (const code of ['250', '250', '250', '354']) assert.ok((await talk.hear()).startsWith(code));
  for (const character of 'Subject: s\r\n\r\n..b\r\n.\r\nQUIT\r\n') {
    talk.write(character);
    await turn();
  }
  assert.match(await talk.hear(), /^250/u);
  assert.match(await talk.hear(), /^221/u);
  assert.match(contentText(house.store.messages[0]), /Subject: s\r\n\r\n\.b\r\n$/u);
});

test('pipelined commands are answered in one piece, and content may be followed by the next transaction', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  talk.write('MAIL FROM:<a@a.test>\r\nRCPT TO:<v@ours.test>\r\nRCPT TO:<x@else.test>\r\nDATA\r\n');
  const codes = [];
  for (let n = 0; n < 4; n++) codes.push((await talk.hear()).slice(0, 3));
  assert.deepEqual(codes, ['250', '250', '550', '354']);
  talk.write('b\r\n.\r\nMAIL FROM:<b@a.test>\r\nRCPT TO:<v@ours.test>\r\nDATA\r\n');
  for (const code of ['250', '250', '250', '354']) assert.ok((await talk.hear()).startsWith(code));
  assert.equal(house.store.messages[0]?.recipients.length, 1);
});

test('chunks are taken, and a broken-off chunk leaves nothing', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  await talk.envelope('a@a.test', 'v@ours.test');
  talk.write('BDAT 14\r\nSubject: s\r\n\r\n');
  assert.match(await talk.hear(), /^250/u);
  talk.write('BDAT 6 LAST\r\n.b\r\nc\n');
  assert.match(await talk.hear(), /^(?:250|550)/u);
  await talk.envelope('a@a.test', 'v@ours.test');
  talk.write('BDAT 1000\r\nonly this');
  await until(() => house.store.open >= 0);
  talk.socket.resetAndDestroy();
  await until(() => house.receiving.sessions() === 0);
  assert.equal(house.store.open, 0);
});

test('a reset in any state leaves the process well and nothing behind', async () => {
  await using house = await receiveHouse(site, { settings: { proxyFrom: ['127.0.0.9'] } });
  const states: readonly (readonly [string, string, readonly string[]])[] = [
    ['connect', '127.0.0.2', []],
    ['EHLO', '127.0.0.2', ['EHLO c.test\r\n']],
    ['half a command', '127.0.0.2', ['EHLO c.t']],
    ['MAIL', '127.0.0.2', ['EHLO c.test\r\n', 'MAIL FROM:<a@a.test>\r\n']],
    ['RCPT', '127.0.0.2', ['EHLO c.test\r\n', 'MAIL FROM:<a@a.test>\r\nRCPT TO:<v@ours.test>\r\n']],
    ['DATA', '127.0.0.2', ['EHLO c.test\r\n', 'MAIL FROM:<a@a.test>\r\nRCPT TO:<v@ours.test>\r\nDATA\r\n']],
    ['header', '127.0.0.2', ['EHLO c.test\r\n', 'MAIL FROM:<a@a.test>\r\nRCPT TO:<v@ours.test>\r\nDATA\r\n', 'Subj']],
    [
      'body',
      '127.0.0.2',
      ['EHLO c.test\r\n', 'MAIL FROM:<a@a.test>\r\nRCPT TO:<v@ours.test>\r\nDATA\r\n', 'S: x\r\n\r\nbody'],
    ],
    ['QUIT', '127.0.0.2', ['EHLO c.test\r\n', 'QUIT\r\n']],
    ['STARTTLS', '127.0.0.2', ['EHLO c.test\r\n', 'STARTTLS\r\n']],
    ['handshake', '127.0.0.2', ['EHLO c.test\r\n', 'STARTTLS\r\n', '\x16\x03\x01\x02\x00\x01']],
    ['PROXY header', '127.0.0.9', ['PROXY TCP4 192.0']],
  ];
  for (const [name, from, writes] of states) {
    const socket = connect({ port: house.port('smtp'), host: '127.0.0.1', localAddress: from });
    socket.on('error', () => {});
    await once(socket, 'connect');
    let heard = 0;
    socket.on('data', (chunk) => {
      heard += chunk.length;
    });
    if (from !== '127.0.0.9') await until(() => heard > 0);
    for (const text of writes) {
      socket.write(Buffer.from(text, 'latin1'));
      const before = heard;
      const answered = text.endsWith('\r\n');
      for (let n = 0; n < 200 && !(answered && heard > before); n++) await turn();
    }
    socket.resetAndDestroy();
    await until(() => house.receiving.sessions() === 0, name);
    assert.equal(house.store.open, 0, name);
  }
  assert.equal(house.store.messages.length, 0);
  await stillWorks(house);
});

test('a client that ends its side right after the message still gets its 250', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  await talk.envelope('a@a.test', 'v@ours.test');
  await talk.say('DATA');
  talk.socket.end('Subject: s\r\n\r\nb\r\n.\r\n');
  assert.match(await talk.hear(), /^250/u);
  assert.equal(house.store.messages.length, 1);
});

test('other protocols are shown the door', async () => {
  await using house = await receiveHouse(site);
  for (const opening of ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00']) {
    const talk = await house.talk('smtp', '127.0.0.2');
    await talk.hear();
    talk.write(opening);
    assert.match(await talk.rest(), /^(?:421|521|554) /u);
  }
  await stillWorks(house);
});

test('who speaks before the greeting is shown the door without one; a device of a connector is answered behind it', async () => {
  const clock = createManualClock();
  await using house = await receiveHouse([...site, connector('Ours', 'Office', { senderAddresses: ['127.0.0.1'] })], {
    clock,
  });
  const speaks = async (from: string, pause: number): Promise<Talk> => {
    const socket = connect({ port: house.port('smtp'), host: '127.0.0.1', localAddress: from });
    const before = house.receiving.sessions();
    await until(() => house.receiving.sessions() > before);
    await clock.advance(pause);
    socket.write('EHLO early.test\r\n');
    return new Talk(socket);
  };
  const stranger = await speaks('127.0.0.2', 15);
  assert.match(await stranger.rest(), /^554 5\.5\.0 /u);
  stranger.destroy();
  await until(() => house.receiving.sessions() === 0);
  const device = await speaks('127.0.0.1', 0);
  assert.match(await device.hear(), /^220 /u);
  assert.match(await device.hear(), /^250-/u);
  device.destroy();
  const patient = await house.talk('smtp', '127.0.0.2');
  assert.match(await patient.hear(), /^220 /u);
});

test('a flood of recipients does not keep the others waiting, is told 452, and in the end closed', async () => {
  let judged = 0;
  const few = organization('Ours', { limits: { recipientsPerMessage: 1_000 } });
  await using house = await receiveHouse([...site, few], {
    route: (...facts) => {
      judged++;
      return routeRecipient(...facts);
    },
  });
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  await talk.say('MAIL FROM:<a@a.test>');
  let most = 0;
  let turning = true;
  const count = (before: number): void => {
    most = Math.max(most, judged - before);
    if (turning) setImmediate(count, judged);
  };
  setImmediate(count, 0);
  talk.write('RCPT TO:<v@ours.test>\r\n'.repeat(5_000));
  const answers = (await talk.rest()).split('\r\n').filter((line) => line !== '');
  turning = false;
  const codes = answers.map((line) => line.slice(0, 9));
  assert.deepEqual(
    ['250 2.1.5', '452 4.5.3', '421 4.5.3'].map((code) => codes.filter((one) => one === code).length),
    [1_000, 1_000, 1],
  );
  assert.match(answers.at(-1) ?? '', /^421 .*\[ref \S+\]$/u);
  assert.equal(judged, 1_000);
  assert.ok(most <= 200, `${most} recipients judged in one turn`);
});

test('a recipient that is given a thousand times gets the message once', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  await talk.say('MAIL FROM:<a@a.test>');
  talk.write('RCPT TO:<v@ours.test>\r\n'.repeat(1_000));
  for (let n = 0; n < 1_000; n++) assert.match(await talk.hear(), /^250/u);
  assert.match(await talk.say('RCPT TO:<v@ours.test>'), /^452 4\.5\.3/u);
  assert.match(await talk.data(), /^250/u);
  assert.equal(house.store.messages[0]?.recipients.length, 1);
});

test('PROXY headers are believed from listed addresses only', async () => {
  const office = connector('Ours', 'Office', { senderAddresses: ['192.0.2.7'] });
  await using house = await receiveHouse([...site, office], { settings: { proxyFrom: ['127.0.0.9'] } });
  const port = house.port('smtp');
  const version2 = Buffer.concat([
    Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1'),
    Buffer.from([0x21, 0x11, 0, 12, 192, 0, 2, 7, 127, 0, 0, 1, 0x30, 0x39, 0, 25]),
  ]);
  for (const header of [Buffer.from('PROXY TCP4 192.0.2.7 127.0.0.1 12345 25\r\n'), version2]) {
    const talk = await Talk.open(port, '127.0.0.9', false);
    talk.write(header);
    await talk.hello();
    assert.match(await talk.envelope('x@ours.test', 'y@else.test'), /^250/u);
    await talk.data();
    talk.destroy();
  }
  assert.deepEqual(
    house.store.messages.map((message) => message.clientAddress),
    ['192.0.2.7', '192.0.2.7'],
  );
  for (const header of ['EHLO c.test\r\n', 'PROXY TCP4 999 1 2 3\r\n', `PROXY TCP4 ${'1'.repeat(200)}`]) {
    const talk = await Talk.open(port, '127.0.0.9', false);
    talk.write(header);
    assert.equal(await talk.rest(), '');
  }
  const liar = await house.talk('smtp', '127.0.0.2');
  await liar.hear();
  assert.match(await liar.say('PROXY TCP4 192.0.2.7 127.0.0.1 12345 25'), /^5/u);
});

test('idle sessions, unfinished commands and slow content end at their deadlines with 421', async () => {
  const clock = createManualClock();
  await using house = await receiveHouse(site, { clock });
  const idle = await house.talk('smtp', '127.0.0.2');
  await idle.hello();
  const slow = await house.talk('smtp', '127.0.0.3');
  await slow.hello();
  await slow.envelope('a@a.test', 'v@ours.test');
  await slow.say('DATA');
  const dripping = await house.talk('smtp', '127.0.0.4');
  await dripping.hello();
  for (let minute = 0; minute < 4; minute++) {
    slow.write('drop\r\n');
    dripping.write('N');
    await until(() => true);
    await clock.advance(59_000);
  }
  assert.match(await slow.hear(), /^421 4\.4\.2 .*slowly/u);
  for (let minute = 0; minute < 3; minute++) {
    dripping.write('N');
    await until(() => true);
    await clock.advance(59_000);
  }
  assert.match(await dripping.hear(), /^421 4\.4\.2/u);
  assert.match(await idle.hear(), /^421 4\.4\.2/u);
  assert.equal(house.store.open, 0);
});

test('closing: idle sessions are told at once, a message under way is finished, nothing new is taken', async () => {
  await using house = await receiveHouse(site);
  const idle = await house.talk('smtp', '127.0.0.2');
  await idle.hello();
  const busy = await house.talk('smtp', '127.0.0.2');
  await busy.hello();
  await busy.envelope('a@a.test', 'v@ours.test');
  await busy.say('DATA');
  busy.write('Subject: s\r\n\r\nhalf');
  const port = house.port('smtp');
  const closed = house.receiving.close(10_000);
  assert.match(await idle.hear(), /^421 4\.3\.2/u);
  const refused = connect({ port, host: '127.0.0.1' });
  await once(refused, 'error');
  assert.match(await busy.say(' and half\r\n.'), /^250/u);
  assert.match(await busy.hear(), /^421/u);
  await closed;
  assert.equal(house.store.messages.length, 1);
  assert.equal(house.receiving.sessions(), 0);
});

test('closing cuts what does not finish within the grace', async () => {
  await using house = await receiveHouse(site);
  const busy = await house.talk('smtp', '127.0.0.2');
  await busy.hello();
  await busy.envelope('a@a.test', 'v@ours.test');
  await busy.say('DATA');
  busy.write('Subject: s\r\n\r\nhalf');
  await house.receiving.close(50);
  assert.match(await busy.hear(), /^421/u);
  assert.equal(house.store.open, 0);
  assert.equal(house.store.messages.length, 0);
});

test('a peer that never reads is not read, and holds nothing of ours but a bounded buffer', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  talk.socket.pause();
  talk.write('HELP\r\n'.repeat(100_000));
  await until(() => house.receiving.sessions() <= 1);
  talk.destroy();
  await until(() => house.receiving.sessions() === 0);
  await stillWorks(house);
});

test('content of any odd shape is one message with our fields on top, or a refusal', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  for (const content of [
    '',
    'just a line\r\n',
    '\r\nbody first\r\n',
    ':x\r\n\r\nb\r\n',
    'X Y: z\r\n\r\nb\r\n',
    'Subject : spaced\r\n\r\nb\r\n',
    'Subject\r\n : x\r\n\r\nb\r\n',
    'Subject: =?utf-8?B?4pyT?= =?x?Q?y\r\n\r\nb\r\n',
    'From: \xff\xfe <a@\xff>\r\n\r\n\xff\r\n',
    `${'N'.repeat(900)}: x\r\n\r\nb\r\n`,
  ]) {
    await talk.envelope('a@a.test', 'v@ours.test');
    assert.match(await talk.data(content), /^250/u, JSON.stringify(content));
    const stored = contentText(house.store.messages.at(-1));
    assert.match(stored, /^Received: from client\.test/u);
    assert.ok(stored.includes('\r\n\r\n'), JSON.stringify(stored));
  }
  await talk.envelope('a@a.test', 'v@ours.test');
  assert.match(await talk.data('X: y\r\n'.repeat(3_000)), /^552 5\.3\.4/u);
  await talk.envelope('a@a.test', 'v@ours.test');
  assert.match(await talk.data(`X: ${'y'.repeat(500)}\r\n`.repeat(1_000)), /^552 5\.3\.4/u);
});
