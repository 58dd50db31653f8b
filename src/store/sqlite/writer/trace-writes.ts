/** Trace rows, events, sessions and refusals, inside the writer's commit. Full text follows later (`trace-index.ts`). */
import type { Refusal, RefusalCount, SessionRecord, TraceEvent, TraceStatus } from '../../../mail/trace-event.ts';
import type { ObjectId } from '../../../base/id.ts';
import type { KeptReason } from '../../../mail/reason.ts';
import { noMailWords } from '../../../policy/reasons/no-mail.ts';
import { refusedCheck } from '../../../policy/reasons/refused-check.ts';
import { refusedStatus } from '../../../policy/reasons/filtered.ts';
import type { EncodedEvent } from '../protocol.ts';
import { checksText, type TraceHead } from '../database/encoding.ts';
import { storedText, storedValue } from '../database/versions.ts';
import type { Failure, Tally } from './tally.ts';
import type { WriterState } from './writer-state.ts';

/** The text of the last event about a recipient. Events about the whole message (a report went out) are nobody's last word. */
export function lastWords(events: readonly TraceEvent[], ordinal: number): string | null {
  return events.findLast((event) => event.ordinal === ordinal)?.text ?? null;
}

/** null: its events do not tell, as those of earlier versions do not. */
export function failureOf(events: readonly TraceEvent[], ordinal: number): Failure | null {
  const { code, at } = events.findLast((event) => event.ordinal === ordinal && event.code !== undefined) ?? {};
  return code === undefined || at === undefined ? null : { code, at };
}

/** How it is with a recipient as its row is made. */
interface RowState {
  readonly status: TraceStatus;
  /** The last event's text. */
  readonly words: string | null;
  readonly failure: Failure | null;
}

/** One row per recipient. Returns its number, by which it is to be indexed: now, or later (`markDirty`). */
export function insertTraceRow(
  state: WriterState,
  head: TraceHead,
  ordinal: number,
  recipient: string,
  { status, words, failure }: RowState,
): number {
  const seq = state.traceNumbers.take(head.receivedAt);
  state
    .sql(
      'INSERT INTO trace (seq, at, queue_id, ordinal, session_id, reference, sender, recipient, subject, message_id, status, client_address, connector_id, device_id, ingress, organization_id, size_bytes, orphan, last_text, checks, code, failed_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)',
    )
    .run(
      seq,
      head.receivedAt,
      head.queueId,
      ordinal,
      head.sessionId,
      head.reference,
      head.sender,
      recipient,
      head.subject,
      head.messageId,
      status,
      head.clientAddress,
      head.connectorId,
      head.deviceId,
      head.ingress,
      head.organizationId,
      head.sizeBytes,
      head.orphan ? 1 : 0,
      words,
      head.checks,
      failure?.code ?? null,
      failure?.at ?? null,
    );
  return seq;
}

interface WhoseRow {
  readonly organizationId: ObjectId | null;
  readonly ingress: string;
  readonly sizeBytes: number | null;
}

/** Returns whose row it is, which is not always the message's organization (`AddedRecipient`), and the way in and the size of its message. */
export function updateTraceRow(
  state: WriterState,
  seq: number,
  status: TraceStatus | null,
  lastText: string | null,
  failure: Failure | null = null,
): WhoseRow {
  const [row] = state
    .sql(
      'UPDATE trace SET status = coalesce(?, status), last_text = coalesce(?, last_text), code = ?, failed_at = ? WHERE seq = ? RETURNING organization_id AS organizationId, ingress, size_bytes AS sizeBytes',
    )
    .all(status, lastText, failure?.code ?? null, failure?.at ?? null, seq) as unknown as WhoseRow[];
  markDirty(state, seq);
  // A row stays as long as its message does.
  return row ?? { organizationId: null, ingress: 'internal', sizeBytes: null };
}

/** The row names the present address; a search for the address before finds it too. */
export function readdressTraceRow(state: WriterState, seq: number, before: string, now: string): void {
  state
    .sql("UPDATE trace SET recipient = ?, former = coalesce(former, ' ') || ? || ' ' WHERE seq = ?")
    .run(now, before, seq);
  markDirty(state, seq);
}

/** The words of the row follow in a quiet moment. */
export function markDirty(state: WriterState, seq: number): void {
  state.sql('INSERT OR IGNORE INTO trace_dirty (seq) VALUES (?)').run(seq);
}

export function insertEvents(state: WriterState, queueId: string, events: readonly EncodedEvent[]): void {
  for (const [ordinal, , doc] of events)
    state
      .sql('INSERT INTO event (queue_id, n, ordinal, doc) VALUES (?,?,?,?)')
      .run(queueId, state.events.take(), ordinal, doc);
}

/** Of a handshake nobody heard a reply: only the cause (what was offered) tells anything. Otherwise what the peer was told. */
function refusalText({ stage, reply, cause }: Refusal): string {
  return stage === 'tls' ? `${reply}: ${cause}` : reply;
}

/** The one organization that a session is of; null: nobody's, or it is of several and the peer of none. */
const ownerOf = ({ organizations = [], shares }: SessionRecord): ObjectId | null =>
  organizations.length === 1 ? organizations[0]! : (shares?.peer ?? null);

/** A session that brought no mail is found like a refusal, by the session's id. */
function insertQuietRow(state: WriterState, session: SessionRecord, noMail: KeptReason): void {
  const seq = state.traceNumbers.take(session.endedAt);
  state
    .sql(
      "INSERT INTO trace (seq, at, session_id, reference, status, client_address, connector_id, device_id, ingress, organization_id, last_text) VALUES (?,?,?,?,'No mail',?,?,?,?,?,?)",
    )
    .run(
      seq,
      session.endedAt,
      session.sessionId,
      session.sessionId,
      session.clientAddress,
      session.connectorId,
      session.deviceId ?? null,
      session.ingress,
      ownerOf(session),
      noMailWords(noMail, session.clientAddress).cause,
    );
  markDirty(state, seq);
}

/** A session may come twice (when it refuses, and when it ends): the later record replaces the earlier, its refusals are added once. */
export function recordSessions(
  state: WriterState,
  sessions: readonly SessionRecord[],
  counts: readonly RefusalCount[],
  tally: Tally,
): void {
  for (const session of sessions) {
    const before = state.sql('SELECT doc FROM session WHERE session_id = ?').get(session.sessionId) as
      | { doc: string }
      | undefined;
    const known = new Set(
      before === undefined ? [] : storedValue<SessionRecord>(before.doc).refusals.map((r) => r.reference),
    );
    state
      .sql(
        'INSERT INTO session (session_id, at, doc) VALUES (?,?,?) ON CONFLICT (session_id) DO UPDATE SET at = excluded.at, doc = excluded.doc',
      )
      .run(session.sessionId, session.endedAt, storedText(session));
    if (session.noMail !== undefined && session.refusals.length === 0 && before === undefined)
      insertQuietRow(state, session, session.noMail);
    for (const refusal of session.refusals) {
      if (known.has(refusal.reference)) continue;
      known.add(refusal.reference);
      const check = refusedCheck(refusal);
      tally.refused(session, refusal, check);
      const seq = state.traceNumbers.take(refusal.at);
      state
        .sql(
          'INSERT INTO trace (seq, at, session_id, reference, sender, recipient, status, client_address, connector_id, device_id, ingress, organization_id, last_text, cause, reason, checks) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)',
        )
        .run(
          seq,
          refusal.at,
          session.sessionId,
          refusal.reference,
          refusal.sender,
          refusal.recipient,
          refusedStatus(refusal),
          session.clientAddress,
          session.connectorId,
          session.deviceId ?? null,
          session.ingress,
          refusal.organizationId,
          refusalText(refusal),
          refusal.cause,
          refusal.reason?.kind ?? null,
          checksText(check === null ? [] : [check]),
        );
      markDirty(state, seq);
    }
  }
  for (const refusals of counts) {
    const { clientAddress, hourStart, count, organizationId = '' } = refusals;
    tally.onlyCounted(refusals);
    state
      .sql(
        'INSERT INTO refusal_count (hour_start, client_address, organization_id, count) VALUES (?,?,?,?) ON CONFLICT (hour_start, client_address, organization_id) DO UPDATE SET count = count + excluded.count',
      )
      .run(hourStart, clientAddress, organizationId, count);
  }
}
