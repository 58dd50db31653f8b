/**
 * Log lines on their way out. Promises: who logs never waits; what cannot be written now waits within a bound and beyond it is dropped
 * and counted; an output that fails is tried again as long as the process lives, and when it takes lines again it is told how many are
 * missing. Never: ends the process, throws, or grows.
 */
import { bounds } from '../../base/bounds.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import type { OutputPort } from './output-port.ts';

/** Of one write. */
const CHUNK_CHARACTERS = 64 * 1024;
/** A reader that is slow is tried soon again, a disk that is full less soon. */
const FIRST_PAUSE_MS = { slow: 5, failing: 250 } as const;
const longestPauseMs = { slow: bounds.cli.logPauseSlow, failing: bounds.cli.logPauseFailing } as const;

export interface LogLoss {
  /** Lines that were dropped since the last telling. */
  readonly lines: number;
  /** The system's word for what was the matter; null: nobody read fast enough. */
  readonly error: string | null;
}

export class LogSink {
  readonly #port: OutputPort;
  readonly #clock: Clock;
  readonly #tell: (loss: LogLoss) => void;
  #waiting: string[] = [];
  /** Characters that wait or are being written. */
  #held = 0;
  #dropped = 0;
  #lost = 0;
  /** The failure since the last telling. */
  #error: string | null = null;
  #pumping: Promise<void> | null = null;
  #wroteAt = Number.NEGATIVE_INFINITY;
  /** Nothing is waited for that more lines may come. */
  readonly #ending = new AbortController();
  readonly #closing = new AbortController();

  /** @param tell what is missing, by writing a line here. */
  constructor(port: OutputPort, clock: Clock, tell: (loss: LogLoss) => void) {
    this.#port = port;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Lines that were dropped, ever. */
  get lost(): number {
    return this.#lost;
  }

  write(line: string): void {
    if (this.#closing.signal.aborted) return;
    if (this.#held + line.length > bounds.cli.logWaiting) {
      this.#dropped++;
      this.#lost++;
      return;
    }
    // In its place: between what was kept before and what is kept from now on.
    if (this.#dropped > 0 && this.#held < bounds.cli.logWaiting / 2) this.#tellLoss();
    this.#waiting.push(line);
    this.#held += line.length;
    this.#start();
  }

  /** Lets the lines that wait go out. Resolves when they have, or after so long: then they are lost. */
  async close(withinMs: number): Promise<void> {
    this.#ending.abort();
    const deadline = this.#clock.timer(withinMs, () => this.#closing.abort());
    const given = new Promise<void>((resolve) => {
      this.#closing.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    while (this.#pumping !== null && !this.#closing.signal.aborted) await Promise.race([this.#pumping, given]);
    deadline.cancel();
    this.#closing.abort();
  }

  #start(): void {
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = null;
      // Lines that came after the writer had looked for the last time.
      if (this.#waiting.length > 0 && !this.#closing.signal.aborted) this.#start();
    });
  }

  #tellLoss(): void {
    const loss = { lines: this.#dropped, error: this.#error };
    this.#dropped = 0;
    this.#error = null;
    this.#tell(loss);
  }

  async #pump(): Promise<void> {
    // Lines that are logged in the same turn of the loop, by whatever session, go out together.
    await new Promise((resolve) => setImmediate(resolve));
    await this.#gather();
    let failures = 0;
    for (let chunk = this.#take(); chunk !== null && !this.#closing.signal.aborted; ) {
      try {
        const taken = await this.#port.write(chunk.octets);
        failures = 0;
        if (taken < chunk.octets.length) {
          // The rest of a line belongs to its beginning.
          chunk = { ...chunk, octets: chunk.octets.subarray(taken) };
          continue;
        }
        this.#held -= chunk.characters;
        this.#wroteAt = this.#clock.monotonic();
        if (this.#dropped > 0 && this.#waiting.length === 0) this.#tellLoss();
        if (this.#waiting.length > 0) await this.#gather();
        chunk = this.#take();
      } catch (error) {
        await this.#pause(error as NodeJS.ErrnoException, failures++);
      }
    }
  }

  /** The first line goes out at once. Behind it each write would cost as much as all that a busy server says of a message: many go out in one. */
  async #gather(): Promise<void> {
    if (this.#held >= CHUNK_CHARACTERS) return;
    const left = this.#wroteAt + bounds.cli.logGathered - this.#clock.monotonic();
    if (left > 0) await sleep(this.#clock, left, this.#ending.signal);
  }

  async #pause({ code, message }: NodeJS.ErrnoException, failures: number): Promise<void> {
    const how = code === 'EAGAIN' ? 'slow' : 'failing';
    if (how === 'failing') this.#error = code ?? message;
    const ms = Math.min(longestPauseMs[how], FIRST_PAUSE_MS[how] * 2 ** Math.min(failures, 10));
    await sleep(this.#clock, ms, this.#closing.signal);
  }

  #take(): { readonly octets: Buffer; readonly characters: number } | null {
    let characters = 0;
    let lines = 0;
    while (lines < this.#waiting.length && characters < CHUNK_CHARACTERS)
      characters += this.#waiting[lines++]?.length ?? 0;
    if (lines === 0) return null;
    const some = lines === this.#waiting.length ? this.#waiting : this.#waiting.slice(0, lines);
    this.#waiting = lines === this.#waiting.length ? [] : this.#waiting.slice(lines);
    return { octets: Buffer.from(some.join('')), characters };
  }
}
