/**
 * Another server's files as they come by the API. Whoever sent them is believed in nothing: they are read in a thread of their own, in bounded
 * time and memory, one import at a time, and no path in them leads to a file of this machine.
 */
import { Worker } from 'node:worker_threads';
import { bounds } from '../../base/bounds.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { Imported } from '../../directory/file/import/imported.ts';
import { Problem } from '../http/problem.ts';
import type { ImportAnswer, ImportOrder } from './import-worker.ts';
import { workerAnswer } from './worker-answer.ts';

export interface ReadImport {
  readonly imported: Imported;
  /** As an organization's file. */
  readonly yaml: string;
}

export class ImportReader {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Rejects with a Problem for what is not what it was said to be, or too much. */
  async read(order: ImportOrder): Promise<ReadImport> {
    if (this.#waiting >= bounds.admin.importsWaiting)
      throw new Problem('too-busy', { why: 'busy' }, 'Try again in a minute.');
    this.#waiting++;
    const reading = this.#last.then(() => readInThread(order));
    this.#last = reading.catch(() => {});
    try {
      return await reading;
    } finally {
      this.#waiting--;
    }
  }
}

async function readInThread(order: ImportOrder): Promise<ReadImport> {
  const worker = new Worker(workerFile('import-worker', import.meta.url), {
    name: 'read-import',
    execArgv: ['--no-warnings'],
    resourceLimits: { maxOldGenerationSizeMb: bounds.admin.importMemory / 1_024 },
    workerData: order,
  });
  // The one that waits for its answer hears of it.
  worker.on('error', () => {});
  try {
    const answer = await workerAnswer<ImportAnswer>(worker, bounds.admin.importReading, tooMuch);
    if ('problem' in answer) {
      const { said, cure } = answer.problem;
      throw new Problem('import-refused', { said }, cure);
    }
    if (answer.yaml.length > bounds.admin.fileInJson) throw tooMuch();
    return answer;
  } finally {
    await worker.terminate();
  }
}

const tooMuch = (): Problem =>
  new Problem(
    'too-large',
    { of: 'file-to-read' },
    'Take out what is not configuration, such as maps of many thousand lines, and try it again.',
  );
