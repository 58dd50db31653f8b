/**
 * Loaded into a process before its program (`--import`): says on a Unix socket how long the longest turn of its event loop took since the last asking.
 * Erasable and without imports of ours, so that any Node that runs Doorpost runs it.
 */
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const path = process.env['PROVE_TURNS_SOCKET'];
const RESOLUTION_MS = 2;

if (path !== undefined && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => {});
    // The delay between two looks holds the pause that is meant.
    socket.end(JSON.stringify({ longestMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS) }));
    delay.reset();
  });
  server.on('error', () => {}); // a program that cannot be asked goes on all the same
  server.listen(path);
  server.unref();
}
