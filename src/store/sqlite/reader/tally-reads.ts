/** Mail as it was counted, on the reader's connection. */
import { startOfDay } from '../../../base/words/local-day.ts';
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
