/** Abuse of our own doors: senders that are alarmed of or restricted by themselves, over real sockets on a clock that is turned. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  credential,
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { type StandIn, standInForClamd, standInForRspamd } from '../../lab/peers/engine-stand-ins.ts';
import { scriptedSink, type Sink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import { done, shellIn } from '../../lab/shell.ts';
import type { ObjectId } from '../../src/base/id.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';
import type { Device, DirectoryObject, Organization, Restriction } from '../../src/directory/objects.ts';
import { alarmWords } from '../../src/policy/alarms/alarm-words.ts';
import type { Alarm } from '../../src/mail/alarm.ts';

const PASSWORD = 'right-Passw0rd';
const id = (text: string): ObjectId => text as ObjectId;
const content = (from: string, body = 'body'): string => `From: ${from}\nSubject: hello\n\n${body}\n`;
const FLOOR = '127.0.0.10';
const PANEL = '127.0.0.12';
const HOUR = 3_600_000;

const panel: Device = {
  kind: 'device',
  id: id('panel'),
  ...formsOfKind.device.standards,
  organizationId: id('org'),
  name: 'Panel',
  addresses: [PANEL],
  alwaysThrough: true,
};

/** By words in the content. */
const actionFor = (text: string): string =>
  text.includes('SURE-SPAM') ? 'reject' : text.includes('SOME-SPAM') ? 'add header' : 'no action';
const foundIn = (text: string): string | null => (text.includes('A-VIRUS') ? 'Test' : null);

describe('abuse of our own doors', () => {
  let clock: ManualClock;
  let house: TestHouse;
  let sink: Sink;
  let rspamd: StandIn;
  let clamd: StandIn;
  let alarms: Alarm[];
  let ends: string[];
  let folder: string | undefined;

  const open = async (over: Partial<Organization> = {}): Promise<void> => {
    const objects: readonly DirectoryObject[] = [
      organization({ protection: 'standard', ...over }),
      smartHost('up', sink.port),
      mailbox('helper@ours.test'),
      mailbox('postmaster@ours.test'),
      await credential('printer@ours.test', PASSWORD),
      await credential('helper@ours.test', PASSWORD),
      await credential('postmaster@ours.test', PASSWORD),
      inbound('Floor', { senderAddresses: [FLOOR] }),
      inbound('Panel', { senderAddresses: [PANEL] }),
      panel,
    ];
    house = await startTestHouse({
      objects,
      ...(folder === undefined ? {} : { folder }),
      settings: {
        screening: { rspamdUrl: `http://127.0.0.1:${rspamd.port}`, clamdAddress: `127.0.0.1:${clamd.port}` },
      },
      overrides: {
        clock,
        observe: (observation) => {
          if (observation.kind === 'alarm') alarms.push(observation.alarm);
          if (observation.kind === 'alarm-over') ends.push(`${observation.key} ${observation.over.end}`);
        },
      },
    });
  };

  before(async () => {
    [rspamd, clamd] = await Promise.all([standInForRspamd(actionFor), standInForClamd(foundIn)]);
    sink = await scriptedSink({
      script: (line) => {
        if (/^RCPT TO:<later/iu.test(line)) return '451 4.2.0 not now';
        if (/^RCPT TO:<nobody/iu.test(line)) return '550 5.1.1 no such user';
        if (/^RCPT TO:<hater/iu.test(line)) return '550 5.7.1 blocked as spam';
        return null;
      },
    });
  });
  after(async () => {
    await clamd[Symbol.asyncDispose]();
    await rspamd[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
  });

  /** Each test has a house of its own. */
  const inHouse = async (over: Partial<Organization>, act: () => Promise<void>): Promise<void> => {
    clock = createManualClock();
    alarms = [];
    ends = [];
    await open(over);
    try {
      await act();
    } finally {
      await house[Symbol.asyncDispose]();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      folder = undefined;
    }
  };

  const signedIn = async (name: string): Promise<SmtpTestClient> => {
    const open = async (): Promise<SmtpTestClient> => {
      const client = await SmtpTestClient.connect({ port: house.port('submission') });
      await client.say('EHLO device.test');
      await client.startTls();
      assert.equal((await client.auth(name, PASSWORD)).code, 235);
      return client;
    };
    // A sign-in takes its time by the clock.
    let isOver = false;
    const opening = open().finally(() => (isOver = true));
    while (!isOver) {
      await clock.advance(100);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return opening;
  };
  const submit = async (name: string, to: readonly string[], body?: string): Promise<TestReply> => {
    const client = await signedIn(name);
    try {
      return await client.send(name, to, content(name, body));
    } finally {
      client.end();
    }
  };
  const relay = async (address: string, to: readonly string[], body?: string): Promise<TestReply> => {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: address });
    try {
      await client.say('EHLO device.test');
      return await client.send('scan@ours.test', to, content('scan@ours.test', body));
    } finally {
      client.end();
    }
  };
  const took = (reply: TestReply): void => assert.equal(reply.code, 250, reply.text);
  const refused = (reply: TestReply, code: number, enhanced: string): void => {
    assert.equal(reply.code, code, reply.text);
    assert.ok(reply.text.includes(` ${enhanced} `), reply.text);
  };
  const restrictions = (): readonly Restriction[] => [...house.house.directory.current.listOf('restriction')];
  const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
    const deadline = performance.now() + 15_000;
    while (!(await holds())) {
      if (performance.now() > deadline) throw new Error(`not within 15 s: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const restricted = (name: string): Promise<void> =>
    until(`${name} is restricted`, () =>
      alarms.some(({ kind, subject }) => kind === 'sender-restricted' && subject === name),
    );
  const suspicious = async (name: string): Promise<Alarm & { readonly kind: 'sender-suspicious' }> => {
    const its = () => alarms.find(({ kind, subject }) => kind === 'sender-suspicious' && subject === name);
    await until(`an alarm about ${name}`, () => its() !== undefined);
    const found = its();
    assert.ok(found?.kind === 'sender-suspicious');
    return found;
  };
  /** Recipients in the queue whose mailbox begins so, and whether each is paused. */
  const waiting = async (local: string): Promise<readonly boolean[]> => {
    const held: boolean[] = [];
    for await (const page of house.house.store.spool.scan({}))
      for (const { recipient, held: isHeld } of page) if (recipient.address.local.startsWith(local)) held.push(isHeld);
    return held;
  };
  const many = (local: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, number) => `${local}${number}@out.test`);

  test('a mailbox that sends what the spam filter is sure of is restricted: it still receives, what waits is paused, and it is lifted for the day', async () => {
    await inHouse({}, async () => {
      took(await submit('printer@ours.test', ['later@out.test']));
      await until('it waits', async () => (await waiting('later')).length === 1);
      for (let count = 0; count < 3; count++) took(await submit('printer@ours.test', ['x@out.test'], 'SURE-SPAM'));
      await restricted('printer@ours.test');
      const [restriction] = restrictions();
      assert.equal(restriction?.of, 'sender');
      assert.equal(restriction?.until, 'never');
      assert.equal(restriction?.evidence.length, 3);
      assert.equal(restriction?.why, 'by itself: the spam filter was sure of 3 messages within an hour');
      const audit = await house.house.store.directory.audit({ limit: 10 });
      assert.ok(audit.some(({ kind, actor }) => kind === 'restriction' && actor === 'system:abuse'));
      refused(await submit('printer@ours.test', ['x@out.test']), 550, '5.1.8');
      took(await submit('helper@ours.test', ['printer@ours.test']));
      await house.traced({ recipient: 'printer@ours.test', status: ['Delivered'] });
      assert.deepEqual(await waiting('later'), [true]);
      const alarm = alarms.find(({ kind }) => kind === 'sender-restricted');
      assert.match(
        alarmWords(alarm!).cause,
        /^The mailbox printer@ours\.test is restricted until somebody lifts it: the spam filter was sure of 3 messages within an hour\. Of its mail that waited 1 recipient is paused\.$/u,
      );

      await done(shellIn(house.folder), 'restricted', 'lift', 'printer@ours.test', '--release');
      assert.deepEqual(await waiting('later'), [false]);
      await until('the alarm is over', async () => {
        await clock.advance(1_000);
        return ends.includes(`${alarm!.key} restriction-over`);
      });
      took(await submit('printer@ours.test', ['x@out.test'], 'SURE-SPAM'));
      const told = await suspicious('printer@ours.test');
      assert.equal(told.facts.why, 'lifted');
      assert.deepEqual(restrictions(), []);
      took(await submit('printer@ours.test', ['x@out.test']));
    });
  });

  test('a connector is restricted for spam, and a device that must get through only raises the alarm', async () => {
    await inHouse({}, async () => {
      for (let count = 0; count < 20; count++) {
        took(await relay(FLOOR, ['x@out.test'], 'SOME-SPAM'));
        took(await relay(PANEL, ['x@out.test'], 'SOME-SPAM'));
      }
      await restricted('Floor');
      assert.deepEqual(
        restrictions().map(({ of, name }) => [of, name]),
        [['connector', 'Floor']],
      );
      refused(await relay(FLOOR, ['x@out.test']), 550, '5.7.711');
      const told = await suspicious('Panel');
      assert.deepEqual([told.facts.of, told.facts.trigger, told.facts.why], ['device', 'spam', 'always-through']);
      took(await relay(PANEL, ['x@out.test']));
    });
  });

  test('each malware is refused with an alarm, and the fifth within an hour restricts', async () => {
    await inHouse({}, async () => {
      refused(await relay(FLOOR, ['x@out.test'], 'A-VIRUS'), 550, '5.7.1');
      const told = await suspicious('Floor');
      assert.deepEqual([told.facts.trigger, told.facts.count, told.facts.why], ['malware', 1, 'alert']);
      for (let count = 0; count < 3; count++) refused(await relay(FLOOR, ['x@out.test'], 'A-VIRUS'), 550, '5.7.1');
      took(await relay(FLOOR, ['x@out.test']));
      refused(await relay(FLOOR, ['x@out.test'], 'A-VIRUS'), 550, '5.7.1');
      await restricted('Floor');
      refused(await relay(FLOOR, ['x@out.test']), 550, '5.7.711');
    });
  });

  test('500 recipients outside within an hour block a mailbox for the day under strict: a restart does not end it, the day does', async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorpost-abuse-'));
    await inHouse({ protection: 'strict' }, async () => {
      for (let count = 0; count < 2; count++) took(await submit('helper@ours.test', ['x@out.test'], 'SURE-SPAM'));
      for (let count = 0; count < 5; count++) took(await submit('printer@ours.test', many(`r${count}-`, 100)));
      await restricted('printer@ours.test');
      assert.equal(restrictions()[0]?.until, '2026-12-01');
      refused(await submit('printer@ours.test', ['x@out.test']), 550, '5.1.8');

      await house[Symbol.asyncDispose]();
      await open({ protection: 'strict' });
      refused(await submit('printer@ours.test', ['x@out.test']), 550, '5.1.8');
      // The counts of before outlast it, too.
      took(await submit('helper@ours.test', ['x@out.test'], 'SURE-SPAM'));
      await restricted('helper@ours.test');

      clock.jumpWall(16 * HOUR - 60_000 * 5);
      refused(await submit('printer@ours.test', ['x@out.test']), 550, '5.1.8');
      clock.jumpWall(5 * 60_000);
      took(await submit('printer@ours.test', ['x@out.test']));
    });
  });

  test('who was lifted is not restricted again that day, a restart or not; the next day is another one', async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorpost-abuse-'));
    const sureSpam = async (): Promise<void> => {
      for (let count = 0; count < 3; count++) took(await submit('printer@ours.test', ['x@out.test'], 'SURE-SPAM'));
    };
    await inHouse({}, async () => {
      await sureSpam();
      await restricted('printer@ours.test');
      await done(shellIn(house.folder), 'restricted', 'lift', 'printer@ours.test');
      await house[Symbol.asyncDispose]();
      alarms = [];
      await open();
      await sureSpam();
      const told = await suspicious('printer@ours.test');
      assert.deepEqual([told.facts.trigger, told.facts.why], ['sure-spam', 'lifted']);
      assert.deepEqual(restrictions(), []);
      took(await submit('printer@ours.test', ['x@out.test']));

      clock.jumpWall(16 * HOUR);
      await sureSpam();
      await restricted('printer@ours.test');
      refused(await submit('printer@ours.test', ['x@out.test']), 550, '5.1.8');
    });
  });

  test('the same only raises an alarm under standard, and blocks where that is set', async () => {
    await inHouse({}, async () => {
      for (let count = 0; count < 5; count++) took(await submit('printer@ours.test', many(`r${count}-`, 100)));
      const told = await suspicious('printer@ours.test');
      assert.deepEqual([told.facts.trigger, told.facts.count, told.facts.why], ['external', 500, 'alert']);
      took(await submit('printer@ours.test', ['helper@ours.test']));
      await done(shellIn(house.folder), 'org', 'set', '--hourly-limit-action', 'block');
      took(await submit('printer@ours.test', ['x@out.test']));
      await restricted('printer@ours.test');
      assert.equal(restrictions()[0]?.until, 'never');
    });
  });

  test('recipients that next hops do not know: an alarm with examples beyond 30 %, restricted beyond 60 %', async () => {
    await inHouse({}, async () => {
      took(await relay(FLOOR, [...many('known', 34), ...many('nobody', 16)]));
      const told = await suspicious('Floor');
      assert.deepEqual([told.facts.trigger, told.facts.count, told.facts.outOf], ['unknown', 16, 50]);
      assert.equal(told.facts.examples.length, 5);
      assert.match(told.facts.examples[0] ?? '', /^nobody\d+@out\.test$/u);
      took(await relay(FLOOR, many('nobody-more', 50)));
      await restricted('Floor');
      refused(await relay(FLOOR, ['x@out.test']), 550, '5.7.711');
    });
  });

  test('a next hop that calls our mail spam raises an alarm with the one who sent it', async () => {
    await inHouse({}, async () => {
      took(await submit('printer@ours.test', ['hater@out.test']));
      await until('the alarm', () => alarms.some(({ kind }) => kind === 'called-spam'));
      const alarm = alarms.find(({ kind }) => kind === 'called-spam');
      assert.ok(alarm?.kind === 'called-spam');
      assert.match(alarm.facts.reply, /blocked as spam/u);
      assert.deepEqual(alarm.facts.senders, ['printer@ours.test']);
    });
  });

  test('an organization that only observes is told what would have been, and postmaster is never restricted', async () => {
    await inHouse({ protection: 'observe' }, async () => {
      for (let count = 0; count < 3; count++) {
        took(await submit('postmaster@ours.test', ['x@out.test'], 'SURE-SPAM'));
        took(await submit('printer@ours.test', ['x@out.test'], 'SURE-SPAM'));
      }
      const told = await suspicious('printer@ours.test');
      assert.equal(told.facts.why, 'observed');
      assert.match(alarmWords(told).cause, /It would have been restricted, and the organization only observes\./u);
      assert.deepEqual(restrictions(), []);
      took(await submit('printer@ours.test', ['x@out.test']));
      assert.ok(!alarms.some(({ subject }) => subject === 'postmaster@ours.test'));
    });
  });
});
