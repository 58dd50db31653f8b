/** A closer look at some lanes: how old what waits there is, and what it was told last. By the index of lanes, not by all of the queue. */
import { bounds } from '../../../base/bounds.ts';
import type { ObjectId, QueueId } from '../../../base/id.ts';
import type { FailureCause } from '../../../mail/delivery.ts';
import type { Lane } from '../../../mail/route.ts';
import type { LaneLook } from '../../store.ts';
import type { Database } from '../database/database.ts';
import { ownerIn } from './selection-sql.ts';

export function laneLooks(
  database: Database,
  lanes: readonly Lane[],
  since: readonly number[],
  organizationIds: readonly ObjectId[] | null,
): readonly LaneLook[] {
  const firsts = since.map((at) => firstSince(database, at));
  const own = organizationIds === null ? null : JSON.stringify(organizationIds);
  return lanes.flatMap((lane) => {
    const ages = agesOf(database, lane, firsts, own);
    return ages === null ? [] : [{ lane, ages, ...lookedAt(database, lane, own) }];
  });
}

/** Messages are numbered as they come: the number of the first that came then or later, found in a few looks at the key. */
function firstSince(database: Database, at: number): number {
  // Each end by itself, which is a look at the key; both in one would read the table.
  const first = database.sql('SELECT coalesce(min(id), 0) AS id FROM message').get() as { id: number };
  const behind = database.sql('SELECT coalesce(max(id), 0) + 1 AS id FROM message').get() as { id: number };
  let [low, high] = [first.id, behind.id];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = database.sql('SELECT id, received_at FROM message WHERE id >= ? ORDER BY id LIMIT 1').get(middle);
    const { id, received_at } = (found ?? { id: high, received_at: at }) as { id: number; received_at: number };
    if (received_at >= at) high = middle;
    else low = id + 1;
  }
  return low;
}

/** By the index alone. null: nothing waits there. */
function agesOf(
  database: Database,
  lane: Lane,
  firsts: readonly number[],
  own: string | null,
): LaneLook['ages'] | null {
  const sums = firsts.map((_, index) => `sum(r.message_id >= ?) AS n${index}`);
  const row = database
    .sql(
      `SELECT ${[...sums, 'count(*) AS total'].join(', ')} FROM recipient r WHERE r.lane = ?${own === null ? '' : ` AND ${ownerIn('r')}`}`,
    )
    .get(...firsts, lane, ...(own === null ? [] : [own])) as Record<string, number>;
  if (row['total'] === 0) return null;
  // Each time counts all that came since: what the one in front of it counted is taken off.
  const totals = [...firsts.map((_, index) => row[`n${index}`] ?? 0), row['total'] ?? 0];
  return totals.map((total, index) => total - (totals[index - 1] ?? 0));
}

interface LookedAt {
  readonly queueId: QueueId;
  readonly ordinal: number;
  readonly recipient: string;
  readonly attempts: number;
  readonly reply: string | null;
}

/** Some of its recipients: those that nobody holds come first, of these the ones due last, for they were tried most often. */
function lookedAt(database: Database, lane: Lane, own: string | null): Pick<LaneLook, 'attempts' | 'told'> {
  let attempts = 0;
  for (const held of [0, 1]) {
    const rows = database
      .sql(
        `SELECT m.queue_id AS queueId, r.ordinal, r.address AS recipient, r.attempts, r.last_reply AS reply FROM (SELECT message_id, ordinal, address, attempts, last_reply, trace_seq FROM recipient WHERE lane = ? AND held = ? ORDER BY next_at DESC LIMIT ${bounds.store.toldLooked}) r JOIN message m ON m.id = r.message_id${own === null ? '' : ` WHERE ${ownerIn('r')}`}`,
      )
      .all(lane, held, ...(own === null ? [] : [own])) as unknown as readonly LookedAt[];
    attempts = rows.reduce((most, row) => Math.max(most, row.attempts), attempts);
    const told = rows.find(({ reply }) => reply !== null);
    if (told === undefined) continue;
    const { queueId, ordinal, recipient, reply } = told;
    return { attempts, told: { queueId, recipient, reply: reply ?? '', cause: causeOf(database, queueId, ordinal) } };
  }
  return { attempts, told: null };
}

/** Of its last attempt. */
function causeOf(database: Database, queueId: string, ordinal: number): FailureCause | null {
  const row = database
    .sql(
      `SELECT json_extract(doc, '$.cause') AS cause FROM (SELECT ordinal, doc FROM event WHERE queue_id = ? ORDER BY n DESC LIMIT ${bounds.store.eventsLooked}) WHERE ordinal = ? AND cause IS NOT NULL LIMIT 1`,
    )
    .get(queueId, ordinal) as { cause: FailureCause } | undefined;
  return row?.cause ?? null;
}
