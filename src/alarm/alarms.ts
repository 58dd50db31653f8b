/**
 * The alarm room: hears the alarms of all rooms, raises those of time (what expires, what is silent, who is refused again and again), and
 * sees to it that people learn of each in time, by mail, webhook and metric.
 *
 * Promises: each stage of an alarm is told once, again after a day while it lasts and nobody acknowledged it, its end once; a restart
 * neither repeats nor forgets; however many alarms come, the tellings of an hour are bounded.
 * Never: delays who raises; tells a secret; depends for its mail on the upstream that is in trouble where another way exists.
 */
import { bounds } from '../base/bounds.ts';
import { type Clock, sleep, type Timer } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Organization, SecretName } from '../directory/objects.ts';
import type { SeenDevices } from '../mail/doors/seen-devices.ts';
import type { Observation, Observe } from '../mail/observation.ts';
import type { TraceKind } from '../mail/trace-event.ts';
import type { RaisedAlarm } from '../policy/alarms/alarm-telling.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { DiskFacts } from '../policy/delivery/disk.ts';
import type { Expiry } from '../policy/alarms/expiry-alarms.ts';
import type { Store } from '../store/store.ts';
import { AlarmBook } from './book.ts';
import { Expiries } from './expiries.ts';
import { HouseWatch, type HouseWatchParts } from './house-watch.ts';
import { RefusalWatch } from './refusal-watch.ts';
import type { Step } from '../mail/step.ts';
import { Teller } from './teller.ts';
import { watchRound } from './watch.ts';
import { Webhooks } from './webhook.ts';

export interface AlarmOptions {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** All observers of the house, this room among them. */
  readonly observe: Observe;
  readonly hostName: string;
  /** PEM files of the server's own certificates. */
  readonly ownCertificates: readonly string[];
  /** Of a device, as the room that keeps it says. */
  readonly lastHeard: SeenDevices['lastHeard'];
  /** Disks that mail is kept on; absent: none is watched. */
  readonly disks?: HouseWatchParts['disks'];
  /** How long mail may wait before that is an alarm; null: however long. */
  readonly oldestMailMs?: number | null;
  /** Whole addresses of webhooks; absent: they stand in the directory. Rejects when it cannot be opened. */
  readonly readSecret?: (name: SecretName) => Promise<string | null>;
  /** Of raised alarms of limits, by key: the ends of those that have room again. */
  readonly limitsWithRoom: (keys: readonly string[]) => readonly Observation[];
}

export interface Alarms {
  /** Never waits. */
  readonly observe: Observe;
  /** Reads what was raised before, and begins to look around. */
  start(): Promise<void>;
  /** No new round, no new telling; what was raised is written. Before the store closes. */
  close(): Promise<void>;
  /** The alarms that are raised now, oldest first. */
  list(): readonly RaisedAlarm[];
  /** No reminders of its stage any more. false: there is no such alarm. */
  acknowledge(key: string, actor: string): Promise<boolean>;
  /** Sends a test alarm to every channel of the organization and says what each answered. */
  test(organization: Organization, actor: string): Promise<readonly Step[]>;
  /** Something that ends one day was renewed. */
  lookSoon(): void;
  /** Upstreams' secrets, sign-ins and certificates, as last seen. */
  upstreamExpiries(): readonly Expiry[];
  /** The same, looked up now. Rejects with StoreUnavailable. */
  gatherUpstreamExpiries(): Promise<readonly Expiry[]>;
}

const ofUpstreams = (all: readonly Expiry[]): readonly Expiry[] => all.filter(({ connector }) => connector !== null);

const ROUND_MS = 10 * 60_000;
/** Disk and store; the queue at most as often. */
const HOUSE_ROUND_MS = 60_000;
/** Directory changes come in bursts (an import): looked at once. */
const AFTER_CHANGE_MS = 5_000;

/** Ends of one recipient, taken for the end of the message: while others wait, the next attempt raises the alarm again. */
const ENDS_A_MESSAGE: ReadonlySet<TraceKind> = new Set(['Send', 'Deliver', 'Capture', 'Fail', 'Drop']);

export function createAlarms(options: AlarmOptions): Alarms {
  const { store, clock, log, directory, observe } = options;
  const book = new AlarmBook(store.notes, clock, log);
  const webhooks = new Webhooks(clock, log);
  const teller = new Teller({ ...options, spool: store.spool, book, webhooks });
  const refusals = new RefusalWatch(clock, directory, observe, book);
  const expiries = new Expiries({ ...options, notes: store.notes });
  const watch = { ...options, book, refusals, expiries };
  const house = new HouseWatch({
    ...options,
    book,
    disks: options.disks ?? ((): readonly DiskFacts[] => []),
    oldestMailMs: options.oldestMailMs ?? null,
  });

  const stopping = new AbortController();
  const { signal } = stopping;
  let open = false;
  const early: Observation[] = [];
  let known: readonly Expiry[] = [];
  let rounds: Promise<unknown> | null = null;
  let napEnd = new AbortController();
  let changed: Timer | null = null;
  /** The directory changed since the round that runs, or ran last, began. */
  let stale = false;
  let unsubscribe = (): void => {};

  const hear = (observation: Observation): void => {
    switch (observation.kind) {
      case 'alarm':
        book.raise(observation.alarm);
        teller.wake();
        return;
      case 'alarm-over':
        book.end(observation.key, observation);
        teller.wake();
        // It signs in again: what was about to expire is renewed, too.
        if (observation.key.startsWith('upstream-held:')) lookSoon();
        return;
      case 'session':
        refusals.session(observation.record);
        return;
      case 'trace': {
        const { kind, queueId } = observation.event;
        const key = `content-damaged:${queueId}`;
        if (ENDS_A_MESSAGE.has(kind) && book.get(key) !== null)
          observe({ kind: 'alarm-over', key, end: 'left-the-queue' });
        return;
      }
      case 'warning':
        if (observation.what === 'orphan-report') house.orphanReport();
        return;
      default:
        // Connections are no alarms.
        return;
    }
  };

  const goRound = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        known = ofUpstreams(await watchRound(watch));
      } catch (error) {
        if (!signal.aborted) log.warn({ error: String(error) }, 'looking for alarms failed; it is done again later');
      }
      // Reminders fall due by themselves.
      if (book.due().length > 0) teller.wake();
      if (!stale) await sleep(clock, ROUND_MS, AbortSignal.any([signal, napEnd.signal]));
      stale = false;
      napEnd = new AbortController();
    }
  };

  const goHouseRounds = async (): Promise<void> => {
    let queueAt = clock.monotonic();
    while (!signal.aborted) {
      house.lookAtDisk();
      if (clock.monotonic() >= queueAt)
        try {
          queueAt = clock.monotonic() + (await house.lookAtQueue());
        } catch (error) {
          if (!signal.aborted)
            log.warn({ error: String(error) }, 'looking at the queue for alarms failed; it is done again');
        }
      await sleep(clock, HOUSE_ROUND_MS, signal);
    }
  };

  const lookSoon = (): void => {
    changed ??= clock.timer(AFTER_CHANGE_MS, () => {
      changed = null;
      stale = true;
      napEnd.abort();
    });
  };

  return {
    lookSoon,
    observe(observation) {
      if (open) hear(observation);
      else if (early.length < bounds.alarm.earlyAlarms) early.push(observation);
    },
    async start() {
      await book.load();
      open = true;
      for (const observation of early.splice(0)) hear(observation);
      unsubscribe = directory.onChange(lookSoon);
      rounds = Promise.all([goRound(), goHouseRounds()]);
    },
    async close() {
      unsubscribe();
      changed?.cancel();
      stopping.abort();
      await rounds;
      await teller.close();
      await webhooks.close();
      await book.written();
    },
    list: () => book.list(),
    async acknowledge(key, actor) {
      const found = book.acknowledge(key, actor);
      if (found) await book.written();
      return found;
    },
    test: (organization, actor) => teller.test(organization, actor),
    upstreamExpiries: () => known,
    gatherUpstreamExpiries: async () => ofUpstreams((await expiries.gather()).found),
  };
}
