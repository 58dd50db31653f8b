/** How long a peer may take: idle, one command, silence and slowness inside content, the whole session. Pure but for its own state. */
import { replies } from '../../mail/replies.ts';
import type { Reply } from '../../mail/reply.ts';
import { bounds } from '../../base/bounds.ts';
import type { Limits } from '../../policy/limits.ts';

export type Expired = 'idle' | 'too-slow' | 'session';

export class Waits {
  readonly #startedAt: number;
  #heardAt: number;
  /** First octet of a command whose line end has not come. */
  #commandAt: number | null = null;
  #content: { readonly startedAt: number; octets: number; ownMs: number } | null = null;
  /** Octets of content are awaited, not the next command of a message in chunks. */
  #flows = false;

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

  /** A message in chunks is one content, however many commands there are in it. */
  inContent(now: number, inMessage: boolean, flows: boolean): void {
    this.#flows = flows;
    if (!inMessage) this.#content = null;
    else this.#content ??= { startedAt: now, octets: 0, ownMs: 0 };
  }

  /** Time we took ourselves (a slow disk) is not the peer's. */
  own(ms: number): void {
    this.#heardAt += ms;
    if (this.#content !== null) this.#content.ownMs += ms;
  }

  /** When patience ends if nothing more comes. */
  deadline(limits: Limits, underStress: boolean): { readonly at: number; readonly what: Expired } {
    let at = this.#startedAt + limits('sessionTime');
    let what: Expired = 'session';
    const orAt = (end: number, then: Expired): void => {
      if (end >= at) return;
      at = end;
      what = then;
    };
    if (this.#content !== null) {
      const { startedAt, octets, ownMs } = this.#content;
      const grace = underStress ? bounds.receive.rateGraceUnderStress : bounds.receive.rateGrace;
      const earned = (octets / limits('dataRate')) * 1_000;
      orAt(startedAt + ownMs + Math.max(grace, earned), 'too-slow');
    }
    if (this.#flows) orAt(this.#heardAt + limits('dataIdle'), 'idle');
    else {
      orAt(this.#heardAt + limits('idle'), 'idle');
      if (this.#commandAt !== null) orAt(this.#commandAt + limits('commandTime'), 'idle');
    }
    return { at, what };
  }
}

/** The reply to a peer whose time is over. */
export const farewells: Readonly<Record<Expired, () => Reply>> = {
  idle: replies.idleTimeout,
  'too-slow': replies.tooSlow,
  session: replies.sessionTooLong,
};
