/** export and apply: the organization as a file. */
import { own } from '../../base/own.ts';
import type { Command } from 'commander';
import { bounds } from '../../base/bounds.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { transfer } from '../../admin/contracts/transfer.ts';
import type { Run } from './collection.ts';
import type { Context } from '../context.ts';
import { readInput } from '../terminal/read-input.ts';
import { consent } from '../questions/consent.ts';
import { fileQuestion } from '../questions/file.ts';
import { cellOf, tellWarnings } from './collection.ts';
import { cellText } from '../terminal/cell.ts';

type Applied = AnswerOf<typeof transfer.apply>;

const signs: Readonly<Record<string, string>> = { create: '+', update: '~', delete: '-' };

export function addTransfer(program: Command, run: Run): void {
  program
    .command('export')
    .description(
      'print an organization, its domains, mailboxes, connectors and limits, as YAML; passwords are left out',
    )
    .addHelpText(
      'after',
      `
Without --organization: the default one, and the system settings (limits of the system, default organization, capture).
With --organization NAME: that one alone. With --organization '*': all of them, and the system settings.

Examples:
  doorpost export > org.yaml
  doorpost export --organization '*' > all.yaml`,
    )
    .action(
      run(async (context) => {
        const yaml = await context.client.text(transfer.export, {
          query: context.organization,
          timeoutMs: bounds.cli.longAnswer,
        });
        if (context.output.json) context.output.data({ yaml });
        else context.io.out(yaml);
      }),
    );
  program
    .command('apply')
    .description('make the organization as the file says; all of it or nothing')
    .requiredOption('-f, --file <file>', 'the file; - is standard input')
    .option('--dry-run', 'only show what would change')
    .option('--prune', 'also remove what the file does not name')
    .addHelpText('after', '\nExample:\n  doorpost apply -f org.yaml --dry-run')
    .action(
      run(async (context, chosen: { file: string; dryRun?: boolean; prune?: boolean; yes?: true }) => {
        const yaml = await readInput(context, chosen.file, bounds.admin.organizationFile);
        const revision = chosen.dryRun ? null : await consentToFile(context, yaml, chosen);
        const answer = await applyFile(context, yaml, { ...chosen, revision });
        context.output.data(answer);
        showApplied(context, answer);
      }),
    );
}

/** Asks, where it would take something away for good or let strangers in. Returns the revision that somebody consented to; null: nobody was asked. */
async function consentToFile(
  context: Context,
  yaml: string,
  chosen: { readonly prune?: boolean; readonly yes?: true },
): Promise<number | null> {
  if (chosen.yes) return null;
  const { changes, revision } = await applyFile(context, yaml, { ...chosen, dryRun: true });
  const question = fileQuestion(changes);
  if (question === null) return null;
  await consent(context.io, question);
  return revision;
}

interface Applying {
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  /** The one that the changes were looked at with; null: whatever it is. */
  readonly revision?: number | null;
}

export async function applyFile(
  { client, output }: Context,
  yaml: string,
  { dryRun = false, prune = false, revision = null }: Applying,
): Promise<Applied> {
  // As it is: in JSON the server would have to take it apart at once.
  const query = { dryRun, prune, ...(revision !== null && { revision }) };
  const asking = client.give(transfer.apply, { query, timeoutMs: bounds.cli.applyAnswer }, yaml);
  return output.during('applying ...', asking);
}

export function showApplied(context: Context, answer: Applied): void {
  for (const change of answer.changes) {
    context.output.line(`${own(signs, change.action) ?? '?'} ${change.kind} ${change.name}`);
    for (const { field, before, after } of change.fields)
      context.output.line(
        `    ${field}: ${change.action === 'update' ? `${shown(before)} -> ` : ''}${shown(change.action === 'delete' ? before : after)}`,
      );
  }
  tellWarnings(context.output, answer);
  for (const { mailbox, name, username, password } of answer.passwords ?? [])
    context.output.line(`password of "${name}" of ${mailbox}, login ${username}: ${password}   (shown only now)`);
  const count = answer.changes.length === 1 ? '1 change' : `${answer.changes.length} changes`;
  context.output.line(
    answer.changes.length === 0
      ? 'nothing to change'
      : answer.applied
        ? `${count} made, revision ${answer.revision}`
        : `${count} would be made`,
  );
}

const shown = (value: unknown): string =>
  cellText(cellOf(value)) || (value === null || value === undefined ? 'none' : '""');
