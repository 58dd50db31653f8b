/** Another server's configuration as an organization's file: looked at first, then applied. */
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { bounds } from '../../base/bounds.ts';
import { fileText } from '../../base/words/file-text.ts';
import { NamedFileError, readNamedFileNow, readNamedInputNow } from '../../base/named-file.ts';
import { importedFile } from '../../directory/file/import/as-file.ts';
import { atTarget, movesMail, type There } from '../../directory/file/import/at-target.ts';
import { type Imported, ImportProblem } from '../../directory/file/import/imported.ts';
import type { ImportNote, ImportVerdict } from '../../directory/file/import/notes.ts';
import { anyShell, type Shell } from '../../texts/command.ts';
import { cureText, toldCure } from '../../texts/remedy.ts';
import { domains } from '../../admin/contracts/domains.ts';
import { mailboxes } from '../../admin/contracts/mailboxes.ts';
import type { Run } from './collection.ts';
import type { Context } from '../context.ts';
import { consent } from '../questions/consent.ts';
import { fileQuestion } from '../questions/file.ts';
import { CliFailure } from '../terminal/failure.ts';
import { meantOrganization } from './organization.ts';
import { readInput } from '../terminal/read-input.ts';
import { applyFile, showApplied } from './transfer.ts';

interface ImportOptions {
  readonly apply?: boolean;
  readonly yaml?: boolean;
  readonly yes?: true;
}

export function addImport(program: Command, run: Run): void {
  const noun = program
    .command('import')
    .description(
      "take over another server's configuration: shows what it understood and what not; a dry run unless --apply",
    )
    .addHelpText('after', '\nWhat is understood of each: docs/operate/import.md');
  const verb = (name: string, description: string): Command =>
    noun
      .command(name)
      .description(description)
      .option('--apply', 'make the changes that the dry run shows')
      .option('--yaml', 'only print the file, to be edited and applied with doorpost apply; needs no server');
  verb('postfix [folder]', 'Postfix: main.cf and the relay and transport maps it names (/etc/postfix)')
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost import postfix\n  doorpost import postfix ./copy-of-etc-postfix --apply',
    )
    .action(
      run((context, folder: string | undefined, chosen: ImportOptions) =>
        take(context, chosen, () => fromPostfix(folder ?? '/etc/postfix')),
      ),
    );
  addExchange(verb, run);
  verb(
    'hmailserver <file>',
    'hMailServer: domains with their addresses, IP ranges, routes and SMTP relayer of hMailServerBackup.xml',
  )
    .addHelpText('after', '\nExample:\n  doorpost import hmailserver hMailServerBackup.xml')
    .action(
      run((context, file: string, chosen: ImportOptions) =>
        take(context, chosen, async () => {
          const { XMLParser } = await import('fast-xml-parser');
          const { importHmailserver, xmlOptions } = await import(
            '../../directory/file/import/hmailserver/hmailserver.ts'
          );
          return importHmailserver(await readInput(context, file), new XMLParser(xmlOptions));
        }),
      ),
    );
}

function addExchange(verb: (name: string, description: string) => Command, run: Run): void {
  verb(
    'exchange <files...>',
    'Exchange: JSON or CSV of its connectors, accepted domains and mailboxes (Get-InboundConnector, Get-ReceiveConnector, Get-Mailbox …)',
  )
    .addHelpText(
      'after',
      `
In PowerShell, of Exchange Online (of Exchange Server: Get-ReceiveConnector, Get-SendConnector); each file that there is:
  Get-InboundConnector  | ConvertTo-Json -Depth 5 | Out-File -Encoding utf8 inbound.json
  Get-OutboundConnector | ConvertTo-Json -Depth 5 | Out-File -Encoding utf8 outbound.json
  Get-AcceptedDomain    | Export-Csv domains.csv -NoTypeInformation -Encoding utf8
  Get-Mailbox -ResultSize Unlimited | Select-Object DisplayName,PrimarySmtpAddress,RecipientTypeDetails,
    @{n='EmailAddresses';e={$_.EmailAddresses -join ' '}} | Export-Csv mailboxes.csv -NoTypeInformation -Encoding utf8
  Get-CASMailbox -ResultSize Unlimited | Select-Object PrimarySmtpAddress,SmtpClientAuthenticationDisabled |
    Export-Csv access.csv -NoTypeInformation -Encoding utf8

Export-Csv loses lists that are not joined: of connectors JSON is safer.

Examples:
  doorpost import exchange inbound.json outbound.json
  doorpost import exchange inbound.json domains.csv mailboxes.csv access.csv`,
    )
    .action(
      run((context, files: readonly string[], chosen: ImportOptions) =>
        take(context, chosen, async () => {
          const { importExchange } = await import('../../directory/file/import/exchange/exchange.ts');
          const texts = await Promise.all(files.map((file) => readInput(context, file)));
          return importExchange(
            texts,
            files.map((file) => basename(file)),
          );
        }),
      ),
    );
}

async function fromPostfix(place: string): Promise<Imported> {
  const { importPostfix } = await import('../../directory/file/import/postfix.ts');
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const file = isFolder ? join(place, 'main.cf') : place;
  const folder = dirname(file);
  let text: string;
  try {
    text = fileText(readNamedInputNow(file, bounds.cli.importedMap));
  } catch (error) {
    const why = error instanceof NamedFileError ? `it ${error.trouble}` : (error as Error).message;
    throw new CliFailure(`${file} cannot be read: ${why}`, 'name the folder that holds main.cf');
  }
  const masterCf = join(folder, 'master.cf');
  const readMap = (path: string): string | null => {
    // A copy of the folder holds the maps beside main.cf; on the machine itself they are where the file says.
    for (const candidate of [join(folder, basename(path)), path]) {
      const found = textOf(candidate);
      if (found !== null) return found;
    }
    return null;
  };
  return importPostfix(text, readMap, textOf(masterCf, true) ?? '');
}

/** null: it is not there, or (unless it is needed as soon as it is there) cannot be read, which is said where it is named. */
function textOf(file: string, isNeeded = false): string | null {
  try {
    return fileText(readNamedFileNow(file, bounds.cli.importedMap));
  } catch (error) {
    if (!(error instanceof NamedFileError)) throw error;
    if (isNeeded && error.code !== 'ENOENT') throw new CliFailure(error.message, error.cure);
    return null;
  }
}

async function take(context: Context, chosen: ImportOptions, read: () => Promise<Imported>): Promise<number> {
  let understood: Imported;
  try {
    understood = await read();
  } catch (error) {
    if (error instanceof ImportProblem) throw new CliFailure(error.message, error.cure);
    throw error;
  }
  const { output, io } = context;
  if (chosen.yaml) {
    const name = context.organization.organization ?? 'NAME OF THE ORGANIZATION';
    const comments = understood.notes.map((note) => `# ${note.verdict}: ${noteLine(note, anyShell)}\n`).join('');
    io.out(`${comments}${importedFile(understood, name)}`);
    return 0;
  }
  const organization = await meantOrganization(context);
  const imported = atTarget(understood, await thereIn(context, organization, movesMail(understood)));
  tellNotes(context, imported);
  const yaml = importedFile(imported, organization);
  const dry = await applyFile(context, yaml, { dryRun: true });
  const question = chosen.apply ? fileQuestion(dry.changes) : null;
  if (question !== null) await consent(io, question, chosen.yes);
  // Of the changes that somebody was asked about.
  const revision = question === null ? null : dry.revision;
  const applied = chosen.apply ? await applyFile(context, yaml, { revision }) : dry;
  output.data({
    notes: imported.notes.map(({ cure, ...note }) => ({ ...note, ...(cure && toldCure(cure)) })),
    changes: applied.changes,
    applied: applied.applied,
    warnings: applied.warnings,
    afterwards: imported.afterwards.map((left) => toldCure(left).cure),
  });
  output.heading(chosen.apply ? 'Changed' : 'It would change');
  showApplied(context, applied);
  if (imported.afterwards.length > 0) {
    output.heading('Afterwards');
    for (const left of imported.afterwards) output.cure('  ', toldCure(left));
  }
  if (!chosen.apply && dry.changes.length > 0) {
    output.line();
    output.line('Nothing was changed yet: the same with --apply makes it.');
  }
  return 0;
}

/** Of the organization it goes to. Mailboxes may be very many: they are asked for where they make a difference. */
async function thereIn({ client }: Context, organization: string, withMailboxes: boolean): Promise<There> {
  const query = { organization };
  const known = withMailboxes ? await client.all(mailboxes.list, { query }) : [];
  return { domains: await client.all(domains.list, { query }), mailboxes: known.map(({ address }) => address) };
}

const HEADINGS: Readonly<Record<ImportVerdict, string>> = {
  taken: 'Understood',
  different: 'Taken, but it acts otherwise here',
  left: 'Not taken',
};

/** The source, what became of it, and what is to be done. */
const noteLine = ({ source, text, cure }: ImportNote, shell: Shell): string =>
  `${source}: ${text}${cure === undefined ? '' : `; ${cureText(toldCure(cure), shell)}`}`;

function tellNotes({ output, shell }: Context, { notes }: Imported): void {
  for (const verdict of ['taken', 'different', 'left'] as const) {
    const some = notes.filter((note) => note.verdict === verdict);
    if (some.length === 0) continue;
    output.heading(HEADINGS[verdict]);
    for (const note of some) output.line(`  ${noteLine(note, shell)}`);
  }
}
