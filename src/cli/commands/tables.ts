/** export and import of a noun as a table file (CSV): the same two verbs for every kind that has one. */
import type { Command } from 'commander';
import { bounds } from '../../base/bounds.ts';
import type { deviceTable } from '../../admin/contracts/devices.ts';
import { mailboxTable } from '../../admin/contracts/mailboxes.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { writeCsv } from '../../directory/file/csv.ts';
import type { NextStep } from '../../mail/remedy.ts';
import { say } from '../../texts/phrase.ts';
import type { ShellCommand } from '../../texts/command.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';
import { consent } from '../questions/consent.ts';
import { readInput } from '../terminal/read-input.ts';
import { newSecretFile } from '../terminal/secret-file.ts';
import { type Run, tellNext, tellWarnings } from './collection.ts';

type Tables = typeof deviceTable | typeof mailboxTable;
type Answer = AnswerOf<Tables['write']> & {
  readonly next?: readonly string[];
  readonly nextSteps?: readonly NextStep[];
  readonly passwords?: readonly GeneratedPassword[];
};

interface GeneratedPassword {
  readonly mailbox: string;
  readonly username: string;
  readonly password: string;
}

export interface TableCommands {
  readonly operations: Tables;
  readonly plural: string;
  /** The one that writes a table, to be named. */
  readonly exporting: ShellCommand;
  /** An import of it may make passwords. */
  readonly hasPasswords?: true;
}

interface ImportOptions {
  readonly dryRun?: boolean;
  readonly passwords?: string;
  readonly yes?: boolean;
}

/** Returns the importing one, for its help. */
export function addTable(
  noun: Command,
  { operations, plural, exporting, hasPasswords }: TableCommands,
  run: Run,
): Command {
  noun
    .command('export')
    .description(`all ${plural} as CSV, one a line, for a spreadsheet`)
    .action(
      run(async (context) => {
        const csv = await context.client.text(operations.read, { query: context.organization });
        context.output.data({ csv });
        if (!context.output.json) context.io.out(csv);
      }),
    );
  const importing = noun
    .command('import <file>')
    .description(`add or change ${plural} from CSV, all or none; those not in it stay`)
    .option('--dry-run', 'only show what would change');
  if (hasPasswords)
    importing.option(
      '--passwords <file>',
      'write generated passwords to this new file, mode 600, instead of showing them',
    );
  return importing.action(
    run(async (context, file: string, chosen: ImportOptions) => {
      const csv = await readInput(context, file);
      if (csv.trim() === '')
        throw usage(
          file === '-' ? 'nothing came on standard input' : `${file} is empty`,
          say`its first line names the columns, as those of ${exporting}`,
        );
      if (operations === mailboxTable) await askAboutPasswords(context, csv, chosen);
      await importTable(context, operations, csv, chosen);
    }),
  );
}

async function importTable(context: Context, operations: Tables, csv: string, chosen: ImportOptions): Promise<void> {
  const { dryRun = false } = chosen;
  // Made first: a password that finds no place is lost.
  const place = chosen.passwords === undefined || dryRun ? null : await newSecretFile(chosen.passwords);
  let answer: Answer;
  try {
    const said = { query: context.organization, body: { csv, dryRun }, timeoutMs: bounds.cli.applyAnswer };
    answer = await context.output.during('importing ...', context.client.ask(operations.write, said));
  } catch (error) {
    await place?.discard();
    throw error;
  }
  const { passwords = [], ...rest } = answer;
  if (place === null) context.output.data(answer);
  else {
    await (passwords.length > 0 ? place.write(passwordsCsv(passwords)) : place.discard());
    context.output.data(rest);
  }
  show(context, answer);
  if (passwords.length === 0) return;
  if (place === null)
    for (const { mailbox, username, password } of passwords)
      context.output.line(`password of ${mailbox}, login ${username}: ${password}   (shown only now)`);
  else
    context.output.line(
      `${passwords.length} generated ${passwords.length === 1 ? 'password is' : 'passwords are'} in ${chosen.passwords}, and nowhere else: remove it when they are handed out`,
    );
}

/** As of one that is reset by hand: whoever signs in with it is refused until he has the new one. */
async function askAboutPasswords(
  { client, io, organization }: Context,
  csv: string,
  { dryRun, yes }: ImportOptions,
): Promise<void> {
  if (dryRun || yes) return;
  const said = { query: organization, body: { csv, dryRun: true }, timeoutMs: bounds.cli.applyAnswer };
  const { changes } = await client.ask(mailboxTable.write, said);
  const replaced = changes.filter(({ kind, action }) => kind === 'credential' && action === 'update').length;
  if (replaced === 0) return;
  const act = `replace ${replaced} ${replaced === 1 ? 'password' : 'passwords'}`;
  await consent(io, { act, lost: ['devices that sign in with them are refused until they have the new ones'] });
}

const passwordsCsv = (passwords: readonly GeneratedPassword[]): string =>
  writeCsv([
    ['address', 'login', 'password'],
    ...passwords.map(({ mailbox, username, password }) => [mailbox, username, password]),
  ]);

function show({ output }: Context, answer: Answer): void {
  output.table(
    ['', 'KIND', 'NAME', 'FIELDS'],
    answer.changes.map(({ action, kind, name, fields }) => [
      action,
      kind,
      name,
      fields.map(({ field }) => field).join(', '),
    ]),
    'nothing changes',
  );
  tellWarnings(output, answer);
  tellNext(output, answer);
  if (!answer.applied) output.line('Nothing was changed yet: the same without --dry-run does it.');
}
