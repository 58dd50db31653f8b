/** Installs a backup into a fresh data directory, after checking that it is whole. For the CLI, with no server running on either folder. */
import { access, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bounds } from '../../../base/bounds.ts';
import { readNamedFile } from '../../../base/named-file.ts';
import { syncFolder } from '../../../base/sync-folder.ts';
import { CONFIGURATION, MANIFEST } from './backup.ts';
import { openChannel } from '../channel.ts';
import { CONTENT_NAME } from '../spool/content-files.ts';
import type { ContentOf } from './copy-database.ts';
import { copyMailTree, copyOne, isThere } from './copy-tree.ts';
import type { ReaderCalls } from '../protocol.ts';

/** Files that may be in the target already: put there by hand before the restore. */
const ALLOWED = new Set(['secret.key', CONFIGURATION, 'tls', 'doorpost.lock']);

/** The fate of the configuration file. `kept`: there was one already, and it is as it was. */
export type RestoredConfiguration = 'restored' | 'kept' | 'none';

/**
 * @param configuration where doorpost.yaml goes, unless there is one.
 * Rejects with a sentence for the operator when the backup is incomplete or damaged, has anything but plain files and folders where it is read, or
 * the target holds data.
 */
export async function restoreBackup(
  from: string,
  toFolder: string,
  configuration: string = join(toFolder, CONFIGURATION),
): Promise<RestoredConfiguration> {
  if (!(await isThere(join(from, MANIFEST), 'file')))
    throw new Error(`${from} is no complete backup: ${MANIFEST} is missing, which is written last`);
  await mkdir(toFolder, { recursive: true, mode: 0o700 });
  const inTheWay = (await readdir(toFolder)).filter((name) => !ALLOWED.has(name));
  if (inTheWay.length > 0)
    throw new Error(`The folder ${toFolder} is not empty (${inTheWay.slice(0, 3).join(', ')}): restore into a new one`);
  // Checked where it will be used: the copy on the way is checked too.
  const incoming = join(toFolder, 'doorpost.db.restoring');
  if ((await copyOne(join(from, 'doorpost.db'), incoming)) === null) throw new Error(`${from} has no doorpost.db`);
  const checker = await openChannel<ReaderCalls>('reader/reader-worker', { file: null }, () => {});
  let contents: readonly ContentOf[];
  try {
    contents = await checker.call('check', incoming);
  } finally {
    await checker.close();
  }
  const missing = await missingIn(join(from, MANIFEST));
  const shelves = join(from, 'spool');
  if (contents.length > 0) await isThere(shelves, 'folder');
  for (const { name, queueId } of contents) {
    if (!CONTENT_NAME.test(name))
      throw new Error(
        `The database of the backup names a content file ${JSON.stringify(name)}, which is no name of ours: this is no backup that Doorpost made`,
      );
    if (missing.has(queueId)) continue;
    const shelf = name.slice(-2);
    const to = join(toFolder, 'spool', shelf, name);
    await isThere(join(shelves, shelf), 'folder');
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    if ((await copyOne(join(shelves, shelf, name), to)) === null)
      throw new Error(`The backup lacks the content file ${name} of a queued message`);
    await syncFolder(dirname(to));
  }
  await isThere(join(from, 'mail'), 'folder');
  await copyMailTree(join(from, 'mail'), join(toFolder, 'mail'), 'refused', () => {});
  const restored = await restoreConfiguration(join(from, CONFIGURATION), configuration);
  // Last: a folder with a database is a whole one.
  await rename(incoming, join(toFolder, 'doorpost.db'));
  await syncFolder(toFolder);
  return restored;
}

/** Messages whose content was lost before the backup was made. */
async function missingIn(manifest: string): Promise<ReadonlySet<string>> {
  const { missing } = JSON.parse(String(await readNamedFile(manifest, bounds.store.manifest))) as {
    readonly missing?: unknown;
  };
  return new Set(Array.isArray(missing) ? missing.filter((each) => typeof each === 'string') : []);
}

async function restoreConfiguration(from: string, to: string): Promise<RestoredConfiguration> {
  if (!(await isThere(from, 'file'))) return 'none';
  if (await exists(to)) return 'kept';
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyOne(from, to);
  return 'restored';
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
