import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../lab/manual-clock.ts';
import { giveBackSoon } from './give-back.ts';

function house() {
  const asked: unknown[] = [];
  const collect = ((options: unknown) => void asked.push(options)) as NonNullable<typeof globalThis.gc>;
  return { asked, collect, clock: createManualClock() };
}

test('soon after the start, once, and by the one kind of collection that makes the heap smaller', async () => {
  const { asked, collect, clock } = house();
  giveBackSoon(clock, collect);
  assert.deepEqual(asked, []);
  await clock.advance(60_000);
  assert.deepEqual(asked, [{ type: 'major', execution: 'sync', flavor: 'last-resort' }]);
});

test('not where the server has ended before, and nothing is missing without the function', async () => {
  const { asked, collect, clock } = house();
  giveBackSoon(clock, collect).cancel();
  giveBackSoon(clock, undefined);
  await clock.advance(60_000);
  assert.deepEqual(asked, []);
});
