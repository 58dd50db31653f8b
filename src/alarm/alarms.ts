/**
 * The alarm room: hears the alarms of all rooms, raises those of time (what expires, what is silent, who is refused again and again), ends
 * each as its kind ends (`policy/alarms/alarm-rules.ts`), and sees to it that people learn of it in time, by mail, webhook and metric.
 *
 * Promises: each stage of an alarm is told once, again after a day while it lasts and nobody acknowledged it, its end once; a restart
 * neither repeats nor forgets; however many alarms come, the tellings of an hour are bounded.
 * Never: delays who raises; tells a secret; depends for its mail on the upstream that is in trouble where another way exists.
 */
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Organization, SecretName } from '../directory/objects.ts';
import type { ClosedDoor } from '../mail/doors/closed-door.ts';
import type { DkimChecks } from '../mail/doors/dkim-health.ts';
import type { DomainChecks } from '../mail/doors/domain-health.ts';
import type { SeenDevices } from '../mail/doors/seen-devices.ts';
import type { Observation, Observe } from '../mail/observation.ts';
import type { TraceKind } from '../mail/trace-event.ts';
import { alarmOver } from '../policy/alarms/alarm-rules.ts';
import type { RaisedAlarm } from '../policy/alarms/alarm-telling.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { DiskFacts } from '../policy/delivery/disk.ts';
import type { QuarantineRoom } from '../policy/delivery/quarantine-room.ts';
import type { Expiry } from '../policy/alarms/expiry-alarms.ts';
import type { Store } from '../store/store.ts';
import { AlarmBook } from './book.ts';
import { Expiries, type ExpiryParts } from './expiries.ts';
import { QueueLooks } from './queue-looks.ts';
import { RefusalWatch } from './refusal-watch.ts';
import { AlarmRounds } from './rounds.ts';
import type { AlarmJudges } from './site-looks.ts';
import type { Step } from '../mail/step.ts';
import { Teller } from './teller.ts';
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
  /** Of a connector's sign-in, as the room that uses it says. */
  readonly lastUsedAt: ExpiryParts['lastUsedAt'];
  /** Of a device, as the room that keeps it says. */
  readonly lastHeard: SeenDevices['lastHeard'];
  /** Disks that mail is kept on; absent: none is watched. */
  readonly disks?: () => readonly DiskFacts[];
  readonly quarantine?: () => QuarantineRoom;
  /** Addresses of the HTTP API that are set and not open; null: not known yet. Absent: there are none. */
  readonly closedDoors?: () => readonly ClosedDoor[] | null;
  /** How long mail may wait before that is an alarm; null: however long. */
  readonly oldestMailMs?: number | null;
  /** Whole addresses of webhooks; absent: they stand in the directory. Rejects when it cannot be opened. */
  readonly readSecret?: (name: SecretName) => Promise<string | null>;
  readonly judges: AlarmJudges;
  /** How a domain was checked last; absent: none is. */
  readonly domainHealth?: DomainChecks['of'];
  readonly dkimHealth?: DkimChecks['of'];
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

/** Ends of one recipient, taken for the end of the message: while others wait, the next attempt raises the alarm again. */
const ENDS_A_MESSAGE: ReadonlySet<TraceKind> = new Set(['Send', 'Deliver', 'Capture', 'Fail', 'Drop']);

export const createAlarms = (options: AlarmOptions): Alarms => new AlarmRoom(options);

class AlarmRoom implements Alarms {
  readonly #observe: Observe;
  readonly #book: AlarmBook;
  readonly #webhooks: Webhooks;
  readonly #teller: Teller;
  readonly #refusals: RefusalWatch;
  readonly #expiries: Expiries;
  readonly #queue: QueueLooks;
  readonly #rounds: AlarmRounds;
  #isOpen = false;
  /** Observations of before the book was read. */
  readonly #early: Observation[] = [];

  constructor(options: AlarmOptions) {
    const { store, clock, log, directory, observe } = options;
    this.#observe = observe;
    this.#book = new AlarmBook(store.notes, clock, log);
    this.#webhooks = new Webhooks(clock, log);
    const book = this.#book;
    this.#teller = new Teller({ ...options, spool: store.spool, book, webhooks: this.#webhooks });
    this.#refusals = new RefusalWatch(clock, directory, observe, book);
    this.#expiries = new Expiries({ ...options, notes: store.notes });
    this.#queue = new QueueLooks({ ...options, book, oldestMailMs: options.oldestMailMs ?? null });
    this.#rounds = new AlarmRounds({
      ...options,
      book,
      expiries: this.#expiries,
      queue: this.#queue,
      disks: options.disks ?? (() => []),
      quarantine: options.quarantine ?? (() => null),
      closedDoors: options.closedDoors ?? (() => []),
      whenMade: () => {
        if (book.due().length > 0) this.#teller.wake();
      },
    });
  }

  readonly observe: Observe = (observation) => {
    if (this.#isOpen) this.#hear(observation);
    else if (this.#early.length < bounds.alarm.earlyAlarms) this.#early.push(observation);
  };

  #hear(observation: Observation): void {
    switch (observation.kind) {
      case 'alarm':
        this.#book.raise(observation.alarm);
        this.#teller.wake();
        return;
      case 'alarm-over':
        this.#book.end(observation.key, observation.over);
        this.#teller.wake();
        // It signs in again: what was about to expire is renewed, too.
        if (observation.over.end === 'takes-mail-again') this.lookSoon();
        return;
      case 'session':
        this.#refusals.session(observation.record);
        return;
      case 'settled': {
        const key = `content-damaged:${observation.message.queueId}`;
        if (this.#book.get(key) !== null && observation.events.some(({ kind }) => ENDS_A_MESSAGE.has(kind)))
          this.#observe(alarmOver('content-damaged', key, { end: 'left-the-queue' }));
        return;
      }
      case 'warning':
        if (observation.what === 'orphan-report') this.#queue.orphanReport();
        return;
      default:
        // Connections are no alarms.
        return;
    }
  }

  async start(): Promise<void> {
    await this.#book.load();
    this.#isOpen = true;
    for (const observation of this.#early.splice(0)) this.#hear(observation);
    this.#rounds.start();
  }

  async close(): Promise<void> {
    await this.#rounds.close();
    await this.#teller.close();
    await this.#webhooks.close();
    await this.#book.written();
  }

  list(): readonly RaisedAlarm[] {
    return this.#book.list();
  }

  async acknowledge(key: string, actor: string): Promise<boolean> {
    const found = this.#book.acknowledge(key, actor);
    if (found) await this.#book.written();
    return found;
  }

  test(organization: Organization, actor: string): Promise<readonly Step[]> {
    return this.#teller.test(organization, actor);
  }

  lookSoon(): void {
    this.#rounds.lookSoon();
  }

  upstreamExpiries(): readonly Expiry[] {
    return ofUpstreams(this.#rounds.expiries);
  }

  async gatherUpstreamExpiries(): Promise<readonly Expiry[]> {
    return ofUpstreams((await this.#expiries.gather()).found);
  }
}
