import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';

/** Mistyped passwords cost nothing yet. */
const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 1_000;
/** Names and addresses remembered at once; the longest unseen is forgotten first. */
const MOST_PAIRS = 20_000;
/** Failures are forgotten after this long without one. */
const FORGET_MS = 3_600_000;

/**
 * Waits after wrong passwords, doubling, per account and address: a guesser slows down, while the right device at another address, or
 * another account at the same one, is never touched.
 */
export class AuthDelays {
  readonly #clock: Clock;
  readonly #failures = new LRUCache<string, { count: number; last: number; until: number }>({ max: MOST_PAIRS });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isLocked(account: string, address: string): boolean {
    return (this.#failures.get(key(account, address))?.until ?? 0) > this.#clock.monotonic();
  }

  failed(account: string, address: string, longestMs: number): void {
    const now = this.#clock.monotonic();
    const held = this.#failures.get(key(account, address));
    const count = held !== undefined && now - held.last < FORGET_MS ? held.count + 1 : 1;
    const beyond = count - FREE_FAILURES;
    const wait = beyond < 0 ? 0 : Math.min(longestMs, FIRST_WAIT_MS * 2 ** Math.min(beyond, 30));
    this.#failures.set(key(account, address), { count, last: now, until: now + wait });
  }

  succeeded(account: string, address: string): void {
    this.#failures.delete(key(account, address));
  }
}

/** Bounded: a name is kept as far as names go. */
const key = (account: string, address: string): string => `${account.toLowerCase().slice(0, 320)} ${address}`;
