/** While the thread that owns the sockets is busy nobody is answered: afterwards status, API and metrics tell for how long. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';

const PAUSE_MS = 300;
/** Looks are some milliseconds apart, and one may have begun before. */
const SEEN_MS = 200;

interface Status {
  readonly standstill: Record<'sinceStart' | 'lastMinute', { readonly longestMs: number; readonly p99Ms: number }>;
}

test('a standstill shows in the status, the API and the metrics', async () => {
  await using house = await startTestHouse();
  const status = async (): Promise<Status> =>
    JSON.parse((await cli(['--data', house.folder, 'status', '--json'])).out) as Status;
  assert.ok((await status()).standstill.sinceStart.longestMs >= 0);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  const { standstill } = await status();
  assert.ok(standstill.sinceStart.longestMs >= SEEN_MS);
  assert.ok(standstill.lastMinute.longestMs >= SEEN_MS);
  assert.ok(standstill.sinceStart.p99Ms <= standstill.sinceStart.longestMs);
  const { out } = await cli(['--data', house.folder, 'status']);
  assert.match(
    out,
    /longest pause +[\d.]+ ms in the last minute \(99 % of all pauses under [\d.]+ ms\), [\d.]+ ms since the start/u,
  );
  const metrics = await (await fetch(`http://127.0.0.1:${house.port('http')}/metrics`)).text();
  const [, seconds = ''] =
    /^doorpost_event_loop_delay_seconds\{window="start",which="longest"\} (\S+)$/mu.exec(metrics) ?? [];
  assert.ok(Number(seconds) >= SEEN_MS / 1_000, metrics);
  assert.match(metrics, /^doorpost_event_loop_delay_seconds\{window="minute",which="p99"\} \S+$/mu);
});
