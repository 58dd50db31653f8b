import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../base/clock.ts';
import { createQueueTime } from './queue-time.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 11, 1);

const handClock = () => {
  let wall = START;
  let monotonic = 0;
  const clock: Clock = { now: () => wall, monotonic: () => monotonic, timer: () => ({ cancel() {} }) };
  return {
    clock,
    pass(ms: number) {
      wall += ms;
      monotonic += ms;
    },
    jump(ms: number) {
      wall += ms;
    },
  };
};

test('follows the wall clock while that behaves', () => {
  const { clock, pass } = handClock();
  const time = createQueueTime(clock);
  pass(HOUR);
  assert.equal(time.dueNow(), START + HOUR);
  assert.equal(time.ageOf(START), HOUR);
});

test('goes on, at its own pace, when the wall clock goes back', () => {
  const { clock, pass, jump } = handClock();
  const time = createQueueTime(clock);
  pass(HOUR);
  time.dueNow();
  jump(-24 * HOUR);
  assert.equal(time.dueNow(), START + HOUR);
  pass(HOUR);
  assert.equal(time.dueNow(), START + 2 * HOUR);
  assert.equal(time.ageOf(START), 2 * HOUR, 'what has really passed');
  assert.equal(time.ageOf(START + 12 * HOUR), 0, 'never negative');
});

test('leaves a jump forward out of the age of what came before it, and only of that', () => {
  const { clock, pass, jump } = handClock();
  const time = createQueueTime(clock);
  pass(HOUR);
  time.dueNow();
  jump(24 * HOUR);
  time.dueNow();
  const after = clock.now();
  pass(HOUR);
  assert.equal(time.ageOf(START), 2 * HOUR);
  assert.equal(time.ageOf(after), HOUR);
});

test('takes slewing for what it is', () => {
  const { clock, pass, jump } = handClock();
  const time = createQueueTime(clock);
  for (let n = 0; n < 100; n++) {
    pass(HOUR);
    jump(500);
    time.dueNow();
  }
  assert.equal(time.ageOf(START), 100 * HOUR + 50_000);
});

test('back first and then further forward: what is seconds old is seconds old', () => {
  const { clock, pass, jump } = handClock();
  const time = createQueueTime(clock);
  pass(HOUR);
  time.dueNow();
  const stamp = clock.now();
  pass(1_000);
  jump(-24 * HOUR);
  time.dueNow();
  const meanwhile = clock.now();
  pass(1_000);
  jump(5 * 24 * HOUR);
  assert.equal(time.ageOf(stamp), 2_000);
  assert.equal(time.ageOf(meanwhile), 1_000);
  assert.equal(time.ageOf(START - HOUR), 2 * HOUR + 2_000, 'from before the start');
  pass(HOUR);
  assert.equal(time.ageOf(stamp), HOUR + 2_000);
});

test('however a clock jumps, nothing is older than it is', () => {
  const { clock, pass, jump } = handClock();
  const time = createQueueTime(clock);
  const made: { readonly stamp: number; readonly at: number }[] = [];
  const jumps = [-3, 5, -1, 400, -500, 2, 2, -40, 1_000, -1_000, 7].map((hours) => hours * HOUR);
  for (const by of jumps) {
    for (let n = 0; n < 3; n++) {
      pass(10 * 60_000);
      time.dueNow();
      made.push({ stamp: clock.now(), at: clock.monotonic() });
      for (const { stamp, at } of made) assert.ok(time.ageOf(stamp) <= clock.monotonic() - at);
    }
    jump(by);
  }
  assert.ok(made.every(({ stamp }) => time.ageOf(stamp) >= 0));
});
