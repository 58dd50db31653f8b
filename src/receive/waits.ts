/** How long a peer may take: idle, one command, silence and slowness inside content, the whole session. Pure but for its own state. */
import type { Limits } from '../policy/limits.ts';

/** Content slower than the least rate is judged after this long; sooner under stress. */
const RATE_GRACE_MS = 60_000;
const RATE_GRACE_UNDER_STRESS_MS = 10_000;

export type Expired = 'idle' | 'too-slow' | 'session';

export class Waits {
  readonly #startedAt: number;
  #heardAt: number;
  /** First octet of a command whose line end has not come. */
  #commandAt: number | null = null;
  #content: { readonly startedAt: number; octets: number; ownMs: number } | null = null;

  constructor(now: number) {
    this.#startedAt = now;
    this.#heardAt = now;
  }

  /** Octets came. */
  heard(now: number, octets: number): void {
    this.#heardAt = now;
    if (this.#content !== null) this.#content.octets += octets;
  }

  /** All that came has been answered; `unfinished`: it ends inside a command. */
  answered(now: number, unfinished: boolean): void {
    if (!unfinished) this.#commandAt = null;
    else this.#commandAt ??= now;
  }

  inContent(now: number, is: boolean): void {
    if (!is) this.#content = null;
    else this.#content ??= { startedAt: now, octets: 0, ownMs: 0 };
  }

  /** Time we took ourselves (a slow disk) is not the peer's. */
  own(ms: number): void {
    this.#heardAt += ms;
    if (this.#content !== null) this.#content.ownMs += ms;
  }

  /** When patience ends if nothing more comes. */
  deadline(limits: Limits, underStress: boolean): { readonly at: number; readonly what: Expired } {
    const ends: { at: number; what: Expired }[] = [{ at: this.#startedAt + limits('sessionTime'), what: 'session' }];
    if (this.#content !== null) {
      const { startedAt, octets, ownMs } = this.#content;
      const grace = underStress ? RATE_GRACE_UNDER_STRESS_MS : RATE_GRACE_MS;
      const earned = (octets / limits('dataRate')) * 1_000;
      ends.push({ at: startedAt + ownMs + Math.max(grace, earned), what: 'too-slow' });
      ends.push({ at: this.#heardAt + limits('dataIdle'), what: 'idle' });
    } else {
      ends.push({ at: this.#heardAt + limits('idle'), what: 'idle' });
      if (this.#commandAt !== null) ends.push({ at: this.#commandAt + limits('commandTime'), what: 'idle' });
    }
    return ends.reduce((first, next) => (next.at < first.at ? next : first));
  }
}
