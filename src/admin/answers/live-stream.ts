/** Server-sent events (WHATWG HTML §9.2) that go on until who asked has gone, the time is over, or the sign-in no longer holds. */
import { Readable } from 'node:stream';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Caller } from '../../mail/doors/caller.ts';
import type { Asked } from '../http/route.ts';
import type { Operation } from '../contracts/operation.ts';

/** Proxies and clients give up on silence. */
const HEARTBEAT_MS = 10_000;

/** The sign-in that a stream lives by. */
export interface Leave extends Pick<Caller, 'expiresAt'>, Pick<Asked<Operation>, 'stillSignedIn'> {}

interface Parts {
  readonly clock: Clock;
  /** The longest time it goes on. */
  readonly seconds: number;
  readonly leave: Leave;
  /** Octets that wait for a slow reader before `push` says so. */
  readonly waiting: number;
  /** The reader has taken what waited. */
  readonly onRoom?: () => void;
  /** The sign-in does not hold any more; just before the end. */
  readonly onSignedOut?: () => void;
}

export class LiveStream {
  readonly readable: Readable;
  readonly #parts: Parts;
  readonly #over: Timer;
  #beat: Timer;
  #ended = false;
  /** It is looked up whether they may still. */
  #asking = false;

  constructor(parts: Parts) {
    const { clock, seconds, leave, waiting, onRoom } = parts;
    this.#parts = parts;
    this.readable = new Readable({ read: () => onRoom?.(), highWaterMark: waiting });
    this.readable.push(': watching\n\n');
    const left = leave.expiresAt === null ? Infinity : leave.expiresAt - clock.now();
    this.#over = clock.timer(Math.max(0, Math.min(seconds * 1_000, left)), () => this.end());
    this.#beat = this.#heartbeat();
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** @returns whether the reader keeps up. */
  push<Event extends { readonly kind: string }>(event: Event): boolean {
    if (this.#ended) return false;
    return this.readable.push(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#beat.cancel();
    this.#over.cancel();
    this.readable.push(null);
  }

  /** The answer; `stop` is called once, when it is over in whatever way. */
  until(gone: AbortSignal, stop: () => void): Readable {
    this.readable.once('close', () => {
      this.end();
      stop();
    });
    // One whose session was taken away is still there to read it.
    gone.addEventListener('abort', () => this.#signedOut(), { once: true });
    return this.readable;
  }

  #heartbeat(): Timer {
    return this.#parts.clock.timer(HEARTBEAT_MS, () => {
      if (this.#ended) return;
      this.readable.push(': still here\n\n');
      this.#beat = this.#heartbeat();
      if (this.#asking) this.#signedOut();
      else void this.askAgain();
    });
  }

  /** An answer that fails, or does not come until the next heartbeat, is a no: this tells what others say. */
  async askAgain(): Promise<void> {
    if (this.#asking || this.#ended) return;
    this.#asking = true;
    const still = await this.#parts.leave.stillSignedIn().catch(() => false);
    this.#asking = false;
    if (!still) this.#signedOut();
  }

  #signedOut(): void {
    if (this.#ended) return;
    this.#parts.onSignedOut?.();
    this.end();
  }
}
