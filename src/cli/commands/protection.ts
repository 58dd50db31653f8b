/** `doorpost protection`: how mail is judged, what that came to, and what it would have come to where a check is only observed. */
import type { Command } from 'commander';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { protection } from '../../admin/contracts/protection.ts';
import { many } from '../../base/words/amounts.ts';
import { senderKinds } from '../../mail/screening/checks.ts';
import { command } from '../../texts/command.ts';
import { checkWould, presetWords, senderWords } from '../../texts/en/protection.ts';
import { say } from '../../texts/phrase.ts';
import type { Context } from '../context.ts';
import { timeText } from '../terminal/output.ts';
import type { Run } from './collection.ts';
import { addProtectionTls } from './protection-tls.ts';
import { screeningLines } from './screening-lines.ts';

type Shown = AnswerOf<typeof protection.show>;
type Check = Shown['checks'][number];
type Observed = AnswerOf<typeof protection.observed>['checks'][number];

export function addProtection(program: Command, run: Run): void {
  const noun = program
    .command('protection')
    .description('how mail is judged, what would have happened, and how it was protected on its way');
  noun
    .command('show', { isDefault: true })
    .description(
      'presets, checks with what they did or would have done, engines, block lists; of one organization or of all',
    )
    .addHelpText(
      'after',
      `
Counts are of the last 24 hours, of the last 7 days, and as far as the trace reaches. Which mail: doorpost trace --observed CHECK

Examples:
  doorpost protection
  doorpost --organization contoso protection
  doorpost org set contoso --protection standard      what was only observed is done from now on`,
    )
    .action(run(show));
  addProtectionTls(noun, run);
}

async function show(context: Context): Promise<void> {
  const { client, output, organization: query } = context;
  const shown = await client.ask(protection.show, { query });
  const observed = shown.checks.some(({ would }) => would.length > 0)
    ? await client.ask(protection.observed, { query })
    : null;
  output.data({ ...shown, observed });
  for (const { name, preset, observes } of shown.organizations) {
    const only = observes.length === 0 ? '' : `; only observed: ${observes.join(', ')}`;
    output.told(`${name}: ${preset} (${presetWords[preset]})${only}`);
  }
  output.line();
  output.table(
    ['CHECK', 'STATE', 'DONE 24 H', '7 DAYS', 'ALL', 'WOULD 24 H', '7 DAYS', 'ALL'],
    shown.checks.map((one) => [one.check, stateText(one, shown), ...sums(one.done), ...sums(one.would)]),
    'no checks',
  );
  output.line(`counted since ${timeText(shown.since)}`);
  output.line();
  const { quarantine, restricted, allowEntries, blockEntries, screening } = shown;
  output.fields([
    ...screeningLines(screening),
    ['quarantine', quarantineText(quarantine)],
    ['restricted', many(restricted, 'sender')],
    ['lists', `${allowEntries} allowed, ${blockEntries} blocked`],
  ]);
  if (observed === null) return;
  output.heading('What would have happened');
  for (const one of observed.checks) tellObserved(context, one, shown.checks);
  const [first] = shown.organizations.filter(({ preset }) => preset === 'observe');
  if (first !== undefined) output.hint(say`Turn it on: ${command`org set ${first.name} --protection standard`}`);
}

function tellObserved(
  { output }: Context,
  { check, looked, more, senders, examples }: Observed,
  checks: Shown['checks'],
): void {
  const acts = checks.find((one) => one.check === check)?.would ?? [];
  const counts = acts.map(({ act, last7d }) => `${checkWould[act]} ${last7d}`).join(', ');
  const who = senderKinds.filter((kind) => senders[kind] > 0).map((kind) => `${senders[kind]} ${senderWords[kind]}`);
  output.line(
    `${check}: ${counts} in 7 days; of the last ${looked}${more ? '' : ', which are all'}: ${who.join(', ')}`,
  );
  for (const { at, sender, recipient, reference, queueId, sent } of examples)
    output.told(
      `  ${timeText(at)}  ${sender ?? ''} -> ${recipient ?? ''}  ${reference ?? queueId ?? ''}  ${senderWords[sent]}`,
    );
}

function stateText({ states, needs, isReady }: Check, { organizations }: Shown): string {
  if (!isReady) return `needs ${needs ?? ''}`;
  const [first, ...others] = states;
  if (first === undefined) return '';
  if (others.length === 0) return first.state.replace('-', ' ');
  return states
    .map(({ state, organizations: ids }) => `${state.replace('-', ' ')} ${ids.length}/${organizations.length}`)
    .join(', ');
}

/** Behind a check that decided, it did nothing itself. */
const sums = (counts: Check['done']): readonly [number, number, number] => {
  const of = (span: 'last24h' | 'last7d' | 'all'): number =>
    counts.reduce((sum, one) => sum + (one.act === 'also' ? 0 : one[span]), 0);
  return [of('last24h'), of('last7d'), of('all')];
};

const quarantineText = ({ messages, recipients, oldestAt }: Shown['quarantine']): string =>
  oldestAt === null
    ? 'empty'
    : `${many(messages, 'message')} for ${many(recipients, 'recipient')}, the oldest of ${timeText(oldestAt)}`;
