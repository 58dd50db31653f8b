/** Lines of a header that are no fields, and octets that no mail may have: nothing of a header becomes text, or becomes another header, untold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DirectoryObject } from '../../src/directory/objects.ts';
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
  type Talk,
} from '../../lab/houses/receive-house.ts';

const STRANGER = '127.0.0.9';
const STRICT = '127.0.0.2';
const TOLERANT = '127.0.0.3';
const scanner = mailbox('Ours', 'scanner@ours.test');
const site: readonly DirectoryObject[] = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  mailbox('Ours', 'v@ours.test'),
  scanner,
  await credential(scanner, 'right word'),
  connector('Ours', 'Strict', { senderAddresses: [STRICT] }),
  connector('Ours', 'Tolerant', { senderAddresses: [TOLERANT], profile: 'tolerant' }),
  connector('Ours', 'Normalizing', { senderAddresses: ['127.0.0.4'], bareLineFeed: 'normalize' }),
  connector('Ours', 'Legacy', { senderAddresses: ['127.0.0.5'], profile: 'legacy' }),
];

const HEADER = 'From: scanner@ours.test\r\nTo: v@ours.test\r\nSubject: scan\r\n';
const LINES: readonly string[] = [
  'From scanner@ours.test Thu Jan  1 10:00:00 2026',
  '>From scanner@ours.test Thu Jan  1 10:00:00 2026',
  'a line of its own',
  'Scan from: floor 2', // a colon behind what is no name
  ' folded under nothing',
  ': nameless',
  `From ${'x'.repeat(990)}`,
];

async function sent(talk: Talk, content: string, from = 'scanner@ours.test'): Promise<string> {
  const reply = await talk.envelope(from, 'v@ours.test');
  assert.match(reply, /^250/u);
  assert.match(await talk.say('DATA'), /^354/u);
  talk.write(Buffer.from(`${content}.\r\n`, 'latin1'));
  return talk.hear();
}

const repairs = (house: ReceiveHouse): string =>
  (house.store.messages.at(-1)?.events ?? [])
    .filter(({ kind }) => kind === 'Repair')
    .map(({ text }) => text)
    .join('; ');
/** What stands behind the fields that we put on top. */
const kept = (house: ReceiveHouse): string =>
  contentText(house.store.messages.at(-1)).replace(
    /^Received:[^]*? \+0000\r\n(?:(?:Date|Message-ID): [^\r]*\r\n)*/u,
    '',
  );

test('for devices such a line is kept as X-Mailbox-Line, and told; the header stays one', async () => {
  await using house = await receiveHouse(site, { clock: createManualClock() });
  const talk = await house.talk('smtp', TOLERANT);
  await talk.hello();
  for (const line of LINES)
    for (const content of [
      `${line}\r\n${HEADER}\r\nbody\r\n`,
      `To: v@ours.test\r\n${line}\r\nFrom: scanner@ours.test\r\nSubject: scan\r\n\r\nbody\r\n`,
      `From: scanner@ours.test\r\n${line}\r\nTo: v@ours.test\r\nSubject: scan\r\n\r\nbody\r\n`,
    ]) {
      if (line.startsWith(' ') && !content.startsWith(' ')) continue; // that is folding
      assert.match(await sent(talk, content), /^250/u, line);
      const text = kept(house);
      assert.match(text, /^[^]*\r\n\r\nbody\r\n$/u);
      const header = text.slice(0, text.indexOf('\r\n\r\n'));
      for (const field of ['From', 'To', 'Subject']) assert.match(header, new RegExp(`^${field}: `, 'mu'), line);
      for (const one of header.split('\r\n')) {
        assert.match(one, /^(?:[!-9;-~]+:|[ \t])/u);
        assert.ok(one.length <= 998);
      }
      assert.ok(header.replaceAll(/\r\n /gu, '').includes(`X-Mailbox-Line: ${line}`), header);
      assert.match(repairs(house), /kept as X-Mailbox-Line/u);
      assert.equal(house.store.messages.at(-1)?.header.subject, 'scan');
    }
});

test('strict, such a line stays octet for octet, and what stands behind it is judged', async () => {
  await using house = await receiveHouse(site, { clock: createManualClock() });
  for (const from of [STRICT, STRANGER]) {
    const talk = await house.talk('smtp', from);
    await talk.hello();
    for (const line of LINES) {
      const content = `${line}\r\n${HEADER}\r\nbody\r\n`;
      assert.match(await sent(talk, content, from === STRICT ? 'scanner@ours.test' : 'a@a.test'), /^250/u, line);
      assert.ok(contentText(house.store.messages.at(-1)).endsWith(`\r\n${content}`), line);
      assert.equal(house.store.messages.at(-1)?.header.subject, 'scan');
    }
    // Behind the author too, where a header of its own goes on; the header that a text quotes is text.
    const late = `From: scanner@ours.test\r\nno field\r\nTo: v@ours.test\r\nSubject: scan\r\n\r\nbody\r\n`;
    assert.match(await sent(talk, late), /^250/u);
    assert.ok(contentText(house.store.messages.at(-1)).endsWith(`\r\n${late}`));
    assert.match(await sent(talk, late.replace('Subject', 'Delivered-To: v@ours.test\r\nSubject')), /^554 5\.4\.6/u);
    const quoting = 'Forwarded mail\r\nFrom: a@b.test\r\nTo: v@ours.test\r\nSubject: scan\r\nDate: now\r\n';
    assert.match(await sent(talk, HEADER + quoting), /^250/u);
    assert.ok(contentText(house.store.messages.at(-1)).endsWith(`${HEADER}\r\n${quoting}`));
    const loop = `>From x\r\nDelivered-To: v@ours.test\r\n${HEADER}\r\nbody\r\n`;
    assert.match(await sent(talk, loop, 'scanner@ours.test'), /^554 5\.4\.6/u);
    const endless = `>From x\r\n${'Received: from a by b\r\n'.repeat(51)}${HEADER}\r\nbody\r\n`;
    assert.match(await sent(talk, endless, 'scanner@ours.test'), /^554 5\.4\.6/u);
    talk.destroy();
  }
});

test('at submission it is refused with its cure, or kept as X-Mailbox-Line and the author behind it judged', async () => {
  for (const profile of ['strict', 'tolerant']) {
    const objects = [...site, connector('Ours', 'Here', { senderAddresses: ['127.0.0.1'], profile })];
    await using house = await receiveHouse(objects, { clock: createManualClock() });
    const talk = await house.talk('submissions');
    await talk.hello();
    const word = Buffer.from('\0scanner@ours.test\0right word').toString('base64');
    assert.match(await talk.say(`AUTH PLAIN ${word}`), /^235/u);
    const own = `From x Thu Jan  1 10:00:00 2026\r\n${HEADER}\r\nbody\r\n`;
    const forged = own.replace('From: scanner@', 'From: ceo@');
    if (profile === 'strict') {
      assert.match(await sent(talk, own), /^554 5\.6\.0 .*take it out/u);
      assert.match(await sent(talk, 'Subject: x\r\nno field\r\nand text\r\n'), /^554 5\.6\.0/u);
      assert.equal(house.store.messages.length, 0);
    } else {
      assert.match(await sent(talk, own), /^250/u);
      assert.match(kept(house), /^X-Mailbox-Line: From x/mu);
    }
    assert.match(await sent(talk, forged), profile === 'strict' ? /^554 5\.6\.0/u : /^550 5\.7\.60/u);
  }
});

test('where text begins without the empty line it is added and told, and no field becomes text', async () => {
  await using house = await receiveHouse(site, { clock: createManualClock() });
  for (const from of [STRICT, TOLERANT, STRANGER]) {
    const talk = await house.talk('smtp', from);
    await talk.hello();
    for (const [header, text] of [
      [HEADER, 'Alarm in zone 3\r\nTime: 12:00\r\nFrom: the boiler room\r\n'],
      ['', 'Alarm in zone 3\r\nTime: 12:00\r\n'],
      ['', 'Alarm\r\n\r\nin zone 3\r\n'],
      [HEADER, 'From here on nothing works\r\nat all\r\n'],
    ] as const) {
      assert.match(await sent(talk, header + text, from === STRANGER ? 'a@a.test' : 'scanner@ours.test'), /^250/u);
      assert.ok(kept(house).endsWith(`${header}\r\n${text}`), `${from} ${kept(house)}`);
      assert.match(repairs(house), /empty line between header and text was missing: added/u);
    }
    assert.match(await sent(talk, `${HEADER}\r\nbody\r\n`), /^250/u);
    assert.doesNotMatch(repairs(house), /empty line|X-Mailbox-Line/u);
    talk.destroy();
  }
});

test('one field alone behind a line that is none is text, of a strict peer too, and told; an author tells a header', async () => {
  await using house = await receiveHouse(site, { clock: createManualClock() });
  for (const from of [STRICT, STRANGER]) {
    const talk = await house.talk('smtp', from);
    await talk.hello();
    const sender = from === STRANGER ? 'a@a.test' : 'scanner@ours.test';
    for (const field of ['Subject: scan', 'Delivered-To: v@ours.test', 'X-Mailer: x', 'Date: now']) {
      const text = `a line of its own\r\n${field}\r\n\r\nbody\r\n`;
      assert.match(await sent(talk, text, sender), /^250/u, field);
      // One reading for everybody behind us: the empty line stands above it.
      assert.ok(kept(house).endsWith(`\r\n\r\n${text}`) || kept(house) === `\r\n${text}`, kept(house));
      assert.match(repairs(house), /empty line between header and text was missing: added/u);
    }
    // What tells a header goes on as it came, and is judged.
    const author = 'a line of its own\r\nFrom: a@b.test\r\n\r\nbody\r\n';
    assert.match(await sent(talk, author, sender), /^250/u);
    assert.ok(contentText(house.store.messages.at(-1)).endsWith(`\r\n${author}`));
    assert.doesNotMatch(repairs(house), /empty line/u);
    talk.destroy();
  }
});

test('NUL is refused with its cure; of devices it is a blank, and told', async () => {
  await using house = await receiveHouse(site, { clock: createManualClock() });
  const contents = [`Subject: a\0b\r\n${HEADER}\r\nbody\r\n`, `${HEADER}\r\nbo\0dy\r\n\0.\r\n`];
  for (const from of [STRICT, STRANGER]) {
    const talk = await house.talk('smtp', from);
    await talk.hello();
    for (const content of contents) assert.match(await sent(talk, content), /^550 5\.6\.0 .*NUL/u);
    assert.match(await talk.say('NOOP'), /^250/u);
  }
  assert.equal(house.store.messages.length, 0);
  for (const from of [TOLERANT, '127.0.0.4', '127.0.0.5']) {
    const talk = await house.talk('smtp', from);
    await talk.hello();
    for (const content of contents) {
      assert.match(await sent(talk, content), /^250/u);
      assert.ok(!contentText(house.store.messages.at(-1)).includes('\0'));
      assert.match(repairs(house), /NUL bytes were in the message/u);
    }
    assert.match(kept(house), /bo dy\r\n \.\r\n$/u);
  }
});

test('a CR alone in the first field is a blank, as in the others', async () => {
  await using house = await receiveHouse(site, { clock: createManualClock() });
  for (const from of [TOLERANT, '127.0.0.4', '127.0.0.5']) {
    const talk = await house.talk('smtp', from);
    await talk.hello();
    for (const content of [
      'Subject: scan\rFrom: ceo@ours.test\r\nTo: v@ours.test\r\n\r\nbody\r\n',
      'To: v@ours.test\r\nSubject: scan\rFrom: ceo@ours.test\r\n\r\nbody\r\n',
      'Subject: scan\rFrom: ceo@ours.test\nTo: v@ours.test\n\nbody\n\r\n',
      'To: v@ours.test\nSubject: scan\rFrom: ceo@ours.test\n\nbody\n\r\n',
    ]) {
      assert.match(await sent(talk, content), /^250/u);
      assert.match(kept(house), /^Subject: scan From: ceo@ours\.test\r\n/mu);
      assert.doesNotMatch(kept(house), /^From:/mu);
    }
  }
});
