/** A rewriting tried on a mail, before anything is saved: that of a device as it is set up, or of the options. */
import type { Command } from 'commander';
import { deviceHelp } from '../../admin/contracts/device-help.ts';
import { devices } from '../../admin/contracts/devices.ts';
import { given } from '../../base/given.ts';
import { verbsOf } from '../client/collection.ts';
import { usage } from '../terminal/failure.ts';
import type { Run } from './collection.ts';
import { addRewritingOptions, type RewritingOptions, rewritingOf } from './rewriting-options.ts';

interface Chosen extends RewritingOptions {
  readonly from: string;
  readonly envelopeSender?: string;
  readonly sender?: string;
  readonly replyTo?: string;
  readonly to?: string;
  readonly subject?: string;
}

/** `"Copier" <scan@copier.local>`: the address between the last brackets. */
const addressIn = (field: string): string => /<([^<>]*)>[^<>]*$/u.exec(field)?.[1] ?? field.trim();

export function addPreviewRewriting(parent: Command, run: Run): void {
  addRewritingOptions(
    parent
      .command('preview-rewriting [name]')
      .description('what a rewriting makes of a mail: that of a device, or of these options, saved nowhere'),
  )
    .requiredOption('--from <field>', 'From of the mail as it comes, also with a name')
    .option('--envelope-sender <address>', 'its MAIL FROM (the address in --from); "" is none')
    .option('--sender <field>', 'its Sender, where there is one')
    .option('--reply-to <field>', 'its Reply-To, where there is one')
    .option('--to <field>', 'its To')
    .option('--subject <text>', 'its Subject')
    .addHelpText(
      'after',
      '\nExample:\n  doorpost device preview-rewriting --from "Copier <scan@copier.local>" --rewrite-from printer@contoso.com --rewrite-reverse-path printer@contoso.com --reply-to-original on',
    )
    .action(
      run(async (context, name: string | undefined, chosen: Chosen) => {
        const said = rewritingOf(chosen) ?? null;
        if (said === null && name === undefined)
          throw usage('there is no rewriting to look at', 'name a device, or give --rewrite-from');
        const device = name === undefined ? null : await verbsOf(context, devices).show(name);
        const rewriting = said ?? device?.rewriting ?? {};
        const { from, envelopeSender = addressIn(from), sender, replyTo, to, subject } = chosen;
        const sample = { from, envelopeSender, ...given({ sender, replyTo, to, subject }) };
        const answer = await context.client.ask(deviceHelp.rewriting, { body: { rewriting, sample } });
        context.output.data(answer);
        context.output.table(
          ['', 'AS IT COMES', 'AS IT GOES ON'],
          answer.rows.map(({ name: field, before, after }) => [field, before ?? '', after ?? '']),
          '',
        );
      }),
    );
}
