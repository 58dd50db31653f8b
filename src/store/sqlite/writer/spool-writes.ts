/** Messages as the journal has them, written into the database: inside the commit that follows the journal (`apply.ts`). */
import { addressKey, addressText } from '../../../mail/address.ts';
import type { QueueId } from '../../../base/id.ts';
import { isQuarantine, type Lane, laneOf } from '../../../mail/route.ts';
import type { TraceEvent, TraceStatus } from '../../../mail/trace-event.ts';
import { parseMailbox } from '../../../smtp/grammar/path.ts';
import type { AddedRecipient, NewMessage, NewRecipient, RecipientChange, Settlement } from '../../store.ts';
import { noteMessage } from '../spool/claims.ts';
import { encodeEvent, encodeRecipient, messageDoc, type TraceHead, traceHead } from '../database/encoding.ts';
import { type IndexableRow, repliesAbout } from './trace-index.ts';
import type { Ended, Failure, FailureTold, Tally } from './tally.ts';
import { failureOf, insertEvents, insertTraceRow, lastWords, markDirty, updateTraceRow } from './trace-writes.ts';
import { storedValue } from '../database/versions.ts';
import { freeRecipient, type Lease, recipientKey, type WriterState } from './writer-state.ts';

/**
 * A message for the queue. `ahead`: its recipients are claimed from memory, so the database's own claims leave them out. Returns what its
 * rows are to be found by, for the caller to index.
 */
export function accept(state: WriterState, message: NewMessage, ahead: boolean): IndexableRow[] {
  const id = state.nextMessageId++;
  const head = traceHead(message);
  const { content, recipients } = message;
  state
    .sql(
      'INSERT INTO message (id, queue_id, organization_id, sender, received_at, waiting, next_ordinal, content_file, doc, content) VALUES (?,?,?,?,?,?,?,?,?,?)',
    )
    .run(
      id,
      head.queueId,
      head.organizationId,
      head.sender,
      head.receivedAt,
      recipients.length,
      recipients.length,
      content.kind === 'stored' ? content.id : null,
      messageDoc(message),
      content.kind === 'inline' ? content.bytes : null,
    );
  const rows = insertRecipients(state, id, 0, head, message, !ahead);
  insertEvents(state, head.queueId, message.events.map(encodeEvent));
  if (ahead) state.afterCommit.push(() => leaseToMemory(state, id, head.queueId, recipients.length));
  return rows;
}

/** Until it is handed over or settled, such a message belongs to the memory of the main thread. */
function leaseToMemory(state: WriterState, messageId: number, queueId: QueueId, recipients: number): void {
  const ordinals = new Set(Array.from({ length: recipients }, (_, ordinal) => ordinal));
  const lease: Lease = {
    id: `ahead-${queueId}` as Lease['id'],
    messageId,
    ordinals,
    endsAt: Infinity,
    steered: new Map(),
  };
  state.leases.set(lease.id, lease);
  for (const ordinal of ordinals) state.leasedBy.set(recipientKey(messageId, ordinal), lease);
}

/**
 * A message that was settled in full before the database heard of it: only the trace is left of it. Returns what its rows are to be
 * found by, for the caller to index: everything about them is at hand now.
 */
export function acceptFinished(
  state: WriterState,
  message: NewMessage,
  settlements: readonly Pick<Settlement, 'changes' | 'events'>[],
  tally: Tally,
): IndexableRow[] {
  const head = traceHead(message);
  const events = [message.events, ...settlements.map((one) => one.events)].flat();
  const statuses = new Map<number, TraceStatus>();
  for (const { changes } of settlements)
    for (const change of changes) if (change.state === 'done') statuses.set(change.ordinal, change.status);
  insertEvents(state, head.queueId, events.map(encodeEvent));
  const at = events.at(-1)?.at ?? message.receivedAt;
  const { queueId, organizationId, ingress } = message;
  const { sizeBytes } = message.content;
  return message.recipients.map(({ address, route }, ordinal) => {
    const recipient = addressText(address);
    const status = statuses.get(ordinal) ?? 'Delivered';
    const told = toldOf(events, ordinal, status);
    const lane = laneOf(route);
    tally.ended({ at, queueId, organizationId, recipient, lane, ingress, sizeBytes }, status, told);
    const words = lastWords(events, ordinal) ?? message.events.at(-1)?.text ?? null;
    const { failure } = told;
    const seq = insertTraceRow(state, head, ordinal, recipient, { status, words, failure });
    return { seq, head, recipient, status, code: failure?.code ?? null, replies: repliesAbout(events, ordinal) };
  });
}

interface Arriving {
  readonly recipients: readonly (NewRecipient & Pick<AddedRecipient, 'organizationId'>)[];
  readonly events: readonly TraceEvent[];
}

function insertRecipients(
  state: WriterState,
  messageId: number,
  firstOrdinal: number,
  ofMessage: TraceHead,
  { recipients, events }: Arriving,
  claimable: boolean,
): IndexableRow[] {
  const rows: IndexableRow[] = [];
  for (let i = 0; i < recipients.length; i++) {
    const { organizationId, ...recipient } = recipients[i]!;
    const head = organizationId === undefined ? ofMessage : { ...ofMessage, organizationId };
    const [lane, nextAt, address, route, doc] = encodeRecipient(recipient);
    const ordinal = firstOrdinal + i;
    const words = lastWords(events, ordinal) ?? events.at(-1)?.text ?? null;
    // Of a new message, that the pace of its sender keeps back; what a group brings about is told by what happens to it.
    const isPaced = firstOrdinal === 0 && nextAt > head.receivedAt;
    const inQuarantine = isQuarantine(lane);
    const status: TraceStatus = inQuarantine ? 'Quarantined' : isPaced ? 'Pending' : 'Getting status';
    const seq = insertTraceRow(state, head, ordinal, address, { status, words, failure: null });
    rows.push({ seq, head, recipient: address, status, code: null, replies: repliesAbout(events, ordinal) });
    state
      .sql(
        'INSERT INTO recipient (message_id, ordinal, lane, held, next_at, trace_seq, address, route, doc) VALUES (?,?,?,?,?,?,?,?,?)',
      )
      // As held, it is in no claim and never due.
      .run(messageId, ordinal, lane, inQuarantine ? 1 : 0, nextAt, seq, address, route, doc);
    // A lower bound may stay noted when the commit fails: the next look corrects it.
    if (claimable && !inQuarantine) state.book.note(lane, nextAt);
  }
  return rows;
}

/** The recipients' states after an attempt. Returns a content file nobody refers to any more, or null. A message that is gone already stays gone. */
export function settle(
  state: WriterState,
  settlement: Omit<Settlement, 'leaseId'>,
  freed: readonly number[],
  tally: Tally,
): string | null {
  const { queueId, changes, events } = settlement;
  const message = state.sql('SELECT id, received_at AS receivedAt FROM message WHERE queue_id = ?').get(queueId) as
    | { id: number; receivedAt: number }
    | undefined;
  if (message === undefined) return null;
  const at = events.at(-1)?.at ?? message.receivedAt;
  let done = 0;
  for (const change of changes) {
    const told = toldOf(events, change.ordinal, change.state === 'done' ? change.status : null);
    const gone = settleRecipient(state, message.id, change, lastWords(events, change.ordinal), told.failure);
    if (gone === null || change.state !== 'done') continue;
    done++;
    tally.ended({ at, queueId, ...gone }, change.status, told);
  }
  const added = settlement.added.length > 0 ? addRecipients(state, message.id, settlement) : 0;
  insertEvents(state, settlement.queueId, settlement.events.map(encodeEvent));
  const left = state
    .sql('UPDATE message SET waiting = waiting + ? WHERE id = ? RETURNING waiting, content_file')
    .all(added - done, message.id)[0] as { waiting: number; content_file: string | null };
  const finished = left.waiting <= 0;
  if (finished) state.sql('DELETE FROM message WHERE id = ?').run(message.id);
  state.afterCommit.push(() => {
    for (const ordinal of freed) freeRecipient(state, message.id, ordinal);
    // Recipients of the lease that were not mentioned are due again as they were.
    if (!finished) noteMessage(state, message.id);
  });
  return finished ? left.content_file : null;
}

/** A recipient that is done. */
type Gone = Omit<Ended, 'at' | 'queueId'>;

/** As the events about a recipient tell its failure; nothing, where it did not fail. */
function toldOf(events: readonly TraceEvent[], ordinal: number, status: TraceStatus | null): FailureTold {
  if (status !== 'Failed') return { cause: null, failure: null };
  const cause = events.findLast((event) => event.ordinal === ordinal && event.cause !== undefined)?.cause ?? null;
  return { cause, failure: failureOf(events, ordinal) };
}

/** null: it waits, or was gone already. */
function settleRecipient(
  state: WriterState,
  messageId: number,
  change: RecipientChange,
  words: string | null,
  failure: Failure | null,
): Gone | null {
  const { ordinal } = change;
  if (change.state === 'done') {
    const gone = state
      .sql('DELETE FROM recipient WHERE message_id = ? AND ordinal = ? RETURNING trace_seq, address, lane')
      .all(messageId, ordinal)[0] as { trace_seq: number; address: string; lane: Lane } | undefined;
    if (gone === undefined) return null;
    const row = updateTraceRow(state, gone.trace_seq, change.status, words, failure);
    return { ...row, recipient: gone.address, lane: gone.lane };
  }
  const steered = state.leasedBy.get(recipientKey(messageId, ordinal))?.steered.get(ordinal);
  const route = steered?.redirected ? undefined : change.route;
  const lane = route === undefined ? null : laneOf(route);
  const hold = heldBy(lane, change.releasedAt);
  const row = state
    .sql(
      "UPDATE recipient SET next_at = ?, attempts = ?, delayed_since = ?, delay_notice_at = ?, last_reply = ?, lane = coalesce(?, lane), route = coalesce(?, route), held = coalesce(?, held), doc = iif(? IS NULL, doc, json_set(doc, '$.releasedAt', ?)) WHERE message_id = ? AND ordinal = ? RETURNING trace_seq, lane",
    )
    .all(
      Math.ceil(steered === undefined ? change.nextAttemptAt : Math.min(change.nextAttemptAt, steered.nextAt)),
      change.attempts,
      change.delayedSince,
      change.delayNoticeAt,
      change.lastReply,
      lane,
      route === undefined ? null : JSON.stringify(route),
      hold,
      change.releasedAt ?? null,
      change.releasedAt ?? null,
      messageId,
      ordinal,
    )[0] as { trace_seq: number; lane: Lane } | undefined;
  if (row !== undefined)
    updateTraceRow(state, row.trace_seq, isQuarantine(row.lane) ? 'Quarantined' : 'Pending', words);
  return null;
}

/** Into quarantine: held; let out of it: no longer; else as it was. */
const heldBy = (lane: Lane | null, releasedAt: number | undefined): 0 | 1 | null =>
  lane !== null && isQuarantine(lane) ? 1 : releasedAt === undefined ? null : 0;

/** Recipients that were claimed from memory until now. */
export function handOver(state: WriterState, queueId: QueueId, ordinals: readonly number[]): void {
  const message = state.sql('SELECT id FROM message WHERE queue_id = ?').get(queueId) as { id: number } | undefined;
  if (message === undefined) return;
  state.afterCommit.push(() => {
    for (const ordinal of ordinals) freeRecipient(state, message.id, ordinal);
    noteMessage(state, message.id);
  });
}

/** Adds those whose address the message does not know yet; tells the trace of the others. Returns how many were added. */
function addRecipients(state: WriterState, messageId: number, settlement: Omit<Settlement, 'leaseId'>): number {
  const { queueId } = settlement;
  const known = knownAddresses(state, messageId, queueId);
  const added: Omit<AddedRecipient, 'whenKnown'>[] = [];
  const leftOut: TraceEvent[] = [];
  for (const { whenKnown, ...recipient } of settlement.added) {
    const key = addressKey(recipient.address);
    if (known.has(key)) leftOut.push(whenKnown);
    else added.push(recipient);
    known.add(key);
  }
  const message = state
    .sql('UPDATE message SET next_ordinal = next_ordinal + ? WHERE id = ? RETURNING next_ordinal')
    .all(added.length, messageId)[0] as { next_ordinal: number };
  const head = state
    .sql(
      'SELECT queue_id AS queueId, at AS receivedAt, session_id AS sessionId, reference, sender, subject, message_id AS messageId, client_address AS clientAddress, connector_id AS connectorId, device_id AS deviceId, ingress, organization_id AS organizationId, size_bytes AS sizeBytes, orphan, checks FROM trace WHERE queue_id = ? ORDER BY seq LIMIT 1',
    )
    .get(queueId) as unknown as TraceHead;
  const first = message.next_ordinal - added.length;
  // Of a settlement in parts, the part that brought them here is written already.
  const events = settlement.events.length > 0 ? settlement.events : lastEvent(state, queueId);
  const rows = insertRecipients(state, messageId, first, head, { recipients: added, events }, true);
  for (const { seq } of rows) markDirty(state, seq);
  insertEvents(state, queueId, leftOut.map(encodeEvent));
  return added.length;
}

function lastEvent(state: WriterState, queueId: string): TraceEvent[] {
  const row = state.sql('SELECT doc FROM event WHERE queue_id = ? ORDER BY n DESC LIMIT 1').get(queueId);
  return row === undefined ? [] : [storedValue<TraceEvent>((row as { doc: string }).doc)];
}

/** Every address the message has or had: the trace has a row for each, kept while the message waits; a redirected one also the addresses it had before. */
function knownAddresses(state: WriterState, messageId: number, queueId: string): Set<string> {
  const rows = state
    .sql(
      'SELECT recipient AS address FROM trace WHERE queue_id = ? UNION SELECT address FROM recipient WHERE message_id = ?',
    )
    .iterate(queueId, messageId) as Iterable<{ address: string }>;
  const known = new Set<string>();
  const add = (address: string): void => {
    const parsed = parseMailbox(address, { smtputf8: true });
    known.add(parsed.ok ? addressKey(parsed.address) : address.toLowerCase());
  };
  for (const { address } of rows) add(address);
  const former = state.sql('SELECT former FROM trace WHERE queue_id = ? AND former IS NOT NULL').all(queueId);
  for (const row of former as unknown as { former: string }[]) row.former.trim().split(' ').forEach(add);
  return known;
}
