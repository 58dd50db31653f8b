import type { Clock } from '../../base/clock.ts';

/** The patience with one question to another program: it ends at a deadline of our clock, or when nobody waits for the answer any more. */
export class EnginePatience {
  /** Fires when it ends. */
  readonly signal: AbortSignal;
  readonly #ending = new AbortController();
  readonly #outer: AbortSignal;
  readonly #stop: () => void;

  constructor(clock: Clock, ms: number, outer: AbortSignal) {
    this.#outer = outer;
    this.signal = this.#ending.signal;
    const end = (): void => this.#ending.abort();
    const timer = clock.timer(ms, end);
    if (outer.aborted) end();
    else outer.addEventListener('abort', end, { once: true });
    this.#stop = () => {
      timer.cancel();
      outer.removeEventListener('abort', end);
    };
  }

  /** The question was given up by whoever asked: that says nothing of who was to answer. */
  get isGivenUp(): boolean {
    return this.#outer.aborted;
  }

  /** The answer is there. */
  end(): void {
    this.#stop();
  }
}

/** For content of a size: a time for the engine, and some for each MiB. */
export const patienceFor = (
  sizeBytes: number,
  {
    baseMs,
    perMebibyteMs,
    mostMs,
  }: { readonly baseMs: number; readonly perMebibyteMs: number; readonly mostMs: number },
): number => Math.min(mostMs, baseMs + Math.ceil((sizeBytes / 1024 ** 2) * perMebibyteMs));
