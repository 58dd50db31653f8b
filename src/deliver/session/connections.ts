/**
 * Sessions kept for the next message to the same next hop: same endpoint, same TLS demands, same sign-in, or none at all. How many one host
 * gets at once is bounded (session-slots.ts).
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { Deadline } from '../../base/deadline.ts';
import type { Place } from '../../mail/doors/place.ts';
import { delayedBy, type HopFailure, noPlace, noRoom } from '../answers/failure.ts';
import { type Opened, openSession } from './open-session.ts';
import type { OpenSession, OpenSetting } from './opening.ts';
import { SessionSlots, type Slot } from './session-slots.ts';
import type { SessionTarget } from './session-target.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import { sessionsOf } from '../../texts/en/counts.ts';

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
  readonly #slots: SessionSlots;
  /** When the first kept session has been kept long enough. */
  readonly #sweep: Deadline;
  #idleCount = 0;
  #closed = false;

  constructor(setting: OpenSetting) {
    this.#setting = setting;
    this.#clock = setting.clock;
    this.#slots = new SessionSlots(setting.clock);
    this.#sweep = new Deadline(setting.clock);
    this.#sweep.onExpire = () => this.#closeOld();
  }

  /** A kept session, or with `fresh` and where there is none a new one; with a slot at its host, and a place of the queue. */
  async lease(target: SessionTarget, fresh: boolean, place: Place, signal: AbortSignal): Promise<Leased> {
    const host = hostOf(target);
    const slot = await this.#slots.enter(host, signal);
    if (slot === null) return { ok: false, failure: full(target, this.#slots.isSilent(host)) };
    let lease: Lease | null = null;
    try {
      const kept = fresh ? null : this.#takeIdle(target.key);
      if (kept !== null) {
        lease = this.#hand(target.key, kept, slot);
        if (await place.take(signal)) return { ok: true, lease };
        lease.release(true);
        return { ok: false, failure: noPlace };
      }
      // A host that an administrator named is waited for as long as the RFC asks, from the first time on.
      const patienceMs = target.account?.isUpstream ? Number.POSITIVE_INFINITY : this.#slots.patienceMs(host);
      const opened = await openSession(target, { ...this.#setting, patienceMs }, signal, place);
      slot.opened(opened.ok ? 'heard' : isSilence(opened.failure) ? 'silent' : 'other');
      if (!opened.ok) return opened;
      lease = this.#hand(target.key, opened.open, slot);
      return { ok: true, lease };
    } finally {
      if (lease === null) slot.leave();
    }
  }

  #hand(key: string, open: OpenSession, slot: Slot): Lease {
    let given = false;
    return {
      open,
      release: (usable) => {
        if (given) return;
        given = true;
        this.#put(key, open, usable);
        slot.leave();
      },
    };
  }

  #put(key: string, open: OpenSession, usable: boolean): void {
    if (!usable || !open.session.usable) {
      open.session.destroy();
      return;
    }
    const most = Math.min(open.extensions.mailMax ?? bounds.deliver.messagesASession, bounds.deliver.messagesASession);
    if (this.#closed || open.messages >= most || this.#idleCount >= bounds.deliver.idleSessions) {
      open.session.quit();
      return;
    }
    open.session.keepIdle();
    const until = this.#clock.monotonic() + bounds.deliver.sessionIdle;
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

  /** Says goodbye on what is kept; leased sessions end when they are given back. */
  close(): void {
    this.#closed = true;
    this.#sweep.cancel();
    for (const list of this.#idle.values()) for (const { open } of list) open.session.quit();
    this.#idle.clear();
    this.#idleCount = 0;
  }
}

/** A stranger's host is its address, whatever it is called; where somebody named it, it is also whose account it is. */
const hostOf = ({ account, endpoint, key }: SessionTarget): string => {
  if (account?.isUpstream) return key;
  return endpoint.kind === 'tcp' ? `${endpoint.address} ${endpoint.port}` : endpoint.path;
};

/** The host's, not that of a token endpoint on the way to it. */
const isSilence = ({ cause, remoteAddress }: HopFailure): boolean => cause === 'timed-out' && remoteAddress !== null;

/** Nothing was tried. One that has said nothing to others either is in trouble; one that is only busy is asked again soon. */
const full = ({ host }: SessionTarget, isSilent: boolean): HopFailure =>
  isSilent
    ? delayedBy({
        cause: 'timed-out',
        status: '4.4.2',
        ...told(say`${host} has sessions with us that it does not answer`),
      })
    : noRoom({
        status: '4.4.5',
        ...told(say`${host} already has ${sessionsOf(bounds.deliver.sessionsPerHost)} with us`),
      });
