/**
 * Organization files as they come by the API. A small one is read at once; a large one is kept deflated, and read in a thread of its own,
 * entry by entry as they are asked for, so that the doors go on answering and nobody ever has the whole of it as it is. The thread ends
 * with the last entry. One large file at a time.
 */
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { constants, deflateRaw } from 'node:zlib';
import { bounds } from '../../base/bounds.ts';
import { leanHeap } from '../../base/lean-heap.ts';
import { workerFile } from '../../base/worker-file.ts';
import { readOrganizationFile } from '../../directory/file/organization-file.ts';
import { type FileAction, actionsOf } from '../../directory/file/organization-pieces.ts';
import type { FieldProblem } from '../../config/schema-problems.ts';
import { Problem } from '../http/problem.ts';
import type { PackedFile, ReadAnswer, ReadOrder } from './read-file-worker.ts';
import { workerAnswer } from './worker-answer.ts';

/** Octets of a large one that are deflated together, at least. */
const PIECE = 262_144;

export interface FileReading extends AsyncDisposable {
  /** From the beginning, each time it is called. Throws a Problem when the file is not right; OtherLayout: to be begun anew. */
  actions(): AsyncIterable<FileAction> | Iterable<FileAction>;
}

/** The file cannot be read piece by piece: what came of it counts for nothing, and `actions` is called again. At most once. */
export class OtherLayout extends Error {
  override readonly name = 'OtherLayout';
}

export class FileReader {
  /** Resolves when the last large one that was asked for is closed. */
  #last: Promise<unknown> = Promise.resolve();

  /** Of a text that is there already. */
  async openText(text: string): Promise<FileReading> {
    if (text.length > bounds.admin.readOnTheSpot) return this.openOctets([Buffer.from(text)]);
    const read = readOrganizationFile(text);
    if ('problems' in read) throw problemsOf(read.problems);
    return { actions: () => actionsOf(read.file), [Symbol.asyncDispose]: async () => {} };
  }

  /** Of a text that is still coming. Rejects with a Problem when it is too long. */
  async openOctets(octets: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<FileReading> {
    const { promise: closed, resolve: closeNow } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = before.then(() => closed);
    await before;
    const growAsUsual = leanHeap();
    const close = (): void => {
      growAsUsual();
      closeNow();
    };
    try {
      const file = await packed(octets);
      return { actions: actionsOfPacked(file), [Symbol.asyncDispose]: async () => close() };
    } catch (error) {
      close();
      throw error;
    }
  }
}

const deflated = promisify(deflateRaw);

/** Rejects with a Problem when it is too long. */
async function packed(octets: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<PackedFile> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let gathered: Uint8Array[] = [];
  let gatheredLength = 0;
  const pack = async (): Promise<void> => {
    const piece = await deflated(Buffer.concat(gathered), { level: constants.Z_BEST_SPEED });
    // A copy: zlib's own stands in a larger block.
    pieces.push(Uint8Array.from(piece));
    gathered = [];
    gatheredLength = 0;
  };
  for await (const some of octets) {
    length += some.length;
    if (length > bounds.admin.organizationFile)
      throw new Problem('too-large', { of: 'file' }, 'Apply it in parts, an organization or a list at a time.');
    gathered.push(some);
    gatheredLength += some.length;
    if (gatheredLength >= PIECE) await pack();
  }
  await pack();
  return { pieces, length };
}

function actionsOfPacked(file: PackedFile): () => AsyncIterable<FileAction> {
  let whole = false;
  return async function* () {
    const worker = new Worker(workerFile('read-file-worker', import.meta.url), {
      name: 'read-file',
      // Entries come and go: a large young generation would only be kept.
      resourceLimits: {
        maxOldGenerationSizeMb: bounds.admin.readMemory / 1_024,
        maxYoungGenerationSizeMb: bounds.admin.readYoungMemory / 1_024,
      },
    });
    // A caller that waits for an answer hears of it.
    worker.on('error', () => {});
    const order = (one: ReadOrder): void => worker.postMessage(one);
    try {
      order({ kind: 'begin', file, whole });
      for (;;) {
        order({ kind: 'next' });
        const { actions, end } = await workerAnswer<ReadAnswer>(worker, bounds.admin.readAnswer, tooMuch);
        yield* actions;
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
            throw new Problem('too-large', { of: 'file-of-this-layout' }, { act: 'lay-out-as-exported' });
          case 'not-utf8':
            throw new Problem('not-utf8', { of: 'file' }, 'Save it as UTF-8.');
        }
      }
    } finally {
      await worker.terminate();
    }
  };
}

const tooMuch = (): Problem => new Problem('too-large', { of: 'file-to-read' }, 'Apply it in parts.');

const problemsOf = (problems: readonly FieldProblem[]): Problem =>
  new Problem(
    'file-refused',
    { count: problems.length },
    `Mend ${problems.length === 1 ? 'it' : 'them all'}; nothing was changed.`,
    problems,
  );
