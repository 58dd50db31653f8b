/** `status` answers whether mail flows: the last in and out, the day's counts, what waits and why, and what to do when it does not. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { house as houseContract } from '../../src/admin/contracts/house.ts';
import type { AnswerOf } from '../../src/admin/contracts/operation.ts';
import { deviceForms } from '../../src/directory/kinds/device.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { DEVICE, HOUR, MINUTE, submit, turn, turnUntil } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { shellIn } from '../../lab/shell.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

type Status = AnswerOf<typeof houseContract.status>;

const copierRoom = inbound('Copier room', { senderAddresses: [DEVICE] });
const kyocera = {
  kind: 'device',
  ...deviceForms.standards,
  id: 'device-1',
  organizationId: 'org',
  name: 'Kyocera',
  addresses: [DEVICE],
} as unknown as DirectoryObject;

const said = async (house: TestHouse): Promise<string> => (await shellIn(house.folder)('status')).out;
const told = async (house: TestHouse): Promise<Status> =>
  JSON.parse((await shellIn(house.folder)('status', '--json')).out) as Status;

/** A next hop that hangs up until it is well. */
async function hop(context: TestContext, well: boolean) {
  const state = { well };
  const sink = await scriptedSink({ script: (line) => (line === '<greeting>' && !state.well ? 'close' : null) });
  context.after(() => sink[Symbol.asyncDispose]());
  return { sink, state };
}

async function refused(house: TestHouse, times: number): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  await client.say('EHLO stranger.test');
  await client.say('MAIL FROM:<x@elsewhere.test>');
  for (let n = 0; n < times; n++) assert.match((await client.say('RCPT TO:<y@far.test>')).text, /^550/u);
  await client.say('QUIT');
  client.end();
}

test('mail that flows: the last in with its device, the last out, and the counts of the day, through a restart', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-flow-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const { sink } = await hop(context, true);
  const objects = [copierRoom, kyocera, smartHost('Provider', sink.port)];
  {
    await using house = await startTestHouse({ folder, objects });
    const fresh = await said(house);
    assert.match(fresh, /^Ready for mail; none has come in yet\n\nlast in +nothing yet\nlast out +nothing yet\n/u);
    await submit(house, 'printer@ours.test', ['v@ours.test', 'anna@far.test']);
    await house.traced({ status: ['Delivered'] }, (rows) => rows.length === 2);
    await refused(house, 3);
    await house.traced({ status: ['Rejected'] }, (rows) => rows.length === 3);
  }
  await using house = await startTestHouse({ folder });
  const { flow, queue, raisedAlarms } = await told(house);
  assert.deepEqual(
    [flow.state, flow.troubles, flow.oldest, queue, raisedAlarms],
    ['flows', [], null, { waiting: 0, held: 0 }, []],
  );
  const { lastIn, lastOut, today } = flow;
  assert.deepEqual(
    [lastIn?.device, lastIn?.connector, lastIn?.clientAddress, lastIn?.ingress, lastIn?.recipients],
    ['Kyocera', 'Copier room', DEVICE, 'relay', 2],
  );
  assert.ok(lastOut?.recipient === 'v@ours.test' || lastOut?.destination === 'Provider');
  assert.deepEqual(today.in, [{ ingress: 'relay', messages: 1, recipients: 2 }]);
  assert.deepEqual(
    [...today.out].sort((a, b) => (a.way < b.way ? -1 : 1)),
    [
      { way: 'connector', upstream: 'Provider', delivered: 1, failed: 0, captured: 0 },
      { way: 'mailbox', upstream: null, delivered: 1, failed: 0, captured: 0 },
    ],
  );
  assert.deepEqual(today.refused, { count: 3, reasons: [{ reason: 'not-relayed', count: 3 }] });
  assert.equal(today.zone, new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const text = await said(house);
  assert.match(
    text,
    /^Mail flows\n\nlast in +\d+ s ago \([^)]+\), from Kyocera \(127\.0\.0\.10\) by SMTP relay, connector Copier room, to v@ours\.test and 1 more\n/u,
  );
  assert.match(text, /\n {2}in +1 by SMTP relay\n/u);
  assert.match(text, /\n {2}out +.*1 delivered by Provider/u);
  assert.match(text, /\n {2}refused +3: 3 not relayed; which: .*trace --status Rejected --since 1d/u);
  assert.match(text, /\nqueue +0 waiting, 0 paused by you\nalarms +none\n/u);
});

test('mail that does not flow: why, what to do, and the oldest that waits; then it flows again', async (context) => {
  const clock = createManualClock();
  const { sink, state } = await hop(context, false);
  await using house = await startTestHouse({
    overrides: { clock },
    objects: [copierRoom, smartHost('Provider', sink.port)],
  });
  await submit(house, 'printer@ours.test', ['anna@far.test']);
  await turnUntil(clock, HOUR, async () => (await told(house)).flow.state === 'stopped');
  await turn(clock, 10 * MINUTE);
  const { code, out } = await shellIn(house.folder)('status');
  assert.equal(code, 0, 'it takes mail: nobody may restart it for that');
  assert.match(
    out,
    /^Mail does not flow: The next hop of Provider has taken no mail since [^\n]+\nCure: [^\n]*upstream test Provider/u,
  );
  assert.match(
    out,
    /\nqueue +1 waiting, 0 paused by you; the oldest for \d+ min: \w{16} to anna@far\.test by Provider: /u,
  );
  assert.match(out, /\nalarms +\d raised: .*next hop unreachable \(Provider\)/u);
  // Mail here goes on: only some stands still.
  await submit(house, 'printer@ours.test', ['v@ours.test']);
  await turn(clock, MINUTE);
  assert.match(await said(house), /^Mail flows in part: The next hop of Provider/u);
  state.well = true;
  await turnUntil(clock, HOUR, async () => (await told(house)).flow.state === 'flows');
  assert.match(await said(house), /^Mail flows\n/u);
});
