/**
 * People who came by the identity provider, as they were when they came last: each is known by issuer and subject, and has one name in the audit log
 * for ever. Bounded: whoever was not seen for longest is forgotten.
 */
import { z } from 'zod';
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import { NoteConflict, type Store } from '../../../store/store.ts';
import { ReadAMomentAgo } from '../../secrets/read-a-moment-ago.ts';
import { type Claims, claimOddities, personKey, ssoActor } from './claims.ts';

const BOOK = 'admin-sso';

const kept = z.object({
  version: z.literal(1),
  issuer: z.string(),
  subject: z.string(),
  /** As it is now; the one in `actor` stays. */
  name: z.string(),
  actor: z.string(),
  /** The claim that the values were read from. */
  claim: z.string(),
  values: z.array(z.string()),
  oddity: z.enum(claimOddities).nullable(),
  told: z.array(z.object({ claim: z.string(), value: z.string() })),
  seenAt: z.number(),
});
type Kept = z.output<typeof kept>;

export interface SsoPerson extends Readonly<Omit<Kept, 'version'>> {
  readonly key: string;
}

interface Parts {
  readonly store: Pick<Store, 'notes' | 'onNews'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
}

export class SsoPeople {
  readonly #parts: Parts;
  readonly #recent: ReadAMomentAgo<ReadonlyMap<string, SsoPerson>>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#recent = new ReadAMomentAgo(parts.clock, () => this.#load());
    parts.store.onNews((news) => {
      if (news.of === 'notes' && news.book === BOOK) this.#recent.forget();
    });
  }

  async byActor(actor: string): Promise<SsoPerson | null> {
    return [...(await this.#recent.get()).values()].find((one) => one.actor === actor) ?? null;
  }

  async get(key: string): Promise<SsoPerson | null> {
    return (await this.#recent.get()).get(key) ?? null;
  }

  /** The one seen last first. */
  async all(): Promise<readonly SsoPerson[]> {
    return [...(await this.#recent.get()).values()].toSorted((a, b) => b.seenAt - a.seenAt);
  }

  /** Keeps the provider's word of somebody, as it was just said. */
  async seen(issuer: string, claim: string, claims: Claims): Promise<SsoPerson> {
    const { store, clock } = this.#parts;
    const key = personKey(issuer, claims.subject);
    const { subject, name, values, oddity, told } = claims;
    for (let attempt = 1; ; attempt++) {
      const note = await store.notes.get(BOOK, key);
      const before = kept.safeParse(note?.value).data;
      const record: Kept = {
        ...{ version: 1, issuer, subject, name, actor: before?.actor ?? ssoActor(name, key), claim },
        ...{ values: [...values], oddity, told: [...told], seenAt: clock.now() },
      };
      try {
        await store.notes.put(BOOK, [{ key, value: record, expected: note?.version ?? 0 }]);
        this.#recent.forget();
        return personIn(key, record);
      } catch (error) {
        if (!(error instanceof NoteConflict) || attempt === bounds.admin.changeAttempts) throw error;
      }
    }
  }

  /** @returns those who had to make room, and are forgotten. */
  async makeRoom(): Promise<readonly SsoPerson[]> {
    const crowded = (await this.all()).slice(bounds.admin.ssoPeople);
    for (const { key } of crowded) await this.forget(key);
    return crowded;
  }

  async forget(key: string): Promise<void> {
    await this.#parts.store.notes.delete(BOOK, [key]);
    this.#recent.forget();
  }

  /** A note of another release lets nobody in. */
  async #load(): Promise<ReadonlyMap<string, SsoPerson>> {
    const notes = await this.#parts.store.notes.all(BOOK);
    return new Map(
      notes.flatMap(({ key, value }) => {
        const read = kept.safeParse(value);
        return read.success ? [[key, personIn(key, read.data)] as const] : [];
      }),
    );
  }
}

const personIn = (key: string, { version: _, ...record }: Kept): SsoPerson => ({ key, ...record });
