/** The queue as a table for spreadsheets, a recipient a row. Pure. */
import { csvTable } from './columns.ts';
import type { AnswerOf } from './operation.ts';
import type { queue } from './queue.ts';

type Entry = AnswerOf<typeof queue.list>['entries'][number];
type Address = Entry['recipient']['address'];

const textOf = ({ local, domain }: Address): string => (domain === '' ? local : `${local}@${domain}`);

export const queueTable = csvTable<Entry>([
  ['received', ({ message }, iso) => iso(message.receivedAt)],
  ['sender', ({ message: { reversePath } }) => (reversePath === null ? '<>' : textOf(reversePath))],
  ['recipient', ({ recipient }) => textOf(recipient.address)],
  ['subject', ({ message }) => message.header.subject],
  ['destination', ({ laneText }) => laneText],
  ['paused', ({ held }) => held],
  ['attempts', ({ recipient }) => recipient.attempts],
  ['next_attempt', ({ held, nextAttemptAt }, iso) => (held ? null : iso(nextAttemptAt))],
  ['last_reply', ({ recipient }) => recipient.lastReply],
  ['size_bytes', ({ message }) => message.sizeBytes],
  ['way', ({ message }) => message.ingress],
  ['client', ({ message }) => message.clientAddress],
  ['queue_id', ({ message }) => message.queueId],
  ['ordinal', ({ recipient }) => recipient.ordinal],
  ['message_id', ({ message }) => message.header.messageId],
]);
