/** Which role of the identity provider is worth what here: sealed in one piece, as administrators are. Changes come one after the other. */
import { z } from 'zod';
import type { Clock } from '../../../base/clock.ts';
import type { ObjectId } from '../../../base/id.ts';
import { administratorRoles } from '../../../mail/doors/caller.ts';
import type { Store } from '../../../store/store.ts';
import { ReadAMomentAgo } from '../../secrets/read-a-moment-ago.ts';
import { readableSecret, type Secrets } from '../../secrets/secrets.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Mapping } from './mapping.ts';

const NAME = 'sso-mappings';

const kept = z.object({
  version: z.literal(1),
  mappings: z.array(
    z.object({
      value: z.string(),
      role: z.enum(administratorRoles),
      organizations: z
        .array(z.string())
        .nullable()
        .transform((ids) => ids as readonly ObjectId[] | null),
      content: z.boolean(),
      enabled: z.boolean(),
      createdAt: z.number(),
      createdBy: z.string(),
    }),
  ),
});

interface Parts {
  readonly secrets: Secrets;
  readonly store: Pick<Store, 'onNews' | 'exclusive'>;
  readonly clock: Pick<Clock, 'monotonic' | 'timer'>;
}

export class Mappings {
  readonly #parts: Parts;
  readonly #recent: ReadAMomentAgo<readonly Mapping[]>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#recent = new ReadAMomentAgo(parts.clock, () => this.#load());
    parts.store.onNews(({ of }) => {
      if (of === 'secrets') this.#recent.forget();
    });
  }

  /** In the order in which they were made. Ones that cannot be read let nobody in. */
  all(): Promise<readonly Mapping[]> {
    return this.#recent.get();
  }

  /** Decides and writes with nobody in between. What `decide` throws is thrown. */
  change(decide: (known: readonly Mapping[]) => readonly Mapping[]): Promise<void> {
    const { secrets } = this.#parts;
    return oneAtATime(this.#parts, 'sso-mappings', async () => {
      this.#recent.forget();
      const mappings = decide(await this.all());
      await secrets.put(NAME, JSON.stringify({ version: 1, mappings }));
      this.#recent.forget();
    });
  }

  async #load(): Promise<readonly Mapping[]> {
    const text = await readableSecret(this.#parts.secrets, NAME);
    if (text === null) return [];
    try {
      return kept.parse(JSON.parse(text)).mappings;
    } catch {
      return [];
    }
  }
}
