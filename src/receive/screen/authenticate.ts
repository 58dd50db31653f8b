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
import type { ExaminedMessage, ExaminedSender } from './examination.ts';

interface Told {
  readonly job: number;
  readonly at: number;
}
/** `whole`: all of a small content, and its end; null: it follows, where it is signed. */
type ThreadMessage = Told & Pick<Examined, 'message' | 'whole'>;
interface NoMessage {
  readonly message: null;
  readonly whole: null;
}

export type ToThread =
  /** `at`: on the monotonic clock of the house. `message`: null, it comes later. */
  | ({ readonly kind: 'begin'; readonly sender: ExaminedSender } & (ThreadMessage | (NoMessage & Told)))
  | ({ readonly kind: 'message' } & ThreadMessage)
  | { readonly kind: 'tell-spf'; readonly job: number }
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
  | { readonly kind: 'spf'; readonly job: number; readonly result: string }
  | { readonly kind: 'taken'; readonly job: number; readonly octets: number }
  /** `asked`: questions that had to be asked for it. */
  | { readonly kind: 'seen'; readonly job: number; readonly seen: SeenAuthentication; readonly asked: number }
  | { readonly kind: 'broken'; readonly job: number; readonly why: string };

export interface Examined {
  readonly message: ExaminedMessage;
  /** All of it, where it is signed, in memory and small. */
  readonly whole: Uint8Array | null;
  readonly content: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
}

export type AskDns = (name: string, type: string, signal: AbortSignal) => Promise<AnyAnswer>;

/** One that was begun, and is dropped or examined once. */
export interface Job {
  readonly number: number;
  readonly thread: Thread;
  readonly sender: ExaminedSender;
  readonly ask: AskDns;
  /** Fires when nothing is asked any more. */
  late: AbortController;
  lateness: Timer;
  /** Nobody waits for it any more; null: its content is not read. */
  over: AbortController | null;
  /** Its thread knows of it. */
  isTold: boolean;
  /** There is a message: it counts as work for its thread. */
  isBusy: boolean;
  onSpf: (result: string | null) => void;
  done: (seen: SeenAuthentication | null) => void;
  onTheWay: number;
  wake: () => void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
  idle: Timer | null;
}

const busyOf = ({ jobs }: Thread): number => [...jobs.values()].filter(({ isBusy }) => isBusy).length;

/** Given as the reason of an abort: without one an exception is made for it, which costs more than the rest of the end. */
export const NOBODY_WAITS = 'nobody waits any more';

const GIVEN_UP: AnyAnswer = { kind: 'failed', reason: 'given up' };

export class Examiner implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #threads = new Set<Thread>();
  /** Domains of senders about whose last message nothing had to be asked, the longest unused first. */
  readonly #answered = new Set<string>();
  #jobs = 0;
  #isClosed = false;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** null: nothing is examined any more. */
  open(sender: ExaminedSender, ask: AskDns): Job | null {
    if (this.#isClosed) return null;
    const thread = this.#leastBusy();
    const late = new AbortController();
    const job: Job = {
      ...{ thread, sender, ask, late },
      number: this.#jobs++,
      lateness: this.#lateness(late),
      over: null,
      isTold: false,
      isBusy: false,
      onSpf: () => {},
      done: () => {},
      onTheWay: 0,
      wake: () => {},
    };
    thread.idle?.cancel();
    thread.idle = null;
    thread.jobs.set(job.number, job);
    thread.worker.ref();
    return job;
  }

  /** SPF needs no message. */
  begin(job: Job): void {
    if (job.isTold || !this.#isUnderWay(job)) return;
    job.isTold = true;
    const { number, sender } = job;
    this.#say(job, {
      kind: 'begin',
      job: number,
      at: this.#clock.monotonic(),
      sender,
      message: null,
      whole: null,
    });
  }

  /** There is nothing to wait for, as far as the last message tells: it need not be begun before there is one. */
  isAnswered(domain: string): boolean {
    return this.#answered.has(domain);
  }

  /** SPF of its sender, in the library's word; null: it could not be found out. */
  spf(job: Job): Promise<string | null> {
    if (!this.#isUnderWay(job)) return Promise.resolve(null);
    this.begin(job);
    const { promise, resolve } = Promise.withResolvers<string | null>();
    job.onSpf = resolve;
    this.#say(job, { kind: 'tell-spf', job: job.number });
    return promise;
  }

  /** All of it; null: it could not be found out. */
  async examine(opened: Job, examined: Examined): Promise<SeenAuthentication | null> {
    // Its thread may have broken meanwhile.
    const job = this.#isUnderWay(opened) ? opened : this.open(opened.sender, opened.ask);
    if (job === null) return null;
    const { promise, resolve } = Promise.withResolvers<SeenAuthentication | null>();
    job.done = resolve;
    job.isBusy = true;
    job.lateness.cancel();
    if (job.late.signal.aborted) job.late = new AbortController();
    job.lateness = this.#lateness(job.late);
    const end = this.#clock.timer(bounds.receive.authentication + bounds.receive.authenticationEnds, () =>
      this.#discard(job.thread, 'a check of signatures did not come to its end'),
    );
    const { message, whole } = examined;
    const told = { job: job.number, at: this.#clock.monotonic(), message, whole };
    this.#say(job, job.isTold ? { kind: 'message', ...told } : { kind: 'begin', sender: job.sender, ...told });
    job.isTold = true;
    if (message.isSigned && whole === null)
      this.#send(job, examined).catch((error: unknown) => this.#broken(job, error));
    try {
      return await promise;
    } finally {
      end.cancel();
      this.#over(job);
    }
  }

  /** Nobody wants to know any more. Idempotent. */
  drop(job: Job): void {
    if (!this.#isUnderWay(job)) return;
    if (job.isTold) this.#say(job, { kind: 'drop', job: job.number });
    this.#over(job);
  }

  #isUnderWay(job: Job): boolean {
    return this.#threads.has(job.thread) && job.thread.jobs.has(job.number);
  }

  /** A question without an answer by then will have none; the rest is known at once. */
  #lateness(late: AbortController): Timer {
    return this.#clock.timer(bounds.receive.authentication, () => late.abort(NOBODY_WAITS));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#threads].map((thread) => this.#end(thread)));
  }

  // -- threads

  /** One thread does for a while; the second begins where the first has a queue. */
  #leastBusy(): Thread {
    const [first, ...others] = [...this.#threads].toSorted((a, b) => busyOf(a) - busyOf(b));
    const hasRoom = others.length + 1 < bounds.receive.authenticationWorkers;
    if (first !== undefined && (busyOf(first) < bounds.receive.checksAThread || !hasRoom)) return first;
    return this.#newThread();
  }

  #newThread(): Thread {
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
    for (const { done, onSpf, lateness } of [...thread.jobs.values()]) {
      lateness.cancel();
      onSpf(null);
      done(null);
    }
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
      case 'spf':
        return job.onSpf(said.result);
      case 'taken':
        job.onTheWay -= said.octets;
        return job.wake();
      case 'seen':
        this.#noteQuestions(job.sender, said.asked);
        return job.done(said.seen);
      case 'broken':
        return this.#broken(job, said.why);
    }
  }

  #noteQuestions({ sender }: ExaminedSender, asked: number): void {
    const domain = sender.slice(sender.lastIndexOf('@') + 1);
    this.#answered.delete(domain);
    if (asked > 0) return;
    this.#answered.add(domain);
    const [oldest] = this.#answered;
    if (this.#answered.size > bounds.receive.dnsAnswers && oldest !== undefined) this.#answered.delete(oldest);
  }

  async #answer(job: Job, { question, name, type }: Extract<FromThread, { kind: 'ask' }>): Promise<void> {
    const answer = await within(job.ask(name, type, job.late.signal), job.late.signal);
    if (job.thread.jobs.has(job.number)) this.#say(job, { kind: 'answer', job: job.number, question, answer });
  }

  async #send(job: Job, { content }: Examined): Promise<void> {
    const { thread, number } = job;
    const over = new AbortController();
    job.over = over;
    for await (const chunk of content(over.signal)) {
      if (!thread.jobs.has(number)) return;
      const bytes = new Uint8Array(chunk);
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
    job.onSpf(null);
    job.done(null);
    // Without a message nobody takes it off.
    if (!job.isBusy) this.#over(job);
  }

  #over(job: Job): void {
    const { thread, number } = job;
    job.lateness.cancel();
    job.late.abort(NOBODY_WAITS);
    job.over?.abort(NOBODY_WAITS);
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
