/** What the room raises itself: what expires, devices that are silent, known peers that are refused again and again. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ObjectId } from '../../src/base/id.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import type { Refusal } from '../../src/mail/trace-event.ts';
import { selfSigned } from '../../src/receive/tls/self-signed.ts';
import { domain, inbound, organization, smartHost } from '../../lab/houses/test-house.ts';
import { alarm, bodyOf, device, openRoom, pass, type Room, session, site, subjects } from './room.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const oauth = { username: 'scan@ours.test', tokenEndpoint: 'https://login.test/token', clientId: 'id', scope: 's' };

const withSecret = (expiresAt: number | null): OutboundConnector =>
  smartHost('m365', 25, {
    auth: { kind: 'client-credentials', ...oauth, proof: { kind: 'secret', secret: 'upstream:m365', expiresAt } },
  });

const delegated = smartHost('google', 25, {
  auth: { kind: 'delegated', ...oauth, deviceEndpoint: null, refreshSecret: 'x', clientSecret: null },
});

const refusal = (n: number, over: Partial<Refusal> = {}): Refusal => ({
  reference: `S-${n}`,
  at: 0,
  reply: '550 5.7.64 TenantAttribution; Relay Access Denied',
  cause: 'no connector covers a@elsewhere.test',
  stage: 'rcpt',
  sender: null,
  recipient: null,
  organizationId: null,
  ...over,
});

const stages = (room: Room): readonly string[] =>
  room.observed.flatMap((one) =>
    one.kind === 'alarm' ? [`${one.alarm.kind} ${one.alarm.stage}`] : one.kind === 'alarm-over' ? ['over'] : [],
  );

/** The wall clock goes on by days, and a round is made. */
async function later(room: Room, ms: number): Promise<void> {
  room.clock.jumpWall(ms - 12 * MINUTE);
  await pass(room, 12 * MINUTE);
}

test('a secret that expires is told 30, 14, 7 and 1 days ahead and when it is over, each once; its renewal ends it', async () => {
  const room = await openRoom();
  room.change(withSecret(room.clock.now() + 40 * DAY));
  await later(room, DAY);
  assert.deepEqual(stages(room), []);
  assert.deepEqual(
    room.alarms.upstreamExpiries().map(({ connector, what, expiresAt }) => [connector, what, expiresAt]),
    [['m365', 'client-secret', Date.UTC(2026, 11, 1, 8) + 40 * DAY]],
  );
  // 35, 29, 28, 13, 13, 6, 0.5 days left, half a day after.
  const told: number[] = [];
  for (const days of [4, 6, 1, 15, 0.1, 6.9, 5.5, 1]) {
    await later(room, days * DAY);
    await room.restart();
    told.push(room.observed.filter((one) => one.kind === 'alarm').length);
  }
  assert.deepEqual(told, [0, 1, 1, 2, 2, 3, 4, 5]);
  assert.deepEqual(
    stages(room),
    [1, 2, 3, 4, 5].map((stage) => `secret-expires ${stage}`),
  );
  const raised = room.alarms.list();
  assert.equal(raised.length, 1);
  assert.match(raised[0]?.alarm.cause ?? '', /^The client secret of upstream m365 expired on 2027-01-10\.$/u);
  assert.match(raised[0]?.alarm.cure ?? '', /doorpost upstream set m365 --secret-stdin --secret-expires DATE/u);
  const alarms = subjects(room).filter((subject) => subject === 'Doorpost alarm: secret expires: m365');
  assert.equal(alarms.length, 5);
  room.change(withSecret(room.clock.now() + 365 * DAY));
  await pass(room, 2 * MINUTE);
  assert.deepEqual(room.alarms.list(), []);
  assert.equal(subjects(room).at(-1), 'Doorpost over: secret expires: m365');
  await room.close();
});

test('a secret that is renewed for a short while is told again as that runs out', async () => {
  const room = await openRoom();
  room.change(withSecret(room.clock.now() + 6 * DAY));
  await pass(room, 2 * MINUTE);
  room.change(withSecret(room.clock.now() + 20 * DAY));
  await pass(room, 2 * MINUTE);
  assert.equal(room.alarms.list()[0]?.alarm.stage, 1);
  assert.equal(room.mails.length, 1);
  await later(room, 10 * DAY);
  assert.equal(room.alarms.list()[0]?.alarm.stage, 2);
  assert.equal(room.mails.length, 2);
  await room.close();
});

test('a secret without a date, and an upstream that is switched off or gone, are no alarm', async () => {
  const room = await openRoom();
  room.change(withSecret(null));
  await later(room, DAY);
  assert.deepEqual(stages(room), []);
  room.change(withSecret(room.clock.now() + DAY / 2));
  await pass(room, 2 * MINUTE);
  assert.deepEqual(stages(room), ['secret-expires 4']);
  room.change({ ...withSecret(room.clock.now() + DAY / 2), enabled: false });
  await pass(room, 2 * MINUTE);
  assert.deepEqual(room.alarms.list(), []);
  await room.close();
});

test('a sign-in that nobody uses runs out after 90 days: counted from its last use, or from when it was first seen', async () => {
  const room = await openRoom();
  room.change(delegated);
  await pass(room, 2 * MINUTE);
  await later(room, 59 * DAY);
  assert.deepEqual(stages(room), []);
  await room.restart();
  await later(room, 2 * DAY);
  assert.deepEqual(stages(room), ['refresh-token-expires 1']);
  assert.match(room.alarms.list()[0]?.alarm.cure ?? '', /doorpost upstream set google --refresh-token-stdin/u);
  room.used.set(delegated.id, room.clock.now());
  await later(room, DAY);
  assert.deepEqual(stages(room), ['refresh-token-expires 1', 'over']);
  await later(room, 84 * DAY);
  assert.deepEqual(stages(room).slice(2), ['refresh-token-expires 3']);
  await room.close();
});

test('a sign-in that never was runs out on no day, and begins when there is one', async () => {
  const room = await openRoom();
  room.unset.add('x');
  room.change(delegated);
  await later(room, 80 * DAY);
  assert.deepEqual(room.alarms.upstreamExpiries(), []);
  assert.deepEqual(await room.alarms.gatherUpstreamExpiries(), []);
  assert.deepEqual(stages(room), []);
  room.unset.clear();
  await later(room, DAY);
  const [found] = await room.alarms.gatherUpstreamExpiries();
  assert.ok(found !== undefined && found.expiresAt > room.clock.now() + 88 * DAY);
  await room.close();
});

test("certificates of the server and of upstreams are watched; one that can't be read ends no alarm", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-alarm-'));
  const own = join(folder, 'own.pem');
  const client = join(folder, 'client.pem');
  // Each lives for two years from the time it is made for.
  const { certificate } = await selfSigned('mail.ours.test', Date.UTC(2024, 11, 10));
  await writeFile(own, certificate);
  await writeFile(client, certificate);
  const room = await openRoom(site, { ownCertificates: [own] });
  room.change(smartHost('m365', 25, { clientCertificate: { certificateFile: client, keyFile: 'k' } }));
  await pass(room, 12 * MINUTE);
  for (let turns = 0; turns < 200 && room.alarms.list().length < 2; turns++) {
    await pass(room, MINUTE);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const causes = room.alarms.list().map(({ alarm }) => alarm.cause);
  assert.equal(causes.length, 2);
  assert.ok(causes.some((cause) => (cause ?? '').startsWith(`The server's certificate ${own} expires on 2026-12-10`)));
  assert.ok(
    causes.some((cause) => (cause ?? '').startsWith('The client certificate of upstream m365 expires on 2026-12-10')),
  );
  await writeFile(own, 'half written');
  const look = async (until: () => boolean): Promise<void> => {
    for (let turns = 0; turns < 200 && !until(); turns++) {
      await pass(room, 11 * MINUTE);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.ok(until());
  };
  await look(() => room.logged.some((line) => line.includes('a certificate cannot be read')));
  assert.equal(room.alarms.list().length, 2);
  await writeFile(own, (await selfSigned('mail.ours.test', Date.UTC(2026, 11, 1))).certificate);
  await look(() => room.alarms.list().length === 1);
  await room.close();
  await rm(folder, { recursive: true });
});

test('a device that is silent for its days is told once, a restart does not begin to count anew, its next mail ends it', async () => {
  const room = await openRoom([
    ...site,
    device(),
    device({ id: 'any' as ObjectId, name: 'any', addresses: [], silentAfterDays: null }),
  ]);
  await pass(room, MINUTE);
  room.observe(session({ accepted: ['Q' as never], endedAt: room.clock.now() }));
  await later(room, 2 * DAY);
  await room.restart();
  await later(room, 0.9 * DAY);
  assert.deepEqual(stages(room), []);
  await later(room, 0.2 * DAY);
  await later(room, 0.1 * DAY);
  assert.deepEqual(stages(room), ['device-silent 1']);
  assert.match(bodyOf(room.mails[0]), /The device Copier 2nd floor has sent nothing for 3 days\..*\(hall\)/su);
  room.observe(session({ refusals: [refusal(1)], endedAt: room.clock.now() }));
  await later(room, HOUR);
  assert.equal(room.alarms.list().length, 1, 'a refused session is no mail');
  room.observe(session({ accepted: ['Q' as never], endedAt: room.clock.now() }));
  await later(room, HOUR);
  assert.deepEqual(stages(room), ['device-silent 1', 'over']);
  await room.close();
});

test('a device that never sent counts from when it was added', async () => {
  const room = await openRoom();
  room.change(device());
  await pass(room, MINUTE);
  await later(room, 3.1 * DAY);
  assert.match(room.alarms.list()[0]?.alarm.cause ?? '', /nothing since it was added 3 days ago/u);
  room.change(device({ silentAfterDays: null }));
  await pass(room, MINUTE);
  assert.deepEqual(room.alarms.list(), []);
  await room.close();
});

test('an internal relay that nobody decided about is an alarm, until somebody does, or it is gone', async () => {
  const relay = domain('site.test', { type: 'internal-relay' });
  for (const end of [
    organization({ strangersInOwnName: 'refuse' }),
    organization({ strangersInOwnName: 'allow' }),
    domain('site.test'),
  ]) {
    const room = await openRoom([...site, relay]);
    await pass(room, MINUTE);
    assert.deepEqual(stages(room), ['own-name 1']);
    assert.match(bodyOf(room.mails[0]), /site\.test goes on.*550 5\.7\.68.*--strangers-in-own-name refuse/su);
    await later(room, HOUR);
    assert.equal(room.alarms.list().length, 1);
    room.change(end);
    await pass(room, MINUTE);
    assert.deepEqual(room.alarms.list(), []);
    await room.close();
  }
  for (const quiet of [
    [...site, domain('site.test', { type: 'internal-relay', verified: null })],
    [organization({ strangersInOwnName: 'refuse' }), ...site.slice(1), relay],
    site,
  ]) {
    const room = await openRoom(quiet);
    await pass(room, MINUTE);
    assert.deepEqual(stages(room), []);
    await room.close();
  }
});

test('strangers’ mail that leaves by a connector past DMARC is an alarm, until DMARC is honoured or the way is gone', async () => {
  const decided = organization({ strangersInOwnName: 'refuse' });
  const way = smartHost('Exchange', 25, { recipientDomains: ['site.test'] });
  const relay = domain('site.test', { type: 'internal-relay' });
  for (const end of [
    organization({ strangersInOwnName: 'refuse', protection: 'standard' }),
    domain('site.test'),
    smartHost('Exchange', 25, { recipientDomains: ['site.test'], enabled: false }),
    smartHost('Exchange', 25, { recipientDomains: ['elsewhere.test'] }),
  ]) {
    const room = await openRoom([decided, ...site.slice(1), relay, way]);
    await pass(room, MINUTE);
    assert.deepEqual(stages(room), ['open-route 1']);
    assert.match(bodyOf(room.mails[0]), /for site\.test leaves by a connector.*--protection standard/su);
    room.change(end);
    await pass(room, MINUTE);
    assert.deepEqual(room.alarms.list(), []);
    await room.close();
  }
  const room = await openRoom([
    organization({ strangersInOwnName: 'refuse', protection: 'standard', protectionObserves: ['dmarc-reject'] }),
    ...site.slice(1),
    relay,
    way,
  ]);
  await pass(room, MINUTE);
  assert.deepEqual(stages(room), ['open-route 1'], 'a single check is enough');
  await room.close();
});

test('ten refusals for one cause within an hour are an alarm, for devices, connectors and device networks, never for strangers', async () => {
  for (const [known, called] of [
    [device({ silentAfterDays: null }), /^Copier 2nd floor \(10\.0\.0\.7\)$/u],
    [inbound('Office', { senderAddresses: ['10.0.0.0/24'] }), /^10\.0\.0\.7 \(connector Office\)$/u],
    [organization({ deviceNetworks: ['10.0.0.0/8'] }), /^10\.0\.0\.7 \(a device network of ours\)$/u],
    [null, null],
  ] as const) {
    const room = await openRoom(site);
    if (known !== null) room.change(known);
    for (let n = 0; n < 9; n++) {
      room.observe(
        session({
          refusals: [refusal(n), refusal(n, { reply: '530 5.7.57 sign in', stage: 'mail' })].slice(0, n < 5 ? 2 : 1),
        }),
      );
      await pass(room, MINUTE);
    }
    assert.deepEqual(stages(room), []);
    room.observe(session({ refusals: [refusal(9)] }));
    room.observe(session({ refusals: [refusal(10)] }));
    await pass(room, 2 * MINUTE);
    assert.deepEqual(stages(room), known === null ? [] : ['repeated-refusals 1']);
    const [raised] = room.alarms.list();
    if (called !== null) {
      assert.match(raised?.alarm.subject ?? '', called);
      assert.match(
        raised?.alarm.cause ?? '',
        /no connector covers a@elsewhere\.test\. It was told: 550 5\.7\.64 Tenant/u,
      );
      assert.match(raised?.alarm.cure ?? '', /doorpost trace S-9$/u);
      await pass(room, 75 * MINUTE);
      assert.deepEqual(stages(room), ['repeated-refusals 1', 'over']);
    }
    await room.close();
  }
});

test('refusals that are spread over more than an hour are no alarm', async () => {
  const room = await openRoom([...site, device({ silentAfterDays: null })]);
  for (let n = 0; n < 30; n++) {
    room.observe(session({ refusals: [refusal(n)] }));
    await pass(room, 7 * MINUTE);
  }
  assert.deepEqual(stages(room), []);
  await room.close();
});

test('the alarm of an upstream that is removed or switched off is over', async () => {
  const one = smartHost('one', 25, { recipientDomains: [] });
  const room = await openRoom([...site, one]);
  for (const kind of ['upstream-held', 'upstream-throttled'] as const)
    room.observe({ kind: 'alarm', alarm: alarm({ kind, key: `${kind}:${one.id}`, subject: 'one' }) });
  await pass(room, 11 * 60_000);
  assert.equal(room.alarms.list().length, 2);
  room.change({ ...one, enabled: false });
  await pass(room, 60_000);
  assert.deepEqual(room.alarms.list(), []);
  await room.close();
});

test('the alarm of damaged content is over when its message has left the queue', async () => {
  const room = await openRoom(site);
  const queueId = 'Q1' as never;
  const facts = { queueId, damage: 'shorter', foundBytes: 5, sizeBytes: 10 } as const;
  const damaged = { kind: 'content-damaged', key: 'content-damaged:Q1', organizationId: null, subject: 'Q1' } as const;
  room.observe({ kind: 'alarm', alarm: { ...damaged, stage: 1, facts } });
  const trace = (kind: 'Defer' | 'Fail', of: string): void =>
    room.observe({
      kind: 'settled',
      message: {
        ...{ queueId: of as never, organizationId: null, ingress: 'relay', reversePath: null, receivedAt: 0 },
        ...{ mailboxId: null, connectorId: null },
      },
      lane: 'capture',
      recipients: [],
      events: [{ at: 0, kind, queueId: of as never, ordinal: 0, text: '' }],
      at: 0,
      tookMs: null,
    });
  trace('Defer', 'Q1');
  trace('Fail', 'Q2');
  assert.equal(room.alarms.list().length, 1);
  trace('Fail', 'Q1');
  await pass(room, 1_000);
  assert.deepEqual(room.alarms.list(), []);
  await room.close();
});

test('the alarm of damaged content whose end nobody heard is over by the next look', async () => {
  const room = await openRoom(site);
  const facts = { queueId: 'Q1' as never, damage: 'shorter', foundBytes: 5, sizeBytes: 10 } as const;
  const head = { kind: 'content-damaged', organizationId: null, stage: 1 } as const;
  for (const subject of ['Q1', 'Q2'])
    room.observe({ kind: 'alarm', alarm: { ...head, key: `content-damaged:${subject}`, subject, facts } });
  room.queued.add('Q2');
  await room.restart();
  await pass(room, MINUTE);
  assert.deepEqual(
    room.alarms.list().map(({ alarm: { subject } }) => subject),
    ['Q2'],
  );
  await room.close();
});

test('rounds are made by the node that has the role, which reads first what others have written', async () => {
  const room = await openRoom([...site, device()]);
  await pass(room, MINUTE);
  room.role(false);
  await later(room, 4 * DAY);
  assert.deepEqual(stages(room), []);
  const entry = { alarm: alarm({ key: 'upstream-held:gone', subject: 'gone' }), since: 0, over: null, toldStage: 1 };
  await room.notes.put('alarm', [{ key: 'raised upstream-held:gone', value: entry }]);
  room.role(true);
  await pass(room, MINUTE);
  assert.deepEqual(stages(room), ['over', 'device-silent 1']);
  await room.close();
});
