import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import { SessionSlots, type Slot } from './session-slots.ts';

const never = new AbortController().signal;
const MINUTE = 60_000;

const entered = (slot: Slot | null | Promise<Slot | null>): Slot => {
  assert.ok(slot !== null && !(slot instanceof Promise));
  return slot;
};

test('a host that has said nothing is asked by five, and by twenty once it speaks', async () => {
  const clock = createManualClock(0);
  const slots = new SessionSlots(clock);
  const [first, ...rest] = Array.from({ length: 5 }, () => entered(slots.enter('192.0.2.1 25', never)));
  const inLine = Array.from({ length: 30 }, () => slots.enter('192.0.2.1 25', never));
  assert.ok(inLine.every((slot) => slot instanceof Promise));
  entered(slots.enter('192.0.2.2 25', never)).leave();
  let inside = 0;
  for (const slot of inLine) void Promise.resolve(slot).then((got) => got !== null && inside++);
  first?.opened('heard');
  await clock.advance(0);
  assert.equal(inside, 15);
  for (const slot of rest) slot.leave();
  await clock.advance(0);
  assert.equal(inside, 19);
});

test('who waits in vain is told so, and is in nobody’s way', async () => {
  const clock = createManualClock(0);
  const slots = new SessionSlots(clock);
  const inside = Array.from({ length: 5 }, () => entered(slots.enter('a', never)));
  const abort = new AbortController();
  const [late, given] = [slots.enter('a', never), slots.enter('a', abort.signal)];
  abort.abort();
  assert.equal(await given, null);
  await clock.advance(20_000);
  assert.equal(await late, null);
  assert.equal(slots.isSilent('a'), true);
  for (const slot of inside) slot.leave();
  entered(slots.enter('a', never)).leave();
});

test('patience grows with each silence, and is whole with whom was heard', () => {
  const slots = new SessionSlots(createManualClock(0));
  const slot = entered(slots.enter('a', never));
  assert.equal(slots.patienceMs('a'), MINUTE);
  for (let n = 0; n < 4; n++) slot.opened('silent');
  assert.equal(slots.patienceMs('a'), 5 * MINUTE);
  slot.opened('other');
  assert.equal(slots.patienceMs('a'), 5 * MINUTE);
  slot.opened('heard');
  assert.equal(slots.patienceMs('a'), Number.POSITIVE_INFINITY);
  assert.equal(slots.isSilent('a'), false);
  slot.opened('silent');
  assert.equal(slots.patienceMs('a'), MINUTE * 2);
});
