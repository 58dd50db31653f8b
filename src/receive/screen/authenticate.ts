/**
 * SPF, DKIM, DMARC and ARC of a message that is here in full, looked at in a thread beside the one that owns the sockets. Promises: an answer
 * within its time, whatever DNS does; content is never copied whole when it is large; a thread is there when it is needed, and no longer.
 * Rejects for nothing: what could not be found out is unknown.
 */
import { Worker } from 'node:worker_threads';
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { AnyAnswer } from '../../dns/node-answers.ts';
import type { SeenAuthentication } from '../../screening/authentication.ts';
import type { ExaminedMail } from './examination.ts';

export type ToThread =
  /** `whole`: all of a small content, and its end. */
  | ({ readonly kind: 'begin'; readonly job: number } & Pick<Examined, 'mail' | 'whole' | 'known'>)
  | { readonly kind: 'octets'; readonly job: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end' | 'drop'; readonly job: number }
  | { readonly kind: 'answer'; readonly job: number; readonly question: number; readonly answer: AnyAnswer };

export type FromThread =
  | {
      readonly kind: 'ask';
      readonly job: number;
      readonly question: number;
      readonly name: string;
      readonly type: string;
    }
  | { readonly kind: 'taken'; readonly job: number; readonly octets: number }
  | { readonly kind: 'seen'; readonly job: number; readonly seen: SeenAuthentication }
  | { readonly kind: 'broken'; readonly job: number; readonly why: string };

export interface Examined {
  readonly mail: ExaminedMail;
  /** All of it, where that is in memory and small. */
  readonly whole: Uint8Array | null;
  /** Answers to questions for TXT that need not be asked, by name: each question is a way there and back. */
  readonly known: ReadonlyMap<string, AnyAnswer>;
  readonly content: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  readonly ask: (name: string, type: string, signal: AbortSignal) => Promise<AnyAnswer>;
}

interface Job extends Examined {
  readonly number: number;
  readonly thread: Thread;
  /** Nothing is asked any more. */
  readonly late: AbortController;
  /** Nobody waits for it any more. */
  readonly over: AbortController;
  readonly done: (seen: SeenAuthentication | null) => void;
  onTheWay: number;
  wake: () => void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
  idle: Timer | null;
}

const GIVEN_UP: AnyAnswer = { kind: 'failed', reason: 'given up' };

export class Examiner implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #threads = new Set<Thread>();
  #jobs = 0;
  #isClosed = false;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** null: it could not be found out. */
  async examine(examined: Examined): Promise<SeenAuthentication | null> {
    if (this.#isClosed) return null;
    const { promise, resolve } = Promise.withResolvers<SeenAuthentication | null>();
    const thread = this.#leastBusy();
    const job: Job = {
      ...examined,
      thread,
      number: this.#jobs++,
      late: new AbortController(),
      over: new AbortController(),
      done: resolve,
      onTheWay: 0,
      wake: () => {},
    };
    const timers = [
      // A question without an answer by then will have none; the rest is known at once.
      this.#clock.timer(bounds.receive.authentication, () => job.late.abort()),
      this.#clock.timer(bounds.receive.authentication + bounds.receive.authenticationEnds, () =>
        this.#discard(thread, 'a check of signatures did not come to its end'),
      ),
    ];
    thread.idle?.cancel();
    thread.idle = null;
    thread.jobs.set(job.number, job);
    thread.worker.ref();
    const { mail, whole, known } = examined;
    this.#say(job, { kind: 'begin', job: job.number, mail, whole, known });
    if (whole === null) this.#send(job).catch((error: unknown) => this.#broken(job, error));
    try {
      return await promise;
    } finally {
      for (const timer of timers) timer.cancel();
      this.#over(job);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#threads].map((thread) => this.#end(thread)));
  }

  // -- threads

  /** One thread does for a while; the second begins where the first has a queue. */
  #leastBusy(): Thread {
    const [first, ...others] = [...this.#threads].toSorted((a, b) => a.jobs.size - b.jobs.size);
    const hasRoom = others.length + 1 < bounds.receive.authenticationWorkers;
    if (first !== undefined && (first.jobs.size < bounds.receive.checksAThread || !hasRoom)) return first;
    return this.#begin();
  }

  #begin(): Thread {
    const worker = new Worker(workerFile('authenticate-worker', import.meta.url), {
      name: 'authentication',
      // A thread that is ended while the library loads warns of the library's half-loaded modules.
      execArgv: ['--no-warnings'],
      resourceLimits: { maxOldGenerationSizeMb: bounds.receive.authenticationMemory / 1_024 },
    });
    const thread: Thread = { worker, jobs: new Map(), idle: null };
    this.#threads.add(thread);
    worker.on('message', (said: FromThread) => {
      const job = thread.jobs.get(said.job);
      if (job !== undefined) this.#hear(job, said);
    });
    worker.on('error', (error) => this.#discard(thread, String(error)));
    worker.on('exit', () => this.#discard(thread, null));
    return thread;
  }

  /** Its messages stay unknown; the next one gets another thread. */
  #discard(thread: Thread, why: string | null): void {
    if (why !== null && this.#threads.has(thread)) this.#log.warn({ error: why }, 'checks of signatures broke off');
    void this.#end(thread);
  }

  async #end(thread: Thread): Promise<void> {
    this.#threads.delete(thread);
    thread.idle?.cancel();
    for (const { done } of [...thread.jobs.values()]) done(null);
    await thread.worker.terminate();
  }

  // -- messages

  #say({ thread }: Job, said: ToThread): void {
    thread.worker.postMessage(said);
  }

  #hear(job: Job, said: FromThread): void {
    switch (said.kind) {
      case 'ask':
        return void this.#answer(job, said);
      case 'taken':
        job.onTheWay -= said.octets;
        return job.wake();
      case 'seen':
        return job.done(said.seen);
      case 'broken':
        return this.#broken(job, said.why);
    }
  }

  async #answer(job: Job, { question, name, type }: Extract<FromThread, { kind: 'ask' }>): Promise<void> {
    const answer = await within(job.ask(name, type, job.late.signal), job.late.signal);
    if (job.thread.jobs.has(job.number)) this.#say(job, { kind: 'answer', job: job.number, question, answer });
  }

  async #send(job: Job): Promise<void> {
    const { thread, number, over } = job;
    for await (const chunk of job.content(over.signal)) {
      if (!thread.jobs.has(number)) return;
      const bytes = Uint8Array.from(chunk);
      job.onTheWay += bytes.byteLength;
      thread.worker.postMessage({ kind: 'octets', job: number, bytes } satisfies ToThread, [bytes.buffer]);
      while (job.onTheWay >= bounds.receive.checkedInFlight && thread.jobs.has(number))
        await new Promise<void>((resolve) => {
          job.wake = resolve;
        });
    }
    this.#say(job, { kind: 'end', job: number });
  }

  #broken(job: Job, error: unknown): void {
    // There is nothing more to come; where it broke on this side, the thread does not know.
    if (this.#threads.has(job.thread)) this.#say(job, { kind: 'drop', job: job.number });
    this.#log.error({ error: String(error) }, 'a check of signatures broke; the message is taken without it');
    job.done(null);
  }

  #over(job: Job): void {
    const { thread, number } = job;
    job.late.abort();
    job.over.abort();
    thread.jobs.delete(number);
    job.wake();
    if (!this.#threads.has(thread)) return;
    if (thread.jobs.size > 0) return;
    thread.worker.unref();
    thread.idle = this.#clock.timer(bounds.receive.authenticationIdle, () => void this.#end(thread));
  }
}

/** There is an answer when the time is over, however long the resolver takes. */
function within(answer: Promise<AnyAnswer>, signal: AbortSignal): Promise<AnyAnswer> {
  if (signal.aborted) return Promise.resolve(GIVEN_UP);
  return new Promise((resolve) => {
    const giveUp = (): void => resolve(GIVEN_UP);
    signal.addEventListener('abort', giveUp, { once: true });
    answer.then(
      (found) => {
        signal.removeEventListener('abort', giveUp);
        resolve(found);
      },
      () => giveUp(),
    );
  });
}
