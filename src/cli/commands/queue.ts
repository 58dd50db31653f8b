import { given } from '../../base/given.ts';
import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { addressText, pathText } from '../../mail/address.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { queue } from '../../admin/contracts/queue.ts';
import { queueTable } from '../../admin/contracts/queue-columns.ts';
import { systemClock } from '../../base/system-clock.ts';
import { refuseJson, writeRows } from './csv.ts';
import { Times } from '../terminal/times.ts';
import { whole } from '../terminal/arguments.ts';
import { type Run } from './collection.ts';
import { nextOf } from '../client/pages.ts';
import { addFilters, addSteering, type QueueFilters } from './queue-steering.ts';
import type { Context } from '../context.ts';
import type { Shell } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { curePhrase } from '../../texts/remedy.ts';
import { asTyped } from '../../texts/kept.ts';
import type { FittedColumn } from '../terminal/fitted-table.ts';
import { sizeText, timeText } from '../terminal/output.ts';
import { eventText } from './trace/story.ts';

const ROWS = 100;

type QueueEntry = AnswerOf<typeof queue.list>['entries'][number];

export function addQueue(program: Command, run: Run): void {
  const noun = program.command('queue').description('mail that waits: look, hold, release, retry, redirect, end');
  addWaiting(noun, run);
  addLanes(noun, run);
  addShow(noun, run);
  addSteering(noun, run);
}

function addWaiting(noun: Command, run: Run): void {
  addFilters(noun.command('list', { isDefault: true }).alias('ls').description('list what waits, a recipient a row'))
    .option('--limit <count>', `rows (${ROWS}; with --csv all)`, whole(1, bounds.cli.csvRows))
    .option('--after <position>', 'go on where an earlier list ended')
    .option('--csv', 'for a spreadsheet: all columns, all rows')
    .action(
      run(async (context, chosen: QueueFilters & { limit?: number; after?: string; csv?: boolean }) => {
        const { sender, recipient, lane, held, limit, after } = chosen;
        const ask = (page: { readonly limit: number; readonly after?: string | undefined }) =>
          context.client.ask(queue.list, {
            query: { ...context.organization, ...given({ sender, recipient, lane, held, ...page }) },
          });
        if (chosen.csv) {
          refuseJson(context);
          const times = new Times({ now: systemClock.now() });
          const pageAfter = async (place: string | null, most: number) => {
            const page = await ask({ limit: most, after: place ?? after });
            return { rows: page.entries, next: nextOf(page) };
          };
          await writeRows(context, queueTable, (at) => times.iso(at), pageAfter, limit ?? null);
          return;
        }
        const answer = await ask({ limit: Math.min(limit ?? ROWS, bounds.admin.page), after });
        context.output.data(answer);
        context.output.fitted(columnsOf(context), answer.entries, 'the queue is empty');
        const next = nextOf(answer);
        if (next !== null) context.output.line(`${answer.total} in all; more: --after ${next}`);
      }),
    );
}

function addLanes(noun: Command, run: Run): void {
  noun
    .command('lanes')
    .description('how much waits for each destination')
    .action(
      run(async (context) => {
        const lanes = await context.client.all(queue.lanes, { query: context.organization });
        context.output.data(lanes);
        context.output.table(
          ['DESTINATION', 'STATE', 'WAITING', 'PAUSED', 'OLDEST', 'NEXT ATTEMPT'],
          lanes.map((lane) => [
            lane.laneText,
            lane.state ?? '',
            lane.waiting,
            lane.held,
            timeText(lane.oldestReceivedAt),
            timeText(lane.nextAttemptAt),
          ]),
          'the queue is empty',
        );
        // A destination that has its time needs nobody.
        for (const { laneText, state, cure, remedy } of lanes)
          if (state !== 'waiting' && cure != null)
            context.output.hint(
              say`${{ kept: laneText }}: ${curePhrase({ cure, ...(remedy !== null && { remedy }) })}`,
            );
      }),
    );
}

function addShow(noun: Command, run: Run): void {
  noun
    .command('show <queueId>')
    .description('one message: its recipients and what happened so far')
    .action(
      run(async (context, queueId: string) => {
        const answer = await context.client.ask(queue.show, { params: { queueId: queueId.toUpperCase() } });
        context.output.data(answer);
        context.output.fitted(columnsOf(context), answer.entries, 'it is no longer waiting');
        for (const event of answer.story?.events ?? []) {
          context.output.told(`${timeText(event.at)}  ${event.kind.padEnd(9)} ${eventText(event)}`);
          if (event.nextAttemptAt !== undefined)
            context.output.line(`    next attempt: ${timeText(event.nextAttemptAt)}`);
          if (event.reply !== undefined) context.output.line(`    it said: ${event.reply}`);
        }
      }),
    );
}

/** As wide as the terminal: why it waits is what is looked for here, so that stays whole. */
const columnsOf = ({ shell }: Context): readonly FittedColumn<QueueEntry>[] => [
  { header: 'QUEUE ID', cell: ({ message }) => message.queueId },
  { header: 'RECEIVED', cell: ({ message }) => timeText(message.receivedAt), goes: 3 },
  { header: 'SENDER', cell: senderOf, least: 20, goes: 2, beneath: fromTo },
  { header: 'RECIPIENT', cell: recipientOf, least: 20, goes: 2, beneath: () => '' },
  { header: 'SIZE', cell: ({ message }) => sizeText(message.sizeBytes), goes: 5 },
  { header: 'TRIES', cell: ({ recipient }) => recipient.attempts, goes: 4 },
  { header: 'NEXT', cell: nextTry },
  {
    header: 'LAST REPLY',
    cell: (entry) => lastReplyOf(entry, shell),
    least: 40,
    long: 'wrapped',
    goes: 1,
    beneath: (entry) => lastReplyOf(entry, shell),
  },
];

function senderOf({ message: { reversePath } }: QueueEntry): string {
  return reversePath === null ? pathText(null) : addressText(reversePath);
}

function recipientOf({ recipient }: QueueEntry): string {
  return addressText(recipient.address);
}

function fromTo(entry: QueueEntry): string {
  return `${senderOf(entry)} to ${recipientOf(entry)}`;
}

function nextTry({ held, leased, nextAttemptAt }: QueueEntry): string {
  return held ? 'paused by you' : leased ? 'now' : timeText(nextAttemptAt);
}

function lastReplyOf({ recipient }: QueueEntry, shell: Shell): string {
  return asTyped(recipient.lastReply ?? '', shell);
}
