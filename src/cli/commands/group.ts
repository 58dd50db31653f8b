import type { Command } from 'commander';
import { listed } from '../terminal/arguments.ts';
import {
  addList,
  addRemove,
  addShow,
  change,
  type Collection,
  create,
  field,
  get,
  given,
  type Run,
} from './collection.ts';
import { usage } from '../terminal/failure.ts';

const groups: Collection = {
  path: 'groups',
  noun: 'group',
  plural: 'groups',
  argument: 'address',
  columns: [
    ['ADDRESS', field('address')],
    ['NAME', field('displayName')],
    ['MEMBERS', field('members')],
  ],
};

interface GroupOptions {
  readonly address?: string;
  readonly name?: string;
  readonly alias?: readonly string[];
  readonly member?: readonly string[];
  readonly addMember?: readonly string[];
  readonly removeMember?: readonly string[];
}

const options = (command: Command): Command =>
  command
    .option('--name <text>', 'display name')
    .option('--alias <address>', 'all its aliases; repeat for more; none', listed)
    .option('--member <address>', 'all its members, own or foreign; repeat for more; none', listed);

const body = (chosen: GroupOptions): Readonly<Record<string, unknown>> =>
  given({ displayName: chosen.name, aliases: chosen.alias, members: chosen.member });

export function addGroup(program: Command, run: Run): void {
  const noun = program.command('group').description('distribution groups');
  options(noun.command('add <address>').description('add a group'))
    .addHelpText(
      'after',
      '\nExample:\n  doorpost group add alarm@contoso.com --member anna@contoso.com --member duty@fabrikam.com',
    )
    .action(
      run(async (context, address: string, chosen: GroupOptions) => {
        await create(context, groups, { address, ...body(chosen) });
      }),
    );
  addList(noun, groups, run);
  addShow(noun, groups, run);
  options(noun.command('set <address>').description('change a group'))
    .option('--address <address>', 'give it another address')
    .option('--add-member <address>', 'add to its members; repeat for more', listed)
    .option('--remove-member <address>', 'take from its members; repeat for more', listed)
    .action(
      run(async (context, address: string, chosen: GroupOptions) => {
        let changes = { ...body(chosen), ...given({ address: chosen.address }) };
        if (chosen.addMember !== undefined || chosen.removeMember !== undefined) {
          const { item } = await get(context, groups, address);
          const before = (chosen.member ?? item['members'] ?? []) as readonly string[];
          const gone = new Set((chosen.removeMember ?? []).map((member) => member.toLowerCase()));
          const members = [...new Set([...before, ...(chosen.addMember ?? [])])].filter(
            (member) => !gone.has(member.toLowerCase()),
          );
          changes = { ...changes, members };
        }
        if (Object.keys(changes).length === 0)
          throw usage('nothing to change', '`doorpost group set --help` lists what can be set');
        await change(context, groups, address, changes);
      }),
    );
  addRemove(noun, groups, run);
}
