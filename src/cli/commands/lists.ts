/** The allow and the block list of an organization. */
import type { Command } from 'commander';
import { allowEntries, blockEntries } from '../../admin/contracts/lists.ts';
import { allowEntryForms, blockEntryForms } from '../../directory/kinds/list-entry.ts';
import { type Collection, addList, addRemove, addShow, change, create, type Run } from './collection.ts';
import { addChangeOptions, addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { timeText } from '../terminal/output.ts';

const block: Collection<typeof blockEntries> = {
  contract: blockEntries,
  typed: { shape: blockEntryForms.shape },
  called: ({ name }) => name,
  noun: 'block entry',
  plural: 'block entries',
  argument: 'entry',
  columns: [
    ...columnsOf(blockEntryForms.shape, 'name', 'binds', 'until'),
    ['ENDS', ({ endsAt }) => (endsAt === null ? '' : timeText(endsAt))],
    ...columnsOf(blockEntryForms.shape, 'note'),
  ],
};

const allow: Collection<typeof allowEntries> = {
  contract: allowEntries,
  typed: { shape: allowEntryForms.shape },
  called: ({ name }) => name,
  noun: 'allow entry',
  plural: 'allow entries',
  argument: 'entry',
  columns: [
    ...columnsOf(allowEntryForms.shape, 'name', 'until'),
    ['ENDS', ({ endsAt }) => (endsAt === null ? '' : timeText(endsAt))],
    ...columnsOf(allowEntryForms.shape, 'note'),
  ],
};

export function addLists(program: Command, run: Run): void {
  const { shape } = blockEntryForms;
  const blocks = program.command('block').description('addresses and senders whose mail is not wanted');
  addFieldOptions(blocks.command('add <entry>').description('put something on the block list'), shape)
    .addHelpText(
      'after',
      `
An entry is an IP address or network, the address of a sender, a domain (*.example.com: those below it), or a pair of both.

Examples:
  doorpost block add 192.0.2.0/24 --until never
  doorpost block add spam.example --until 2027-01-31 --note "newsletters"
  doorpost block add rival.example --binds outbound          no mail goes there: 550 5.7.703
  doorpost block add "contoso.com from 198.51.100.0/24"      mail in this name that comes from there`,
    )
    .action(
      run(async (context, name: string, chosen: object) => {
        await create(context, block, { ...fieldsOf(shape, chosen), name });
      }),
    );
  addList(blocks, block, run);
  addShow(blocks, block, run);
  addChangeOptions(addFieldOptions(blocks.command('set <entry>').description('change an entry'), shape), shape).action(
    run(async (context, name: string, chosen: object) => {
      await change(context, block, name, fieldsOf(shape, chosen));
    }),
  );
  addRemove(blocks, block, run);
  addAllow(program, run);
}

function addAllow(program: Command, run: Run): void {
  const { shape } = allowEntryForms;
  const allows = program
    .command('allow')
    .description('addresses and senders that lists and the spam filter let through');
  addFieldOptions(allows.command('add <entry>').description('put something on the allow list'), shape)
    .addHelpText(
      'after',
      `
A sender is let through where SPF or DKIM shows that it is the one; a pair lets a name through that comes from somewhere else.
Malware, and mail whose domain forbids it (DMARC), is let through by no entry.

Examples:
  doorpost allow add partner.example
  doorpost allow add 203.0.113.5 --until never
  doorpost allow add "contoso.com from newsletter.example" --note "the agency sends in our name"`,
    )
    .action(
      run(async (context, name: string, chosen: object) => {
        await create(context, allow, { ...fieldsOf(shape, chosen), name });
      }),
    );
  addList(allows, allow, run);
  addShow(allows, allow, run);
  addChangeOptions(addFieldOptions(allows.command('set <entry>').description('change an entry'), shape), shape).action(
    run(async (context, name: string, chosen: object) => {
      await change(context, allow, name, fieldsOf(shape, chosen));
    }),
  );
  addRemove(allows, allow, run);
}
