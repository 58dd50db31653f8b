/** Alarms as people learn of them: once a stage, gathered, again after a day, over; over restarts, broken stores and storms. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { domain, mailbox, organization, smartHost } from '../../lab/houses/test-house.ts';
import { alarm, bodyOf, openHook, openRoom, pass, site, subjects } from './room.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('each stage is told once, and the end once', async () => {
  const room = await openRoom();
  const raise = (stage: number): void => room.observe({ kind: 'alarm', alarm: alarm({ stage }) });
  raise(1);
  raise(1);
  await pass(room, 2 * MINUTE);
  assert.deepEqual(subjects(room), ['Doorpost alarm: upstream held: m365']);
  raise(1);
  await pass(room, HOUR);
  assert.equal(room.mails.length, 1);
  raise(2);
  await pass(room, 2 * MINUTE);
  assert.equal(room.mails.length, 2);
  const over = { kind: 'alarm-over', key: alarm().key, over: { end: 'takes-mail-again' } } as const;
  room.observe(over);
  room.observe(over);
  room.observe({ kind: 'alarm-over', key: 'never-raised', over: { end: 'takes-mail-again' } });
  await pass(room, HOUR);
  assert.deepEqual(subjects(room).slice(2), ['Doorpost over: upstream held: m365']);
  assert.match(bodyOf(room.mails[2]), /m365 takes our mail again/u);
  assert.deepEqual(room.alarms.list(), []);
  assert.deepEqual(await room.notes.all('alarm'), []);
  await room.close();
});

test('an organization is told in its own language', async () => {
  const room = await openRoom([organization({ language: 'de' }), ...site.slice(1)]);
  const facts = { waiting: 7, before: 2, withinMs: 10 * MINUTE };
  const grows = { key: 'queue-grows', kind: 'queue-grows', organizationId: null, subject: 'queue', stage: 1, facts };
  room.observe({ kind: 'alarm', alarm: grows as never });
  await pass(room, 2 * MINUTE);
  assert.deepEqual(subjects(room), ['Doorpost-Alarm: Warteschlange wächst: queue']);
  const body = Buffer.from(bodyOf(room.mails[0]).replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) => `%${hex}`));
  const text = decodeURIComponent(body.toString().replaceAll(/%(?![0-9A-F]{2})/gu, '%25'));
  assert.match(text, /Was: +Die Warteschlange wächst: 7 Empfänger warten, 2 waren es 10 min zuvor\./u);
  assert.match(text, /Zu tun: +Sehen Sie nach, wo sie warten: doorpost queue lanes;/u);
  await room.close();
});

test('the mail is our own, says what, what it means, what to do and since when, and goes to postmaster where nobody is named', async () => {
  const room = await openRoom();
  room.observe({ kind: 'alarm', alarm: alarm({ cause: 'It said: 535 5.7.3\r\nBcc: x@y.test' }) });
  await pass(room, 2 * MINUTE);
  const [message] = room.mails;
  assert.ok(message?.content.kind === 'inline');
  assert.equal(message.reversePath, null);
  assert.equal(message.ingress, 'internal');
  assert.deepEqual(
    message.recipients.map(({ address, route, notify }) => [`${address.local}@${address.domain}`, route.kind, notify]),
    [['postmaster@ours.test', 'mailbox', 'never']],
  );
  const text = Buffer.from(message.content.bytes).toString('latin1');
  assert.match(text, /^From: Doorpost <postmaster@mail\.ours\.test>\r$/mu);
  assert.match(text, /^Auto-Submitted: auto-generated\r$/mu);
  assert.doesNotMatch(text, /[^\r]\n|^Bcc:/mu, 'CRLF only; nothing that was said makes a line');
  const body = bodyOf(message);
  assert.match(body, /What: {4}It said: 535 5\.7\.3 Bcc: x@y\.test/u);
  assert.match(body, /Means: {3}Mail for this way out waits here/u);
  assert.match(body, /To do: {3}doorpost upstream set m365 --secret-stdin/u);
  assert.match(body, /Since: {3}2026-12-01 08:00 UTC/u);
  assert.match(body, /doorpost alarm acknowledge upstream-held:out-m365\r/u);
  await room.close();
});

test('an alarm that lasts is told again after a day, unless somebody acknowledged it; a higher stage is told nevertheless', async () => {
  const room = await openRoom();
  room.observe({ kind: 'alarm', alarm: alarm() });
  await pass(room, DAY + HOUR);
  assert.deepEqual(subjects(room), ['Doorpost alarm: upstream held: m365', 'Doorpost still: upstream held: m365']);
  assert.equal(await room.alarms.acknowledge(alarm().key, 'local:anna'), true);
  assert.equal(await room.alarms.acknowledge('nothing', 'local:anna'), false);
  await pass(room, 2 * DAY);
  assert.equal(room.mails.length, 2);
  await room.restart();
  await pass(room, 2 * DAY);
  assert.equal(room.mails.length, 2, 'a restart does not forget who knows');
  assert.equal(room.alarms.list()[0]?.acknowledged?.actor, 'local:anna');
  room.observe({ kind: 'alarm', alarm: alarm({ stage: 2 }) });
  await pass(room, 2 * MINUTE);
  assert.equal(room.mails.length, 3);
  await room.close();
});

test('a restart neither repeats what was told nor forgets what was not', async () => {
  const room = await openRoom();
  room.observe({ kind: 'alarm', alarm: alarm() });
  await room.restart();
  await pass(room, 2 * MINUTE);
  assert.equal(room.mails.length, 1, 'raised before, told after');
  await room.restart();
  room.observe({ kind: 'alarm', alarm: alarm() });
  await pass(room, 2 * HOUR);
  assert.equal(room.mails.length, 1);
  room.observe({ kind: 'alarm-over', key: alarm().key, over: { end: 'takes-mail-again' } });
  await room.restart();
  await pass(room, 2 * MINUTE);
  assert.deepEqual(subjects(room).slice(1), ['Doorpost over: upstream held: m365']);
  await room.restart();
  await pass(room, HOUR);
  assert.equal(room.mails.length, 2);
  await room.close();
});

test('what is over within a minute is not told; what comes within a minute shares a mail', async () => {
  const room = await openRoom();
  room.observe({ kind: 'alarm', alarm: alarm() });
  await pass(room, 10_000);
  room.observe({ kind: 'alarm-over', key: alarm().key, over: { end: 'takes-mail-again' } });
  await pass(room, HOUR);
  assert.equal(room.mails.length, 0);
  for (const name of ['one', 'two', 'three'])
    room.observe({
      kind: 'alarm',
      alarm: alarm({ key: `device-waiting:${name}`, kind: 'device-waiting', subject: name }),
    });
  await pass(room, 2 * MINUTE);
  assert.deepEqual(subjects(room), ['Doorpost: 3 alarms']);
  await room.close();
});

test('a thousand alarms are no storm: few mails an hour, the rest as a number', async () => {
  await using hook = await openHook();
  const room = await openRoom([...site.slice(1), organization({ alarmWebhook: hook.url })]);
  for (let n = 0; n < 1_000; n++) {
    room.observe({
      kind: 'alarm',
      alarm: alarm({ key: `device-waiting:${n}`, kind: 'device-waiting', subject: `d${n}` }),
    });
    if (n % 50 === 49) await pass(room, 2 * MINUTE);
  }
  assert.equal(room.mails.length, bounds.policy.tellingsAnHour);
  assert.match(
    bodyOf(room.mails[0]),
    /And 30 more that are not told one by one\. Read them with: doorpost alarm list/u,
  );
  await pass(room, HOUR);
  assert.equal(room.mails.length, bounds.policy.tellingsAnHour + 1, 'what had to wait shares one');
  assert.equal(room.mails.at(-1)?.header.subject, 'Doorpost: 700 alarms');
  assert.ok((room.mails.at(-1)?.content.sizeBytes ?? 0) < 32_768);
  await hook.reached(7 * 21);
  assert.equal(hook.bodies.filter(({ event }) => event === 'more').length, 7);
  await pass(room, 2 * HOUR);
  assert.equal(room.mails.length, bounds.policy.tellingsAnHour + 1);
  assert.equal(room.alarms.list().length, 1_000);
  await room.close();
});

test('what one organization is told does not keep back another one’s news', async () => {
  const other = organization({ id: 'org2' as never, name: 'theirs' });
  const theirs = [
    other,
    { ...domain('theirs.test'), organizationId: other.id },
    { ...mailbox('w@theirs.test'), organizationId: other.id },
  ];
  const room = await openRoom([...site, ...theirs]);
  for (let n = 0; n <= bounds.policy.tellingsAnHour; n++) {
    room.observe({ kind: 'alarm', alarm: alarm({ key: `device-waiting:${n}`, kind: 'device-waiting' }) });
    await pass(room, 2 * MINUTE);
  }
  assert.equal(room.mails.length, bounds.policy.tellingsAnHour);
  room.observe({
    kind: 'alarm',
    alarm: alarm({ key: 'device-waiting:x', kind: 'device-waiting', organizationId: other.id }),
  });
  await pass(room, 2 * MINUTE);
  assert.equal(room.mails.at(-1)?.recipients[0]?.address.domain, 'theirs.test');
  await room.close();
});

test('while the store takes nothing the telling waits; the webhook is told once all the same', async () => {
  await using hook = await openHook();
  const room = await openRoom([...site.slice(1), organization({ alarmWebhook: hook.url })]);
  room.broken = true;
  room.observe({ kind: 'alarm', alarm: alarm() });
  await pass(room, 5 * MINUTE);
  await hook.reached(1);
  room.broken = false;
  await pass(room, 2 * MINUTE);
  assert.equal(room.mails.length, 1);
  await pass(room, HOUR);
  assert.equal(hook.bodies.length, 1);
  await room.close();
});

test('when all named addresses lie behind the upstream that is held, an own mailbox is told too', async () => {
  const upstream = smartHost('m365', 25);
  const foreign = organization({ alarmAddresses: ['it@elsewhere.test'] });
  const room = await openRoom([...site.slice(1), foreign, upstream]);
  const to = (n: number): unknown =>
    room.mails[n]?.recipients.map(({ address, route }) => [`${address.local}@${address.domain}`, route.kind]);
  room.observe({ kind: 'alarm', alarm: alarm({ key: 'device-waiting:x', kind: 'device-waiting' }) });
  await pass(room, 2 * MINUTE);
  assert.deepEqual(to(0), [['it@elsewhere.test', 'connector']]);
  room.observe({ kind: 'alarm', alarm: alarm({ key: `upstream-held:${upstream.id}` }) });
  await pass(room, 2 * MINUTE);
  assert.deepEqual(to(1), [
    ['it@elsewhere.test', 'connector'],
    ['postmaster@ours.test', 'mailbox'],
  ]);
  room.change(organization({ alarmAddresses: ['it@elsewhere.test', 'v@ours.test'] }));
  room.observe({ kind: 'alarm-over', key: `upstream-held:${upstream.id}`, over: { end: 'takes-mail-again' } });
  await pass(room, 2 * MINUTE);
  assert.deepEqual(to(2), [
    ['it@elsewhere.test', 'connector'],
    ['v@ours.test', 'mailbox'],
  ]);
  await room.close();
});

test('where nobody can be mailed that is in the log, and nothing is tried without end', async () => {
  const room = await openRoom([organization()]);
  room.observe({ kind: 'alarm', alarm: alarm() });
  await pass(room, HOUR);
  assert.equal(room.mails.length, 0);
  assert.equal(room.logged.filter((line) => /alarms were not mailed.*--alarm-address/u.test(line)).length, 1);
  await room.close();
});
