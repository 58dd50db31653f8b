/** Webhooks on loopback that are slow, fail, hang, lead elsewhere: none delays another, each attempt ends, nothing is read or followed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { organization } from '../../lab/houses/test-house.ts';
import { alarm, openHook, openRoom, site, type Room } from './room.ts';

const MINUTE = 60_000;

const roomWith = (url: string): Promise<Room> => openRoom([...site.slice(1), organization({ alarmWebhook: url })]);

/** Lets real sockets be heard while the clock is turned. */
async function turnUntil(room: Room, holds: () => boolean): Promise<void> {
  for (let turned = 0; turned < 400 && !holds(); turned++) {
    await room.clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.ok(holds());
}

test('the webhook gets the alarm and its end as JSON', async () => {
  await using hook = await openHook();
  const room = await roomWith(hook.url.replace('http://', 'http://me:se%20cret@'));
  const headers: unknown[] = [];
  hook.act = (request, response) => {
    headers.push([request.method, request.headers['content-type'], request.headers.authorization]);
    response.end('ok');
  };
  room.observe({ kind: 'alarm', alarm: alarm() });
  await turnUntil(room, () => hook.bodies.length === 1);
  const { text, meaning, ...rest } = hook.bodies[0] ?? {};
  assert.deepEqual(rest, {
    event: 'raised',
    server: 'mail.ours.test',
    organization: 'ours',
    key: 'upstream-held:out-m365',
    kind: 'upstream-held',
    subject: 'm365',
    stage: 1,
    cause: 'The client secret expired.',
    cure: 'doorpost upstream set m365 --secret-stdin',
    since: '2026-12-01T08:00:00.000Z',
    over: null,
  });
  assert.match(String(text), /^ALARM: The client secret expired\./u);
  assert.match(String(meaning), /waits here/u);
  assert.deepEqual(headers, [['POST', 'application/json', `Basic ${Buffer.from('me:se cret').toString('base64')}`]]);
  room.observe({ kind: 'alarm-over', key: alarm().key, over: { end: 'takes-mail-again' } });
  await turnUntil(room, () => hook.bodies.length === 2);
  assert.equal(hook.bodies[1]?.['event'], 'over');
  assert.match(String(hook.bodies[1]?.['over']), /^2026-12-01T08:0\d/u);
  await room.close();
});

test('a failing webhook is tried again, and its trouble is logged once, without its address', async () => {
  await using hook = await openHook();
  const room = await roomWith(`${hook.url}?token=geheim`);
  hook.act = (_request, response) => {
    response.statusCode = hook.bodies.length < 3 ? 503 : 204;
    response.end();
  };
  room.observe({ kind: 'alarm', alarm: alarm() });
  await turnUntil(room, () => room.logged.some((line) => line.includes('takes alarms again')));
  assert.equal(hook.bodies.length, 3);
  const said = room.logged.filter((line) => line.includes('webhook'));
  assert.equal(said.length, 2);
  assert.match(said[0] ?? '', /does not take alarms.*answered 503/u);
  assert.ok(!said.join().includes('geheim'));
  await room.close();
});

test('a refusal is final, a redirect is not followed', async () => {
  await using elsewhere = await openHook();
  await using hook = await openHook();
  const room = await roomWith(hook.url);
  for (const status of [404, 307]) {
    hook.act = (_request, response) => {
      response.writeHead(status, { location: elsewhere.url });
      response.end('x'.repeat(100_000));
    };
    const before = hook.bodies.length;
    room.observe({ kind: 'alarm', alarm: alarm({ key: `device-waiting:${status}`, kind: 'device-waiting' }) });
    await turnUntil(room, () => hook.bodies.length === before + 1);
    await room.clock.advance(60 * MINUTE);
    assert.equal(hook.bodies.length, before + 1);
  }
  assert.equal(elsewhere.bodies.length, 0);
  await room.close();
});

test('a hanging webhook holds up neither the mail nor another organization, and each attempt ends by its deadline', async () => {
  await using hanging = await openHook();
  await using well = await openHook();
  let ended = 0;
  hanging.act = (request) => void request.on('close', () => ended++);
  const room = await openRoom([
    ...site.slice(1),
    organization({ alarmWebhook: hanging.url }),
    organization({ id: 'other' as never, name: 'other', alarmWebhook: well.url }),
  ]);
  room.observe({ kind: 'alarm', alarm: alarm() });
  room.observe({
    kind: 'alarm',
    alarm: alarm({ key: 'device-waiting:x', kind: 'device-waiting', organizationId: 'other' as never }),
  });
  await turnUntil(room, () => well.bodies.length === 1 && room.mails.length === 1);
  await turnUntil(room, () => hanging.bodies.length === 2);
  assert.match(room.logged.join('\n'), /no answer within 10 s/u);
  await room.close();
  assert.ok(ended >= 1);
});

test('a test alarm goes to every channel at once, and each says what it answered', async () => {
  await using hook = await openHook();
  const room = await roomWith(hook.url);
  const answers = await room.alarms.test(organization({ alarmWebhook: hook.url }), 'local:anna');
  assert.deepEqual(
    answers.map(({ what, outcome }) => [what, outcome]),
    [
      ['mail', 'good'],
      ['webhook', 'good'],
    ],
  );
  assert.match(answers[0]?.text ?? '', /queued for postmaster@ours\.test as /u);
  assert.match(answers[1]?.text ?? '', /127\.0\.0\.1:\d+ answered 200/u);
  assert.equal(hook.bodies[0]?.['event'], 'test');
  assert.equal(room.mails[0]?.header.subject, 'Doorpost test alarm from mail.ours.test');
  const none = await room.alarms.test(organization({ alarmWebhook: 'http://127.0.0.1:1/' }), 'local:anna');
  assert.equal(none[1]?.outcome, 'bad');
  assert.match(none[1]?.text ?? '', /not reached/u);
  await room.close();
});
