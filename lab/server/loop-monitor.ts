/**
 * Loaded into a server that is measured (`--import`): how long its event loop stood still since it was last asked. Whoever connects to the
 * socket named by DOORPOST_BENCH_MONITOR is told, and the count begins anew.
 */
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** ms between two looks. */
const RESOLUTION_MS = 5;
const NANOS = 1e6;

const path = process.env['DOORPOST_BENCH_MONITOR'];
if (isMainThread && path !== undefined) {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    // A moment later: a standstill that is just over has been counted by then.
    setTimeout(() => {
      const ms = histogram.count === 0 ? 0 : Math.max(0, histogram.max / NANOS - RESOLUTION_MS);
      histogram.reset();
      socket.end(String(ms));
    }, 3 * RESOLUTION_MS);
  });
  // A server that was killed left its socket behind.
  rmSync(path, { force: true });
  server.listen(path).unref();
}
