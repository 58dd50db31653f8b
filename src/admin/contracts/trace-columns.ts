/** The trace as a table for spreadsheets. Pure. */
import { csvTable } from './columns.ts';
import type { AnswerOf } from './operation.ts';
import type { trace } from './trace.ts';

type Row = AnswerOf<typeof trace.search>['rows'][number];

export const traceTable = csvTable<Row>([
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
  ['code', ({ code }) => code],
  ['last', ({ lastText }) => lastText],
  ['next_attempt', ({ waiting }, iso) => (waiting == null || waiting.held ? null : iso(waiting.nextAttemptAt))],
  ['paused', ({ waiting }) => waiting?.held],
  ['attempts', ({ waiting }) => waiting?.attempts],
  ['destination', ({ waiting }) => waiting?.laneText],
  ['size_bytes', ({ sizeBytes }) => sizeBytes],
  ['queue_id', ({ queueId }) => queueId],
  ['reference', ({ reference }) => reference],
  ['message_id', ({ messageId }) => messageId],
]);

/** It has a name as long as it is there. */
export const connectorOf = ({ connector, connectorId }: Row): string =>
  connector ?? (connectorId === null ? '' : 'deleted since');

export const senderOf = ({ sender }: Row): string => (sender === '' ? '<>' : (sender ?? ''));
