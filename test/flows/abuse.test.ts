/** Abuse of our own doors: senders that are alarmed of or restricted by themselves, over real sockets on a clock that is turned. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { turnUntil } from '../../lab/flow.ts';
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
import { type Desk, openDesk } from '../../lab/peers/http-desk.ts';
import { scriptedSink, type Sink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
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
const TEN_MINUTES = 600_000;

const panel: Device = {
  kind: 'device',
  id: id('panel'),
  ...formsOfKind.device.standards,
  organizationId: id('org'),
  name: 'Panel',
  addresses: [PANEL],
  alwaysThrough: true,
};

/** Answers by words in the content: a spam filter by HTTP, a virus scanner by its own protocol. */
const fakeRspamd = (): Promise<Desk> =>
  openDesk(({ body }) => {
    const action = body.includes('SURE-SPAM') ? 'reject' : body.includes('SOME-SPAM') ? 'add header' : 'no action';
    return { status: 200, json: { action, score: 7, required_score: 15, symbols: {} } };
  });

async function fakeClamd(): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((socket) => {
    let heard = '';
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      if (heard.startsWith('zVERSION')) socket.end('ClamAV 1.4.3\0');
      else if (heard.endsWith('\0\0\0\0')) socket.end(`stream: ${heard.includes('A-VIRUS') ? 'Test FOUND' : 'OK'}\0`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

describe('abuse of our own doors', () => {
  let clock: ManualClock;
  let house: TestHouse;
  let sink: Sink;
  let rspamd: Desk;
  let clamd: Awaited<ReturnType<typeof fakeClamd>>;
  let alarms: Alarm[];
  let folder: string | undefined;

  const open = async (over: Partial<Organization> = {}): Promise<void> => {
    const objects: readonly DirectoryObject[] = [
      organization({ protection: 'standard', ...over }),
      smartHost('up', sink.port),
      mailbox('helper@ours.test'),
      await credential('printer@ours.test', PASSWORD),
      await credential('helper@ours.test', PASSWORD),
      inbound('Floor', { senderAddresses: [FLOOR] }),
      inbound('Panel', { senderAddresses: [PANEL] }),
      panel,
    ];
    house = await startTestHouse({
      objects,
      ...(folder === undefined ? {} : { folder }),
      settings: { screening: { rspamdUrl: rspamd.url, clamdAddress: clamd.address } },
      overrides: {
        clock,
        observe: (observation) => void (observation.kind === 'alarm' && alarms.push(observation.alarm)),
      },
    });
  };

  before(async () => {
    [rspamd, clamd] = await Promise.all([fakeRspamd(), fakeClamd()]);
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
    clamd.close();
    await rspamd[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
  });

  /** Each test has a house of its own. */
  const inHouse = async (over: Partial<Organization>, act: () => Promise<void>): Promise<void> => {
    clock = createManualClock();
    alarms = [];
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
  /** As an administrator does it. */
  const lift = async (name: string): Promise<void> => {
    const found = restrictions().find((one) => one.name === name);
    assert.ok(found, `no restriction of ${name}`);
    const edits = [{ verb: 'delete', kind: 'restriction', id: found.id } as const];
    const revision = await house.house.store.directory.change(edits, 'anna', clock.now());
    house.house.directory.replace(house.house.directory.current.changed(edits, revision));
  };
  const states = async (recipient: string): Promise<readonly unknown[]> => {
    const found: unknown[] = [];
    for await (const page of house.house.store.spool.scan({}))
      for (const entry of page) if (JSON.stringify(entry).includes(recipient.split('@')[0]!)) found.push(entry);
    return found;
  };

  test('a mailbox that sends what the spam filter is sure of is restricted: 5.1.8, it still receives, and what waits is paused', async () => {
    await inHouse({}, async () => {
      took(await submit('printer@ours.test', ['later@out.test']));
      await until('it waits', async () => (await states('later@out.test')).length === 1);
      for (let count = 0; count < 3; count++) took(await submit('printer@ours.test', ['x@out.test'], 'SURE-SPAM'));
      await restricted('printer@ours.test');
      const [restriction] = restrictions();
      assert.equal(restriction?.of, 'sender');
      assert.equal(restriction?.until, 'never');
      assert.equal(restriction?.evidence.length, 3);
      assert.match(restriction?.why ?? '', /^by itself: the spam filter was sure of 3 messages within an hour$/u);
      const [entry] = await house.house.store.directory.audit({ limit: 1 });
      refused(await submit('printer@ours.test', ['x@out.test']), 550, '5.1.8');
      took(await submit('helper@ours.test', ['printer@ours.test']));
      assert.match(JSON.stringify(await states('later@out.test')), /"held"|"paused"|hold/iu);
      assert.equal(entry?.actor.startsWith('system:'), true);
      const alarm = alarms.find(({ kind }) => kind === 'sender-restricted')!;
      assert.match(
        alarmWords(alarm).cause,
        /^The mailbox printer@ours\.test is restricted until somebody lifts it: the spam filter was sure of 3 messages within an hour\. Of its mail that waited 1 recipient is paused\.$/u,
      );

      await lift('printer@ours.test');
      took(await submit('printer@ours.test', ['x@out.test'], 'SURE-SPAM'));
      await until('told instead', () => alarms.some(({ facts }) => (facts as { why?: string }).why === 'lifted'));
      assert.deepEqual(restrictions(), []);
      took(await submit('printer@ours.test', ['x@out.test']));
    });
  });
});
