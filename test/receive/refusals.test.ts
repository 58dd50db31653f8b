import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { test } from 'node:test';
import { hashPassword } from '../../src/base/password-verifier.ts';
import { systemRandom } from '../../src/base/random.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { Refusal } from '../../src/mail/trace-event.ts';
import { lacksOf } from '../../src/policy/reasons/proposals.ts';
import { routeRecipient } from '../../src/policy/routing/routing.ts';
import {
  connector,
  credential,
  domain,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
} from '../../lab/houses/receive-house.ts';

const scanner = mailbox('Ours', 'scanner@ours.test', { aliases: ['mfp@ours.test'] });
const site = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  domain('Ours', 'pending.test', { verified: null }),
  mailbox('Ours', 'inbox@ours.test'),
  scanner,
  connector('Ours', 'This machine', { senderAddresses: ['127.0.0.1'] }),
  await credential(scanner, 'right word'),
];

/** The refusal a reply quotes, found by its reference in what was recorded. */
async function found(house: ReceiveHouse, reply: string): Promise<Refusal> {
  const reference = /\[ref (\S+)\]$/u.exec(reply)?.[1];
  assert.ok(reference !== undefined, `a reference in: ${reply}`);
  for (let turn = 0; turn < 500; turn++) {
    for (const session of house.store.sessions.values()) {
      const refusal = session.refusals.find((one) => one.reference === reference);
      if (refusal !== undefined) return refusal;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${reference} is not on record`);
}

test('a refusal is on record by its reference while the client is still connected', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  const reply = await talk.envelope('a@elsewhere.test', 'x@else.test');
  assert.match(reply, /^550 5\.7\.64 Relay access denied: no connector for this address \(127\.0\.0\.2\)/u);
  const refusal = await found(house, reply);
  assert.equal(refusal.stage, 'rcpt');
  assert.equal(refusal.sender, 'a@elsewhere.test');
  assert.equal(refusal.recipient, 'x@else.test');
  assert.ok(!refusal.reply.includes('[ref'));
});

test('a session that is refused over and over quotes only what is on record', async () => {
  const few = organization('Ours', { limits: { recipientsPerMessage: 100 } });
  await using house = await receiveHouse([...site, few]);
  const talk = await house.talk();
  await talk.hello();
  await talk.say('MAIL FROM:<a@ours.test>');
  const references: string[] = [];
  for (let n = 0; n < 130; n++) {
    const reply = await talk.say(`RCPT TO:<u${n}@ours.test>`);
    references.push(/\[ref (\S+)\]$/u.exec(reply)?.[1] ?? reply);
  }
  const follows = /\[ref (\S+)\]$/u.exec(await talk.say('DATA'))?.[1];
  await talk.say('QUIT');
  await talk.rest();
  const [session] = house.store.sessions.values();
  assert.equal(session?.refusals.length, 100);
  assert.deepEqual(
    references.slice(0, 100),
    session?.refusals.map((one) => one.reference),
  );
  assert.deepEqual(new Set([...references.slice(100), follows]), new Set([session?.sessionId]));
  assert.match(session?.end ?? '', /^quit; 3\d more refusals, counted only$/u);
});

test('a sentence that is too long for a line loses its end, never its reference', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('submissions');
  await talk.hello();
  await talk.login('scanner@ours.test', 'right word');
  const long = `${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.test`;
  const reply = await talk.envelope(`${'x'.repeat(60)}@${long}`, 'x@e.test');
  assert.match(reply, /^550 5\.7\.60 .*grant Send As \[ref \S+\]$/u);
  assert.ok(reply.length <= 510);
});

test('permission does not stick: each recipient and each transaction is judged anew', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk();
  await talk.hello();
  assert.match(await talk.envelope('a@ours.test', 'x@else.test'), /^250/u);
  assert.match(await talk.data(), /^250/u);
  assert.match(await talk.envelope('a@elsewhere.test', 'x@else.test'), /^550 5\.7\.64/u);
  assert.match(await talk.say('RCPT TO:<inbox@ours.test>'), /^250/u);
  assert.match(await talk.data(), /^250/u);
  assert.deepEqual(
    house.store.messages.map((message) => [message.ingress, message.recipients.length]),
    [
      ['relay', 1],
      ['direct', 1],
    ],
  );
});

test('a changed directory acts within a session', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk();
  await talk.hello();
  await talk.envelope('a@ours.test', 'x@else.test');
  house.change([connector('Ours', 'This machine', { senderAddresses: ['127.0.0.1'], enabled: false })]);
  assert.match(await talk.say('RCPT TO:<y@else.test>'), /^550 5\.7\.64/u);
});

test('unverified sender domain, unknown recipient, rejected Direct Send and bare postmaster get their answers', async () => {
  await using house = await receiveHouse([...site, organization('Ours', { rejectDirectSend: true })]);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  assert.match(await talk.envelope('a@pending.test', 'inbox@ours.test'), /^550 5\.7\.750/u);
  await talk.say('RSET');
  assert.match(await talk.envelope('ceo@ours.test', 'inbox@ours.test'), /^550 5\.7\.68/u);
  assert.match(await talk.say('RCPT TO:<Postmaster>'), /^250/u);
  await talk.say('RSET');
  assert.match(await talk.envelope('a@elsewhere.test', 'nobody@ours.test'), /^550 5\.1\.1/u);
  assert.match(await talk.data(), /^554 5\.5\.1/u);
});

test('postmaster and abuse of the server itself are answered here, whichever way the mail comes', async () => {
  const asked: string[] = [];
  await using house = await receiveHouse(site, {
    route(view, address, organizationId) {
      const next = routeRecipient(view, address, organizationId);
      asked.push(`${address.local}@${address.domain} ${next.kind}`);
      return next;
    },
  });
  const ours = ['postmaster@mx.ours.test', 'Abuse@MAIL.ours.test', 'Postmaster@[127.0.0.1]'];
  for (const way of ['direct', 'relay', 'submission'] as const) {
    const talk = await house.talk(way === 'submission' ? 'submissions' : 'smtp', `127.0.0.${way === 'direct' ? 2 : 1}`);
    await talk.hello();
    if (way === 'submission') assert.match(await talk.login('scanner@ours.test', 'right word'), /^235/u);
    await talk.say(way === 'direct' ? 'MAIL FROM:<>' : 'MAIL FROM:<scanner@ours.test>');
    asked.length = 0;
    for (const to of ours) assert.match(await talk.say(`RCPT TO:<${to}>`), /^250/u, `${way}: ${to}`);
    assert.deepEqual(asked, [
      'postmaster@ours.test mailbox',
      'abuse@ours.test mailbox',
      'postmaster@ours.test mailbox',
    ]);
    assert.match(await talk.data(), /^250/u);
  }
  const stranger = await house.talk('smtp', '127.0.0.2');
  await stranger.hello();
  assert.match(await stranger.envelope('a@elsewhere.test', 'postmaster@[127.0.0.9]'), /^550 5\.7\.64/u);
});

test('submission: before TLS neither AUTH nor MAIL, and AUTH is not announced', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('submission');
  assert.doesNotMatch(await talk.hello(), /AUTH/u);
  const right = await talk.login('scanner@ours.test', 'right word');
  const wrong = await talk.login('scanner@ours.test', 'wrong word');
  assert.match(right, /^530 5\.7\.0 Must issue a STARTTLS/u);
  assert.equal(right.replace(/\[ref.*/u, ''), wrong.replace(/\[ref.*/u, ''));
  assert.match(await talk.say('MAIL FROM:<scanner@ours.test>'), /^530 5\.7\.0 Must issue a STARTTLS/u);
  await talk.startTls();
  await talk.hello();
  assert.match(await talk.say('MAIL FROM:<scanner@ours.test>'), /^530 5\.7\.57/u);
});

test('a wrong password and an unknown name get the same words; the tenth failure ends the session', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('submissions');
  await talk.hello();
  const wrong = await talk.login('scanner@ours.test', 'wrong word');
  const unknown = await talk.login('nobody@ours.test', 'wrong word');
  assert.match(wrong, /^535 5\.7\.8/u);
  assert.equal(wrong.replace(/\[ref.*/u, ''), unknown.replace(/\[ref.*/u, ''));
  for (let n = 3; n <= 10; n++) assert.match(await talk.login(`nobody${n}@ours.test`, 'x'), /^535/u);
  const farewell = await talk.hear();
  assert.match(farewell, /^421 4\.7\.0 .*correct name and password/u);
  assert.match((await found(house, farewell)).cause, /authFailuresPerConnection/u);
  const other = await house.talk('submissions');
  await other.hello();
  assert.match(await other.login('SCANNER@ours.test', 'right word'), /^235/u);
});

test('guessing locks the account for that address only, even for the right password', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('submissions', '127.0.0.3');
  await talk.hello();
  for (let n = 0; n < 5; n++) await talk.login('scanner@ours.test', 'guess');
  assert.match(await talk.login('scanner@ours.test', 'right word'), /^454 4\.7\.0/u);
  const right = await house.talk('submissions', '127.0.0.4');
  await right.hello();
  assert.match(await right.login('scanner@ours.test', 'right word'), /^235/u);
});

test('guesses side by side are no more than guesses one after another', async () => {
  await using house = await receiveHouse(site);
  const talks = [];
  for (let n = 0; n < 12; n++) {
    const talk = await house.talk('submissions', '127.0.0.3');
    await talk.hello();
    talks.push(talk);
  }
  const answers = await Promise.all(talks.map((talk) => talk.login('scanner@ours.test', 'guess')));
  assert.equal(answers.filter((reply) => reply.startsWith('535')).length, 5);
  assert.equal(answers.filter((reply) => reply.startsWith('454')).length, 7);
});

test('a right device that signs in many times at once is let in each time', async () => {
  await using house = await receiveHouse(site);
  const talks = [];
  for (let n = 0; n < 12; n++) {
    const talk = await house.talk('submissions', '127.0.0.3');
    await talk.hello();
    talks.push(talk);
  }
  const answers = await Promise.all(talks.map((talk) => talk.login('scanner@ours.test', 'right word')));
  assert.ok(
    answers.every((reply) => reply.startsWith('235')),
    answers.join(),
  );
});

test('a login name shared by several credentials costs one derivation, like an unknown name', async (context) => {
  const first = await credential(scanner, 'right word', 'first');
  const second = {
    ...(await credential(scanner, 'other word', 'second')),
    verifier: await hashPassword('other word', systemRandom, first.verifier),
  };
  await using house = await receiveHouse([...site, { ...first, id: site.at(-1)?.id ?? first.id }, second]);
  const talk = await house.talk('submissions');
  await talk.hello();
  await talk.login('nobody@ours.test', 'x'); // what an unknown name is held against has been made
  const derivations = context.mock.method(crypto, 'argon2');
  syncBuiltinESMExports();
  try {
    const cost = async (name: string, password: string, answer: RegExp): Promise<number> => {
      const before = derivations.mock.callCount();
      assert.match(await talk.login(name, password), answer);
      return derivations.mock.callCount() - before;
    };
    assert.equal(await cost('nobody@ours.test', 'wrong', /^535/u), 1);
    assert.equal(await cost('scanner@ours.test', 'wrong', /^535/u), 1);
    assert.equal(await cost('scanner@ours.test', 'other word', /^235/u), 1);
  } finally {
    derivations.mock.restore();
    syncBuiltinESMExports();
  }
});

test('a change of the directory costs no derivation again, but for whose password it changed; what was taken away ends at once', async (context) => {
  const kept = await credential(scanner, 'right word', 'first');
  const objects = [...site.slice(0, -1), kept];
  await using house = await receiveHouse(objects);
  const talk = async (password: string): Promise<string> => {
    const session = await house.talk('submissions');
    await session.hello();
    const reply = await session.login('scanner@ours.test', password);
    session.destroy();
    return reply;
  };
  let revision = 1_000;
  const change = (to: readonly DirectoryObject[]): void =>
    house.directory.replace({ revision: ++revision, objects: to });
  const derivations = context.mock.method(crypto, 'argon2');
  syncBuiltinESMExports();
  try {
    const costs = async (password: string, answer: RegExp): Promise<number> => {
      const before = derivations.mock.callCount();
      assert.match(await talk(password), answer);
      return derivations.mock.callCount() - before;
    };
    assert.equal(await costs('right word', /^235/u), 1);
    change([...objects, mailbox('Ours', 'new@ours.test')]);
    assert.equal(await costs('right word', /^235/u), 0);
    change(objects.map((object) => ({ ...object })));
    assert.equal(await costs('right word', /^235/u), 0, 'read anew from a file');
    change([...site.slice(0, -1), { ...kept, enabled: false }]);
    assert.equal(await costs('right word', /^535 5\.7\.139/u), 0);
    const other = { ...kept, verifier: await hashPassword('other word', systemRandom) };
    change([...site.slice(0, -1), other]);
    assert.equal(await costs('right word', /^535 5\.7\.8/u), 1);
    assert.equal(await costs('other word', /^235/u), 1);
    change(site.slice(0, -1));
    assert.equal(await costs('other word', /^535 5\.7\.8/u), 1);
  } finally {
    derivations.mock.restore();
    syncBuiltinESMExports();
  }
});

test('what a peer says does not choose what is told to help against its refusal', async () => {
  await using house = await receiveHouse(site);
  const curesOf = async (commands: readonly string[]): Promise<readonly (string | undefined)[]> => {
    const talk = await house.talk('submissions');
    await talk.hello();
    for (const command of commands) await talk.say(command);
    await talk.say('QUIT');
    await talk.rest();
    const record = [...house.store.sessions.values()].at(-1);
    assert.ok(record);
    assert.ok(record.refusals.every(({ reason }) => reason !== undefined));
    return lacksOf(record).map((lack) => lack?.cure);
  };
  const b64 = (text: string): string => Buffer.from(text).toString('base64');
  for (const name of ['x (messageSize)', 'connector x: connectorRecipientsPerDay 5', 'x; errorsBeforeClose']) {
    const [cure] = await curesOf([`AUTH PLAIN ${b64(`\0${name}\0wrong`)}`]);
    assert.match(cure ?? '', /doorpost credential add/u, name);
  }
  for (const line of ['XYZ (connectionsTotal)', 'XYZ; it said: AUTH NTLM'])
    assert.match((await curesOf([line])).join('|'), /^update the firmware of the device, or mend the program[^|]*$/u);
});

test('switched-off sign-in is told after the right password only, with the reason', async () => {
  await using house = await receiveHouse([...site, organization('Ours', { smtpAuth: false })]);
  const talk = await house.talk('submissions');
  await talk.hello();
  assert.match(await talk.login('scanner@ours.test', 'wrong'), /^535 5\.7\.8/u);
  assert.match(await talk.login('scanner@ours.test', 'right word'), /^535 5\.7\.139 .*organization/u);
});

test('a transcript shows the lines of AUTH LOGIN in their order, without what they hold', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('submissions');
  await talk.hello();
  const b64 = (text: string): string => Buffer.from(text).toString('base64');
  await talk.say('AUTH LOGIN');
  await talk.say(b64('scanner@ours.test'));
  await talk.say(b64('wrong word'));
  await talk.say(`AUTH LOGIN ${b64('scanner@ours.test')}`);
  await talk.say('*');
  await talk.say(`AUTH PLAIN ${b64('\0scanner@ours.test\0right word')}`);
  await talk.say('QUIT');
  await talk.rest();
  const [session] = house.store.sessions.values();
  const said = session?.transcript.split('\n').filter((line) => line.startsWith('C: '));
  assert.deepEqual(said?.slice(1), [
    'C: AUTH LOGIN',
    'C: ***',
    'C: ***',
    'C: AUTH LOGIN ***',
    'C: *',
    'C: AUTH PLAIN ***',
    'C: QUIT',
  ]);
});

test('a secret behind a misspelt AUTH, and a message behind a refused DATA, are in no record', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk();
  await talk.hello();
  const secret = Buffer.from('\0scanner@ours.test\0right word').toString('base64');
  for (const line of [
    `AUTH  PLAIN ${secret}`,
    ` AUTH PLAIN ${secret}`,
    `AUTH=PLAIN ${secret}`,
    `XAUTH ${secret}`,
    secret,
  ])
    assert.match(await talk.say(line), /^5/u);
  assert.match(await talk.say('DATA'), /^503/u);
  assert.match(await talk.say('Subject: private words'), /^500/u);
  await talk.say('QUIT');
  await talk.rest();
  const [session] = house.store.sessions.values();
  const record = JSON.stringify(session);
  assert.ok(!record.includes(secret), record);
  assert.ok(!record.includes('private words'), record);
  assert.match(session?.transcript ?? '', /^C: AUTH  PLAIN \*\*\*$/mu);
});

test('acting for another is refused; AUTH LOGIN and cancelling work', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('submissions');
  await talk.hello();
  const b64 = (text: string): string => Buffer.from(text).toString('base64');
  assert.match(await talk.say(`AUTH PLAIN ${b64('admin\0scanner@ours.test\0right word')}`), /^535 5\.7\.8/u);
  assert.match(await talk.say('AUTH PLAIN'), /^334/u);
  assert.match(await talk.say('*'), /^501 5\.7\.0/u);
  assert.equal(await talk.say('AUTH LOGIN'), '334 VXNlcm5hbWU6');
  assert.equal(await talk.say(b64('scanner@ours.test')), '334 UGFzc3dvcmQ6');
  assert.match(await talk.say(b64('right word')), /^235/u);
  assert.match(await talk.say('AUTH LOGIN'), /^503/u);
  await talk.say('QUIT');
  await talk.rest();
  const [session] = house.store.sessions.values();
  assert.equal(session?.login, 'scanner@ours.test');
  for (const secret of ['right word', b64('right word'), b64('admin\0scanner@ours.test\0right word')])
    assert.ok(!JSON.stringify(session).includes(secret));
});

test('Send As holds for the reverse-path at MAIL and for From and Sender at the end of data', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('submissions');
  await talk.hello();
  await talk.login('scanner@ours.test', 'right word');
  assert.match(await talk.say('MAIL FROM:<ceo@ours.test>'), /^550 5\.7\.60/u);
  assert.match(await talk.say('MAIL FROM:<>'), /^550 5\.7\.60/u);
  for (const header of [
    'From: CEO <ceo@ours.test>',
    'From: mfp@ours.test\r\nSender: ceo@ours.test',
    'From: mfp@ours.test\r\nFrom: ceo@ours.test',
    'From: mfp@ours.test, ceo@ours.test',
    'From: nobody at all',
    'From: mfp@ours.test\r\nnot a field\r\nFrom: ceo@ours.test',
  ]) {
    assert.match(await talk.envelope('mfp@ours.test', 'x@else.test'), /^250/u);
    assert.match(await talk.data(`${header}\r\n\r\nb\r\n`), /^55[04] 5\.(?:7\.60|6\.0)/u, header);
  }
  await talk.envelope('mfp@ours.test', 'x@else.test');
  assert.match(await talk.data('From: "ceo@ours.test" <mfp@ours.test>\r\n\r\nb\r\n'), /^250/u);
  assert.equal(house.store.messages.length, 1);
  assert.equal(house.store.open, 0);
});

test('more than three sends at once for one mailbox: 451 4.3.2, and a finished one makes room', async () => {
  await using house = await receiveHouse(site);
  const talks = [];
  for (let n = 0; n < 4; n++) {
    const talk = await house.talk('submissions');
    await talk.hello();
    await talk.login('scanner@ours.test', 'right word');
    await talk.envelope('scanner@ours.test', 'x@else.test');
    talks.push(talk);
  }
  const [first, second, third, fourth] = talks;
  assert.ok(first && second && third && fourth);
  for (const talk of [first, second, third]) assert.match(await talk.say('DATA'), /^354/u);
  assert.match(await fourth.say('DATA'), /^451 4\.3\.2/u);
  assert.match(await first.say('From: scanner@ours.test\r\n\r\nb\r\n.'), /^250/u);
  second.destroy();
  await fourth.say('RSET');
  await fourth.envelope('scanner@ours.test', 'x@else.test');
  assert.match(await fourth.say('DATA'), /^354/u);
});

test('the daily recipients of a mailbox are counted from before the start, and running sends count too', async () => {
  const limited = mailbox('Ours', 'scanner@ours.test', { limits: { recipientsPerDay: 5 } });
  await using house = await receiveHouse([...site, limited]);
  const say = async (count: number): Promise<string> => {
    const talk = await house.talk('submissions');
    await talk.hello();
    await talk.login('scanner@ours.test', 'right word');
    return talk.envelope('scanner@ours.test', ...Array.from({ length: count }, (_, n) => `x${n}@else.test`));
  };
  assert.match(await say(4), /^250/u);
  assert.match(await say(2), /^550 5\.1\.90/u);
});

test('what the store cannot take is a temporary refusal, and nothing stays behind', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk();
  await talk.hello();
  house.store.unhealthy = 'fsync failed';
  assert.match(await talk.say('MAIL FROM:<a@ours.test>'), /^451 4\.3\.0/u);
  house.store.unhealthy = null;
  house.store.free = 1_000;
  assert.match(await talk.say('MAIL FROM:<a@ours.test>'), /^452 4\.3\.1/u);
  house.store.free = Number.MAX_SAFE_INTEGER;
  for (const failing of ['accept', 'write'] as const) {
    house.store.failing = failing;
    await talk.envelope('a@ours.test', 'x@else.test');
    assert.match(await talk.data(), /^451 4\.3\.0/u);
  }
  house.store.failing = null;
  await talk.envelope('a@ours.test', 'x@else.test');
  assert.match(await talk.data(), /^250/u);
  assert.equal(house.store.messages.length, 1);
  assert.equal(house.store.open, 0);
});

test('250 is said only after the store has the message', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk();
  await talk.hello();
  await talk.envelope('a@ours.test', 'x@else.test');
  let release: () => void = () => {};
  house.store.gate = new Promise((resolve) => {
    release = resolve;
  });
  const answer = talk.data();
  const first = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'silence'))]);
  assert.equal(first, 'silence');
  release();
  assert.match(await answer, /^250/u);
});

test('too many recipients, too large, loops and header floods get their codes', async () => {
  const small = organization('Ours', { limits: { recipientsPerMessage: 2, messageSize: 2_000 } });
  await using house = await receiveHouse([...site, small]);
  const talk = await house.talk();
  assert.match(await talk.hello(), /SIZE 2000\b/u);
  assert.match(await talk.say('MAIL FROM:<a@ours.test> SIZE=2001'), /^552 5\.3\.4/u);
  assert.match(await talk.envelope('a@ours.test', 'x@e.test', 'y@e.test', 'z@e.test'), /^452 4\.5\.3/u);
  assert.match(await talk.data(`${'x'.repeat(900)}\r\n`.repeat(3)), /^552 5\.3\.4/u);
  await talk.envelope('a@ours.test', 'x@e.test');
  assert.match(await talk.data(`${'Received: x\r\n'.repeat(51)}\r\nb\r\n`), /^554 5\.4\.6/u);
  await talk.envelope('a@ours.test', 'x@e.test');
  assert.match(await talk.data(`${'Received: x\r\n'.repeat(50)}\r\nb\r\n`), /^250/u);
  await talk.envelope('a@ours.test', 'inbox@ours.test');
  assert.match(await talk.data('Delivered-To: Inbox@ours.test\r\n\r\nb\r\n'), /^554 5\.4\.6 .*Delivered-To/u);
  assert.equal(house.store.messages.length, 1);
});

test("a connector's limits hold, with an alarm from 80 percent on", async () => {
  const limited = connector('Ours', 'This machine', {
    senderAddresses: ['127.0.0.1'],
    limits: { connectorMessagesPerHour: 5 },
  });
  await using house = await receiveHouse([...site, limited]);
  const talk = await house.talk();
  await talk.hello();
  for (let n = 0; n < 5; n++) {
    await talk.envelope('a@ours.test', 'x@e.test');
    assert.match(await talk.data(), /^250/u);
  }
  assert.match(await talk.say('MAIL FROM:<a@ours.test>'), /^450 4\.7\.1/u);
  const stages = house.observed.flatMap((one) => (one.kind === 'alarm' ? [one.alarm.stage] : []));
  assert.deepEqual(stages, [1, 3], '4 of 5, 5 of 5');
});

test("a connector's recipients are counted while they are given, over all its sessions", async () => {
  const limited = connector('Ours', 'This machine', {
    senderAddresses: ['127.0.0.1'],
    limits: { connectorRecipientsPerHour: 3 },
  });
  await using house = await receiveHouse([...site, limited]);
  const [first, second] = [await house.talk(), await house.talk()];
  await first.hello();
  await second.hello();
  assert.match(await first.envelope('a@ours.test', 'x@e.test', 'y@e.test'), /^250/u);
  assert.match(await second.envelope('a@ours.test', 'x@e.test', 'y@e.test'), /^450 4\.7\.1/u);
  await first.say('RSET');
  assert.match(await second.say('RCPT TO:<y@e.test>'), /^250/u);
});

test("a connector's messages are counted from MAIL on, over all its sessions, and what ends unaccepted is given back", async () => {
  const limited = connector('Ours', 'This machine', {
    senderAddresses: ['127.0.0.1'],
    limits: { connectorMessagesPerHour: 2 },
  });
  await using house = await receiveHouse([...site, limited]);
  const talks = [await house.talk(), await house.talk(), await house.talk(), await house.talk()];
  for (const talk of talks) await talk.hello();
  const answers = await Promise.all(talks.map((talk) => talk.say('MAIL FROM:<a@ours.test>')));
  assert.deepEqual(answers.map((reply) => reply.slice(0, 9)).sort(), [
    '250 2.1.0',
    '250 2.1.0',
    '450 4.7.1',
    '450 4.7.1',
  ]);
  const begun = talks.filter((_, n) => answers[n]?.startsWith('250'));
  await begun[0]?.say('RSET');
  assert.match((await begun[0]?.envelope('a@ours.test', 'x@e.test')) ?? '', /^250/u);
  assert.match((await begun[0]?.data()) ?? '', /^250/u);
  await begun[1]?.say('RSET');
  assert.match((await begun[1]?.envelope('a@ours.test', 'x@e.test')) ?? '', /^250/u);
  assert.match((await begun[1]?.data()) ?? '', /^250/u);
  assert.match((await begun[1]?.say('MAIL FROM:<a@ours.test>')) ?? '', /^450 4\.7\.1/u);
});

test('Direct Send of one address is counted from its first recipient on, over all its sessions', async () => {
  const owner = organization('Ours', { limits: { directMessagesPerAddressPerHour: 2 } });
  await using house = await receiveHouse([...site, owner]);
  const talks = [];
  for (let n = 0; n < 4; n++) {
    const talk = await house.talk('smtp', '127.0.0.2');
    await talk.hello();
    await talk.say('MAIL FROM:<a@e.test>');
    talks.push(talk);
  }
  const answers = await Promise.all(talks.map((talk) => talk.say('RCPT TO:<inbox@ours.test>')));
  assert.deepEqual(answers.map((reply) => reply.slice(0, 9)).sort(), [
    '250 2.1.5',
    '250 2.1.5',
    '450 4.7.1',
    '450 4.7.1',
  ]);
  const begun = talks.filter((_, n) => answers[n]?.startsWith('250'));
  const turned = talks.find((_, n) => answers[n]?.startsWith('450'));
  await begun[0]?.say('RSET');
  assert.match((await turned?.say('RCPT TO:<inbox@ours.test>')) ?? '', /^250/u);
});

test('a connector that requires TLS says so in clear', async () => {
  const strict = connector('Ours', 'This machine', { senderAddresses: ['127.0.0.1'], requireTls: true });
  await using house = await receiveHouse([...site, strict]);
  const talk = await house.talk();
  await talk.hello();
  assert.match(await talk.say('MAIL FROM:<a@ours.test>'), /^530 5\.7\.0/u);
  await talk.startTls();
  await talk.hello();
  assert.match(await talk.envelope('a@ours.test', 'x@e.test'), /^250/u);
});

test('errors close the session at the twentieth, unknown recipients at the tenth, junk after a hundred', async () => {
  await using house = await receiveHouse([
    ...site,
    {
      kind: 'system',
      id: 'system' as never,
      limits: { errorsBeforeDelay: 1_000, junkCommands: 10 },
      defaultOrganizationId: null,
      captureOutbound: false,
    },
  ]);
  const errs = await house.talk('smtp', '127.0.0.2');
  await errs.hello();
  for (let n = 1; n < 20; n++) assert.match(await errs.say('XYZ'), /^500/u);
  assert.match(await errs.say('XYZ'), /^421 4\.7\.0/u);
  assert.equal(await errs.rest(), '');

  const probe = await house.talk('smtp', '127.0.0.2');
  await probe.hello();
  await probe.say('MAIL FROM:<a@e.test>');
  for (let n = 1; n <= 10; n++) assert.match(await probe.say(`RCPT TO:<u${n}@ours.test>`), /^550 5\.1\.1/u);
  const farewell = await probe.hear();
  assert.match(farewell, /^421 4\.7\.0 .*correct the addresses/u);
  assert.match((await found(house, farewell)).cause, /unknownRecipients/u);

  const bored = await house.talk('smtp', '127.0.0.2');
  await bored.hello();
  for (let n = 1; n <= 10; n++) assert.match(await bored.say('NOOP'), /^250/u);
  assert.match(await bored.say('NOOP'), /^421/u);
});

test('refused sessions beyond the bound of an address and hour are counted only', async () => {
  await using house = await receiveHouse([
    ...site,
    {
      kind: 'system',
      id: 'system' as never,
      limits: { refusalsKeptPerAddressPerHour: 2 },
      defaultOrganizationId: null,
      captureOutbound: false,
    },
  ]);
  const ends: string[] = [];
  for (let n = 0; n < 4; n++) {
    const talk = await house.talk('smtp', '127.0.0.2');
    await talk.hello();
    ends.push(await talk.say('XYZ'));
    await talk.say('QUIT');
    await talk.rest();
  }
  assert.equal(ends.filter((reply) => reply.includes('[ref')).length, 2);
  assert.equal(house.store.sessions.size, 2);
  assert.equal(house.store.counted, 2);
});

test('connections of one address are bounded; those of a connector have their own bound', async () => {
  await using house = await receiveHouse([
    ...site,
    {
      kind: 'system',
      id: 'system' as never,
      limits: { connectionsPerAddress: 2, connectionsPerConnector: 3 },
      defaultOrganizationId: null,
      captureOutbound: false,
    },
  ]);
  const greetings = async (from: string, count: number): Promise<string[]> => {
    const heard: string[] = [];
    for (let n = 0; n < count; n++) heard.push((await (await house.talk('smtp', from)).hear()).slice(0, 3));
    return heard;
  };
  assert.deepEqual(await greetings('127.0.0.2', 3), ['220', '220', '421']);
  assert.deepEqual(await greetings('127.0.0.1', 4), ['220', '220', '220', '421']);
  assert.deepEqual(await greetings('127.0.0.5', 1), ['220']);
});

test('recipients of two organizations do not share a message', async () => {
  await using house = await receiveHouse([
    ...site,
    organization('Theirs'),
    domain('Theirs', 'theirs.test'),
    mailbox('Theirs', 'boss@theirs.test'),
  ]);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  assert.match(await talk.envelope('a@e.test', 'inbox@ours.test', 'boss@theirs.test'), /^452 4\.5\.3/u);
  assert.match(await talk.data(), /^250/u);
  assert.equal(house.store.messages[0]?.recipients.length, 1);
});

test('the pace of a mailbox delays delivery, never acceptance', async () => {
  const paced = mailbox('Ours', 'scanner@ours.test', { limits: { messagesPerMinute: 2 } });
  await using house = await receiveHouse([...site, paced]);
  const talk = await house.talk('submissions');
  await talk.hello();
  await talk.login('scanner@ours.test', 'right word');
  for (let n = 0; n < 3; n++) {
    await talk.envelope('scanner@ours.test', 'x@e.test');
    assert.match(await talk.data('From: scanner@ours.test\r\n\r\nb\r\n'), /^250/u);
  }
  const waits = house.store.messages.map((one) => (one.recipients[0]?.notBefore ?? 0) - one.receivedAt);
  assert.deepEqual(waits.slice(0, 2), [0, 0]);
  assert.ok((waits[2] ?? 0) > 50_000);
});

test('what a pipelining client sent behind a refused MAIL or RCPT is refused by the same reference, and is no record of its own', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  await talk.say('MAIL FROM:<a@elsewhere.test>');
  const first = await talk.say('RCPT TO:<b@outside.test>');
  const data = await talk.say('DATA');
  assert.match(first, /^550 5\.7\.64/u);
  assert.match(data, /^(?:503|554) /u);
  const reference = (reply: string): string | undefined => /\[ref (\S+)\]$/u.exec(reply)?.[1];
  assert.equal(reference(data), reference(first));
  await found(house, first);
  const [session] = house.store.sessions.values();
  assert.equal(session?.refusals.length, 1);
});
