/** The main thread's end of a worker: calls go out together once a turn of the loop, answers come back in groups. */
import { Worker } from 'node:worker_threads';
import { assertNever } from '../../base/never.ts';
import { workerFile } from '../../base/worker-file.ts';
import { DirectoryConflict, LeaseLost, NoteConflict, StoreUnavailable } from '../store.ts';
import { DataDirectoryInUse } from './directory-lock.ts';
import { DatabaseTooNew } from './database/versions.ts';
import type { PostedAnswer, PostedCall, WorkerNews } from './protocol.ts';

type ArgumentsOf<Verb> = Verb extends (...args: infer Args) => unknown ? Args : never;
type ResultOf<Verb> = Verb extends (...args: never[]) => infer Result ? Awaited<Result> : never;

export interface Channel<Verbs> {
  /** Rejects with StoreUnavailable when the verb did not happen, or with the verb's own error. */
  call<Verb extends keyof Verbs & string>(
    verb: Verb,
    ...args: ArgumentsOf<Verbs[Verb]>
  ): Promise<ResultOf<Verbs[Verb]>>;
  /** Ends the thread, after it has done what it was told. Later calls reject. */
  close(): Promise<void>;
  /** Ends the thread at once; calls that were not answered may not have happened. */
  breakOff(): Promise<void>;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** Those who are told what a thread says of itself. */
interface Listeners {
  onHealth(reason: string | null): void;
  onLost(reason: string): void;
  onPutAside(reason: string, file: string): void;
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
  const channel = new WorkerChannel<Verbs>(worker, { onHealth, onLost, onPutAside });
  await channel.ready();
  return channel;
}

class WorkerChannel<Verbs> implements Channel<Verbs> {
  readonly #worker: Worker;
  readonly #listeners: Listeners;
  readonly #waiting = new Map<number, Waiting>();
  #outgoing: PostedCall[] = [];
  #nextCall = 1;
  #begun = false;
  /** Why no call is taken any more. */
  #ended: string | null = null;

  constructor(worker: Worker, listeners: Listeners) {
    this.#worker = worker;
    this.#listeners = listeners;
  }

  /** Listens to the thread from now on; once. Rejects when it could not begin, and has ended it then. */
  async ready(): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        const begun = (): void => {
          this.#begun = true;
          resolve();
        };
        this.#worker.on('message', (news: WorkerNews) => this.#heard(news, begun, reject));
        this.#worker.on('error', (error) => {
          reject(error);
          this.#died(`the store's thread failed: ${(error as Error).message}`);
        });
        this.#worker.on('exit', () => {
          const reason = "the store's thread has ended";
          reject(new StoreUnavailable(reason));
          this.#died(reason);
        });
      });
    } catch (error) {
      this.#ended = 'closed';
      await this.#worker.terminate();
      throw error;
    }
  }

  call<Verb extends keyof Verbs & string>(
    verb: Verb,
    ...args: ArgumentsOf<Verbs[Verb]>
  ): Promise<ResultOf<Verbs[Verb]>> {
    return this.#post(verb, args);
  }

  async breakOff(): Promise<void> {
    this.#end('the store is closing');
    await this.#worker.terminate();
  }

  async close(): Promise<void> {
    if (this.#ended !== null) return;
    await this.#post('close', []).catch(() => {});
    this.#end('the store is closed');
    await this.#worker.terminate();
  }

  #post<Result>(verb: string, args: readonly unknown[]): Promise<Result> {
    if (this.#ended !== null) return Promise.reject(new StoreUnavailable(this.#ended));
    return new Promise((resolve, reject) => {
      const number = this.#nextCall++;
      this.#waiting.set(number, { resolve, reject });
      if (this.#outgoing.length === 0) setImmediate(this.#flush);
      this.#outgoing.push([number, verb, args]);
    });
  }

  readonly #flush = (): void => {
    const calls = this.#outgoing;
    this.#outgoing = [];
    if (calls.length > 0) this.#worker.postMessage(calls);
  };

  #heard(news: WorkerNews, begun: () => void, failed: (error: Error) => void): void {
    switch (news.kind) {
      case 'ready':
        begun();
        break;
      case 'failed':
        failed(errorOf(news.name, news.message));
        break;
      case 'answers':
        for (const answer of news.answers) this.#settle(answer);
        break;
      case 'health':
        this.#listeners.onHealth(news.reason);
        break;
      case 'put-aside':
        this.#listeners.onPutAside(news.reason, news.file);
        break;
      default:
        assertNever(news);
    }
  }

  #settle(answer: PostedAnswer): void {
    const one = this.#waiting.get(answer[0]);
    if (one === undefined) return;
    this.#waiting.delete(answer[0]);
    if (answer.length === 2) one.resolve(answer[1] as never);
    else one.reject(errorOf(answer[2], answer[3]));
  }

  /** One that never began is told to whoever wanted it, and is no trouble of a store. */
  #died(reason: string): void {
    const first = this.#ended === null && this.#begun;
    if (first) this.#listeners.onHealth(reason);
    this.#end(reason);
    if (first) this.#listeners.onLost(reason);
  }

  #end(reason: string): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    for (const one of this.#waiting.values()) one.reject(new StoreUnavailable(reason));
    this.#waiting.clear();
  }
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
