/** A queue selection as a condition on `recipient r JOIN message m`. */
import { quarantineLanes } from '../../../mail/route.ts';
import { dmarcRows } from '../../../mail/screening/screened.ts';
import type { QueueSelection, RerouteScope } from '../../store.ts';

export function selectionSql(selection: QueueSelection): {
  readonly sql: string;
  readonly values: (string | number)[];
} {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...given: (string | number)[]): void => {
    conditions.push(sql);
    values.push(...given);
  };
  addJudgement(selection, add);
  if (selection.queueIds !== undefined)
    add('m.queue_id IN (SELECT value FROM json_each(?))', JSON.stringify(selection.queueIds));
  if (selection.ordinals !== undefined)
    add('r.ordinal IN (SELECT value FROM json_each(?))', JSON.stringify(selection.ordinals));
  if (selection.recipients !== undefined) {
    const { recipients } = selection;
    // By the message first, which has an index.
    add('m.queue_id IN (SELECT value FROM json_each(?))', JSON.stringify(recipients.map(({ queueId }) => queueId)));
    add(
      "(m.queue_id || '.' || r.ordinal) IN (SELECT value FROM json_each(?))",
      JSON.stringify(recipients.map(({ queueId, ordinal }) => `${queueId}.${ordinal}`)),
    );
  }
  if (selection.organizationIds !== undefined) add(ownerIn('r'), JSON.stringify(selection.organizationIds));
  if (selection.senderContains !== undefined) add(CONTAINS('m.sender'), likePattern(selection.senderContains));
  if (selection.recipientContains !== undefined) add(CONTAINS('r.address'), likePattern(selection.recipientContains));
  if (selection.addressContains !== undefined) {
    const pattern = likePattern(selection.addressContains);
    add(`(${CONTAINS('m.sender')} OR ${CONTAINS('r.address')})`, pattern, pattern);
  }
  if (selection.lane !== undefined) add('r.lane = ?', selection.lane);
  if (selection.lanePrefix !== undefined)
    add('substr(r.lane, 1, ?) = ?', [...selection.lanePrefix].length, selection.lanePrefix);
  if (selection.held !== undefined) add('r.held = ?', selection.held ? 1 : 0);
  if (selection.olderThan !== undefined) add('m.received_at < ?', selection.olderThan);
  if (selection.dueAfter !== undefined) add('r.next_at > ?', selection.dueAfter);
  return { sql: conditions.join(' AND '), values };
}

type Add = (sql: string, ...given: (string | number)[]) => void;

/** By what was judged, and since when. */
function addJudgement(selection: QueueSelection, add: Add): void {
  add(selection.quarantined === true ? IN_QUARANTINE('r.lane') : `NOT ${IN_QUARANTINE('r.lane')}`);
  if (selection.screenRows !== undefined)
    add(
      `${KEPT_FOR} IN (SELECT value FROM json_each(?))`,
      JSON.stringify(dmarcRows),
      JSON.stringify(selection.screenRows),
    );
  if (selection.newerThan !== undefined) add('m.received_at >= ?', selection.newerThan);
}

/** The check that keeps it: the one that decided; or what DMARC asks for, where that was only observed and the mail is kept by its way on. */
const KEPT_FOR = `CASE WHEN json_extract(m.doc, '$.screened.disposition') = 'quarantine' THEN json_extract(m.doc, '$.screened.row')
  ELSE coalesce(
    (SELECT json_extract(o.value, '$.row') FROM json_each(m.doc, '$.screened.observed') o
      WHERE json_extract(o.value, '$.row') IN (SELECT value FROM json_each(?)) ORDER BY o.key LIMIT 1),
    json_extract(m.doc, '$.screened.row')) END`;

/** Whose a recipient is stands in its row of the trace: a group or a forwarding of another organization than the message's may have brought it. @param recipient the table's name in the query. */
export const ownerOf = (recipient: 'r' | 'recipient'): string =>
  `(SELECT t.organization_id FROM trace t WHERE t.seq = ${recipient}.trace_seq)`;

/** Whether it is one of a list. */
export const ownerIn = (recipient: 'r' | 'recipient'): string =>
  `${ownerOf(recipient)} IN (SELECT value FROM json_each(?))`;

/** Waiting recipients that may be moved: what an administrator has pinned stays. */
export function scopeSql(scope: RerouteScope | null): { readonly sql: string; readonly values: (string | number)[] } {
  const pinned = 'r.pinned IS NULL';
  if (scope === null) return { sql: pinned, values: [] };
  // One text for all scopes: it is prepared once.
  const suffixes = scope.domains.filter((pattern) => pattern.startsWith('*.')).map((pattern) => pattern.slice(1));
  return {
    sql: `${pinned} AND ((? AND r.lane NOT LIKE 'mailbox:%' AND r.lane NOT LIKE 'group:%') OR EXISTS (SELECT 1 FROM json_each(?) WHERE substr(r.lane, 1, length(value)) = value) OR ${DOMAIN} IN (SELECT value FROM json_each(?)) OR EXISTS (SELECT 1 FROM json_each(?) WHERE substr(${DOMAIN}, -length(value)) = value))`,
    values: [
      scope.outward ? 1 : 0,
      JSON.stringify(scope.lanePrefixes),
      JSON.stringify(scope.domains),
      JSON.stringify(suffixes),
    ],
  };
}

/** A range, so that an index of lanes serves; the letter behind `:` ends it. */
export const IN_QUARANTINE = (lane: string): string =>
  `(${lane} >= '${quarantineLanes}' AND ${lane} < '${quarantineLanes.slice(0, -1)};')`;

const DOMAIN = "json_extract(r.doc, '$.address.domainKey')";
const CONTAINS = (column: string): string => `${column} LIKE ? ESCAPE '\\'`;
export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');
const likePattern = (text: string): string => `%${escapeLike(text)}%`;
