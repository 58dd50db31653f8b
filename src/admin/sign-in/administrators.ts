/** Named administrators, kept under `administrator:<name>`. Changes of one come one after the other. */
import type { Clock } from '../../base/clock.ts';
import type { Store } from '../../store/store.ts';
import { ReadAMomentAgo } from '../secrets/read-a-moment-ago.ts';
import { readableSecret, type Secrets } from '../secrets/secrets.ts';
import { type AdministratorRecord, readAdministrator, writtenAdministrator } from './administrator-record.ts';
import { oneAtATime } from './one-at-a-time.ts';

const PREFIX = 'administrator:';

/** A record that cannot be read is known by its name, so that it can be removed; it lets nobody in. */
type Known = ReadonlyMap<string, AdministratorRecord | null>;

interface Parts {
  readonly secrets: Secrets;
  readonly store: Pick<Store, 'onNews' | 'exclusive'>;
  readonly clock: Pick<Clock, 'monotonic' | 'timer'>;
}

export class Administrators {
  readonly #parts: Parts;
  readonly #recent: ReadAMomentAgo<Known>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#recent = new ReadAMomentAgo(parts.clock, () => this.#load());
    parts.store.onNews(({ of }) => {
      if (of === 'secrets') this.#recent.forget();
    });
  }

  /** By name; null: a record that nobody can read. */
  all(): Promise<Known> {
    return this.#recent.get();
  }

  async get(name: string): Promise<AdministratorRecord | null> {
    return (await this.all()).get(name) ?? null;
  }

  /**
   * Decides and writes with nobody in between, about all of them. `decide` gives back the record to keep, null to remove it, undefined to leave it;
   * what it throws is thrown.
   */
  change(name: string, decide: (known: Known) => AdministratorRecord | null | undefined): Promise<void> {
    const { secrets } = this.#parts;
    return oneAtATime(this.#parts, 'administrators', async () => {
      this.#recent.forget();
      const record = decide(await this.all());
      if (record === undefined) return;
      if (record === null) await secrets.delete(PREFIX + name);
      else await secrets.put(PREFIX + name, writtenAdministrator(record));
      this.#recent.forget();
    });
  }

  async #load(): Promise<Known> {
    const { secrets } = this.#parts;
    const known = new Map<string, AdministratorRecord | null>();
    const names = (await secrets.names({ prefix: PREFIX })).toSorted();
    const texts = await Promise.all(names.map((name) => readableSecret(secrets, name)));
    for (const [at, name] of names.entries()) {
      const text = texts[at] ?? null;
      known.set(name.slice(PREFIX.length), text === null ? null : readAdministrator(text));
    }
    return known;
  }
}
