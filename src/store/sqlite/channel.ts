/** The main thread's end of a worker: calls go out together once a turn of the loop, answers come back in groups. */
import { Worker } from 'node:worker_threads';
import { workerFile } from '../../base/worker-file.ts';
import { DirectoryConflict, LeaseLost, NoteConflict, StoreUnavailable } from '../store.ts';
import { DataDirectoryInUse } from './directory-lock.ts';
import { DatabaseTooNew } from './database/versions.ts';
import type { PostedAnswer, PostedCall, WorkerNews } from './protocol.ts';

// biome-ignore lint: a map of verbs to functions of any shape
type Calls = { [verb: string]: (...args: never[]) => unknown };

export interface Channel<Verbs> {
  /** Rejects with StoreUnavailable when the verb did not happen, or with the verb's own error. */
  call<Verb extends keyof Verbs & string>(
    verb: Verb,
    ...args: Verbs[Verb] extends (...args: infer Args) => unknown ? Args : never
  ): Promise<Verbs[Verb] extends (...args: never[]) => infer Result ? Awaited<Result> : never>;
  /** Ends the thread, after it has done what it was told. Later calls reject. */
  close(): Promise<void>;
  /** Ends the thread at once; calls that were not answered may not have happened. */
  breakOff(): Promise<void>;
}

export type { Calls };

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** Starts a worker beside this file: `name` without extension. */
export async function openChannel<Verbs>(
  name: string,
  workerData: object,
  onHealth: (reason: string | null) => void,
  onLost: (reason: string) => void = () => {},
  onPutAside: (reason: string, file: string) => void = () => {},
): Promise<Channel<Verbs>> {
  const worker = new Worker(workerFile(name, import.meta.url), { workerData, name });
  const waiting = new Map<number, Waiting>();
  let outgoing: PostedCall[] = [];
  let nextCall = 1;
  let ended: string | null = null;

  const end = (reason: string): void => {
    if (ended !== null) return;
    ended = reason;
    for (const one of waiting.values()) one.reject(new StoreUnavailable(reason));
    waiting.clear();
  };
  const flush = (): void => {
    const calls = outgoing;
    outgoing = [];
    if (calls.length > 0) worker.postMessage(calls);
  };
  const call = (verb: string, ...args: readonly unknown[]): Promise<never> => {
    if (ended !== null) return Promise.reject(new StoreUnavailable(ended));
    return new Promise((resolve, reject) => {
      const number = nextCall++;
      waiting.set(number, { resolve, reject });
      if (outgoing.length === 0) setImmediate(flush);
      outgoing.push([number, verb, args]);
    });
  };

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (news: WorkerNews) => {
      switch (news.kind) {
        case 'ready':
          resolve();
          break;
        case 'failed':
          reject(errorOf(news.name, news.message));
          break;
        case 'answers':
          for (const answer of news.answers) settle(waiting, answer);
          break;
        case 'health':
          onHealth(news.reason);
          break;
        case 'put-aside':
          onPutAside(news.reason, news.file);
          break;
      }
    });
    worker.on('error', (error) => {
      reject(error);
      fail(`the store's thread failed: ${(error as Error).message}`);
    });
    worker.on('exit', () => fail("the store's thread has ended"));
  }).catch(async (error: unknown) => {
    ended = 'closed';
    await worker.terminate();
    throw error;
  });

  function fail(reason: string): void {
    const first = ended === null;
    if (first) onHealth(reason);
    end(reason);
    if (first) onLost(reason);
  }

  return {
    call: call as Channel<Verbs>['call'],
    async breakOff() {
      end('the store is closing');
      await worker.terminate();
    },
    async close() {
      if (ended !== null) return;
      await call('close').catch(() => {});
      end('the store is closed');
      await worker.terminate();
    },
  };
}

function settle(waiting: Map<number, Waiting>, answer: PostedAnswer): void {
  const one = waiting.get(answer[0]);
  if (one === undefined) return;
  waiting.delete(answer[0]);
  if (answer.length === 2) one.resolve(answer[1] as never);
  else one.reject(errorOf(answer[2], answer[3]));
}

/** Errors cross threads by name; what the caller has no name for is a store that did not do it. */
function errorOf(name: string, message: string): Error {
  switch (name) {
    case 'DirectoryConflict':
      return new DirectoryConflict(message);
    case 'NoteConflict':
      return new NoteConflict(message);
    case 'LeaseLost':
      return new LeaseLost(message);
    case 'DataDirectoryInUse':
      return new DataDirectoryInUse(message);
    case 'DatabaseTooNew':
      return new DatabaseTooNew(message);
    default:
      return new StoreUnavailable(message);
  }
}
