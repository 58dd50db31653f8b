/** The verbs that steer what waits: hold, release, retry, redirect, expire, bounce. */
import { given } from '../../base/given.ts';
import { own } from '../../base/own.ts';
import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { many } from '../../base/words/amounts.ts';
import type { AnswerOf, BodySaid } from '../../admin/contracts/operation.ts';
import { queue } from '../../admin/contracts/queue.ts';
import { systemClock } from '../../base/system-clock.ts';
import { type HostPort, hostPort, timeBefore } from '../terminal/arguments.ts';
import { type Run, saysNothing } from './collection.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';

type Verb = BodySaid<typeof queue.act>['verb'];

/** Lists and verbs pick by these. */
export interface QueueFilters {
  readonly sender?: string;
  readonly recipient?: string;
  readonly lane?: string;
  readonly held?: boolean;
}

interface Selection extends QueueFilters {
  readonly olderThan?: number;
  readonly all?: true;
}

interface Target {
  readonly to?: string;
  readonly connector?: string;
  readonly smartHost?: HostPort;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

export const addFilters = (command: Command): Command =>
  command
    .option('--sender <text>', 'sender contains')
    .option('--recipient <text>', 'recipient contains')
    .option('--lane <lane>', 'this destination, as `queue lanes` shows it')
    .option('--held', 'only what you paused');

const reasoned = (command: Command): Command => command.option('--reason <text>', 'for the report');
const redirected = (command: Command): Command =>
  command
    .option('--to <address>', 'to this recipient instead')
    .option('--connector <name>', 'by this outbound connector')
    .option('--smart-host <host:port>', 'to this host', hostPort(25));

const verbs: readonly (readonly [verb: Verb, meaning: string, options?: (command: Command) => Command])[] = [
  ['hold', 'keep it from being delivered'],
  ['release', 'let what you paused go on'],
  ['retry', 'try now'],
  ['redirect', 'send it elsewhere', redirected],
  ['expire', 'end it as expired, with a report to the sender', reasoned],
  ['bounce', 'end it as failed, with a report to the sender', reasoned],
];

export function addSteering(noun: Command, run: Run): void {
  for (const [verb, meaning, options = (command: Command) => command] of verbs)
    options(addFilters(noun.command(`${verb} [queueIds...]`).description(meaning)))
      .option(
        '--older-than <time>',
        'received before: 2h (ago) or a time',
        timeBefore(() => systemClock.now()),
      )
      .option('--all', 'everything that waits')
      .option('--dry-run', 'only say how many recipients it would be')
      .action(
        run((context, queueIds: readonly string[], chosen: Selection & Target) =>
          steer(context, verb, queueIds, chosen),
        ),
      );
}

async function steer(
  context: Context,
  verb: Verb,
  queueIds: readonly string[],
  { to, connector, smartHost, reason, sender, recipient, lane, held, olderThan, all, dryRun }: Selection & Target,
): Promise<number> {
  const selection = given({
    queueIds: queueIds.length > 0 ? queueIds.map((id) => id.toUpperCase()) : undefined,
    sender,
    recipient,
    lane,
    held,
    olderThan,
    all,
  });
  if (saysNothing(selection))
    throw usage('nothing is selected', 'name queue ids, a filter such as --recipient, or --all');
  const target = given({ to, connector, host: smartHost?.host, port: smartHost?.port, reason });
  if (verb === 'redirect' && saysNothing(target))
    throw usage('redirect whereto?', 'give --to, --connector or --smart-host');
  const answer = await context.client.ask(queue.act, {
    body: { verb, selection, ...target },
    query: { ...context.organization, ...(dryRun === true && { dryRun }) },
    timeoutMs: bounds.cli.longAnswer,
  });
  context.output.data(answer);
  const [first] = queueIds;
  const isNone = answer.touched === 0 && first !== undefined;
  tell(context, verb, answer, { isTried: dryRun === true, isNone });
  if (!isNone) return 0;
  context.output.hint(
    say`Cure: ${queueIds.length === 1 ? 'it is no longer waiting, or not a queue id' : 'they are no longer waiting, or not queue ids'}. What waits: ${command`queue list`}; what became of it: ${command`trace ${first}`}`,
  );
  return 1;
}

interface How {
  readonly isTried: boolean;
  /** It says below that none of those named waits. */
  readonly isNone: boolean;
}

function tell({ output }: Context, verb: Verb, answer: AnswerOf<typeof queue.act>, { isTried, isNone }: How): void {
  const count = many(answer.touched, 'recipient');
  output.line(isTried ? `dry run: ${verb} would touch ${count}` : `${verb}: ${count}`);
  for (const { why, count: left } of answer.untouched ?? [])
    if (!(isNone && why === 'not-waiting')) output.line(`left alone: ${many(left, 'recipient')}, ${reasonOf(why)}`);
}

type Untouched = NonNullable<AnswerOf<typeof queue.act>['untouched']>[number]['why'];

const reasons: Readonly<Record<Untouched, string>> = {
  'under-way': 'an attempt is being made right now',
  paused: 'paused by you (add --held to try them all the same)',
  'paused-already': 'paused already',
  'not-paused': 'not paused',
  'not-waiting': 'no longer waiting, or not queue ids',
};

const reasonOf = (why: string): string => own(reasons, why) ?? why;
