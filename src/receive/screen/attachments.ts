/**
 * Whether a message carries a file of a type that its organization does not take, looked for in a thread beside the one that owns the sockets,
 * which is there only where somebody blocks something. Whoever asks and hears nothing (the thread died, the time is over) is told by a
 * rejection: what was not looked at is not taken.
 */
import { Worker } from 'node:worker_threads';
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import { workerFile } from '../../base/worker-file.ts';

export type ToSearcher =
  | { readonly kind: 'begin'; readonly job: number; readonly types: readonly string[] }
  | { readonly kind: 'octets'; readonly job: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end' | 'drop'; readonly job: number };

export type FromSearcher =
  | { readonly kind: 'taken'; readonly job: number }
  | { readonly kind: 'found'; readonly job: number; readonly name: string | null };

interface Job {
  readonly found: (name: string | null) => void;
  taken: () => void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
  /** Rejects when the thread is over; never resolves. */
  readonly gone: Promise<never>;
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
    this.#idle?.cancel();
    const thread = (this.#thread ??= this.#begin());
    const job = this.#jobs++;
    const { promise: found, resolve } = Promise.withResolvers<string | null>();
    const waiting: Job = { found: resolve, taken: () => {} };
    thread.jobs.set(job, waiting);
    thread.worker.ref();
    const inTime = AbortSignal.any([signal, this.#deadline(signal)]);
    const broken = Promise.race([thread.gone, over(inTime)]);
    broken.catch(() => {});
    try {
      say(thread, { kind: 'begin', job, types });
      for await (const bytes of read(inTime)) {
        const taken = new Promise<void>((done) => (waiting.taken = done));
        say(thread, { kind: 'octets', job, bytes });
        await Promise.race([taken, broken]);
      }
      say(thread, { kind: 'end', job });
      return await Promise.race([found, broken]);
    } finally {
      say(thread, { kind: 'drop', job });
      thread.jobs.delete(job);
      if (thread.jobs.size === 0) this.#rest(thread);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#idle?.cancel();
    await this.#thread?.worker.terminate();
  }

  #begin(): Thread {
    const worker = new Worker(workerFile('attachments-worker', import.meta.url), {
      name: 'attachments',
      execArgv: ['--no-warnings'],
      resourceLimits: { maxOldGenerationSizeMb: bounds.receive.attachmentsMemory / 1_024 },
    });
    const jobs: Thread['jobs'] = new Map();
    worker.on('message', (said: FromSearcher) => {
      const job = jobs.get(said.job);
      if (said.kind === 'taken') job?.taken();
      else job?.found(said.name);
    });
    const gone = new Promise<never>((_, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the thread that looks at attachments is gone')));
    });
    gone.catch(() => {});
    const thread = { worker, jobs, gone };
    worker.on('exit', () => {
      if (this.#thread === thread) this.#thread = null;
    });
    return thread;
  }

  #rest(thread: Thread): void {
    thread.worker.unref();
    this.#idle = this.#clock.timer(bounds.receive.attachmentsIdle, () => void thread.worker.terminate());
  }

  /** Fires when the checks of one message have to be over. */
  #deadline(signal: AbortSignal): AbortSignal {
    const late = new AbortController();
    const timer = this.#clock.timer(bounds.receive.screening, () => late.abort());
    signal.addEventListener('abort', () => timer.cancel(), { once: true });
    return late.signal;
  }
}

const say = ({ worker }: Thread, said: ToSearcher): void => worker.postMessage(said);

function over(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new Error('nobody waits for it any more'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
