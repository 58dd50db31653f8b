/** The thread in which messages are looked at by mailauth, several at once: mostly they wait for DNS. The other end is `authenticate.ts`. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { AnyAnswer } from '../../dns/node-answers.ts';
import type { FromThread, ToThread } from './authenticate.ts';
import { Examination, type DnsQuestion, type ExaminedMessage } from './examination.ts';
import { KeptAnswers } from './kept-answers.ts';

/** Those of one message that go to the other end. */
interface Questions {
  readonly asked: Set<string>;
  readonly waiting: Map<number, (answer: AnyAnswer) => void>;
}

interface Work {
  readonly examination: Examination;
  readonly questions: Questions;
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
        this.#at = said.at;
        return this.#message(said.job, work, said.message, said.whole);
      case 'octets':
        return this.#take(said.job, work, said.bytes);
      case 'end':
        return this.#end(said.job, work);
      case 'drop':
        return void this.#works.delete(said.job);
      case 'answer':
        work.questions.waiting.get(said.question)?.(said.answer);
        return void work.questions.waiting.delete(said.question);
    }
  }

  #begin({ job, at, sender, whole, message }: Extract<ToThread, { kind: 'begin' }>): void {
    this.#at = at;
    const questions: Questions = { asked: new Set(), waiting: new Map() };
    const examination = new Examination(sender, (...question) => this.#ask(job, questions, ...question));
    const work = { examination, questions, last: Promise.resolve() };
    this.#works.set(job, work);
    if (message !== null) this.#message(job, work, message, whole);
  }

  async #ask(job: number, questions: Questions, ...[name, type, isAnew]: DnsQuestion): Promise<AnyAnswer> {
    const key = `${type} ${name.toLowerCase()}`;
    const kept = isAnew && !questions.asked.has(key) ? null : this.#answers.of(name, type, this.#at);
    if (kept !== null) return kept;
    const { promise, resolve } = Promise.withResolvers<AnyAnswer>();
    const question = this.#questions++;
    questions.asked.add(key);
    questions.waiting.set(question, resolve);
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

  #message(job: number, work: Work, message: ExaminedMessage, whole: Uint8Array | null): void {
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
        if (this.#works.delete(job)) this.#say({ kind: 'seen', job, seen, asked: work.questions.asked.size });
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
