/** `doorpost audit`: who did what, in words: made, changed, removed objects and secrets; did something to the queue. */
import { own } from '../../base/own.ts';
import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { systemClock } from '../../base/system-clock.ts';
import { auditTable } from '../../admin/contracts/audit-columns.ts';
import { house } from '../../admin/contracts/house.ts';
import { given } from '../../base/given.ts';
import { refuseJson, writeRows } from './csv.ts';
import { Times } from '../terminal/times.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { timeBefore, whole } from '../terminal/arguments.ts';
import { inPages } from '../client/pages.ts';
import { cellOf, type Run } from './collection.ts';
import { shortened } from '../terminal/escape.ts';
import type { Context } from '../context.ts';
import { cellText } from '../terminal/cell.ts';
import { timeText } from '../terminal/output.ts';

type AuditEntry = AnswerOf<typeof house.audit>['items'][number];

interface Chosen {
  readonly limit?: number;
  readonly before?: number;
  readonly id?: string;
  readonly csv?: boolean;
}

const ENTRIES = 50;
/** Entries of one answer. */
const PAGE = 1_000;

export function addAudit(program: Command, run: Run): void {
  program
    .command('audit')
    .description('who changed what, newest first')
    .option('--limit <count>', `entries (${ENTRIES}; with --csv all)`, whole(1, bounds.cli.auditEntries))
    .option(
      '--before <time>',
      '2h (ago) or a time',
      timeBefore(() => systemClock.now()),
    )
    .option('--id <id>', 'only what was done to the object, or queue id, of this id')
    .option('--csv', 'for a spreadsheet: all columns, all entries')
    .action(
      run(async (context, chosen: Chosen) => {
        if (chosen.csv) {
          await asCsv(context, chosen);
          return;
        }
        const limit = chosen.limit ?? ENTRIES;
        const items = await entries(context.client, { ...chosen, limit });
        context.output.data(items);
        context.output.table(
          ['TIME', 'WHO', 'WHAT', 'KIND', 'NAME', 'CHANGED'],
          items.map((entry) => [
            timeText(entry.at),
            entry.actor,
            entry.verb,
            entry.kind,
            entry.name,
            shortened(auditChange(entry), bounds.cli.auditLine),
          ]),
          'nothing was changed yet',
        );
      }),
    );
}

async function asCsv(context: Context, { limit, before, id }: Chosen): Promise<void> {
  refuseJson(context);
  const times = new Times({ now: systemClock.now() });
  const pageAfter = async (after: string | null, most: number) => {
    const query = { limit: most, ...given({ before: before?.toString(), id, after: after ?? undefined }) };
    const { items, next } = await context.client.ask(house.audit, { query });
    return { rows: items, next };
  };
  await writeRows(context, auditTable, (at) => times.iso(at), pageAfter, limit ?? null);
}

/** Page by page: one change may be thousands of entries. */
async function entries(
  client: Context['client'],
  { limit, before, id }: { readonly limit: number; readonly before?: number; readonly id?: string },
): Promise<readonly AuditEntry[]> {
  const items: AuditEntry[] = [];
  const pageAfter = (after: string | null) =>
    client.ask(house.audit, {
      query: {
        limit: Math.min(limit - items.length, PAGE),
        before: before?.toString(),
        id,
        ...(after !== null && { after }),
      },
    });
  for await (const page of inPages(pageAfter)) {
    items.push(...page.items);
    if (items.length >= limit) break;
  }
  return items;
}

/** `smtpAuth: yes -> no`; of what was made or removed, the fields that say something. */
function auditChange(entry: AuditEntry): string {
  if (entry.kind === 'secret') {
    // Of a token, what it may.
    const granted = Object.entries(fieldsOf(own(fieldsOf(entry.after), 'created')));
    return granted.map(([name, value]) => `${name}: ${orNone(value)}`).join('; ');
  }
  const before = fieldsOf(entry.before);
  const after = fieldsOf(entry.after);
  if (entry.before === null || entry.after === null)
    return Object.entries(entry.after === null ? before : after)
      .filter(
        ([name, value]) =>
          !/^(?:id|kind|verificationToken|.*Id|.*At)$/u.test(name) && shown(value) !== '' && value !== entry.name,
      )
      .map(([name, value]) => `${name}: ${shown(value)}`)
      .join('; ');
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(own(before, name)) !== JSON.stringify(own(after, name)),
  );
  // Verifiers are left out of the log: a credential that changed in nothing that is shown got a new password.
  if (differing.length === 0 && entry.kind === 'credential') return 'password';
  return differing.map((name) => `${name}: ${orNone(own(before, name))} -> ${orNone(own(after, name))}`).join('; ');
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const shown = (value: unknown): string => cellText(cellOf(value));
const orNone = (value: unknown): string => shown(value) || 'none';
