/**
 * Views of lists that a person keeps, and their last searches of the message trace: words as they stand in the address of the page, so that a time
 * that is relative stays so. Each person has their own. Bounded, and gone with the person.
 */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { NoteConflict, type Store } from '../../store/store.ts';
import { Problem } from '../http/problem.ts';

const BOOK = 'admin-queries';
const ID_BYTES = 9;

/** `from`: `*@contoso.com`. */
export type QueryWords = Readonly<Record<string, string>>;

/** By its path, as in the address; those of before were all of the trace. */
export const TRACE = '/trace';

const words = z.record(z.string(), z.string());
const kept = z.object({
  version: z.literal(1),
  saved: z.array(
    z.object({ id: z.string(), page: z.string().default(TRACE), name: z.string(), words, savedAt: z.number() }),
  ),
  last: z.array(z.object({ words, at: z.number() })),
});
type Kept = z.output<typeof kept>;
export type SavedQuery = Kept['saved'][number];

const NOTHING: Kept = { version: 1, saved: [], last: [] };

interface Parts {
  readonly store: Pick<Store, 'notes'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

export class SavedQueries {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** By name; the last one searched first. */
  async of(actor: string): Promise<Omit<Kept, 'version'>> {
    const { saved, last } = (await this.#read(actor)).value;
    return { saved: saved.toSorted((a, b) => a.name.localeCompare(b.name)), last };
  }

  /** One of that name on that page is replaced. Throws a Problem. */
  async save(actor: string, page: string, name: string, said: QueryWords): Promise<SavedQuery> {
    const { random, clock } = this.#parts;
    const id = Buffer.from(random.bytes(ID_BYTES)).toString('base64url');
    const query: SavedQuery = { id, page, name, words: { ...said }, savedAt: clock.now() };
    await this.#change(actor, (before) => {
      const others = before.saved.filter((one) => one.page !== page || one.name !== name);
      if (others.length >= bounds.admin.savedQueries) throw tooMany(name);
      return { ...before, saved: [...others, query] };
    });
    return query;
  }

  /** One that is gone already is no fault. */
  remove(actor: string, id: string): Promise<void> {
    return this.#change(actor, (before) => {
      const saved = before.saved.filter((one) => one.id !== id);
      return saved.length < before.saved.length ? { ...before, saved } : before;
    });
  }

  /** The same again moves to the front. */
  searched(actor: string, said: QueryWords): Promise<void> {
    const at = this.#parts.clock.now();
    const key = keyOfWords(said);
    return this.#change(actor, (before) => {
      const others = before.last.filter((one) => keyOfWords(one.words) !== key);
      return { ...before, last: [{ words: { ...said }, at }, ...others].slice(0, bounds.admin.lastQueries) };
    });
  }

  forget(actor: string): Promise<void> {
    return this.#parts.store.notes.delete(BOOK, [actor]);
  }

  async #read(actor: string): Promise<{ readonly value: Kept; readonly version: number }> {
    const note = await this.#parts.store.notes.get(BOOK, actor);
    return { value: kept.safeParse(note?.value).data ?? NOTHING, version: note?.version ?? 0 };
  }

  /** Two pages of one person may be at it at once. */
  async #change(actor: string, make: (before: Kept) => Kept): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const { value, version } = await this.#read(actor);
      const next = make(value);
      if (next === value) return;
      try {
        await this.#parts.store.notes.put(BOOK, [{ key: actor, value: next, expected: version }]);
        return;
      } catch (error) {
        if (!(error instanceof NoteConflict) || attempt === bounds.admin.changeAttempts) throw error;
      }
    }
  }
}

function tooMany(name: string): Problem {
  const finding = `there are ${bounds.admin.savedQueries} already`;
  return new Problem('breaks-rules', { kind: 'saved view', name, finding, more: 0 }, 'Delete one first.');
}

const keyOfWords = (said: QueryWords): string => JSON.stringify(Object.entries(said).toSorted());
