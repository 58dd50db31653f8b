/** `doorpost upstream status`: how upstreams are, as far as the server knows. */
import type { Command } from 'commander';
import { outboundConnectors } from '../../admin/contracts/connectors.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import type { Run } from './collection.ts';
import type { Context } from '../context.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { CliFailure } from '../terminal/failure.ts';
import { timeText } from '../terminal/output.ts';

type Status = AnswerOf<typeof outboundConnectors.status>['items'][number];

const STATES: Readonly<Record<Status['state'], string>> = {
  healthy: 'OK',
  held: 'TROUBLE',
  'signed-out': 'SIGNED OUT',
  slowed: 'SLOWED',
  off: 'off',
};

export function addUpstreamStatus(noun: Command, run: Run): void {
  noun
    .command('status [name]')
    .description(
      "how upstreams are: sign-in, token, last test, pace, waiting mail, trouble and its cure; with -o '*' of all organizations",
    )
    .action(
      run(async (context, name: string | undefined) => {
        const items = await context.client.all(outboundConnectors.status, { query: context.organization });
        const shown = name === undefined ? items : items.filter((one) => one.name.toLowerCase() === name.toLowerCase());
        if (name !== undefined && shown.length === 0)
          throw new CliFailure(`there is no upstream ${name}`, say`These are all there are: ${command`upstream list`}`);
        show(context, shown);
        return shown.some(({ enabled, trouble, state }) => enabled && (trouble !== null || state === 'signed-out'))
          ? 1
          : 0;
      }),
    );
}

function show({ output }: Context, shown: readonly Status[]): void {
  output.data(shown);
  const isOfSeveral = new Set(shown.map(({ organizationId }) => organizationId)).size > 1;
  output.table(
    [
      ...['NAME', ...(isOfSeveral ? ['ORGANIZATION'] : []), 'STATE', 'WAY', 'SIGN-IN', 'TOKEN UNTIL', 'LAST TEST'],
      ...['USED', 'WAITING'],
    ],
    shown.map((one) => [
      one.name,
      ...(isOfSeveral ? [one.organization ?? ''] : []),
      STATES[one.state],
      one.way,
      one.username === null ? one.signIn : `${one.signIn}: ${one.username}`,
      one.tokenValidUntil === null ? '' : timeText(one.tokenValidUntil),
      one.lastTest === null ? '' : `${one.lastTest.ok ? 'ok' : 'FAILED'} ${timeText(one.lastTest.at)}`,
      usedText(one),
      one.held === 0 ? one.waiting : `${one.waiting} (${one.held} paused by you)`,
    ]),
    'no upstreams',
  );
  // A text that fills lines of its own stands below the table.
  for (const one of shown)
    for (const { text, ...helps } of troublesOf(one)) {
      output.line();
      output.told(`${one.name}: ${text}`);
      if (helps.cure !== undefined) output.cure('  cure: ', { ...helps, cure: helps.cure });
    }
}

/** `12/30 a minute, 340/10000 a day` */
function usedText({ pace }: Status): string {
  if (pace === null) return '';
  const day = pace.recipientsPerDay === null ? '' : `, ${pace.lastDay}/${pace.recipientsPerDay} a day`;
  return `${pace.lastMinute}/${pace.messagesPerMinute} a minute${day}`;
}

function troublesOf({
  trouble,
  lastError,
  troubleSince,
  lastTest,
}: Status): readonly NonNullable<Status['lastError']>[] {
  const since = troubleSince === null ? '' : `since ${timeText(troubleSince)}: `;
  // An older server tells both in one.
  const told = lastError ?? (trouble === null ? null : { text: trouble });
  const isOfTest = lastTest?.ok === false && lastTest.text !== trouble;
  return [
    ...(told === null ? [] : [{ ...told, text: `${since}${told.text}` }]),
    ...(isOfTest ? [{ text: `the last test: ${lastTest.text}` }] : []),
  ];
}
