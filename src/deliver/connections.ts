/**
 * Sessions kept for the next message to the same next hop: same endpoint, same TLS demands, same sign-in, or none at all. Bounds how many
 * sessions one destination gets at once.
 */
import type { Clock } from '../base/clock.ts';
import { Deadline } from '../base/deadline.ts';
import { delayedBy } from './failure.ts';
import { type Opened, type OpenSession, type OpenSetting, openSession } from './open-session.ts';
import type { SessionTarget } from './session-target.ts';

/** A kept session is closed after this: long enough for a burst, short enough not to be a burden to the next hop. */
const idleMs = 15_000;
/** Messages in one session; then a fresh one, so that a change of load balancing over there is noticed. */
const MOST_MESSAGES = 100;
/** Sessions at once to one endpoint and identity. */
const MOST_PER_DESTINATION = 20;
/** Kept sessions in all: each is a file descriptor here and a process over there. */
const MOST_IDLE = 100;

interface Kept {
  readonly open: OpenSession;
  /** Monotonic. */
  readonly until: number;
}

export interface Lease {
  readonly open: OpenSession;
  /** Gives it back: kept when it is usable, closed when not. */
  release(usable: boolean): void;
}

export type Leased = { readonly ok: true; readonly lease: Lease } | Extract<Opened, { ok: false }>;

export class Connections {
  readonly #setting: OpenSetting;
  readonly #clock: Clock;
  readonly #idle = new Map<string, Kept[]>();
  readonly #active = new Map<string, number>();
  /** When the first kept session has been kept long enough. */
  readonly #sweep: Deadline;
  #idleCount = 0;
  #closed = false;

  constructor(setting: OpenSetting) {
    this.#setting = setting;
    this.#clock = setting.clock;
    this.#sweep = new Deadline(setting.clock);
    this.#sweep.onExpire = () => this.#closeOld();
  }

  /** A kept session, or with `fresh` and where there is none a new one. */
  lease(target: SessionTarget, fresh: boolean, signal: AbortSignal): Leased | Promise<Leased> {
    const kept = fresh ? null : this.#takeIdle(target.key);
    return kept === null ? this.#openFor(target, signal) : { ok: true, lease: this.#hand(target.key, kept) };
  }

  async #openFor(target: SessionTarget, signal: AbortSignal): Promise<Leased> {
    const { key } = target;
    if ((this.#active.get(key) ?? 0) >= MOST_PER_DESTINATION) {
      const text = `${target.host} already has ${MOST_PER_DESTINATION} sessions with us`;
      return {
        ok: false,
        failure: delayedBy({
          cause: 'busy',
          status: '4.4.5',
          text,
          retryAfterMs: 5_000,
          laneTrouble: false,
          tryNext: false,
        }),
      };
    }
    this.#count(key, 1);
    try {
      const opened = await openSession(target, this.#setting, signal);
      if (opened.ok) return { ok: true, lease: this.#hand(key, opened.open) };
      return opened;
    } finally {
      this.#count(key, -1);
    }
  }

  #hand(key: string, open: OpenSession): Lease {
    this.#count(key, 1);
    let given = false;
    return {
      open,
      release: (usable) => {
        if (given) return;
        given = true;
        this.#count(key, -1);
        this.#put(key, open, usable);
      },
    };
  }

  #put(key: string, open: OpenSession, usable: boolean): void {
    if (!usable || !open.session.usable) {
      open.session.destroy();
      return;
    }
    const most = Math.min(open.extensions.mailMax ?? MOST_MESSAGES, MOST_MESSAGES);
    if (this.#closed || open.messages >= most || this.#idleCount >= MOST_IDLE) {
      open.session.quit();
      return;
    }
    open.session.keepIdle();
    const until = this.#clock.monotonic() + idleMs;
    const list = this.#idle.get(key);
    if (list) list.push({ open, until });
    else this.#idle.set(key, [{ open, until }]);
    this.#idleCount += 1;
    if (this.#idleCount === 1) this.#sweep.set(until);
  }

  /** The one that was used last: what a burst opened and a trickle does not need grows old. */
  #takeIdle(key: string): OpenSession | null {
    const list = this.#idle.get(key);
    for (let kept = list?.pop(); kept !== undefined; kept = list?.pop()) {
      this.#idleCount -= 1;
      if (kept.open.session.usable) {
        kept.open.session.wakeUp();
        return kept.open;
      }
      kept.open.session.destroy();
    }
    return null;
  }

  #closeOld(): void {
    const now = this.#clock.monotonic();
    let next = Number.POSITIVE_INFINITY;
    for (const [key, list] of this.#idle) {
      // In the order in which they were given back.
      const old = list.findIndex(({ until }) => until > now);
      const gone = list.splice(0, old < 0 ? list.length : old);
      this.#idleCount -= gone.length;
      for (const { open } of gone) open.session.quit();
      const [first] = list;
      if (first === undefined) this.#idle.delete(key);
      else next = Math.min(next, first.until);
    }
    this.#sweep.set(next);
  }

  #count(key: string, change: 1 | -1): void {
    const count = (this.#active.get(key) ?? 0) + change;
    if (count === 0) this.#active.delete(key);
    else this.#active.set(key, count);
  }

  /** Says goodbye on what is kept; leased sessions end when they are given back. */
  close(): void {
    this.#closed = true;
    this.#sweep.cancel();
    for (const list of this.#idle.values()) for (const { open } of list) open.session.quit();
    this.#idle.clear();
    this.#idleCount = 0;
  }
}
