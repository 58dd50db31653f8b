/**
 * MTA-STS policies of other domains (RFC 8461): found when mail goes there, kept in the notes, refreshed each day. Promises: a policy that has not
 * run out is never given up for a look-up that failed, for then whoever is on the way could switch it off; a domain without policy costs one
 * look-up in five minutes. Never: connects to an address that is not public.
 */
import { memoryOf } from '../../base/collections/memory.ts';
import { bounds } from '../../base/bounds.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import type { CachedStsPolicy } from '../../mail/doors/sts-policies.ts';
import { NoteConflict, type NoteStore } from '../../store/store.ts';
import { harmless } from '../answers/remote-words.ts';
import { fetchPolicy, type FetchedPolicy, type PolicyFetchParts } from './fetch-policy.ts';
import { type MtaStsPolicy, policyId } from './mta-sts-policy.ts';
import type { PolicyFault } from './tls-result.ts';

const BOOK = 'mta-sts';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Refreshes of one day are spread over so long. */
const SPREAD_MS = 3 * HOUR_MS;

/** A policy, as it is kept. Times are those of the wall: they outlast a restart. */
export interface KeptPolicy {
  readonly id: string;
  readonly policy: MtaStsPolicy;
  readonly fetchedAt: number;
  readonly refreshAt: number;
  readonly usedAt: number;
  /** Why it could not be fetched anew the last time; absent: it could. */
  readonly trouble?: { readonly why: string; readonly at: number };
}

/** It says that it has a policy, or another one than is known, which could not be had. `why`: in words. */
interface Faulty {
  readonly fault?: PolicyFault;
  readonly why?: string;
}

/** How a domain stands with MTA-STS at the moment. */
export type StsStanding =
  | ({ readonly kind: 'none' } & Faulty)
  | ({ readonly kind: 'policy' } & Pick<KeptPolicy, 'policy' | 'id' | 'fetchedAt'> & Faulty)
  /** DNS did not answer: nobody knows. */
  | { readonly kind: 'unknown'; readonly reason: string };

export interface MtaStsParts extends PolicyFetchParts {
  readonly random: Random;
  readonly log: Log;
  /** null: nothing is known after a restart. */
  readonly notes: NoteStore | null;
}

interface Noted {
  readonly value: KeptPolicy;
  readonly version: number;
}

const NONE: StsStanding = { kind: 'none' };
const GIVEN_UP: StsStanding = { kind: 'unknown', reason: 'given up' };

export class MtaStsPolicies {
  readonly #parts: MtaStsParts;
  readonly #clock: Clock;
  readonly #held = memoryOf<string, { readonly standing: StsStanding; readonly until: number }>(
    bounds.deliver.mtaStsDomains,
  );
  readonly #looks = new Map<string, Promise<StsStanding>>();
  /** Looks for mail go on until mail is over; rounds of refreshing end before. */
  readonly #stop = new AbortController();
  readonly #stopRounds = new AbortController();
  #notedCount = 0;

  constructor(parts: MtaStsParts) {
    this.#parts = parts;
    this.#clock = parts.clock;
  }

  /** @param domain of the recipient, lower-case A-label. */
  of(domain: string, signal: AbortSignal): StsStanding | Promise<StsStanding> {
    const held = this.#held.get(domain);
    if (held !== undefined && this.#clock.monotonic() < held.until) return held.standing;
    let look = this.#looks.get(domain);
    if (look === undefined) {
      look = this.#look(domain).finally(() => this.#looks.delete(domain));
      this.#looks.set(domain, look);
    }
    return unlessAborted(look, signal);
  }

  /** Looks every hour whether policies are due to be refreshed. Returns how to stop: it resolves when what was begun has ended. */
  follow(): () => Promise<void> {
    const following = this.#follow();
    return async () => {
      this.#stopRounds.abort();
      await following;
    };
  }

  close(): void {
    this.#stop.abort();
  }

  /** All that are kept, by domain. Rejects with StoreUnavailable. */
  async list(): Promise<readonly CachedStsPolicy[]> {
    const kept = (await this.#parts.notes?.all(BOOK)) ?? [];
    return kept.map(({ key: domain, value }) => cached(domain, value as KeptPolicy));
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopRounds;
    while (!signal.aborted) {
      await sleep(this.#clock, HOUR_MS, signal);
      if (!signal.aborted) await this.refreshDue().catch((error: unknown) => this.#warn(error));
    }
  }

  /** One round: what is unused goes, what is due is fetched again. Rejects with StoreUnavailable. */
  async refreshDue(): Promise<void> {
    const { notes } = this.#parts;
    if (notes === null) return;
    const now = this.#clock.now();
    const all = (await notes.all(BOOK)).map((note) => ({ ...note, value: note.value as KeptPolicy }));
    const gone = all.filter(({ value }) => now - value.usedAt > bounds.deliver.mtaStsUnused).map(({ key }) => key);
    if (gone.length > 0) await notes.delete(BOOK, gone);
    this.#notedCount = all.length - gone.length;
    const due = all.filter(({ key, value }) => value.refreshAt <= now && !gone.includes(key));
    const refreshers = Array.from({ length: bounds.deliver.mtaStsRefreshes }, async () => {
      for (let next = due.pop(); next !== undefined && !this.#stopRounds.signal.aborted; next = due.pop())
        await this.#refresh(next.key, next);
    });
    await Promise.all(refreshers);
  }

  async #look(domain: string): Promise<StsStanding> {
    const { resolver } = this.#parts;
    const [record, noted] = await Promise.all([
      resolver.txt(`_mta-sts.${domain}`, this.#stop.signal),
      this.#noted(domain),
    ]);
    const live = noted !== null && isLive(noted.value, this.#clock.now()) ? noted : null;
    if (record.kind === 'failed' && live === null) return { kind: 'unknown', reason: record.reason };
    const id = record.kind === 'found' ? policyId(record.records) : null;
    let standing = live === null ? NONE : policyOf(live.value);
    if (id !== null && id !== live?.value.id) {
      const fetched = await fetchPolicy(domain, this.#parts, this.#stop.signal);
      if (fetched.ok) {
        const kept = this.#kept(id, fetched.policy);
        await this.#keep(domain, kept, noted);
        standing = policyOf(kept);
      } else {
        standing = this.#notFetched(domain, fetched, standing);
        await this.#keepTrouble(domain, live, fetched.text);
      }
    } else if (live !== null) await this.#use(domain, live);
    this.#held.set(domain, { standing, until: this.#clock.monotonic() + bounds.deliver.mtaStsHeld });
    return standing;
  }

  #notFetched(
    domain: string,
    { fault, text: why }: Extract<FetchedPolicy, { ok: false }>,
    before: StsStanding,
  ): StsStanding {
    const stays = before.kind === 'policy' ? 'the one that is known stays in force' : 'mail goes as if it had none';
    this.#parts.log.warn({ domain, fault, why }, `the MTA-STS policy of a domain could not be fetched: ${stays}`);
    return before.kind === 'policy' ? { ...before, fault, why } : { kind: 'none', fault, why };
  }

  async #refresh(domain: string, noted: Noted): Promise<void> {
    const { value } = noted;
    // The node that writes this first does it, and no round of the next hour does it again meanwhile.
    const claimed = { ...value, refreshAt: this.#clock.now() + HOUR_MS };
    if (!(await this.#keep(domain, claimed, noted))) return;
    const { signal } = this.#stopRounds;
    const record = await this.#parts.resolver.txt(`_mta-sts.${domain}`, signal);
    const id = (record.kind === 'found' ? policyId(record.records) : null) ?? value.id;
    const fetched = await fetchPolicy(domain, this.#parts, signal);
    this.#held.delete(domain);
    const now = await this.#noted(domain);
    if (fetched.ok) await this.#keep(domain, { ...this.#kept(id, fetched.policy), usedAt: value.usedAt }, now);
    else if (!isLive(value, this.#clock.now())) await this.#parts.notes?.delete(BOOK, [domain]);
    else await this.#keepTrouble(domain, now, fetched.text);
  }

  /** @param noted null: there is nothing to keep it with. */
  async #keepTrouble(domain: string, noted: Noted | null, why: string): Promise<void> {
    if (noted === null) return;
    const trouble = { why: harmless(why, bounds.deliver.tlsTrouble), at: this.#clock.now() };
    await this.#keep(domain, { ...noted.value, trouble }, noted);
  }

  #kept(id: string, policy: MtaStsPolicy): KeptPolicy {
    const now = this.#clock.now();
    const refreshAt = now + DAY_MS - Math.floor(this.#parts.random.fraction() * SPREAD_MS);
    return { id, policy, fetchedAt: now, refreshAt, usedAt: now };
  }

  /** That it is used is written down once a day. */
  async #use(domain: string, noted: Noted): Promise<void> {
    const now = this.#clock.now();
    if (now - noted.value.usedAt >= DAY_MS) await this.#keep(domain, { ...noted.value, usedAt: now }, noted);
  }

  async #noted(domain: string): Promise<Noted | null> {
    try {
      const note = (await this.#parts.notes?.get(BOOK, domain)) ?? null;
      return note === null ? null : { value: note.value as KeptPolicy, version: note.version };
    } catch (error) {
      this.#warn(error);
      return null;
    }
  }

  /** False: it is not kept; another node has written meanwhile, or there is no room. */
  async #keep(domain: string, value: KeptPolicy, before: Noted | null): Promise<boolean> {
    const { notes } = this.#parts;
    if (notes === null || (before === null && this.#notedCount >= bounds.deliver.mtaStsDomains)) return false;
    try {
      await notes.put(BOOK, [{ key: domain, value, expected: before?.version ?? 0 }]);
      if (before === null) this.#notedCount += 1;
      return true;
    } catch (error) {
      if (!(error instanceof NoteConflict)) this.#warn(error);
      return false;
    }
  }

  #warn(error: unknown): void {
    this.#parts.log.warn({ error: String(error) }, 'MTA-STS policies could not be read or written down');
  }
}

/** A policy of the mode `none` is how a domain takes its policy back (RFC 8461 §2.1). */
const policyOf = ({ policy, id, fetchedAt }: KeptPolicy): StsStanding =>
  policy.mode === 'none' ? NONE : { kind: 'policy', policy, id, fetchedAt };

const cached = (domain: string, { policy, trouble, ...kept }: KeptPolicy): CachedStsPolicy => ({
  ...{ domain, ...policy, ...kept, trouble: trouble ?? null },
  expiresAt: kept.fetchedAt + policy.maxAgeS * 1_000,
});

const isLive = ({ policy, fetchedAt }: KeptPolicy, now: number): boolean =>
  now >= fetchedAt - DAY_MS && now < fetchedAt + policy.maxAgeS * 1_000;

function unlessAborted(look: Promise<StsStanding>, signal: AbortSignal): Promise<StsStanding> {
  if (signal.aborted) return Promise.resolve(GIVEN_UP);
  const { promise, resolve, reject } = Promise.withResolvers<StsStanding>();
  const abort = (): void => resolve(GIVEN_UP);
  signal.addEventListener('abort', abort, { once: true });
  look.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener('abort', abort));
}
