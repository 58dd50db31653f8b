/** The thread in which messages are looked at by mailauth, several at once: mostly they wait for DNS. The other end is `authenticate.ts`. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { AnyAnswer } from '../../dns/node-answers.ts';
import type { FromThread, ToThread } from './authenticate.ts';
import { Examination } from './examination.ts';
import { KeptAnswers } from './kept-answers.ts';

interface Work {
  readonly examination: Examination;
  readonly questions: Map<number, (answer: AnyAnswer) => void>;
  /** Chunks are taken in their order. */
  last: Promise<void>;
}

class Desk {
  readonly #port: MessagePort;
  readonly #works = new Map<number, Work>();
  /** A question that goes to the other end costs more than the rest of the work. */
  readonly #answers = new KeptAnswers();
  #questions = 0;
  /** The house's monotonic clock, as it was when last heard of. */
  #at = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (said: ToThread) => this.#hear(said));
  }

  #hear(said: ToThread): void {
    if (said.kind === 'begin') return this.#begin(said);
    const work = this.#works.get(said.job);
    if (work === undefined) return;
    switch (said.kind) {
      case 'tell-spf':
        return this.#tellSpf(said.job, work);
      case 'message':
        return this.#message(said, work);
      case 'octets':
        return this.#take(said.job, work, said.bytes);
      case 'end':
        return this.#end(said.job, work);
      case 'drop':
        return void this.#works.delete(said.job);
      case 'answer':
        work.questions.get(said.question)?.(said.answer);
        return void work.questions.delete(said.question);
    }
  }

  #begin({ job, at, sender }: Extract<ToThread, { kind: 'begin' }>): void {
    this.#at = at;
    const questions: Work['questions'] = new Map();
    const examination = new Examination(sender, (name, type) => this.#ask(job, questions, name, type));
    this.#works.set(job, { examination, questions, last: Promise.resolve() });
  }

  async #ask(job: number, questions: Work['questions'], name: string, type: string): Promise<AnyAnswer> {
    const kept = this.#answers.of(name, type, this.#at);
    if (kept !== null) return kept;
    const { promise, resolve } = Promise.withResolvers<AnyAnswer>();
    const question = this.#questions++;
    questions.set(question, resolve);
    this.#say({ kind: 'ask', job, question, name, type });
    const answer = await promise;
    this.#answers.keep(name, type, answer, this.#at);
    return answer;
  }

  #tellSpf(job: number, { examination }: Work): void {
    examination
      .spf()
      .then((result) => this.#say({ kind: 'spf', job, result }))
      .catch((error: unknown) => this.#broken(job, error));
  }

  #message({ job, at, message, whole }: Extract<ToThread, { kind: 'message' }>, work: Work): void {
    this.#at = at;
    work.examination.begin(message);
    if (message.isSigned && whole === null) return;
    if (whole !== null) work.last = work.examination.write(whole);
    this.#end(job, work);
  }

  #take(job: number, work: Work, bytes: Uint8Array): void {
    work.last = work.last.then(async () => {
      await work.examination.write(bytes);
      this.#say({ kind: 'taken', job, octets: bytes.byteLength });
    });
    work.last.catch((error: unknown) => this.#broken(job, error));
  }

  #end(job: number, work: Work): void {
    work.last
      .then(() => work.examination.end())
      .then((seen) => {
        if (this.#works.delete(job)) this.#say({ kind: 'seen', job, seen });
      })
      .catch((error: unknown) => this.#broken(job, error));
  }

  #broken(job: number, error: unknown): void {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (this.#works.delete(job)) this.#say({ kind: 'broken', job, why });
  }

  #say(said: FromThread): void {
    this.#port.postMessage(said);
  }
}

if (parentPort === null) throw new Error('not a worker');
new Desk(parentPort);
