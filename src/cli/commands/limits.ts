import type { Command } from 'commander';
import { given } from '../../base/given.ts';
import { durationText } from '../../config/values.ts';
import { limitName, limitValueOf } from '../terminal/arguments.ts';
import { limits } from '../../admin/contracts/limits.ts';
import { type Run, tellWarnings } from './collection.ts';
import { usage } from '../terminal/failure.ts';
import { sizeText } from '../terminal/output.ts';

export function addLimits(program: Command, run: Run): void {
  const noun = program.command('limits').alias('limit').description('limits: what holds, and overriding it');
  noun
    .command('list', { isDefault: true })
    .description('every limit with its value, where it was set, its reply, and where it can be overridden')
    .action(
      run(async (context) => {
        const { items } = await context.client.ask(limits.list, { query: context.organization });
        context.output.data(items);
        context.output.table(
          ['NAME', 'VALUE', 'DEFAULT', 'SET FOR', 'REPLY', 'OVERRIDABLE AT', 'MEANING'],
          items.map((limit) => [
            limit.name,
            amount(limit.value, limit.unit),
            amount(limit.default, limit.unit),
            limit.setAt.map(
              ({ level, name, value }) =>
                `${level === 'system' ? 'system' : `${level} ${name}`}: ${amount(value, limit.unit)}`,
            ),
            limit.reply,
            limit.overridableAt,
            limit.meaning,
          ]),
          'no limits',
        );
      }),
    );
  noun
    .command('set <name> <value>')
    .description(
      'override a limit, for the whole system or for one organization, connector or mailbox; default takes it away',
    )
    .option('--connector <name>', 'for this inbound connector')
    .option('--mailbox <address>', 'for this mailbox')
    .option('--system', 'for the whole system (also when no other level is named)')
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost limits set messageSize 100MiB\n  doorpost limits set recipientsPerDay 20000 --mailbox news@contoso.com\n  doorpost limits set idle default',
    )
    .action(
      run(
        async (
          context,
          name: string,
          value: string,
          chosen: { connector?: string; mailbox?: string; system?: boolean },
        ) => {
          const body = {
            value: limitValueOf(limitName(name), value),
            ...given({
              connector: chosen.connector,
              mailbox: chosen.mailbox,
              organization: chosen.system ? undefined : context.organization.organization,
            }),
          };
          if (chosen.connector !== undefined && chosen.mailbox !== undefined)
            throw usage('--connector and --mailbox exclude each other');
          const answer = await context.client.ask(limits.set, { params: { name }, body });
          context.output.data(answer);
          const { unit } = answer.item;
          const set = body.value === null ? 'override taken away' : `set to ${amount(body.value, unit)}`;
          context.output.line(`${name} ${set}`);
          tellWarnings(context.output, answer);
        },
      ),
    );
}

function amount(value: number, unit: string): string {
  if (unit === 'ms') return durationText(value);
  if (unit === 'octets') return value < 10_240 ? `${value} bytes` : sizeText(value);
  if (unit === 'octets/s') return `${value} bytes/s`;
  return String(value);
}
