/**
 * The composed program for tests: the same `openHouse` as in production, on loopback with ports of its own, in a folder of its own,
 * with a clock, a zone and an address policy of the test's choosing.
 */
import { groupForms } from '../../src/directory/kinds/group.ts';
import { mailboxForms } from '../../src/directory/kinds/mailbox.ts';
import { inboundConnectorForms } from '../../src/directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../src/directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../src/directory/kinds/outbound-connector.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectId } from '../../src/base/id.ts';
import { hashPassword } from '../../src/base/password-verifier.ts';
import { systemRandom } from '../../src/base/random.ts';
import type { Settings } from '../../src/config/settings.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { HouseOverrides } from '../../src/ground.ts';
import { type House, openHouse } from '../../src/house.ts';
import { maildirOf } from '../../src/directory/maildir-path.ts';
import type {
  AcceptedDomain,
  Credential,
  DirectoryObject,
  Group,
  InboundConnector,
  MailboxAccount,
  Organization,
  OutboundConnector,
} from '../../src/directory/objects.ts';
import { noProvider } from './no-provider.ts';
import { contractCheck } from '../contract-check.ts';
import { isManualClock } from '../manual-clock.ts';
import type { TraceQuery, TraceRow } from '../../src/store/store.ts';

const id = (name: string): ObjectId => name as ObjectId;

/** It only observes: most tests are about something else than strangers, whose mail needs neither an author nor SPF here. */
export const organization = (over: Partial<Organization> = {}): Organization => ({
  kind: 'organization',
  ...organizationForms.standards,
  protection: 'observe',
  id: id('org'),
  name: 'ours',
  licensing: 'off',
  ...over,
});

export const domain = (name: string, over: Partial<AcceptedDomain> = {}): AcceptedDomain => ({
  kind: 'domain',
  id: id(`domain-${name}`),
  organizationId: id('org'),
  name,
  type: 'authoritative',
  verificationToken: `doorpost-verification=${name}`,
  verified: { at: 0, method: 'trusted' },
  ...over,
});

export const mailbox = (address: string, over: Partial<MailboxAccount> = {}): MailboxAccount => ({
  kind: 'mailbox',
  ...mailboxForms.standards,
  id: id(`mailbox-${address}`),
  organizationId: id('org'),
  address,
  displayName: address,
  delivery: maildirOf(address),
  ...over,
});

export const group = (address: string, members: readonly string[], over: Partial<Group> = {}): Group => ({
  kind: 'group',
  ...groupForms.standards,
  id: id(`group-${address}`),
  organizationId: id('org'),
  address,
  displayName: address,
  members,
  ...over,
});

export const inbound = (name: string, over: Partial<InboundConnector> = {}): InboundConnector => ({
  kind: 'inbound-connector',
  ...inboundConnectorForms.standards,
  id: id(`in-${name}`),
  organizationId: id('org'),
  name,
  ...over,
});

export const smartHost = (name: string, port: number, over: Partial<OutboundConnector> = {}): OutboundConnector => ({
  kind: 'outbound-connector',
  ...outboundConnectorForms.standards,
  id: id(`out-${name}`),
  organizationId: id('org'),
  name,
  route: { kind: 'smart-hosts', hosts: [{ host: '127.0.0.1', port }] },
  tls: 'none',
  auth: null,
  lastTest: null,
  ...over,
});

export async function credential(
  address: string,
  password: string,
  over: Partial<Credential> = {},
): Promise<Credential> {
  return {
    kind: 'credential',
    id: id(`credential-${address}`),
    organizationId: id('org'),
    mailboxId: id(`mailbox-${address}`),
    name: 'test',
    username: address,
    verifier: await hashPassword(password, systemRandom),
    enabled: true,
    createdAt: 0,
    ...over,
  };
}

export interface TestHouse extends AsyncDisposable {
  readonly house: House;
  readonly folder: string;
  readonly settings: Settings;
  /** Port of a listener: `smtp`, `submission`, `submissions`, `http`. */
  port(name: string): number;
  put(...objects: readonly DirectoryObject[]): Promise<void>;
  /** Asks the trace until it holds what is looked for: the index may follow the commit within a second. */
  traced(query: Partial<TraceQuery>, wanted?: (rows: readonly TraceRow[]) => boolean): Promise<readonly TraceRow[]>;
}

/** Longer than anything here should take on a loaded machine. */
const TRACE_DEADLINE_MS = 15_000;

export function testSettings(folder: string, over: Partial<Settings> = {}): Settings {
  return {
    mode: 'production',
    dataDirectory: folder,
    hostName: 'mail.ours.test',
    serviceHost: 'mail.ours.test',
    submissionHost: 'mail.ours.test',
    listeners: [
      { name: 'smtp', role: 'relay', addresses: ['127.0.0.1'], port: 0, setting: 'listeners.smtp.port' },
      {
        name: 'submission',
        role: 'submission',
        addresses: ['127.0.0.1'],
        port: 0,
        setting: 'listeners.submission.port',
      },
      {
        name: 'submissions',
        role: 'submissions',
        addresses: ['127.0.0.1'],
        port: 0,
        setting: 'listeners.submissions.port',
      },
    ],
    http: { addresses: ['127.0.0.1'], port: 0, tls: 'off', hosts: [], trustedProxies: [], url: null },
    signIn: { secondFactor: 'beyond-loopback', idleMs: 43_200_000 },
    oidc: noProvider,
    adminSocket: join(folder, 'admin.sock'),
    certificates: [],
    clientCaFile: null,
    proxyFrom: [],
    egressAddresses: [],
    outboundBind: { ipv4: null, ipv6: null },
    dnsServers: [],
    validatingDnsServers: [],
    tlsReports: { contact: null, send: 'failures' },
    queue: {
      concurrentDeliveries: 50,
      perLane: 10,
      delayNoticeAfterMs: 3_600_000,
      expiryMxMs: 4 * 86_400_000,
      expiryOtherMs: 2 * 86_400_000,
    },
    trace: { keepDays: 90 },
    alarms: { oldestMailMs: 15 * 60_000 },
    log: { level: 'error', format: 'json' },
    minFreeBytes: 0,
    screening: { rspamdUrl: null, clamdAddress: null },
    ...over,
  };
}

/** The organization `ours` with the verified domain ours.test and the mailboxes v@ and printer@ours.test, started. */
export async function startTestHouse(
  options: {
    readonly settings?: Partial<Settings>;
    readonly overrides?: HouseOverrides;
    readonly objects?: readonly DirectoryObject[];
    readonly folder?: string;
    /** false: answers are not read by their contracts, which takes time that a server does not take. */
    readonly seesAnswers?: false;
  } = {},
): Promise<TestHouse> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'doorpost-test-')));
  const settings = testSettings(folder, options.settings);
  const contract = contractCheck();
  const house = await openHouse(settings, {
    resolver: createZoneResolver(''),
    addressPolicy: () => ({ allowed: true }),
    ...(options.seesAnswers === false ? {} : { seeAnswer: contract.seeAnswer }),
    ...options.overrides,
  });
  const clock = options.overrides?.clock;
  let closed = false;
  // The store answers in the order it was asked: after its answer nothing that was claimed or concluded before is under way.
  if (clock && isManualClock(clock))
    clock.restsWith(async () => {
      if (closed) return true;
      await house.store.spool.nextDueAt([]);
      return house.deliveries() === 0;
    });
  const put = async (...objects: readonly DirectoryObject[]): Promise<void> => {
    const edits = objects.map((object) => ({ verb: 'put', object }) as const);
    const revision = await house.store.directory.change(edits, 'test', clock?.now() ?? Date.now());
    house.directory.replace(house.directory.current.changed(edits, revision));
  };
  if (house.directory.current.organizations.length === 0) {
    await put(
      organization(),
      domain('ours.test'),
      mailbox('v@ours.test'),
      mailbox('printer@ours.test'),
      ...(options.objects ?? []),
    );
  }
  await house.start();
  return {
    house,
    folder,
    settings,
    port(name) {
      const listening = house.listening().find((entry) => entry.name === name);
      if (!listening) throw new Error(`no listener ${name}`);
      return listening.port;
    },
    put,
    async traced(query, wanted = (rows) => rows.length > 0) {
      const until = performance.now() + TRACE_DEADLINE_MS;
      for (;;) {
        const { rows } = await house.store.trace.search({ limit: 100, ...query });
        if (wanted(rows)) return rows;
        if (performance.now() > until)
          throw new Error(`not in the trace: ${JSON.stringify(query)}; found ${JSON.stringify(rows)}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await house.close(1_000);
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
      contract.assertKept();
    },
  };
}
