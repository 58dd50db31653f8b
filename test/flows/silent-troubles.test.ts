/** Troubles that nobody would hear of: a next hop that takes no mail, mail that waits, reports that nobody gets, a disk that is full. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { shellIn } from '../../lab/shell.ts';
import { DEVICE, HOUR, maildir, MINUTE, submit, turn, turnUntil } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import {
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';

const copier = inbound('copier', { senderAddresses: [DEVICE] });
const ours = organization({ postmaster: 'v@ours.test' });
const FROM = 'printer@ours.test';

const run = (house: TestHouse, ...args: string[]) => shellIn(house.folder)(...args);
const alarms = async (house: TestHouse): Promise<string> => (await run(house, 'alarm', 'list')).out;
const lists = (house: TestHouse, wanted: RegExp) => async (): Promise<boolean> => wanted.test(await alarms(house));
/** Subjects of the alarm mails that postmaster has. */
const told = async (house: TestHouse): Promise<readonly string[]> =>
  (await maildir(house, 'ours.test/v')).flatMap((mail) => /^Subject: Doorpost:? (.*?)\r?$/mu.exec(mail)?.[1] ?? []);
const metric = async (house: TestHouse, line: string): Promise<void> => {
  const text = await (await fetch(`http://127.0.0.1:${house.port('http')}/metrics`)).text();
  assert.ok(text.split('\n').includes(line), text);
};

/** A next hop that hangs up on everybody until it is well. */
async function deadHop(context: TestContext, lmtp = false) {
  const state = { well: false };
  const sink = await scriptedSink({
    lmtp,
    script: (line) => (line === '<greeting>' && !state.well ? 'close' : null),
  });
  context.after(() => sink[Symbol.asyncDispose]());
  return { sink, state };
}

async function place(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-silent-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('a dead smart host is an alarm after its second failure, through a restart, until it takes mail', async (context) => {
  const { sink, state } = await deadHop(context);
  const folder = await place(context);
  const clock = createManualClock();
  const options = { folder, overrides: { clock }, objects: [ours, copier, smartHost('Provider', sink.port)] };
  {
    await using house = await startTestHouse(options);
    assert.match((await run(house, 'upstream', 'status')).out, /  OK  /u);
    await submit(house, FROM, ['a@far.test']);
    await turnUntil(clock, 5 * MINUTE, async () =>
      /closed|hung up/u.test((await run(house, 'upstream', 'status')).out),
    );
    await turnUntil(clock, 5 * MINUTE, lists(house, /next hop unreachable: Provider/u));
    const out = await alarms(house);
    assert.match(out, /The next hop of Provider has taken no mail since 2026-12-01 08:0\d UTC: \S/u);
    assert.match(out, /To do: .*doorpost upstream test Provider/u);
    await metric(house, 'doorpost_alarms_raised{kind="next-hop-unreachable"} 1');
    await turnUntil(clock, 5 * MINUTE, async () => (await told(house)).length === 1);
    assert.deepEqual(await told(house), ['alarm: next hop unreachable: Provider']);
    // A quarter of an hour: now also that it waits.
    await turnUntil(clock, 20 * MINUTE, lists(house, /mail waits: Provider/u));
    assert.match(await alarms(house), /longer than 15 min; 1 recipient waits: Provider \(1\)\./u);
  }
  await using house = await startTestHouse(options);
  await turn(clock, 10 * MINUTE);
  const before = await told(house);
  assert.equal(
    before.filter((subject) => subject.startsWith('alarm: next hop')).length,
    1,
    'a restart repeats nothing',
  );
  assert.match(await alarms(house), /next hop unreachable: Provider/u);
  state.well = true;
  await turnUntil(clock, HOUR, () => sink.contents.length === 1);
  await turnUntil(clock, 10 * MINUTE, lists(house, /^no alarms$/mu));
  await turnUntil(clock, 5 * MINUTE, async () => (await told(house)).some((text) => text.includes('over')));
  assert.match((await run(house, 'upstream', 'status')).out, /  OK  /u);
});

test('when nothing waits for a dead next hop any more, its alarm is over', async (context) => {
  const { sink } = await deadHop(context);
  const clock = createManualClock();
  await using house = await startTestHouse({
    overrides: { clock },
    objects: [ours, copier, smartHost('Provider', sink.port)],
  });
  await submit(house, FROM, ['a@far.test']);
  await turnUntil(clock, 10 * MINUTE, lists(house, /next hop unreachable: Provider/u));
  assert.equal((await run(house, 'queue', 'bounce', '--all', '--yes')).code, 0);
  await turnUntil(clock, 20 * MINUTE, lists(house, /^no alarms$/mu));
  // And it is told anew when it fails again.
  await submit(house, FROM, ['b@far.test']);
  await turnUntil(clock, 20 * MINUTE, lists(house, /next hop unreachable: Provider/u));
});

test('a dead upstream is told of though its failover carries the mail', async (context) => {
  const { sink, state } = await deadHop(context);
  const other = await scriptedSink();
  context.after(() => other[Symbol.asyncDispose]());
  const clock = createManualClock();
  const second = smartHost('Second', other.port, { recipientDomains: ['nowhere.test'] });
  await using house = await startTestHouse({
    overrides: { clock },
    objects: [ours, copier, second, smartHost('First', sink.port, { failover: ['Second'] })],
  });
  for (let n = 0; n < 4; n++) {
    await submit(house, FROM, ['a@far.test']);
    await turn(clock, 2 * MINUTE);
  }
  assert.equal(other.contents.length, 4);
  await turn(clock, 10 * MINUTE);
  assert.match(await alarms(house), /next hop unreachable: First/u);
  state.well = true;
  await submit(house, FROM, ['a@far.test']);
  await turnUntil(clock, 10 * MINUTE, lists(house, /^no alarms$/mu));
  assert.equal(sink.contents.length, 1);
});

test('one dead domain of the Internet is its own trouble; when none can be reached, port 25 is', async (context) => {
  const { sink, state } = await deadHop(context);
  const clock = createManualClock();
  const zone = ['one', 'two', 'three'].map((name) => `${name}.far. MX 10 mx.${name}.far.\nmx.${name}.far. A 127.0.0.1`);
  await using house = await startTestHouse({
    settings: { alarms: { oldestMailMs: null } },
    overrides: { clock, mxPort: sink.port, resolver: createZoneResolver(zone.join('\n')) },
    objects: [ours, copier],
  });
  await submit(house, FROM, ['a@one.far']);
  await turn(clock, 20 * MINUTE);
  assert.match(await alarms(house), /^no alarms$/mu);
  await submit(house, FROM, ['a@two.far', 'a@three.far']);
  await turnUntil(clock, 20 * MINUTE, lists(house, /next hop unreachable: 3 domains/u));
  const out = await alarms(house);
  assert.match(out, /The mail servers of 3 domains \(.*two\.far.*\) have taken no mail/u);
  assert.match(out, /doorpost check server --data \S+ tells whether port 25 outward is blocked/u);
  state.well = true;
  await turnUntil(clock, HOUR, lists(house, /^no alarms$/mu));
});

test('a mailbox server that is down is an alarm', async (context) => {
  const { sink, state } = await deadHop(context, true);
  const clock = createManualClock();
  const delivery = { kind: 'lmtp', host: '127.0.0.1', port: sink.port } as never;
  await using house = await startTestHouse({
    overrides: { clock },
    objects: [ours, copier, mailbox('info@ours.test', { delivery })],
  });
  await submit(house, FROM, ['info@ours.test']);
  await turnUntil(clock, 10 * MINUTE, lists(house, /next hop unreachable: info@ours\.test/u));
  assert.match(await alarms(house), /Look whether the mailbox server \(LMTP\) runs/u);
  state.well = true;
  await turnUntil(clock, HOUR, lists(house, /^no alarms$/mu));
});

test('how long mail may wait is a setting; what an administrator holds waits because he wants it to', async (context) => {
  const { sink } = await deadHop(context);
  const clock = createManualClock();
  await using house = await startTestHouse({
    settings: { alarms: { oldestMailMs: 3 * HOUR } },
    overrides: { clock },
    objects: [ours, copier, smartHost('Provider', sink.port)],
  });
  await submit(house, FROM, ['a@far.test']);
  await turn(clock, HOUR);
  assert.doesNotMatch(await alarms(house), /mail waits/u);
  assert.equal((await run(house, 'queue', 'hold', '--all')).code, 0);
  await turn(clock, 3 * HOUR);
  assert.doesNotMatch(await alarms(house), /mail waits/u);
  assert.equal((await run(house, 'queue', 'release', '--all')).code, 0);
  await turnUntil(clock, 10 * MINUTE, lists(house, /mail waits: Provider/u));
});

test('a report that nobody gets is an alarm, through a restart, for a day', async (context) => {
  const folder = await place(context);
  const clock = createManualClock();
  const refusing = await scriptedSink({ script: (line) => (line.startsWith('RCPT') ? '550 5.1.1 nobody' : null) });
  context.after(() => refusing[Symbol.asyncDispose]());
  const objects: readonly DirectoryObject[] = [ours, copier, smartHost('Provider', refusing.port)];
  const options = { folder, overrides: { clock }, objects };
  {
    await using house = await startTestHouse(options);
    await submit(house, 'invented@ours.test', ['a@far.test']);
    await turnUntil(clock, 10 * MINUTE, lists(house, /reports unread: invented@ours\.test/u));
    assert.match(
      await alarms(house),
      /1 report of the last 24 hours has nobody to read it, .* for invented@ours\.test/u,
    );
    await turnUntil(clock, 10 * MINUTE, async () => (await told(house)).length === 1);
  }
  {
    await using house = await startTestHouse(options);
    await turn(clock, 10 * MINUTE);
    assert.equal((await told(house)).length, 1, 'a restart repeats nothing');
    assert.match(await alarms(house), /reports unread/u);
  }
  clock.jumpWall(24 * HOUR);
  await using house = await startTestHouse(options);
  await turnUntil(clock, 10 * MINUTE, lists(house, /^no alarms$/mu));
});

test('a full disk is told: 452 at the door, not ready, status, check and alarm; with room again it is over', async (context) => {
  const folder = await place(context);
  const clock = createManualClock();
  const objects = [ours, copier];
  const ready = async (house: TestHouse): Promise<readonly [number, string]> => {
    const answer = await fetch(`http://127.0.0.1:${house.port('http')}/readyz`);
    return [answer.status, await answer.text()];
  };
  {
    const settings = { minFreeBytes: 2 ** 60 };
    await using house = await startTestHouse({ folder, settings, overrides: { clock }, objects });
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
    await client.say('EHLO device.test');
    assert.match((await client.say(`MAIL FROM:<${FROM}>`)).text, /^452 4\.3\.1/u);
    client.end();
    const [status, reasons] = await ready(house);
    assert.equal(status, 503);
    assert.match(reasons, /the disk is full/u);
    const { code, out } = await run(house, 'status');
    assert.equal(code, 1);
    assert.match(out, /disk +FULL: .* must stay free; new mail is put off/u);
    assert.equal((await run(house, 'status', '--quiet')).code, 1);
    const check = await run(house, 'check', 'server');
    assert.match(check.out, /BAD +disk: \d+ MiB free; \d+ MiB must stay free/u);
    await turnUntil(clock, 5 * MINUTE, lists(house, /disk full: \//u));
    assert.match(await alarms(house), /The disk of \S+ is full: \d+ MiB is free/u);
    await metric(house, 'doorpost_alarms_raised{kind="disk-full"} 1');
    // There is room in truth: the alarm mail gets through.
    await turnUntil(clock, 5 * MINUTE, async () => (await told(house)).length === 1);
  }
  await using house = await startTestHouse({ folder, overrides: { clock }, objects });
  await turnUntil(clock, 5 * MINUTE, lists(house, /^no alarms$/mu));
  assert.equal((await ready(house))[0], 200);
  assert.match((await run(house, 'status')).out, /disk +\S+ \S+ of \S+ free/u);
  assert.match((await run(house, 'check', 'server')).out, /ok +disk: /u);
});
