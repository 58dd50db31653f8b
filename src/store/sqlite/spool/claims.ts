/** Leases: which recipients are being delivered, and which come next. Reads the committed queue; writes nothing. */
import { bounds } from '../../../base/bounds.ts';
import type { LeaseId } from '../../../base/id.ts';
import { busyLanes, type Lane } from '../../../mail/route.ts';
import type { ClaimRequest, QueueSelection } from '../../store.ts';
import type { EncodedDelivery, RecipientColumns, RecipientKey } from '../protocol.ts';
import { selectionSql } from '../reader/selection-sql.ts';
import { endLease, type Lease, recipientKey, type WriterState } from '../writer/writer-state.ts';

const COLUMNS =
  'ordinal, lane, held, next_at, attempts, delayed_since, delay_notice_at, route, pinned, last_reply, doc';

/** When the leases of one claim end: on the monotonic clock, which ends them, and by wall time, as they are told. */
interface LeaseEnd {
  readonly endsAt: number;
  readonly until: number;
}

export function claim(state: WriterState, request: ClaimRequest, monotonic: number): EncodedDelivery[] {
  expireLeases(state, monotonic);
  const end = leaseEnd(request, monotonic);
  const lanes = state.book.due(request.now, request.limit, busyLanes(request.busyLanes));
  const deliveries: EncodedDelivery[] = [];
  const taken = new Map<Lane, number>();
  let room = bounds.store.claimedRecipients;
  // In rounds: each open lane gets an equal share, what a lane cannot use goes to the others in the next round.
  for (let open = lanes; open.length > 0 && deliveries.length < request.limit; ) {
    const share = Math.max(1, Math.floor((request.limit - deliveries.length) / open.length));
    const more: Lane[] = [];
    for (const lane of open) {
      const had = taken.get(lane) ?? 0;
      const want = Math.min(share, request.perLane - had, request.limit - deliveries.length);
      if (want <= 0 || room <= 0) continue;
      const got = claimLane(state, lane, want, room, request, end);
      deliveries.push(...got);
      for (const one of got) room -= one.recipients.length;
      taken.set(lane, had + got.length);
      if (got.length === want && had + got.length < request.perLane) more.push(lane);
    }
    open = more;
  }
  for (const lane of taken.keys()) state.book.correct(lane, firstDue(state, lane), request.now);
  return deliveries;
}

function claimLane(
  state: WriterState,
  lane: Lane,
  want: number,
  room: number,
  request: ClaimRequest,
  end: LeaseEnd,
): EncodedDelivery[] {
  const deliveries: EncodedDelivery[] = [];
  let recipients = 0;
  const rows = state
    .sql(
      'SELECT message_id, ordinal FROM recipient INDEXED BY recipient_due WHERE lane = ? AND held = 0 AND next_at <= ? ORDER BY next_at, message_id, ordinal',
    )
    .iterate(lane, request.now) as Iterable<{ message_id: number; ordinal: number }>;
  for (const row of rows) {
    if (state.leasedBy.has(recipientKey(row.message_id, row.ordinal))) continue;
    // By primary key, whatever the planner thinks of the lane (hence the plus signs): a busy lane is long.
    const due = state
      .sql(
        `SELECT ${COLUMNS} FROM recipient WHERE message_id = ? AND +lane = ? AND +held = 0 AND +next_at <= ? ORDER BY ordinal`,
      )
      .iterate(row.message_id, lane, request.now) as Iterable<unknown> as Iterable<RecipientColumns>;
    const some = unleased(state, row.message_id, due);
    const delivery = lease(state, row.message_id, lane, some, end);
    if (delivery !== null) deliveries.push(delivery);
    recipients += some.length;
    if (deliveries.length >= want || recipients >= room) break;
  }
  return deliveries;
}

/** As many as are delivered together. */
function unleased(state: WriterState, messageId: number, rows: Iterable<RecipientColumns>): RecipientColumns[] {
  const some: RecipientColumns[] = [];
  for (const row of rows) {
    if (some.length >= bounds.store.deliveryRecipients) break;
    if (!state.leasedBy.has(recipientKey(messageId, row.ordinal))) some.push(row);
  }
  return some;
}

const leaseEnd = ({ now, leaseMs }: Pick<ClaimRequest, 'now' | 'leaseMs'>, monotonic: number): LeaseEnd => ({
  endsAt: monotonic + leaseMs,
  until: now + leaseMs,
});

/** Leases recipients that nobody has. */
function lease(
  state: WriterState,
  messageId: number,
  lane: Lane,
  recipients: readonly RecipientColumns[],
  { endsAt, until }: LeaseEnd,
): EncodedDelivery | null {
  if (recipients.length === 0) return null;
  const message = state.sql('SELECT doc FROM message WHERE id = ?').get(messageId) as {
    doc: string;
  };
  const made: Lease = {
    id: `${state.epoch.toString(36)}-${(state.nextLease++).toString(36)}` as LeaseId,
    messageId,
    ordinals: new Set(recipients.map((row) => row.ordinal)),
    endsAt,
    steered: new Map(),
  };
  state.leases.set(made.id, made);
  for (const ordinal of made.ordinals) state.leasedBy.set(recipientKey(messageId, ordinal), made);
  return { leaseId: made.id, lane, leaseUntil: until, doc: message.doc, recipients };
}

export function claimSelected(
  state: WriterState,
  selection: QueueSelection,
  limit: number,
  leaseMs: number,
  now: number,
  monotonic: number,
): EncodedDelivery[] {
  expireLeases(state, monotonic);
  const where = selectionSql(selection);
  let room = bounds.store.claimedRecipients;
  const groups = new Map<string, { messageId: number; lane: Lane; recipients: RecipientColumns[] }>();
  const rows = state
    .sql(
      `SELECT r.message_id, ${COLUMNS.replaceAll(/(\w+)/g, 'r.$1')} FROM recipient r JOIN message m ON m.id = r.message_id WHERE ${where.sql} ORDER BY r.message_id, r.ordinal`,
    )
    .iterate(...where.values) as Iterable<RecipientColumns & { message_id: number }>;
  for (const row of rows) {
    if (state.leasedBy.has(recipientKey(row.message_id, row.ordinal))) continue;
    const key = `${row.message_id} ${row.lane}`;
    const group = groups.get(key);
    // Recipients beyond one delivery are left for the next call.
    if (room-- <= 0) break;
    if (group !== undefined) {
      if (group.recipients.length < bounds.store.deliveryRecipients) group.recipients.push(row);
    } else if (groups.size >= limit) break;
    else groups.set(key, { messageId: row.message_id, lane: row.lane, recipients: [row] });
  }
  const end = leaseEnd({ now, leaseMs }, monotonic);
  const deliveries: EncodedDelivery[] = [];
  for (const group of groups.values()) {
    const delivery = lease(state, group.messageId, group.lane, group.recipients, end);
    if (delivery !== null) deliveries.push(delivery);
  }
  return deliveries;
}

export function release(state: WriterState, leaseId: LeaseId): void {
  const held = state.leases.get(leaseId);
  if (held === undefined) return;
  endLease(state, held);
  noteMessage(state, held.messageId);
}

function expireLeases(state: WriterState, monotonic: number): void {
  for (const held of state.leases.values()) {
    if (held.endsAt > monotonic) continue;
    endLease(state, held);
    noteMessage(state, held.messageId);
  }
}

/** Enters a message's recipients into the book again. */
export function noteMessage(state: WriterState, messageId: number): void {
  const rows = state
    .sql('SELECT lane, min(next_at) AS at FROM recipient WHERE message_id = ? AND +held = 0 GROUP BY +lane')
    .all(messageId) as unknown as { lane: Lane; at: number }[];
  for (const row of rows) state.book.note(row.lane, row.at);
}

/** The first time at which an unheld, unleased recipient of the lane is due. */
function firstDue(state: WriterState, lane: Lane): number | null {
  const rows = state
    .sql(
      'SELECT message_id, ordinal, next_at FROM recipient INDEXED BY recipient_due WHERE lane = ? AND held = 0 ORDER BY next_at, message_id, ordinal',
    )
    .iterate(lane) as Iterable<{ message_id: number; ordinal: number; next_at: number }>;
  for (const row of rows) if (!state.leasedBy.has(recipientKey(row.message_id, row.ordinal))) return row.next_at;
  return null;
}

export function nextDueAt(state: WriterState, lanes: readonly Lane[], monotonic: number): number | null {
  expireLeases(state, monotonic);
  const busy = busyLanes(lanes);
  for (;;) {
    const first = state.book.earliest(busy);
    if (first === null) return null;
    const at = firstDue(state, first.lane);
    if (at === first.at) return at;
    state.book.restate(first.lane, at);
  }
}

export const leased = (state: WriterState, keys: readonly RecipientKey[]): boolean[] =>
  keys.map(([messageId, ordinal]) => state.leasedBy.has(recipientKey(messageId, ordinal)));
