/** The composition: builds the rooms around the store and joins them. Nothing else knows more than one room. */
import { bounds } from './base/bounds.ts';
import { join } from 'node:path';
import type { SeeAnswer } from './admin/context.ts';
import { observationLog } from './admin/observe/observation-log.ts';
import { watchSealed } from './admin/secrets/sealed-secrets.ts';
import { createSecrets, loadSecretKey } from './admin/secrets/secrets.ts';
import { type Admin, type AdminOptions, createAdmin } from './admin/server.ts';
import { retryWaiting } from './admin/changes/waiting-mail.ts';
import { sweepSecrets } from './admin/secrets/sweep-secrets.ts';
import { sealStoredWebhooks } from './admin/secrets/webhook-address.ts';
import { diskStatus, mailDisks } from './admin/observe/disks.ts';
import { createStandstill } from './admin/observe/standstill.ts';
import { type Alarms, createAlarms } from './alarm/alarms.ts';
import type { Clock } from './base/clock.ts';
import type { IdSource } from './base/id.ts';
import type { Log } from './base/log.ts';
import type { Random } from './base/random.ts';
import { slices } from './base/slices.ts';
import { systemClock } from './base/system-clock.ts';
import { defaultGateways } from './config/gateways.ts';
import type { Settings } from './config/settings.ts';
import { DeliveryRoom } from './deliver/delivery-room.ts';
import { DeviceCodes } from './deliver/oauth/device-code.ts';
import { capturedReader, createLooking, mailboxReader } from './deliver/transports/mailbox/mailbox-reader.ts';
import type { AddressPolicy } from './deliver/hops/address-policy.ts';
import { ownEndpoints } from './deliver/hops/own-endpoints.ts';
import { Tokens } from './deliver/oauth/tokens.ts';
import { accountOf } from './deliver/upstream/upstream-account.ts';
import { openDevices } from './devices/devices.ts';
import type { Resolver } from './dns/resolver.ts';
import { explain } from './explain.ts';
import type { Observe } from './mail/observation.ts';
import { connectorWarningsInPieces } from './policy/changes/connector-warnings.ts';
import { LiveDirectory } from './directory/live-directory.ts';
import { routeRecipient } from './policy/routing/routing.ts';
import { territoriesInForce } from './policy/routing/territory.ts';
import { startHousekeeping } from './queue/housekeeping.ts';
import { followChanges } from './queue/reroute.ts';
import { Runner } from './queue/runner.ts';
import { QueueSteering } from './queue/steer/steer.ts';
import { createReceiving, type Receiving } from './receive/receive-room.ts';
import { followDirectory } from './store/follow-directory.ts';
import type { Store, TerritoryOf } from './store/store.ts';

const DAY_MS = 86_400_000;

/** Parts that a test or a tool puts in place of the machine. */
export interface HouseOverrides {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly resolver?: Resolver;
  readonly log?: Log;
  /** Log lines that could not be written; absent: none ever. */
  readonly logLinesLost?: () => number;
  /** Which addresses mail may be sent to; tests allow loopback. */
  readonly addressPolicy?: AddressPolicy;
  /** PEM of further authorities that next hops' certificates may chain to. */
  readonly extraAuthorities?: readonly string[];
  /** The port on which mail hosts listen; 25. */
  readonly mxPort?: number;
  /** Hears every observation, beside log and metrics. */
  readonly observe?: Observe;
  /** Sees every answer of the API before it goes out. */
  readonly seeAnswer?: SeeAnswer;
}

export interface OpenPort {
  readonly name: string;
  readonly role: string;
  readonly address: string;
  readonly port: number;
}

/** The house with its rooms, until it is closed. */
export interface Furnished {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly ids: IdSource;
  /** Opens the ports and begins to deliver. Rejects with one line that names the setting when a port is in use. */
  start(): Promise<void>;
  /** How many deliveries are claimed and not yet concluded. */
  deliveries(): number;
  /** SMTP listeners and `http`; empty before start. */
  listening(): readonly OpenPort[];
  /** Reads the certificate files again: new sessions get the new ones, open sessions go on. */
  reloadCertificates(): Promise<void>;
  /** No new sessions or deliveries; running ones get `graceMs`, then 421 or a later attempt; then the store closes. Idempotent. */
  close(graceMs?: number): Promise<void>;
}

export interface Foundation {
  readonly settings: Settings;
  readonly overrides: HouseOverrides;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly resolver: Resolver;
  readonly ids: IdSource;
  readonly store: Store;
  readonly stopping: AbortController;
  /** Of this program. */
  readonly version: string;
  /** How lanes are shared out among nodes. */
  readonly divide: (by: TerritoryOf) => void;
}

export async function furnish(base: Foundation): Promise<Furnished> {
  const { settings, overrides, version, clock, random, log, resolver, ids, store, stopping } = base;
  const directory = new LiveDirectory(await store.directory.load());
  base.divide(territoriesInForce(directory, accountOf));
  const gateways = await defaultGateways();
  const startedAt = clock.monotonic();

  const observers: Observe[] = [observationLog(log), ...(overrides.observe ? [overrides.observe] : [])];
  const observe: Observe = (observation) => {
    for (const observer of observers) observer(observation);
  };
  const key = await loadSecretKey(join(settings.dataDirectory, 'secret.key'), random);
  const secrets = watchSealed(createSecrets({ store: store.secrets, key, random }), { directory, observe, log });
  await sealStoredWebhooks({ directory, store, secrets, now: clock.now(), log });
  const shared = { store, directory, clock, random, ids, log, observe };

  const receiving: Receiving = createReceiving({
    ...shared,
    settings,
    route: routeRecipient,
    readSecret: (name) => secrets.read(name),
  });

  const disks = await mailDisks(settings, store, directory, clock);
  const alarms: Alarms = createAlarms({
    ...shared,
    hostName: settings.hostName,
    ownCertificates:
      settings.certificates.length > 0
        ? settings.certificates.map(({ certificateFile }) => certificateFile)
        : [join(settings.dataDirectory, 'tls', 'self-signed.pem')],
    disks: () => disks(),
    oldestMailMs: settings.alarms.oldestMailMs,
    lastHeard: (id) => devices.lastHeard(id),
    judges: {
      waitingDevices: (alarm) => devices.judge(alarm),
      limits: receiving.judgeLimit,
      secrets: secrets.judge,
    },
    readSecret: (name) => secrets.read(name),
  });
  observers.push(alarms.observe);
  const readSecret = (name: string): Promise<string | null> => secrets.read(name);
  const tokens = new Tokens({
    readSecret,
    writeSecret: secrets.put,
    notes: store.notes,
    exclusive: (name, work, signal) => store.exclusive(name, work, signal),
    clock,
    log,
  });
  const deviceCodes = new DeviceCodes({
    tokens,
    readSecret,
    current: (id) => directory.current.get('outbound-connector', id),
    onSignedIn: (connector) => {
      alarms.lookSoon();
      retryWaiting({ directory, steering }, connector, 'sign-in').catch(() =>
        log.warn({}, 'mail that waited for the sign-in goes at its next turn'),
      );
    },
    clock,
    log,
  });
  const devices = await openDevices({ ...shared, notes: store.notes });
  observers.push(devices.observe);

  const mailDirectory = join(settings.dataDirectory, 'mail');
  const looking = createLooking(systemClock);
  const delivery = new DeliveryRoom({
    ...shared,
    resolver,
    settings: {
      ...settings,
      isOwnEndpoint: ownEndpoints(
        () => receiving.listening(),
        log,
        undefined,
        () => clock.monotonic(),
      ),
    },
    mailDirectory,
    readSecret,
    tokens,
    notes: store.notes,
    ...(overrides.addressPolicy ? { addressPolicy: overrides.addressPolicy } : {}),
    ...(overrides.extraAuthorities ? { extraAuthorities: overrides.extraAuthorities } : {}),
    ...(overrides.mxPort === undefined ? {} : { mxPort: overrides.mxPort }),
  });

  observers.push(delivery.observe);

  const queueSettings = { ...settings.queue, hostName: settings.hostName };
  const runner = new Runner({
    ...shared,
    deliver: (task, signal) => delivery.deliver(task, signal),
    settings: queueSettings,
  });
  const steering = new QueueSteering({
    ...shared,
    settings: queueSettings,
    forgetTroubles: () => {
      delivery.forgetTroubles();
      runner.forgetTroubles();
    },
  });

  const explaining: NonNullable<AdminOptions['explain']> = (question) =>
    explain({ directory, receiving, delivery }, question);
  const admin: Admin = createAdmin({
    ...shared,
    settings,
    secrets,
    resolver,
    version,
    testConnector: (connector, message) => delivery.testConnector(connector, message),
    watch: receiving.watch,
    explain: explaining,
    // Loaded when somebody asks: what checks is not needed to carry mail.
    async *checkup(selection, signal) {
      const { createCheckup } = await import('./checkup/checkup.ts');
      const checkup = createCheckup({
        ...shared,
        resolver,
        settings,
        disks,
        probeConnector: (connector) => delivery.probe(connector),
        probeHost: (host) => delivery.probeHost(host, overrides.mxPort ?? 25),
        expiries: () => alarms.gatherUpstreamExpiries(),
        troubles: () => delivery.upstreamTroubles(),
        devices,
        explain: explaining,
      });
      yield* checkup(selection, signal);
    },
    upstreamStatus: () => delivery.upstreamTroubles(),
    upstreamSignIn: {
      start: (connector) => deviceCodes.start(connector),
      state: (id) => deviceCodes.state(id),
      token: (connector) => tokens.state(connector),
      forget: (id) => tokens.forget(id),
    },
    steering,
    devices,
    mailboxes: mailboxReader(mailDirectory, looking),
    captured: capturedReader(settings.dataDirectory, looking),
    status: async () => {
      const lanes = await store.spool.lanes();
      return {
        mode: settings.mode,
        uptimeMs: clock.monotonic() - startedAt,
        hostName: settings.hostName,
        listeners: receiving.listening(),
        queue: {
          waiting: lanes.reduce((sum, lane) => sum + lane.waiting, 0),
          held: lanes.reduce((sum, lane) => sum + lane.held, 0),
        },
        sessions: receiving.sessions(),
        storeHealthy: store.unhealthyReason() === null,
        standstill: standstill.status(),
        disk: diskStatus(disks()),
        log: { linesLost: overrides.logLinesLost?.() ?? 0 },
        alarms: alarms.list().length,
        certificate: receiving.certificate(),
      };
    },
    reloadCertificates: () => receiving.reloadCertificates(),
    gatewayAddresses: () => gateways,
    alarms,
    ...(overrides.seeAnswer && { seeAnswer: overrides.seeAnswer }),
  });
  observers.push(admin.observe);

  /** Everything that goes on beside the mail, once it is started. */
  const stops: (() => void | Promise<void>)[] = [followDirectory(store, directory, log)];
  const standstill = createStandstill();
  let closed: Promise<void> | null = null;
  return {
    store,
    directory,
    ids,
    async start() {
      stops.push(sweepSecrets({ ...shared, secrets }));
      await secrets.lookForSealed();
      await receiving.start();
      await alarms.start();
      delivery.restoreTroubles(alarms.list());
      // Another node was told of an upstream whose lanes have come here.
      stops.push(store.spool.onTerritory(() => delivery.restoreTroubles(alarms.list())));
      await admin.start();
      await delivery.prepare();
      runner.start();
      standstill.start();
      const keepTraceMs = settings.trace.keepDays * DAY_MS;
      stops.push(
        startHousekeeping({ store, clock, log, keepTraceMs }),
        followChanges({ store, directory, clock, log }),
      );
      // Thousands of connectors take a while, and no mail has to wait for it.
      await warnOfWideConnectors(directory, gateways, clock, log);
    },
    deliveries: () => runner.status().deliveries,
    listening: () => [
      ...receiving.listening(),
      ...admin
        .listening()
        .flatMap(({ address, port }) => (port === null ? [] : [{ name: 'http', role: 'http', address, port }])),
    ],
    reloadCertificates: () => receiving.reloadCertificates(),
    close(graceMs = bounds.house.grace) {
      closed ??= (async () => {
        // The doors first, then what is under way, then the disk: each needs the next.
        stopping.abort();
        const beside = stops.map((stop) => stop());
        await Promise.all([receiving.close(graceMs), runner.drain(graceMs), admin.close(), ...beside]);
        standstill.close();
        await alarms.close();
        deviceCodes.close();
        await delivery.close();
        await devices.close();
        await store[Symbol.asyncDispose]();
      })();
      return closed;
    },
  };
}

/** A connector that was sensible on the old network may be an open relay behind a new bridge: said at every start. */
async function warnOfWideConnectors(
  directory: LiveDirectory,
  gateways: readonly string[],
  clock: Clock,
  log: Log,
): Promise<void> {
  const view = directory.current;
  const rest = slices(clock);
  for (const connector of view.inboundConnectors) {
    if (!connector.enabled) continue;
    for (const { code, text } of await connectorWarningsInPieces(view, connector, gateways, rest)) {
      if (code !== 'replies-bounce') log.warn({ connector: connector.name, code }, text);
    }
  }
}
