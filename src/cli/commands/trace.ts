/** `doorpost trace`: what became of each message and each refusal; with an id, the whole story. All of it comes from strangers: escaped. */
import { given } from '../../base/given.ts';
import { bounds } from '../../base/bounds.ts';
import { type Command, InvalidArgumentError } from 'commander';
import type { AnswerOf, QuerySaid } from '../../admin/contracts/operation.ts';
import { trace } from '../../admin/contracts/trace.ts';
import { NO_TLS } from '../../mail/sighting.ts';
import { traceStatuses } from '../../mail/trace-event.ts';
import { systemClock } from '../../base/system-clock.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { timeBefore, whole } from '../terminal/arguments.ts';
import { type Run } from './collection.ts';
import { nextOf, type Paged } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { CliFailure, isNotFound } from '../terminal/failure.ts';
import { shortened } from '../terminal/escape.ts';
import { sizeText, timeText } from '../terminal/output.ts';
import { showLack } from '../terminal/show-lack.ts';

type Found = AnswerOf<typeof trace.search>['rows'][number];
type Story = AnswerOf<typeof trace.message>;
type Session = AnswerOf<typeof trace.session>;
type RefusalCount = AnswerOf<typeof trace.refusalCounts>['items'][number];

type Way = NonNullable<QuerySaid<typeof trace.search>['ingress']>;

interface Filters {
  readonly since?: number;
  readonly until?: number;
  readonly sender?: string;
  readonly recipient?: string;
  readonly status?: string;
  readonly messageId?: string;
  readonly client?: string;
  readonly connector?: string;
  readonly way?: Way;
  readonly text?: string;
  readonly limit: number;
  readonly after?: string;
  readonly orphanReports?: boolean;
}

/** How far back counts of refusals are asked for where nobody says since when. */
const DAY_MS = 86_400_000;

/** `<SessionId>` or `<SessionId>-<n>`; ids are 16 characters of Crockford's base 32. */
const ID = /^[0-9A-HJKMNP-TV-Z]{16}(?:-\d{1,6})?$/u;

export function addTrace(program: Command, run: Run): void {
  const time = timeBefore(() => systemClock.now());
  program
    .command('trace [id]')
    .description('what happened to mail: search, or with an id (queue id or reference) the whole story')
    .option('--since <time>', '2h (ago), 2026-12-01 or 2026-12-01T08:00', time)
    .option('--until <time>', 'the same', time)
    .option('--sender <address>', 'exact, *@domain, or with one * anywhere')
    .option('--recipient <address>', 'the same')
    .option('--status <status>', `${traceStatuses.join(', ')}; commas for several`, statusList)
    .option('--message-id <id>', 'the Message-ID header')
    .option('--client <address>', 'client address')
    .option('--connector <name>', 'inbound connector')
    .option('--way <way>', 'relay, submission, direct or internal')
    .option('--text <words>', 'words in sender, recipient, subject, replies')
    .option('--limit <count>', 'rows (50)', whole(1, bounds.admin.page), 50)
    .option('--after <position>', 'go on where an earlier search ended')
    .option('--orphan-reports', 'non-delivery reports whose addressee is no mailbox of ours')
    .addHelpText(
      'after',
      `
Examples:
  doorpost trace                                      the newest
  doorpost trace 01JD3K7M9QXA2B4C-1                   the refusal a device was told to quote
  doorpost trace --client 192.0.2.10 --status Rejected --since 2d
  doorpost trace --recipient '*@contoso.com' --text invoice
  doorpost trace --orphan-reports                     what devices with made-up senders should have been told`,
    )
    .action(
      run(async (context, id: string | undefined, filters: Filters) => {
        if (id !== undefined) {
          const wanted = id.trim().toUpperCase();
          await story(context, ID.test(wanted) ? wanted : id.trim());
          return;
        }
        await (filters.orphanReports ? orphanReports(context, filters) : search(context, filters));
      }),
    );
}

async function search(context: Context, filters: Filters): Promise<void> {
  const { since, until, sender, recipient, status, messageId, connector, text, limit, after } = filters;
  const answer = await context.client.ask(trace.search, {
    query: {
      ...context.organization,
      ...given({ since, until, sender, recipient, status, messageId, connector, text, limit, after }),
      ...given({ clientAddress: filters.client, ingress: filters.way }),
    },
  });
  const onlyCounted = await countsFor(context, filters);
  context.output.data({ ...answer, onlyCounted });
  rowTable(context, answer.rows, 'nothing found');
  sayWhereItGoesOn(context, answer);
  for (const { clientAddress, hourStart, count } of onlyCounted.slice(0, bounds.cli.countsShown))
    context.output.line(
      `${count} more ${count === 1 ? 'session' : 'sessions'} from ${clientAddress}, refused or without mail, in the hour from ${timeText(hourStart)} were only counted`,
    );
  const hidden = onlyCounted.slice(bounds.cli.countsShown);
  if (hidden.length > 0)
    context.output.line(
      `and ${hidden.reduce((sum, each) => sum + each.count, 0)} more from ${hidden.length} other addresses and hours`,
    );
}

/** Refusals beyond the bound of an address and hour; they have no sender or recipient, so only some questions are about them. */
async function countsFor(context: Context, filters: Filters): Promise<readonly RefusalCount[]> {
  const about =
    (filters.status ?? 'Rejected').split(',').some((status) => status === 'Rejected' || status === 'No mail') &&
    [filters.sender, filters.recipient, filters.messageId, filters.connector, filters.way, filters.text].every(
      (each) => each === undefined,
    ) &&
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

async function orphanReports(context: Context, { limit, after }: Filters): Promise<void> {
  const answer = await context.client.ask(trace.orphanReports, {
    query: { ...context.organization, ...given({ limit, after }) },
  });
  context.output.data(answer);
  rowTable(context, answer.rows, 'no reports for senders without a mailbox');
  sayWhereItGoesOn(context, answer);
}

function sayWhereItGoesOn(context: Context, answer: Paged): void {
  const next = nextOf(answer);
  if (next !== null) context.output.line(`more: --after ${next}`);
}

/** In the words of the trace, whatever the case; anything else is wrong usage. */
function statusList(text: string): string {
  return text
    .split(',')
    .map((part) => {
      const known = traceStatuses.find((status) => status.toLowerCase() === part.trim().toLowerCase());
      if (known === undefined) throw new InvalidArgumentError(`choose of ${traceStatuses.join(', ')}.`);
      return known;
    })
    .join(',');
}

function rowTable(context: Context, rows: readonly Found[], whenEmpty: string): void {
  context.output.table(
    ['TIME', 'STATUS', 'WAY', 'SENDER', 'RECIPIENT', 'CLIENT', 'ID', 'SUBJECT OR REPLY'],
    rows.map((row) => [
      timeText(row.at),
      row.status,
      row.ingress ?? '',
      shortened(row.sender === '' ? '<>' : (row.sender ?? ''), 36),
      shortened(row.recipient ?? '', 36),
      row.clientAddress ?? '',
      row.queueId ?? row.reference ?? row.sessionId ?? '',
      shortened(
        (row.status === 'Rejected' || row.status === 'Failed' || row.status === 'Pending'
          ? row.lastText
          : row.subject) ??
          row.lastText ??
          '',
        60,
      ),
    ]),
    whenEmpty,
  );
}

/** A queue id names a message; else it is a reference or a session. Which, only the server knows. */
export async function story(context: Context, id: string): Promise<void> {
  const missing = (error: unknown): null => {
    if (isNotFound(error)) return null;
    throw error;
  };
  if (!/-\d+$/u.test(id)) {
    const message = await context.client.ask(trace.message, { params: { queueId: id } }).catch(missing);
    if (message !== null) {
      context.output.data(message);
      messageStory(context, message);
      return;
    }
  }
  const session = await context.client.ask(trace.session, { params: { reference: id } }).catch(missing);
  if (session === null) {
    throw new CliFailure(
      `nothing is known of ${id}`,
      'give the queue id (from "Queued as ...") or the reference at the end of a refusal ("[ref ...]"); an index entry may take a second to appear',
    );
  }
  context.output.data(session);
  sessionStory(context, session);
}

function messageStory(context: Context, message: Story): void {
  const { output } = context;
  const first: Found | undefined = message.rows[0];
  if (first) {
    output.fields([
      ['queue id', first.queueId],
      ['received', timeText(first.at)],
      ['sender', first.sender === '' || first.sender === null ? '<>' : first.sender],
      ['subject', first.subject],
      ['message id', first.messageId],
      ['size', sizeText(first.sizeBytes)],
      ['way in', first.ingress],
      ['client', first.clientAddress],
      ['connector', first.connector ?? (first.connectorId === null ? null : 'deleted since')],
      ['reference', first.reference],
    ]);
  }
  output.heading('Recipients');
  output.table(
    ['RECIPIENT', 'STATUS', 'LAST'],
    message.rows.map((row) => [row.recipient, row.status, row.lastText]),
    'none',
  );
  output.heading('Events');
  for (const event of message.events) {
    output.line(`${timeText(event.at)}  ${event.kind.padEnd(9)} ${eventText(event)}`);
    if (event.remoteHost !== undefined || event.remoteAddress !== undefined)
      output.line(
        `    ${event.kind === 'Receive' ? 'client' : 'next hop'}: ${[event.remoteHost, event.remoteAddress === undefined ? undefined : `[${event.remoteAddress}]`, protectionOf(event)].filter(Boolean).join(' ')}`,
      );
    if (event.reply !== undefined) output.line(`    it said: ${event.reply}`);
    if (event.relatedQueueId !== undefined) output.hint(say`    see also: ${command`trace ${event.relatedQueueId}`}`);
  }
  if (message.session) sessionStory(context, message.session);
}

/** Of a client there was a conversation; of a next hop only where it is said how it was protected. */
const protectionOf = ({ kind, tls }: Story['events'][number]): string | undefined =>
  tls ?? (kind === 'Receive' ? NO_TLS : undefined);

/** The person it was about and the one who did it, where the sentence does not say so itself. */
export function eventText(event: Story['events'][number]): string {
  const said = (words: string): boolean => event.text.toLowerCase().includes(words.toLowerCase());
  const recipient = event.recipient == null || said(event.recipient) ? '' : ` (${event.recipient})`;
  const actor = event.actor === undefined || said(`by ${event.actor}`) ? '' : `, by ${event.actor}`;
  return `${event.text}${recipient}${actor}`;
}

function sessionStory(context: Context, session: Session): void {
  const { output } = context;
  output.heading('Session');
  output.fields([
    ['session', session.sessionId],
    ['from', `${session.clientAddress}${session.clientAddress.includes(':') ? ' port ' : ':'}${session.clientPort}`],
    ['listener', session.listener],
    ['time', `${timeText(session.startedAt)} to ${timeText(session.endedAt)}`],
    ['greeted as', session.helo],
    ['TLS', session.tls ?? (session.refusals.some(({ stage }) => stage === 'tls') ? 'did not come about' : NO_TLS)],
    ['certificate', session.certificateNames],
    ['login', session.login],
    ['way in', session.ingress],
    ['connector', session.connector],
    ['accepted', session.accepted],
    ['ended', session.end],
  ]);
  if (session.refusals.length > 0) {
    output.heading('Refused');
    for (const refusal of session.refusals) {
      output.line(`${timeText(refusal.at)}  ${refusal.reference}  at ${refusal.stage.toUpperCase()}`);
      output.line(`    told:  ${refusal.reply}`);
      output.line(`    cause: ${refusal.cause}`);
      if (refusal.lack != null) showLack(output, '    ', refusal.lack);
      if (refusal.sender !== null || refusal.recipient !== null)
        output.line(
          `    from ${refusal.sender === '' ? '<>' : (refusal.sender ?? '-')} to ${refusal.recipient ?? '-'}`,
        );
    }
  }
  if (session.lack != null) {
    output.heading('No mail');
    output.line(`    cause: ${session.lack.cause}`);
    showLack(output, '    ', session.lack);
  }
  output.heading('Transcript');
  if (session.transcript === '') output.line('    not kept: no connector, device or device network covers the address');
  else output.block(session.transcript);
}
