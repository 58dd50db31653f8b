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

export function addUpstreamStatus(noun: Command, run: Run): void {
  noun
    .command('status [name]')
    .description('how upstreams are: sign-in, token, last test, waiting mail, trouble and its cure')
    .action(
      run(async (context, name: string | undefined) => {
        const items = await context.client.all(outboundConnectors.status, { query: context.organization });
        const shown = name === undefined ? items : items.filter((one) => one.name.toLowerCase() === name.toLowerCase());
        if (name !== undefined && shown.length === 0)
          throw new CliFailure(`there is no upstream ${name}`, say`These are all there are: ${command`upstream list`}`);
        show(context, shown);
        return shown.some(({ enabled, trouble }) => enabled && trouble !== null) ? 1 : 0;
      }),
    );
}

function show({ output }: Context, shown: readonly Status[]): void {
  output.data(shown);
  output.table(
    ['NAME', 'STATE', 'WAY', 'SIGN-IN', 'TOKEN UNTIL', 'LAST TEST', 'WAITING'],
    shown.map((one) => [
      one.name,
      one.enabled ? (one.trouble === null ? 'OK' : 'TROUBLE') : 'off',
      one.way,
      one.username === null ? one.signIn : `${one.signIn}: ${one.username}`,
      one.tokenValidUntil === null ? '' : timeText(one.tokenValidUntil),
      one.lastTest === null ? '' : `${one.lastTest.ok ? 'ok' : 'FAILED'} ${timeText(one.lastTest.at)}`,
      one.held === 0 ? one.waiting : `${one.waiting} (${one.held} paused by you)`,
    ]),
    'no upstreams',
  );
  // A text that fills lines of its own stands below the table.
  for (const one of shown)
    for (const text of troublesOf(one)) {
      output.line();
      output.told(`${one.name}: ${text}`);
    }
}

function troublesOf({ trouble, troubleSince, lastTest }: Status): readonly string[] {
  const since = troubleSince === null ? '' : `since ${timeText(troubleSince)}: `;
  return [
    ...(trouble === null ? [] : [`${since}${trouble}`]),
    ...(lastTest?.ok === false && lastTest.text !== trouble ? [`the last test: ${lastTest.text}`] : []),
  ];
}
