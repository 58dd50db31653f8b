/** Between the nouns and the flat values that cross to the workers. Pure. */
import type { QueueId } from '../../../base/id.ts';
import { type Address, addressText, pathText } from '../../../mail/address.ts';
import type { ContentRef } from '../../../mail/content.ts';
import { type CheckMark, checksOf } from '../../../mail/screening/checks.ts';
import type { Delivery, QueuedMessage, QueuedRecipient } from '../../../mail/delivery.ts';
import { laneOf, type Route } from '../../../mail/route.ts';
import type { TraceEvent } from '../../../mail/trace-event.ts';
import type { NewMessage, NewRecipient, QueueEntry, Steer } from '../../store.ts';
import type {
  EncodedDelivery,
  EncodedEvent,
  EncodedRecipient,
  EncodedSteer,
  ListRow,
  RecipientColumns,
} from '../protocol.ts';
import { storedText, storedValue } from './versions.ts';

/** The facts of a message that each of its trace rows repeats. */
export interface TraceHead {
  readonly queueId: QueueId;
  readonly sessionId: string | null;
  readonly organizationId: string | null;
  readonly sender: string;
  readonly receivedAt: number;
  readonly reference: string | null;
  readonly subject: string | null;
  readonly messageId: string | null;
  readonly clientAddress: string | null;
  readonly connectorId: string | null;
  readonly deviceId: string | null;
  readonly ingress: string;
  readonly sizeBytes: number;
  readonly orphan: boolean;
  /** `checksText` */
  readonly checks: string | null;
}

/** ` dmarc-reject ?spam `: those that were done, and, behind a question mark, those that were only observed; null: none. */
export const checksText = (marks: readonly CheckMark[]): string | null =>
  marks.length === 0 ? null : ` ${marks.map(checkWord).join(' ')} `;

/** As one stands in such a text. */
export const checkWord = ({ check, isObserved }: Pick<CheckMark, 'check' | 'isObserved'>): string =>
  isObserved ? `?${check}` : check;

export const checksIn = (text: string | null): readonly Pick<CheckMark, 'check' | 'isObserved'>[] =>
  text === null
    ? []
    : text
        .trim()
        .split(' ')
        .map((word) => ({ check: word.replace('?', '') as CheckMark['check'], isObserved: word.startsWith('?') }));

export function traceHead(message: NewMessage): TraceHead {
  return {
    queueId: message.queueId,
    sessionId: message.sessionId,
    organizationId: message.organizationId,
    sender: message.reversePath === null ? pathText(null) : addressText(message.reversePath),
    receivedAt: message.receivedAt,
    reference: message.reference,
    subject: message.header.subject,
    messageId: message.header.messageId,
    clientAddress: message.clientAddress,
    connectorId: message.connectorId,
    // A report about a device's mail did not come from it.
    deviceId: message.ingress === 'internal' ? null : (message.deviceId ?? null),
    ingress: message.ingress,
    sizeBytes: message.content.sizeBytes,
    orphan: message.orphan === true,
    checks: checksText(checksOf(message.screened, message.observed)),
  };
}

/** The message as the queue keeps it: without recipients, what the trace has, and the octets of its content. */
export function messageDoc(message: NewMessage): string {
  const { recipients, events, usage, reference, orphan, observed, content, ...queued } = message;
  return storedText({ ...queued, content: keptContent(content) });
}

export function encodeRecipient(recipient: NewRecipient): EncodedRecipient {
  const { address, notify, orcpt, via, route, notBefore, releasedAt } = recipient;
  return [
    laneOf(route),
    Math.ceil(notBefore),
    addressText(address),
    JSON.stringify(route),
    storedText({ address, notify, orcpt, via, ...(releasedAt !== undefined && { releasedAt }) }),
  ];
}

export const encodeEvent = (event: TraceEvent): EncodedEvent => [event.ordinal, event.text, storedText(event)];

export function encodeSteer(steer: Steer, actor: string, at: number): EncodedSteer {
  const now = Math.ceil(at);
  const nothing = { lane: null, route: null, address: null, addressDoc: null };
  if (steer.verb !== 'redirect') return { verb: steer.verb, ...nothing, actor, now };
  return {
    verb: 'redirect',
    lane: laneOf(steer.route),
    route: JSON.stringify(steer.route),
    address: steer.address === null ? null : addressText(steer.address),
    addressDoc: steer.address === null ? null : JSON.stringify(steer.address),
    actor,
    now,
  };
}

/** A redirect that gives each recipient its own route. */
export function encodeRedirect(address: Address | null, actor: string, at: number): EncodedSteer {
  return {
    verb: 'redirect',
    lane: null,
    route: null,
    address: address === null ? null : addressText(address),
    addressDoc: address === null ? null : JSON.stringify(address),
    actor,
    now: Math.ceil(at),
  };
}

type Inline = Extract<ContentRef, { kind: 'inline' }>;
type Large = Extract<ContentRef, { kind: 'stored' }>;

/** As it stands in records and rows: without its octets; what has a file of its own is called that. */
type KeptContent = Omit<Inline, 'bytes'> | (Omit<Large, 'kind'> & { readonly kind: 'file' });

export function keptContent(content: ContentRef): KeptContent {
  const { sizeBytes, sha256 } = content;
  return content.kind === 'inline'
    ? { kind: 'inline', sizeBytes, sha256 }
    : { kind: 'file', id: content.id, sizeBytes, sha256 };
}

export const contentKept = (kept: KeptContent, bytes: Uint8Array): ContentRef =>
  kept.kind === 'file' ? { ...kept, kind: 'stored' } : { ...kept, bytes };

/** The message as kept. */
export type KeptMessage = Omit<QueuedMessage, 'content'> & { readonly content: KeptContent };

export const decodeMessage = (doc: string): KeptMessage => storedValue<KeptMessage>(doc);

export const withContent = (message: KeptMessage, bytes: Uint8Array): QueuedMessage => ({
  ...message,
  content: contentKept(message.content, bytes),
});

export function decodeDelivery(delivery: EncodedDelivery, message: QueuedMessage): Delivery {
  return {
    leaseId: delivery.leaseId,
    lane: delivery.lane,
    leaseUntil: delivery.leaseUntil,
    lost: null,
    message,
    recipients: delivery.recipients.map(decodeRecipient),
  };
}

function decodeRecipient(row: RecipientColumns): QueuedRecipient {
  const fixed = storedValue<Pick<QueuedRecipient, 'address' | 'notify' | 'orcpt' | 'via' | 'releasedAt'>>(row.doc);
  return {
    ordinal: row.ordinal,
    address: fixed.address,
    notify: fixed.notify,
    orcpt: fixed.orcpt,
    via: fixed.via,
    attempts: row.attempts,
    delayedSince: row.delayed_since,
    delayNoticeAt: row.delay_notice_at,
    lastReply: row.last_reply,
    pinnedRoute: row.pinned === null ? null : (JSON.parse(row.pinned) as Route),
    ...(fixed.releasedAt !== undefined && { releasedAt: fixed.releasedAt }),
  };
}

export function decodeEntry(row: ListRow, leased: boolean): QueueEntry {
  const { content, ...message } = decodeMessage(row.message_doc);
  return {
    message: { ...message, sizeBytes: content.sizeBytes },
    recipient: decodeRecipient(row),
    lane: row.lane,
    held: row.held === 1,
    leased,
    nextAttemptAt: row.next_at,
  };
}
