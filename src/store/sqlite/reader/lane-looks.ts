/** A closer look at some lanes: how old what waits there is, and what it was told last. By the index of lanes, not by all of the queue. */
import { bounds } from '../../../base/bounds.ts';
import type { ObjectId } from '../../../base/id.ts';
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
    const counted = count(database, lane, firsts, own);
    return counted === null ? [] : [{ lane, ...counted, told: toldLast(database, lane, own) }];
  });
}

/** Messages are numbered as they come: the number of the first that came then or later, found in a few looks at the key. */
function firstSince(database: Database, at: number): number {
  const ends = database.sql('SELECT coalesce(min(id), 0) AS low, coalesce(max(id), 0) + 1 AS high FROM message').get();
  let { low, high } = ends as { low: number; high: number };
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = database.sql('SELECT id, received_at FROM message WHERE id >= ? ORDER BY id LIMIT 1').get(middle);
    const { id, received_at } = (found ?? { id: high, received_at: at }) as { id: number; received_at: number };
    if (received_at >= at) high = middle;
    else low = id + 1;
  }
  return low;
}

function count(
  database: Database,
  lane: Lane,
  firsts: readonly number[],
  own: string | null,
): Pick<LaneLook, 'ages' | 'attempts'> | null {
  const sums = firsts.map((_, index) => `sum(r.message_id >= ?) AS n${index}`);
  const row = database
    .sql(
      `SELECT ${[...sums, 'count(*) AS total', 'max(r.attempts) AS attempts'].join(', ')} FROM recipient r WHERE r.lane = ?${own === null ? '' : ` AND ${ownerIn('r')}`}`,
    )
    .get(...firsts, lane, ...(own === null ? [] : [own])) as Record<string, number> | undefined;
  if (row === undefined || row['total'] === 0) return null;
  // Each time counts all that came since: what the one in front of it counted is taken off.
  const totals = [...firsts.map((_, index) => row[`n${index}`] ?? 0), row['total'] ?? 0];
  const ages = totals.map((total, index) => total - (totals[index - 1] ?? 0));
  return { ages, attempts: row['attempts'] ?? 0 };
}

function toldLast(database: Database, lane: Lane, own: string | null): LaneLook['told'] {
  // Recipients that nobody holds come first.
  for (const held of [0, 1]) {
    const row = database
      .sql(
        `SELECT m.queue_id AS queueId, r.ordinal, r.address AS recipient, r.last_reply AS reply FROM (SELECT message_id, ordinal, address, last_reply, trace_seq FROM recipient WHERE lane = ? AND held = ? ORDER BY next_at DESC LIMIT ${bounds.store.toldLooked}) r JOIN message m ON m.id = r.message_id WHERE r.last_reply IS NOT NULL${own === null ? '' : ` AND ${ownerIn('r')}`} LIMIT 1`,
      )
      .get(lane, held, ...(own === null ? [] : [own]));
    if (row === undefined) continue;
    const { queueId, ordinal, recipient, reply } = row as unknown as NonNullable<LaneLook['told']> & {
      readonly ordinal: number;
    };
    return { queueId, recipient, reply, cause: causeOf(database, queueId, ordinal) };
  }
  return null;
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
