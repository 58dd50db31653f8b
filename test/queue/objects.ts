/** Short ways to say directory objects, messages and outcomes in the queue's tests. */
import { groupForms } from '../../src/directory/kinds/group.ts';
import { mailboxForms } from '../../src/directory/kinds/mailbox.ts';
import { organizationForms } from '../../src/directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../src/directory/kinds/outbound-connector.ts';
import { createHash } from 'node:crypto';
import type { ObjectId, QueueId } from '../../src/base/id.ts';
import type { Random } from '../../src/base/random.ts';
import { type Address, addressText } from '../../src/mail/address.ts';
import {
  type FailureCause,
  type Outcome,
  type QueuedMessage,
  type QueuedRecipient,
  untried,
} from '../../src/mail/delivery.ts';
import type { DirectoryObject, MailboxAccount, Organization, OutboundConnector } from '../../src/directory/objects.ts';
import type { Reply } from '../../src/mail/reply.ts';
import type { DirectoryView } from '../../src/directory/snapshot.ts';
import { routeRecipient } from '../../src/policy/routing/routing.ts';
import type { NewMessage, NewRecipient } from '../../src/store/store.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 11, 1, 8, 0, 0);

export const id = (text: string): ObjectId => text as ObjectId;
const queueId = (text: string): QueueId => text as QueueId;

export const address = (text: string): Address => {
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  return { local: text.slice(0, at), domain, domainKey: domain.toLowerCase() };
};

/** No jitter: the middle of every interval. */
export const evenRandom = (): Random => {
  let count = 0;
  return {
    bytes: (length) => {
      count++;
      return Uint8Array.from({ length }, (_, at) => (count >> (8 * (length - 1 - at))) & 0xff);
    },
    fraction: () => 0.5,
  };
};

export const organization = (name: string, more: Partial<Organization> = {}): DirectoryObject => ({
  kind: 'organization',
  ...organizationForms.standards,
  id: id(name),
  name,
  licensing: 'off',
  ...more,
});
export const domain = (owner: string, name: string): DirectoryObject => ({
  kind: 'domain',
  id: id(`domain-${name}`),
  organizationId: id(owner),
  name,
  type: 'authoritative',
  verificationToken: 'x',
  verified: { at: 0, method: 'trusted' },
});
export const mailbox = (owner: string, text: string, more: Partial<MailboxAccount> = {}): DirectoryObject => ({
  kind: 'mailbox',
  ...mailboxForms.standards,
  id: id(`mailbox-${text}`),
  organizationId: id(owner),
  address: text,
  plusAddressing: false,
  delivery: { kind: 'maildir', path: text },
  ...more,
});
export const group = (owner: string, text: string, members: readonly string[]): DirectoryObject => ({
  kind: 'group',
  ...groupForms.standards,
  id: id(`group-${text}`),
  organizationId: id(owner),
  address: text,
  members,
});
export const connector = (owner: string, name: string, more: Partial<OutboundConnector> = {}): DirectoryObject => ({
  kind: 'outbound-connector',
  ...outboundConnectorForms.standards,
  id: id(`connector-${name}`),
  organizationId: id(owner),
  name,
  route: { kind: 'smart-hosts', hosts: [{ host: 'hub.example', port: 25 }] },
  auth: null,
  lastTest: null,
  ...more,
});

/** Organization `org` with `a.example`, `anna@` and `scanner@`. */
export const site = (...more: DirectoryObject[]): readonly DirectoryObject[] => [
  ...(more.some((object) => object.kind === 'organization') ? [] : [organization('org')]),
  domain('org', 'a.example'),
  mailbox('org', 'anna@a.example'),
  mailbox('org', 'scanner@a.example'),
  ...more,
];

const ORIGINAL = [
  'From: Scanner <scanner@a.example>',
  'To: someone@out.test',
  'Subject: Scan of the day',
  'Message-ID: <scan-1@device.a.example>',
  '',
  'The body, which no report repeats unless asked to.',
  '',
].join('\r\n');

export function queued(
  name: string,
  from: string | null,
  more: Partial<QueuedMessage> = {},
  content: string = ORIGINAL,
): QueuedMessage {
  const bytes = Buffer.from(content);
  return {
    queueId: queueId(name),
    sessionId: null,
    organizationId: id('org'),
    ingress: 'relay',
    connectorId: null,
    mailboxId: null,
    clientAddress: '192.0.2.7',
    helo: 'device',
    receivedAt: START,
    reversePath: from === null ? null : address(from),
    body: '7bit',
    smtputf8: false,
    ret: null,
    envid: null,
    header: {
      messageId: '<scan-1@device.a.example>',
      subject: 'Scan of the day',
      from: ['scanner@a.example'],
      has8bit: false,
      headerHas8bit: false,
    },
    content: {
      kind: 'inline',
      bytes,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    ...more,
  };
}

export function newMessage(
  view: DirectoryView,
  message: QueuedMessage,
  recipients: readonly (string | (Partial<NewRecipient> & { readonly to: string }))[],
): NewMessage {
  return {
    ...message,
    recipients: recipients.map((one) => {
      const { to, ...more } = typeof one === 'string' ? { to: one } : one;
      const recipient = address(to);
      const route = routeRecipient(view, recipient, message);
      return { address: recipient, notify: null, orcpt: null, route, via: [], notBefore: message.receivedAt, ...more };
    }),
    events: [],
    usage: [],
    reference: null,
  };
}

export const recipient = (ordinal: number, text: string, more: Partial<QueuedRecipient> = {}): QueuedRecipient => ({
  ...untried(ordinal, { address: address(text) }),
  ...more,
});

const hop = { reply: null, remoteHost: null, remoteAddress: null, tls: null } as const;
export const reply = (code: number, ...lines: string[]): Reply => ({ code, enhanced: null, lines });

export const delivered = (ordinal: number): Outcome => ({ ...hop, ordinal, action: 'delivered', status: '2.0.0' });
export const relayed = (ordinal: number, nextHopReports = false): Outcome => ({
  ...hop,
  ordinal,
  action: 'relayed',
  status: '2.0.0',
  nextHopReports,
  remoteHost: 'mx.out.test',
  remoteAddress: '198.51.100.4',
  reply: reply(250, 'OK, have it'),
});
export const delayed = (ordinal: number, more: Partial<Extract<Outcome, { action: 'delayed' }>> = {}): Outcome => ({
  ...hop,
  ordinal,
  action: 'delayed',
  status: '4.4.1',
  cause: 'connection-failed',
  text: 'mx.out.test does not answer',
  laneTrouble: false,
  retryAfterMs: null,
  ...more,
});
export const failed = (
  ordinal: number,
  cause: FailureCause = 'unknown-recipient',
  said: Reply | null = null,
): Outcome => ({
  ...hop,
  ordinal,
  action: 'failed',
  status: '5.1.1',
  cause,
  text: 'The next mail server refused the recipient',
  reply: said,
});
export const forwarded = (ordinal: number, keptCopy: boolean, ...to: string[]): Outcome => ({
  ...hop,
  ordinal,
  action: 'expanded',
  status: '2.1.5',
  what: 'forward',
  keptCopy,
  to: to.map(address),
});

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
export const sent = (message: NewMessage): string =>
  text(message.content.kind === 'inline' ? message.content.bytes : new Uint8Array());
export const to = (message: NewMessage): readonly string[] => message.recipients.map((one) => addressText(one.address));
