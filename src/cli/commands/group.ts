import type { Command } from 'commander';
import { given } from '../../base/given.ts';
import { groups } from '../../admin/contracts/mailboxes.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { listed } from '../terminal/arguments.ts';
import { addList, addRemove, addShow, change, type Collection, create, type Run } from './collection.ts';
import { type ChangeBody, verbsOf } from '../client/collection.ts';

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
  readonly member?: readonly string[];
  readonly addMember?: readonly string[];
  readonly removeMember?: readonly string[];
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
  options(noun.command('set <address>').description('change a group'))
    .option('--address <address>', 'give it another address')
    .option('--add-member <address>', 'add to its members; repeat for more', listed)
    .option('--remove-member <address>', 'take from its members; repeat for more', listed)
    .action(
      run(async (context, address: string, chosen: GroupOptions) => {
        let changes: ChangeBody<typeof groups> = { ...fieldsOf(shape, chosen), ...given({ address: chosen.address }) };
        if (chosen.addMember !== undefined || chosen.removeMember !== undefined) {
          const before = chosen.member ?? (await verbsOf(context, groups).show(address)).members;
          const gone = new Set((chosen.removeMember ?? []).map((member) => member.toLowerCase()));
          const members = [...new Set([...before, ...(chosen.addMember ?? [])])].filter(
            (member) => !gone.has(member.toLowerCase()),
          );
          changes = { ...changes, members };
        }
        await change(context, collection, address, changes);
      }),
    );
  addRemove(noun, collection, run);
}
