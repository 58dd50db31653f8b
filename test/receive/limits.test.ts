/** Each limit of the table, provoked over a socket: up to its value all is well, beyond it happens what the table says. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { Alarm } from '../../src/mail/alarm.ts';
import { type LimitDefinition, type LimitName, type LimitOverrides, limitTable } from '../../src/mail/limits.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { needsProtectionSeat } from '../../src/policy/licences/licences.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import {
  connector,
  credential,
  domain,
  id,
  mailbox,
  organization,
  pool,
  type ReceiveHouse,
  receiveHouse,
  type Talk,
} from '../../lab/houses/receive-house.ts';

const OFFICE = '127.0.0.1';
const STRANGER = '127.0.0.2';
const HOUR = 3_600_000;
const scanner = mailbox('Ours', 'scanner@ours.test');
const site: readonly DirectoryObject[] = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  mailbox('Ours', 'v@ours.test'),
  scanner,
  connector('Ours', 'Office', { senderAddresses: [OFFICE] }),
  await credential(scanner, 'right word'),
];
const system = (limits: LimitOverrides): DirectoryObject => ({
  kind: 'system',
  id: 'system' as never,
  limits,
  defaultOrganizationId: null,
  captureOutbound: false,
});

interface Place {
  readonly house: ReceiveHouse;
  readonly clock: ManualClock;
  /** The limit in force. */
  readonly value: number;
  readonly stressed: boolean;
  /** Lets time pass, in a server that stays as full as it was. */
  pass(ms: number): Promise<void>;
}

/** Client and server share the event loop: what was written has been read after a few turns. */
async function turns(): Promise<void> {
  for (let n = 0; n < 10; n++) await new Promise((resolve) => setImmediate(resolve));
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let n = 0; n < 5_000 && !holds(); n++) await new Promise((resolve) => setTimeout(resolve, 2));
  assert.ok(holds(), what);
}

async function stranger({ house }: Place, from = STRANGER): Promise<Talk> {
  const talk = await house.talk('smtp', from);
  await talk.hello();
  return talk;
}

async function signedIn({ house }: Pick<Place, 'house'>): Promise<Talk> {
  const talk = await house.talk('submissions');
  await talk.hello();
  assert.match(await talk.login('scanner@ours.test', 'right word'), /^235/u);
  return talk;
}

async function inContent(place: Place): Promise<Talk> {
  const talk = await stranger(place);
  await talk.envelope('a@e.test', 'v@ours.test');
  assert.match(await talk.say('DATA'), /^354/u);
  return talk;
}

/** Content of a message to v@ours.test, and its answer. */
async function answerTo(place: Place, content: string): Promise<string> {
  const talk = await stranger(place);
  await talk.envelope('a@e.test', 'v@ours.test');
  const reply = await talk.data(content);
  talk.destroy();
  return reply;
}

async function stillOpen(talk: Talk): Promise<void> {
  await turns();
  assert.ok(!talk.hasHeard, 'nothing happens yet');
}

const records = (house: ReceiveHouse): readonly SessionRecord[] => [...house.store.sessions.values()];

/** Connections from an address: how each is greeted. */
async function greetings(house: ReceiveHouse, from: string, count: number): Promise<readonly string[]> {
  const heard: string[] = [];
  for (let n = 0; n < count; n++) heard.push(await (await house.talk('smtp', from)).hear());
  return heard;
}

async function refusedAtDoor(place: Place, from: string, reply: RegExp, name: string): Promise<void> {
  const heard = await greetings(place.house, from, place.value + 1);
  assert.ok(heard.slice(0, -1).every((greeting) => greeting.startsWith('220')));
  assert.match(heard.at(-1) ?? '', reply);
  const reference = /\[ref (\S+)\]$/u.exec(heard.at(-1) ?? '')?.[1];
  await until(() => records(place.house).some((one) => one.refusals[0]?.reference === reference), 'on record');
  const record = records(place.house).find((one) => one.refusals[0]?.reference === reference);
  assert.ok(record?.refusals[0]?.cause.includes(name), record?.refusals[0]?.cause);
}

/** Recipients of one message by a connector: how each is answered. */
async function relayed(place: Place, count: number): Promise<readonly string[]> {
  const talk = await stranger(place, OFFICE);
  await talk.say('MAIL FROM:<a@ours.test>');
  const heard: string[] = [];
  for (let n = 0; n < count; n++) heard.push((await talk.say(`RCPT TO:<u${n}@e.test>`)).slice(0, 9));
  return heard;
}

interface Proof {
  /** The value set for the system: small, so that it is reached soon. */
  readonly value: number;
  readonly others?: LimitOverrides;
  readonly provoke: (place: Place) => Promise<void>;
}

const proofs: Readonly<Record<LimitName, Proof>> = {
  connectionsTotal: {
    value: 3,
    provoke: (place) => refusedAtDoor(place, STRANGER, /^421 4\.3\.2 .*\[ref \S+\]$/u, 'connectionsTotal'),
  },
  connectionsPerAddress: {
    value: 2,
    provoke: (place) => refusedAtDoor(place, STRANGER, /^421 4\.7\.0 .*\[ref/u, 'connectionsPerAddress'),
  },
  connectionsPerConnector: {
    value: 3,
    provoke: (place) => refusedAtDoor(place, OFFICE, /^421 4\.7\.0 .*\[ref/u, 'connectionsPerConnector'),
  },
  commandLine: {
    value: 100,
    async provoke(place) {
      const talk = await stranger(place);
      assert.match(await talk.say(`NOOP ${'x'.repeat(place.value - 5)}`), /^250/u);
      assert.match(await talk.say(`NOOP ${'x'.repeat(place.value - 4)}`), /^500 5\.5\.6/u);
    },
  },
  authLine: {
    value: 3_003,
    async provoke(place) {
      const talk = await place.house.talk('submissions');
      await talk.hello();
      const whole = Buffer.from(`\0u@ours.test\0${'p'.repeat(place.value)}`).toString('base64');
      assert.match(await talk.say(`AUTH PLAIN ${whole.slice(0, place.value - 11)}`), /^535/u);
      assert.match(await talk.say(`AUTH PLAIN ${whole.slice(0, place.value - 7)}`), /^500 5\.5\.6/u);
    },
  },
  unfinishedLine: {
    value: 5_000,
    async provoke(place) {
      const talk = await stranger(place);
      talk.write('x'.repeat(place.value));
      await stillOpen(talk);
      talk.write('x');
      assert.match(await talk.rest(), /^500 5\.5\.6/u);
    },
  },
  contentLine: {
    value: 200,
    async provoke(place) {
      assert.match(await answerTo(place, `S: x\r\n\r\n${'x'.repeat(place.value)}\r\n`), /^250/u);
      assert.match(await answerTo(place, `S: x\r\n\r\n${'x'.repeat(place.value + 1)}\r\n`), /^550 5\.6\.0/u);
    },
  },
  headerSection: {
    value: 2_000,
    async provoke(place) {
      const header = (octets: number): string => `${'X: y\r\n'.repeat(100)}Z: ${'z'.repeat(octets - 607)}\r\n\r\n`;
      assert.match(await answerTo(place, header(900)), /^250/u);
      assert.match(await answerTo(place, `${'X: y\r\n'.repeat(400)}\r\nb\r\n`), /^552 5\.3\.4/u);
    },
  },
  headerFields: {
    value: 5,
    async provoke(place) {
      assert.match(await answerTo(place, `${'X: y\r\n'.repeat(place.value)}\r\nb\r\n`), /^250/u);
      assert.match(await answerTo(place, `${'X: y\r\n'.repeat(place.value + 1)}\r\nb\r\n`), /^552 5\.3\.4/u);
    },
  },
  receivedHops: {
    value: 3,
    async provoke(place) {
      assert.match(await answerTo(place, `${'Received: x\r\n'.repeat(place.value)}\r\nb\r\n`), /^250/u);
      assert.match(await answerTo(place, `${'Received: x\r\n'.repeat(place.value + 1)}\r\nb\r\n`), /^554 5\.4\.6/u);
    },
  },
  messageSize: {
    value: 1_000,
    async provoke(place) {
      const talk = await stranger(place);
      assert.match(await talk.say(`MAIL FROM:<a@e.test> SIZE=${place.value + 1}`), /^552 5\.3\.4/u);
      const content = (octets: number): string => `S: x\r\n\r\n${'y'.repeat(octets - 10)}\r\n`;
      assert.match(await answerTo(place, content(place.value)), /^250/u);
      assert.match(await answerTo(place, content(place.value + 1)), /^552 5\.3\.4/u);
    },
  },
  recipientsPerMessage: {
    value: 3,
    async provoke(place) {
      assert.deepEqual(await relayed(place, 7), [
        ...Array(3).fill('250 2.1.5'),
        ...Array(3).fill('452 4.5.3'),
        '421 4.5.3',
      ]);
    },
  },
  errorsBeforeDelay: {
    value: 2,
    async provoke(place) {
      const talk = await stranger(place);
      for (let n = 0; n < place.value; n++) assert.match(await talk.say('XYZ'), /^500/u);
      talk.write('XYZ\r\n');
      await stillOpen(talk);
      await place.pass(1_000);
      assert.match(await talk.hear(), /^500/u);
    },
  },
  errorsBeforeClose: {
    value: 6,
    async provoke(place) {
      const talk = await stranger(place);
      for (let n = 1; n < place.value; n++) assert.match(await talk.say('XYZ'), /^500/u);
      assert.match(await talk.say('XYZ'), /^421 4\.7\.0 .*\[ref/u);
      assert.equal(await talk.rest(), '');
    },
  },
  junkCommands: {
    value: 10,
    async provoke(place) {
      const talk = await stranger(place);
      for (let n = 0; n < place.value; n++) assert.match(await talk.say('NOOP'), /^250/u);
      assert.match(await talk.say('NOOP'), /^421 4\.7\.0 .*\[ref/u);
    },
  },
  unknownRecipients: {
    value: 4,
    async provoke(place) {
      const talk = await stranger(place);
      await talk.say('MAIL FROM:<a@e.test>');
      for (let n = 0; n < place.value; n++) assert.match(await talk.say(`RCPT TO:<u${n}@ours.test>`), /^550 5\.1\.1/u);
      assert.match(await talk.hear(), /^421 4\.7\.0 .*\[ref/u);
    },
  },
  authFailuresPerConnection: {
    value: 3,
    async provoke(place) {
      const talk = await place.house.talk('submissions');
      await talk.hello();
      for (let n = 0; n < place.value; n++) assert.match(await talk.login(`u${n}@ours.test`, 'x'), /^535/u);
      assert.match(await talk.hear(), /^421 4\.7\.0 .*\[ref/u);
    },
  },
  authDelayLongest: {
    value: 2_000,
    async provoke(place) {
      const talk = await place.house.talk('submissions');
      await talk.hello();
      const guess = (): Promise<string> => talk.login('scanner@ours.test', 'guess');
      for (let n = 0; n < 5; n++) assert.match(await guess(), /^535/u);
      await place.pass(1_000);
      assert.match(await guess(), /^535/u);
      await place.pass(2_000);
      assert.match(await guess(), /^535/u); // doubled again it would be four seconds
      await place.pass(place.value - 1);
      assert.match(await talk.login('scanner@ours.test', 'right word'), /^454 4\.7\.0/u);
      await place.pass(1);
      assert.match(await talk.login('scanner@ours.test', 'right word'), /^235/u);
    },
  },
  idle: {
    value: 40_000,
    async provoke(place) {
      const talk = await stranger(place);
      await place.pass(place.value - 1_000);
      await stillOpen(talk);
      await place.pass(2_000);
      assert.match(await talk.rest(), /^421 4\.4\.2 .*\[ref/u);
    },
  },
  commandTime: {
    value: 40_000,
    async provoke(place) {
      const talk = await stranger(place);
      for (let n = 0; n < 3; n++) {
        talk.write('N');
        await turns();
        await stillOpen(talk);
        await place.pass(place.value * 0.3);
      }
      talk.write('O');
      await stillOpen(talk);
      await place.pass(place.value * 0.15);
      assert.match(await talk.rest(), /^421 4\.4\.2 .*\[ref/u);
    },
  },
  dataIdle: {
    value: 30_000,
    async provoke(place) {
      const talk = await inContent(place);
      // Enough to be no slow sender for that long.
      const rate = place.stressed ? (limitTable.dataRate.underStress ?? 0) : limitTable.dataRate.default;
      talk.write(`S: x\r\n\r\n${`${'y'.repeat(98)}\r\n`.repeat(Math.ceil((place.value / 1_000) * rate * 0.02))}`);
      await until(() => talk.socket.writableLength === 0, 'sent');
      await turns();
      await place.pass(place.value - 1_000);
      await stillOpen(talk);
      await place.pass(2_000);
      assert.match(await talk.rest(), /^421 4\.4\.2 Nothing.*\[ref/u);
      assert.equal(place.house.store.open, 0);
    },
  },
  dataRate: {
    value: 1_000,
    async provoke(place) {
      const talk = await inContent(place);
      const step = place.stressed ? 2_500 : 15_000;
      talk.write('S: x\r\n\r\n');
      for (let n = 0; n < 4; n++) {
        await stillOpen(talk);
        talk.write(`${'y'.repeat(98)}\r\n`.repeat(Math.floor((place.value * step) / 1_000 / 200)));
        await until(() => talk.socket.writableLength === 0, 'sent');
        await turns();
        await place.pass(step);
      }
      await place.pass(1);
      assert.match(await talk.rest(), /^421 4\.4\.2 Content arrives too slowly.*\[ref/u);
      assert.equal(place.house.store.open, 0);
    },
  },
  greetingPause: {
    value: 50,
    async provoke({ house, clock, value }) {
      const socket = connect({ port: house.port('smtp'), host: '127.0.0.1', localAddress: STRANGER });
      let heard = '';
      socket.on('data', (octets) => {
        heard += octets;
      });
      await until(() => house.receiving.sessions() === 1, 'connected');
      await clock.advance(value - 1);
      await turns();
      assert.equal(heard, '');
      await clock.advance(1);
      await until(() => heard.startsWith('220 '), 'greeted');
      socket.destroy();
    },
  },
  handshake: {
    value: 20_000,
    async provoke(place) {
      const { house } = place;
      const before = house.receiving.sessions();
      const socket = connect({ port: house.port('submissions'), host: '127.0.0.1', localAddress: STRANGER });
      await until(() => house.receiving.sessions() > before, 'connected');
      socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1]));
      let closed = false;
      socket.resume().on('error', () => {});
      socket.on('close', () => {
        closed = true;
      });
      await turns();
      await place.pass(place.value - 1_000);
      await turns();
      assert.equal(closed, false);
      await place.pass(2_000);
      await until(() => closed, 'closed');
      assert.ok(records(house).some((one) => /TLS handshake failed: not finished/u.test(one.end)));
    },
  },
  sessionTime: {
    value: 100_000,
    async provoke(place) {
      const talk = await stranger(place);
      const step = 10_000;
      for (let passed = 0; passed < place.value - step; passed += step) {
        await place.pass(step);
        assert.match(await talk.say('EHLO again.test'), /^250/u);
      }
      await place.pass(step + 1_000);
      assert.match(await talk.rest(), /^421 4\.4\.2 .*too long; connect again \[ref/u);
    },
  },
  unsentReplies: {
    value: 1_024,
    async provoke(place) {
      const talk = await stranger(place);
      await talk.say('MAIL FROM:<a@e.test>'); // a session that began mail is on record
      talk.socket.pause();
      talk.write('EHLO x\r\n'.repeat(150_000));
      await until(() => place.house.receiving.sessions() === 0, 'closed');
      assert.match(records(place.house).at(-1)?.end ?? '', /did not read our replies/u);
      talk.destroy();
    },
  },
  concurrentSends: {
    value: 1,
    async provoke(place) {
      const talks = [await signedIn(place), await signedIn(place)];
      for (const talk of talks) await talk.envelope('scanner@ours.test', 'x@e.test');
      assert.match((await talks[0]?.say('DATA')) ?? '', /^354/u);
      assert.match((await talks[1]?.say('DATA')) ?? '', /^451 4\.3\.2/u);
    },
  },
  messagesPerMinute: {
    value: 2,
    async provoke(place) {
      const talk = await signedIn(place);
      for (let n = 0; n <= place.value; n++) {
        await talk.envelope('scanner@ours.test', 'x@e.test');
        assert.match(await talk.data('From: scanner@ours.test\r\n\r\nb\r\n'), /^250/u);
      }
      const delays = place.house.store.messages.map((one) => (one.recipients[0]?.notBefore ?? 0) - one.receivedAt);
      assert.deepEqual(delays, [0, 0, 60_000]);
    },
  },
  recipientsPerDay: {
    value: 5,
    async provoke(place) {
      const talk = await signedIn(place);
      // Four were counted before the start.
      assert.match(await talk.envelope('scanner@ours.test', 'x@e.test'), /^250/u);
      assert.match(await talk.say('RCPT TO:<y@e.test>'), /^550 5\.1\.90/u);
    },
  },
  connectorMessagesPerHour: {
    value: 2,
    async provoke(place) {
      const talk = await stranger(place, OFFICE);
      for (let n = 0; n < place.value; n++) {
        await talk.envelope('a@ours.test', 'x@e.test');
        assert.match(await talk.data(), /^250/u);
      }
      assert.match(await talk.say('MAIL FROM:<a@ours.test>'), /^450 4\.7\.1/u);
      await place.pass(200_000);
      const later = await stranger(place, OFFICE);
      assert.match(await later.say('MAIL FROM:<a@ours.test>'), /^450 4\.7\.1/u);
      await place.pass(HOUR + 600_000);
      const much = await stranger(place, OFFICE);
      assert.match(await much.say('MAIL FROM:<a@ours.test>'), /^250/u);
    },
  },
  connectorRecipientsPerHour: {
    value: 2,
    async provoke(place) {
      assert.deepEqual(await relayed(place, 3), ['250 2.1.5', '250 2.1.5', '450 4.7.1']);
    },
  },
  connectorRecipientsPerDay: {
    value: 5,
    async provoke(place) {
      // Four were counted before the start.
      assert.deepEqual(await relayed(place, 2), ['250 2.1.5', '450 4.7.1']);
    },
  },
  directMessagesPerAddressPerHour: {
    value: 2,
    async provoke(place) {
      for (let n = 0; n < place.value; n++) assert.match(await answerTo(place, 'S: x\r\n\r\nb\r\n'), /^250/u);
      const talk = await stranger(place);
      assert.match(await talk.envelope('a@e.test', 'v@ours.test'), /^450 4\.7\.1/u);
      const neighbour = await stranger(place, '127.0.0.3');
      assert.match(await neighbour.envelope('a@e.test', 'v@ours.test'), /^250/u);
    },
  },
  transcript: {
    value: 1_000,
    async provoke(place) {
      const talk = await stranger(place);
      for (let n = 0; n < 80; n++) await talk.say('NOOP');
      await talk.say('XYZ');
      await talk.say('QUIT');
      await talk.rest();
      const [record] = records(place.house);
      assert.ok((record?.transcript.length ?? 0) < place.value + 100);
      assert.match(record?.transcript ?? '', /^S: 220 [^]*lines left out[^]*S: 221 /u);
    },
  },
  refusalsKeptPerAddressPerHour: {
    value: 2,
    async provoke(place) {
      for (let n = 0; n < place.value + 2; n++) {
        const talk = await stranger(place);
        const reply = await talk.say('XYZ');
        assert.equal(reply.includes('[ref'), n < place.value);
        await talk.say('QUIT');
        await talk.rest();
      }
      await until(() => place.house.store.sessions.size === place.value, 'kept');
      assert.equal(place.house.store.counted, 2);
    },
  },
};

/** A server of five places is under stress with all of them taken: four by others, one by who is tried. */
const PLACES = 5;

async function provoke(name: LimitName, stressed: boolean): Promise<void> {
  const { value, others = {}, provoke: act } = proofs[name];
  const definition: LimitDefinition = limitTable[name];
  const limits = stressed ? { connectionsTotal: PLACES } : { ...others, [name]: value };
  const clock = createManualClock();
  const earlier = ['mailbox:scanner@ours.test', 'connector:connector Office'].map((subject) => ({
    subject,
    at: clock.now() - 20 * HOUR,
    messages: 1,
    recipients: 4,
  }));
  await using house = await receiveHouse([...site, system(limits)], { clock, buckets: earlier });
  let fillers: Talk[] = [];
  const fill = async (): Promise<void> => {
    if (!stressed) return;
    fillers = fillers.filter((one) => !one.isOver);
    while (fillers.length < PLACES - 1) {
      const talk = await house.talk('smtp', OFFICE);
      await talk.hear();
      fillers.push(talk);
    }
  };
  await fill();
  await act({
    house,
    clock,
    value: stressed ? (definition.underStress ?? 0) : value,
    stressed,
    async pass(ms) {
      await clock.advance(ms);
      await turns();
      await fill();
    },
  });
}

for (const name of Object.keys(limitTable) as LimitName[]) {
  test(`${name} holds`, () => provoke(name, false));
  if ((limitTable[name] as LimitDefinition).underStress !== undefined)
    test(`${name} is shorter under stress`, () => provoke(name, true));
}

test('stress begins while sessions wait: their patience is shortened at once', async () => {
  const clock = createManualClock();
  await using house = await receiveHouse([...site, system({ connectionsTotal: PLACES })], { clock });
  const waiting = await house.talk('smtp', STRANGER);
  await waiting.hello();
  for (let n = 0; n < PLACES - 1; n++) await (await house.talk('smtp', OFFICE)).hear();
  assert.ok(house.observed.some((one) => one.kind === 'warning' && one.what === 'stress'));
  await clock.advance(21_000);
  assert.match(await waiting.rest(), /^421 4\.4\.2/u);
});

test('80, 90 and 100 percent of each limit of a connector are an alarm, each once, which ends when there is room again', async () => {
  const clock = createManualClock(Date.UTC(2026, 0, 1, 8));
  const limits = { connectorMessagesPerHour: 10, connectorRecipientsPerHour: 20, connectorRecipientsPerDay: 30 };
  const office = connector('Ours', 'Office', { senderAddresses: [OFFICE], limits });
  await using house = await receiveHouse([...site, office], { clock });
  const send = async (recipients: number): Promise<void> => {
    const talk = await house.talk();
    await talk.hello();
    const to = Array.from({ length: recipients }, (_, n) => `u${n}@e.test`);
    assert.match(await talk.envelope('a@ours.test', ...to), /^250/u);
    assert.match(await talk.data(), /^250/u);
    talk.destroy();
  };
  const told = (): readonly string[] =>
    house.observed.flatMap((one) =>
      one.kind === 'alarm'
        ? [`${one.alarm.key.split(':').at(-1)} ${one.alarm.stage}`]
        : one.kind === 'alarm-over'
          ? [`${one.key.split(':').at(-1)} over`]
          : [],
    );
  for (let n = 0; n < 7; n++) await send(1);
  assert.deepEqual(told(), []);
  await send(1);
  assert.deepEqual(told(), ['connectorMessagesPerHour 1']);
  await send(8);
  assert.deepEqual(told().slice(1), ['connectorMessagesPerHour 2', 'connectorRecipientsPerHour 1']);
  await send(1);
  assert.deepEqual(told().slice(3), ['connectorMessagesPerHour 3']);
  const first = house.observed.find((one) => one.kind === 'alarm');
  assert.ok(first?.kind === 'alarm');
  assert.equal(first.alarm.kind, 'limit-near');
  assert.equal(first.alarm.key, `limit:connector:${office.id}:connectorMessagesPerHour`);
  assert.match(first.alarm.cause ?? '', /Office has used 8 of 10 messages an hour/u);
  assert.match(first.alarm.cure, /doorpost limits set connectorMessagesPerHour NUMBER --connector Office/u);
  await clock.advance(2 * HOUR);
  await send(8);
  assert.deepEqual(told().slice(4), [
    'connectorMessagesPerHour over',
    'connectorRecipientsPerHour over',
    'connectorRecipientsPerDay 1',
  ]);
});

test("a mailbox's recipients of the day are an alarm at 80, 90 and 100 percent", async () => {
  const clock = createManualClock(Date.UTC(2026, 0, 1, 8));
  await using house = await receiveHouse(site, { clock });
  house.change([mailbox('Ours', 'scanner@ours.test', { limits: { recipientsPerDay: 10 } })]);
  const talk = await signedIn({ house });
  const to = (count: number): string[] => Array.from({ length: count }, (_, n) => `u${n}@e.test`);
  for (const count of [7, 1, 1, 1]) {
    assert.match(await talk.envelope('scanner@ours.test', ...to(count)), /^250/u);
    assert.match(await talk.data('From: scanner@ours.test\r\n\r\nb\r\n'), /^250/u);
  }
  const alarms = house.observed.flatMap((one) => (one.kind === 'alarm' ? [one.alarm] : []));
  assert.deepEqual(
    alarms.map(({ stage }) => stage),
    [1, 2, 3],
  );
  assert.match(alarms[2]?.cause ?? '', /scanner@ours\.test has used 10 of 10 recipients in 24 hours.*refused/u);
  const keys = [...new Set(alarms.map(({ key }) => key))];
  assert.equal(keys.length, 1);
  const ends = (...more: string[]) =>
    [...keys, ...more].map((key) => house.receiving.judgeLimit({ key } as Alarm)?.end);
  assert.deepEqual(ends('limit:upstream:x:pace', 'upstream-held:x'), [undefined, undefined, undefined]);
  await clock.advance(25 * HOUR);
  assert.deepEqual(ends('limit:mailbox:gone:recipientsPerDay'), ['limit-has-room', 'is-gone']);
});

test('a relay sender without mailbox takes a protection seat: report lets it pass, enforce asks for the seat', async () => {
  const enforcing = organization('Ours', { licensing: 'enforce' });
  await using house = await receiveHouse(site);
  const answer = async (from: string): Promise<string> => {
    const talk = await house.talk();
    await talk.hello();
    const reply = await talk.envelope(from, 'x@e.test');
    const end = reply.startsWith('250') ? await talk.data() : reply;
    talk.destroy();
    return end;
  };
  assert.match(await answer('alarm@ours.test'), /^250/u);
  assert.ok(house.store.messages[0]?.usage.some((one) => one.subject === 'sender:Ours:alarm@ours.test'));
  house.change([enforcing]);
  assert.match(await answer('alarm@ours.test'), /^550 5\.7\.1 .*licence.*\[ref/u);
  assert.match(await answer('scanner@ours.test'), /^550 5\.7\.1/u);
  house.change([pool('Ours', { assignedMailboxes: ['scanner@ours.test'], assignedSenders: ['alarm@ours.test'] })]);
  assert.match(await answer('alarm@ours.test'), /^250/u);
  assert.match(await answer('scanner@ours.test'), /^250/u);
  assert.match(await answer('other@ours.test'), /^550 5\.7\.1/u);
  // postmaster@ is answered by a mailbox, and sends as itself: enforcement and report agree about its seat.
  house.change([{ ...enforcing, postmaster: 'scanner@ours.test' }]);
  assert.match(await answer('postmaster@ours.test'), /^550 5\.7\.1/u);
  assert.equal(needsProtectionSeat(house.directory.current, id('Ours'), 'postmaster@ours.test'), true);
  // Seats that were taken away count from the end of the list, as the report counts them.
  house.change([pool('Ours', { assignedSenders: ['first@ours.test', 'alarm@ours.test'], protectionSeats: 1 })]);
  assert.match(await answer('first@ours.test'), /^250/u);
  assert.match(await answer('alarm@ours.test'), /^550 5\.7\.1/u);
});

test('a lowered wait acts in sessions that are already silent, between commands and inside content', async () => {
  const clock = createManualClock();
  await using house = await receiveHouse(site, { clock });
  const open = async (): Promise<Talk> => {
    const talk = await house.talk('smtp', STRANGER);
    await talk.hello();
    return talk;
  };
  const idle = await open();
  const half = await open();
  half.write('NO');
  const writing = await open();
  await writing.envelope('a@e.test', 'v@ours.test');
  assert.match(await writing.say('DATA'), /^354/u);
  await turns();
  house.change([system({ idle: 30_000, commandTime: 20_000, dataIdle: 25_000 })]);
  await clock.advance(19_000);
  for (const talk of [idle, half, writing]) await stillOpen(talk);
  await clock.advance(2_000);
  assert.match(await half.rest(), /^421 4\.4\.2/u);
  await stillOpen(writing);
  await clock.advance(5_000);
  assert.match(await writing.rest(), /^421 4\.4\.2/u);
  await stillOpen(idle);
  await clock.advance(5_000);
  assert.match(await idle.rest(), /^421 4\.4\.2/u);
  const last = await open();
  house.change([system({ sessionTime: 60_000 })]);
  await clock.advance(61_000);
  assert.match(await last.rest(), /^421 4\.4\.2 This session/u);
});

test('a changed directory does not lengthen the wait for a handshake', async () => {
  const clock = createManualClock();
  await using house = await receiveHouse(site, { clock });
  const talk = await house.talk('smtp', STRANGER);
  await talk.hello();
  assert.match(await talk.say('STARTTLS'), /^220/u);
  house.change([system({ idle: 600_000 })]);
  await clock.advance(limitTable.handshake.default + 1_000);
  assert.equal(await talk.rest(), '');
});

test('a message is counted for the connector that the trace names, also where the directory changed since MAIL', async () => {
  const office = connector('Ours', 'Office', { senderAddresses: ['127.0.0.0/8'] });
  const objects = [...site.filter(({ kind }) => kind !== 'inbound-connector'), office];
  const floor = connector('Ours', 'Floor', {
    id: id('floor'),
    senderAddresses: [OFFICE],
    limits: { connectorRecipientsPerHour: 1 },
  });
  await using house = await receiveHouse(objects, {});
  const talk = await house.talk();
  await talk.hello();
  let revision = 1_000;
  const last = () => house.store.messages.at(-1);
  const counted = (): readonly string[] =>
    (last()?.usage ?? []).map(({ subject }) => subject).filter((subject) => subject.startsWith('connector'));
  for (const [then, whose] of [
    [[...objects, floor], floor.id],
    [objects, office.id],
    [objects.filter(({ kind }) => kind !== 'inbound-connector'), null],
  ] as const) {
    assert.match(await talk.say('MAIL FROM:<a@ours.test>'), /^250/u);
    house.directory.replace({ revision: ++revision, objects: then });
    assert.match(await talk.say('RCPT TO:<v@ours.test>'), /^250/u);
    // Its own limit holds.
    if (whose === floor.id) assert.match(await talk.say('RCPT TO:<x@e.test>'), /^450 4\.7\.1/u);
    assert.match(await talk.data(), /^250/u);
    assert.equal(last()?.connectorId, whose);
    assert.deepEqual(counted(), whose === null ? [] : [`connector:${whose}`]);
  }
});
