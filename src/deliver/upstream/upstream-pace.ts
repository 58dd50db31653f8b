/**
 * How much an upstream is asked to take: messages a minute, evenly spread; sessions at once; recipients in any 24 hours. One count for each
 * account, whichever connectors use it.
 * Promises: what was sent today, when the next may go, and a wait that the upstream named, are known after a restart (a crash costs the
 * last seconds); nobody is kept longer than bounds.deliver.paceWaitOnTheSpot.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { UpstreamUse } from '../../mail/doors/upstreams.ts';
import { type Lane, lanesOfConnector } from '../../mail/route.ts';
import type { NoteStore } from '../../store/store.ts';
import type { UpstreamTransport } from '../transport.ts';
import { AccountPace, type Asking, intervalOf, type Later } from './account-pace.ts';
import { DayCount } from './day-count.ts';
import { isNameUntil010, nameUntil010 } from './upstream-account.ts';

/** The part that a crash may forget. */
const WRITE_AFTER_MS = 2_000;
/** Without a pace, shorter waits are left to the lane that met them: a full house of ours, a hiccup over there. */
const LEAST_NAMED_MS = 30_000;
const BOOK = 'upstream';

/** Whose pace it is, and by which connector. */
type Upstream = Pick<UpstreamTransport, 'connector' | 'account'>;

export type PaceTurn =
  /** `taken`: how many recipients the upstream took; the others do not count against its day. */
  { readonly kind: 'go'; leave(taken: number): void } | Later;

const GO: PaceTurn = { kind: 'go', leave() {} };

/** Mail hosts of strangers have nothing to do with each other: what one of them asks for is not asked of the others. */
const isOneHouse = ({ route }: OutboundConnector): boolean => route.kind !== 'mx';

/** An account as this node knows it, in one term of its lane: in another term, another node may have sent by it meanwhile. */
interface KnownAccount {
  readonly pace: AccountPace;
  readonly lane: Lane;
  readonly term: number;
}

export class UpstreamPaces {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #notes: NoteStore | null;
  /** As many as there are connectors. */
  readonly #accounts = new Map<string, KnownAccount>();
  readonly #unwritten = new Set<string>();
  readonly #termOf: (lane: Lane) => number;
  #writing: Promise<void> = Promise.resolve();
  #writeTimer: Timer | null = null;

  constructor(clock: Clock, log: Log, notes: NoteStore | null, termOf: (lane: Lane) => number = () => 1) {
    this.#clock = clock;
    this.#log = log;
    this.#notes = notes;
    this.#termOf = termOf;
    void this.#forgetOld();
  }

  /** Without a pace it goes at once, but for a wait that the upstream named. */
  async enter(upstream: Upstream, asking: Asking, signal: AbortSignal): Promise<PaceTurn> {
    const { pace } = upstream.connector;
    if (pace === null && !isOneHouse(upstream.connector)) return GO;
    const account = this.#known(upstream) ?? (await this.#recall(upstream));
    if (pace === null) return account.namedWait() ?? GO;
    const { recipients } = asking;
    const addedAt = this.#clock.now();
    const most = pace.recipientsPerDay;
    const fullForMs = most === null ? 0 : account.count.fullForMs(addedAt, recipients, most);
    if (fullForMs > 0) return { kind: 'later', afterMs: Math.min(fullForMs, bounds.deliver.paceWait), why: 'day-full' };
    if (account.isHopeless(pace, asking)) return account.putOff(pace, asking.mail);
    account.count.add(addedAt, recipients);
    const later = await account.enter(pace, asking, signal);
    if (later !== null) {
      account.count.giveBack(addedAt, recipients);
      return later;
    }
    let isLeft = false;
    return {
      kind: 'go',
      leave: (taken) => {
        if (isLeft) return;
        isLeft = true;
        account.count.giveBack(addedAt, recipients - taken);
        this.#writeLater(upstream.account);
        account.leave(pace);
      },
    };
  }

  /** The upstream said that we are too many at once. */
  lower({ connector, account }: Upstream): void {
    if (connector.pace !== null) this.#accounts.get(account)?.pace.lower(connector.pace);
  }

  /** The upstream named a wait (Retry-After): it holds for all mail of the account. */
  pause({ connector, account: name }: Upstream, forMs: number): void {
    const account = this.#accounts.get(name)?.pace;
    if (account === undefined) return;
    if (connector.pace === null && (!isOneHouse(connector) || forMs < LEAST_NAMED_MS)) return;
    account.pause(Math.min(forMs, bounds.deliver.paceWait));
    this.#writeLater(name);
  }

  /** It takes mail again, as somebody has seen: the wait and the places behind it are over. */
  async resume(upstream: Upstream): Promise<void> {
    // A wait of before a restart is one too.
    const account = this.#known(upstream) ?? (await this.#recall(upstream));
    if (account.resume(upstream.connector.pace)) this.#writeLater(upstream.account);
  }

  /** Until when its account takes no more, by the clock of the wall; null: it does, or nothing is known of it. */
  throttledUntil({ account: name, connector: { pace } }: Upstream): number | null {
    const account = this.#accounts.get(name)?.pace;
    if (account === undefined) return null;
    const now = this.#clock.now();
    const most = pace?.recipientsPerDay ?? null;
    const fullForMs = most === null ? 0 : account.count.fullForMs(now, 1, most);
    const until = Math.max(account.pausedUntil, now + fullForMs);
    return until > now ? until : null;
  }

  /** All that was noted of upstreams; empty where nothing is kept. Rejects with StoreUnavailable. */
  async noted(): Promise<ReadonlyMap<string, unknown>> {
    return new Map(((await this.#notes?.all(BOOK)) ?? []).map(({ key, value }) => [key, value]));
  }

  /** How much of it is used now. @param noted for accounts that were not used since the start. */
  use(upstream: Upstream, noted: ReadonlyMap<string, unknown>): Omit<UpstreamUse, 'lastTakenAt'> {
    const { pace } = upstream.connector;
    const known = this.#known(upstream) ?? this.#newAccountOf(upstream, noted);
    const now = this.#clock.now();
    const pausedUntil = known.pausedUntil > now ? known.pausedUntil : null;
    if (pace === null) return { lastMinute: 0, lastDay: 0, now: 0, atOnce: null, pausedUntil };
    return { ...known.use(pace), lastDay: known.count.total(now), pausedUntil };
  }

  async close(): Promise<void> {
    for (const { pace } of this.#accounts.values()) pace.close();
    await this.#writing;
    await this.#write();
  }

  /** Notes of 0.1.0 that are over. A failure leaves them for the next start. */
  async #forgetOld(): Promise<void> {
    try {
      const all = (await this.#notes?.all(BOOK)) ?? [];
      const known = new Map(all.map(({ key, value }) => [key, value]));
      const over = all.flatMap(({ key }) => (isOverUntil010(key, known, this.#clock.now()) ? [key] : []));
      if (over.length > 0) await this.#notes?.delete(BOOK, over);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'old notes of upstreams could not be cleared away');
    }
  }

  /** As it is in this term; null: its notes have to be read. */
  #known({ account, connector }: Upstream): AccountPace | null {
    const known = this.#accounts.get(account);
    if (known === undefined) return null;
    return known.term === this.#termOf(lanesOfConnector(connector.id)) ? known.pace : null;
  }

  /** Reads what was noted of it, by this node before a restart, or by the one that had it before. */
  async #recall(upstream: Upstream): Promise<AccountPace> {
    const { account: name, connector } = upstream;
    const keys = [noteKey(name), noteKey(nameUntil010(connector)), pauseKey(name), nextKey(name)];
    const noted = new Map<string, unknown>();
    try {
      const found = await Promise.all(keys.map((key) => this.#notes?.get(BOOK, key)));
      for (const note of found) if (note) noted.set(note.key, note.value);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'what was sent by upstreams today is not known; it is counted from now');
    }
    // Another mail may have asked, and been answered, meanwhile.
    return this.#known(upstream) ?? this.#newAccount(upstream, noted);
  }

  #newAccount({ connector, account: name }: Upstream, notes: ReadonlyMap<string, unknown>): AccountPace {
    const lane = lanesOfConnector(connector.id);
    // Mail that waits in it comes again, to the new one.
    this.#accounts.get(name)?.pace.close();
    const account = this.#newAccountOf({ connector, account: name }, notes);
    this.#accounts.set(name, { pace: account, lane, term: this.#termOf(lane) });
    return account;
  }

  /** As the notes know it. */
  #newAccountOf({ connector, account: name }: Upstream, notes: ReadonlyMap<string, unknown>): AccountPace {
    const { pace } = connector;
    const clock = this.#clock;
    // The count of an account from before an upgrade goes on, though others of the same name may be in that count for the rest of the day. The
    // waits of then, of a minute or an hour, are anybody's: they are asked for again where they still hold.
    const count = new DayCount(notes.get(noteKey(name)) ?? notes.get(noteKey(nameUntil010(connector))));
    const paused = Number(notes.get(pauseKey(name)) ?? 0);
    const next = Number(notes.get(nextKey(name)) ?? 0);
    const left = (at: number, mostMs: number): number => Math.min(Math.max(0, at - clock.now()), mostMs);
    // The clock of the wall may have been set meanwhile: no wait is longer than it could have been.
    const leftMs = Math.max(left(paused, bounds.deliver.paceWait), pace === null ? 0 : left(next, intervalOf(pace)));
    return new AccountPace(clock, count, leftMs > 0 ? clock.monotonic() + leftMs : 0, paused);
  }

  #writeLater(name: string): void {
    this.#unwritten.add(name);
    this.#writeTimer ??= this.#clock.timer(WRITE_AFTER_MS, () => {
      this.#writeTimer = null;
      this.#writing = this.#writing.then(() => this.#write());
    });
  }

  async #write(): Promise<void> {
    this.#writeTimer?.cancel();
    this.#writeTimer = null;
    const changed = [...this.#unwritten];
    this.#unwritten.clear();
    if (changed.length === 0 || this.#notes === null) return;
    const values = changed.flatMap((name) => {
      const known = this.#accounts.get(name);
      // Of an account that another node has now, that node's notes are the true ones.
      if (known === undefined || known.term !== this.#termOf(known.lane)) return [];
      const account = known.pace;
      return [
        { key: noteKey(name), value: account.count.toNote() },
        { key: pauseKey(name), value: account.pausedUntil },
        { key: nextKey(name), value: account.nextAtByWall },
      ];
    });
    await this.#notes.put(BOOK, values).catch((error: unknown) => {
      for (const name of changed) this.#unwritten.add(name);
      this.#log.warn({ error: String(error) }, 'what was sent by upstreams could not be written down');
    });
  }
}

const noteKey = (name: string): string => `sent:${name}`;
const pauseKey = (name: string): string => `pause:${name}`;
const nextKey = (name: string): string => `next:${name}`;

/** Counts in the notes of 0.1.0 are needed for a day, waits not at all. */
function isOverUntil010(key: string, known: ReadonlyMap<string, unknown>, now: number): boolean {
  const name = key.slice(key.indexOf(':') + 1);
  if (!/^(?:sent|pause|next):/u.test(key) || !isNameUntil010(name)) return false;
  return !key.startsWith('sent:') || new DayCount(known.get(key)).total(now) === 0;
}
