/** The report of a month by mail, on a clock that is turned by hand, over the composed house. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEVICE, HOUR, maildir, MINUTE, submit, turnUntil } from '../../lab/flow.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { inbound, organization, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';

/** Of this machine's zone. */
const NEXT = new Date(2027, 2, 1).getTime();
const START = NEXT - 6 * HOUR;

/** In large steps: the house does little meanwhile. */
async function turnTo(clock: ManualClock, end: number): Promise<void> {
  await turnUntil(clock, end - clock.now() + HOUR, () => clock.now() >= end, 30 * MINUTE);
}

interface Report {
  readonly header: string;
  readonly text: string;
}

async function reports(house: TestHouse): Promise<readonly Report[]> {
  const mails = (await maildir(house, 'ours.test/v')).filter((mail) => mail.includes('.report@'));
  return mails.map((mail) => {
    const [header = '', body = ''] = mail.split(/\r?\n\r?\n/u);
    return { header, text: Buffer.from(body, 'base64').toString() };
  });
}

test('on the first of a month those who hear alarms get what was counted in the month before, once', async (context) => {
  const clock = createManualClock(START);
  const nobody = await scriptedSink({ script: (line) => (line.startsWith('RCPT') ? '550 5.1.1 nobody' : null) });
  context.after(() => nobody[Symbol.asyncDispose]());
  const house = await startTestHouse({
    overrides: { clock },
    objects: [inbound('copiers', { senderAddresses: [DEVICE] }), smartHost('Provider', nobody.port)],
  });
  context.after(() => house[Symbol.asyncDispose]());
  const next = NEXT;
  await house.put(organization({ monthlyReport: true, language: 'de', alarmAddresses: ['v@ours.test'] }));
  await submit(house, 'copier@ours.test', ['printer@ours.test']);
  await submit(house, 'copier@ours.test', ['printer@ours.test', 'v@ours.test']);
  await submit(house, 'copier@ours.test', ['gone@far.test']);
  await turnTo(clock, next + 6 * HOUR);
  assert.deepEqual(await reports(house), [], 'not before seven');
  await turnUntil(clock, 3 * HOUR, async () => (await reports(house)).length === 1, 10 * MINUTE);
  const [report] = await reports(house);
  assert.match(report!.header, /^Return-Path: <>/mu);
  assert.match(report!.header, /Auto-Submitted: auto-generated/u);
  assert.match(report!.text, /, wie Doorpost auf .* gezählt hat\./u);
  assert.match(report!.text, /^Angekommene Nachrichten\r\n(?: {4}.*\r\n)*? {4}über Connectors +3\r\n/mu);
  assert.match(report!.text, /^ {4}Zugestellt +[3-9]\r\n/mu);
  // The mail, and the report of it, whose reader is nobody's mailbox either.
  assert.match(report!.text, /^Unzustellbare Nachrichten, nach Code\r\n {4}5\.1\.1 +2\r\n/mu);
  for (const line of report!.text.split('\r\n').filter((each) => /^ {4}/u.test(each)))
    assert.ok(line.length <= 56, line);
  await turnTo(clock, next + 20 * HOUR);
  assert.equal((await reports(house)).length, 1);
  // Turned off, and on again in the same month: nothing of a month that is over, which was told.
  await house.put(organization({ monthlyReport: false }));
  await turnTo(clock, next + 21 * HOUR);
  await house.put(organization({ monthlyReport: true, alarmAddresses: ['v@ours.test'] }));
  await turnTo(clock, next + 22 * HOUR);
  assert.equal((await reports(house)).length, 1);
  const note = await house.house.store.notes.get('monthly-report', 'org');
  assert.deepEqual(note?.value, { month: next }, 'the next one comes when this month is over');
});
