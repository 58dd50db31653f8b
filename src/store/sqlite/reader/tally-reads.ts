/** Mail as it was counted, on the reader's connection. */
import { startOfDay, startOfHour } from '../../../base/words/local-day.ts';
import { OTHERS, type SeriesOf, type SeriesOutcome } from '../../../mail/doors/series.ts';
import type { Series, SeriesPoint, SeriesQuery } from '../../series.ts';
import type { MailCounts, Organizations } from '../../store.ts';
import type { Database } from '../database/database.ts';
import type { ReaderCalls } from '../protocol.ts';
import { listText } from './queue-reads.ts';

interface Row {
  readonly what: 'in' | 'out' | 'refused';
  readonly way: string;
  readonly result: string;
  readonly messages: number;
  readonly recipients: number;
}

const ARE_MEANT = '(? IS NULL OR organization_id IN (SELECT value FROM json_each(?)))';

export function mailCounts(database: Database, at: number, only: Organizations): MailCounts {
  const midnight = startOfDay(at);
  const list = listText(only);
  const rows = database
    .sql(
      `SELECT what, way, result, sum(messages) AS messages, sum(recipients) AS recipients FROM tally WHERE what IN ('in', 'out', 'refused') AND at BETWEEN ? AND ? AND ${ARE_MEANT} GROUP BY what, way, result`,
    )
    .all(midnight, at, list, list) as unknown as Row[];
  const { value } = database.sql("SELECT value FROM meta WHERE name = 'tally_since'").get() as { value: number };
  const of = (what: Row['what']): readonly Row[] => rows.filter((row) => row.what === what);
  type Ingress = MailCounts['in'][number]['ingress'];
  return {
    midnight,
    since: Math.max(midnight, value),
    in: of('in').map(({ way, messages, recipients }) => ({ ingress: way as Ingress, messages, recipients })),
    out: of('out').map(({ way, result, recipients }) => ({
      place: way,
      status: result as MailCounts['out'][number]['status'],
      recipients,
    })),
    refused: of('refused').map(({ way, result, messages }) => ({
      ingress: way === '' ? null : (way as Ingress),
      reason: result === '' ? null : result,
      count: messages,
    })),
  };
}

/** Kinds of counts, with the columns of them that label and outcome are in. */
const countsBy: Readonly<Record<SeriesOf, readonly (readonly [what: string, label: string, outcome: string])[]>> = {
  way: [
    ['in', 'way', "'Accepted'"],
    ['refused', 'way', "'Rejected'"],
  ],
  outcome: [
    ['in', "'Accepted'", "'Accepted'"],
    ['out', 'result', 'result'],
    ['refused', "'Rejected'", "'Rejected'"],
  ],
  connector: [['connector', 'way', 'result']],
  upstream: [['out', 'way', 'result']],
  device: [['device', 'way', 'result']],
  tls: [['tls', 'way', 'result']],
  'to-domain': [['to', 'way', 'result']],
  'from-domain': [['from', 'way', 'result']],
  'other-domain': [['other', 'way', 'result']],
  'sign-in': [['sign-in', 'way', 'result']],
  cause: [
    ['refused', 'result', "'Rejected'"],
    ['failed', 'way', "'Failed'"],
  ],
  code: [['code', 'way', 'result']],
  check: [['check', 'way', 'result']],
  observed: [['observed', 'way', 'result']],
};

/** Those that later versions brought. */
const countedSince: { readonly [By in SeriesOf]?: string } = {
  check: 'checks_since',
  observed: 'checks_since',
  code: 'codes_since',
};

interface CountedRow {
  readonly at: number;
  readonly label: string;
  readonly outcome: SeriesOutcome;
  readonly count: number;
  readonly bytes: number;
}

export function series(database: Database, { by, step, from, to, only, named, labels }: SeriesQuery): Series {
  const startOf = step === 'hour' ? startOfHour : startOfDay;
  const counted = countedSince[by] ?? 'series_since';
  const { value: since } = database.sql('SELECT value FROM meta WHERE name = ?').get(counted) as { value: number };
  const list = listText(only);
  const names = named === undefined ? null : JSON.stringify(named);
  // Older counts are of days: in an hour of theirs they would say what is not so.
  const first = Math.max(startOf(from), startOfHour(since));
  const points = new Map<string, { -readonly [Key in keyof SeriesPoint]: SeriesPoint[Key] }>();
  const totals = new Map<string, number>();
  for (const [what, label, outcome] of countsBy[by]) {
    const rows = database
      .sql(
        `SELECT at, ${label} AS label, ${outcome} AS outcome, sum(iif(what IN ('out', 'failed', 'code'), recipients, messages)) AS count, sum(bytes) AS bytes FROM tally WHERE what = ? AND at >= ? AND at < ? AND ${ARE_MEANT} AND (? IS NULL OR ${label} IN (SELECT value FROM json_each(?))) GROUP BY 1, 2, 3`,
      )
      .iterate(what, first, to, list, list, names, names) as Iterable<unknown> as Iterable<CountedRow>;
    for (const row of rows) {
      const at = startOf(row.at);
      const key = `${at} ${row.label} ${row.outcome}`;
      const known = points.get(key);
      totals.set(row.label, (totals.get(row.label) ?? 0) + row.count);
      if (known === undefined) points.set(key, { ...row, at });
      else add(known, row);
    }
  }
  return { since, points: largest([...points.values()], totals, labels) };
}

/** Labels beyond so many as one. */
function largest(points: readonly SeriesPoint[], totals: ReadonlyMap<string, number>, most: number): SeriesPoint[] {
  const named = [...totals].filter(([label]) => label !== OTHERS).sort(([, a], [, b]) => b - a);
  const kept = new Set(named.slice(0, most).map(([label]) => label));
  const found = new Map<string, { -readonly [Key in keyof SeriesPoint]: SeriesPoint[Key] }>();
  for (const point of points) {
    const label = kept.has(point.label) ? point.label : OTHERS;
    const key = `${point.at} ${label} ${point.outcome}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { ...point, label });
    else add(known, point);
  }
  return [...found.values()].sort((a, b) => a.at - b.at || (a.label < b.label ? -1 : 1));
}

function add(sum: { count: number; bytes: number }, { count, bytes }: Pick<SeriesPoint, 'count' | 'bytes'>): void {
  sum.count += count;
  sum.bytes += bytes;
}

export function lastMail(database: Database, only: Organizations): ReturnType<ReaderCalls['lastMail']> {
  const list = listText(only);
  const last = (what: 'in' | 'out'): string | null => {
    const row = database
      .sql(`SELECT doc FROM last_mail WHERE what = ? AND ${ARE_MEANT} ORDER BY at DESC LIMIT 1`)
      .get(what, list, list) as { doc: string } | undefined;
    return row?.doc ?? null;
  };
  return { in: last('in'), out: last('out') };
}
