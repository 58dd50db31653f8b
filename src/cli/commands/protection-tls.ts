/** `doorpost protection tls-reports` and `mta-sts`: TLS as others see it here, and what they demand. */
import type { Command } from 'commander';
import type { AnswerOf, QuerySaid } from '../../admin/contracts/operation.ts';
import { tlsReports } from '../../admin/contracts/tls-reports.ts';
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import { systemClock } from '../../base/system-clock.ts';
import { many } from '../../base/words/amounts.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import { timeBefore, whole } from '../terminal/arguments.ts';
import type { FittedColumn } from '../terminal/fitted-table.ts';
import { timeText } from '../terminal/output.ts';
import type { Run } from './collection.ts';

type Report = AnswerOf<typeof tlsReports.list>['reports'][number];
type Policy = AnswerOf<typeof tlsReports.policies>['policies'][number];
type Sum = Pick<AnswerOf<typeof tlsReports.list>['domains'][number], 'reports' | 'successes' | 'failed' | 'results'>;

export function addProtectionTls(noun: Command, run: Run): void {
  noun
    .command('tls-reports')
    .description('what others say in their reports of TLS with your mail hosts (RFC 8460), the latest days first')
    .option('--domain <name>', 'about this domain alone, and the mail hosts in it')
    .option('--failures', 'only what failed')
    .option(
      '--since <time>',
      'about times since: 30d (ago) or a time (7d)',
      timeBefore(() => systemClock.now()),
    )
    .option('--limit <count>', 'reports at most', whole(1, bounds.admin.tlsReportsShown))
    .addHelpText(
      'after',
      `
They come where a domain asks for them: doorpost domain health DOMAIN

Examples:
  doorpost protection tls-reports --failures
  doorpost protection tls-reports --domain contoso.com --since 30d`,
    )
    .action(
      run(async ({ client, output, organization }, chosen: QuerySaid<typeof tlsReports.list>) => {
        const { domain, failures, since, limit } = chosen;
        const query = { ...organization, ...given({ domain, failures, since, limit }) };
        const answer = await client.ask(tlsReports.list, { query });
        output.data(answer);
        for (const sum of answer.domains) output.told(`${sum.domain}: ${heardText(sum)}`);
        output.fitted(columns, answer.reports.flatMap(rowsOf), 'no reports');
        if (answer.more) output.line('there are more: --since and --domain narrow them down');
      }),
    );
  noun
    .command('mta-sts')
    .description('MTA-STS policies of other domains (RFC 8461) that are kept, and until when')
    .option('--domain <text>', 'the domain contains')
    .action(
      run(async ({ client, output }, chosen: QuerySaid<typeof tlsReports.policies>) => {
        const answer = await client.ask(tlsReports.policies, { query: given({ domain: chosen.domain }) });
        output.data(answer);
        output.fitted(policyColumns, answer.policies, 'no policy is kept');
        if (answer.more) output.line('there are more: --domain narrows them down');
      }),
    );
}

/** `12 reports, 5,326 sessions protected, 303 failed (certificate-expired 100, starttls-not-supported 203)`. */
export function heardText({ reports, successes, failed, results }: Sum): string {
  const why = results.map(({ result, sessions }) => `${result} ${sessions}`).join(', ');
  const because = why === '' ? '' : ` (${why})`;
  return `${many(reports, 'report')}, ${many(successes, 'session')} as it should be, ${failed} failed${because}`;
}

interface Row extends Omit<Report['policies'][number], 'failures'> {
  readonly report: Report;
  readonly failure: Report['policies'][number]['failures'][number] | null;
}

/** A row for each policy, and where something failed one for each kind of failure. */
const rowsOf = (report: Report): readonly Row[] =>
  report.policies.flatMap(({ failures, ...policy }): readonly Row[] =>
    failures.length === 0
      ? [{ report, ...policy, failure: null }]
      : failures.map((failure) => ({ report, ...policy, failure })),
  );

const columns: readonly FittedColumn<Row>[] = [
  { header: 'DAY (UTC)', cell: ({ report }) => utcDay(report.from) },
  { header: 'DOMAIN', cell: ({ domain }) => domain, least: 16 },
  { header: 'REPORTER', cell: ({ report }) => report.reporter, least: 16 },
  { header: 'POLICY', cell: ({ type }) => type, goes: 1 },
  { header: 'GOOD', cell: ({ successes }) => String(successes) },
  { header: 'FAILED', cell: ({ failed, failure }) => String(failure?.sessions ?? failed) },
  { header: 'WHY', cell: ({ failure }) => failure?.result ?? '' },
  { header: 'MX', cell: ({ failure }) => failure?.mxHost ?? failure?.receivingIp ?? '', goes: 2 },
  { header: 'FROM', cell: ({ failure }) => failure?.sendingIp ?? '', goes: 3 },
];

const policyColumns: readonly FittedColumn<Policy>[] = [
  { header: 'DOMAIN', cell: ({ domain }) => domain, least: 20 },
  { header: 'MODE', cell: ({ mode }) => mode },
  { header: 'MX', cell: ({ mx }) => mx.join(', '), least: 20, goes: 3 },
  { header: 'HOLDS UNTIL', cell: ({ expiresAt }) => timeText(expiresAt) },
  { header: 'ID', cell: ({ id }) => id, goes: 1 },
  { header: 'FETCHED', cell: ({ fetchedAt }) => timeText(fetchedAt), goes: 4 },
  {
    header: 'LAST PROBLEM',
    cell: ({ trouble }) => (trouble === null ? '' : `${timeText(trouble.at)} ${trouble.why}`),
    least: 20,
    goes: 2,
  },
];
