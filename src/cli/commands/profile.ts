/** Device profiles: the built-in ones to read, and an administrator's own. */
import type { Command } from 'commander';
import { deviceProfileForms } from '../../directory/kinds/device-profile.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import {
  addRemove,
  change,
  type Collection,
  create,
  get,
  given,
  type Run,
  type View,
  viewFields,
} from './collection.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';

const { shape } = deviceProfileForms;

const profiles: Collection = {
  path: 'device-profiles',
  noun: 'profile',
  plural: 'device profiles',
  argument: 'name',
  columns: [
    ...columnsOf(shape, 'name'),
    ['BUILT IN', (view) => (view['builtIn'] === true ? 'yes' : '')],
    ...columnsOf(
      shape,
      'tlsMinimum',
      'authMechanisms',
      'authBeforeTls',
      'hello',
      'addresses',
      'lineEnds',
      'longLines',
      'tlsOnClearPort',
    ),
  ],
};

interface ProfileOptions {
  readonly from?: string;
  readonly rename?: string;
}

const options = (command: Command): Command => addFieldOptions(command, shape);

const body = (chosen: ProfileOptions): Readonly<Record<string, unknown>> => ({
  ...given({ name: chosen.rename }),
  ...fieldsOf(shape, chosen),
});

export function addProfile(program: Command, run: Run): void {
  const noun = program
    .command('profile')
    .description('device profiles: what listed devices may do that the standards do not allow');
  noun
    .command('list')
    .alias('ls')
    .description('list device profiles, the built-in ones too')
    .action(
      run(async (context) => {
        const own = await context.client.ask<{ items: readonly View[] }>('GET', '/device-profiles', {
          query: context.organization,
        });
        const items = [...(await builtIn(context)), ...own.items];
        context.output.data(items);
        context.output.table(
          profiles.columns.map(([header]) => header),
          items.map((view) => profiles.columns.map(([, value]) => value(view))),
          'no device profiles',
        );
      }),
    );
  noun
    .command('show <name>')
    .description('show one profile')
    .action(
      run(async (context, name: string) => {
        const found = (await builtIn(context)).find((each) => each['name'] === name.toLowerCase());
        const item = found ?? (await get(context, profiles, name)).item;
        context.output.data(item);
        context.output.fields(viewFields(item));
      }),
    );
  options(noun.command('add <name>').description('make a profile of your own'))
    .option('--from <profile>', 'begin with the traits of this one (strict)')
    .addHelpText('after', '\nExample:\n  doorpost profile add "Old fax" --from tolerant --tls TLSv1 --old-ciphers on')
    .action(
      run(async (context, name: string, chosen: ProfileOptions) => {
        await create(context, profiles, { ...body(chosen), ...given({ from: chosen.from }), name });
      }),
    );
  options(noun.command('set <name>').description('change a profile of your own; sessions from now on keep to it'))
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost profile set "Old fax" --long-lines wrap')
    .action(
      run(async (context, name: string, chosen: ProfileOptions) => {
        const changes = body(chosen);
        if (Object.keys(changes).length === 0)
          throw usage('nothing to change', '`doorpost profile set --help` lists what can be set');
        await change(context, profiles, name, changes);
      }),
    );
  addRemove(noun, profiles, run);
}

const builtIn = async (context: Context): Promise<readonly View[]> =>
  (await context.client.ask<{ items: readonly View[] }>('GET', '/built-in-profiles')).items;
