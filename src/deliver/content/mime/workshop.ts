/**
 * Contents that have to be read as a whole to go out: converted to 7 bit, or taken apart for Graph. Promises: nothing but what is small is
 * parsed on the thread that owns the sockets; it is done once, not at each attempt, as long as there is room to keep it; time, memory and
 * disk are bounded. Large ones become files in a folder of their own, which goes at every start and stop.
 */
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import { workerFile } from '../../../base/worker-file.ts';
import { type Downgrade, downgradeTo7bit } from '../convert-8bit.ts';
import type { Survey } from '../../transports/graph/parts.ts';
import { line, type ToldLine } from '../../../mail/lines/said.ts';

interface Source {
  /** The same for the same octets, and for no others. */
  readonly key: string;
  readonly sizeBytes: number;
  /** From its beginning each time. */
  readonly content: () => AsyncIterable<Uint8Array>;
}

export interface TakenApart {
  readonly ok: true;
  readonly survey: Survey;
  /** Of the decoded content of all leaves. */
  readonly slice: (from: number, sizeBytes: number) => AsyncIterable<Uint8Array>;
}

/** For the thread. */
export interface Work {
  readonly kind: 'to-7bit' | 'to-parts';
  readonly file: string;
}
/** From the thread. */
export type Made =
  | { readonly kind: 'to-7bit'; readonly sizeBytes: number; readonly notes: readonly ToldLine[] }
  | { readonly kind: 'to-parts'; readonly sizeBytes: number; readonly survey: Survey }
  | { readonly kind: 'not-made'; readonly why: ToldLine };

interface Kept {
  readonly file: string;
  readonly made: Made;
}

const BEYOND = { kind: 'not-made', why: line`it takes too much memory to be converted` } as const;

export class Workshop implements AsyncDisposable {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Promise<Kept>>();
  #keptBytes = 0;
  #serial = 0;
  readonly #cleared: Promise<void>;
  #isReady: Promise<void> | null = null;
  /** One at a time: each may take a whole core. */
  #last: Promise<unknown> = Promise.resolve();
  readonly #stop = new AbortController();

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
    // A crash leaves what was kept: it is mail, and nobody knows it any more.
    this.#cleared = rm(folder, { recursive: true, force: true }).catch(() => {});
  }

  async to7bit(source: Source): Promise<Downgrade> {
    if (source.sizeBytes <= bounds.deliver.conversionOnTheSpot) return downgradeTo7bit(source.content, 'replace');
    const { file, made } = await this.#keptOf('to-7bit', source);
    if (made.kind !== 'to-7bit') return notMade(made);
    const { sizeBytes, notes } = made;
    return { ok: true, content: () => createReadStream(file) as AsyncIterable<Uint8Array>, sizeBytes, notes };
  }

  async takeApart(source: Source): Promise<TakenApart | NotMade> {
    const { file, made } = await this.#keptOf('to-parts', source);
    if (made.kind !== 'to-parts') return notMade(made);
    const slice = (from: number, sizeBytes: number): AsyncIterable<Uint8Array> =>
      sizeBytes === 0 ? nothing() : createReadStream(file, { start: from, end: from + sizeBytes - 1 });
    return { ok: true, survey: made.survey, slice };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#last;
    if (this.#isReady !== null) await rm(this.#folder, { recursive: true, force: true });
  }

  async #keptOf(kind: Work['kind'], source: Source): Promise<Kept> {
    const key = `${kind} ${source.key}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const made = this.#last.then(() => this.#make(kind, source));
    this.#last = made.catch(() => {});
    this.#kept.set(key, made);
    try {
      return await made;
    } catch (error) {
      // Reading it failed, or the disk did: the next attempt tries again.
      if (this.#kept.get(key) === made) this.#kept.delete(key);
      throw error;
    } finally {
      this.#last = this.#last.then(() => this.#makeRoom()).catch(() => {});
    }
  }

  async #make(kind: Work['kind'], source: Source): Promise<Kept> {
    this.#isReady ??= this.#emptied();
    await this.#isReady;
    const file = path.join(this.#folder, `${process.pid}-${this.#serial++}`);
    try {
      const made = await makeBeside({ kind, file }, source, this.#clock, this.#stop.signal);
      if (made.kind === 'not-made') await rm(file, { force: true });
      else this.#keptBytes += made.sizeBytes;
      return { file, made };
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  }

  async #emptied(): Promise<void> {
    await this.#cleared;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** The oldest go, until what is kept has room. */
  async #makeRoom(): Promise<void> {
    for (const [key, promise] of this.#kept) {
      const hasRoom = this.#keptBytes <= bounds.deliver.conversionsKept;
      if (hasRoom && this.#kept.size <= bounds.deliver.conversionsKeptCount) return;
      this.#kept.delete(key);
      const { file, made } = await promise.catch(() => ({ file: null, made: BEYOND }));
      this.#keptBytes -= made.kind === 'not-made' ? 0 : made.sizeBytes;
      if (file !== null) await rm(file, { force: true });
    }
  }
}

interface NotMade {
  readonly ok: false;
  readonly why: ToldLine;
}

const notMade = (made: Made): NotMade => ({ ok: false, why: made.kind === 'not-made' ? made.why : BEYOND.why });

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Rejects when the content cannot be read, the file not be written, or time runs out: a machine under load says nothing of the message. */
async function makeBeside(work: Work, source: Source, clock: Clock, stop: AbortSignal): Promise<Made> {
  if (stop.aborted) throw new Error('stopping');
  const worker = new Worker(workerFile('workshop-worker', import.meta.url), {
    workerData: work,
    name: 'conversion',
    resourceLimits: { maxOldGenerationSizeMb: bounds.deliver.conversionMemory / 1_024 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Made>();
  const timer = clock.timer(bounds.deliver.conversionTime, () => reject(new Error('a conversion took too long')));
  const stopped = (): void => reject(new Error('stopping'));
  stop.addEventListener('abort', stopped, { once: true });
  let onTheWay = 0;
  let reading = 0;
  let wake = (): void => {};
  const send = async (): Promise<void> => {
    const mine = ++reading;
    onTheWay = 0;
    for await (const chunk of source.content()) {
      if (mine !== reading) return;
      const copy = new Uint8Array(chunk);
      worker.postMessage(copy, [copy.buffer]);
      onTheWay += 1;
      while (onTheWay >= bounds.deliver.chunksOnTheWay && mine === reading)
        await new Promise<void>((taken) => {
          wake = taken;
        });
    }
    if (mine === reading) worker.postMessage(null);
  };
  worker.on('message', (said: Made | 'from-the-beginning' | 'taken') => {
    if (said === 'from-the-beginning') send().catch(reject);
    else if (said === 'taken') {
      onTheWay -= 1;
      wake();
    } else resolve(said);
  });
  worker.on('error', (error: Error & { code?: string }) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(BEYOND) : reject(error),
  );
  worker.on('exit', () => reject(new Error('a conversion ended without a result')));
  try {
    return await promise;
  } finally {
    timer.cancel();
    stop.removeEventListener('abort', stopped);
    reading += 1;
    wake();
    await worker.terminate();
  }
}
