/** How a domain stands in DNS: checked now, or as it was found last. */
import type { Command } from 'commander';
import { domains } from '../../admin/contracts/domains.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { bounds } from '../../base/bounds.ts';
import { own } from '../../base/own.ts';
import type { Step } from '../../mail/step.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import type { ViewIn } from '../client/collection.ts';
import { follow } from '../client/follow.ts';
import type { Context } from '../context.ts';
import { timeText } from '../terminal/output.ts';
import { showStep, showSteps } from '../terminal/show-steps.ts';
import type { Row, Run } from './collection.ts';
import { heardText } from './protection-tls.ts';

type Domain = ViewIn<typeof domains>;
type DomainRecord = AnswerOf<typeof domains.health>['records'][number];

const TITLES: Readonly<Record<string, string>> = {
  verification: 'token',
  mx: 'MX',
  spf: 'SPF',
  dkim: 'DKIM',
  dmarc: 'DMARC',
};
const titleOf = (record: string): string => own(TITLES, record) ?? record;

/** `ok`; `MX: bad, DMARC: warning`; empty: not checked yet. */
export function healthText({ health }: Domain): string {
  if (health === null) return '';
  const wrong = health.records.filter(({ outcome }) => outcome !== 'good');
  return wrong.length === 0 ? 'ok' : wrong.map(({ record, outcome }) => `${titleOf(record)}: ${outcome}`).join(', ');
}

/** As the last check found each record, and since when. */
export const healthRows = ({ health }: Domain): readonly Row[] =>
  health === null
    ? [['checked', 'not yet']]
    : [
        ['checked', timeText(health.checkedAt)],
        ...health.records.map(({ record, outcome, at, lostSince, failingSince }): Row => {
          const lost = lostSince === null ? '' : `, lost since ${timeText(lostSince)}`;
          const failing = failingSince === null ? '' : `, could not be asked since ${timeText(failingSince)}`;
          return [titleOf(record), `${outcome}, found ${timeText(at)}${lost}${failing}`];
        }),
      ];

/** As steps are shown: what each server said, below what was found. */
function stepsOf({ record, outcome, type, name, text, seen, servers, simulations, cure, remedy }: DomainRecord) {
  const step = (more: Partial<Step>): Step => ({
    ...{ about: null, what: titleOf(record), asked: null, outcome, text, facts: {}, cure: null, remedy: null },
    ...more,
  });
  return [
    step({ asked: `${type} of ${name}`, text: [...seen, text].join('; '), cure, remedy }),
    ...simulations.map((one) =>
      step({
        outcome: one.result === 'pass' ? 'good' : 'unknown',
        text: `mail from ${one.address}: ${one.result} (${one.lookups} of 10 lookups)`,
      }),
    ),
    ...servers.map((one) =>
      step({
        outcome: one.outcome,
        text: `${one.server}${one.address === null ? '' : ` (${one.address})`}: ${one.without ?? one.seen.join(', ')}`,
      }),
    ),
  ];
}

export function addDomainHealth(noun: Command, run: Run): void {
  noun
    .command('check <name>')
    .description('look at its records in DNS now, and keep what is found; a domain whose token is there is verified')
    .addHelpText('after', '\nThe house does the same each day. Exit code 1: something is bad, or it is not verified.')
    .action(run(check));
  noun
    .command('health <name>')
    .description('the last check: each record, and what each name server said')
    .action(
      run(async (context, name: string) => {
        const answer = await context.client.ask(domains.health, { params: { name }, query: context.organization });
        context.output.data(answer);
        const { health } = answer.item;
        if (health === null)
          return context.output.hint(say`${name} was not checked yet: ${command`domain check ${name}`}`);
        context.output.fields([['checked', timeText(health.checkedAt)]]);
        showSteps(context.output, answer.records.flatMap(stepsOf));
        if (answer.tls.reports > 0)
          context.output.told(`TLS, as others report it, in 7 days: ${heardText(answer.tls)}`);
        return undefined;
      }),
    );
}

async function check(context: Context, name: string): Promise<number> {
  const { output, organization } = context;
  const records: DomainRecord[] = [];
  const shown: Step[] = [];
  const said = { params: { name }, query: organization, timeoutMs: bounds.cli.checkSilence };
  const how = { waiting: `asking the name servers of ${name} ...`, otherwise: BROKEN };
  const { item } = await follow(context, domains.check, said, how, (record) => {
    records.push(record);
    for (const step of stepsOf(record)) {
      showStep(output, step, shown);
      shown.push(step);
    }
  });
  output.data({ item, records });
  output.line(`${name} is ${item.verified === null ? 'not verified' : 'verified'}`);
  const isBad = records.some(({ outcome }) => outcome === 'bad');
  return isBad || item.verified === null ? 1 : 0;
}

const BROKEN = { message: 'the check ended before it was whole', cure: 'try it again' };
