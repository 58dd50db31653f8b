/** The composition: builds the rooms around the store and joins them, from the ground up. No other file knows all rooms. */
import { join } from 'node:path';
import { diskStatus, mailDisks } from './admin/observe/disks.ts';
import { createStandstill, type Standstill } from './admin/observe/standstill.ts';
import { retryWaiting } from './admin/changes/waiting-mail.ts';
import { type Admin, type AdminOptions, createAdmin } from './admin/server.ts';
import { type Alarms, createAlarms } from './alarm/alarms.ts';
import { asTheyCome } from './base/collections/as-they-come.ts';
import { DkimHealths } from './checkup/dkim/dkim-healths.ts';
import { given } from './base/given.ts';
import { DomainHealths } from './checkup/domain/domain-health.ts';
import { systemClock } from './base/system-clock.ts';
import type { Settings } from './config/settings.ts';
import { DeliveryRoom } from './deliver/delivery-room.ts';
import { ownEndpoints, ownNames } from './deliver/hops/own-endpoints.ts';
import { DeviceCodes } from './deliver/oauth/device-code.ts';
import { Tokens } from './deliver/oauth/tokens.ts';
import { capturedReader, createLooking, mailboxReader } from './deliver/transports/mailbox/mailbox-reader.ts';
import { type Devices, openDevices } from './devices/devices.ts';
import { LiveDirectory } from './directory/live-directory.ts';
import type { AbuseWatch } from './abuse/watch.ts';
import { furnishAbuse } from './furnish-abuse.ts';
import { quarantineDesk, waitingMail } from './furnish-quarantine.ts';
import { type Foundation, type Ground, layGround } from './ground.ts';
import { explain } from './explain.ts';
import type { Step } from './mail/step.ts';
import type { DiskFacts } from './policy/delivery/disk.ts';
import { routeRecipient } from './policy/routing/routing.ts';
import { Runner } from './queue/runner.ts';
import { QueueSteering } from './queue/steer/steer.ts';
import { Engines } from './receive/screen/engines.ts';
import { createReceiving, type Receiving } from './receive/receive-room.ts';
import { judge } from './screening/disposition.ts';

/** All that was furnished; nothing is open to the world yet (`opened-house.ts`). */
export interface Rooms {
  readonly ground: Ground;
  readonly sight: Sight;
  readonly mail: MailRooms;
  readonly abuse: AbuseWatch;
  readonly admin: Admin;
}

/** The order counts: the rooms are told of an observation in the order in which they were furnished. */
export async function furnish(base: Foundation): Promise<Rooms> {
  const ground = await layGround(base);
  const engines = new Engines({ ...ground.shared, ...ground });
  const receiving = furnishReceiving(ground, engines);
  const tokens = furnishTokens(ground);
  let admin: Admin | null = null;
  const sight = await furnishSight(ground, { receiving, tokens, engines }, () => admin?.closed() ?? null);
  const mail = furnishMail(ground, receiving, tokens, sight);
  const abuse = furnishAbuse(ground, mail.steering);
  admin = furnishAdmin(ground, sight, mail);
  return { ground, sight, mail, abuse, admin };
}

const furnishReceiving = ({ shared, settings, space, readSecret, resolver }: Ground, engines: Engines): Receiving =>
  createReceiving({
    ...shared,
    ...space.door,
    settings,
    route: routeRecipient,
    readSecret,
    screening: { resolver, judge, ...engines.looks },
  });

/** Those who look on: disks, alarms, devices, and whether this thread stands still. */
interface Sight {
  readonly disks: () => readonly DiskFacts[];
  readonly alarms: Alarms;
  readonly devices: Devices;
  readonly domains: DomainHealths;
  readonly dkim: DkimHealths;
  readonly standstill: Standstill;
  readonly engines: Engines;
}

async function furnishSight(
  ground: Ground,
  { receiving, tokens, engines }: { readonly receiving: Receiving; readonly tokens: Tokens; readonly engines: Engines },
  closedDoors: Admin['closed'],
): Promise<Sight> {
  const { shared, settings, directory, clock, store, secrets, readSecret, observers } = ground;
  const disks = await mailDisks(settings, store, directory, clock);
  const alarms: Alarms = createAlarms({
    ...shared,
    hostName: settings.hostName,
    ownCertificates:
      settings.certificates.length > 0
        ? settings.certificates.map(({ certificateFile }) => certificateFile)
        : [join(settings.dataDirectory, 'tls', 'self-signed.pem')],
    disks,
    quarantine: () => ground.space.room,
    closedDoors,
    oldestMailMs: settings.alarms.oldestMailMs,
    lastHeard: (id) => devices.lastHeard(id),
    lastUsedAt: (id) => tokens.lastUsedAt(id),
    domainHealth: (id) => domains.of(id),
    dkimHealth: (id) => dkim.of(id),
    judges: {
      waitingDevices: (alarm) => devices.judge(alarm),
      limits: receiving.judgeLimit,
      secrets: secrets.judge,
      engines: engines.judgeEngine,
      blockLists: engines.judgeList,
    },
    readSecret,
  });
  observers.push(alarms.observe);
  // Alarms hear what devices tell as they open, and ask for none before they are started.
  const devices = await openDevices({ ...shared, notes: store.notes });
  observers.push(devices.observe);
  const domains = new DomainHealths({
    ...shared,
    settings,
    resolver: ground.resolver,
    changed: () => alarms.lookSoon(),
  });
  const dkim = new DkimHealths({ ...shared, resolver: ground.resolver, changed: () => alarms.lookSoon() });
  return { disks, alarms, devices, domains, dkim, standstill: createStandstill(), engines };
}

/** The way of mail: received, waiting, delivered; and the sign-ins that delivery needs. */
interface MailRooms {
  readonly receiving: Receiving;
  readonly runner: Runner;
  readonly steering: QueueSteering;
  readonly delivery: DeliveryRoom;
  readonly tokens: Tokens;
  readonly deviceCodes: DeviceCodes;
}

function furnishMail(ground: Ground, receiving: Receiving, tokens: Tokens, { alarms }: Sight): MailRooms {
  const { shared, settings, directory, clock, log } = ground;
  const delivery = furnishDelivery(ground, receiving, tokens);

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
  const deviceCodes = new DeviceCodes({
    tokens,
    readSecret: ground.readSecret,
    current: (id) => directory.current.get('outbound-connector', id),
    onSignedIn: (connector) => {
      alarms.lookSoon();
      return retryWaiting({ directory, steering }, connector, 'sign-in').catch(() => {
        log.warn({}, 'mail that waited for the sign-in goes at its next turn');
        return null;
      });
    },
    clock,
    log,
  });
  return { receiving, runner, steering, delivery, tokens, deviceCodes };
}

const furnishTokens = ({ readSecret, secrets, store, clock, log }: Ground): Tokens =>
  new Tokens({
    readSecret,
    writeSecret: secrets.put,
    notes: store.notes,
    exclusive: (name, work, signal) => store.exclusive(name, work, signal),
    clock,
    log,
  });

function furnishDelivery(ground: Ground, receiving: Receiving, tokens: Tokens): DeliveryRoom {
  const { shared, settings, overrides, clock, log, store } = ground;
  const { addressPolicy, extraAuthorities, mxPort, mtaStsPort } = overrides;
  const delivery = new DeliveryRoom({
    ...shared,
    resolver: ground.resolver,
    secureResolver: ground.secureResolver,
    settings: {
      ...settings,
      isOwnEndpoint: ownEndpoints(
        () => receiving.listening(),
        log,
        undefined,
        () => clock.monotonic(),
      ),
      isOwnName: ownNames(namesOf(settings), () => receiving.listening()),
    },
    mailDirectory: ground.mailDirectory,
    readSecret: ground.readSecret,
    tokens,
    notes: store.notes,
    ...given({ addressPolicy, extraAuthorities, mxPort, mtaStsPort }),
  });
  ground.observers.push(delivery.observe);
  return delivery;
}

const namesOf = ({ hostName, serviceHost, submissionHost }: Settings): readonly string[] =>
  [hostName, serviceHost, submissionHost].map((name) => name.toLowerCase());

/** The desk of the administrator: sees all rooms, and acts on them. */
function furnishAdmin(ground: Ground, sight: Sight, mail: MailRooms): Admin {
  const { shared, settings, overrides, directory, secrets, resolver, version } = ground;
  const { receiving, runner, steering, delivery, tokens, deviceCodes } = mail;
  const looking = createLooking(systemClock);
  const explaining: Explaining = (question, organizations) => {
    const seen = organizations && new LiveDirectory(directory.current.within(new Set(organizations)));
    return explain({ directory: seen ?? directory, receiving, delivery }, question);
  };
  const admin = createAdmin({
    ...shared,
    settings,
    secrets,
    resolver,
    version,
    testConnector: (connector, message, tell) => delivery.testConnector(connector, message, tell),
    watch: receiving.watch,
    limitUses: (isMeant) => receiving.limitUses(isMeant),
    explain: explaining,
    checkup: checkupOf(ground, sight, delivery, explaining),
    upstreamStatus: () => delivery.upstreamTroubles(),
    destinations: {
      busy: () => runner.status().lanes,
      throttledUntil: (id) => delivery.throttledUntil(id),
    },
    upstreamUses: () => delivery.upstreamUses(),
    leadsBack: (host, port) => delivery.leadsBack(host, port),
    stsPolicies: () => delivery.stsPolicies(),
    upstreamSignIn: {
      start: (connector) => deviceCodes.start(connector),
      state: (id) => deviceCodes.state(id),
      token: (connector) => tokens.state(connector),
      forget: (id, names) => tokens.forget(id, names),
    },
    steering,
    quarantine: quarantineDesk(shared),
    waitingMail: waitingMail(shared.store.spool, looking),
    devices: sight.devices,
    domainChecks: sight.domains,
    dkimChecks: sight.dkim,
    screening: sight.engines,
    mailboxes: mailboxReader(ground.mailDirectory, looking),
    captured: capturedReader(settings.dataDirectory, looking),
    status: statusOf(ground, sight, receiving),
    reloadCertificates: () => receiving.reloadCertificates(),
    certificates: receiving.certificates,
    settingsInForce: async () => {
      const { settingsInForce } = await import('./config/in-force.ts');
      return settingsInForce({ settings, raw: overrides.raw ?? new Map() });
    },
    gatewayAddresses: () => ground.gateways,
    alarms: sight.alarms,
    ...(overrides.seeAnswer && { seeAnswer: overrides.seeAnswer }),
  });
  ground.observers.push(admin.observe);
  return admin;
}

type Explaining = NonNullable<AdminOptions['explain']>;

function checkupOf(
  { shared, resolver, settings, overrides, gateways }: Ground,
  { disks, alarms, devices, engines }: Sight,
  delivery: DeliveryRoom,
  explaining: Explaining,
): NonNullable<AdminOptions['checkup']> {
  return async function* (selection, signal) {
    // Loaded when somebody asks: what checks is not needed to carry mail.
    const { createCheckup } = await import('./checkup/checkup.ts');
    const checkup = createCheckup({
      ...shared,
      resolver,
      settings,
      gateways,
      disks,
      probeConnector: (connector) => asTheyCome<Step, unknown>((tell) => delivery.probe(connector, tell)),
      probeHost: (host) => delivery.probeHost(host, overrides.mxPort ?? 25),
      screening: engines.probes,
      expiries: () => alarms.gatherUpstreamExpiries(),
      troubles: () => delivery.upstreamTroubles(),
      devices,
      explain: explaining,
    });
    yield* checkup(selection, signal);
  };
}

function statusOf(
  { settings, overrides, store, clock, startedAt }: Ground,
  { disks, alarms, standstill }: Sight,
  receiving: Receiving,
): AdminOptions['status'] {
  return () => ({
    mode: settings.mode,
    uptimeMs: clock.monotonic() - startedAt,
    hostName: settings.hostName,
    listeners: receiving.listening(),
    sessions: receiving.sessions(),
    storeHealthy: store.unhealthyReason() === null,
    storeTrouble: store.unhealthyReason(),
    standstill: standstill.status(),
    disk: diskStatus(disks()),
    log: { linesLost: overrides.logLinesLost?.() ?? 0 },
    alarms: alarms.list().length,
    certificate: receiving.certificate(),
    certificates: receiving.allCertificates(),
  });
}
