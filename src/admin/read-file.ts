/**
 * Organization files as they come by the API. A large one takes seconds to parse: it is read in a thread of its own, one at a time, so that
 * the doors go on answering.
 */
import { Worker } from 'node:worker_threads';
import { workerFile } from '../base/worker-file.ts';
import { readOrganizationFile } from '../config/organization-file.ts';
import { Problem } from './problem.ts';

type Read = ReturnType<typeof readOrganizationFile>;

/** Characters that are read at once: some tens of milliseconds. */
const SMALL = 65_536;
const DEADLINE_MS = 120_000;
/** MiB; a file of the largest size that the API takes (16 MiB) needs about 1,000. */
const MOST_MEMORY = 1_536;

let last: Promise<unknown> = Promise.resolve();

/** Rejects with a Problem when it cannot be read in time or memory. */
export function readFileBeside(text: string): Promise<Read> {
  if (text.length <= SMALL) return Promise.resolve(readOrganizationFile(text));
  const read = last.then(() => readInWorker(text));
  last = read.catch(() => {});
  return read;
}

async function readInWorker(text: string): Promise<Read> {
  const worker = new Worker(workerFile('read-file-worker', import.meta.url), {
    workerData: text,
    name: 'read-file',
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    return await new Promise<Read>((resolve, reject) => {
      const giveUp = (): void => reject(new Problem(413, 'The file is too large to be read.', 'Apply it in parts.'));
      worker.once('message', resolve);
      worker.once('error', giveUp);
      worker.once('exit', giveUp);
      deadline.addEventListener('abort', giveUp, { once: true });
    });
  } finally {
    void worker.terminate();
  }
}
