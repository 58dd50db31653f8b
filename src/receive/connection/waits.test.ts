import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import { limitTable } from '../../mail/limits.ts';
import type { Limits } from '../../policy/limits.ts';
import { AuthDelays } from '../sign-in/auth-delays.ts';
import { Deadline } from '../../base/deadline.ts';
import { HourCounts } from '../limits/hour-counts.ts';
import { printable, Transcript } from '../record/transcript.ts';
import { UsageWindows } from '../limits/usage-windows.ts';
import { Waits } from './waits.ts';

const limits: Limits = (name) => limitTable[name].default;
const MINUTE = 60_000;

test('silence ends after the idle time, a command after its own, however often an octet comes', () => {
  const waits = new Waits(0);
  assert.deepEqual(waits.deadline(limits, false), { at: 5 * MINUTE, what: 'idle' });
  for (let at = 0; at < 5 * MINUTE; at += MINUTE) {
    waits.heard(at, 1);
    waits.answered(at, true);
  }
  assert.equal(waits.deadline(limits, false).at, 5 * MINUTE);
  waits.answered(4 * MINUTE, false);
  assert.equal(waits.deadline(limits, false).at, 9 * MINUTE);
});

test('content has to keep up its rate after the first minute; our own time is not held against it', () => {
  const waits = new Waits(0);
  waits.inContent(0, true, true);
  waits.heard(0, 500 * 90);
  waits.heard(70_000, 0);
  assert.deepEqual(waits.deadline(limits, false), { at: 90_000, what: 'too-slow' });
  waits.own(30_000);
  assert.deepEqual(waits.deadline(limits, false), { at: 120_000, what: 'too-slow' });
  waits.heard(70_000, 500 * 10_000);
  assert.deepEqual(waits.deadline(limits, false), { at: 70_000 + 3 * MINUTE, what: 'idle' });
});

test('a message in chunks is held to the rate as a whole, and its steady chunks are no silence', () => {
  const waits = new Waits(0);
  // A chunk a half minute, each ending in the middle of a line: far too slow in all.
  for (let at = 0; at < MINUTE; at += MINUTE / 2) {
    waits.inContent(at, true, true);
    waits.heard(at, 100);
    waits.inContent(at, true, false);
    waits.answered(at, false);
  }
  assert.deepEqual(waits.deadline(limits, false), { at: MINUTE, what: 'too-slow' });
  const steady = new Waits(0);
  for (let at = 0; at < 20 * MINUTE; at += MINUTE) {
    steady.inContent(at, true, false);
    steady.heard(at, 100_000);
    steady.answered(at, false);
  }
  assert.deepEqual(steady.deadline(limits, false), { at: 24 * MINUTE, what: 'idle' });
  steady.inContent(20 * MINUTE, false, false);
  assert.equal(steady.deadline(limits, false).what, 'idle');
});

test('a deadline that is moved on fires once, at its last place', async () => {
  const clock = createManualClock();
  const deadline = new Deadline(clock);
  const fired: number[] = [];
  deadline.onExpire = () => fired.push(clock.monotonic());
  deadline.set(1_000);
  await clock.advance(900);
  deadline.set(5_000);
  await clock.advance(3_000);
  deadline.set(4_500);
  await clock.advance(10_000);
  assert.deepEqual(fired, [4_500]);
  deadline.set(clock.monotonic() + 10);
  deadline.cancel();
  await clock.advance(100);
  assert.equal(fired.length, 1);
});

test('waits after wrong passwords double to the longest, for that account and address only', async () => {
  const clock = createManualClock();
  const delays = new AuthDelays(clock);
  const fail = (account = 'a@x', address = '192.0.2.1'): (() => void) => delays.begin(account, address, 15 * MINUTE);
  for (let n = 0; n < 4; n++) fail();
  assert.equal(delays.waiting('a@x', '192.0.2.1'), null);
  const waits: number[] = [];
  for (let n = 0; n < 14; n++) {
    fail();
    let waited = 0;
    while (delays.waiting('A@X', '192.0.2.1') !== null) {
      await clock.advance(1_000);
      waited += 1;
    }
    waits.push(waited);
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
  const right = fail();
  assert.equal(delays.waiting('a@x', '192.0.2.1'), 'account');
  assert.equal(delays.waiting('a@x', '192.0.2.2'), null);
  assert.equal(delays.waiting('b@x', '192.0.2.1'), null);
  right();
  assert.equal(delays.waiting('a@x', '192.0.2.1'), null);
  for (let n = 0; n < 5; n++) fail('a@x', `2001:db8::${n}`);
  assert.equal(delays.waiting('a@x', '2001:db8::ffff'), 'account', 'a /64 is one address');
  assert.equal(delays.waiting('a@x', '2001:db8:0:1::1'), null);
});

test('an address that fails for many accounts waits for all of them, but for those that have signed in from there', async () => {
  const clock = createManualClock();
  const delays = new AuthDelays(clock);
  const fail = (account: string): (() => void) => delays.begin(account, '192.0.2.1', 15 * MINUTE);
  fail('printer@x')();
  // One device set up wrong is one account, however often it fails.
  for (let n = 0; n < 50; n++) fail('broken@x');
  for (let n = 1; n < 19; n++) fail(`u${n}@x`);
  assert.equal(delays.waiting('new@x', '192.0.2.1'), null);
  fail('u19@x');
  assert.equal(delays.waiting('new@x', '192.0.2.1'), 'address');
  assert.equal(delays.waiting('new@x', '192.0.2.2'), null);
  assert.equal(delays.waiting('printer@x', '192.0.2.1'), null);
  const waits: number[] = [];
  for (let n = 20; n < 32; n++) {
    let waited = 0;
    for (; delays.waiting('new@x', '192.0.2.1') !== null; waited++) await clock.advance(1_000);
    waits.push(waited);
    fail(`u${n}@x`);
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
});

test('usage rolls out of its window, and reservations count while they last', async () => {
  const clock = createManualClock();
  const usage = new UsageWindows(clock);
  const HOUR = 60 * MINUTE;
  usage.seed([{ subject: 'mailbox:m', at: clock.now() - 2 * HOUR, messages: 1, recipients: 10 }]);
  usage.add([{ subject: 'mailbox:m', messages: 1, recipients: 5 }]);
  assert.deepEqual(usage.within('mailbox:m', HOUR), { messages: 1, recipients: 5 });
  assert.deepEqual(usage.within('mailbox:m', 24 * HOUR), { messages: 2, recipients: 15 });
  const giveBack = usage.reserve('mailbox:m', { messages: 1, recipients: 3 });
  assert.deepEqual(usage.within('mailbox:m', HOUR), { messages: 2, recipients: 8 });
  giveBack();
  giveBack();
  assert.deepEqual(usage.within('mailbox:m', HOUR), { messages: 1, recipients: 5 });
  await clock.advance(23 * HOUR);
  assert.equal(usage.within('mailbox:m', 24 * HOUR).recipients, 5);
  await clock.advance(2 * HOUR);
  assert.equal(usage.within('mailbox:m', 24 * HOUR).recipients, 0);
});

test('what a wrong clock wrote into the far future is no usage, and puts no real usage out of its window', () => {
  const clock = createManualClock();
  const usage = new UsageWindows(clock);
  const HOUR = 60 * MINUTE;
  const now = clock.now();
  usage.seed([
    { subject: 'mailbox:m', at: now - 2 * HOUR, messages: 1, recipients: 10 },
    { subject: 'mailbox:m', at: now + 10 * 365 * 24 * HOUR, messages: 1, recipients: 1_000 },
    // A clock that was set back by an hour: real, and lately.
    { subject: 'mailbox:m', at: now + HOUR, messages: 1, recipients: 2 },
  ]);
  assert.deepEqual(usage.within('mailbox:m', 24 * HOUR), { messages: 2, recipients: 12 });
  clock.jumpWall(10 * 365 * 24 * HOUR);
  usage.add([{ subject: 'mailbox:n', messages: 1, recipients: 1_000 }]);
  clock.jumpWall(-10 * 365 * 24 * HOUR);
  assert.equal(usage.within('mailbox:n', 24 * HOUR).recipients, 0);
  usage.add([{ subject: 'mailbox:n', messages: 1, recipients: 3 }]);
  assert.equal(usage.within('mailbox:n', HOUR).recipients, 3);
});

test('counts begin anew with each hour', async () => {
  const clock = createManualClock(Date.UTC(2026, 0, 1, 10, 59, 59));
  const counts = new HourCounts(clock);
  counts.add('a');
  assert.equal(counts.add('a').count, 2);
  await clock.advance(2_000);
  assert.equal(counts.count('a'), 0);
  assert.equal(counts.add('a').count, 1);
});

test('a transcript keeps its beginning and its end, within its bound, and shows controls harmlessly', () => {
  const transcript = new Transcript(1_000);
  for (let n = 0; n < 500; n++) transcript.client(`line ${n}`);
  const text = transcript.toString();
  assert.ok(text.length < 1_100);
  assert.match(text, /^C: line 0\n/u);
  assert.match(text, /lines left out/u);
  assert.match(text, /C: line 499$/u);
  assert.equal(printable('a\u001b[2J\r\n\u202e'), 'a\\u{1b}[2J\\u{d}\\u{a}\\u{202e}');
});
