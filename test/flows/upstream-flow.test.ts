/** Mail at an upstream's pace, its words understood, its failover taken, its rewriting done; on a turned clock. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { npmSink, scriptedSink, type SinkOptions } from '../../lab/peers/sinks.ts';
import { cli } from '../../lab/cli.ts';
import { DEVICE, HOUR, MINUTE, storyOf, submit, turn, turnUntil } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const FROM = 'printer@ours.test';
const TO = 'a@outside.test';
const copier = inbound('copier', { senderAddresses: [DEVICE] });
const aside = { recipientDomains: [] };

async function open(context: TestContext, options: Parameters<typeof startTestHouse>[0]): Promise<TestHouse> {
  const house = await startTestHouse(options);
  context.after(() => house[Symbol.asyncDispose]());
  return house;
}

async function scripted(context: TestContext, options: SinkOptions = {}) {
  const sink = await scriptedSink(options);
  context.after(() => sink[Symbol.asyncDispose]());
  return sink;
}

const delivered = (house: TestHouse, most: number) =>
  house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length >= most);

test('mail goes out at the upstream’s pace, not in a burst', async (context) => {
  await using sink = await npmSink();
  const clock = createManualClock();
  const pace = { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: null };
  const house = await open(context, { overrides: { clock }, objects: [copier, smartHost('up', sink.port, { pace })] });
  for (let n = 0; n < 6; n++) await submit(house, FROM, [TO]);
  await delivered(house, 1);
  assert.equal(sink.received.length, 1, 'the first goes at once');
  await clock.advance(2_000);
  await delivered(house, 2);
  assert.equal(sink.received.length, 2, 'the next two seconds later');
  await turnUntil(clock, 5 * MINUTE, () => sink.received.length === 6);
});

test('what an account may send in a day is counted over a restart; the rest waits, is not bounced, and the administrator is told', async (context) => {
  await using sink = await npmSink();
  const clock = createManualClock();
  const pace = { messagesPerMinute: 600, concurrent: 3, recipientsPerDay: 2 };
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-pace-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const first = await startTestHouse({
    overrides: { clock },
    objects: [copier, smartHost('up', sink.port, { pace })],
    folder,
  });
  await submit(first, FROM, [TO]);
  await submit(first, FROM, [TO]);
  await turnUntil(clock, 5 * MINUTE, () => sink.received.length === 2);
  await delivered(first, 2);
  await first[Symbol.asyncDispose]();

  const house = await open(context, { overrides: { clock }, folder });
  await submit(house, FROM, [TO]);
  const [row] = await house.traced({ recipient: TO, status: ['Pending'] }, (rows) => rows.length === 1);
  const { events } = await storyOf(house, row);
  assert.match(events.find(({ kind }) => kind === 'Defer')?.text ?? '', /up may take 2 recipients in 24 hours/u);
  const { out } = await cli(['alarm', 'list', '--data', house.folder], {});
  assert.match(out, /up .*2 recipients/su);
  await turn(clock, 3 * HOUR);
  assert.equal(sink.received.length, 2);
  const dayIsOver = clock.now() + 20.9 * HOUR;
  await turnUntil(clock, 24 * HOUR, () => clock.now() >= dayIsOver, 20 * MINUTE);
  await turnUntil(clock, 2 * HOUR, () => sink.received.length === 3);
});

test('the alarm of a full day is not ended by what was let in before it was full', async (context) => {
  await using sink = await npmSink();
  const clock = createManualClock();
  const pace = { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: 3 };
  const house = await open(context, { overrides: { clock }, objects: [copier, smartHost('up', sink.port, { pace })] });
  for (let mail = 0; mail < 5; mail++) await submit(house, FROM, [TO]);
  await turnUntil(clock, MINUTE, () => sink.received.length === 3, 500);
  await delivered(house, 3);
  await turn(clock, 5 * MINUTE);
  const alarms = async (): Promise<string> => (await cli(['alarm', 'list', '--data', house.folder], {})).out;
  assert.match(await alarms(), /up .*3 recipients/su);
  const status = await cli(['upstream', 'status', '--json', '--data', house.folder], {});
  assert.match(JSON.parse(status.out)[0].trouble, /may take 3 recipients in 24 hours/u);
});

test('urgent mail overtakes what waits for its turn', async (context) => {
  await using sink = await npmSink();
  const clock = createManualClock();
  const pace = { messagesPerMinute: 30, concurrent: 1, recipientsPerDay: null };
  const house = await open(context, { overrides: { clock }, objects: [copier, smartHost('up', sink.port, { pace })] });
  const mail = (subject: string, more = ''): string => `Subject: ${subject}\r\nFrom: ${FROM}\r\n${more}\r\nx\r\n`;
  await submit(house, FROM, [TO], mail('first'));
  await delivered(house, 1);
  for (const name of ['c1', 'c2']) await submit(house, FROM, [TO], mail(name, 'Precedence: bulk\r\n'));
  await submit(house, FROM, [TO], mail('alarm', 'Importance: high\r\n'));
  await turnUntil(clock, 5 * MINUTE, () => sink.received.length === 4);
  const order = sink.received.map(({ content }) => /^Subject: (\S+)/mu.exec(content.toString())?.[1]);
  assert.equal(order[1], 'alarm', order.join(' '));
});

test('words of Microsoft 365 about our own account hold the mail with cause and cure; its mending releases it', async (context) => {
  let blocked = true;
  const sink = await scripted(context, {
    script: (line) =>
      blocked && line.startsWith('RCPT') ? '550 5.7.64 TenantAttribution; Relay Access Denied [x.outlook.com]' : null,
  });
  const clock = createManualClock();
  const house = await open(context, {
    overrides: { clock },
    objects: [copier, smartHost('m365', sink.port, { service: 'microsoft365', expiryMs: 2 * HOUR })],
  });
  await submit(house, FROM, [TO]);
  const [row] = await house.traced({ recipient: TO, status: ['Pending'] }, (rows) => rows.length === 1);
  const { events } = await storyOf(house, row);
  assert.match(
    events.find(({ kind }) => kind === 'Defer')?.text ?? '',
    /5\.7\.64.*no inbound connector of the organization matched.*what helps:.*Exchange admin center/su,
  );
  await turn(clock, 4 * HOUR);
  assert.equal((await house.traced({ recipient: TO }))[0]?.status, 'Pending', 'long past its expiry it still waits');
  const { out } = await cli(['upstream', 'status', '--data', house.folder], {});
  assert.match(out, /m365/u);
  blocked = false;
  await turnUntil(clock, 5 * HOUR, () => sink.contents.length === 1);
});

test('a wrong recipient fails at once, whatever service says so', async (context) => {
  const sink = await scripted(context, {
    script: (line) => (line.startsWith('RCPT') ? '550 5.4.1 Recipient address rejected: Access denied.' : null),
  });
  const house = await open(context, { objects: [copier, smartHost('m365', sink.port, { service: 'microsoft365' })] });
  await submit(house, FROM, [TO]);
  await house.traced({ recipient: TO, status: ['Failed'] }, (rows) => rows.length === 1);
});

test('while an upstream is in trouble its failover carries the mail, and the alarm says so; later it is tried again', async (context) => {
  let dead = true;
  const first = await scripted(context, {
    script: (line) => (dead && line === '<greeting>' ? '421 4.3.2 down' : null),
  });
  const second = await scripted(context);
  const clock = createManualClock();
  const house = await open(context, {
    overrides: { clock },
    objects: [
      copier,
      smartHost('one', first.port, { failover: ['gone', 'two'] }),
      smartHost('two', second.port, aside),
    ],
  });
  await submit(house, FROM, [TO]);
  await submit(house, FROM, [TO]);
  await delivered(house, 2);
  assert.equal(second.contents.length, 2);
  const asked = first.connections;
  await submit(house, FROM, [TO]);
  await delivered(house, 3);
  assert.equal(first.connections, asked, 'not asked for each mail');
  dead = false;
  await turn(clock, HOUR);
  await submit(house, FROM, [TO]);
  await delivered(house, 4);
  assert.equal(first.contents.length, 1, 'well again');
});

test('an upstream’s rewriting is done on the way out, and told', async (context) => {
  await using sink = await npmSink();
  const rewriting = { reversePath: 'scan@ours.test', from: 'scan@ours.test', replyToOriginal: true };
  const house = await open(context, { objects: [copier, smartHost('up', sink.port, { rewriting })] });
  await submit(house, FROM, [TO], `Subject: x\r\nFrom: "Copier 2" <${FROM}>\r\n\r\nbody stays\r\n`);
  const [row] = await delivered(house, 1);
  const mail = sink.received[0];
  assert.equal(mail?.from, 'scan@ours.test');
  const text = mail?.content.toString() ?? '';
  assert.match(text, /^From: "Copier 2" <scan@ours\.test>\r?$/mu);
  assert.match(text, /^Reply-To: <printer@ours\.test>\r?$/mu);
  assert.match(text, /[^\r\n]\r\n\r\nbody stays\r\n$/u);
  const { events } = await storyOf(house, row);
  const sent = events.find(({ kind }) => kind === 'Send')?.text ?? '';
  assert.match(sent, /envelope sender <printer@ours\.test> became <scan@ours\.test>/u);
});

test('an upstream that slows us down for long is an alarm; mail of its lane waits as long as it asked for, and then goes', async (context) => {
  let slow = true;
  const sink = await scripted(context, {
    script: (line) =>
      slow && line.startsWith('MAIL') ? '450 4.5.127 Message rejected: Exceeded send rate limit' : null,
  });
  const clock = createManualClock();
  const house = await open(context, {
    overrides: { clock },
    objects: [copier, smartHost('acs', sink.port, { service: 'azure' })],
  });
  const asked = (): number => sink.lines.filter((line) => line.startsWith('MAIL')).length;
  const alarms = async (): Promise<string> => (await cli(['alarm', 'list', '--data', house.folder], {})).out;
  await submit(house, FROM, [TO]);
  const [row] = await house.traced({ recipient: TO }, (rows) => rows.length === 1);
  const isDeferred = async (): Promise<boolean> =>
    (await storyOf(house, row)).events.some(({ kind }) => kind === 'Defer');
  await turnUntil(clock, MINUTE, isDeferred, 1_000);
  await submit(house, FROM, [TO]);
  await turn(clock, 3 * MINUTE);
  assert.equal(asked(), 1, 'the other one is not tried before the wait is over');
  assert.doesNotMatch(await alarms(), /acs/u);
  await turnUntil(clock, HOUR, async () => /acs/u.test(await alarms()), 5 * MINUTE);
  assert.match(await alarms(), /throttled.*acs|acs.*throttled/su);
  slow = false;
  await turnUntil(clock, HOUR, () => sink.contents.length === 2);
  await turnUntil(clock, 5 * MINUTE, async () => !/acs/u.test(await alarms()));
});
