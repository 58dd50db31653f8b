/**
 * A consistent copy of a running store. The order is the guarantee: no content file is removed from now on; one snapshot of the
 * database; the content files that snapshot refers to; then the mailboxes, so that whatever the snapshot calls delivered is in
 * them; the configuration file. The key file is not in it: it is kept apart, or the sealed secrets would be open to whoever finds the copy.
 */
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { QueueId } from '../../../base/id.ts';
import { syncFolder } from '../../../base/sync-folder.ts';
import { checkedContent } from '../../checked-content.ts';
import { type BackupOutcome, ContentDamaged } from '../../store.ts';
import { openChannel } from '../channel.ts';
import type { ContentFiles } from '../spool/content-files.ts';
import type { ContentOf } from './copy-database.ts';
import { copyMailTree, copyOne } from './copy-tree.ts';
import type { ReaderCalls } from '../protocol.ts';

/** Written last: a folder without it is no complete backup. */
export const MANIFEST = 'backup.json';
export const CONFIGURATION = 'doorpost.yaml';

const READ_BYTES = 256 * 1024;
/** Shares of the whole that progress gives to the database, the content files and the mailboxes. */
const DATABASE_SHARE = 0.4;
const CONTENT_SHARE = 0.8;

interface BackupParts {
  readonly folder: string;
  readonly target: string;
  readonly files: ContentFiles;
  readonly file: string;
  /** doorpost.yaml, wherever it is; null: there is none. */
  readonly configuration: string | null;
  readonly progress: (done: number) => void;
  /** Ends it early: the copy is then no backup. */
  readonly stopping: AbortSignal | undefined;
}

/** Rejects with a sentence for the operator when the target is not empty or cannot be written. */
export async function backup(parts: BackupParts): Promise<BackupOutcome> {
  const { folder, target, files, file, configuration, stopping } = parts;
  await openTarget(target);
  const progress = (done: number): void => {
    if (stopping?.aborted === true) throw brokenOff(target);
    parts.progress(done);
  };
  progress(0);
  const letGo = files.keep();
  try {
    const copy = join(target, 'doorpost.db');
    const contents = await copyDatabase(file, copy, target, stopping);
    let octets = await syncFile(copy);
    progress(DATABASE_SHARE);
    const missing: QueueId[] = [];
    let done = 0;
    for (const content of contents) {
      const { name, queueId } = content;
      const to = join(target, 'spool', name.slice(-2), name);
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      const size = await copyOne(files.pathOf(name), to);
      octets += size ?? 0;
      if (size === null || !(await isWhole(content, to))) missing.push(queueId);
      progress(DATABASE_SHARE + ((CONTENT_SHARE - DATABASE_SHARE) * ++done) / contents.length);
    }
    await syncShelves(join(target, 'spool'));
    progress(CONTENT_SHARE);
    let messages = 0;
    await copyMailTree(join(folder, 'mail'), join(target, 'mail'), 'left out', (size) => {
      octets += size;
      // How many there are is not known beforehand: ever closer to the end.
      messages++;
      progress(1 - (1 - CONTENT_SHARE) / (1 + messages / 1_000));
    });
    // Its place is the administrator's to choose, and may be a link.
    const settings = configuration === null ? null : await realpath(configuration).catch(() => null);
    if (settings !== null) await copyOne(settings, join(target, CONFIGURATION));
    const manifest = { format: 1, contentFiles: contents.length - missing.length, mailboxFiles: messages, missing };
    await writeFile(join(target, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    await syncFolder(target);
    progress(1);
    return { missing, octets };
  } finally {
    await letGo();
  }
}

/** Compares the copy with what was accepted. A damaged copy stays in the backup, for a person to look at. */
async function isWhole(content: ContentOf, copy: string): Promise<boolean> {
  const octets = createReadStream(copy, { highWaterMark: READ_BYTES }) as AsyncIterable<Uint8Array>;
  try {
    for await (const _ of checkedContent(content, octets));
    return true;
  } catch (error) {
    if (error instanceof ContentDamaged) return false;
    throw error;
  }
}

async function openTarget(target: string): Promise<void> {
  // Its parent must be there: making parents never ends where nothing can be made, such as in /proc.
  const present = await mkdir(target, { mode: 0o700 })
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    })
    .then(() => access(target, constants.W_OK))
    .then(() => readdir(target))
    .catch((error: NodeJS.ErrnoException) => {
      throw new Error(
        `The server cannot write to ${target} (${error.code ?? error.message}): name a new folder in one that is there and that its user may write to; under systemd ReadWritePaths of the unit must have it`,
      );
    });
  if (present.length > 0) throw new Error(`The folder ${target} is not empty: name an empty or new one`);
}

/** On a thread of its own: searches go on meanwhile, and it can be ended at once. */
async function copyDatabase(
  file: string,
  copy: string,
  target: string,
  stopping: AbortSignal | undefined,
): Promise<readonly ContentOf[]> {
  const copier = await openChannel<ReaderCalls>('reader/reader-worker', { file }, () => {});
  const stop = (): void => void copier.breakOff();
  stopping?.addEventListener('abort', stop, { once: true });
  try {
    if (stopping?.aborted === true) throw brokenOff(target);
    return await copier.call('copyInto', copy);
  } catch (error) {
    throw stopping?.aborted === true ? brokenOff(target) : error;
  } finally {
    stopping?.removeEventListener('abort', stop);
    await copier.close();
  }
}

const brokenOff = (target: string): Error =>
  new Error(`The server is stopping: the copy in ${target} is not whole, remove it`);

/** Returns its octets. */
async function syncFile(file: string): Promise<number> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

async function syncShelves(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const shelf of await readdir(folder)) await syncFolder(join(folder, shelf));
  await syncFolder(folder);
}
