/** Bearer tokens for the HTTP API over TCP. Only SHA-256 hashes of 32 random octets are kept, with the time, sealed like every secret, under `token:<name>`. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Store } from '../../store/store.ts';
import { readableSecret, type Secrets } from './secrets.ts';

const PREFIX = 'token:';
const TOKEN_BYTES = 32;

export interface TokenFacts {
  readonly name: string;
  /** null: made before the time was kept. */
  readonly createdAt: number | null;
}

export interface ApiTokens {
  /** Makes one and tells it, once. */
  create(name: string): Promise<string>;
  delete(name: string): Promise<boolean>;
  /** By name. */
  list(): Promise<readonly TokenFacts[]>;
  /** The name of the token, or null. Time does not depend on which one it is or how much of it is right. */
  check(token: string): Promise<string | null>;
}

interface Kept {
  readonly hash: Buffer;
  readonly createdAt: number | null;
}

/** Made and deleted in other processes too: what is known is read anew when news comes of it, and when none came, after so long. */
const KNOWN_FOR_MS = 5_000;

interface TokenParts {
  readonly secrets: Secrets;
  readonly store: Pick<Store, 'onNews'>;
  readonly random: Random;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
}

export function createTokens({ secrets, store, random, clock }: TokenParts): ApiTokens {
  let cache: Promise<ReadonlyMap<string, Kept>> | null = null;
  let readAt = 0;
  store.onNews(({ of }) => {
    if (of === 'secrets') cache = null;
  });
  const load = async (): Promise<ReadonlyMap<string, Kept>> => {
    const kept = new Map<string, Kept>();
    const read = async (name: string): Promise<void> => {
      // One that is sealed by another key (a restored copy without its key file) lets nobody in.
      const [hex, at] = (await readableSecret(secrets, name))?.split(' ') ?? [];
      if (hex === undefined) return;
      const createdAt = at === undefined ? null : Number(at);
      kept.set(name.slice(PREFIX.length), { hash: Buffer.from(hex, 'hex'), createdAt });
    };
    await Promise.all((await secrets.names({ prefix: PREFIX })).map(read));
    return kept;
  };
  const all = (): Promise<ReadonlyMap<string, Kept>> => {
    if (clock.monotonic() - readAt >= KNOWN_FOR_MS) cache = null;
    if (cache === null) {
      readAt = clock.monotonic();
      cache = load().catch((error: unknown) => {
        cache = null;
        throw error;
      });
    }
    return cache;
  };
  return {
    async create(name) {
      const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
      await secrets.put(PREFIX + name, `${hash(token).toString('hex')} ${clock.now()}`);
      cache = null;
      return token;
    },
    async delete(name) {
      if (!(await all()).has(name)) return false;
      await secrets.delete(PREFIX + name);
      cache = null;
      return true;
    },
    async list() {
      const names = [...(await all())].map(([name, { createdAt }]) => ({ name, createdAt }));
      return names.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async check(token) {
      const presented = hash(token);
      let found: string | null = null;
      for (const [name, { hash: known }] of await all())
        if (known.length === presented.length && timingSafeEqual(known, presented)) found = name;
      return found;
    },
  };
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
