import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStandstill, stopsOf, worst } from './standstill.ts';

test('the pause between two looks is no standstill', () => {
  const sampled = { count: 3, max: 57e6, percentile: () => 12.34e6 };
  assert.deepEqual(stopsOf(sampled), { longestMs: 47, p99Ms: 2.3 });
  // Before the first look Node shows a number of its own.
  assert.deepEqual(stopsOf({ count: 0, max: 0, percentile: () => 2 ** 53 }), { longestMs: 0, p99Ms: 0 });
  const quick = { count: 3, max: 9e6, percentile: () => 9e6 };
  assert.deepEqual(stopsOf(quick), { longestMs: 0, p99Ms: 0 });
  assert.deepEqual(
    worst([
      { longestMs: 3, p99Ms: 1 },
      { longestMs: 2, p99Ms: 2 },
    ]),
    { longestMs: 3, p99Ms: 2 },
  );
  assert.deepEqual(worst([]), { longestMs: 0, p99Ms: 0 });
});

test('a thread that stands still is seen to', async () => {
  const standstill = createStandstill();
  standstill.start();
  const until = async (seen: () => boolean): Promise<void> => {
    for (let look = 0; look < 10_000 && !seen(); look++) await new Promise((resolve) => setImmediate(resolve));
  };
  const memory = new Int32Array(new SharedArrayBuffer(4));
  // It looks for the first time when the loop turns.
  await new Promise((resolve) => setTimeout(resolve, 30));
  Atomics.wait(memory, 0, 0, 300);
  const { status } = standstill;
  await until(() => status().sinceStart.longestMs >= 200);
  assert.ok(status().sinceStart.longestMs >= 200);
  assert.ok(status().lastMinute.longestMs >= 200);
  standstill.close();
});
