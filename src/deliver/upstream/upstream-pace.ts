/**
 * How much an upstream is asked to take: messages a minute, evenly spread; sessions at once; recipients in any 24 hours. One count for each
 * account, whichever connectors use it. What waits goes urgent before bulk; who would wait too long is told when to come back.
 * Promises: what was sent today, when the next may go, and a wait that the upstream named, are known after a restart (a crash costs the
 * last seconds); nobody is kept longer than bounds.deliver.paceWaitOnTheSpot.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { UpstreamPace } from '../../directory/upstream.ts';
import type { NoteStore } from '../../store/store.ts';
import { DayCount } from './day-count.ts';
import { accountOf, isNameUntil010, nameUntil010 } from './upstream-account.ts';

/** An upstream that said "too many at once" gets fewer for so long. */
const LOWERED_MS = 10 * 60_000;
/** What a crash may forget. */
const WRITE_AFTER_MS = 2_000;
/** Without a pace, shorter waits are left to the lane that met them: a full house of ours, a hiccup over there. */
const LEAST_NAMED_MS = 30_000;
const BOOK = 'upstream';

/** Smaller goes first. */
export type Rank = 0 | 1 | 2;

export interface Asking {
  readonly rank: Rank;
  readonly recipients: number;
  /** The same for each attempt of one mail: who comes too early keeps his place. */
  readonly mail: string;
}

export type Turn =
  /** `taken`: how many recipients the upstream took; the others do not count against its day. */
  | { readonly kind: 'go'; leave(taken: number): void }
  | { readonly kind: 'later'; readonly afterMs: number; readonly why: Why };

/** Others go before; the day is full; the upstream asked to be left alone. */
export type Why = 'pace' | 'day-full' | 'named-wait';

interface Waiter {
  readonly rank: Rank;
  answer(turn: 'go' | 'later'): void;
}

interface Account {
  readonly count: DayCount;
  readonly waiters: Waiter[];
  inside: number;
  /** Monotonic; the next message may begin then. */
  nextAt: number;
  /** Wall clock, because it outlasts a restart: until when the upstream wants to be left alone. */
  pausedUntil: number;
  /** Monotonic; when those that were put off will have been served. */
  backlogUntil: number;
  /** When each mail that was put off was told to come back; monotonic. */
  readonly places: Map<string, number>;
  /** Fewer at once than the pace says, until. */
  lowered: { readonly most: number; readonly until: number } | null;
  timer: Timer | null;
}

export interface UpstreamPaces {
  /** Where no pace is set it goes at once, but for a wait that the upstream named. */
  enter(connector: OutboundConnector, asking: Asking, signal: AbortSignal): Promise<Turn>;
  /** The upstream named a wait (Retry-After): it holds for all mail of the account. */
  pause(connector: OutboundConnector, forMs: number): void;
  /** It takes mail again, as somebody has seen: the wait and the places behind it are over. */
  resume(connector: OutboundConnector): Promise<void>;
  /** The upstream said that we are too many at once. */
  lower(connector: OutboundConnector): void;
  close(): Promise<void>;
}

const GO: Turn = { kind: 'go', leave() {} };

/** Mail hosts of strangers have nothing to do with each other: what one of them asks for is not asked of the others. */
const isOneHouse = ({ route }: OutboundConnector): boolean => route.kind !== 'mx';

export function createUpstreamPaces(clock: Clock, log: Log, notes: NoteStore | null): UpstreamPaces {
  const accounts = new Map<string, Account>();
  const unwritten = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  let writeTimer: Timer | null = null;
  const recalled = (async (): Promise<ReadonlyMap<string, unknown>> => {
    const all = (await notes?.all(BOOK)) ?? [];
    const known = new Map(all.map(({ key, value }) => [key, value]));
    const over = all.flatMap(({ key }) => (isOverUntil010(key, known, clock.now()) ? [key] : []));
    if (over.length > 0) void notes?.delete(BOOK, over).catch(() => {});
    return known;
  })().catch((error: unknown) => {
    log.warn({ error: String(error) }, 'what was sent by upstreams today is not known; it is counted from now');
    return new Map<string, unknown>();
  });

  const accountFor = (connector: OutboundConnector, notesOfBefore: ReadonlyMap<string, unknown>): Account => {
    const { pace } = connector;
    const name = accountOf(connector);
    let account = accounts.get(name);
    if (account === undefined) {
      // What an account sent before an upgrade counts on, though others of the same name may be in that count for the rest of the day. The
      // waits of then, of a minute or an hour, are anybody's: they are asked for again where they still hold.
      const count = new DayCount(
        notesOfBefore.get(noteKey(name)) ?? notesOfBefore.get(noteKey(nameUntil010(connector))),
      );
      const places = new Map<string, number>();
      const paused = Number(notesOfBefore.get(pauseKey(name)) ?? 0);
      const next = Number(notesOfBefore.get(nextKey(name)) ?? 0);
      const left = (at: number, mostMs: number): number => Math.min(Math.max(0, at - clock.now()), mostMs);
      // The clock of the wall may have been set meanwhile: no wait is longer than it could have been.
      const leftMs = Math.max(left(paused, bounds.deliver.paceWait), pace === null ? 0 : left(next, intervalOf(pace)));
      const nextAt = leftMs > 0 ? clock.monotonic() + leftMs : 0;
      const free = { inside: 0, backlogUntil: 0, lowered: null, timer: null };
      account = { ...free, count, waiters: [], nextAt, pausedUntil: paused, places };
      accounts.set(name, account);
    }
    return account;
  };

  const write = async (): Promise<void> => {
    writeTimer?.cancel();
    writeTimer = null;
    const changed = [...unwritten];
    unwritten.clear();
    if (changed.length === 0 || notes === null) return;
    const values = changed.flatMap((name) => {
      const account = accounts.get(name);
      if (account === undefined) return [];
      const { count, pausedUntil, nextAt } = account;
      return [
        { key: noteKey(name), value: count.toNote() },
        { key: pauseKey(name), value: pausedUntil },
        { key: nextKey(name), value: Math.ceil(clock.now() + nextAt - clock.monotonic()) },
      ];
    });
    await notes.put(BOOK, values).catch((error: unknown) => {
      for (const name of changed) unwritten.add(name);
      log.warn({ error: String(error) }, 'what was sent by upstreams could not be written down');
    });
  };
  const writeLater = (name: string): void => {
    unwritten.add(name);
    writeTimer ??= clock.timer(WRITE_AFTER_MS, () => {
      writeTimer = null;
      writing = writing.then(write);
    });
  };

  const mostInside = (account: Account, pace: UpstreamPace): number => {
    if (account.lowered !== null && account.lowered.until <= clock.monotonic()) account.lowered = null;
    return Math.min(pace.concurrent, account.lowered?.most ?? pace.concurrent);
  };

  /** Lets in who may go now, and sets the timer for the next. */
  const pump = (account: Account, pace: UpstreamPace): void => {
    account.timer?.cancel();
    account.timer = null;
    while (account.waiters.length > 0 && account.inside < mostInside(account, pace)) {
      const now = clock.monotonic();
      if (account.nextAt > now) {
        account.timer = clock.timer(account.nextAt - now, () => pump(account, pace));
        return;
      }
      account.nextAt = now + intervalOf(pace);
      account.inside++;
      account.waiters.shift()?.answer('go');
    }
  };

  const putOff = (account: Account, pace: UpstreamPace, mail: string): Turn => {
    const now = clock.monotonic();
    const why = account.pausedUntil > clock.now() ? 'named-wait' : 'pace';
    const told = account.places.get(mail) ?? 0;
    if (told - now > bounds.deliver.paceWaitOnTheSpot) return { kind: 'later', afterMs: Math.ceil(told - now), why };
    const behind = Math.max(account.backlogUntil, account.nextAt, now + bounds.deliver.paceWaitOnTheSpot);
    account.backlogUntil = Math.min(behind + intervalOf(pace), now + bounds.deliver.paceWait);
    account.places.delete(mail);
    account.places.set(mail, account.backlogUntil);
    const oldest = account.places.keys().next();
    if (account.places.size > bounds.deliver.pacesKept && !oldest.done) account.places.delete(oldest.value);
    return { kind: 'later', afterMs: Math.ceil(account.backlogUntil - now), why };
  };

  const wait = async (account: Account, pace: UpstreamPace, rank: Rank, signal: AbortSignal): Promise<boolean> => {
    const { promise, resolve } = Promise.withResolvers<'go' | 'later'>();
    const waiter: Waiter = { rank, answer: resolve };
    const before = account.waiters.findIndex((other) => other.rank > rank);
    account.waiters.splice(before === -1 ? account.waiters.length : before, 0, waiter);
    const giveUp = (): void => {
      const at = account.waiters.indexOf(waiter);
      if (at === -1) return;
      account.waiters.splice(at, 1);
      resolve('later');
    };
    const timer = clock.timer(bounds.deliver.paceWaitOnTheSpot, giveUp);
    signal.addEventListener('abort', giveUp, { once: true });
    pump(account, pace);
    const how = await promise;
    timer.cancel();
    signal.removeEventListener('abort', giveUp);
    return how === 'go';
  };

  return {
    async enter(connector, { rank, recipients, mail }, signal) {
      const { pace } = connector;
      if (pace === null && !isOneHouse(connector)) return GO;
      const name = accountOf(connector);
      const account = accountFor(connector, await recalled);
      if (pace === null) {
        const afterMs = account.nextAt - clock.monotonic();
        const isNamed = afterMs > 0 && account.pausedUntil > clock.now();
        return isNamed ? { kind: 'later', afterMs: Math.ceil(afterMs), why: 'named-wait' } : GO;
      }
      const fullForMs =
        pace.recipientsPerDay === null ? 0 : account.count.fullForMs(clock.now(), recipients, pace.recipientsPerDay);
      if (fullForMs > 0)
        return { kind: 'later', afterMs: Math.min(fullForMs, bounds.deliver.paceWait), why: 'day-full' };
      // Who is certain not to get his turn in time need not stand in the way.
      const ahead = account.waiters.filter((waiter) => waiter.rank <= rank).length;
      const untilNext = Math.max(0, account.nextAt - clock.monotonic());
      if (untilNext + ahead * intervalOf(pace) > bounds.deliver.paceWaitOnTheSpot) return putOff(account, pace, mail);
      const addedAt = clock.now();
      account.count.add(addedAt, recipients);
      if (!(await wait(account, pace, rank, signal))) {
        account.count.giveBack(addedAt, recipients);
        return putOff(account, pace, mail);
      }
      account.places.delete(mail);
      let left = false;
      return {
        kind: 'go',
        leave(taken) {
          if (left) return;
          left = true;
          account.count.giveBack(addedAt, recipients - taken);
          writeLater(name);
          account.inside--;
          pump(account, pace);
        },
      };
    },
    lower(connector) {
      const account = accounts.get(accountOf(connector));
      if (account === undefined || connector.pace === null) return;
      const most = Math.max(1, Math.floor(mostInside(account, connector.pace) / 2));
      account.lowered = { most, until: clock.monotonic() + LOWERED_MS };
    },
    pause(connector, forMs) {
      const name = accountOf(connector);
      const account = accounts.get(name);
      if (account === undefined) return;
      if (connector.pace === null && (!isOneHouse(connector) || forMs < LEAST_NAMED_MS)) return;
      const waitMs = Math.min(forMs, bounds.deliver.paceWait);
      account.nextAt = Math.max(account.nextAt, clock.monotonic() + waitMs);
      account.pausedUntil = Math.max(account.pausedUntil, clock.now() + waitMs);
      writeLater(name);
    },
    async resume(connector) {
      const name = accountOf(connector);
      // A wait of before a restart is one too.
      const account = accountFor(connector, await recalled);
      if (account.pausedUntil <= clock.now()) return;
      const nextMs = connector.pace === null ? 0 : intervalOf(connector.pace);
      account.nextAt = Math.min(account.nextAt, clock.monotonic() + nextMs);
      account.backlogUntil = 0;
      account.places.clear();
      account.pausedUntil = 0;
      writeLater(name);
      if (connector.pace !== null) pump(account, connector.pace);
    },
    async close() {
      for (const account of accounts.values()) {
        account.timer?.cancel();
        for (const waiter of account.waiters.splice(0)) waiter.answer('later');
      }
      await writing;
      await write();
    },
  };
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

const intervalOf = ({ messagesPerMinute }: UpstreamPace): number => 60_000 / messagesPerMinute;
