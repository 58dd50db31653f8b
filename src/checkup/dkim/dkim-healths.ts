/**
 * Keeps how the record of each DKIM key stands in DNS, and goes on with the keys by that: looks again each hour, begins to sign where that is due
 * (`policy/domains/dkim-health.ts`). Promises: a key is used without anybody's word only when every name server that answers shows its record.
 * Never: asks a name server of our own network, but for domains that the local administrator took as ours, or where a Global administrator asks.
 */
import { bounds } from '../../base/bounds.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import { dkimKeyName } from '../../directory/dkim-keys.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { DkimKey } from '../../directory/objects.ts';
import { outsideResolver } from '../../dns/outside-resolver.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { DkimChecks, DkimHealth, DkimLook } from '../../mail/doors/dkim-health.ts';
import { LookRefused } from '../../mail/doors/look-refused.ts';
import { checkEdits } from '../../policy/changes/directory-rules.ts';
import { afterLook, goneOn } from '../../policy/domains/dkim-health.ts';
import { changeInForce } from '../../store/change-in-force.ts';
import { DirectoryConflict, type Store, StoreUnavailable } from '../../store/store.ts';
import { lookAtKey } from './look.ts';

export interface DkimHealthParts {
  readonly store: Pick<Store, 'notes' | 'directory' | 'role'>;
  readonly directory: LiveDirectory;
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly log: Log;
  /** A record is gone, or there again: alarms are looked at. */
  readonly changed: () => void;
}

const NOTE = 'dkim-health';
/** After the start, which has better to do. */
const FIRST_MS = 3 * 60_000;
const ROUND_MS = 60 * 60_000;
/** Between two looks of a round: many keys are no burst of questions. */
const BETWEEN_MS = 1_000;
const ACTOR = 'system:dkim';

export class DkimHealths implements DkimChecks {
  readonly #parts: DkimHealthParts;
  /** Bounded by the keys that there are: what is of others goes at each round. */
  readonly #known = new Map<ObjectId, DkimHealth>();
  #looking = 0;
  #running: Promise<unknown> = Promise.resolve();
  #stop = (): void => {};

  constructor(parts: DkimHealthParts) {
    this.#parts = parts;
  }

  /** Reads what was found before, and begins to look again. Rejects with StoreUnavailable. */
  async start(): Promise<void> {
    await this.#load();
    let isFirst = true;
    this.#stop = this.#parts.store.role('dkim', (over) => {
      const before = isFirst ? null : this.#running;
      isFirst = false;
      this.#running = this.#rounds(over, before);
    });
  }

  /** No new look; it resolves when the current one has ended. Before the store closes. */
  async close(): Promise<void> {
    this.#stop();
    await this.#running;
  }

  of(id: ObjectId): DkimHealth | null {
    return this.#known.get(id) ?? null;
  }

  async check(id: ObjectId, { outside }: { readonly outside: boolean }, signal: AbortSignal): Promise<DkimLook | null> {
    const { clock, resolver, directory } = this.#parts;
    const key = directory.current.get('dkim-key', id);
    if (key === null) return null;
    if (this.#looking >= bounds.checkup.dkimLooksAtOnce) throw new LookRefused('checks');
    this.#looking += 1;
    const patience = new AbortController();
    const timer = clock.timer(bounds.checkup.dkimLook, () => patience.abort());
    try {
      const asked = outside ? outsideResolver(resolver) : resolver;
      const look = await lookAtKey(key, asked, AbortSignal.any([signal, patience.signal]));
      signal.throwIfAborted();
      await this.#keep(key, look);
      await this.#goOn(key);
      return look;
    } finally {
      this.#looking -= 1;
      timer.cancel();
      patience.abort();
    }
  }

  async #keep({ id }: DkimKey, { state }: DkimLook): Promise<void> {
    const { store, clock, changed } = this.#parts;
    const before = this.of(id);
    const health = afterLook(before, state, clock.now());
    await store.notes.put(NOTE, [{ key: id, value: health }]);
    this.#known.set(id, health);
    if (before?.state !== health.state) changed();
  }

  /** As if somebody had said so. */
  async #goOn({ organizationId, domain }: DkimKey): Promise<void> {
    const { directory, clock, log } = this.#parts;
    const view = directory.current;
    // Nobody signs in the name of a domain that is not proven.
    if (view.ownDomain(organizationId, domain)?.verified == null) return;
    const keys = goneOn(view.dkimKeysOf(organizationId, domain), ({ id }) => this.of(id), clock.now());
    if (keys.length === 0) return;
    const edits = keys.map((object) => ({ verb: 'put', object }) as const);
    if (checkEdits(view, edits).some(({ severity }) => severity === 'error')) return;
    try {
      await changeInForce(this.#parts, view, edits, ACTOR);
      log.info({ keys: keys.map((key) => `${dkimKeyName(key)}: ${key.state}`) }, 'DKIM keys have gone on');
    } catch (error) {
      // Somebody else changed something; the next look finds it as well.
      if (!(error instanceof DirectoryConflict || error instanceof StoreUnavailable)) throw error;
    }
  }

  async #load(): Promise<void> {
    for (const { key, value } of await this.#parts.store.notes.all(NOTE))
      this.#known.set(key as ObjectId, value as DkimHealth);
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
        if (!over.aborted)
          log.warn({ error: String(error) }, 'looking for DKIM records failed; it is done again later');
      }
      await sleep(clock, ROUND_MS, over);
    }
  }

  async #round(over: AbortSignal): Promise<void> {
    const { clock, directory, log } = this.#parts;
    for (const { id } of directory.current.listOf('dkim-key')) {
      if (over.aborted) return;
      const key = directory.current.get('dkim-key', id);
      const domain = key && directory.current.ownDomain(key.organizationId, key.domain);
      // The one of evaluation mode is nobody's, and its name is asked of nobody.
      if (key === null || domain == null || domain.verified?.method === 'evaluation') continue;
      const outside = domain.verified?.method !== 'trusted';
      await this.check(id, { outside }, over).catch((error: unknown) => {
        if (!over.aborted)
          log.warn({ key: dkimKeyName(key), error: String(error) }, 'a DKIM record cannot be looked for now');
      });
      await sleep(clock, BETWEEN_MS, over);
    }
  }

  async #forgetOthers(): Promise<void> {
    const { store, directory } = this.#parts;
    const view = directory.current;
    const gone = [...this.#known.keys()].filter((id) => view.get('dkim-key', id) === null);
    if (gone.length === 0) return;
    await store.notes.delete(NOTE, gone);
    for (const id of gone) this.#known.delete(id);
  }
}
