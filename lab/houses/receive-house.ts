/** The receive room over real sockets on loopback, with a store in memory and a directory made for the test. */
import { licencePoolForms } from '../../src/directory/kinds/licence-pool.ts';
import { groupForms } from '../../src/directory/kinds/group.ts';
import { mailboxForms } from '../../src/directory/kinds/mailbox.ts';
import { inboundConnectorForms } from '../../src/directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../src/directory/kinds/organization.ts';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import type { Clock } from '../../src/base/clock.ts';
import { createIdSource, type ObjectId } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { hashPassword } from '../../src/base/password-verifier.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import type { Settings } from '../../src/config/settings.ts';
import type {
  AcceptedDomain,
  Credential,
  DirectoryObject,
  Group,
  InboundConnector,
  LicencePool,
  MailboxAccount,
  Organization,
} from '../../src/directory/objects.ts';
import type { Observation } from '../../src/mail/observation.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import type { RouteOf } from '../../src/policy/ingress/ingress.ts';
import { routeRecipient } from '../../src/policy/routing/routing.ts';
import { createReceiving, type Receiving } from '../../src/receive/receive-room.ts';
import type { ScreeningParts } from '../../src/receive/screen/screen.ts';
import type { UsageBucket } from '../../src/store/store.ts';
import { noProvider } from './no-provider.ts';
import { createFakeStore, type FakeStore } from '../stores/fake-store.ts';
import type { ManualClock } from '../manual-clock.ts';

export const id = (text: string): ObjectId => text as ObjectId;

/** It only observes: most tests are about something else than strangers, whose mail needs neither an author nor SPF here. */
export const organization = (name: string, more: Partial<Organization> = {}): Organization => ({
  kind: 'organization',
  ...organizationForms.standards,
  protection: 'observe',
  id: id(name),
  name,
  ...more,
});

export const domain = (owner: string, name: string, more: Partial<AcceptedDomain> = {}): AcceptedDomain => ({
  kind: 'domain',
  id: id(`${owner}:${name}`),
  organizationId: id(owner),
  name,
  type: 'authoritative',
  verificationToken: 'doorpost-verification=x',
  verified: { at: 0, method: 'trusted' },
  ...more,
});

export const mailbox = (owner: string, address: string, more: Partial<MailboxAccount> = {}): MailboxAccount => ({
  kind: 'mailbox',
  ...mailboxForms.standards,
  id: id(address),
  organizationId: id(owner),
  address,
  displayName: address,
  delivery: { kind: 'maildir', path: address },
  ...more,
});

export const group = (owner: string, address: string, members: readonly string[]): Group => ({
  kind: 'group',
  ...groupForms.standards,
  id: id(address),
  organizationId: id(owner),
  address,
  displayName: address,
  members,
});

export const connector = (owner: string, name: string, more: Partial<InboundConnector> = {}): InboundConnector => ({
  kind: 'inbound-connector',
  ...inboundConnectorForms.standards,
  id: id(`connector ${name}`),
  organizationId: id(owner),
  name,
  ...more,
});

export const pool = (owner: string, more: Partial<LicencePool>): LicencePool => ({
  kind: 'licence-pool',
  ...licencePoolForms.standards,
  id: id(`pool ${owner}`),
  organizationId: id(owner),
  mailboxSeats: 10,
  protectionSeats: 10,
  ...more,
});

export async function credential(account: MailboxAccount, password: string, name = 'device'): Promise<Credential> {
  return {
    kind: 'credential',
    id: id(`credential ${account.address} ${name}`),
    organizationId: account.organizationId,
    mailboxId: account.id,
    name,
    username: account.address,
    verifier: await hashPassword(password, systemRandom),
    enabled: true,
    createdAt: 0,
  };
}

export interface ReceiveHouse extends AsyncDisposable {
  readonly store: FakeStore;
  readonly receiving: Receiving;
  readonly directory: LiveDirectory;
  readonly observed: Observation[];
  readonly settings: Settings;
  port(name: 'smtp' | 'submission' | 'submissions'): number;
  /** Replaces objects of the same id, adds the others; `without` takes ids away. */
  change(objects: readonly DirectoryObject[], without?: readonly string[]): void;
  /** Speaks SMTP from a loopback address. */
  talk(name?: 'smtp' | 'submission' | 'submissions', from?: string): Promise<Talk>;
}

export async function receiveHouse(
  objects: readonly DirectoryObject[],
  more: {
    readonly clock?: Clock;
    readonly settings?: Partial<Settings>;
    /** Instead of the policy's own. */
    readonly route?: RouteOf;
    readonly screening?: ScreeningParts;
    /** What the store counted before the start. */
    readonly secrets?: ReadonlyMap<string, string>;
    readonly buckets?: readonly UsageBucket[];
  } = {},
): Promise<ReceiveHouse> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'doorpost-receive-'));
  const listener = (name: string, role: 'relay' | 'submission' | 'submissions') => ({
    name,
    role,
    addresses: ['127.0.0.1'],
    port: 0,
    setting: `listeners.${name}.port`,
  });
  const settings: Settings = {
    mode: 'production',
    dataDirectory,
    hostName: 'mx.ours.test',
    serviceHost: 'mail.ours.test',
    submissionHost: 'mx.ours.test',
    listeners: [
      listener('smtp', 'relay'),
      listener('submission', 'submission'),
      listener('submissions', 'submissions'),
    ],
    http: { addresses: [], port: 0, tls: 'off', hosts: [], trustedProxies: [], url: null },
    signIn: { secondFactor: 'beyond-loopback', idleMs: 43_200_000 },
    oidc: noProvider,
    adminSocket: '',
    certificates: [],
    clientCaFile: null,
    proxyFrom: [],
    egressAddresses: [],
    outboundBind: { ipv4: null, ipv6: null },
    dnsServers: [],
    validatingDnsServers: [],
    tlsReports: { contact: null, send: 'failures' },
    queue: { concurrentDeliveries: 1, perLane: 1, delayNoticeAfterMs: 1, expiryMxMs: 1, expiryOtherMs: 1 },
    trace: { keepDays: 90 },
    alarms: { oldestMailMs: null },
    log: { level: 'error', format: 'json' },
    minFreeBytes: null,
    screening: { rspamdUrl: null, clamdAddress: null },
    ...more.settings,
  };
  const store = createFakeStore(more.clock);
  store.buckets = [...(more.buckets ?? [])];
  // A later object of the same id replaces an earlier one.
  let current: readonly DirectoryObject[] = [...new Map(objects.map((object) => [object.id, object])).values()];
  let revision = 1;
  const directory = new LiveDirectory({ revision, objects: current });
  const observed: Observation[] = [];
  const clock = more.clock ?? systemClock;
  const turned = 'advance' in clock ? (clock as ManualClock) : null;
  const receiving = createReceiving({
    settings,
    store,
    directory,
    clock,
    random: systemRandom,
    ids: createIdSource(clock, systemRandom),
    log: silentLog,
    observe: (observation) => observed.push(observation),
    route: more.route ?? routeRecipient,
    readSecret: async (name) => more.secrets?.get(name) ?? null,
    screening: more.screening ?? null,
  });
  await receiving.start();
  const talks: Talk[] = [];
  const port = (name: string): number => receiving.listening().find((one) => one.name === name)?.port ?? 0;
  return {
    store,
    receiving,
    directory,
    observed,
    settings,
    port,
    change(put, without = []) {
      const gone = new Set<string>([...without, ...put.map((object) => object.id)]);
      current = [...current.filter((object) => !gone.has(object.id)), ...put];
      directory.replace({ revision: ++revision, objects: current });
    },
    async talk(name = 'smtp', from = '127.0.0.1') {
      const talk = await Talk.open(port(name), from, name === 'submissions');
      talks.push(talk);
      // The pause before the greeting passes on a clock that is turned by hand.
      for (let n = 0; turned !== null && name !== 'submissions' && !talk.hasHeard && n < 1_000; n++)
        await turned.advance(1);
      return talk;
    },
    async [Symbol.asyncDispose]() {
      for (const talk of talks) talk.destroy();
      await receiving.close(0);
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** A client that says exactly what it is told and hands back whole replies. */
export class Talk {
  socket: Socket;
  #text = '';
  #ended = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    this.socket = socket;
    this.#listen();
  }

  static async open(
    port: number,
    from: string,
    implicitTls: boolean,
    options: tls.ConnectionOptions = {},
  ): Promise<Talk> {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    await once(socket, 'connect');
    if (!implicitTls) return new Talk(socket);
    const secured = tls.connect({ socket, rejectUnauthorized: false, ...options });
    await once(secured, 'secureConnect');
    return new Talk(secured);
  }

  write(text: string | Buffer): void {
    this.socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** Sends a line, returns the reply to it (all its lines). */
  async say(line: string): Promise<string> {
    this.write(`${line}\r\n`);
    return this.hear();
  }

  /** The next whole reply; '' when the server closes. */
  async hear(): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/u.exec(this.#text)?.[0];
      if (whole !== undefined) {
        this.#text = this.#text.slice(whole.length);
        return whole.trimEnd();
      }
      if (this.#ended) return this.#text;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Everything until the server closes. */
  async rest(): Promise<string> {
    while (!this.#ended)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#text;
  }

  /** Something came, or the end. */
  get hasHeard(): boolean {
    return this.#text !== '' || this.#ended;
  }

  get isOver(): boolean {
    return this.#ended;
  }

  async hello(verb = 'EHLO'): Promise<string> {
    if (verb === 'EHLO' && this.#greeted) return this.say('EHLO client.test');
    await this.hear();
    this.#greeted = true;
    return this.say(`${verb} client.test`);
  }
  #greeted = false;

  async startTls(options: tls.ConnectionOptions = {}): Promise<tls.TLSSocket> {
    const reply = await this.say('STARTTLS');
    if (!reply.startsWith('220')) throw new Error(reply);
    this.socket.removeAllListeners('data');
    const secured = tls.connect({ socket: this.socket, rejectUnauthorized: false, ...options });
    await once(secured, 'secureConnect');
    this.socket = secured;
    this.#listen();
    return secured;
  }

  async login(username: string, password: string): Promise<string> {
    return this.say(`AUTH PLAIN ${Buffer.from(`\0${username}\0${password}`).toString('base64')}`);
  }

  /** MAIL and the RCPTs; returns the first refusal or the last reply. */
  async envelope(from: string, ...to: readonly string[]): Promise<string> {
    let reply = await this.say(`MAIL FROM:<${from}>`);
    for (const recipient of to) if (reply.startsWith('250')) reply = await this.say(`RCPT TO:<${recipient}>`);
    return reply;
  }

  /** DATA with content; the reply to its end (or the refusal of DATA). */
  async data(content = 'Subject: hello\r\n\r\nbody\r\n'): Promise<string> {
    const go = await this.say('DATA');
    return go.startsWith('354') ? this.say(`${content}.`) : go;
  }

  destroy(): void {
    this.socket.destroy();
  }

  #listen(): void {
    this.socket.on('data', (chunk) => {
      this.#text += chunk.toString('latin1');
      this.#wake();
    });
    this.socket.on('error', () => {});
    for (const event of ['end', 'close'])
      this.socket.on(event, () => {
        this.#ended = true;
        this.#wake();
      });
  }
}
