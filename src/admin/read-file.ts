/**
 * Organization files as they come by the API. A small one is read at once; a large one in a thread of its own, entry by entry as they are
 * asked for, so that the doors go on answering and neither side ever has the whole of it as objects. One large file at a time.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { bounds } from '../base/bounds.ts';
import { workerFile } from '../base/worker-file.ts';
import { readOrganizationFile } from '../config/organization-file.ts';
import { type FileStep, stepsOf } from '../config/organization-pieces.ts';
import type { FieldProblem } from '../config/schema-problems.ts';
import { Problem } from './problem.ts';
import type { ReadAnswer, ReadOrder } from './read-file-worker.ts';

export interface FileReading extends AsyncDisposable {
  /** From the beginning, each time it is called. Throws a Problem when the file is not right; OtherLayout: to be begun anew. */
  steps(): AsyncIterable<FileStep> | Iterable<FileStep>;
}

/** The file cannot be read piece by piece: what came of it counts for nothing, and `steps` is called again. At most once. */
export class OtherLayout extends Error {
  override readonly name = 'OtherLayout';
}

/** Of a text that is there already. */
export async function openText(text: string): Promise<FileReading> {
  if (text.length > bounds.admin.readOnTheSpot) return openOctets([Buffer.from(text)]);
  const read = readOrganizationFile(text);
  if ('problems' in read) throw problemsOf(read.problems);
  return { steps: () => stepsOf(read.file), [Symbol.asyncDispose]: async () => {} };
}

let last: Promise<unknown> = Promise.resolve();

/** Of a text that is still coming. Rejects with a Problem when it is too long. */
export async function openOctets(octets: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<FileReading> {
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  const before = last;
  last = before.then(() => closed);
  await before;
  const worker = new Worker(workerFile('read-file-worker', import.meta.url), {
    name: 'read-file',
    // Entries come and go: a large young generation would only be kept.
    resourceLimits: {
      maxOldGenerationSizeMb: bounds.admin.readMemory / 1_024,
      maxYoungGenerationSizeMb: bounds.admin.readYoungMemory / 1_024,
    },
  });
  // Whoever waits for an answer hears of it.
  worker.on('error', () => {});
  const reading: FileReading = {
    steps: stepsIn(worker),
    async [Symbol.asyncDispose]() {
      close();
      await worker.terminate();
    },
  };
  try {
    let length = 0;
    for await (const some of octets) {
      length += some.length;
      if (length > bounds.admin.organizationFile)
        throw new Problem(413, 'The file is too large.', 'Apply it in parts, an organization or a list at a time.');
      worker.postMessage({ kind: 'octets', octets: some } satisfies ReadOrder);
    }
    return reading;
  } catch (error) {
    await reading[Symbol.asyncDispose]();
    throw error;
  }
}

function stepsIn(worker: Worker): () => AsyncIterable<FileStep> {
  let whole = false;
  const order = (one: ReadOrder): void => worker.postMessage(one);
  return async function* () {
    order({ kind: 'begin', whole });
    for (;;) {
      order({ kind: 'next' });
      const { steps, end } = await answerOf(worker);
      yield* steps;
      switch (end?.kind) {
        case undefined:
          break;
        case 'read':
          return;
        case 'problems':
          throw problemsOf(end.problems);
        case 'other-layout':
          whole = true;
          throw new OtherLayout();
        case 'too-large':
          throw new Problem(
            413,
            'The file is too large to be read as it is laid out.',
            'Lay it out as doorpost export does (lists in block style, each dash at the same place), or apply it in parts.',
          );
        case 'not-utf8':
          throw new Problem(400, 'The file is no UTF-8.', 'Save it as UTF-8.');
      }
    }
  };
}

/** Rejects with a Problem when there is none in time or memory. */
async function answerOf(worker: Worker): Promise<ReadAnswer> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(bounds.admin.readAnswer)]);
  try {
    const ended = once(worker, 'exit', { signal }).then(() => Promise.reject(new Error('the thread has ended')));
    const [answer] = await Promise.race([once(worker, 'message', { signal }), ended]);
    return answer as ReadAnswer;
  } catch {
    throw new Problem(413, 'The file is too large to be read.', 'Apply it in parts.');
  } finally {
    done.abort();
  }
}

const problemsOf = (problems: readonly FieldProblem[]): Problem =>
  new Problem(
    422,
    `The file has ${problems.length === 1 ? '1 problem' : `${problems.length} problems`}.`,
    `Mend ${problems.length === 1 ? 'it' : 'them all'}; nothing was changed.`,
    problems,
  );
