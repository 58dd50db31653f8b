import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { addressText, pathText } from '../../mail/address.ts';
import type { AnswerOf, BodySaid } from '../../admin/contracts/operation.ts';
import { queue } from '../../admin/contracts/queue.ts';
import { systemClock } from '../../base/system-clock.ts';
import { type HostPort, hostPort, timeBefore, whole } from '../terminal/arguments.ts';
import { given, type Run, saysNothing } from './collection.ts';
import { nextOf } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';
import { shellWord } from '../../texts/command.ts';
import { shortened } from '../terminal/escape.ts';
import { sizeText, timeText } from '../terminal/output.ts';
import { eventText } from './trace.ts';

type QueueEntry = AnswerOf<typeof queue.list>['entries'][number];
type Verb = BodySaid<typeof queue.act>['verb'];

interface Selection {
  readonly sender?: string;
  readonly recipient?: string;
  readonly lane?: string;
  readonly held?: boolean;
  readonly olderThan?: number;
  readonly all?: true;
}

const filters = (command: Command): Command =>
  command
    .option('--sender <text>', 'sender contains')
    .option('--recipient <text>', 'recipient contains')
    .option('--lane <lane>', 'this destination, as `queue lanes` shows it')
    .option('--held', 'only what you paused');

export function addQueue(program: Command, run: Run): void {
  const noun = program.command('queue').description('mail that waits: look, hold, release, retry, redirect, end');
  filters(noun.command('list', { isDefault: true }).alias('ls').description('list what waits, a recipient a row'))
    .option('--limit <count>', 'rows (100)', whole(1, bounds.admin.page), 100)
    .option('--after <position>', 'go on where an earlier list ended')
    .action(
      run(async (context, chosen: Selection & { limit: number; after?: string }) => {
        const { sender, recipient, lane, held, limit, after } = chosen;
        const answer = await context.client.ask(queue.list, {
          query: { ...context.organization, ...given({ sender, recipient, lane, held, limit, after }) },
        });
        context.output.data(answer);
        entryTable(context, answer.entries, 'the queue is empty');
        const next = nextOf(answer);
        if (next !== null) context.output.line(`${answer.total} in all; more: --after ${next}`);
      }),
    );
  noun
    .command('lanes')
    .description('how much waits for each destination')
    .action(
      run(async (context) => {
        const lanes = await context.client.all(queue.lanes, {});
        context.output.data(lanes);
        context.output.table(
          ['DESTINATION', 'WAITING', 'PAUSED', 'OLDEST', 'NEXT ATTEMPT'],
          lanes.map((lane) => [
            lane.laneText,
            lane.waiting,
            lane.held,
            timeText(lane.oldestReceivedAt),
            timeText(lane.nextAttemptAt),
          ]),
          'the queue is empty',
        );
      }),
    );
  noun
    .command('show <queueId>')
    .description('one message: its recipients and what happened so far')
    .action(
      run(async (context, queueId: string) => {
        const answer = await context.client.ask(queue.show, { params: { queueId: queueId.toUpperCase() } });
        context.output.data(answer);
        entryTable(context, answer.entries, 'it waits no more');
        for (const event of answer.story?.events ?? []) {
          context.output.line(`${timeText(event.at)}  ${event.kind.padEnd(9)} ${eventText(event)}`);
          if (event.reply !== undefined) context.output.line(`    it said: ${event.reply}`);
        }
      }),
    );

  const act = (verb: Verb, meaning: string, refine: (command: Command) => Command = (command) => command): void => {
    refine(filters(noun.command(`${verb} [queueIds...]`).description(meaning)))
      .option(
        '--older-than <time>',
        'received before: 2h (ago) or a time',
        timeBefore(() => systemClock.now()),
      )
      .option('--all', 'everything that waits')
      .action(
        run(
          async (
            context,
            queueIds: readonly string[],
            chosen: Selection & { to?: string; connector?: string; smartHost?: HostPort; reason?: string },
          ) => {
            const selection = given({
              queueIds: queueIds.length > 0 ? queueIds.map((id) => id.toUpperCase()) : undefined,
              sender: chosen.sender,
              recipient: chosen.recipient,
              lane: chosen.lane,
              held: chosen.held,
              olderThan: chosen.olderThan,
              all: chosen.all,
            });
            if (saysNothing(selection))
              throw usage('nothing is selected', 'name queue ids, a filter such as --recipient, or --all');
            const target = given({
              to: chosen.to,
              connector: chosen.connector,
              host: chosen.smartHost?.host,
              port: chosen.smartHost?.port,
              reason: chosen.reason,
            });
            if (verb === 'redirect' && saysNothing(target))
              throw usage('redirect whereto?', 'give --to, --connector or --smart-host');
            const answer = await context.client.ask(queue.act, {
              body: { verb, selection, ...target },
              query: context.organization,
              timeoutMs: bounds.cli.longAnswer,
            });
            context.output.data(answer);
            context.output.line(`${verb}: ${answer.touched} ${answer.touched === 1 ? 'recipient' : 'recipients'}`);
            if (answer.touched > 0 || queueIds.length === 0) return 0;
            context.output.hint(
              `Cure: ${queueIds.length === 1 ? 'it waits no more, or is no queue id' : 'they wait no more, or are no queue ids'}: doorpost queue list shows what waits, doorpost trace ${shellWord(queueIds[0] ?? '')} what became of it`,
            );
            return 1;
          },
        ),
      );
  };
  act('hold', 'keep it from being delivered');
  act('release', 'let what you paused go on');
  act('retry', 'try now');
  act('redirect', 'send it elsewhere', (command) =>
    command
      .option('--to <address>', 'to this recipient instead')
      .option('--connector <name>', 'by this outbound connector')
      .option('--smart-host <host:port>', 'to this host', hostPort(25)),
  );
  act('expire', 'end it as expired, with a report to the sender', (command) =>
    command.option('--reason <text>', 'for the report'),
  );
  act('bounce', 'end it as failed, with a report to the sender', (command) =>
    command.option('--reason <text>', 'for the report'),
  );
}

function entryTable(context: Context, entries: readonly QueueEntry[], whenEmpty: string): void {
  context.output.table(
    ['QUEUE ID', 'RECEIVED', 'SENDER', 'RECIPIENT', 'SIZE', 'TRIES', 'NEXT', 'LAST REPLY'],
    entries.map((entry) => [
      entry.message.queueId,
      timeText(entry.message.receivedAt),
      shortened(entry.message.reversePath === null ? pathText(null) : addressText(entry.message.reversePath), 36),
      shortened(addressText(entry.recipient.address), 36),
      sizeText(entry.message.sizeBytes),
      entry.recipient.attempts,
      entry.held ? 'paused by you' : entry.leased ? 'now' : timeText(entry.nextAttemptAt),
      shortened(entry.recipient.lastReply ?? '', 60),
    ]),
    whenEmpty,
  );
}
