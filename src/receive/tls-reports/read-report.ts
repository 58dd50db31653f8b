/**
 * Reads a TLS report in a thread beside the one that owns the sockets: there are few of them, so each has a thread of its own, which ends with it.
 * Rejects where it could not be read in its time and memory.
 */
import { Worker } from 'node:worker_threads';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { ReadMail } from './report-mail.ts';

export async function readInThread(message: Uint8Array, clock: Clock, signal: AbortSignal): Promise<ReadMail> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<ReadMail>();
  const worker = new Worker(workerFile('read-worker', import.meta.url), {
    name: 'tls-report',
    execArgv: ['--no-warnings'],
    resourceLimits: { maxOldGenerationSizeMb: bounds.receive.tlsReportMemory / 1_024 },
    workerData: message,
  });
  worker.on('message', resolve);
  worker.on('error', reject);
  worker.on('exit', () => reject(new Error('the thread that reads it is gone')));
  const timer = clock.timer(bounds.receive.tlsReportReading, () => reject(new Error('it takes too long')));
  const abort = (): void => reject(new Error('the server is stopping'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await promise;
  } finally {
    timer.cancel();
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
