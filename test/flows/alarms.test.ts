/** Alarms through the whole house: from a session or a date to postmaster's Maildir, the webhook, the API, the command and the metrics. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ObjectId } from '../../src/base/id.ts';
import { openHook } from '../alarm/room.ts';
import { shellIn } from '../../lab/shell.ts';
import { DEVICE, HOUR, maildir, MINUTE, submit, turn, turnUntil } from '../../lab/flow.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { inbound, organization, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const DAY = 24 * HOUR;

const run = (house: TestHouse, ...args: string[]) => shellIn(house.folder)(...args);
const runWith = (house: TestHouse, stdin: string, ...args: string[]) => shellIn(house.folder, { stdin })(...args);

const postmaster = async (house: TestHouse): Promise<readonly string[]> =>
  (await maildir(house, 'ours.test/v')).filter((text) => text.includes('Auto-Submitted: auto-generated'));

const upstream = (expiresAt: number) =>
  smartHost('m365', 25, {
    recipientDomains: ['far.test'],
    auth: {
      kind: 'client-credentials',
      username: 'scan@ours.test',
      tokenEndpoint: 'https://login.test/token',
      clientId: 'id',
      scope: 's',
      proof: { kind: 'secret', secret: 'upstream:m365', expiresAt },
    },
  });

test('a secret that expires reaches the postmaster mailbox once, also over a restart; the command, the API and the metrics show it', async () => {
  const clock = createManualClock();
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-alarms-'));
  const options = { folder, overrides: { clock } };
  {
    await using house = await startTestHouse({
      ...options,
      objects: [organization({ postmaster: 'v@ours.test' }), upstream(clock.now() + 6 * DAY)],
    });
    await turnUntil(clock, HOUR, async () => (await postmaster(house)).length === 1);
    const [mail] = await postmaster(house);
    assert.match(mail ?? '', /^Subject: Doorpost alarm: secret expires: m365\r?$/mu);
    assert.match(mail ?? '', /^Return-Path: <>\r?$/mu);
    assert.match(mail ?? '', /in 6 (?:=\r\n)?days/u);

    assert.match((await run(house, 'status')).out, /alarms +1 raised/u);
    const { out } = await run(house, 'alarm', 'list');
    assert.match(out, /secret expires: m365[\s\S]*To do: .*doorpost upstream set m365 --secret-stdin/u);
    const metrics = await (await fetch(`http://127.0.0.1:${house.port('http')}/metrics`)).text();
    assert.match(metrics, /^doorpost_alarms_raised\{kind="secret-expires"\} 1$/mu);
    assert.match(metrics, /^doorpost_alarms_raised\{kind="upstream-held"\} 0$/mu);
    const at = (Date.UTC(2026, 11, 7, 8) / 1000).toString();
    assert.ok(
      metrics.includes(`doorpost_upstream_expiry_timestamp_seconds{connector="m365",what="client-secret"} ${at}`),
      metrics,
    );
  }
  {
    await using house = await startTestHouse(options);
    await turn(clock, HOUR);
    assert.equal((await postmaster(house)).length, 1, 'not repeated');
    const key = 'secret-expires:out-m365';
    assert.equal((await run(house, 'alarm', 'acknowledge', key)).code, 0);
    assert.match((await run(house, 'alarm', 'list')).out, /known +to local:/u);
    const unknown = await run(house, 'alarm', 'acknowledge', 'no:such');
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /No alarm "no:such" is raised[\s\S]*Cure: These are raised: \S*doorpost alarm list/u);
    clock.jumpWall(2 * DAY);
    await turn(clock, 30 * MINUTE);
    assert.equal((await postmaster(house)).length, 1, 'acknowledged: no reminder');
    await house.put(upstream(clock.now() + 300 * DAY));
    await turnUntil(clock, HOUR, async () => (await postmaster(house)).length === 2);
    assert.ok((await postmaster(house)).some((mail) => /^Subject: Doorpost over: secret expires: m365/mu.test(mail)));
    assert.match((await run(house, 'alarm', 'list')).out, /^no alarms$/mu);
    assert.match((await run(house, 'status')).out, /alarms +none/u);
  }
  await rm(folder, { recursive: true });
});

test('a device that is refused again and again, and a connector near its limit, are told by mail and webhook', async () => {
  const clock = createManualClock();
  await using hook = await openHook();
  await using house = await startTestHouse({
    overrides: { clock },
    objects: [
      inbound('office', { senderAddresses: [DEVICE], limits: { connectorMessagesPerHour: 5 } }),
      organization({ alarmWebhook: hook.url, alarmAddresses: ['printer@ours.test'] }),
    ],
  });
  for (let n = 0; n < 4; n++) await submit(house, 'printer@ours.test', ['v@ours.test']);
  for (let n = 0; n < 10; n++) {
    const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
    await client.say('EHLO device.test');
    await client.say('MAIL FROM:<a@elsewhere.test>');
    assert.equal((await client.say('RCPT TO:<b@faraway.test>')).code, 550);
    await client.say('QUIT');
    client.end();
  }
  await house.traced({ status: ['Rejected'] }, (rows) => rows.length === 10);
  await turnUntil(clock, HOUR, () => hook.bodies.length === 2);
  const kinds = hook.bodies.map(({ kind }) => kind).sort();
  assert.deepEqual(kinds, ['limit-near', 'repeated-refusals']);
  await turnUntil(clock, HOUR, async () => (await maildir(house, 'ours.test/printer')).length === 1);
  const [mail] = await maildir(house, 'ours.test/printer');
  assert.match(mail ?? '', /^Subject: Doorpost: 2 alarms/mu);
  const told = hook.bodies.find(({ kind }) => kind === 'repeated-refusals');
  const reference = /doorpost trace (\S+)$/u.exec(String(told?.['cure']))?.[1] ?? '';
  assert.match((await run(house, 'trace', reference)).out, /told: +550 [\s\S]* cure: set a sender address of an own/u);
  await turnUntil(clock, 3 * HOUR, () => hook.bodies.filter(({ event }) => event === 'over').length === 2);
  assert.match((await run(house, 'alarm', 'list')).out, /^no alarms$/mu);
});

test('of a webhook its scheme and host are shown, and the rest is sealed: set, exported, applied, changed, taken away', async () => {
  await using desk = await openDesk(() => ({ status: 200 }));
  await using house = await startTestHouse();
  const path = '/hooks/T0KEN-in-the-path?key=K3Y-in-the-query';
  const shown = async (): Promise<string> => {
    const all = await Promise.all(
      [
        ['org', 'show', 'ours', '--json'],
        ['org', 'list', '--json'],
        ['export'],
        ['audit', '--json'],
        ['status', '--json'],
      ].map((args) => run(house, ...args)),
    );
    return all.map(({ out, err }) => out + err).join('\n');
  };
  const posts = (): readonly string[] => desk.requests.map((request) => request.path);
  const set = await run(house, 'org', 'set', 'ours', '--alarm-webhook', `${desk.url}${path}`, '--json');
  assert.equal(set.code, 0, set.err);
  assert.match(set.out, new RegExp(`"alarmWebhook": ?"${desk.url}"`, 'u'));
  await run(house, 'alarm', 'test');
  assert.deepEqual(posts(), [path]);
  // What was read is written back, by file and by field: the address stays.
  const { out: yaml } = await run(house, 'export');
  assert.match(yaml, new RegExp(`alarmWebhook: "?${desk.url}"?$`, 'mu'));
  assert.match((await runWith(house, yaml, 'apply', '-f', '-')).out, /nothing to change/u);
  await run(house, 'org', 'set', 'ours', '--alarm-webhook', desk.url, '--yes');
  await run(house, 'alarm', 'test');
  assert.deepEqual(posts(), [path, path]);
  // Another path at the same host is another address, by field and by file.
  await run(house, 'org', 'set', 'ours', '--alarm-webhook', `${desk.url}/other/T0KEN`, '--yes');
  await run(house, 'alarm', 'test');
  const applied = await runWith(house, yaml.replace(desk.url, `${desk.url}/third/T0KEN`), 'apply', '-f', '-');
  assert.match(applied.out, /alarmWebhook: /u);
  await run(house, 'alarm', 'test');
  assert.deepEqual(posts().slice(2), ['/other/T0KEN', '/third/T0KEN']);
  for (const text of [set.out, applied.out + applied.err, await shown()]) assert.doesNotMatch(text, /T0KEN|K3Y/u);
  assert.match(await shown(), /webhook:ours/u);
  for (const address of [desk.url.replace('http://', 'http://me:pw@'), desk.url.replace('http://', 'http://me@')]) {
    const refused = await run(house, 'org', 'set', 'ours', '--alarm-webhook', `${address}/x`, '--yes');
    assert.notEqual(refused.code, 0);
    assert.match(refused.err, /user name or password in it is not taken/u);
    assert.doesNotMatch(refused.err, /me:pw/u);
  }
  await run(house, 'org', 'set', 'ours', '--alarm-webhook', 'none', '--yes');
  assert.deepEqual(await house.house.store.secrets.names(), []);
});

test('alarm test goes to every channel of the organization and says what each answered', async () => {
  await using hook = await openHook();
  await using house = await startTestHouse();
  await house.put(organization({ alarmWebhook: hook.url }));
  const { code, out } = await run(house, 'alarm', 'test');
  assert.equal(code, 0, out);
  assert.match(out, /ok +mail: queued for postmaster@ours\.test as/u);
  assert.match(out, /ok +webhook: 127\.0\.0\.1:\d+ answered 200/u);
  hook.act = (_request, response) => {
    response.statusCode = 500;
    response.end();
  };
  const failed = await run(house, 'alarm', 'test');
  assert.equal(failed.code, 1);
  assert.match(failed.out, /BAD +webhook: 127\.0\.0\.1:\d+ answered 500/u);
  await run(house, 'org', 'set', 'ours', '--alarm-address', 'printer@ours.test', '--alarm-webhook', 'none', '--yes');
  const again = await run(house, 'alarm', 'test');
  assert.match(again.out, /queued for printer@ours\.test/u);
  assert.doesNotMatch(again.out, /webhook/u);
  // An address that an upstream leads to hears of that upstream's trouble too late.
  await house.put(smartHost('m365', 9, { recipientDomains: ['cloud.test'] }));
  const behind = await run(house, 'org', 'set', 'ours', '--alarm-address', 'it@cloud.test');
  assert.match(behind.out + behind.err, /alarms go by m365: when that is in trouble they wait/u);
  assert.match((await run(house, 'alarm', 'test')).out, /queued for it@cloud\.test as .*; it goes by m365/u);
  const id = house.house.directory.current.get('organization', 'org' as ObjectId);
  assert.equal(id?.alarmWebhook, null);
});
