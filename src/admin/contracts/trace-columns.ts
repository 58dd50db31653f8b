/** The trace as a table for spreadsheets: its columns in their order, the same in the API and on the command line. Times are ISO 8601; nothing is cut. Pure. */
import type { AnswerOf } from './operation.ts';
import type { trace } from './trace.ts';

type Row = AnswerOf<typeof trace.search>['rows'][number];
type Column = readonly [name: string, value: (row: Row, iso: IsoTime) => string | number | boolean | null | undefined];

/** A time with the offset that its reader is to see. */
export type IsoTime = (at: number) => string;

const columns: readonly Column[] = [
  ['time', ({ at }, iso) => iso(at)],
  ['status', ({ status }) => status],
  ['way', ({ ingress }) => ingress],
  ['device', ({ device }) => device],
  ['client', ({ clientAddress }) => clientAddress],
  ['connector', (row) => connectorOf(row)],
  ['sender', (row) => senderOf(row)],
  ['recipient', ({ recipient }) => recipient],
  ['recipient_before', ({ former = [] }) => former.join(' ')],
  ['subject', ({ subject }) => subject],
  ['cause', ({ cause }) => cause],
  ['last', ({ lastText }) => lastText],
  ['next_attempt', ({ waiting }, iso) => (waiting == null || waiting.held ? null : iso(waiting.nextAttemptAt))],
  ['paused', ({ waiting }) => waiting?.held],
  ['attempts', ({ waiting }) => waiting?.attempts],
  ['destination', ({ waiting }) => waiting?.laneText],
  ['size_bytes', ({ sizeBytes }) => sizeBytes],
  ['queue_id', ({ queueId }) => queueId],
  ['reference', ({ reference }) => reference],
  ['message_id', ({ messageId }) => messageId],
];

export const traceHeader: readonly string[] = columns.map(([name]) => name);

export const traceCells = (row: Row, iso: IsoTime): readonly string[] =>
  columns.map(([, value]) => String(value(row, iso) ?? ''));

/** It has a name as long as it is there. */
export const connectorOf = ({ connector, connectorId }: Row): string =>
  connector ?? (connectorId === null ? '' : 'deleted since');

export const senderOf = ({ sender }: Row): string => (sender === '' ? '<>' : (sender ?? ''));
