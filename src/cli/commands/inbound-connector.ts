/** Inbound connectors: which devices may relay. */
import type { Command } from 'commander';
import { given } from '../../base/given.ts';
import { inboundConnectors } from '../../admin/contracts/connectors.ts';
import type { LimitPatch } from '../../directory/fields/values.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { addChangeOptions, addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { addRewritingOptions, type RewritingOptions, rewritingOf } from './rewriting-options.ts';
import { limitPair, limitsOfNew } from '../terminal/arguments.ts';
import { change, type Collection, create, type Run } from './collection.ts';
import { usage } from '../terminal/failure.ts';
import { inTheOtherDirection } from './outbound-connector.ts';

const { shape } = inboundConnectorForms;

export const inbound: Collection<typeof inboundConnectors> = {
  contract: inboundConnectors,
  typed: { shape: shape },
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

export function addInbound(noun: Command, run: Run): void {
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
}

export function addInboundChange(noun: Command, run: Run): void {
  addChangeOptions(
    options(noun.command('set <name>').description('change an inbound connector (set-outbound for the other kind)')),
    shape,
  )
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost connector set "Old fax" --bare-line-feed normalize')
    .action(
      run(async (context, name: string, chosen: InboundOptions) => {
        const changes = { ...body(chosen), ...given({ name: chosen.rename, limits: chosen.limit }) };
        await change(context, inbound, name, changes, () => inTheOtherDirection(context, name, 'out'));
      }),
    );
}
