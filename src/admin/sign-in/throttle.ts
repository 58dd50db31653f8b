/**
 * How fast sign-ins may fail. Five are free, then each waits: 1, 2, 4 … 60 seconds. Counted for an address, for an account at an address, and for an
 * account from all addresses that never signed in to it: strangers slow down strangers, and lock nobody out. In memory.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { addressGroup } from '../../mail/network/peer-address.ts';

const FIRST_WAIT_MS = 1_000;

interface Bucket {
  failures: number;
  /** Monotonic. */
  openAt: number;
  lastAt: number;
}

/** Somebody who tries to sign in. */
export interface Trier {
  readonly address: string;
  /** As it was typed; null: of none (a link, a token). */
  readonly account: string | null;
  /** Has signed in to the account from there before. */
  readonly isKnown: boolean;
}

/** An attempt that counts as failed until it is forgiven. */
export interface Charge {
  /** It was right: its account starts anew at that address. */
  forgive(): void;
  /** It was not looked at, or not to its end: as if it had not been. */
  refund(): void;
}

export class Throttle {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Counts an attempt before it is looked at, so that many at once are not free. @returns how long to wait instead, in ms. */
  charge(trier: Trier): Charge | number {
    const now = this.#clock.monotonic();
    const keys = keysOf(trier);
    const wait = Math.max(0, ...keys.map((key) => (this.#at(key)?.openAt ?? 0) - now));
    if (wait > 0) return wait;
    for (const key of keys) this.#count(key, now);
    return { forgive: () => this.#undo(keys, true), refund: () => this.#undo(keys, false) };
  }

  /** Of what was right all the same: nothing is waited for. @returns as `charge`, of one that was wrong. */
  failed(trier: Trier): number {
    const charge = this.charge(trier);
    return typeof charge === 'number' ? charge : 0;
  }

  #undo(keys: readonly string[], isRight: boolean): void {
    for (const key of keys) {
      const bucket = this.#buckets.get(key);
      if (bucket === undefined) continue;
      if ((isRight && key.startsWith(OWN)) || bucket.failures <= 1) this.#buckets.delete(key);
      else {
        bucket.failures--;
        bucket.openAt = Math.min(bucket.openAt, bucket.lastAt + waitAfter(bucket.failures));
      }
    }
  }

  #at(key: string): Bucket | undefined {
    return this.#buckets.get(key) ?? (this.#isFull(key) ? this.#buckets.get(OTHERS) : undefined);
  }

  #count(key: string, now: number): void {
    const known = this.#at(key);
    const fresh = known === undefined || now - known.lastAt >= bounds.admin.failureKept;
    const failures = (fresh ? 0 : known.failures) + 1;
    const bucket = { failures, openAt: now + waitAfter(failures), lastAt: now };
    const place = this.#isFull(key) ? OTHERS : key;
    // The one that failed last stands last.
    this.#buckets.delete(place);
    this.#buckets.set(place, bucket);
  }

  /** Old ones make room; where there is none, new ones are counted together. */
  #isFull(key: string): boolean {
    if (this.#buckets.has(key)) return false;
    const now = this.#clock.monotonic();
    while (this.#buckets.size >= bounds.admin.failuresCounted) {
      const [oldest] = this.#buckets;
      if (oldest === undefined || now - oldest[1].lastAt < bounds.admin.failureKept) return true;
      this.#buckets.delete(oldest[0]);
    }
    return false;
  }
}

/** Of an account at an address. */
const OWN = 'both ';
/** In place of all for which there is no room. */
const OTHERS = 'others';

function keysOf({ address, account, isKnown }: Trier): readonly string[] {
  const from = addressGroup(address);
  if (account === null) return [`address ${from}`];
  const both = `${OWN}${from} ${account}`;
  // After a sign-in from there, only failures of this account there count.
  return isKnown ? [both] : [both, `address ${from}`, `account ${account}`];
}

function waitAfter(failures: number): number {
  const beyond = failures - bounds.admin.failuresFree;
  return beyond < 0 ? 0 : Math.min(bounds.admin.failureWait, FIRST_WAIT_MS * 2 ** Math.min(beyond, 10));
}
