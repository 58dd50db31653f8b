/** Rows of the trace, as wide as the terminal: on a narrow one the cause and the addresses stand beneath their row. All of it comes from strangers: escaped. */
import type { AnswerOf } from '../../../admin/contracts/operation.ts';
import { connectorOf, senderOf } from '../../../admin/contracts/trace-columns.ts';
import type { trace } from '../../../admin/contracts/trace.ts';
import type { Shell } from '../../../texts/command.ts';
import { asTyped } from '../../../texts/kept.ts';
import type { Context } from '../../context.ts';
import type { FittedColumn } from '../../terminal/fitted-table.ts';
import type { Times } from '../../terminal/times.ts';

export type TracedMail = AnswerOf<typeof trace.search>['rows'][number];

export function rowTable(context: Context, times: Times, rows: readonly TracedMail[], whenEmpty: string): void {
  context.output.fitted(columnsOf(context, times, rows), rows, whenEmpty);
}

function columnsOf({ shell }: Context, times: Times, rows: readonly TracedMail[]): readonly FittedColumn<TracedMail>[] {
  const offset = times.commonOffset(rows.map(({ at }) => at));
  return [
    offset === null
      ? { header: 'TIME', cell: ({ at }) => times.full(at) }
      : { header: `TIME (${offset})`, cell: ({ at }) => times.bare(at) },
    { header: 'STATUS', cell: ({ status }) => status },
    { header: 'WAY', cell: ({ ingress }) => ingress, goes: 9 },
    { header: 'DEVICE', cell: ({ device }) => device, least: 16, goes: 4 },
    { header: 'CLIENT', cell: ({ clientAddress }) => clientAddress, goes: 8 },
    { header: 'CONNECTOR', cell: connectorOf, least: 10, goes: 7 },
    { header: 'SENDER', cell: senderOf, least: 20, goes: 1, beneath: fromTo },
    { header: 'RECIPIENT', cell: recipientOf, least: 20, goes: 1, beneath: () => '' },
    { header: 'ID', cell: idOf },
    {
      header: 'CAUSE',
      cell: (row) => causeOf(row, times, shell),
      least: 44,
      long: 'wrapped',
      goes: 6,
      beneath: (row) => causeOf(row, times, shell),
    },
    { header: 'SUBJECT', cell: ({ subject }) => subject, least: 20, long: 'wrapped', goes: 5 },
  ];
}

export const recipientOf = ({ recipient, former = [] }: TracedMail): string =>
  former.length === 0 ? (recipient ?? '') : `${recipient ?? ''} (was ${former.join(', ')})`;

export const idOf = ({ queueId, reference, sessionId }: TracedMail): string => queueId ?? reference ?? sessionId ?? '';

const fromTo = (row: TracedMail): string =>
  row.sender === null && row.recipient === null ? '' : `${senderOf(row) || '-'} to ${recipientOf(row) || '-'}`;

/** Why it went no further, and when it goes on. A server of before has the last words only. */
export function causeOf(row: TracedMail, times: Times, shell: Shell): string {
  const { cause, status, lastText, waiting = null } = row;
  const known =
    cause === undefined && ['Rejected', 'Filtered as spam', 'Failed', 'Pending', 'No mail'].includes(status)
      ? lastText
      : cause;
  const until = waiting === null ? null : untilWhen(waiting, status, times);
  return [asTyped(known ?? '', shell), until ?? ''].filter((text) => text !== '').join('; ');
}

/** null: it has only just come, or nothing is known of it. */
function untilWhen(
  { held, due, nextAttemptAt }: NonNullable<TracedMail['waiting']>,
  status: string,
  times: Times,
): string | null {
  if (held) return 'waits for you to release it';
  if (!due) return `next attempt ${times.full(nextAttemptAt)}`;
  return status === 'Pending' ? 'its turn has come' : null;
}
