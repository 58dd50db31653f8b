/**
 * Whether a message carries a file of a type that its organization does not take, looked for in a thread beside the one that owns the sockets,
 * which is there only where somebody blocks something. Whoever asks and hears nothing (the thread died, the time is over) is told by a
 * rejection: what was not looked at is not taken.
 */
import { Worker } from 'node:worker_threads';
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import { workerFile } from '../../base/worker-file.ts';
import { EnginePatience } from './patience.ts';

export type ToSearcher =
  | { readonly kind: 'begin'; readonly job: number; readonly types: readonly string[] }
  | { readonly kind: 'octets'; readonly job: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end' | 'drop'; readonly job: number };

export type FromSearcher =
  | { readonly kind: 'taken'; readonly job: number }
  | { readonly kind: 'found'; readonly job: number; readonly name: string | null };

/** One message, until one of the first two is called. */
interface Job {
  readonly found: (name: string | null) => void;
  readonly failed: (error: Error) => void;
  taken: () => void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
}

type Read = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

export class Attachments implements AsyncDisposable {
  readonly #clock: Clock;
  #thread: Thread | null = null;
  #idle: Timer | null = null;
  #jobs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The name of the first one, or what stands in its place where a message cannot be followed to its end; null: there is none. Rejects where
   * it could not be looked at. @param types as the organization lists them.
   */
  async blocked(read: Read, types: readonly string[], signal: AbortSignal): Promise<string | null> {
    if (types.length === 0) return null;
    const patience = new EnginePatience(this.#clock, bounds.receive.screening, signal);
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    const job: Job = { found: resolve, failed: reject, taken: () => {} };
    patience.signal.addEventListener('abort', () => reject(new Error('nobody waits for it any more')), { once: true });
    const number = this.#jobs++;
    const thread = this.#threadFor(number, job);
    this.#send(thread, number, job, { types, content: read(patience.signal) }).catch(reject);
    try {
      return await promise;
    } finally {
      patience.end();
      thread.worker.postMessage({ kind: 'drop', job: number } satisfies ToSearcher);
      thread.jobs.delete(number);
      if (thread.jobs.size === 0) this.#rest(thread);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#idle?.cancel();
    await this.#thread?.worker.terminate();
  }

  /** The next piece goes when the last one has been looked at. */
  async #send(
    { worker, jobs }: Thread,
    number: number,
    job: Job,
    { types, content }: { readonly types: readonly string[]; readonly content: AsyncIterable<Uint8Array> },
  ): Promise<void> {
    const say = (said: ToSearcher): void => worker.postMessage(said);
    say({ kind: 'begin', job: number, types });
    for await (const bytes of content) {
      if (!jobs.has(number)) return;
      const taken = new Promise<void>((done) => (job.taken = done));
      say({ kind: 'octets', job: number, bytes });
      await taken;
    }
    say({ kind: 'end', job: number });
  }

  #threadFor(number: number, job: Job): Thread {
    this.#idle?.cancel();
    const thread = (this.#thread ??= this.#begin());
    thread.jobs.set(number, job);
    thread.worker.ref();
    return thread;
  }

  #begin(): Thread {
    const worker = new Worker(workerFile('attachments-worker', import.meta.url), {
      name: 'attachments',
      execArgv: ['--no-warnings'],
      resourceLimits: { maxOldGenerationSizeMb: bounds.receive.attachmentsMemory / 1_024 },
    });
    const thread: Thread = { worker, jobs: new Map() };
    worker.on('message', (said: FromSearcher) => {
      const job = thread.jobs.get(said.job);
      if (said.kind === 'taken') job?.taken();
      else job?.found(said.name);
    });
    worker.on('error', (error) => this.#over(thread, error));
    worker.on('exit', () => this.#over(thread, new Error('the thread that looks at attachments is gone')));
    return thread;
  }

  /** The next message gets another one. */
  #over(thread: Thread, error: Error): void {
    if (this.#thread === thread) this.#thread = null;
    for (const { failed } of thread.jobs.values()) failed(error);
  }

  #rest(thread: Thread): void {
    thread.worker.unref();
    this.#idle = this.#clock.timer(bounds.receive.attachmentsIdle, () => {
      if (this.#thread === thread) this.#thread = null;
      void thread.worker.terminate();
    });
  }
}
