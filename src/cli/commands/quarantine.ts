/** Mail in quarantine: what is kept back, one of it, and its ways out. What strangers wrote is escaped, but for `--raw`. */
import { type Command, Option } from 'commander';
import type { AnswerOf, BodySaid, QuerySaid } from '../../admin/contracts/operation.ts';
import { quarantine } from '../../admin/contracts/quarantine.ts';
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import { systemClock } from '../../base/system-clock.ts';
import { many } from '../../base/words/amounts.ts';
import { screenRows } from '../../mail/screening/screened.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { nextOf } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { timeBefore, whole } from '../terminal/arguments.ts';
import { shortened } from '../terminal/escape.ts';
import { usage } from '../terminal/failure.ts';
import type { FittedColumn } from '../terminal/fitted-table.ts';
import { sizeText, timeText } from '../terminal/output.ts';
import { type Run, saysNothing } from './collection.ts';
import { eventText } from './trace/story.ts';

const ROWS = 100;

type Kept = AnswerOf<typeof quarantine.list>['entries'][number];
type Filters = Pick<QuerySaid<typeof quarantine.list>, 'sender' | 'recipient' | 'why' | 'since' | 'until'>;

interface Chosen extends Filters {
  readonly all?: true;
  readonly to?: string;
  readonly allowSender?: true;
  readonly dryRun?: boolean;
}

export function addQuarantine(program: Command, run: Run): void {
  const noun = program.command('quarantine').description('mail that is kept back: look, release, delete');
  addList(noun, run);
  addShow(noun, run);
  filtered(noun.command('release [queueIds...]').description('let it go to its recipients'))
    .option('--to <address>', 'a copy to this address; what waits for its recipients stays')
    .option('--allow-sender', 'put the author on the allow list, by the address')
    .option('--all', 'everything that is in quarantine')
    .option('--dry-run', 'only say how many recipients it would be')
    .action(run((context, ids: readonly string[], chosen: Chosen) => act(context, 'release', ids, chosen)));
  filtered(noun.command('delete [queueIds...]').description('delete it; nobody is told'))
    .option('--all', 'everything that is in quarantine')
    .option('--dry-run', 'only say how many recipients it would be')
    .action(run((context, ids: readonly string[], chosen: Chosen) => act(context, 'delete', ids, chosen)));
}

const at = timeBefore(() => systemClock.now());

const filtered = (command: Command): Command =>
  command
    .option('--sender <text>', 'sender contains')
    .option('--recipient <text>', 'recipient contains')
    .option('--why <check>', `the check that decided: ${screenRows.join(', ')}`)
    .option('--since <time>', 'received since: 2d (ago) or a time', at)
    .option('--until <time>', 'received before: 2h (ago) or a time', at);

function addList(noun: Command, run: Run): void {
  filtered(noun.command('list', { isDefault: true }).alias('ls').description('list it, a recipient a row'))
    .addOption(new Option('--sort <order>', 'which come first (newest)').choices(['newest', 'oldest']))
    .option('--limit <count>', `rows (${ROWS})`, whole(1, bounds.admin.page))
    .option('--after <position>', 'go on where an earlier list ended')
    .action(
      run(async (context, chosen: Filters & { limit?: number; after?: string; sort?: 'newest' | 'oldest' }) => {
        const { sender, recipient, why, since, until, limit = ROWS, after, sort } = chosen;
        const query = {
          ...context.organization,
          limit,
          ...given({ sender, recipient, why, since, until, after, sort }),
        };
        const answer = await context.client.ask(quarantine.list, { query });
        context.output.data(answer);
        context.output.fitted(columns, answer.entries, 'the quarantine is empty');
        const next = nextOf(answer);
        if (next !== null) context.output.line(`${answer.total} in all; more: --after ${next}`);
      }),
    );
}

const columns: readonly FittedColumn<Kept>[] = [
  { header: 'QUEUE ID', cell: ({ queueId }) => queueId },
  { header: 'RECEIVED', cell: ({ receivedAt }) => timeText(receivedAt), goes: 3 },
  { header: 'SENDER', cell: ({ sender }) => sender, least: 20, goes: 2 },
  { header: 'RECIPIENT', cell: ({ recipient }) => recipient, least: 20 },
  { header: 'SUBJECT', cell: ({ subject }) => shortened(subject ?? '', 50), least: 20, goes: 1 },
  { header: 'WHY', cell: ({ why }) => why ?? '' },
  { header: 'DELETED', cell: ({ expiresAt }) => (expiresAt === null ? '' : timeText(expiresAt)), goes: 4 },
];

function addShow(noun: Command, run: Run): void {
  noun
    .command('show <queueId>')
    .description('one message: why it is kept, and what happened so far')
    .option('--text', 'its text too; noted in the audit log')
    .option('--raw', 'the message as it was accepted, byte for byte; noted in the audit log')
    .action(
      run(async (context, queueId: string, { text, raw }: { text?: true; raw?: true }) => {
        const params = { queueId: queueId.toUpperCase() };
        if (raw === true) {
          const timeoutMs = bounds.cli.longAnswer;
          await context.io.outBytes(await context.client.bytes(quarantine.content, { params, timeoutMs }));
          return;
        }
        const answer = await context.client.ask(quarantine.show, { params });
        const preview = text === true ? await context.client.ask(quarantine.preview, { params }) : null;
        context.output.data(preview === null ? answer : { ...answer, preview });
        const [first] = answer.entries;
        if (first !== undefined) context.output.fields(factsOf(first));
        context.output.fitted(columns, answer.entries, 'it is no longer in quarantine');
        for (const event of answer.story?.events ?? [])
          context.output.told(`${timeText(event.at)}  ${event.kind.padEnd(10)} ${eventText(event)}`);
        if (preview !== null) context.output.block(preview.text || '(no plain text; see --raw)', '');
      }),
    );
}

const factsOf = (one: Kept): [string, string][] => [
  ['From', one.from?.join(', ') ?? ''],
  ['Subject', one.subject ?? ''],
  ['Kept because', one.whyText ?? ''],
  ...(one.virus == null ? [] : ([['Malware', one.virus]] as [string, string][])),
  ...(one.composite == null ? [] : ([['Authentication', one.composite]] as [string, string][])),
  ['Came from', `${one.clientAddress ?? ''} ${one.helo ?? ''}`.trim()],
  ['Size', sizeText(one.sizeBytes)],
];

async function act(
  context: Context,
  verb: BodySaid<typeof quarantine.act>['verb'],
  queueIds: readonly string[],
  { to, allowSender, dryRun, sender, recipient, why, since, until, all }: Chosen,
): Promise<number> {
  const ids = queueIds.length > 0 ? queueIds.map((id) => id.toUpperCase()) : undefined;
  const selection = given({ queueIds: ids, sender, recipient, why, since, until, all });
  if (saysNothing(selection))
    throw usage('nothing is selected', 'name queue ids, a filter such as --recipient, or --all');
  const answer = await context.client.ask(quarantine.act, {
    body: { verb, selection, ...given({ to, allowSender }) },
    query: { ...context.organization, ...(dryRun === true && { dryRun }) },
    timeoutMs: bounds.cli.longAnswer,
  });
  context.output.data(answer);
  const count = many(answer.touched, 'recipient');
  context.output.line(dryRun === true ? `dry run: ${verb} would touch ${count}` : `${verb}: ${count}`);
  if (allowSender === true && dryRun !== true)
    context.output.line(`allowed from now on: ${answer.allowed?.join(', ') || 'none'}`);
  const [first] = queueIds;
  if (answer.touched > 0 || first === undefined) return 0;
  context.output.hint(
    say`Cure: it is no longer in quarantine, or not a queue id. What is there: ${command`quarantine list`}; what became of it: ${command`trace ${first}`}`,
  );
  return 1;
}
