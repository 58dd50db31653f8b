/** The alarm room on its own: a clock that is turned by hand, notes that outlast a restart, and what it mailed. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Alarms, createAlarms } from '../../src/alarm/alarms.ts';
import { createIdSource, type ObjectId } from '../../src/base/id.ts';
import { type Devices, openDevices } from '../../src/devices/devices.ts';
import type { Log } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import type { Alarm, SpokenAlarm } from '../../src/mail/alarm.ts';
import { deviceForms } from '../../src/directory/kinds/device.ts';
import type { Device, DirectoryObject } from '../../src/directory/objects.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import type { Observation, Observe } from '../../src/mail/observation.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import type { QueuedMessage } from '../../src/mail/delivery.ts';
import type { NewMessage, NoteStore, Spool, Store } from '../../src/store/store.ts';
import { createFakeStore } from '../../lab/stores/fake-store.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { domain, mailbox, organization, smartHost } from '../../lab/houses/test-house.ts';
import { createFakeNotes } from '../../lab/stores/fake-notes.ts';
import { sessionRecord } from '../../lab/stores/records.ts';

/** An organization with a mailbox that answers for postmaster. */
export const site: readonly DirectoryObject[] = [organization(), domain('ours.test'), mailbox('v@ours.test')];

export const alarm = (over: Partial<SpokenAlarm> = {}): Alarm => ({
  key: 'upstream-held:out-m365',
  kind: 'upstream-held',
  organizationId: 'org' as never,
  subject: 'm365',
  stage: 1,
  cause: 'The client secret expired.',
  cure: 'doorpost upstream set m365 --secret-stdin',
  ...over,
});

/** A copier that may be silent for three days. */
export const device = (over: Partial<Device> = {}): Device => ({
  kind: 'device',
  ...deviceForms.standards,
  id: 'copier' as ObjectId,
  organizationId: 'org' as ObjectId,
  name: 'Copier 2nd floor',
  place: 'hall',
  addresses: ['10.0.0.7'],
  silentAfterDays: 3,
  ...over,
});

/** One of the copier. */
export const session = (over: Partial<SessionRecord> = {}): Observation => ({
  kind: 'session',
  record: sessionRecord({ clientAddress: '10.0.0.7', endedAt: 0, ...over }),
});

export interface Room {
  readonly alarms: Alarms;
  readonly clock: ManualClock;
  readonly mails: NewMessage[];
  readonly observed: Observation[];
  readonly logged: string[];
  readonly notes: NoteStore;
  /** Queue ids of messages that wait. */
  readonly queued: Set<string>;
  /** When a connector's sign-in was last used. */
  readonly used: Map<ObjectId, number>;
  /** Names of secrets that are not there. */
  readonly unset: Set<string>;
  /** Whether this node makes the rounds. */
  role(isHeld: boolean): void;
  /** The store refuses mail while it is true. */
  broken: boolean;
  observe: Observe;
  change(...objects: readonly DirectoryObject[]): void;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openRoom(
  objects: readonly DirectoryObject[] = site,
  more: { readonly ownCertificates?: readonly string[] } = {},
): Promise<Room> {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const fake = createFakeStore();
  const logged: string[] = [];
  const write = (fields: object, message: string): void => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { debug() {}, info: write, warn: write, error: write };
  let revision = 1;
  // The upstream that alarms are about; what is gone has none.
  const m365 = smartHost('m365', 25, { recipientDomains: [] });
  let current = [...(objects.some(({ id }) => id === m365.id) ? [] : [m365]), ...objects];
  const directory = new LiveDirectory({ revision, objects: current });
  const observed: Observation[] = [];
  const queued = new Set<string>();
  const used = new Map<ObjectId, number>();
  const unset = new Set<string>();
  const spool: Spool = {
    ...fake.spool,
    message: async (queueId) => (queued.has(queueId) ? ({ queueId } as QueuedMessage) : null),
  };
  let holding = new AbortController();
  let hold: (over: AbortSignal) => void = () => {};
  const role: Store['role'] = (_, begin) => {
    hold = begin;
    holding = new AbortController();
    hold(holding.signal);
    return () => holding.abort();
  };
  let devices: Devices;
  const make = async (): Promise<Alarms> => {
    devices = await openDevices({ notes, directory, clock, log, observe: () => {} });
    return createAlarms({
      store: { ...fake, notes, spool, role },
      directory,
      clock,
      ids: createIdSource(clock, systemRandom),
      log,
      observe: (observation) => room.observe(observation),
      hostName: 'mail.ours.test',
      ownCertificates: more.ownCertificates ?? [],
      lastHeard: (id) => devices.lastHeard(id),
      lastUsedAt: async (id) => used.get(id) ?? null,
      // Addresses of webhooks stand in the directory here.
      readSecret: async (name) => (unset.has(name) || name.startsWith('webhook:') ? null : 'a secret'),
      judges: {
        waitingDevices: () => null,
        limits: () => null,
        secrets: () => null,
        engines: () => null,
        blockLists: () => null,
      },
    });
  };
  let alarms: Alarms;
  const room: Room = {
    get alarms() {
      return alarms;
    },
    clock,
    mails: fake.messages,
    observed,
    logged,
    notes,
    queued,
    used,
    unset,
    role(isHeld) {
      if (!isHeld) return holding.abort();
      holding = new AbortController();
      hold(holding.signal);
    },
    get broken() {
      return fake.failing === 'accept';
    },
    set broken(value) {
      fake.failing = value ? 'accept' : null;
    },
    observe(observation) {
      observed.push(observation);
      alarms.observe(observation);
      devices.observe(observation);
    },
    change(...put) {
      const gone = new Set(put.map(({ id }) => id));
      current = [...current.filter(({ id }) => !gone.has(id)), ...put];
      directory.replace({ revision: ++revision, objects: current });
    },
    async restart() {
      await room.close();
      alarms = await make();
      await alarms.start();
    },
    async close() {
      await alarms.close();
      await devices.close();
    },
  };
  alarms = await make();
  await alarms.start();
  return room;
}

/** Turns the clock, and lets what that began (a mail is composed by a library that streams) come to its end. */
export async function pass(room: Room, ms: number): Promise<void> {
  await room.clock.advance(ms);
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export const subjects = (room: Room): readonly (string | null)[] => room.mails.map(({ header }) => header.subject);

/** The body of a mail, decoded. */
export function bodyOf(message: NewMessage | undefined): string {
  assert.ok(message?.content.kind === 'inline');
  const text = Buffer.from(message.content.bytes).toString('latin1');
  return text.slice(text.indexOf('\r\n\r\n')).replace(/=\r\n/gu, '').replaceAll('=3D', '=');
}

export interface Hook extends AsyncDisposable {
  readonly url: string;
  readonly bodies: Record<string, unknown>[];
  /** What it does with a request; answers 200 at first. */
  act: (request: IncomingMessage, response: ServerResponse) => void;
  /** Resolves when so many requests have come. */
  reached(count: number): Promise<void>;
}

/** A webhook's server on loopback. */
export async function openHook(): Promise<Hook> {
  const bodies: Record<string, unknown>[] = [];
  let came = (): void => {};
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => {
      bodies.push(text === '' ? {} : (JSON.parse(text) as Record<string, unknown>));
      hook.act(request, response);
      came();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hook: Hook = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    bodies,
    act: (_request, response) => response.end('ok'),
    async reached(count) {
      while (bodies.length < count)
        await new Promise<void>((resolve) => {
          came = resolve;
        });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hook;
}
