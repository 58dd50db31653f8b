/** The daily list of mail in quarantine, on a clock that is turned by hand, over the composed house. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, maildir, MINUTE, turnUntil } from '../../lab/flow.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { keepMail, spam } from '../../lab/kept-mail.ts';
import { startOfDay } from '../../src/base/words/local-day.ts';

const wanted = { quarantineDigest: true, language: 'de', postmaster: 'printer@ours.test' } as const;

/** In large steps: the house does little meanwhile. */
async function turnFor(clock: ManualClock, ms: number): Promise<void> {
  const end = clock.now() + ms;
  await turnUntil(clock, ms + 20 * MINUTE, () => clock.now() >= end, 10 * MINUTE);
}

interface Listed {
  readonly header: string;
  readonly text: string;
}

/** Lists in a mailbox, read. */
async function lists(house: TestHouse, of: string): Promise<readonly Listed[]> {
  const mails = (await maildir(house, `ours.test/${of}`)).filter((mail) => mail.includes('.quarantine@'));
  return mails.map((mail) => {
    const [header = '', body = ''] = mail.split(/\r?\n\r?\n/u);
    return { header, text: Buffer.from(body, 'base64').toString() };
  });
}

test('each recipient gets one a day, in the language of the organization, of what is new, and nothing in it acts', async (context) => {
  const clock = createManualClock();
  const house = await startTestHouse({ overrides: { clock } });
  context.after(() => house[Symbol.asyncDispose]());
  await house.put(organization(wanted));
  const before = startOfDay(clock.now()) + 7 * HOUR - 2 * HOUR;
  const keep = (mail: Parameters<typeof keepMail>[1]) => keepMail(house, { receivedAt: clock.now(), ...mail });
  await turnFor(clock, before + 24 * HOUR - clock.now());
  await keep({ to: ['v@ours.test', 'printer@ours.test', 'a@outside.test'], subject: 'Win https://evil.test/now' });
  await keep({ from: 'boss@far.test', screened: { ...spam, row: 'malware', category: 'MALW', virus: 'Eicar' } });
  assert.deepEqual(await lists(house, 'v'), []);
  await turnUntil(clock, 3 * HOUR, async () => (await lists(house, 'v')).length === 1, 10 * MINUTE);
  const [list] = await lists(house, 'v');
  assert.match(list!.header, /^Return-Path: <>/mu);
  assert.match(list!.header, /Auto-Submitted: auto-generated/u);
  assert.match(list!.header, /Reply-To: <printer@ours\.test>/u);
  assert.match(list!.text, /^Nachrichten an v@ours\.test/u);
  assert.match(list!.text, /Von spammer@far\.test, .*\r\n {4}sie sieht nach Spam aus\r\n/u);
  assert.match(list!.text, /Von boss@far\.test, .*\r\n {4}darin wurde Schadsoftware gefunden\r\n/u);
  assert.match(list!.text, /Fragen Sie printer@ours\.test/u);
  assert.doesNotMatch(list!.text, /:\/\/|www\./u);
  assert.equal((await lists(house, 'printer')).length, 1);
  const rows = await house.house.store.trace.search({ sender: '<>', limit: 10 });
  assert.deepEqual(rows.rows.map(({ recipient }) => recipient).sort(), ['printer@ours.test', 'v@ours.test']);
  // As if it had broken off behind the first of the two: the other one alone is written to again.
  const note = await house.house.store.notes.get('digest', 'org');
  await house.house.store.notes.put('digest', [
    { key: 'org', value: { ...(note!.value as object), from: before, until: clock.now(), after: 'printer@ours.test' } },
  ]);
  await turnUntil(clock, HOUR, async () => (await lists(house, 'v')).length === 2, 10 * MINUTE);
  assert.equal((await lists(house, 'printer')).length, 1);
  await turnFor(clock, 24 * HOUR);
  assert.equal((await lists(house, 'v')).length, 2, 'nothing is new');
});

test('switched off nobody is written to', async (context) => {
  const clock = createManualClock();
  const house = await startTestHouse({ overrides: { clock } });
  context.after(() => house[Symbol.asyncDispose]());
  await keepMail(house, { receivedAt: clock.now() });
  await turnFor(clock, 24 * HOUR);
  assert.deepEqual(await lists(house, 'v'), []);
});
