/** The admin room on its own, over a fake store: listening on loopback and on a local socket in a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecrets, type Secrets } from '../../src/admin/secrets/secrets.ts';
import { type Admin, type AdminOptions, type AdminStatus, createAdmin } from '../../src/admin/server.ts';
import type { ReadMessage } from '../../src/mail/doors/stored-message.ts';
import { createIdSource } from '../../src/base/id.ts';
import type { Log } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { settingsInForce } from '../../src/config/in-force.ts';
import type { Settings } from '../../src/config/settings.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { noProvider } from './no-provider.ts';
import { contractCheck } from '../contract-check.ts';
import { createFakeDirectoryStore, type FakeDirectoryStore } from '../stores/fake-directory-store.ts';
import { step } from '../../src/texts/step.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed body; null when it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface AskOptions {
  readonly body?: unknown;
  readonly token?: string | null;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestAdmin extends AsyncDisposable {
  readonly admin: Admin;
  readonly fake: FakeDirectoryStore;
  readonly secrets: Secrets;
  readonly directory: LiveDirectory;
  readonly socketPath: string;
  /** What was logged, as one text. */
  readonly logged: string[];
  /** What the steering functions were called with. */
  readonly steered: { verb: string; args: readonly unknown[] }[];
  /** How many recipients they say they touched. */
  readonly steering: { touches: number };
  /** By the local socket. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** By TCP. */
  askTcp(method: string, path: string, options?: AskOptions): Promise<Answer>;
}

export const testStatus: AdminStatus = {
  mode: 'production',
  uptimeMs: 1,
  hostName: 'mx.service.test',
  listeners: [{ name: 'smtp', role: 'relay', address: '127.0.0.1', port: 25 }],
  sessions: 0,
  storeHealthy: true,
  storeTrouble: null,
  log: { linesLost: 0 },
  disk: { path: '/var/lib/doorpost', freeBytes: 5e9, leastBytes: 75e6, full: false },
  standstill: { sinceStart: { longestMs: 45, p99Ms: 2 }, lastMinute: { longestMs: 12, p99Ms: 1 } },
  alarms: 0,
  certificate: null,
  certificates: [],
};

export const httpSettings: Settings['http'] = {
  addresses: ['127.0.0.1'],
  port: 0,
  tls: 'off',
  hosts: ['admin.service.test'],
  trustedProxies: [],
  url: null,
};

export async function openTestAdmin(
  options: {
    readonly objects?: readonly DirectoryObject[];
    readonly zone?: string;
    readonly over?: Partial<AdminOptions>;
    readonly settings?: Partial<Settings>;
  } = {},
): Promise<TestAdmin> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-admin-'));
  const socketPath = join(folder, 'admin.sock');
  const fake = createFakeDirectoryStore(options.objects);
  const directory = new LiveDirectory(fake.directory());
  const logged: string[] = [];
  const write = (fields: object, message: string): void => {
    logged.push(
      `${message} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? value.message : value))}`,
    );
  };
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const secrets = createSecrets({ store: fake.store.secrets, key: systemRandom.bytes(32) });
  const steered: { verb: string; args: readonly unknown[] }[] = [];
  const steering = { touches: 3 };
  const verb =
    (name: string) =>
    async (...args: readonly unknown[]): Promise<number> => {
      steered.push({ verb: name, args });
      return steering.touches;
    };
  const settings = {
    mode: 'production',
    dataDirectory: folder,
    hostName: 'mx.service.test',
    serviceHost: 'mail.service.test',
    submissionHost: 'smtp.service.test',
    listeners: [
      { name: 'smtp', role: 'relay', addresses: ['127.0.0.1'], port: 25, setting: '' },
      { name: 'submission', role: 'submission', addresses: ['127.0.0.1'], port: 587, setting: '' },
      { name: 'submissions', role: 'submissions', addresses: ['127.0.0.1'], port: 465, setting: '' },
    ],
    http: httpSettings,
    signIn: { secondFactor: 'beyond-loopback', idleMs: 43_200_000 },
    oidc: noProvider,
    adminSocket: socketPath,
    egressAddresses: ['203.0.113.5'],
    alarms: { oldestMailMs: null },
    ...options.settings,
  } as unknown as Settings;
  const contract = contractCheck();
  const admin = createAdmin({
    settings,
    store: fake.store,
    directory,
    clock: systemClock,
    random: systemRandom,
    ids: createIdSource(systemClock, systemRandom),
    log,
    observe: () => {},
    secrets,
    resolver: createZoneResolver(options.zone ?? ''),
    version: '9.9.9',
    testConnector: async () => ({ ok: true, steps: [step('connect', 'good', '220 hello')] }),
    steering: {
      hold: verb('hold'),
      release: verb('release'),
      retryNow: verb('retryNow'),
      redirect: verb('redirect'),
      expire: verb('expire'),
      bounce: verb('bounce'),
    },
    quarantine: {
      ...{
        release: verb('release'),
        copyTo: verb('copyTo'),
        discard: verb('discard'),
        erase: async () => 0,
      },
    },
    waitingMail: { preview: async () => null, content: async () => null },
    devices: { of: () => null, at: () => null, strangers: () => [], ignore: () => false, forgetPerson: async () => 0 },
    mailboxes: {
      list: async () => [{ id: 'm1', folder: 'INBOX', at: 1, from: 'a@b', subject: 'hi', sizeBytes: 5, seen: false }],
      read: async (_mailbox, id) => (id === 'm1' ? readMessage('m1', 'hi') : null),
      raw: async (_mailbox, id) => (id === 'm1' ? Buffer.from('Subject: hi\r\n\r\nbody') : null),
    },
    captured: {
      list: async () => [{ id: 'c1', folder: 'INBOX', at: 1, from: 'a@b', subject: 'out', sizeBytes: 5, seen: false }],
      read: async (id) => (id === 'c1' ? readMessage('c1', 'out') : null),
      raw: async (id) => (id === 'c1' ? Buffer.from('Subject: out\r\n\r\nbody') : null),
    },
    status: () => testStatus,
    reloadCertificates: async () => {},
    settingsInForce: async () => settingsInForce({ settings, raw: new Map() }),
    gatewayAddresses: () => ['172.17.0.1'],
    alarms: { list: () => [], acknowledge: async () => false, test: async () => [], upstreamExpiries: () => [] },
    ...options.over,
    seeAnswer: contract.seeAnswer,
  });
  await admin.start();
  const port = admin.listening().find((point) => point.port !== null)?.port ?? 0;

  return {
    admin,
    fake,
    secrets,
    directory,
    socketPath,
    logged,
    steered,
    steering,
    ask: (method, path, body) => askAt({ socketPath }, method, path, { body }),
    askTcp: (method, path, ask = {}) => askAt({ host: '127.0.0.1', port }, method, path, ask),
    async [Symbol.asyncDispose]() {
      await admin.close();
      await rm(folder, { recursive: true, force: true });
      contract.assertKept();
    },
  };
}

const readMessage = (id: string, subject: string): ReadMessage => ({
  ...{ id, folder: 'INBOX', at: 1, sizeBytes: 5, complete: true },
  headers: [['Subject', subject]],
  text: 'body',
  html: null,
  attachments: [],
});

/** A file that is sent as it is. */
export class YamlBody {
  readonly octets: Buffer;

  constructor(yaml: string | Buffer) {
    this.octets = Buffer.from(yaml as string);
  }
}

/** A file of thousands takes a busy machine a while. */
const ANSWER_MS = 30_000;

export function askAt(where: object, method: string, path: string, options: AskOptions): Promise<Answer> {
  const text =
    options.body === undefined
      ? null
      : options.body instanceof YamlBody
        ? options.body.octets
        : Buffer.from(JSON.stringify(options.body));
  const type = options.body instanceof YamlBody ? 'application/yaml' : 'application/json';
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        ...where,
        method,
        path,
        agent: false,
        timeout: ANSWER_MS,
        headers: {
          ...(text === null ? {} : { 'content-type': type, 'content-length': text.length }),
          ...(options.host === undefined ? {} : { host: options.host }),
          ...(options.token == null ? {} : { authorization: `Bearer ${options.token}` }),
          ...options.headers,
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const whole = Buffer.concat(parts).toString('utf8');
          const type = response.headers['content-type'] ?? '';
          resolve({
            status: response.statusCode ?? 0,
            type,
            text: whole,
            headers: response.headers,
            body: type.includes('json') && !type.includes('ndjson') && whole !== '' ? JSON.parse(whole) : null,
          });
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end(text ?? undefined);
  });
}
