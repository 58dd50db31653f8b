/**
 * The receive room: takes mail in on all listeners, by relay, submission and Direct Send. Promises: 250 only after the store has
 * the message; each refusal recorded with its reference; every wait and every buffer bounded; a changed directory or certificate
 * acts on the next step without dropping a session. Never: delivers, retries, reads what it has accepted.
 * RFC 5321, 5322, 6409, 3207, 4954; the PROXY protocol.
 */
import { bounds } from '../base/bounds.ts';
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Timer, sleep } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import { memo } from '../base/memo.ts';
import { slices } from '../base/slices.ts';
import type { LimitUse } from '../policy/alarms/limit-alarms.ts';
import type { Watch } from '../mail/doors/live-session.ts';
import type { ShownCertificates } from '../mail/doors/shown-certificates.ts';
import type { JudgeAlarm } from '../mail/alarm.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { Store } from '../store/store.ts';
import { limitsFor } from '../policy/limits.ts';
import { encodeReply } from '../smtp/grammar/reply-codec.ts';
import { Admission } from './connection/admission.ts';
import { Authenticator } from './sign-in/authenticate.ts';
import {
  type CertificateFacts,
  certificateStamp,
  type LoadedCertificates,
  loadCertificates,
} from './tls/certificates.ts';
import { Connection } from './connection/connection.ts';
import { HourCounts } from './limits/hour-counts.ts';
import { Listener, type Listening } from './connection/listener.ts';
import { LiveSessions } from './record/live-sessions.ts';
import { openSessionLog } from './record/open-session-log.ts';
import { allUses, judgeLimit } from './limits/quotas.ts';
import { type MailFacts, type Rehearsal, rehearse } from './rehearsal.ts';
import { Screening } from './screen/screen.ts';
import { RefusalBudget } from './record/session-record.ts';
import type { ReceivingOptions, RoomParts } from './room-parts.ts';
import { isOldTls, tlsClass, tlsClasses, type TlsDemands } from '../policy/devices/peer-profile.ts';
import { type CertificatePolicy, TlsEndpoint } from './tls/tls-endpoint.ts';
import { DAY_MS, UsageWindows } from './limits/usage-windows.ts';

export type { ReceivingOptions } from './room-parts.ts';
export type { Listening } from './connection/listener.ts';

export interface Receiving {
  /** Binds every listener. Rejects with one line when a port or a certificate cannot be had; then nothing is bound. */
  start(): Promise<void>;
  listening(): readonly Listening[];
  /** Stops accepting; idle sessions get 421, a message under way may finish within the grace. */
  close(graceMs: number): Promise<void>;
  /** Takes the certificate files as they are now. Rejects, and keeps the old ones, when they do not fit. */
  reloadCertificates(): Promise<void>;
  sessions(): number;
  certificate(): CertificateFacts;
  allCertificates(): LoadedCertificates['all'];
  readonly certificates: ShownCertificates;
  /** Of the alarm of a counted limit. */
  readonly judgeLimit: JudgeAlarm;
  /** How much of their counted limits those have used who have sent lately. */
  limitUses(isMeant: (organizationId: ObjectId) => boolean): Promise<readonly LimitUse[]>;
  /** Sessions as they happen. */
  readonly watch: Watch;
  /** The fate of a mail that has not been sent: decided by a real session, of which nothing is kept or counted. */
  /** @param directory that decides; a part of ours perhaps. */
  rehearse(facts: MailFacts, directory: LiveDirectory): Promise<Rehearsal>;
}

/** Certificate files are looked at this often. */
const CERTIFICATE_WATCH_MS = 10_000;
/** After the start, on its first run: making it keeps a core busy for a moment. */
const RSA_AFTER_MS = 1_000;
/** Sessions are told of a changed directory this late, all changes of an import at once. */
const HURRY_AFTER_MS = 200;

export function createReceiving(options: ReceivingOptions): Receiving {
  return new Room(options);
}

class Room implements Receiving {
  readonly #around: RoomParts;
  readonly #store: Store;
  readonly #usage: UsageWindows;
  readonly #authenticator: Authenticator;
  readonly #screening: Screening | null;
  readonly #listeners: readonly Listener[];
  /** Other rooms that show our certificates. */
  readonly #followers = new Set<() => void>();
  readonly #gates = new Map<string, TlsEndpoint>();
  readonly #connections = new Set<Connection>();
  readonly #running = new Set<Promise<void>>();
  #certificates: LoadedCertificates | null = null;
  /** The stamp of files that were found not to fit: complained about once. */
  #badStamp: string | null = null;
  #watch: Timer | null = null;
  #hurry: Timer | null = null;
  #rsaSoon: Timer | null = null;
  #unsubscribe: () => void = () => {};
  /** Takes a second or two; others that want it meanwhile wait for the same. */
  #makingRsa: Promise<void> | null = null;
  #closed = false;

  constructor(options: ReceivingOptions) {
    const { directory, clock, random, store } = options;
    const admission = new Admission(directory);
    admission.onStress = () => this.#stress();
    this.#store = store;
    this.#usage = new UsageWindows(clock);
    const { screening } = options;
    this.#screening = screening && new Screening({ ...options, spool: store.spool }, screening);
    this.#authenticator = new Authenticator(directory, clock, random, options.readSecret);
    this.#around = {
      ...options,
      admission,
      authenticator: this.#authenticator,
      usage: this.#usage,
      ownHosts: ownHosts(options.settings),
      screener: this.#screening,
      live: new LiveSessions(clock),
      directMessages: new HourCounts(clock),
      refusalBudget: new RefusalBudget(new HourCounts(clock), store.trace, () =>
        limitsFor(directory.current)('refusalsKeptPerAddressPerHour'),
      ),
      sends: new Map(),
      nearLimits: new Map(),
    };
    this.#listeners = options.settings.listeners.map(
      (settings) => new Listener(settings, options.log, (socket) => this.#connected(settings.name, socket)),
    );
  }

  async start(): Promise<void> {
    const { clock, directory } = this.#around;
    await this.#takeCertificates(this.#isOldTlsSpoken());
    this.#usage.seed(await this.#store.usage.since(clock.now() - DAY_MS));
    const following = [
      directory.onChange(() => this.#changed()),
      this.#store.usage.follow((buckets) => this.#usage.seed(buckets)),
    ];
    this.#unsubscribe = () => following.forEach((stop) => stop());
    try {
      for (const listener of this.#listeners) await listener.open();
    } catch (error) {
      for (const listener of this.#listeners) listener.close();
      this.#unsubscribe();
      throw error;
    }
    this.#watchCertificates();
    // A key of RSA takes a while: the doors do not wait for it.
    if (this.#certificates?.hasRsa === false && this.#wantsRsa())
      this.#rsaSoon = clock.timer(RSA_AFTER_MS, () => void (this.#makingRsa ??= this.#makeRsa()));
  }

  listening(): readonly Listening[] {
    return this.#listeners.flatMap((listener) => listener.listening());
  }

  async close(graceMs: number): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#watch?.cancel();
    this.#hurry?.cancel();
    this.#rsaSoon?.cancel();
    this.#unsubscribe();
    this.#around.live.close();
    for (const listener of this.#listeners) listener.close();
    for (const connection of this.#connections) connection.drain();
    await this.#allGone(graceMs);
    for (const connection of this.#connections) connection.cut();
    await this.#allGone(bounds.receive.cut);
    await this.#makingRsa;
    await this.#screening?.[Symbol.asyncDispose]();
  }

  async #allGone(waitMs: number): Promise<void> {
    if (this.#running.size === 0 || waitMs <= 0) return;
    const enough = new AbortController();
    await Promise.race([Promise.all(this.#running), sleep(this.#around.clock, waitMs, enough.signal)]);
    enough.abort();
  }

  async reloadCertificates(): Promise<void> {
    const { subject, notAfter } = (await this.#takeCertificates(this.#wantsRsa())).facts;
    this.#around.log.info({ subject, notAfter: new Date(notAfter).toISOString() }, 'certificates taken');
  }

  async #takeCertificates(wantsRsa: boolean): Promise<LoadedCertificates> {
    const loaded = await loadCertificates(this.#around.settings, this.#around.clock, wantsRsa);
    this.#certificates = loaded;
    for (const { message, cure } of loaded.doubts) this.#around.log.warn({ cure }, `certificate ${message}`);
    this.#rebuildGates(true);
    for (const changed of this.#followers) changed();
    return loaded;
  }

  sessions(): number {
    return this.#connections.size;
  }

  certificate(): CertificateFacts {
    if (this.#certificates === null) throw new Error('not started');
    return this.#certificates.facts;
  }

  allCertificates(): LoadedCertificates['all'] {
    return this.#certificates?.all ?? [];
  }

  readonly certificates: ShownCertificates = {
    pairs: () => {
      if (this.#certificates === null) throw new Error('not started');
      return this.#certificates.pairs;
    },
    follow: (changed) => {
      this.#followers.add(changed);
      return () => void this.#followers.delete(changed);
    },
  };

  readonly judgeLimit: JudgeAlarm = (alarm) => judgeLimit(this.#around, alarm);

  limitUses(isMeant: (organizationId: ObjectId) => boolean): Promise<readonly LimitUse[]> {
    return allUses(this.#around, isMeant, slices(this.#around.clock));
  }

  get watch(): Watch {
    return this.#around.live.watch;
  }

  rehearse(facts: MailFacts, directory: LiveDirectory): Promise<Rehearsal> {
    return rehearse(
      { ...this.#around, directory },
      this.#listeners.map(({ settings }) => settings),
      facts,
    );
  }

  #connected(name: string, socket: Socket): void {
    const listener = this.#listeners.find((one) => one.settings.name === name);
    if (listener === undefined || this.#closed) {
      socket.destroy();
      return;
    }
    const { admission, observe } = this.#around;
    const entry = admission.enter();
    if (entry.kind === 'refused') {
      // The flood's own door: one write, no session.
      socket.on('error', () => {});
      const log = openSessionLog(this.#around, listener.settings, socket);
      const said = log.refuse(entry.reply, { stage: 'connect', reason: entry.reason });
      // On the implicit TLS port nobody could read it.
      if (listener.settings.role !== 'submissions') socket.write(encodeReply(said));
      log.transcript.said(encodeReply(said));
      log.end('refused at the door');
      socket.destroySoon();
      return;
    }
    const gate = (demands: TlsDemands): TlsEndpoint => {
      const found = this.#gates.get(`${name} ${tlsClass(demands)}`);
      if (found === undefined) throw new Error('not started');
      return found;
    };
    const connection = new Connection(this.#around, listener.settings, gate, socket);
    this.#connections.add(connection);
    observe({ kind: 'connection', listener: name, change: 1 });
    const running = connection.run().finally(() => {
      this.#connections.delete(connection);
      this.#running.delete(running);
      entry.leave();
      observe({ kind: 'connection', listener: name, change: -1 });
    });
    this.#running.add(running);
  }

  /** Beside the ECDSA one: for old devices, and for everybody where nobody gave us certificates. */
  #wantsRsa(): boolean {
    return this.#around.settings.certificates.length === 0 || this.#isOldTlsSpoken();
  }

  /** Some listed device speaks old TLS. */
  #isOldTlsSpoken(): boolean {
    return [...tlsClasses(this.#around.directory.current).values()].some(isOldTls);
  }

  #changed(): void {
    this.#rebuildGates(false);
    if (this.#certificates?.hasRsa === false && this.#isOldTlsSpoken()) this.#makingRsa ??= this.#makeRsa();
    // A session's wait may have got shorter, or longer, by any object's limits.
    this.#hurry ??= this.#around.clock.timer(HURRY_AFTER_MS, () => {
      this.#hurry = null;
      for (const connection of this.#connections) connection.hurry();
    });
  }

  async #makeRsa(): Promise<void> {
    try {
      await this.#takeCertificates(true);
    } catch (error) {
      this.#around.log.error({ error: String(error) }, 'no RSA certificate could be made for old devices');
    }
    this.#makingRsa = null;
  }

  #stress(): void {
    this.#around.observe({
      kind: 'warning',
      what: 'stress',
      text: 'Connections are above 80 % of connectionsTotal: waits and error limits are shorter until they fall',
    });
    for (const connection of this.#connections) connection.hurry();
  }

  // -- TLS

  /** Only where certificates or their policy have changed; sessions keep the TLS they have. */
  #rebuildGates(always: boolean): void {
    const { clock, random } = this.#around;
    const certificates = this.#certificates;
    if (certificates === null) return;
    const classes = tlsClasses(this.#around.directory.current);
    for (const { settings } of this.#listeners) {
      const policy =
        settings.role === 'relay'
          ? certificatePolicy(this.#around.directory.current.certified)
          : { ask: false, stamp: 'no client certificates' };
      for (const [name, demands] of classes) {
        const key = `${settings.name} ${name}`;
        if (!always && this.#gates.get(key)?.policy.stamp === policy.stamp) continue;
        this.#gates.set(key, new TlsEndpoint(settings.name, certificates, policy, demands, random, clock));
      }
    }
  }

  #watchCertificates(): void {
    this.#watch = this.#around.clock.timer(CERTIFICATE_WATCH_MS, () => {
      void this.#lookAtCertificates().finally(() => {
        if (!this.#closed) this.#watchCertificates();
      });
    });
  }

  async #lookAtCertificates(): Promise<void> {
    const stamp = await certificateStamp(this.#around.settings).catch(() => null);
    if (stamp === null || stamp === this.#certificates?.stamp || stamp === this.#badStamp) return;
    try {
      await this.reloadCertificates();
      this.#badStamp = null;
    } catch (error) {
      this.#badStamp = stamp;
      const text = error instanceof Error ? error.message : String(error);
      this.#around.log.warn({ error: text }, 'the changed certificate files do not fit; the old certificate stays');
    }
  }
}

const ownHosts = ({ hostName, serviceHost, submissionHost }: ReceivingOptions['settings']): readonly string[] =>
  [...new Set([hostName, serviceHost, submissionHost])].map((host) => host.toLowerCase());

/** The demands on client certificates, and a stamp over everything that decides what they open. Most changes leave the list as it is. */
const certificatePolicy = memo((certified: DirectoryView['certified']): CertificatePolicy => {
  const hash = createHash('sha256');
  for (const { id, certificateName, certificateFingerprint } of certified)
    hash.update(JSON.stringify([id, certificateName, certificateFingerprint]));
  return { ask: certified.length > 0, stamp: hash.digest('hex') };
});
