import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import { Throttle, type Trier } from './throttle.ts';

const anna: Trier = { address: '192.0.2.1', account: 'anna', isKnown: false };

function fail(throttle: Throttle, trier: Trier): number {
  return throttle.failed(trier);
}

test('five fail freely, then each waits twice as long, up to a minute', async () => {
  const clock = createManualClock();
  const throttle = new Throttle(clock);
  for (let free = 0; free < 5; free++) assert.equal(fail(throttle, anna), 0);
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
    assert.equal(fail(throttle, anna), seconds * 1_000);
    await clock.advance(seconds * 1_000);
    assert.equal(fail(throttle, anna), 0);
  }
});

test('many at once are counted before one of them is looked at', () => {
  const throttle = new Throttle(createManualClock());
  const charged = Array.from({ length: 20 }, () => throttle.charge(anna));
  assert.equal(charged.filter((one) => typeof one !== 'number').length, 5);
});

test('whoever signed in from an address before is not slowed by strangers elsewhere, or there', () => {
  const throttle = new Throttle(createManualClock());
  for (let n = 0; n < 100; n++) fail(throttle, { ...anna, address: `198.51.100.${n}` });
  assert.ok(fail(throttle, { ...anna, address: '203.0.113.9' }) > 0, 'a stranger waits for the account');
  assert.equal(fail(throttle, { ...anna, isKnown: true }), 0);
  assert.equal(fail(throttle, { ...anna, account: 'bert', address: '203.0.113.9' }), 0, 'another account does not');
});

test('an address is one for IPv6 by its /64, and is slowed whatever accounts it tries', () => {
  const throttle = new Throttle(createManualClock());
  for (let n = 0; n < 5; n++) fail(throttle, { address: `2001:db8::${n + 1}`, account: `a${n}`, isKnown: false });
  assert.ok(fail(throttle, { address: '2001:db8::ffff', account: 'b', isKnown: false }) > 0);
  assert.equal(fail(throttle, { address: '2001:db8:0:1::1', account: 'b', isKnown: false }), 0);
});

test('a right one is forgiven; its address still has what failed before', async () => {
  const clock = createManualClock();
  const throttle = new Throttle(clock);
  for (let n = 0; n < 4; n++) fail(throttle, anna);
  const charge = throttle.charge(anna);
  assert.ok(typeof charge !== 'number');
  charge.forgive();
  assert.equal(fail(throttle, anna), 0, 'the fifth');
  assert.ok(fail(throttle, anna) > 0, 'the address counts on');
  await clock.advance(3_600_000);
  for (let free = 0; free < 5; free++) assert.equal(fail(throttle, anna), 0, 'forgotten after an hour');
});

test('with more addresses than there is room for, new ones are counted together, and none is let off', () => {
  const throttle = new Throttle(createManualClock());
  let n = 0;
  const stranger = (): Trier => {
    n++;
    return { address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, account: null, isKnown: false };
  };
  let letOff = 0;
  for (let count = 0; count < 30_000; count++) if (fail(throttle, stranger()) === 0) letOff++;
  assert.ok(letOff <= 10_005, String(letOff));
});
