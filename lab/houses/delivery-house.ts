/** A delivery room on a temporary directory, with content in memory, and the nouns to feed it. */
import { wholeTerritory } from '../../src/store/sqlite/alone.ts';
import { mailboxForms } from '../../src/directory/kinds/mailbox.ts';
import { outboundConnectorForms } from '../../src/directory/kinds/outbound-connector.ts';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../src/base/clock.ts';
import { createIdSource, type LeaseId, type ObjectId, type QueueId } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import type { DeliveryOptions } from '../../src/deliver/delivery-options.ts';
import { DeliveryRoom } from '../../src/deliver/delivery-room.ts';
import { createZoneResolver, type ZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Address } from '../../src/mail/address.ts';
import {
  type Outcome,
  type QueuedMessage,
  type QueuedRecipient,
  type RoutedDelivery,
  untried,
} from '../../src/mail/delivery.ts';
import type { DirectoryObject, MailboxAccount, OutboundConnector } from '../../src/directory/objects.ts';
import { freePlace } from '../../src/mail/doors/place.ts';
import { laneOf, type Route } from '../../src/mail/route.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { oneEach } from '../../src/queue/attempt/one-each.ts';

export const id = (text: string): ObjectId => text as ObjectId;

export function address(text: string): Address {
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  return { local: text.slice(0, at), domain, domainKey: domain.toLowerCase() };
}

export const crlf = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'));

export const plainMail = crlf('From: a@ours.test\nTo: b@d.test\nSubject: hello\n\nA line.\n.dotted\n');

let serial = 0;

export function message(content: Uint8Array, changes: Partial<QueuedMessage> = {}): QueuedMessage {
  const end = Buffer.from(content).indexOf('\r\n\r\n');
  const eightBit = (bytes: Uint8Array): boolean => bytes.some((octet) => octet > 0x7f);
  serial += 1;
  return {
    queueId: `Q${String(serial).padStart(15, '0')}` as QueueId,
    sessionId: null,
    organizationId: id('org'),
    ingress: 'relay',
    connectorId: null,
    mailboxId: null,
    clientAddress: '192.0.2.1',
    helo: 'device',
    receivedAt: Date.UTC(2026, 11, 1),
    reversePath: address('a@ours.test'),
    body: eightBit(content) ? '8bitmime' : '7bit',
    smtputf8: false,
    ret: null,
    envid: null,
    header: {
      messageId: null,
      subject: null,
      from: [],
      has8bit: eightBit(content),
      headerHas8bit: eightBit(content.subarray(0, end)),
    },
    content: {
      kind: 'inline',
      bytes: content,
      sizeBytes: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
    },
    ...changes,
  };
}

export const recipient = (to: string, ordinal = 0, changes: Partial<QueuedRecipient> = {}): QueuedRecipient => ({
  ...untried(ordinal, { address: address(to) }),
  ...changes,
});

export const delivery = (
  route: Route,
  to: readonly (string | QueuedRecipient)[],
  mail: QueuedMessage = message(plainMail),
): RoutedDelivery => ({
  leaseId: 'L' as LeaseId,
  lane: laneOf(route),
  leaseUntil: 0,
  lost: null,
  message: mail,
  recipients: to.map((one, ordinal) => (typeof one === 'string' ? recipient(one, ordinal) : one)),
  route,
  place: freePlace,
});

export const mailbox = (changes: Partial<MailboxAccount> = {}): MailboxAccount => ({
  kind: 'mailbox',
  ...mailboxForms.standards,
  id: id('mbx'),
  organizationId: id('org'),
  address: 'inbox@ours.test',
  displayName: 'Inbox',
  delivery: { kind: 'maildir', path: 'ours.test/inbox' },
  ...changes,
});

export const connector = (changes: Partial<OutboundConnector> = {}): OutboundConnector => ({
  kind: 'outbound-connector',
  ...outboundConnectorForms.standards,
  id: id('out'),
  organizationId: id('org'),
  name: 'Smart host',
  route: { kind: 'smart-hosts', hosts: [] },
  auth: null,
  lastTest: null,
  ...changes,
});

export const smartHosts = (...ports: number[]): OutboundConnector['route'] => ({
  kind: 'smart-hosts',
  hosts: ports.map((port) => ({ host: '127.0.0.1', port })),
});

export const viaConnector: Route = { kind: 'connector', connectorId: id('out'), domain: '' };
export const viaMx: Route = { kind: 'mx', domain: 'd.test' };
export const toMailbox: Route = { kind: 'mailbox', mailboxId: id('mbx') };

export interface Room extends AsyncDisposable {
  readonly room: DeliveryRoom;
  readonly directory: string;
  readonly mailDirectory: string;
  readonly resolver: ZoneResolver;
  readonly live: LiveDirectory;
  set(...objects: DirectoryObject[]): void;
  /** One attempt, not aborted. */
  attempt(task: RoutedDelivery): Promise<readonly Outcome[]>;
  /** The outcome of an attempt for one recipient. */
  one(task: RoutedDelivery): Promise<Outcome>;
}

export interface RoomOptions {
  readonly objects?: readonly DirectoryObject[];
  readonly zone?: string;
  readonly clock?: Clock;
  readonly delivery?: Partial<DeliveryOptions>;
  readonly secrets?: Record<string, string>;
}

export async function openRoom(options: RoomOptions = {}): Promise<Room> {
  const directory = await mkdtemp(path.join(tmpdir(), 'doorpost-deliver-'));
  const mailDirectory = path.join(directory, 'mail');
  const clock = options.clock ?? systemClock;
  const resolver = createZoneResolver(options.zone ?? '');
  const live = new LiveDirectory({ revision: 1, objects: options.objects ?? [] });
  const spool = {
    async *content(ref: QueuedMessage['content']) {
      if (ref.kind !== 'inline') throw new Error('the content is gone');
      for (let at = 0; at < ref.bytes.byteLength; at += 65_536) yield ref.bytes.subarray(at, at + 65_536);
    },
  } as unknown as DeliveryOptions['store']['spool'];
  const room = new DeliveryRoom({
    directory: live,
    resolver,
    clock,
    random: systemRandom,
    ids: createIdSource(clock, systemRandom),
    log: silentLog,
    settings: {
      hostName: 'us.example',
      egressAddresses: [],
      outboundBind: { ipv4: null, ipv6: null },
      dataDirectory: directory,
      isOwnEndpoint: () => false,
      isOwnName: () => false,
    },
    mailDirectory,
    readSecret: (name) => Promise.resolve(options.secrets?.[name] ?? null),
    addressPolicy: () => ({ allowed: true }),
    ...options.delivery,
    store: { spool: { ...wholeTerritory(), ...(options.delivery?.store?.spool ?? spool) } },
  });
  let revision = 1;
  /** As the queue takes it in. */
  const attempt = async (task: RoutedDelivery): Promise<readonly Outcome[]> =>
    oneEach(task.recipients, await room.deliver(task, new AbortController().signal));
  return {
    room,
    directory,
    mailDirectory,
    resolver,
    live,
    set: (...objects) => live.replace({ revision: ++revision, objects }),
    attempt,
    async one(task) {
      const [outcome] = await attempt(task);
      if (outcome === undefined) throw new Error('no outcome');
      return outcome;
    },
    async [Symbol.asyncDispose]() {
      await room.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** `delayed 4.4.2 connection-failed lane` or `relayed 2.0.0`: an outcome in one line. */
export function summary(outcome: Outcome): string {
  const words: string[] = [outcome.action, outcome.status];
  if ('cause' in outcome) words.push(outcome.cause);
  if ('laneTrouble' in outcome && outcome.laneTrouble) words.push('lane');
  return words.join(' ');
}
