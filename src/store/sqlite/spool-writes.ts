/** accept and settle, inside the writer's commit. */
import { addressKey } from '../../mail/address.ts';
import { parseMailbox } from '../../smtp/path.ts';
import { LeaseLost, usageBucketMs } from '../store.ts';
import type { EncodedEvent, EncodedMessage, EncodedRecipient, EncodedSettlement, Finished } from './protocol.ts';
import { insertEvents, insertTraceRow, lastWords, updateTraceRow } from './trace-writes.ts';
import { endLease, type WriterState } from './writer-state.ts';

export function accept(state: WriterState, message: EncodedMessage): void {
  const id = state.nextMessageId++;
  state
    .sql(
      'INSERT INTO message (id, queue_id, organization_id, sender, received_at, waiting, next_ordinal, content_file, doc, content) VALUES (?,?,?,?,?,?,?,?,?,?)',
    )
    .run(
      id,
      message.queueId,
      message.organizationId,
      message.sender,
      message.receivedAt,
      message.recipients.length,
      message.recipients.length,
      message.contentFile,
      message.doc,
      message.content,
    );
  insertRecipients(state, id, 0, message, message.recipients, message.events);
  insertEvents(state, message.queueId, message.events);
  const bucket = Math.floor(message.receivedAt / usageBucketMs) * usageBucketMs;
  const usage = message.usage;
  for (let i = 0; i < usage.length; i += 3)
    state
      .sql(
        'INSERT INTO usage (at, subject, messages, recipients, last_seen) VALUES (?,?,?,?,?) ON CONFLICT (at, subject) DO UPDATE SET messages = messages + excluded.messages, recipients = recipients + excluded.recipients, last_seen = max(last_seen, excluded.last_seen)',
      )
      .run(bucket, usage[i]!, usage[i + 1]!, usage[i + 2]!, message.receivedAt);
}

/** What a trace row repeats of its message. */
export type TraceHead = Pick<
  EncodedMessage,
  | 'queueId'
  | 'sessionId'
  | 'reference'
  | 'sender'
  | 'subject'
  | 'messageId'
  | 'clientAddress'
  | 'connectorId'
  | 'ingress'
  | 'organizationId'
  | 'sizeBytes'
  | 'orphan'
  | 'receivedAt'
>;

function insertRecipients(
  state: WriterState,
  messageId: number,
  firstOrdinal: number,
  head: TraceHead,
  recipients: readonly EncodedRecipient[],
  events: readonly EncodedEvent[],
): void {
  for (let i = 0; i < recipients.length; i++) {
    const [lane, nextAt, address, route, doc] = recipients[i]!;
    const ordinal = firstOrdinal + i;
    const seq = insertTraceRow(state, head, ordinal, address, lastWords(events, ordinal) ?? events.at(-1)?.[1] ?? null);
    state
      .sql(
        'INSERT INTO recipient (message_id, ordinal, lane, next_at, trace_seq, address, route, doc) VALUES (?,?,?,?,?,?,?,?)',
      )
      .run(messageId, ordinal, lane, nextAt, seq, address, route, doc);
    // A lower bound may stay noted when the commit fails: the next look corrects it.
    state.book.note(lane, nextAt);
  }
}

export function settle(state: WriterState, settlement: EncodedSettlement): Finished {
  const lease = state.leases.get(settlement.leaseId);
  if (lease === undefined || lease.queueId !== settlement.queueId)
    throw new LeaseLost(`lease ${settlement.leaseId} of ${settlement.queueId} is not held any more`);
  const messageId = lease.messageId;
  let done = 0;
  const nextTimes: [lane: string, at: number][] = [];
  for (const change of settlement.changes) {
    const ordinal = change[0];
    if (!lease.ordinals.has(ordinal)) throw new Error(`recipient ${ordinal} is not part of lease ${lease.id}`);
    const words = lastWords(settlement.events, ordinal);
    if (change[1] === 'done') {
      const gone = state
        .sql('DELETE FROM recipient WHERE message_id = ? AND ordinal = ? RETURNING trace_seq')
        .all(messageId, ordinal)[0] as { trace_seq: number } | undefined;
      if (gone === undefined) continue;
      done++;
      updateTraceRow(state, gone.trace_seq, change[2], words);
      continue;
    }
    const [, , nextAt, attempts, delayedSince, delayNoticeAt, lastReply, lane, route] = change;
    const steered = lease.steered.get(ordinal);
    const moved = steered?.redirected ? null : lane;
    const at = steered === undefined ? nextAt : Math.min(nextAt, steered.nextAt);
    const row = state
      .sql(
        'UPDATE recipient SET next_at = ?, attempts = ?, delayed_since = ?, delay_notice_at = ?, last_reply = ?, lane = coalesce(?, lane), route = coalesce(?, route) WHERE message_id = ? AND ordinal = ? RETURNING trace_seq, lane',
      )
      .all(
        at,
        attempts,
        delayedSince,
        delayNoticeAt,
        lastReply,
        moved,
        moved === null ? null : route,
        messageId,
        ordinal,
      )[0] as { trace_seq: number; lane: string } | undefined;
    if (row === undefined) continue;
    updateTraceRow(state, row.trace_seq, 'Pending', words);
    nextTimes.push([row.lane, at]);
  }
  const added = settlement.added.length > 0 ? addRecipients(state, messageId, settlement) : 0;
  insertEvents(state, settlement.queueId, settlement.events);
  for (const owed of settlement.owed) accept(state, owed);
  const left = state
    .sql('UPDATE message SET waiting = waiting + ? WHERE id = ? RETURNING waiting, content_file')
    .all(added - done, messageId)[0] as { waiting: number; content_file: string | null } | undefined;
  const finished = left === undefined || left.waiting <= 0;
  if (finished) state.sql('DELETE FROM message WHERE id = ?').run(messageId);
  state.afterCommit.push(() => {
    // Recipients of the lease that were not mentioned are due again as they were.
    if (lease.ordinals.size > settlement.changes.length) state.book.note(lease.lane, 0);
    for (const [lane, at] of nextTimes) state.book.note(lane, at);
    endLease(state, lease);
  });
  return { finished, files: finished ? unreferenced(state, left?.content_file ?? null) : [] };
}

/** Adds those whose address the message does not know yet; tells the trace of the others. Returns how many were added. */
function addRecipients(state: WriterState, messageId: number, settlement: EncodedSettlement): number {
  const { queueId } = settlement;
  const known = knownAddresses(state, messageId, queueId);
  const added: EncodedRecipient[] = [];
  const leftOut: EncodedEvent[] = [];
  for (const [key, recipient, whenKnown] of settlement.added) {
    if (known.has(key)) leftOut.push(whenKnown);
    else added.push(recipient);
    known.add(key);
  }
  const message = state
    .sql('UPDATE message SET next_ordinal = next_ordinal + ? WHERE id = ? RETURNING next_ordinal')
    .all(added.length, messageId)[0] as { next_ordinal: number };
  const head = state
    .sql(
      'SELECT queue_id AS queueId, at AS receivedAt, session_id AS sessionId, reference, sender, subject, message_id AS messageId, client_address AS clientAddress, connector_id AS connectorId, ingress, organization_id AS organizationId, size_bytes AS sizeBytes, orphan FROM trace WHERE queue_id = ? ORDER BY seq LIMIT 1',
    )
    .get(queueId) as unknown as TraceHead;
  const first = message.next_ordinal - added.length;
  insertRecipients(state, messageId, first, head, added, settlement.events);
  insertEvents(state, queueId, leftOut);
  return added.length;
}

/** Every address the message has or had: the trace has a row for each, kept while the message waits; a redirected one also has its new address. */
function knownAddresses(state: WriterState, messageId: number, queueId: string): Set<string> {
  const rows = state
    .sql(
      'SELECT recipient AS address FROM trace WHERE queue_id = ? UNION SELECT address FROM recipient WHERE message_id = ?',
    )
    .iterate(queueId, messageId) as Iterable<{ address: string }>;
  const known = new Set<string>();
  for (const { address } of rows) {
    const parsed = parseMailbox(address, { smtputf8: true });
    known.add(parsed.ok ? addressKey(parsed.address) : address.toLowerCase());
  }
  return known;
}

/** The file, unless another message still refers to it. */
function unreferenced(state: WriterState, file: string | null): string[] {
  if (file === null) return [];
  const other = state.sql('SELECT 1 FROM message WHERE content_file = ? LIMIT 1').get(file);
  return other === undefined ? [file] : [];
}
