/** export and apply: the organization as a file; backup and restore: everything as a folder. */
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { locate } from '../config/load.ts';
import type { Run } from './collection.ts';
import { loadRequest } from './context.ts';
import { CliFailure, usage } from './failure.ts';
import { readAll } from './io.ts';
import { cellOf } from './collection.ts';
import { cellText } from './output.ts';

interface Change {
  readonly action: string;
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}
interface Applied {
  readonly changes: readonly Change[];
  readonly applied: boolean;
  readonly revision: number;
  readonly warnings?: readonly string[];
  readonly passwords?: readonly {
    readonly mailbox: string;
    readonly name: string;
    readonly username: string;
    readonly password: string;
  }[];
}

/** Copying one large content file says nothing for as long as it takes. */
const BACKUP_SILENCE_MS = 600_000;

const signs: Readonly<Record<string, string>> = { create: '+', update: '~', delete: '-' };

export function addTransfer(program: Command, run: Run): void {
  program
    .command('export')
    .description('print organizations, domains, mailboxes, connectors, limits as YAML; passwords are left out')
    .addHelpText('after', '\nExample:\n  doorpost export > org.yaml')
    .action(
      run(async (context) => {
        const yaml = await context.client.text('GET', '/export', { query: context.organization, timeoutMs: 120_000 });
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
      run(async (context, chosen: { file: string; dryRun?: boolean; prune?: boolean }) => {
        const yaml = await readAll(chosen.file === '-' ? context.io.stdin : createReadStream(chosen.file)).catch(
          (error: unknown) => {
            throw usage(`${chosen.file} cannot be read: ${(error as Error).message}`);
          },
        );
        const answer = await context.client.ask<Applied>('POST', '/apply', {
          body: { yaml, dryRun: chosen.dryRun === true, prune: chosen.prune === true },
          timeoutMs: 120_000,
        });
        context.output.data(answer);
        for (const change of answer.changes) {
          context.output.line(`${signs[change.action] ?? '?'} ${change.kind} ${change.name}`);
          for (const { field, before, after } of change.fields)
            context.output.line(
              `    ${field}: ${change.action === 'update' ? `${shown(before)} -> ` : ''}${shown(change.action === 'delete' ? before : after)}`,
            );
        }
        for (const warning of answer.warnings ?? [])
          context.output.warn(typeof warning === 'string' ? warning : JSON.stringify(warning));
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
      }),
    );
  program
    .command('backup <folder>')
    .description('copy database, queue and mail of the running system into an empty folder')
    .addHelpText(
      'after',
      '\nThe key file (secret.key) is not in it: keep that apart.\n\nExample:\n  doorpost backup /backup/2026-12-01',
    )
    .action(
      run(async (context, folder: string) => {
        let done = false;
        let failure: { readonly detail?: string; readonly cure?: string } | null = null;
        await context.client.lines(
          'POST',
          '/backup',
          { body: { folder: resolve(folder) }, timeoutMs: BACKUP_SILENCE_MS },
          (line) => {
            const said = line as { progress?: number; done?: boolean; problem?: { detail?: string; cure?: string } };
            if (said.progress !== undefined) context.output.progress(`backup ${Math.floor(said.progress * 100)} %`);
            if (said.done === true) done = true;
            failure = said.problem ?? failure;
          },
        );
        context.output.progress(null);
        if (!done) {
          const { detail, cure } = (failure ?? {}) as { readonly detail?: string; readonly cure?: string };
          throw new CliFailure(
            detail ?? 'the backup ended before it was whole',
            cure ?? 'see the log, and use an empty folder',
          );
        }
        context.output.data({ folder: resolve(folder), done: true });
        context.output.line(`backup is in ${resolve(folder)}; keep secret.key apart from it`);
      }),
    );
  program
    .command('restore <folder>')
    .description('put a backup into the empty data directory; the server must not be running')
    .addHelpText('after', '\nExample:\n  doorpost restore /backup/2026-12-01 --data /var/lib/doorpost')
    .action(
      run(async (context, folder: string) => {
        const { dataDirectory } = locate(loadRequest(context.shared, context.io));
        const { restoreBackup } = await import('../store/sqlite/restore.ts');
        try {
          await restoreBackup(resolve(folder), dataDirectory);
        } catch (error) {
          throw new CliFailure(
            `not restored: ${(error as Error).message}`,
            'name a folder that `doorpost backup` made, and an empty --data directory',
          );
        }
        context.output.data({ from: resolve(folder), dataDirectory });
        context.output.line(`restored into ${dataDirectory}`);
        context.output.line(
          'Put secret.key (and doorpost.yaml) there too; what had been delivered after the backup goes out again.',
        );
      }),
    );
}

const shown = (value: unknown): string =>
  cellText(cellOf(value)) || (value === null || value === undefined ? 'none' : '""');
