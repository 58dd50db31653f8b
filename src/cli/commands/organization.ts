import type { Command } from 'commander';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { limitPair } from '../terminal/arguments.ts';
import {
  addList,
  addRemove,
  addShow,
  change,
  type Collection,
  create,
  given,
  type Run,
  type View,
} from './collection.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';

const { shape } = organizationForms;

const organizations: Collection = {
  path: 'organizations',
  noun: 'organization',
  plural: 'organizations',
  argument: 'name',
  columns: columnsOf(shape, 'name', 'smtpAuth', 'rejectDirectSend', 'licensing', 'postmaster'),
};

interface SetOptions {
  readonly rename?: string;
  readonly limit?: object;
  readonly default?: boolean;
}

const options = (command: Command): Command =>
  addFieldOptions(command, shape)
    .option('--limit <name=value>', 'override a limit; repeat for more; default takes it away', limitPair)
    .option('--default', 'make it the organization that is meant when none is named');

const body = (chosen: SetOptions): Readonly<Record<string, unknown>> =>
  given({ ...fieldsOf(shape, chosen), limits: chosen.limit });

export function addOrganization(program: Command, run: Run): void {
  const noun = program
    .command('org')
    .alias('organization')
    .description('organizations: what domains, mailboxes and connectors belong to');
  options(noun.command('add <name>').description('add an organization')).action(
    run(async (context, name: string, chosen: SetOptions) => {
      await create(context, organizations, { name, ...body(chosen) });
      if (chosen.default) await makeDefault(context, name);
    }),
  );
  addList(noun, organizations, run);
  addShow(noun, organizations, run);
  options(noun.command('set [name]').description('change an organization; without a name the default one'))
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost org set --reject-direct-send on')
    .action(
      run(async (context, name: string | undefined, chosen: SetOptions) => {
        const changes = { ...body(chosen), ...given({ name: chosen.rename }) };
        const target = name ?? (await meantOrganization(context));
        if (Object.keys(changes).length > 0) await change(context, organizations, target, changes);
        else if (!chosen.default) throw usage('nothing to change', '`doorpost org set --help` lists what can be set');
        if (chosen.default) await makeDefault(context, chosen.rename ?? target);
      }),
    );
  addRemove(noun, organizations, run);
}

async function makeDefault(context: Context, name: string): Promise<void> {
  await context.client.ask('PATCH', '/system', { body: { defaultOrganization: name } });
  context.output.line(`${name} is the default organization`);
}

/** The organization an administrator means who names none: `--organization`, the default, or the only one. */
export async function meantOrganization(context: Context): Promise<string> {
  if (context.organization.organization !== undefined) return context.organization.organization;
  const { items } = await context.client.ask<{ items: readonly View[] }>('GET', '/organizations');
  if (items.length === 1) return String(items[0]?.['name']);
  const { item } = await context.client.ask<{ item: View }>('GET', '/system');
  const byId = items.find((one) => one.id === item['defaultOrganizationId']);
  const name = byId?.['name'] ?? item['defaultOrganization'];
  if (typeof name === 'string') return name;
  throw usage('several organizations, and none is the default', 'name one, or `doorpost org set NAME --default`');
}
