/**
 * Keeps how each domain stands in DNS, and looks again by itself: each domain once a day at a time of its own, few at once, and every hour while
 * somebody is at it (`policy/domains/domain-health.ts`). Promises: a check acts at once, so that a domain whose token is found is verified; a
 * resolver that fails changes nothing that was found before. Never: asks a name server of our own network, but for domains that the local
 * administrator took as ours, or where a Global administrator asks; waits for anything that carries mail.
 */
import { isDeepStrictEqual } from 'node:util';
import { bounds } from '../../base/bounds.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import { slices } from '../../base/slices.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { outsideResolver } from '../../dns/outside-resolver.ts';
import type { Resolver } from '../../dns/resolver.ts';
import { LookRefused } from '../../mail/doors/look-refused.ts';
import type { DomainChecks, DomainHealth, DomainRecordCheck, KeptCheck } from '../../mail/doors/domain-health.ts';
import { checkEdits } from '../../policy/changes/directory-rules.ts';
import { afterCheck, lostRecords, nextCheckAt, provenBy } from '../../policy/domains/domain-health.ts';
import { changeInForce } from '../../store/change-in-force.ts';
import { DirectoryConflict, type Store, StoreUnavailable } from '../../store/store.ts';
import { domainFacts } from './facts.ts';

/** One of each organization, then the next of each: many domains of one hold up no other's. */
function inTurn(domains: readonly AcceptedDomain[]): AcceptedDomain[] {
  const turns = new Map<ObjectId, number>();
  return domains
    .map((domain) => {
      const turn = turns.get(domain.organizationId) ?? 0;
      turns.set(domain.organizationId, turn + 1);
      return { domain, turn };
    })
    .sort((one, other) => one.turn - other.turn)
    .map(({ domain }) => domain);
}

export interface DomainHealthParts {
  readonly store: Pick<Store, 'notes' | 'directory' | 'role'>;
  readonly directory: LiveDirectory;
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Parameters<typeof domainFacts>[0]['settings'];
  /** Something is lost, or right again: alarms are looked at. */
  readonly changed: () => void;
}

const HEALTH = 'domain-health';
const CHECK = 'domain-check';
/** After the start, which has better to do. */
const FIRST_MS = 2 * 60_000;
const ROUND_MS = 5 * 60_000;
/** Between two checks of a round: thousands of domains are no burst of questions. */
const BETWEEN_MS = 1_000;
const ACTOR = 'system:domain-check';

export class DomainHealths implements DomainChecks {
  readonly #parts: DomainHealthParts;
  /** Bounded by the domains that there are: what is of others goes at each round. */
  readonly #known = new Map<ObjectId, DomainHealth>();
  /** Domains that are being checked: each once at a time. */
  readonly #checking = new Set<ObjectId>();
  #running: Promise<unknown> = Promise.resolve();
  #stop = (): void => {};

  constructor(parts: DomainHealthParts) {
    this.#parts = parts;
  }

  /** Reads what was found before, and begins to look again. Rejects with StoreUnavailable. */
  async start(): Promise<void> {
    await this.#load();
    let isFirst = true;
    this.#stop = this.#parts.store.role('domains', (over) => {
      const before = isFirst ? null : this.#running;
      isFirst = false;
      this.#running = this.#rounds(over, before);
    });
  }

  /** No new check; it resolves when the current ones have ended. Before the store closes. */
  async close(): Promise<void> {
    this.#stop();
    await this.#running;
  }

  of(id: ObjectId): DomainHealth | null {
    return this.#known.get(id) ?? null;
  }

  async last(id: ObjectId): Promise<KeptCheck | null> {
    const health = this.of(id);
    const note = health && (await this.#parts.store.notes.get(CHECK, id));
    return note ? { health, checks: (note.value as KeptValue).checks } : null;
  }

  async *check(
    id: ObjectId,
    { outside }: { readonly outside: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<DomainRecordCheck, KeptCheck | null> {
    const { resolver, clock, settings, directory } = this.#parts;
    const domain = directory.current.get('domain', id);
    if (domain === null) return null;
    if (this.#checking.has(id) || this.#checking.size >= bounds.checkup.domainsCheckedAtOnce)
      throw new LookRefused('checks');
    this.#checking.add(id);
    const patience = new AbortController();
    const timer = clock.timer(bounds.checkup.domainCheck, () => patience.abort());
    const asked = outside ? outsideResolver(resolver) : resolver;
    const checks: DomainRecordCheck[] = [];
    try {
      // Loaded when there is something to check: it is not needed to carry mail.
      const { lookAtDomain } = await import('./records.ts');
      const facts = domainFacts({ resolver: asked, settings }, directory.current, domain);
      for await (const check of lookAtDomain(domain, facts, AbortSignal.any([signal, patience.signal]))) {
        checks.push(check);
        yield check;
      }
    } finally {
      timer.cancel();
      patience.abort();
      this.#checking.delete(id);
    }
    signal.throwIfAborted();
    return { health: await this.#keep(domain, checks), checks };
  }

  async #keep(domain: AcceptedDomain, checks: readonly DomainRecordCheck[]): Promise<DomainHealth> {
    const { store, clock, changed } = this.#parts;
    const before = this.of(domain.id);
    const health = afterCheck(before, checks, domain.type, clock.now());
    const kept = await this.#withLastGood(domain.id, checks);
    await store.notes.put(CHECK, [{ key: domain.id, value: { version: 1, checks: kept } satisfies KeptValue }]);
    await store.notes.put(HEALTH, [{ key: domain.id, value: health }]);
    this.#known.set(domain.id, health);
    if (!isDeepStrictEqual(before === null ? [] : lostRecords(before), lostRecords(health))) changed();
    return health;
  }

  /** A record that nobody could be asked for is kept as it was seen last. */
  async #withLastGood(id: ObjectId, checks: readonly DomainRecordCheck[]): Promise<readonly DomainRecordCheck[]> {
    if (checks.every(({ outcome }) => outcome !== 'unknown')) return checks;
    const note = await this.#parts.store.notes.get(CHECK, id);
    const before = note === null ? [] : (note.value as KeptValue).checks;
    return checks.map((check) =>
      check.outcome === 'unknown' ? (before.find(({ record }) => record === check.record) ?? check) : check,
    );
  }

  async #load(): Promise<void> {
    for (const { key, value } of await this.#parts.store.notes.all(HEALTH))
      this.#known.set(key as ObjectId, value as DomainHealth);
  }

  /** @param before what was done the last time; null: this is the first. */
  async #rounds(over: AbortSignal, before: Promise<unknown> | null): Promise<void> {
    const { clock, log } = this.#parts;
    await before;
    if (before !== null) await this.#load().catch(() => {});
    await sleep(clock, FIRST_MS, over);
    while (!over.aborted) {
      try {
        await this.#forgetOthers();
        await this.#round(over);
      } catch (error) {
        if (!over.aborted) log.warn({ error: String(error) }, 'checking the domains failed; it is done again later');
      }
      await sleep(clock, ROUND_MS, over);
    }
  }

  async #round(over: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts;
    const due = await this.#due();
    const works = Array.from({ length: bounds.checkup.domainsAtOnce }, async () => {
      for (let domain = due.shift(); domain !== undefined && !over.aborted; domain = due.shift()) {
        const { name } = domain;
        // One that cannot be checked holds up no other.
        await this.#checkOne(domain, over).catch((error: unknown) => {
          if (!over.aborted)
            log.warn({ domain: name, error: String(error) }, 'a domain cannot be checked; it is done again later');
        });
        if (due.length > 0) await sleep(clock, BETWEEN_MS, over);
      }
    });
    await Promise.all(works);
  }

  /** The longest overdue first. */
  async #due(): Promise<AcceptedDomain[]> {
    const { clock, directory } = this.#parts;
    const rest = slices(clock);
    const now = clock.now();
    const due: { readonly domain: AcceptedDomain; readonly at: number }[] = [];
    for (const domain of directory.current.listOf('domain')) {
      const at = nextCheckAt(domain, this.of(domain.id));
      // The one of evaluation mode is nobody's, and its name is asked of nobody.
      if (at <= now && domain.verified?.method !== 'evaluation') due.push({ domain, at });
      await rest();
    }
    return inTurn(due.sort((one, other) => one.at - other.at).map(({ domain }) => domain));
  }

  async #checkOne({ id }: AcceptedDomain, over: AbortSignal): Promise<void> {
    const domain = this.#parts.directory.current.get('domain', id);
    // A check by hand that is under way keeps what it finds itself.
    if (domain === null || this.#checking.has(id)) return;
    // Only the local administrator may say so, and only that one sees the network that this server stands in.
    const outside = domain.verified?.method !== 'trusted';
    const checking = this.check(id, { outside }, over);
    let next = await checking.next();
    while (next.done !== true) next = await checking.next();
    const by = next.value && provenBy(next.value.checks);
    if (by !== null && domain.verified === null) await this.#verify(domain, by);
  }

  /** As if somebody had asked. The first organization that proves a domain has it. */
  async #verify({ id }: AcceptedDomain, method: 'txt' | 'mx'): Promise<void> {
    const { directory, clock, log } = this.#parts;
    const view = directory.current;
    const present = view.get('domain', id);
    if (present === null || present.verified !== null) return;
    const edit = { verb: 'put', object: { ...present, verified: { at: clock.now(), method } } } as const;
    if (checkEdits(view, [edit]).some(({ severity }) => severity === 'error')) return;
    try {
      await changeInForce(this.#parts, view, [edit], ACTOR);
      log.info({ domain: present.name, method }, 'a domain is verified: its token was found');
    } catch (error) {
      // Somebody else changed something; the next round finds it as well.
      if (!(error instanceof DirectoryConflict || error instanceof StoreUnavailable)) throw error;
    }
  }

  async #forgetOthers(): Promise<void> {
    const { store, directory } = this.#parts;
    const view = directory.current;
    const gone = [...this.#known.keys()].filter((id) => view.get('domain', id) === null);
    if (gone.length === 0) return;
    await store.notes.delete(CHECK, gone);
    await store.notes.delete(HEALTH, gone);
    for (const id of gone) this.#known.delete(id);
  }
}

interface KeptValue {
  readonly version: 1;
  readonly checks: readonly DomainRecordCheck[];
}
