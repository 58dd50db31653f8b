import type { Command } from 'commander';
import { inboundConnectors, outboundConnectors } from '../../admin/contracts/connectors.ts';
import type { LimitPatch } from '../../directory/fields/values.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { addRewritingOptions, type RewritingOptions, rewritingOf } from './rewriting-options.ts';
import { limitPair, limitsOfNew } from '../terminal/arguments.ts';
import { type CollectionContract, verbsOf, type ViewIn } from '../client/collection.ts';
import { change, type Collection, create, given, type Run, showTable, viewFields } from './collection.ts';
import type { Context } from '../context.ts';
import { isNotFound, usage } from '../terminal/failure.ts';
import { addOutbound, inTheOtherDirection, lastTestText, outbound } from './outbound-connector.ts';

const { shape } = inboundConnectorForms;

const inbound: Collection<typeof inboundConnectors> = {
  contract: inboundConnectors,
  called: ({ name }) => name,
  noun: 'connector',
  plural: 'inbound connectors',
  argument: 'name',
  columns: [
    ...columnsOf(shape, 'name', 'enabled', 'type', 'senderAddresses'),
    ['CERTIFICATE', ({ certificateName, certificateFingerprint }) => certificateName ?? certificateFingerprint],
    ...columnsOf(shape, 'senderDomains', 'recipientDomains'),
    ['TLS', ({ requireTls }) => (requireTls ? 'required' : '')],
  ],
};

interface InboundOptions extends RewritingOptions {
  readonly rename?: string;
  readonly address?: readonly string[];
  readonly certificateName?: string;
  readonly certificateFingerprint?: string;
  readonly limit?: LimitPatch;
}

const options = (command: Command): Command =>
  addRewritingOptions(addFieldOptions(command, shape)).option(
    '--limit <name=value>',
    'override a limit; repeat for more',
    limitPair,
  );

const body = (chosen: InboundOptions) => ({
  ...fieldsOf(shape, chosen),
  ...given({ rewriting: rewritingOf(chosen) }),
});

export function addConnector(program: Command, run: Run): void {
  const noun = program
    .command('connector')
    .description('connectors: which devices may relay (in), and how mail goes on (out)');
  options(noun.command('add <name>').description('add an inbound connector: devices that may relay without signing in'))
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost connector add "Copier room" --address 192.0.2.10 --address 192.0.2.11\n  doorpost connector add ERP --certificate-name erp.contoso.com --require-tls on',
    )
    .action(
      run(async (context, name: string, chosen: InboundOptions) => {
        if (
          chosen.address === undefined &&
          chosen.certificateName === undefined &&
          chosen.certificateFingerprint === undefined
        )
          throw usage(
            'the connector would match nothing',
            'give --address, --certificate-name or --certificate-fingerprint',
          );
        await create(context, inbound, {
          ...body(chosen),
          name,
          ...given({ limits: limitsOfNew(chosen.limit) }),
        });
      }),
    );
  addOutbound(noun, run);
  noun
    .command('list')
    .alias('ls')
    .description('list connectors, in and out')
    .action(
      run(async (context) => {
        const into = await verbsOf(context, inboundConnectors).list();
        const outOf = await verbsOf(context, outboundConnectors).list();
        context.output.data({ inbound: into, outbound: outOf });
        context.output.heading('In');
        showTable(context, inbound.columns, into, `no ${inbound.plural}`);
        context.output.heading('Out');
        showTable(context, outbound.columns, outOf, `no ${outbound.plural}`);
      }),
    );
  noun
    .command('show <name>')
    .description('show one connector')
    .action(
      run(async (context, name: string) => {
        const item = await find(context, name);
        context.output.data(item);
        if (item.kind === 'inbound-connector') context.output.fields(viewFields(item));
        else {
          const { lastTest, ...fields } = item;
          context.output.fields([...viewFields(fields), ['last test', lastTestText(lastTest)]]);
        }
      }),
    );
  options(noun.command('set <name>').description('change an inbound connector (set-outbound for the other kind)'))
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost connector set "Old fax" --bare-line-feed normalize')
    .action(
      run(async (context, name: string, chosen: InboundOptions) => {
        const changes = { ...body(chosen), ...given({ name: chosen.rename, limits: chosen.limit }) };
        await change(context, inbound, name, changes, () => inTheOtherDirection(context, name, 'out'));
      }),
    );
  noun
    .command('remove <name>')
    .alias('rm')
    .description('remove a connector, in or out')
    .action(
      run(async (context, name: string) => {
        const { kind } = await find(context, name);
        const contract: CollectionContract = kind === 'inbound-connector' ? inboundConnectors : outboundConnectors;
        await verbsOf(context, contract).remove(name);
        context.output.data({ removed: name });
        context.output.line(`connector ${name} removed`);
      }),
    );
}

/** Names are unique in a direction only; the inbound one wins, as there are more of them. */
async function find(
  context: Context,
  name: string,
): Promise<ViewIn<typeof inboundConnectors> | ViewIn<typeof outboundConnectors>> {
  try {
    return await verbsOf(context, inboundConnectors).show(name);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return verbsOf(context, outboundConnectors).show(name);
}
