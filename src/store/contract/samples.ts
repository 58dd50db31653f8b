/** Messages and objects for the contract: plain, with what a test names replaced. */
import { hash } from 'node:crypto';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { createIdSource, type IdSource, type ObjectId, type QueueId } from '../../base/id.ts';
import { systemRandom } from '../../base/random.ts';
import type { Address } from '../../mail/address.ts';
import type { AcceptedDomain, Organization } from '../../directory/objects.ts';
import type { Route } from '../../mail/route.ts';
import type { SessionRecord, TraceEvent } from '../../mail/trace-event.ts';
import type { AddedRecipient, NewMessage, NewRecipient } from '../store.ts';

/** When every sample happens. */
export const START = Date.UTC(2026, 11, 1, 8, 0, 0);

export const ids: IdSource = createIdSource(
  { now: () => START, monotonic: () => 0, timer: () => ({ cancel() {} }) },
  systemRandom,
);
export const id = (text: string): ObjectId => text as ObjectId;

export function address(text: string): Address {
  const at = text.lastIndexOf('@');
  return { local: text.slice(0, at), domain: text.slice(at + 1), domainKey: text.slice(at + 1).toLowerCase() };
}

export const mx = (domain: string): Route => ({ kind: 'mx', domain });

export function recipient(to: string, changes: Partial<NewRecipient> = {}): NewRecipient {
  const target = address(to);
  return {
    address: target,
    notify: null,
    orcpt: null,
    route: mx(target.domainKey),
    via: [],
    notBefore: START,
    ...changes,
  };
}

export function event(
  queueId: QueueId,
  kind: TraceEvent['kind'],
  text: string,
  changes: Partial<TraceEvent> = {},
): TraceEvent {
  return { at: START, kind, queueId, ordinal: null, text, ...changes };
}

/** As a group adds it; `whenKnown` only matters to tests that look for it. */
export const addition = (
  to: string,
  changes: Partial<NewRecipient> = {},
  whenKnown: TraceEvent = event('Q' as QueueId, 'Drop', `${to} is known`),
): AddedRecipient => ({ ...recipient(to, changes), whenKnown });

export interface SampleChanges extends Partial<Omit<NewMessage, 'recipients'>> {
  readonly to?: readonly (string | NewRecipient)[];
  readonly subject?: string;
  readonly messageId?: string;
  readonly text?: string;
}

/** A scan of the copier to one outside recipient. */
export function sample({ to, subject, messageId, text, ...changes }: SampleChanges = {}): NewMessage {
  const queueId = changes.queueId ?? ids.queueId();
  const bytes = new TextEncoder().encode(text ?? `Subject: Scan\r\n\r\nbody of ${queueId}\r\n`);
  return {
    queueId,
    sessionId: null,
    organizationId: id('ORG1'),
    ingress: 'relay',
    connectorId: id('CONN1'),
    mailboxId: null,
    clientAddress: '192.0.2.10',
    helo: 'copier',
    receivedAt: START,
    reversePath: address('scan@contoso.test'),
    body: '7bit',
    smtputf8: false,
    ret: null,
    envid: null,
    header: {
      messageId: messageId ?? `<${queueId}@copier>`,
      subject: subject ?? 'Scan',
      from: ['scan@contoso.test'],
      has8bit: false,
      headerHas8bit: false,
    },
    content: { kind: 'inline', bytes, sizeBytes: bytes.byteLength, sha256: hash('sha256', bytes) },
    events: [event(queueId, 'Receive', 'Received from the copier')],
    usage: [],
    reference: null,
    recipients: (to ?? ['ann@example.test']).map((one) => (typeof one === 'string' ? recipient(one) : one)),
    ...changes,
  };
}

export function sessionRecord(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    sessionId: ids.sessionId(),
    startedAt: START,
    endedAt: START + 10,
    listener: 'smtp',
    clientAddress: '198.51.100.7',
    clientPort: 4711,
    helo: 'printer',
    tls: null,
    certificateNames: [],
    ingress: null,
    connectorId: null,
    login: null,
    refusals: [],
    accepted: [],
    transcript: 'S: 220 ready\nC: EHLO printer\n',
    end: 'quit',
    ...changes,
  };
}

export const organization = (name: string, key = name): Organization => ({
  kind: 'organization',
  ...organizationForms.standards,
  id: id(`ORG-${key}`),
  name,
});

export async function text(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

export const domain = (key: string, name: string, changes: Partial<AcceptedDomain> = {}): AcceptedDomain => ({
  kind: 'domain',
  id: id(key),
  organizationId: id('ORG-a'),
  name,
  type: 'authoritative',
  verificationToken: 't',
  verified: null,
  ...changes,
});
