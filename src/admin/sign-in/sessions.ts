/**
 * Sessions of people in browsers. Each is known by two secrets: the one in its cookie, by whose hash it is kept, and the one that the page sends
 * with every call. Both are hashes here, in a note each, so that sessions outlast a restart. Ends by idleness, by age, and when it is taken away.
 */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import { waysToSignIn } from '../../mail/doors/caller.ts';
import { NoteConflict, type Store } from '../../store/store.ts';
import { ReadAMomentAgo } from '../secrets/read-a-moment-ago.ts';
import type { Presented } from './cookie.ts';
import { hashOf, isHashOf, newSecret } from './one-time.ts';

const BOOK = 'admin-session';
/** Of the hash of its cookie: enough to be found by, and nothing to sign in with. */
const ID_CHARACTERS = 32;

const kept = z.object({
  version: z.literal(1),
  /** As the audit log calls whose it is. */
  actor: z.string(),
  /** null: of the local administrator, by a link. Of somebody of the identity provider the actor: no administrator has a colon in the name. */
  name: z.string().nullable(),
  how: z.enum(waysToSignIn),
  secretHash: z.string(),
  address: z.string(),
  agent: z.string(),
  createdAt: z.number(),
  signedInAt: z.number(),
  lastUsedAt: z.number(),
});
type Kept = z.output<typeof kept>;

export interface BrowserSession extends Readonly<Omit<Kept, 'version' | 'secretHash'>> {
  readonly id: string;
  /** When it ends, however much it is used. */
  readonly until: number;
}

/** The place of a browser. */
export type BrowserPlace = Pick<BrowserSession, 'address' | 'agent'>;

/** `signedInAt`: when its person proved to be that person, where that was before. */
export type NewSession = BrowserPlace &
  Pick<BrowserSession, 'actor' | 'name' | 'how'> &
  Partial<Pick<BrowserSession, 'signedInAt'>>;

/** The two secrets are told once. */
export interface MadeSession {
  readonly session: BrowserSession;
  readonly cookie: string;
  readonly secret: string;
}

interface SessionParts {
  readonly store: Pick<Store, 'notes' | 'onNews'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly random: Random;
  readonly log: Pick<Log, 'warn'>;
  /** Unused for so long, it ends. */
  readonly idleMs: number;
}

type Known = ReadonlyMap<string, Kept>;

export class Sessions {
  readonly #parts: SessionParts;
  readonly #recent: ReadAMomentAgo<Known>;
  /** Later than what is kept: by id. */
  readonly #used = new Map<string, number>();
  /** When each was noted last; by id. */
  readonly #noted = new Map<string, number>();
  /** Of each session, what goes on for long and lives by it. */
  readonly #running = new Map<string, Set<() => void>>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#recent = new ReadAMomentAgo(parts.clock, () => this.#load());
    parts.store.onNews((news) => {
      if (news.of === 'notes' && news.book === BOOK) this.#recent.forget();
    });
  }

  async create(of: NewSession): Promise<MadeSession> {
    const { random, clock, store } = this.#parts;
    const [cookie, secret] = [newSecret(random), newSecret(random)];
    const id = hashOf(cookie).slice(0, ID_CHARACTERS);
    const now = clock.now();
    const record: Kept = {
      ...{ version: 1, ...of, agent: of.agent.slice(0, bounds.admin.agentShown), secretHash: hashOf(secret) },
      ...{ createdAt: now, signedInAt: Math.min(of.signedInAt ?? now, now), lastUsedAt: now },
    };
    await this.#sweep(of.actor);
    await store.notes.put(BOOK, [{ key: id, value: record, expected: 0 }]);
    this.#recent.forget();
    return { session: sessionOf(id, record), cookie, secret };
  }

  /** null: the two do not belong to one session, or it has ended. Being asked for keeps it from ending. */
  async find({ cookies, secret, byItself }: Presented): Promise<BrowserSession | null> {
    if (secret === null || cookies.length === 0) return null;
    const known = await this.#recent.get();
    for (const cookie of cookies) {
      const id = hashOf(cookie).slice(0, ID_CHARACTERS);
      const record = known.get(id);
      if (record === undefined || !isHashOf(secret, record.secretHash) || this.#isOver(id, record)) continue;
      if (!byItself) this.#use(id);
      return this.#shown(id, record);
    }
    return null;
  }

  /** Of one administrator, the one used last first. */
  async of(actor: string): Promise<readonly BrowserSession[]> {
    const sessions = [...(await this.#recent.get())].flatMap(([id, record]) =>
      record.actor === actor && !this.#isOver(id, record) ? [this.#shown(id, record)] : [],
    );
    return sessions.toSorted((a, b) => b.lastUsedAt - a.lastUsedAt);
  }

  /** Its person has proved again to be that person. */
  async again(id: string): Promise<void> {
    await this.#change(id, (record) => ({ ...record, signedInAt: this.#parts.clock.now() }));
    this.#recent.forget();
  }

  /** false: the administrator has no such session. */
  async end(actor: string, id: string): Promise<boolean> {
    if (!(await this.of(actor)).some((session) => session.id === id)) return false;
    await this.#remove([id]);
    return true;
  }

  /** All of one administrator. @param but one that goes on. */
  async endAll(actor: string, but: string | null = null): Promise<number> {
    const ids = (await this.of(actor)).map(({ id }) => id).filter((id) => id !== but);
    await this.#remove(ids);
    return ids.length;
  }

  /** Calls `over` once when the session is taken away. @returns what forgets it. */
  whileOpen(id: string, over: () => void): () => void {
    const running = this.#running.get(id) ?? new Set();
    this.#running.set(id, running.add(over));
    return () => {
      running.delete(over);
      if (running.size === 0) this.#running.delete(id);
    };
  }

  /** Ends what goes on by the sessions of an administrator: it may not be theirs to see any more. */
  async interrupt(actor: string): Promise<void> {
    for (const { id } of await this.of(actor)) this.#interrupt(id);
  }

  #interrupt(id: string): void {
    for (const over of this.#running.get(id) ?? []) over();
  }

  async #remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#parts.store.notes.delete(BOOK, ids);
    this.#recent.forget();
    for (const id of ids) {
      this.#used.delete(id);
      this.#noted.delete(id);
      this.#interrupt(id);
    }
  }

  /** Those that are over go; of the administrator's own so many stay that one more has room. */
  async #sweep(actor: string): Promise<void> {
    const over = [...(await this.#recent.get())].filter(([id, record]) => this.#isOver(id, record)).map(([id]) => id);
    const crowded = (await this.of(actor)).slice(bounds.admin.sessionsOfOne - 1).map(({ id }) => id);
    await this.#remove([...over, ...crowded]);
  }

  #isOver(id: string, record: Kept): boolean {
    const now = this.#parts.clock.now();
    return now - this.#lastUsed(id, record) >= this.#parts.idleMs || now - record.createdAt >= bounds.admin.sessionLife;
  }

  #lastUsed = (id: string, { lastUsedAt }: Kept): number => Math.max(lastUsedAt, this.#used.get(id) ?? 0);

  #shown = (id: string, record: Kept): BrowserSession =>
    sessionOf(id, { ...record, lastUsedAt: this.#lastUsed(id, record) });

  /** Nobody waits for the note: a store that cannot write keeps nobody out. */
  #use(id: string): void {
    const { clock, log } = this.#parts;
    const now = clock.now();
    this.#used.set(id, now);
    if (now - (this.#noted.get(id) ?? -Infinity) < bounds.admin.sessionUseNoted) return;
    this.#noted.set(id, now);
    this.#change(id, (record) => ({ ...record, lastUsedAt: now })).catch((error: unknown) => {
      log.warn({ err: error }, 'the last use of a session could not be noted');
    });
  }

  /** One that was taken away meanwhile is not written anew. */
  async #change(id: string, change: (record: Kept) => Kept): Promise<void> {
    const { notes } = this.#parts.store;
    for (let attempt = 0; attempt < bounds.admin.changeAttempts; attempt++) {
      const note = await notes.get(BOOK, id);
      const read = kept.safeParse(note?.value);
      if (note === null || !read.success) return;
      try {
        await notes.put(BOOK, [{ key: id, value: change(read.data), expected: note.version }]);
        return;
      } catch (error) {
        if (!(error instanceof NoteConflict)) throw error;
      }
    }
  }

  /** A note of another release lets nobody in. */
  async #load(): Promise<Known> {
    const notes = await this.#parts.store.notes.all(BOOK);
    return new Map(
      notes.flatMap(({ key, value }) => {
        const read = kept.safeParse(value);
        return read.success ? [[key, read.data] as const] : [];
      }),
    );
  }
}

function sessionOf(id: string, { version: _, secretHash: __, ...record }: Kept): BrowserSession {
  return { id, ...record, until: record.createdAt + bounds.admin.sessionLife };
}
