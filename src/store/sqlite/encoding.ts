/** Between the nouns and the flat values that cross to the workers. Pure. */
import { addressKey, addressText, pathText } from '../../mail/address.ts';
import type { ContentRef } from '../../mail/content.ts';
import type { Delivery, QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import { laneOf, type Route } from '../../mail/route.ts';
import type { TraceEvent } from '../../mail/trace-event.ts';
import type { NewMessage, NewRecipient, QueueEntry, RecipientChange, Settlement, Steer } from '../store.ts';
import type {
  EncodedChange,
  EncodedDelivery,
  EncodedEvent,
  EncodedMessage,
  EncodedRecipient,
  EncodedSettlement,
  EncodedSteer,
  ListRow,
  RecipientColumns,
} from './protocol.ts';

export function encodeMessage(message: NewMessage): EncodedMessage {
  const { recipients, events, usage, reference, orphan, content, ...queued } = message;
  const inline = content.kind === 'inline' ? exactly(content.bytes) : null;
  const kept =
    content.kind === 'inline'
      ? { kind: 'inline', sizeBytes: content.sizeBytes, sha256: content.sha256 }
      : { kind: 'file', id: content.id, sizeBytes: content.sizeBytes, sha256: content.sha256 };
  return {
    queueId: message.queueId,
    sessionId: message.sessionId,
    organizationId: message.organizationId,
    sender: message.reversePath === null ? pathText(null) : addressText(message.reversePath),
    receivedAt: message.receivedAt,
    reference,
    subject: message.header.subject,
    messageId: message.header.messageId,
    clientAddress: message.clientAddress,
    connectorId: message.connectorId,
    ingress: message.ingress,
    sizeBytes: content.sizeBytes,
    orphan: orphan === true,
    contentFile: content.kind === 'file' ? content.id : null,
    content: inline,
    doc: JSON.stringify({ ...queued, content: kept }),
    recipients: recipients.map(encodeRecipient),
    events: events.map(encodeEvent),
    usage: usage.flatMap((one) => [one.subject, one.messages, one.recipients]),
  };
}

/** Structured cloning copies the whole buffer under a view: make sure it is no larger than the view. */
function exactly(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength && bytes.constructor === Uint8Array
    ? bytes
    : new Uint8Array(bytes);
}

function encodeRecipient(recipient: NewRecipient): EncodedRecipient {
  const { address, notify, orcpt, via, route, notBefore } = recipient;
  return [
    laneOf(route),
    notBefore,
    addressText(address),
    JSON.stringify(route),
    JSON.stringify({ address, notify, orcpt, via }),
  ];
}

const encodeEvent = (event: TraceEvent): EncodedEvent => [event.ordinal, event.text, JSON.stringify(event)];

export function encodeSettlement(settlement: Settlement): EncodedSettlement {
  return {
    leaseId: settlement.leaseId,
    queueId: settlement.queueId,
    changes: settlement.changes.map(encodeChange),
    added: settlement.added.map((one) => [addressKey(one.address), encodeRecipient(one), encodeEvent(one.whenKnown)]),
    owed: settlement.owed.map(encodeMessage),
    events: settlement.events.map(encodeEvent),
  };
}

function encodeChange(change: RecipientChange): EncodedChange {
  if (change.state === 'done') return [change.ordinal, 'done', change.status];
  return [
    change.ordinal,
    'waiting',
    change.nextAttemptAt,
    change.attempts,
    change.delayedSince,
    change.delayNoticeAt,
    change.lastReply,
    change.route === undefined ? null : laneOf(change.route),
    change.route === undefined ? null : JSON.stringify(change.route),
  ];
}

export function encodeSteer(steer: Steer, actor: string, now: number): EncodedSteer {
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

/** The message as kept; inline content lacks its octets, which the caller adds. */
export type KeptMessage = Omit<QueuedMessage, 'content'> & {
  readonly content: Extract<ContentRef, { kind: 'file' }> | Omit<Extract<ContentRef, { kind: 'inline' }>, 'bytes'>;
};

export const decodeMessage = (doc: string): KeptMessage => JSON.parse(doc) as KeptMessage;

export function withContent(message: KeptMessage, bytes: Uint8Array): QueuedMessage {
  const content = message.content;
  return { ...message, content: content.kind === 'file' ? content : { ...content, bytes } };
}

export function decodeDelivery(delivery: EncodedDelivery, message: QueuedMessage): Delivery {
  return {
    leaseId: delivery.leaseId,
    lane: delivery.lane,
    leaseUntil: delivery.leaseUntil,
    message,
    recipients: delivery.recipients.map(decodeRecipient),
  };
}

function decodeRecipient(row: RecipientColumns): QueuedRecipient {
  const fixed = JSON.parse(row.doc) as Pick<QueuedRecipient, 'address' | 'notify' | 'orcpt' | 'via'>;
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
