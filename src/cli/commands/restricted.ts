/** Restricted senders, connectors and addresses, and their mail that waits. */
import type { Command } from 'commander';
import { bounds } from '../../base/bounds.ts';
import { many } from '../../base/words/amounts.ts';
import { restrictions } from '../../admin/contracts/lists.ts';
import { restrictionForms } from '../../directory/kinds/restriction.ts';
import type { BodyOf } from '../../admin/contracts/operation.ts';
import { verbsOf } from '../client/collection.ts';
import type { Context } from '../context.ts';
import { timeText } from '../terminal/output.ts';
import { addList, addShow, tellWarnings, type Collection, type Run } from './collection.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';

const { shape } = restrictionForms;

const collection: Collection<typeof restrictions> = {
  contract: restrictions,
  typed: { shape },
  called: ({ name }) => name,
  noun: 'restriction',
  plural: 'restrictions',
  argument: 'who',
  columns: [
    ...columnsOf(shape, 'name', 'of'),
    ['SINCE', ({ addedAt }) => timeText(addedAt)],
    ['ENDS', ({ endsAt }) => (endsAt === null ? '' : timeText(endsAt))],
    ...columnsOf(shape, 'why'),
  ],
};

export const steerRestrictedMail = async (
  { client, organization: query }: Context,
  name: string,
  verb: BodyOf<typeof restrictions.mail>['verb'],
): Promise<number> =>
  (
    await client.ask(restrictions.mail, {
      params: { name },
      query,
      body: { verb },
      timeoutMs: bounds.cli.longAnswer,
    })
  ).mail;

export function addRestricted(program: Command, run: Run): void {
  const noun = program.command('restricted').description('senders, connectors and addresses that may not send for now');
  addFieldOptions(noun.command('add <who>').description('let nothing in from there, and pause what waits'), shape)
    .addHelpText(
      'after',
      `
A mailbox is refused with 550 5.1.8, a connector with 550 5.7.711, an address with 550 5.7.1. Devices with --always-through on still get through.

Examples:
  doorpost restricted add scan@contoso.com --why "password stolen"
  doorpost restricted add "Floor 2" --of connector --until "1 day"
  doorpost restricted add 192.0.2.10 --of address`,
    )
    .action(
      run(async (context, name: string, chosen: object) => {
        const { item, paused, ...told } = await context.client.ask(restrictions.create, {
          query: context.organization,
          body: { ...fieldsOf(shape, chosen), name },
          timeoutMs: bounds.cli.longAnswer,
        });
        context.output.data({ item, paused, ...told });
        context.output.line(`${item.name} is restricted; ${many(paused, 'recipient')} of its mail paused`);
        tellWarnings(context.output, told);
      }),
    );
  addList(noun, collection, run);
  addShow(noun, collection, run);
  noun
    .command('lift <who>')
    .description('let it send again')
    .option('--release', 'its paused mail goes on, too')
    .action(
      run(async (context, name: string, { release = false }: { readonly release?: boolean }) => {
        const released = release ? await steerRestrictedMail(context, name, 'release') : 0;
        await verbsOf(context, restrictions).remove(name);
        context.output.data({ lifted: name, released });
        context.output.line(
          release ? `${name} may send again; ${many(released, 'recipient')} released` : `${name} may send again`,
        );
      }),
    );
  noun
    .command('expire <who>')
    .description('end all mail of it that waits, with a report to the sender')
    .action(
      run(async (context, name: string) => {
        const ended = await steerRestrictedMail(context, name, 'expire');
        context.output.data({ ended });
        context.output.line(`${many(ended, 'recipient')} ended`);
      }),
    );
}
