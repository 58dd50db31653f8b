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
  assert.equal(time.ageOf(START), 0, 'never negative');
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
