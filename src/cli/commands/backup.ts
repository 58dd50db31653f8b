/** backup and restore: everything as a folder. */
import { bounds } from '../../base/bounds.ts';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { createIdSource } from '../../base/id.ts';
import { silentLog } from '../../base/log.ts';
import { systemRandom } from '../../base/random.ts';
import { systemClock } from '../../base/system-clock.ts';
import { loadSettings, locate } from '../../config/load.ts';
import { problemText } from '../../config/problem.ts';
import type { Run } from './collection.ts';
import { type Context, loadRequest } from '../context.ts';
import { house } from '../../admin/contracts/house.ts';
import { follow } from '../client/follow.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { curePhrase } from '../../texts/remedy.ts';
import { requireOwner } from '../serve/data-place.ts';
import { CliFailure } from '../terminal/failure.ts';

export function addBackup(program: Command, run: Run): void {
  program
    .command('backup <folder>')
    .description('copy database, queue, mail and doorpost.yaml of the running system into an empty folder')
    .addHelpText(
      'after',
      `
The server writes it, so its user must be allowed to. secret.key and certificate files are not in it: keep them apart.

Example:
  doorpost backup /var/backups/doorpost/2026-12-01`,
    )
    .action(run((context, folder: string) => backup(context, resolve(folder))));
  program
    .command('restore <folder>')
    .description('put a backup into the empty data directory; the server must not be running')
    .option('--hold', 'hold the restored queue, so that the first start delivers nothing of it')
    .addHelpText(
      'after',
      '\nExample:\n  doorpost restore /var/backups/doorpost/2026-12-01 --data /var/lib/doorpost --hold',
    )
    .action(
      run((context, folder: string, chosen: { hold?: boolean }) =>
        restore(context, resolve(folder), chosen.hold === true),
      ),
    );
}

async function backup(context: Context, folder: string): Promise<void> {
  const { output } = context;
  const said = { body: { folder }, timeoutMs: bounds.cli.backupSilence };
  const otherwise = { message: 'the backup ended before it was whole', cure: 'see the log, and use an empty folder' };
  const { missing = [] } = await follow(context, house.backup, said, { otherwise }, ({ progress }) =>
    output.progress(`backup ${Math.floor(progress * 100)} %`),
  );
  output.data({ folder, done: true, missing });
  if (missing.length > 0)
    output.warn(
      say`the content of ${missing.length === 1 ? 'one queued message' : `${missing.length} queued messages`} is lost, everything else is in the backup: ${missing.slice(0, bounds.cli.lostNamed).join(', ')}${missing.length > bounds.cli.lostNamed ? ', ...' : ''}. Ask their senders to send again: \`${command`queue show <id>`}\` names them`,
    );
  output.line(`backup is in ${folder}; keep secret.key and certificate files apart from it`);
}

async function restore({ io, shared, output }: Context, folder: string, hold: boolean): Promise<void> {
  const request = loadRequest(shared, io);
  const { dataDirectory, file } = locate(request);
  const there = statSync(dataDirectory, { throwIfNoEntry: false });
  if (there !== undefined) requireOwner(dataDirectory, there.uid);
  const { restoreBackup } = await import('../../store/sqlite/backup/restore.ts');
  const configuration = await restoreBackup(folder, dataDirectory, file).catch((error: unknown) => {
    throw new CliFailure(
      `not restored: ${(error as Error).message}`,
      'name the folder of a backup, and an empty --data directory',
    );
  });
  const held = hold ? await holdAll(dataDirectory) : null;
  const keyFile = join(dataDirectory, 'secret.key');
  const keyIsThere = existsSync(keyFile);
  const settings = loadSettings({ ...request, dataDirectory });

  output.data({ from: folder, dataDirectory, configuration, held, keyFile: keyIsThere });
  output.line(`restored into ${dataDirectory}`);
  if (configuration === 'restored') output.line(`  ${file} restored`);
  if (configuration === 'kept')
    output.line(`  ${file} was there and is as it was; that of the backup is ${join(folder, 'doorpost.yaml')}`);
  if (configuration === 'none')
    output.line(`  no doorpost.yaml in the backup: settings came from the environment, or write ${file}`);
  output.hint(
    held === null
      ? say`  what was queued at the time of the backup is sent at the next start, also what has been delivered since (--hold keeps it)`
      : say`  ${held} waiting recipients paused: \`${command`queue list --held`}\`, then \`${command`queue release --all`}\``,
  );
  if (!keyIsThere)
    output.warn(`there is no ${keyFile}: put the one kept apart there (mode 0600) before the first start`);
  if (!settings.ok && configuration !== 'none')
    for (const problem of settings.problems) output.warn(say`${problemText(problem)}. Cure: ${curePhrase(problem)}`);
}

/** How many recipients. The store is opened as a server would: of an older version, it is brought up to date. */
async function holdAll(folder: string): Promise<number> {
  const { openStore } = await import('../../store/sqlite/open-store.ts');
  const ids = createIdSource(systemClock, systemRandom);
  const store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
  try {
    const now = systemClock.now();
    const held = await store.spool.steer({}, { verb: 'hold' }, 'restore', now);
    const after = { held };
    await store.directory.note({
      at: now,
      actor: 'restore',
      kind: 'queue',
      id: 'hold',
      name: 'hold all',
      before: null,
      after,
    });
    return held;
  } finally {
    await store[Symbol.asyncDispose]();
  }
}
