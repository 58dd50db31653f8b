/** The thread in which messages are looked at by mailauth, several at once: mostly they wait for DNS. The other end is `authenticate.ts`. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { AnyAnswer } from '../../dns/node-answers.ts';
import type { FromThread, ToThread } from './authenticate.ts';
import { Examination } from './examination.ts';

interface Work {
  readonly examination: Examination;
  readonly answers: Map<number, (answer: AnyAnswer) => void>;
  /** Chunks are taken in their order. */
  last: Promise<void>;
}

class Desk {
  readonly #port: MessagePort;
  readonly #works = new Map<number, Work>();
  #questions = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (said: ToThread) => this.#hear(said));
  }

  #hear(said: ToThread): void {
    if (said.kind === 'begin') return this.#begin(said);
    const work = this.#works.get(said.job);
    if (work === undefined) return;
    switch (said.kind) {
      case 'octets':
        return this.#take(said.job, work, said.bytes);
      case 'end':
        return this.#end(said.job, work);
      case 'drop':
        return void this.#works.delete(said.job);
      case 'answer':
        work.answers.get(said.question)?.(said.answer);
        return void work.answers.delete(said.question);
    }
  }

  #begin({ job, mail, whole, known }: Extract<ToThread, { kind: 'begin' }>): void {
    const answers: Work['answers'] = new Map();
    const ask = (name: string, type: string): Promise<AnyAnswer> =>
      new Promise((resolve) => {
        const answer = type === 'TXT' ? known.get(name.toLowerCase()) : undefined;
        if (answer !== undefined) return resolve(answer);
        const question = this.#questions++;
        answers.set(question, resolve);
        this.#say({ kind: 'ask', job, question, name, type });
      });
    const work = { examination: new Examination(mail, ask), answers, last: Promise.resolve() };
    this.#works.set(job, work);
    if (whole === null) return;
    work.last = work.examination.write(whole);
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
