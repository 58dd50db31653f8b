import type { Command } from 'commander';
import { given } from '../../base/given.ts';
import { organizations, system } from '../../admin/contracts/organizations.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { addChangeOptions, addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { limitPair, limitsOfNew } from '../terminal/arguments.ts';
import { addList, addRemove, addShow, change, type Collection, create, type Run, saysNothing } from './collection.ts';
import type { LimitPatch } from '../../directory/fields/values.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';

const { shape } = organizationForms;

const collection: Collection<typeof organizations> = {
  contract: organizations,
  typed: { shape: shape },
  called: ({ name }) => name,
  noun: 'organization',
  plural: 'organizations',
  argument: 'name',
  columns: columnsOf(shape, 'name', 'smtpAuth', 'rejectDirectSend', 'licensing', 'postmaster'),
};

interface SetOptions {
  readonly rename?: string;
  readonly limit?: LimitPatch;
  readonly default?: boolean;
}

const options = (command: Command): Command =>
  addFieldOptions(command, shape)
    .option('--limit <name=value>', 'override a limit; repeat for more; default takes it away', limitPair)
    .option('--default', 'make it the organization that is meant when none is named');

export function addOrganization(program: Command, run: Run): void {
  const noun = program
    .command('org')
    .alias('organization')
    .description('organizations: what domains, mailboxes and connectors belong to');
  options(noun.command('add <name>').description('add an organization')).action(
    run(async (context, name: string, chosen: SetOptions) => {
      await create(context, collection, {
        ...fieldsOf(shape, chosen),
        name,
        ...given({ limits: limitsOfNew(chosen.limit) }),
      });
      if (chosen.default) await makeDefault(context, name);
    }),
  );
  addList(noun, collection, run);
  addShow(noun, collection, run);
  addChangeOptions(
    options(noun.command('set [name]').description('change an organization; without a name the default one')),
    shape,
  )
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost org set --reject-direct-send on')
    .action(
      run(async (context, name: string | undefined, chosen: SetOptions) => {
        const changes = { ...fieldsOf(shape, chosen), ...given({ name: chosen.rename, limits: chosen.limit }) };
        const target = name ?? (await meantOrganization(context));
        if (!chosen.default || !saysNothing(changes)) await change(context, collection, target, changes);
        if (chosen.default) await makeDefault(context, chosen.rename ?? target);
      }),
    );
  addRemove(noun, collection, run);
}

async function makeDefault(context: Context, name: string): Promise<void> {
  await context.client.ask(system.change, { body: { defaultOrganization: name } });
  context.output.line(`${name} is the default organization`);
}

/** The organization an administrator means who names none: `--organization`, the default, or the only one. */
export async function meantOrganization(context: Context): Promise<string> {
  if (context.organization.organization !== undefined) return context.organization.organization;
  const items = await context.client.all(organizations.list, {});
  const [only] = items;
  if (only !== undefined && items.length === 1) return only.name;
  const { item } = await context.client.ask(system.show, {});
  if (item.defaultOrganization !== null) return item.defaultOrganization;
  throw usage(
    'several organizations, and none is the default',
    say`name one, or \`${command`org set NAME --default`}\``,
  );
}
