/** Copies files while their owners go on working: what vanishes meanwhile was not needed, what was renamed is found again. */
import { bounds } from '../../../base/bounds.ts';
import { constants, copyFile, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../../base/sync-folder.ts';

/** Its kind by its own name, not by that of what a link leads to. null: it is not there. */
async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | null> {
  try {
    const stats = await lstat(path);
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/**
 * Whether it is there. Rejects where it is something else: a link could lead anywhere, and a pipe keeps whoever reads it waiting.
 * @param kind what it has to be, by its own name.
 */
export async function isThere(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  const found = await kindOf(path);
  if (found === null || found === kind) return found !== null;
  throw new Error(
    `${path} is no plain ${kind} (a link, a pipe or something else): this is not as Doorpost made it. Put the ${kind} itself in its place`,
  );
}

/** Copies one file, synced. Returns its octets; null: it is not there (any more). Rejects where it is none. */
export async function copyOne(from: string, to: string): Promise<number | null> {
  if (!(await isThere(from, 'file'))) return null;
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const handle = await open(to, 'r+');
  try {
    await handle.datasync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/** In a Maildir a message keeps its name up to the colon, whatever its flags; `new` is read before `cur`, as messages move that way. */
const messageName = (name: string): string => name.split(':')[0]!;

/**
 * Copies a tree of Maildirs. Messages that are still being written (`tmp`) are left out.
 * Rejects where messages move on faster than they can be followed: what was not copied is not taken to be gone.
 * @param others what is neither file nor folder: mail programs may put it beside their mail; in a backup there is none.
 */
export async function copyMailTree(
  from: string,
  to: string,
  others: 'left out' | 'refused',
  copied: (octets: number) => void,
): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const seen = new Set<string>();
  for (let look = 0, vanished = true; vanished; look++) {
    if (look === bounds.store.copyLooks)
      throw new Error(
        `The mail in ${from} moves on faster than it can be copied: try again when its mailbox is quieter`,
      );
    vanished = false;
    const entries = await readdir(from, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const order = (name: string): number => (name === 'new' ? 0 : name === 'cur' ? 1 : 2);
    entries.sort((a, b) => order(a.name) - order(b.name));
    for (const entry of entries) {
      const name = messageName(entry.name);
      if (seen.has(name)) continue;
      if (entry.isDirectory()) {
        seen.add(name);
        if (entry.name === 'tmp') await mkdir(join(to, 'tmp'), { recursive: true, mode: 0o700 });
        else await copyMailTree(join(from, entry.name), join(to, entry.name), others, copied);
      } else if (entry.isFile()) {
        const octets = await copyOne(join(from, entry.name), join(to, entry.name));
        if (octets === null) vanished = true;
        else {
          seen.add(name);
          copied(octets);
        }
      } else if (others === 'refused') await isThere(join(from, entry.name), 'file');
    }
  }
  await syncFolder(to);
}
