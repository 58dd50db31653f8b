/** Links that sign in once: made by who may open the local socket, kept as a hash, one for each administrator. A new one voids the one before. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { NoteConflict, type Store } from '../../store/store.ts';
import { hashOf, isHashOf, newSecret } from './one-time.ts';

const BOOK = 'admin-sign-in';
const PREFIX = 'link:';

const kept = z.object({
  version: z.literal(1),
  /** Empty: it was used. */
  hash: z.string(),
  actor: z.string(),
  name: z.string().nullable(),
  expiresAt: z.number(),
});

/** Whom a link signs in. */
export interface LinkHolder {
  readonly actor: string;
  /** null: the local administrator. */
  readonly name: string | null;
}

interface LinkParts {
  readonly store: Pick<Store, 'notes'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

export class Links {
  readonly #parts: LinkParts;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  /** Tells its secret, once. */
  async make({ actor, name }: LinkHolder): Promise<{ readonly secret: string; readonly expiresAt: number }> {
    const { store, clock, random } = this.#parts;
    const secret = newSecret(random);
    const expiresAt = clock.now() + bounds.admin.linkLife;
    const value: z.output<typeof kept> = { version: 1, hash: hashOf(secret), actor, name, expiresAt };
    await store.notes.put(BOOK, [{ key: keyOf(name), value }]);
    return { secret, expiresAt };
  }

  /** Of two who come with the same one, one is let in. null: it is not known, has expired or was used. */
  async use(secret: string): Promise<LinkHolder | null> {
    const { store, clock } = this.#parts;
    for (const { key, value, version } of await store.notes.all(BOOK)) {
      const read = kept.safeParse(value);
      if (!key.startsWith(PREFIX) || !read.success || !isHashOf(secret, read.data.hash)) continue;
      const { actor, name, expiresAt } = read.data;
      try {
        await store.notes.put(BOOK, [{ key, value: { ...read.data, hash: '' }, expected: version }]);
      } catch (error) {
        if (error instanceof NoteConflict) return null;
        throw error;
      }
      return expiresAt <= clock.now() ? null : { actor, name };
    }
    return null;
  }

  forget(name: string): Promise<void> {
    return this.#parts.store.notes.delete(BOOK, [keyOf(name)]);
  }
}

const keyOf = (name: string | null): string => `${PREFIX}${name ?? ''}`;
