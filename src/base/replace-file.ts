/**
 * A small file that is there whole or not at all, also after a power cut: written aside and synced, moved into place, the folder synced.
 */
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** The steps to the disk; a test looks at their order. */
export interface DiskSteps {
  write(file: string, text: string, mode: number | undefined): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  syncFolder(folder: string): Promise<void>;
}

/** `mode`: of the file, whatever the umask leaves of it. Rejects with what the disk said; then the old file stands. */
export async function replaceFile(
  file: string,
  text: string,
  mode?: number,
  disk: DiskSteps = diskSteps,
): Promise<void> {
  const aside = `${file}.new`;
  try {
    await disk.write(aside, text, mode);
    await disk.rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await disk.syncFolder(dirname(file));
}

const diskSteps: DiskSteps = {
  async write(file, text, mode) {
    // A file that an earlier crash left there may be open to others.
    await rm(file, { force: true });
    const handle = await open(file, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename,
  syncFolder,
};
