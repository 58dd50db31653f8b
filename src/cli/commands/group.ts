import type { Command } from 'commander';
import { given } from '../../base/given.ts';
import { groups } from '../../admin/contracts/mailboxes.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { addChangeOptions, addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { addList, addRemove, addShow, change, type Collection, create, type Run } from './collection.ts';

const collection: Collection<typeof groups> = {
  contract: groups,
  typed: { shape: groupForms.shape },
  called: ({ address }) => address,
  noun: 'group',
  plural: 'groups',
  argument: 'address',
  columns: columnsOf(groupForms.shape, 'address', 'displayName', 'members'),
};

interface GroupOptions {
  readonly address?: string;
}

const { shape } = groupForms;
const options = (command: Command): Command => addFieldOptions(command, shape);

export function addGroup(program: Command, run: Run): void {
  const noun = program.command('group').description('distribution groups');
  options(noun.command('add <address>').description('add a group'))
    .addHelpText(
      'after',
      '\nExample:\n  doorpost group add alarm@contoso.com --member anna@contoso.com --member duty@fabrikam.com',
    )
    .action(
      run(async (context, address: string, chosen: GroupOptions) => {
        await create(context, collection, { ...fieldsOf(shape, chosen), address });
      }),
    );
  addList(noun, collection, run);
  addShow(noun, collection, run);
  addChangeOptions(options(noun.command('set <address>').description('change a group')), shape)
    .option('--address <address>', 'give it another address')
    .action(
      run(async (context, address: string, chosen: GroupOptions) => {
        const changes = { ...fieldsOf(shape, chosen), ...given({ address: chosen.address }) };
        await change(context, collection, address, changes);
      }),
    );
  addRemove(noun, collection, run);
}
