/** `doorpost trace`: what became of each message and each refusal; with an id, the whole story. All of it comes from strangers: escaped. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AnswerOf, QuerySaid } from '../../admin/contracts/operation.ts';
import { trace } from '../../admin/contracts/trace.ts';
import { traceTable } from '../../admin/contracts/trace-columns.ts';
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import { systemClock } from '../../base/system-clock.ts';
import { type ScreenRow, screenRows } from '../../mail/screening/screened.ts';
import { traceStatuses } from '../../mail/trace-event.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { nextOf, type Paged } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { whole } from '../terminal/arguments.ts';
import { usage } from '../terminal/failure.ts';
import { Times } from '../terminal/times.ts';
import type { Run } from './collection.ts';
import { refuseJson, writeRows } from './csv.ts';
import { findPasted } from './trace/find.ts';
import { rowTable } from './trace/table.ts';

type RefusalCount = AnswerOf<typeof trace.refusalCounts>['items'][number];
type Query = QuerySaid<typeof trace.search>;

/** As it was typed. */
interface Options {
  readonly since?: string;
  readonly until?: string;
  readonly sender?: string;
  readonly recipient?: string;
  readonly status?: string;
  readonly messageId?: string;
  readonly client?: string;
  readonly device?: string;
  readonly connector?: string;
  readonly way?: NonNullable<Query['ingress']>;
  readonly direction?: NonNullable<Query['direction']>;
  readonly count?: boolean;
  readonly check?: ScreenRow;
  readonly observed?: ScreenRow;
  readonly code?: string;
  readonly text?: string;
  readonly limit?: number;
  readonly after?: string;
  readonly orphanReports?: boolean;
  readonly csv?: boolean;
}

type Filters = Omit<Options, 'since' | 'until'> & { readonly since?: number; readonly until?: number };

/** How far back counts of refusals are asked for where nobody says since when. */
const DAY_MS = 86_400_000;
const ROWS = 50;

export function addTrace(program: Command, run: Run): void {
  program
    .command('trace [id...]')
    .description('what happened to mail: search, or with an id (queue id, reference, Message-ID) the whole story')
    .option('--since <time>', '2h (ago), 2026-12-01, 2026-12-01T08:00 (here) or 2026-12-01T08:00+01:00')
    .option('--until <time>', 'the same')
    .option('--sender <address>', 'an address, or a part: ann, contoso.com, @contoso.com, a*@*.com; <> for none')
    .option('--recipient <address>', 'the same; also the address before a redirect')
    .option('--status <status>', `${traceStatuses.join(', ')}; commas for several`, statusList)
    .option('--device <name>', 'the device it came from')
    .option('--message-id <id>', 'the Message-ID header')
    .option('--client <address>', 'client address')
    .option('--connector <name>', 'inbound connector')
    .option('--way <way>', 'relay, submission, direct or internal')
    .option('--direction <direction>', 'incoming, outgoing or internal, as its organization sees it')
    .addOption(
      new Option('--check <check>', 'refused, marked or kept back by this check of protection').choices(screenRows),
    )
    .addOption(
      new Option('--observed <check>', 'it would have been, were this check not only observed').choices(screenRows),
    )
    .option('--code <status>', 'it failed with this status: 5.1.1')
    .option('--text <words>', 'words in sender, recipient, subject, replies')
    .option('--limit <count>', `rows (${ROWS}; with --csv all)`, whole(1, bounds.cli.csvRows))
    .option('--after <position>', 'go on where an earlier search ended')
    .option('--orphan-reports', 'non-delivery reports whose addressee is no mailbox of ours')
    .option('--count', 'only how many match')
    .option('--csv', 'for a spreadsheet: all columns, all rows')
    .addHelpText(
      'after',
      `
A time without an offset is one of the zone of this terminal. An id may be pasted as it is: "[ref 01JD3K7M9QXA2B4C-1]", a whole reply, in
lower case.

Examples:
  doorpost trace                                      the newest
  doorpost trace 01JD3K7M9QXA2B4C-1                   the refusal a device was told to quote
  doorpost trace --device "Copier 2nd floor" --since 2d
  doorpost trace --client 192.0.2.10 --status Rejected --since 2d
  doorpost trace --recipient contoso.com --text invoice
  doorpost trace --direction outgoing --since 1d --count
  doorpost trace --since 30d --csv > trace.csv
  doorpost trace --orphan-reports                     what devices with made-up senders should have been told`,
    )
    .action(
      run(async (context, words: readonly string[], options: Options) => {
        const times = new Times({ now: systemClock.now() });
        if (words.length > 0) await findPasted(context, times, words.join(' '));
        else if (options.orphanReports) await orphanReports(context, times, options);
        else await search(context, times, filtersOf(options, times));
      }),
    );
}

function filtersOf({ since, until, ...rest }: Options, times: Times): Filters {
  return { ...rest, ...given({ since: timeOf('--since', since, times), until: timeOf('--until', until, times) }) };
}

function timeOf(option: string, text: string | undefined, times: Times): number | undefined {
  const at = text === undefined ? undefined : times.read(text);
  if (at !== null) return at;
  throw usage(
    `${option} ${JSON.stringify(text)} is no time`,
    `write 2h (ago), 2026-12-01, 2026-12-01T08:00 (${times.zone}) or, with the offset of another zone, 2026-12-01T08:00+01:00`,
  );
}

async function search(context: Context, times: Times, filters: Filters): Promise<void> {
  const { since, until, sender, recipient, status, messageId, device, connector, check, observed, code, text } =
    filters;
  const asked = {
    ...context.organization,
    ...given({ since, until, sender, recipient, status, messageId, device, connector, check, observed, code, text }),
    ...given({ clientAddress: filters.client, ingress: filters.way, direction: filters.direction }),
  };
  if (filters.count) {
    tellCount(context, times, await context.client.ask(trace.count, { query: asked }));
    tellSpan(context, times, filters);
    return;
  }
  const ask = (page: Page) => context.client.ask(trace.search, { query: { ...asked, ...given(page) } });
  if (filters.csv) {
    await asCsv(context, times, ask, filters);
    return;
  }
  const answer = await ask(firstPage(filters));
  const onlyCounted = await countsFor(context, filters);
  context.output.data({ ...answer, onlyCounted });
  rowTable(context, times, answer.rows, 'nothing found');
  tellSpan(context, times, filters);
  tellRest(context, times, answer);
  if (answer.rows.length === 0) tellNear(context, filters);
  tellCounts(context, times, onlyCounted);
}

function tellCount({ output }: Context, times: Times, answer: AnswerOf<typeof trace.count>): void {
  const { count, more, lookedBackTo } = answer;
  output.data(answer);
  output.line(
    lookedBackTo === null
      ? `${more ? `more than ${count}` : count}`
      : `${count} or more: time ran out at ${times.full(lookedBackTo)}; say --since for a shorter time`,
  );
}

interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

const firstPage = ({ limit = ROWS, after }: Pick<Options, 'limit' | 'after'>): Page => ({
  limit: Math.min(limit, bounds.admin.page),
  after,
});

async function asCsv(
  context: Context,
  times: Times,
  ask: (page: Page) => Promise<AnswerOf<typeof trace.orphanReports>>,
  { limit = null, after }: { readonly limit?: number | null; readonly after?: string },
): Promise<void> {
  refuseJson(context);
  const pageAfter = async (place: string | null, most: number) => {
    const page = await ask({ limit: most, after: place ?? after });
    return { rows: page.rows, next: nextOf(page) };
  };
  await writeRows(context, traceTable, (at) => times.iso(at), pageAfter, limit);
}

/** A time that was typed without an offset: how it was read. */
function tellSpan({ output }: Context, times: Times, { since, until }: Filters): void {
  if (since === undefined && until === undefined) return;
  const from = since === undefined ? '' : ` from ${times.full(since)}`;
  const to = until === undefined ? '' : ` until ${times.full(until)}`;
  output.line(`Searched${from}${to} (${times.zone})`);
}

interface Rest extends Paged {
  readonly lookedBackTo?: number | null | undefined;
}

function tellRest({ output }: Context, times: Times, answer: Rest): void {
  const next = nextOf(answer);
  if (next === null) return;
  if (answer.lookedBackTo == null) output.line(`more: --after ${next}`);
  else output.line(`looked back to ${times.full(answer.lookedBackTo)} so far; go on: --after ${next}`);
}

/** An address is compared whole: a letter too many, and nothing is found. */
function tellNear({ output }: Context, filters: Filters): void {
  for (const option of ['sender', 'recipient'] as const) {
    const [local = '', domain = ''] = (filters[option] ?? '').split('@');
    if (local === '' || domain === '' || filters[option]?.includes('*')) continue;
    const parts = [local, `@${domain}`].map((part) =>
      option === 'sender' ? command`trace --sender ${part}` : command`trace --recipient ${part}`,
    );
    output.hint(say`the ${option} was compared whole; parts of it: ${parts[0]!}, ${parts[1]!}`);
  }
}

function tellCounts({ output }: Context, times: Times, onlyCounted: readonly RefusalCount[]): void {
  for (const { clientAddress, hourStart, count } of onlyCounted.slice(0, bounds.cli.countsShown))
    output.line(
      `${count} more ${count === 1 ? 'session' : 'sessions'} from ${clientAddress}, refused or without mail, in the hour from ${times.full(hourStart)} were only counted`,
    );
  const hidden = onlyCounted.slice(bounds.cli.countsShown);
  if (hidden.length > 0)
    output.line(
      `and ${hidden.reduce((sum, each) => sum + each.count, 0)} more from ${hidden.length} other addresses and hours`,
    );
}

/** Refusals beyond the bound of an address and hour; they have no sender or recipient, so only some questions are about them. */
async function countsFor(context: Context, filters: Filters): Promise<readonly RefusalCount[]> {
  const about =
    (filters.status ?? 'Rejected').split(',').some((status) => status === 'Rejected' || status === 'No mail') &&
    [
      filters.sender,
      filters.recipient,
      filters.messageId,
      filters.device,
      filters.connector,
      filters.way,
      filters.direction,
      filters.text,
    ].every((each) => each === undefined) &&
    filters.after === undefined;
  if (!about) return [];
  const items = await context.client.all(trace.refusalCounts, {
    query: {
      ...context.organization,
      since: filters.since ?? systemClock.now() - DAY_MS,
      ...given({ clientAddress: filters.client }),
    },
  });
  return items.filter(({ hourStart }) => filters.until === undefined || hourStart < filters.until);
}

async function orphanReports(context: Context, times: Times, options: Options): Promise<void> {
  const ask = (page: Page) =>
    context.client.ask(trace.orphanReports, { query: { ...context.organization, ...given(page) } });
  if (options.csv) {
    await asCsv(context, times, ask, options);
    return;
  }
  const answer = await ask(firstPage(options));
  context.output.data(answer);
  rowTable(context, times, answer.rows, 'no reports for senders without a mailbox');
  tellRest(context, times, answer);
}

/** In the words of the trace, whatever the case; anything else is wrong usage. */
function statusList(text: string): string {
  return text
    .split(',')
    .map((part) => {
      const known = traceStatuses.find((status) => status.toLowerCase() === part.trim().toLowerCase());
      if (known === undefined) throw new InvalidArgumentError(`choose from ${traceStatuses.join(', ')}.`);
      return known;
    })
    .join(',');
}
