/**
 * Bearer tokens for the HTTP API over TCP. Only SHA-256 hashes of 32 random octets are kept, with what each token may, sealed like every secret,
 * under `token:<name>`. The last use is a note beside it, written seldom, and never waited for.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import type { Caller, GrantedRight } from '../../mail/doors/caller.ts';
import { isExpired } from '../../policy/access/rights.ts';
import type { Store } from '../../store/store.ts';
import { ReadAMomentAgo } from './read-a-moment-ago.ts';
import { readableSecret, type Secrets } from './secrets.ts';
import { readToken, type TokenRecord, writtenToken } from './token-record.ts';

const PREFIX = 'token:';
const TOKEN_BYTES = 32;

export interface TokenFacts extends GrantedRight, Pick<TokenRecord, 'createdAt' | 'createdBy'> {
  readonly name: string;
  /** Within some minutes; null: it was not used since that is kept. */
  readonly lastUsedAt: number | null;
}

/** The caller that a token stands for. */
export type TokenHolder =
  | { readonly kind: 'known'; readonly caller: Caller }
  /** It was right once. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown' };

export interface ApiTokens {
  /** Makes one and tells it, once. */
  create(name: string, grant: GrantedRight, createdBy: string): Promise<string>;
  delete(name: string): Promise<boolean>;
  /** By name. */
  list(): Promise<readonly TokenFacts[]>;
  /** Time does not depend on which one it is or how much of it is right. */
  check(token: string): Promise<TokenHolder>;
}

interface TokenParts {
  readonly secrets: Secrets;
  readonly store: Pick<Store, 'onNews' | 'notes'>;
  readonly random: Random;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly log: Pick<Log, 'warn'>;
}

/** A record that cannot be read is known by its name, so that it can be deleted; it lets nobody in. */
type Known = ReadonlyMap<string, TokenRecord | null>;

export function createTokens({ secrets, store, random, clock, log }: TokenParts): ApiTokens {
  const load = async (): Promise<Known> => {
    const known = new Map<string, TokenRecord | null>();
    const read = async (name: string): Promise<void> => {
      // One that is sealed by another key (a restored copy without its key file) lets nobody in.
      const text = await readableSecret(secrets, name);
      if (text !== null) known.set(name.slice(PREFIX.length), readToken(text));
    };
    await Promise.all((await secrets.names({ prefix: PREFIX })).map(read));
    return known;
  };
  const recent = new ReadAMomentAgo(clock, load);
  store.onNews(({ of }) => {
    if (of === 'secrets') recent.forget();
  });
  const uses = new LastUses({ notes: store.notes, clock, log });
  return {
    async create(name, grant, createdBy) {
      const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
      const { role, organizations, content, expiresAt } = grant;
      const record = { role, organizations, content, expiresAt, createdBy, createdAt: clock.now() };
      await uses.forget(name);
      await secrets.put(PREFIX + name, writtenToken({ hash: hash(token).toString('hex'), ...record }));
      recent.forget();
      return token;
    },
    async delete(name) {
      if (!(await recent.get()).has(name)) return false;
      await secrets.delete(PREFIX + name);
      recent.forget();
      await uses.forget(name);
      return true;
    },
    async list() {
      const used = await uses.all();
      const items = [...(await recent.get())].map(([name, record]): TokenFacts => {
        const { hash: _, ...facts } = record ?? NOTHING;
        return { name, ...facts, lastUsedAt: used.get(name) ?? null };
      });
      return items.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async check(token) {
      const presented = hash(token);
      let found: Caller | null = null;
      for (const [name, record] of await recent.get()) {
        if (record === null || !timingSafeEqual(Buffer.from(record.hash, 'hex'), presented)) continue;
        const { role, organizations, content, expiresAt } = record;
        found = { actor: PREFIX + name, role, organizations, content, expiresAt };
      }
      if (found === null) return { kind: 'unknown' };
      if (isExpired(found, clock.now())) return { kind: 'expired' };
      uses.note(found.actor.slice(PREFIX.length));
      return { kind: 'known', caller: found };
    },
  };
}

/** Of a record that nobody can read. */
const NOTHING: TokenRecord = {
  hash: '',
  createdAt: null,
  createdBy: null,
  role: 'reader',
  organizations: [],
  content: false,
  expiresAt: null,
};

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

const BOOK = 'api-token';

/** When each token was used last. */
class LastUses {
  readonly #parts: Pick<TokenParts, 'clock' | 'log'> & Pick<Store, 'notes'>;
  /** By name; in this process. */
  readonly #noted = new Map<string, number>();

  constructor(parts: Pick<TokenParts, 'clock' | 'log'> & Pick<Store, 'notes'>) {
    this.#parts = parts;
  }

  /** Nobody waits for it: a store that cannot write keeps nobody out. */
  note(name: string): void {
    const { clock, notes, log } = this.#parts;
    const now = clock.now();
    if (now - (this.#noted.get(name) ?? -Infinity) < bounds.admin.tokenUseNoted) return;
    this.#noted.set(name, now);
    notes.put(BOOK, [{ key: name, value: { version: 1, at: now } }]).catch((error: unknown) => {
      log.warn({ err: error }, 'the last use of a token could not be noted');
    });
  }

  async forget(name: string): Promise<void> {
    this.#noted.delete(name);
    await this.#parts.notes.delete(BOOK, [name]);
  }

  async all(): Promise<ReadonlyMap<string, number>> {
    const kept = await this.#parts.notes.all(BOOK);
    return new Map(
      kept.flatMap(({ key, value }) => {
        const { at } = value as { readonly at?: unknown };
        return typeof at === 'number' ? [[key, at] as const] : [];
      }),
    );
  }
}
