import { bounds } from '../../base/bounds.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import { attemptsWithin, expiryMs, hasExpired, lanePauseMs, RETRY_INTERVALS_MS, retryDelayMs } from './retry.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const facts = { attempts: 1, ageMs: 0, expiryMs: 4 * DAY, noticeInMs: null, retryAfterMs: null, fraction: 0.5 };

test('intervals grow from a minute to an hour and stay there', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 500].map((attempts) => retryDelayMs({ ...facts, attempts }) / MINUTE);
  assert.deepEqual(minutes, [1, 2, 5, 10, 15, 30, 60, 60, 60]);
});

test('what waits untried has the place in the table that attempts would have brought it to', () => {
  let waitedMs = 0;
  for (let attempts = 1; attempts <= 7; attempts++) {
    assert.equal(attemptsWithin(waitedMs), attempts);
    waitedMs += retryDelayMs({ ...facts, attempts, fraction: 0 });
  }
  assert.equal(attemptsWithin(4 * DAY), RETRY_INTERVALS_MS.length + 1);
});

test('chance moves a wait by at most a tenth either way', () => {
  for (let attempts = 1; attempts <= 8; attempts++) {
    const interval = RETRY_INTERVALS_MS[Math.min(attempts, 7) - 1] ?? 0;
    const least = retryDelayMs({ ...facts, attempts, fraction: 0 });
    const most = retryDelayMs({ ...facts, attempts, fraction: 0.999_999 });
    assert.ok(least >= interval * 0.9 - 1 && least < interval, `least of ${attempts}`);
    assert.ok(most <= interval * 1.1 + 1 && most > interval, `most of ${attempts}`);
  }
});

test('a next hop that asks for a longer wait is obeyed up to an hour, a shorter one never shortens', () => {
  assert.equal(retryDelayMs({ ...facts, retryAfterMs: 20 * MINUTE }), 20 * MINUTE);
  assert.equal(retryDelayMs({ ...facts, retryAfterMs: 7 * DAY }), bounds.policy.retry);
  assert.equal(retryDelayMs({ ...facts, retryAfterMs: 1 }), MINUTE);
});

test('an attempt falls on the delay notice and on the expiry, and a past one never makes the queue spin', () => {
  assert.equal(retryDelayMs({ ...facts, attempts: 6, noticeInMs: 27 * MINUTE }), 27 * MINUTE);
  assert.equal(retryDelayMs({ ...facts, attempts: 6, noticeInMs: -5 }), 30 * MINUTE);
  assert.equal(retryDelayMs({ ...facts, attempts: 90, ageMs: 4 * DAY - 3 * MINUTE }), 3 * MINUTE);
  assert.equal(retryDelayMs({ ...facts, attempts: 90, ageMs: 5 * DAY }), 60 * MINUTE);
  assert.equal(retryDelayMs({ ...facts, noticeInMs: 0.5 }), 1_000);
});

test('expiry needs age, and also some attempts, so that an outage of ours does not end the mail that waited it out', () => {
  assert.equal(hasExpired({ attempts: 50, ageMs: 4 * DAY - 1, expiryMs: 4 * DAY }), false);
  assert.equal(hasExpired({ attempts: 50, ageMs: 4 * DAY, expiryMs: 4 * DAY }), true);
  assert.equal(hasExpired({ attempts: 1, ageMs: 400 * DAY, expiryMs: 4 * DAY }), false);
});

test('expiry goes by route: MX 4 days, others 2, a connector its own', () => {
  const defaults = { expiryMxMs: 4 * DAY, expiryOtherMs: 2 * DAY };
  const connectorId = 'c' as ObjectId;
  const connector = { expiryMs: 3 * HOUR } as Parameters<typeof expiryMs>[1];
  assert.equal(expiryMs({ kind: 'mx', domain: 'x.test' }, null, defaults), 4 * DAY);
  assert.equal(expiryMs({ kind: 'capture' }, null, defaults), 2 * DAY);
  assert.equal(expiryMs({ kind: 'connector', connectorId, domain: '' }, null, defaults), 2 * DAY);
  assert.equal(expiryMs({ kind: 'connector', connectorId, domain: '' }, connector, defaults), 3 * HOUR);
});

test('a lane pauses longer at each trouble, but always shorter than the retry of the message that met it', () => {
  let failures = 0;
  for (const interval of RETRY_INTERVALS_MS) {
    failures++;
    assert.ok(lanePauseMs(failures) < interval * 0.9, `pause ${failures}`);
  }
  assert.equal(lanePauseMs(1), 30_000);
  assert.equal(lanePauseMs(1_000), 4 * MINUTE);
});
