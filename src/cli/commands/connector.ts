import type { Command } from 'commander';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { addRewritingOptions, type RewritingOptions, rewritingOf } from './rewriting-options.ts';
import { limitPair } from '../terminal/arguments.ts';
import { segment } from '../client.ts';
import { type Answer, change, type Collection, create, given, type Run, type View, viewFields } from './collection.ts';
import type { Context } from '../context.ts';
import { CliFailure, usage } from '../terminal/failure.ts';
import {
  addOutbound,
  inTheOtherDirection,
  type LastTest,
  lastTestText,
  outboundConnectors,
} from './outbound-connector.ts';

const { shape } = inboundConnectorForms;

const inboundConnectors: Collection = {
  path: 'inbound-connectors',
  noun: 'connector',
  plural: 'inbound connectors',
  argument: 'name',
  columns: [
    ...columnsOf(shape, 'name', 'enabled', 'type', 'senderAddresses'),
    ['CERTIFICATE', (view) => (view['certificateName'] ?? view['certificateFingerprint'] ?? '') as string],
    ...columnsOf(shape, 'senderDomains', 'recipientDomains'),
    ['TLS', (view) => (view['requireTls'] === true ? 'required' : '')],
  ],
};

interface InboundOptions extends RewritingOptions {
  readonly rename?: string;
  readonly address?: readonly string[];
  readonly certificateName?: string;
  readonly certificateFingerprint?: string;
  readonly limit?: object;
}

const options = (command: Command): Command =>
  addRewritingOptions(addFieldOptions(command, shape)).option(
    '--limit <name=value>',
    'override a limit; repeat for more',
    limitPair,
  );

const body = (chosen: InboundOptions): Readonly<Record<string, unknown>> =>
  given({ ...fieldsOf(shape, chosen), rewriting: rewritingOf(chosen), limits: chosen.limit });

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
        await create(context, inboundConnectors, { name, ...body(chosen) });
      }),
    );
  addOutbound(noun, run);
  noun
    .command('list')
    .alias('ls')
    .description('list connectors, in and out')
    .action(
      run(async (context) => {
        const lists = [];
        for (const collection of [inboundConnectors, outboundConnectors]) {
          const { items } = await context.client.ask<{ items: readonly View[] }>('GET', `/${collection.path}`, {
            query: context.organization,
          });
          lists.push({ collection, items });
        }
        context.output.data({ inbound: lists[0]?.items, outbound: lists[1]?.items });
        for (const { collection, items } of lists) {
          context.output.heading(collection === inboundConnectors ? 'In' : 'Out');
          context.output.table(
            collection.columns.map(([header]) => header),
            items.map((view) => collection.columns.map(([, value]) => value(view))),
            `no ${collection.plural}`,
          );
        }
      }),
    );
  noun
    .command('show <name>')
    .description('show one connector')
    .action(
      run(async (context, name: string) => {
        const { item } = await find(context, name);
        context.output.data(item);
        const { lastTest, ...fields } = item as View & { readonly lastTest?: LastTest | null };
        context.output.fields([
          ...viewFields(fields as View),
          ...(lastTest === undefined ? [] : [['last test', lastTestText(lastTest)] as const]),
        ]);
      }),
    );
  options(noun.command('set <name>').description('change an inbound connector (set-outbound for the other kind)'))
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost connector set "Old fax" --bare-line-feed normalize')
    .action(
      run(async (context, name: string, chosen: InboundOptions) => {
        const changes = { ...body(chosen), ...given({ name: chosen.rename }) };
        if (Object.keys(changes).length === 0)
          throw usage('nothing to change', '`doorpost connector set --help` lists what can be set');
        await change(context, inboundConnectors, name, changes, () => inTheOtherDirection(context, name, 'out'));
      }),
    );
  noun
    .command('remove <name>')
    .alias('rm')
    .description('remove a connector, in or out')
    .action(
      run(async (context, name: string) => {
        const { collection } = await find(context, name);
        await context.client.ask('DELETE', `/${collection.path}/${segment(name)}`, { query: context.organization });
        context.output.data({ removed: name });
        context.output.line(`connector ${name} removed`);
      }),
    );
}

/** Names are unique in a direction only; the inbound one wins, as there are more of them. */
async function find(context: Context, name: string): Promise<Answer & { readonly collection: Collection }> {
  let last: unknown = null;
  for (const collection of [inboundConnectors, outboundConnectors]) {
    try {
      const answer = await context.client.ask<Answer>('GET', `/${collection.path}/${segment(name)}`, {
        query: context.organization,
      });
      return { ...answer, collection };
    } catch (error) {
      if (!(error instanceof CliFailure) || error.status !== 404) throw error;
      last = error;
    }
  }
  throw last;
}
