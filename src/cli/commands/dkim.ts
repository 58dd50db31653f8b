/** DKIM keys: made, their records shown and looked for, used and retired. */
import type { Command } from 'commander';
import { dkimKeys } from '../../admin/contracts/dkim-keys.ts';
import { bounds } from '../../base/bounds.ts';
import { dkimKeyForms } from '../../directory/kinds/dkim-key.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import type { ViewIn } from '../client/collection.ts';
import { verbsOf } from '../client/collection.ts';
import type { Context } from '../context.ts';
import { timeText } from '../terminal/output.ts';
import {
  addList,
  addRemove,
  addShow,
  change,
  type Collection,
  field,
  type Row,
  type Run,
  tellWarnings,
} from './collection.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';

type Key = ViewIn<typeof dkimKeys>;

const { shape } = dkimKeyForms;

const collection: Collection<typeof dkimKeys> = {
  contract: dkimKeys,
  typed: { shape },
  called: ({ name }) => name,
  noun: 'dkim',
  plural: 'DKIM keys',
  argument: 'name',
  columns: [
    ['NAME', ({ name }) => name],
    ...columnsOf(shape, 'algorithm'),
    ['STATE', ({ state }) => state],
    ['SINCE', ({ since }) => timeText(since)],
    ['IN DNS', ({ published }) => published?.state ?? 'not looked for yet'],
    ['ORGANIZATION', field('organization')],
  ],
  fields: rowsOf,
};

function rowsOf({ name, domain, selector, algorithm, state, since, createdAt, published, nextAt, record }: Key) {
  const next: readonly Row[] = nextAt === null ? [] : [[nextLabels[state], timeText(nextAt)]];
  const found = published === null ? 'not looked for yet' : `${published.state}, found ${timeText(published.at)}`;
  const rows: readonly Row[] = [
    ['name', name],
    ['domain', domain],
    ['selector', selector],
    ['algorithm', algorithm],
    ['state', `${state} since ${timeText(since)}`],
    ...next,
    ['made', timeText(createdAt)],
    ['in DNS', found],
    ['record', `TXT ${record.name}`],
    ['value', record.value],
    ['zone file', record.zone],
  ];
  return rows;
}

const nextLabels = { next: 'signs from', active: '', retired: 'may go from' } as const;

export function addDkim(program: Command, run: Run): void {
  const noun = program.command('dkim').description('DKIM keys: sign the mail of your domains');
  addFieldOptions(noun.command('add <domain>').description('make a key; prints the record to publish'), shape)
    .addHelpText(
      'after',
      '\nThe first key of a domain signs as soon as its record is found; the next one seven days after that, by itself.\n\nExamples:\n  doorpost dkim add contoso.com\n  doorpost dkim add contoso.com --algorithm ed25519-sha256',
    )
    .action(run(add));
  addList(noun, collection, run);
  addShow(noun, collection, run);
  noun
    .command('check <name>')
    .description('ask every authoritative server for its record; a key that is due begins to sign')
    .addHelpText(
      'after',
      '\nThe house does the same each hour. Exit code 1: the record is not published as it should be.',
    )
    .action(run(check));
  noun
    .command('use <name>')
    .description('sign by it from now on, whatever DNS says; the one that did until now is retired')
    .action(run((context, name: string) => change(context, collection, name, { state: 'active' })));
  noun
    .command('retire <name>')
    .description('sign by it no more; its record should stay for a week')
    .action(run((context, name: string) => change(context, collection, name, { state: 'retired' })));
  addRemove(noun, collection, run);
}

async function add(context: Context, domain: string, chosen: object): Promise<void> {
  const { output } = context;
  const answer = await verbsOf(context, dkimKeys).create({ ...fieldsOf(shape, chosen), domain });
  const { name, record } = answer.item;
  output.data(answer);
  output.line(`DKIM key ${name} made`);
  tellWarnings(output, answer);
  output.fields([
    ['type', record.type],
    ['name', record.name],
    ['value', record.value],
    ['zone file', record.zone],
  ]);
  output.hint(say`Publish this record, then: ${command`dkim check ${name}`}`);
}

async function check({ client, organization, output }: Context, name: string): Promise<number> {
  const asked = client.ask(dkimKeys.check, {
    params: { name },
    query: organization,
    timeoutMs: bounds.cli.verification,
  });
  const answer = await output.during(`asking for the record of ${name} ...`, asked);
  output.data(answer);
  output.table(
    ['SERVER', 'ADDRESS', 'IN DNS', 'RECORDS'],
    answer.servers.map(({ server, address, state, seen }) => [server, address ?? '', state, seen.join('; ')]),
    'no name server could be asked',
  );
  const { item, found } = answer;
  output.line(`${item.name}: ${found}; ${item.state} since ${timeText(item.since)}`);
  return found === 'published' ? 0 : 1;
}
