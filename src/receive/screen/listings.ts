/**
 * DNS block lists, asked about an address that mail comes from. Promises: an answer of each list within the deadline, as a fact; a list that has
 * not shown that it can be believed (RFC 5782 §5), or that refuses us, is not asked, and so nobody is refused for it. Never: tells a list's key.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { isPublic } from '../../mail/network/address-ranges.ts';
import type { ListingFact } from '../../mail/screening/facts.ts';
import type { ListStanding } from '../../mail/doors/screening-health.ts';
import { type BlockList, keyOfList } from '../../directory/block-lists.ts';
import type { SecretName } from '../../directory/objects.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { Observe } from '../../mail/observation.ts';
import { LISTED_ALWAYS, LISTED_NEVER, listingOf, listQuestion, listState } from '../../screening/listing.ts';
import { ListHealth } from './list-health.ts';
import { EnginePatience } from './patience.ts';
import { SharedQuestion } from './shared-question.ts';

export interface ListingParts {
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly observe: Observe;
  /** Of a list's key. Rejects when it cannot be opened. */
  readonly readSecret: (name: SecretName) => Promise<string | null>;
}

interface Kept {
  readonly fact: ListingFact;
  /** Monotonic. */
  readonly until: number;
}

interface Answer {
  readonly fact: ListingFact;
  readonly ttlSeconds: number;
}

export class Listings {
  readonly #parts: ListingParts;
  readonly #healths = new Map<string, ListHealth>();
  /** By list and address, the longest kept first. */
  readonly #kept = new Map<string, Kept>();
  readonly #keys = new Map<SecretName, { readonly key: string | null; readonly until: number }>();
  /** Those under way, so that a flood from one address asks once. */
  readonly #asking = new Map<string, SharedQuestion<ListingFact>>();

  constructor(parts: ListingParts) {
    this.#parts = parts;
  }

  /**
   * A fact of each list, at most eight. An address that is not of the Internet is on none, and nobody is asked about it. A question that
   * others wait for too goes on when the signal fires.
   */
  async of(address: string, lists: readonly BlockList[], signal: AbortSignal): Promise<readonly ListingFact[]> {
    const asked = lists.slice(0, bounds.receive.blockLists);
    if (!isPublic(address)) return asked.map(({ zone }) => ({ kind: 'not-listed', list: zone }));
    const patience = new EnginePatience(this.#parts.clock, bounds.receive.listings, signal);
    try {
      return await Promise.all(asked.map((list) => this.#listing(list, address, patience.signal)));
    } finally {
      patience.end();
    }
  }

  /** Asks for the two entries that tell whether it can be believed, and keeps what came of it. */
  async look(list: BlockList, signal: AbortSignal): Promise<ListStanding> {
    const health = this.#healthOf(list);
    await health.look((until) => this.#state(list, until), signal);
    return health.standing([]);
  }

  /** Those of which nothing is known yet, or not for long: they are due for a look. */
  isDue(list: BlockList): boolean {
    return this.#healthOf(list).isDue;
  }

  standing(list: BlockList, organizations: ListStanding['organizations']): ListStanding {
    return this.#healthOf(list).standing(organizations);
  }

  /** Nothing is kept of lists that nobody asks any more. */
  keepOnly(lists: readonly BlockList[]): void {
    const wanted = new Set(lists.map(keyOfList));
    for (const key of this.#healths.keys()) if (!wanted.has(key)) this.#healths.delete(key);
  }

  async #listing(list: BlockList, address: string, signal: AbortSignal): Promise<ListingFact> {
    const health = this.#healthOf(list);
    // The first message waits for the look, rather than that a dead list refuses it.
    if (health.isUnproven) await health.look((until) => this.#state(list, until), signal);
    if (!health.isUsable) return { kind: 'unknown', list: list.zone, why: 'out-of-use' };
    const key = `${keyOfList(list)} ${address}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > this.#parts.clock.monotonic()) return health.count(kept.fact);
    const under = this.#asking.get(key);
    const asking =
      under !== undefined && !under.isGivenUp
        ? under
        : new SharedQuestion((until) => this.#asked(list, address, key, until));
    this.#asking.set(key, asking);
    const fact = await asking.join(signal);
    if (this.#asking.get(key) === asking && (fact !== null || asking.isGivenUp)) this.#asking.delete(key);
    return fact === null ? { kind: 'unknown', list: list.zone, why: 'silent' } : health.count(fact);
  }

  async #asked(list: BlockList, address: string, key: string, signal: AbortSignal): Promise<ListingFact> {
    const { fact, ttlSeconds } = await this.#ask(list, address, signal);
    if (fact.kind !== 'unknown') this.#keep(key, fact, ttlSeconds);
    else if (fact.why === 'refused') this.#healthOf(list).refused();
    return fact;
  }

  async #ask(list: BlockList, address: string, signal: AbortSignal): Promise<Answer> {
    const patience = new EnginePatience(this.#parts.clock, bounds.receive.listing, signal);
    try {
      const key = list.secret === null ? null : await this.#key(list.secret);
      const answer = await this.#parts.resolver.a(listQuestion(address, list.zone, key), patience.signal);
      const ttlSeconds = answer.kind === 'found' ? (answer.ttlSeconds ?? 0) : 0;
      // Its key and its question are in no fact.
      return { fact: listingOf(list.zone, address, answer), ttlSeconds };
    } finally {
      patience.end();
    }
  }

  async #state(list: BlockList, signal: AbortSignal) {
    if (list.secret !== null && (await this.#key(list.secret)) === null) return 'no-key';
    const [always, never] = await Promise.all(
      [LISTED_ALWAYS, LISTED_NEVER].map((address) => this.#ask(list, address, signal)),
    );
    return always === undefined || never === undefined ? 'silent' : listState(always.fact, never.fact);
  }

  /** One that cannot be opened is as good as none. It is read again every minute, so that a new one is used. */
  async #key(name: SecretName): Promise<string | null> {
    const now = this.#parts.clock.monotonic();
    const known = this.#keys.get(name);
    if (known !== undefined && known.until > now) return known.key;
    const key = await this.#parts.readSecret(name).catch(() => null);
    if (this.#keys.size >= bounds.receive.listKeysKept) this.#keys.clear();
    this.#keys.set(name, { key, until: now + bounds.receive.listKeyLife });
    return key;
  }

  #keep(key: string, fact: ListingFact, ttlSeconds: number): void {
    const ttlMs = Math.min(
      bounds.receive.listingKeptMost,
      Math.max(bounds.receive.listingKeptLeast, ttlSeconds * 1000),
    );
    this.#kept.delete(key);
    this.#kept.set(key, { fact, until: this.#parts.clock.monotonic() + ttlMs });
    if (this.#kept.size <= bounds.receive.listingsKept) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }

  #healthOf(list: BlockList): ListHealth {
    const key = keyOfList(list);
    const health = this.#healths.get(key) ?? new ListHealth(list, this.#parts);
    this.#healths.set(key, health);
    return health;
  }
}
