/** Who carries the mail while an upstream cannot: never two at once, and never an end of it that only our own account is to blame for. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { scriptedSink, type SinkOptions } from '../../lab/peers/sinks.ts';
import { DEVICE, HOUR, MINUTE, storyOf, submit, turn, turnUntil } from '../../lab/flow.ts';
import { cli } from '../../lab/cli.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { domain, inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const FROM = 'printer@ours.test';
const TO = 'a@outside.test';

type Script = NonNullable<SinkOptions['script']>;

/** A house whose upstream `one` has the failover `two`. */
async function pair(context: TestContext, one: Script, two: Script = () => null, more: object = {}) {
  const [first, second] = [await scriptedSink({ script: one }), await scriptedSink({ script: two })];
  const clock = createManualClock();
  const house = await startTestHouse({
    overrides: { clock },
    objects: [
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('one', first.port, { service: 'microsoft365', failover: ['two'], expiryMs: 2 * HOUR, ...more }),
      smartHost('two', second.port, { recipientDomains: [], expiryMs: 2 * HOUR }),
    ],
  });
  context.after(async () => {
    await house[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
  });
  return { first, second, house, clock };
}

const pending = (house: TestHouse) => house.traced({ recipient: TO, status: ['Pending'] }, (rows) => rows.length === 1);

async function lastDefer(house: TestHouse): Promise<string> {
  const [row] = await house.traced({ recipient: TO });
  const { events } = await storyOf(house, row);
  return events.findLast(({ kind }) => kind === 'Defer')?.text ?? '';
}

test('a mail that the upstream may have already is not given to its failover in the same attempt', async (context) => {
  let lost = 1;
  const { first, second, house, clock } = await pair(context, (line) =>
    line === '<content>' && lost-- > 0 ? 'reset' : null,
  );
  await submit(house, FROM, [TO]);
  await turnUntil(clock, MINUTE / 2, async () => (await lastDefer(house)) !== '', 1_000);
  assert.equal(first.contents.length, 1);
  assert.equal(second.contents.length, 0, 'it has been handed over once');
  await turnUntil(clock, HOUR, () => first.contents.length + second.contents.length === 2);
});

test('an upstream whose system has no room is passed by, whose pace is full is not', async (context) => {
  for (const stage of ['MAIL', '<content>']) {
    const { second, house } = await pair(context, (line) =>
      line.startsWith(stage) ? '452 4.3.1 Insufficient system storage' : null,
    );
    await submit(house, FROM, [TO]);
    await house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length === 1);
    assert.equal(second.contents.length, 1, stage);
  }
  const paced = await pair(
    context,
    () => null,
    () => null,
    {
      pace: { messagesPerMinute: 1, concurrent: 1, recipientsPerDay: null },
    },
  );
  await submit(paced.house, FROM, [TO]);
  await paced.house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length === 1);
  await submit(paced.house, FROM, [TO]);
  await turnUntil(paced.clock, 10 * MINUTE, () => paced.first.contents.length === 2, 5_000);
  assert.equal(paced.second.contents.length, 0);
});

test('a line that is cut before the end of the mail leaves no doubt: nobody has it', async (context) => {
  const { second, house } = await pair(context, (line) => (line === 'DATA' ? 'reset' : null));
  await submit(house, FROM, [TO]);
  await house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length === 1);
  assert.equal(second.contents.length, 1);
});

const noConnector: Script = (line) =>
  line.startsWith('RCPT') ? '550 5.7.64 TenantAttribution; Relay Access Denied [x.outlook.com]' : null;

for (const [what, two] of [
  ['refuses the mail', (line: string) => (line.startsWith('RCPT') ? '550 5.7.1 relaying denied' : null)],
  ['is not there', (line: string) => (line === '<greeting>' ? 'reset' : null)],
] as const)
  test(`mail is held while its upstream waits for the administrator, though the failover ${what}`, async (context) => {
    let broken = true;
    const { first, house, clock } = await pair(context, (line) => (broken ? noConnector(line, NO_FACTS) : null), two);
    await submit(house, FROM, [TO]);
    await pending(house);
    await turn(clock, 6 * HOUR);
    await pending(house);
    assert.match(await lastDefer(house), /no inbound connector of the organization matched.*; and by two: /su);
    broken = false;
    await turnUntil(clock, 3 * HOUR, () => first.contents.length === 1);
  });

test('an address that does not exist fails, whatever the first upstream waits for', async (context) => {
  const { house } = await pair(context, noConnector, (line) =>
    line.startsWith('RCPT') ? '550 5.1.1 no such user' : null,
  );
  await submit(house, FROM, [TO]);
  await house.traced({ recipient: TO, status: ['Failed'] }, (rows) => rows.length === 1);
});

const NO_FACTS = { connection: 0, inTls: false };

test('who looks for a mail reads by whom it went, and why', async (context) => {
  const { house } = await pair(context, noConnector);
  for (const wanted of [1, 2]) {
    await submit(house, FROM, [TO]);
    const [row] = await house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length === wanted);
    const { events } = await storyOf(house, row);
    const sent = events.find(({ kind }) => kind === 'Send')?.text ?? '';
    assert.match(sent, /^Handed on to 127\.0\.0\.1; by two, the failover, because one\b.*no inbound connector/su);
  }
});

test('an upstream that waits for the administrator is neither switched off nor removed from under its mail', async (context) => {
  const { house, second } = await pair(context, noConnector, () => null, { failover: [] });
  const run = shellIn(house.folder);
  await done(run, 'org', 'set', '--without-upstream', 'mx');
  await submit(house, FROM, [TO]);
  await pending(house);
  await house.traced({ recipient: TO }, () => true);
  const exported = await run('export');
  const file = exported.out.replace(/(name: one\n(?: +.*\n)*? +enabled: )true/u, '$1false');
  assert.notEqual(file, exported.out);
  for (const args of [
    ['upstream', 'set', 'one', '--enabled', 'off'],
    ['upstream', 'set', 'one', '--recipient-domain', 'none'],
    ['upstream', 'set', 'one', '--sender', 'somebody@else.test'],
    ['upstream', 'remove', 'one', '--yes'],
    ['apply', '--file', '-'],
    ['apply', '--file', '-', '--dry-run'],
  ]) {
    const refused = await cli([...args, '--data', house.folder], { stdin: file });
    assert.equal(refused.code, 1);
    assert.match(refused.err, /1 recipient waits for one, which is in trouble/u);
    assert.match(refused.err, /--failover OTHER.*org set ours --without-upstream wait/su);
  }
  const off = await run('upstream', 'set', 'one', '--enabled', 'off', '--failover', 'two');
  assert.equal(off.code, 0, off.err);
  await house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length === 1);
  assert.equal(second.contents.length, 1, 'the failover stands in for what is off');
  await submit(house, FROM, [TO]);
  await house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length === 2);
});

test('what was mended is asked first, though the failover is in trouble too, and wherever the mail waits', async (context) => {
  let broken = true;
  const script: Script = (line) => (broken ? noConnector(line, NO_FACTS) : null);
  const { house, first, second } = await pair(context, script, script);
  await submit(house, FROM, [TO]);
  await pending(house);
  broken = false;
  assert.equal((await shellIn(house.folder)('upstream', 'set', 'two', '--tls', 'opportunistic')).code, 0);
  await house.traced({ recipient: TO, status: ['Delivered'] }, (rows) => rows.length === 1);
  assert.deepEqual([first.contents.length, second.contents.length], [1, 0]);
});

test('after a restart it is known still which upstream is in trouble', async (context) => {
  const { house } = await pair(context, noConnector, () => null, { failover: [] });
  await submit(house, FROM, [TO]);
  await pending(house);
  await house.house.close(1_000);
  const again = await startTestHouse({ folder: house.folder, overrides: { clock: createManualClock() } });
  try {
    const status = await shellIn(house.folder)('upstream', 'status', 'one');
    assert.match(status.out, /TROUBLE/u);
    assert.match(status.out, /no inbound connector of the organization matched/u);
  } finally {
    await again[Symbol.asyncDispose]();
  }
});

test('nor is the failover taken from what is off while the failover is in trouble', async (context) => {
  const { house, second } = await pair(context, noConnector, noConnector);
  await house.put(smartHost('two', second.port, { recipientDomains: [], service: 'microsoft365' }));
  const run = shellIn(house.folder);
  await done(run, 'org', 'set', '--without-upstream', 'mx');
  await submit(house, FROM, [TO]);
  await pending(house);
  assert.equal((await run('upstream', 'set', 'one', '--enabled', 'off')).code, 0);
  const waitsForTwo = async () => (await run('upstream', 'status', 'two')).out;
  for (let tries = 0; !/ 1 *$/mu.test(await waitsForTwo()) && tries < 100; tries++) await sleep(20);
  const refused = await run('upstream', 'set', 'one', '--failover', 'none');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /1 recipient waits for two, which is in trouble/u);
  await pending(house);
});

test('mail whose way has ended already keeps nobody from mending the upstream', async (context) => {
  const { house, first } = await pair(context, noConnector, () => null, { failover: [], recipientDomains: ['*'] });
  await house.put(domain('cloud.test', { type: 'internal-relay' }));
  const run = shellIn(house.folder);
  await submit(house, FROM, ['nobody@cloud.test']);
  await house.traced({ recipient: 'nobody@cloud.test', status: ['Pending'] });
  assert.equal((await run('domain', 'set', 'cloud.test', '--type', 'authoritative')).code, 0);
  const mended = await run('upstream', 'set', 'one', '--tls', 'opportunistic');
  assert.equal(mended.code, 0, mended.err);
  const added = await run('upstream', 'add', 'other', '--kind', 'smart-host', '--host', `127.0.0.1:${first.port}`);
  assert.equal(added.code, 0, added.err);
});
