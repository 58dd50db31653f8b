import { bounds } from '../../base/bounds.ts';
import { memoryOf } from '../../base/collections/memory.ts';
import type { Clock } from '../../base/clock.ts';
import { addressGroup } from '../../mail/network/peer-address.ts';

/** Mistyped passwords of one account cost nothing yet. */
const FREE_FAILURES = 5;
/** Accounts that may fail at one address before all of its unknown ones wait: a site whose devices were set up wrong is no attack yet. */
const FREE_ACCOUNTS = 20;
const FIRST_WAIT_MS = 1_000;
/** Failures are forgotten after this long without one. */
const FORGET_MS = 3_600_000;

interface Failures {
  readonly count: number;
  readonly last: number;
  readonly until: number;
  /** Of an address: the accounts that failed there. */
  readonly names: ReadonlySet<string>;
}

const NONE: Failures = { count: 0, last: 0, until: 0, names: new Set() };

/**
 * Waits after wrong passwords, doubling: per account and address, and per address for all the accounts it tries. An address is an IPv4 address
 * or an IPv6 /64. The right device at another address is never touched; and where an address waits for the many accounts it tried, a
 * device that has signed in from there before does not wait with it.
 */
export class AuthDelays {
  readonly #clock: Clock;
  readonly #pairs = memoryOf<string, Failures>(bounds.receive.delaysRemembered);
  readonly #addresses = memoryOf<string, Failures>(bounds.receive.delaysRemembered);
  /** Pairs that have signed in. */
  readonly #known = memoryOf<string, true>(bounds.receive.delaysRemembered);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The reason why the next attempt waits: too many of this account, or of this address; null: nothing does. */
  waiting(account: string, address: string): 'account' | 'address' | null {
    const now = this.#clock.monotonic();
    const [pair, group] = keys(account, address);
    if ((this.#pairs.get(pair)?.until ?? 0) > now) return 'account';
    if (this.#known.has(pair)) return null;
    return (this.#addresses.get(group)?.until ?? 0) > now ? 'address' : null;
  }

  /** An attempt counts as failed from its beginning, so that many at once are no way around; call what is returned when it was right. */
  begin(account: string, address: string, longestMs: number): () => void {
    const [pair, group, name] = keys(account, address);
    this.#pairs.set(pair, this.#oneMore(this.#pairs.get(pair), FREE_FAILURES, longestMs, null));
    const before = this.#addresses.get(group);
    const isNew = !this.#recent(before).names.has(name);
    if (isNew) this.#addresses.set(group, this.#oneMore(before, FREE_ACCOUNTS, longestMs, name));
    return () => {
      this.#pairs.delete(pair);
      this.#known.set(pair, true);
      const held = this.#addresses.get(group);
      if (!isNew || held === undefined) return;
      const names = new Set(held.names);
      names.delete(name);
      // The failures of others meanwhile stay; our own part of the wait goes.
      const until = held.count - 1 < FREE_ACCOUNTS ? 0 : held.until;
      this.#addresses.set(group, { ...held, count: held.count - 1, until, names });
    };
  }

  #recent(held: Failures | undefined): Failures {
    return held !== undefined && this.#clock.monotonic() - held.last < FORGET_MS ? held : NONE;
  }

  #oneMore(held: Failures | undefined, free: number, longestMs: number, name: string | null): Failures {
    const now = this.#clock.monotonic();
    const before = this.#recent(held);
    const beyond = before.count + 1 - free;
    const wait = beyond < 0 ? 0 : Math.min(longestMs, FIRST_WAIT_MS * 2 ** Math.min(beyond, 30));
    const names =
      name === null || before.names.size >= bounds.receive.delayNames ? before.names : new Set(before.names).add(name);
    return { count: before.count + 1, last: now, until: Math.max(before.until, now + wait), names };
  }
}

/** Bounded: a name is kept as far as names go. */
function keys(account: string, address: string): readonly [string, string, string] {
  const name = account.toLowerCase().slice(0, bounds.receive.delayName);
  const group = addressGroup(address);
  return [`${name} ${group}`, group, name];
}
