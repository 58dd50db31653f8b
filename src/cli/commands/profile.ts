/** Device profiles: the built-in ones to read, and an administrator's own. */
import type { Command } from 'commander';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { given } from '../../base/given.ts';
import { deviceProfiles } from '../../admin/contracts/device-profiles.ts';
import { deviceProfileForms } from '../../directory/kinds/device-profile.ts';
import { addChangeOptions, addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { addRemove, change, type Collection, create, type Run, showTable, viewFields } from './collection.ts';
import { verbsOf } from '../client/collection.ts';
import type { Context } from '../context.ts';

const { shape } = deviceProfileForms;

const traits = columnsOf(
  shape,
  'tlsMinimum',
  'authMechanisms',
  'authBeforeTls',
  'hello',
  'addresses',
  'lineEnds',
  'longLines',
  'tlsOnClearPort',
);

const collection: Collection<typeof deviceProfiles> = {
  contract: deviceProfiles,
  typed: { shape: shape },
  called: ({ name }) => name,
  noun: 'profile',
  plural: 'device profiles',
  argument: 'name',
  columns: [...columnsOf(shape, 'name'), ...traits],
};

interface ProfileOptions {
  readonly from?: string;
  readonly rename?: string;
}

const options = (command: Command): Command => addFieldOptions(command, shape);

const body = (chosen: ProfileOptions) => ({ ...fieldsOf(shape, chosen), ...given({ name: chosen.rename }) });

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
        const own = await verbsOf(context, deviceProfiles).list();
        const items = [...(await builtIn(context)), ...own];
        context.output.data(items);
        showTable(
          context,
          [...columnsOf(shape, 'name'), ['BUILT IN', builtInText], ...traits],
          items,
          'no device profiles',
        );
      }),
    );
  noun
    .command('show <name>')
    .description('show one profile')
    .action(
      run(async (context, name: string) => {
        const found = (await builtIn(context)).find((each) => each.name === name.toLowerCase());
        const item = found ?? (await verbsOf(context, deviceProfiles).show(name));
        context.output.data(item);
        context.output.fields([...viewFields(item), ['used by', await usedBy(context, item.name)]]);
      }),
    );
  options(noun.command('add <name>').description('make a profile of your own'))
    .option('--from <profile>', 'begin with the traits of this one (strict)')
    .addHelpText('after', '\nExample:\n  doorpost profile add "Old fax" --from tolerant --tls TLSv1 --old-ciphers on')
    .action(
      run(async (context, name: string, chosen: ProfileOptions) => {
        await create(context, collection, { ...body(chosen), ...given({ from: chosen.from }), name });
      }),
    );
  addChangeOptions(
    options(noun.command('set <name>').description('change a profile of your own; sessions from now on keep to it')),
    shape,
  )
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost profile set "Old fax" --long-lines wrap')
    .action(
      run(async (context, name: string, chosen: ProfileOptions) => {
        const changes = body(chosen);
        await change(context, collection, name, changes);
      }),
    );
  addRemove(noun, collection, run);
}

/** `device Copier`, the first of them. A server of before does not say. */
async function usedBy({ client, organization: query }: Context, name: string): Promise<readonly string[]> {
  const { total, items } = await client
    .ask(deviceProfiles.uses, { params: { name }, query })
    .catch((): AnswerOf<typeof deviceProfiles.uses> => ({ total: 0, items: [] }));
  const named = items.map((one) => `${one.kind === 'device' ? 'device' : 'connector'} ${one.name}`);
  return total > items.length ? [...named, `and ${total - items.length} more`] : named;
}

const builtIn = async ({ client }: Context) => (await client.ask(deviceProfiles.builtIn, {})).items;

const builtInText = (view: object): string => (Object.hasOwn(view, 'builtIn') ? 'yes' : '');
