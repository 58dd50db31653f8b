/** An administrator's hand on the queue: hold, release, retry now, redirect; and lanes moved after the directory changed. */
import { bounds } from '../../../base/bounds.ts';
import { assertNever } from '../../../base/never.ts';
import type { QueueId } from '../../../base/id.ts';
import { isQuarantine, lanesWithoutUpstream } from '../../../mail/route.ts';
import { type SteerAct, steerEvent } from '../../../mail/steer-event.ts';
import type { QueueSelection } from '../../store.ts';
import { noteMessage } from '../spool/claims.ts';
import { encodeEvent } from '../database/encoding.ts';
import type { EncodedSteer, RecipientKey, Steered } from '../protocol.ts';
import { selectionSql } from '../reader/selection-sql.ts';
import { insertEvents, readdressTraceRow, updateTraceRow } from './trace-writes.ts';
import { recipientKey, type WriterState } from './writer-state.ts';

interface SteeredRow {
  readonly message_id: number;
  readonly ordinal: number;
  readonly lane: string;
  readonly held: number;
  readonly next_at: number;
  readonly trace_seq: number;
  readonly address: string;
  readonly doc: string;
  readonly queue_id: QueueId;
}

const ROWS =
  'SELECT r.message_id, r.ordinal, r.lane, r.held, r.next_at, r.trace_seq, r.address, r.doc, m.queue_id FROM recipient r JOIN message m ON m.id = r.message_id';

/** Page by page, each in a commit: a queue of a hundred thousand fits neither into memory nor into a commit that others wait for. */
export function steer(
  state: WriterState,
  selection: QueueSelection,
  order: EncodedSteer,
  after: RecipientKey,
  newest: number | null,
): Steered {
  const where = selectionSql(selection);
  const upTo = newest ?? state.nextMessageId - 1;
  const most = bounds.store.steeredTogether;
  const rows = state
    .sql(
      `${ROWS} WHERE ${where.sql} AND (r.message_id, r.ordinal) > (?, ?) AND r.message_id <= ? ORDER BY r.message_id, r.ordinal LIMIT ?`,
    )
    .all(...where.values, ...after, upTo, most) as unknown as SteeredRow[];
  let touched = 0;
  for (const row of rows) if (steerOne(state, row, order)) touched++;
  const last = rows.at(-1);
  return { touched, upTo, after: last === undefined || rows.length < most ? null : [last.message_id, last.ordinal] };
}

/** Each recipient its own way. Returns how many were there. */
export function redirect(
  state: WriterState,
  to: readonly (readonly [queueId: string, ordinal: number, lane: string, route: string])[],
  order: EncodedSteer,
): number {
  let touched = 0;
  for (const [queueId, ordinal, lane, route] of to) {
    const row = state.sql(`${ROWS} WHERE m.queue_id = ? AND r.ordinal = ?`).get(queueId, ordinal);
    if (row === undefined) continue;
    if (steerOne(state, row as unknown as SteeredRow, { ...order, lane, route })) touched++;
  }
  return touched;
}

/** Changes the row at once; a leased recipient keeps its lease, and the change holds when that ends. */
function steerOne(state: WriterState, row: SteeredRow, order: EncodedSteer): boolean {
  const leasedBy = state.leasedBy.get(recipientKey(row.message_id, row.ordinal));
  const remember = (redirected: boolean): void => {
    state.afterCommit.push(() => leasedBy?.steered.set(row.ordinal, { nextAt: order.now, redirected }));
  };
  switch (order.verb) {
    case 'hold':
      if (row.held === 1) return false;
      state.sql('UPDATE recipient SET held = 1 WHERE message_id = ? AND ordinal = ?').run(row.message_id, row.ordinal);
      report(state, row, order, { verb: 'hold' });
      return true;
    case 'release':
      if (row.held === 0) return false;
      state.sql('UPDATE recipient SET held = 0 WHERE message_id = ? AND ordinal = ?').run(row.message_id, row.ordinal);
      state.book.note(row.lane, row.next_at);
      report(state, row, order, { verb: 'release' });
      return true;
    case 'retry-now':
      state
        .sql('UPDATE recipient SET next_at = min(next_at, ?) WHERE message_id = ? AND ordinal = ?')
        .run(order.now, row.message_id, row.ordinal);
      state.book.note(row.lane, order.now);
      remember(false);
      report(state, row, order, { verb: 'retry-now' });
      return true;
    case 'redirect': {
      const doc =
        order.addressDoc === null
          ? row.doc
          : JSON.stringify({ ...(JSON.parse(row.doc) as object), address: JSON.parse(order.addressDoc) as unknown });
      state
        .sql(
          'UPDATE recipient SET lane = ?, route = ?, pinned = ?, address = ?, doc = ?, next_at = min(next_at, ?) WHERE message_id = ? AND ordinal = ?',
        )
        .run(
          order.lane,
          order.route,
          order.route,
          order.address ?? row.address,
          doc,
          order.now,
          row.message_id,
          row.ordinal,
        );
      state.book.note(order.lane!, order.now);
      remember(true);
      if (order.address !== null) readdressTraceRow(state, row.trace_seq, row.address, order.address);
      report(state, row, order, { verb: 'redirect', lane: order.lane!, from: row.address, to: order.address });
      return true;
    }
    default:
      return assertNever(order.verb);
  }
}

function report(state: WriterState, row: SteeredRow, order: EncodedSteer, act: SteerAct): void {
  const { ordinal, queue_id: queueId } = row;
  const event = steerEvent(act, { at: order.now, queueId, ordinal, actor: order.actor });
  insertEvents(state, queueId, [encodeEvent(event)]);
  updateTraceRow(state, row.trace_seq, 'Pending', event.text);
}

/**
 * Moves waiting, unpinned, unleased recipients to the lanes that routing now gives them. One that waited for want of a way waits for nothing any
 * more; others keep the time of their next attempt.
 */
export function move(
  state: WriterState,
  moves: readonly (readonly [messageId: number, ordinal: number, lane: string, route: string])[],
): number {
  let moved = 0;
  for (const [messageId, ordinal, lane, route] of moves) {
    if (state.leasedBy.has(recipientKey(messageId, ordinal))) continue;
    const [row] = state
      .sql(
        'UPDATE recipient SET lane = ?, route = ?, held = CASE ? WHEN 1 THEN 1 ELSE held END, next_at = CASE WHEN substr(lane, 1, ?) = ? THEN (SELECT received_at FROM message WHERE id = recipient.message_id) ELSE next_at END WHERE message_id = ? AND ordinal = ? AND pinned IS NULL RETURNING trace_seq',
      )
      .all(
        lane,
        route,
        isQuarantine(lane) ? 1 : 0,
        lanesWithoutUpstream.length,
        lanesWithoutUpstream,
        messageId,
        ordinal,
      ) as unknown as { trace_seq: number }[];
    if (row === undefined) continue;
    if (isQuarantine(lane)) updateTraceRow(state, row.trace_seq, 'Quarantined', null);
    moved++;
    noteMessage(state, messageId);
  }
  return moved;
}
