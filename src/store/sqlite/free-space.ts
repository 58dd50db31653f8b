import { statfs } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';

/** How old a measurement may be before a new one is begun. */
const MEASURE_EVERY_MS = 5_000;

/** Files that can still be made; with fewer nothing counts as free. */
const LEAST_FILES = 100;

/** Free octets of a folder's file system; asking is free, measuring happens beside it. */
export async function createFreeSpace(folder: string, clock: Clock): Promise<() => number> {
  let bytes = 0;
  let measuredAt = 0;
  let measuring = false;
  const measure = async (): Promise<void> => {
    measuring = true;
    measuredAt = clock.monotonic();
    try {
      const info = await statfs(folder);
      // No file can be made without an inode; file systems that have no fixed number of them say 0 of 0.
      bytes = info.files > 0 && info.ffree < LEAST_FILES ? 0 : info.bavail * info.bsize;
    } catch {
      // Kept as it was: a file system that cannot be asked shows itself by failing writes.
    } finally {
      measuring = false;
    }
  };
  await measure();
  return () => {
    if (!measuring && clock.monotonic() - measuredAt >= MEASURE_EVERY_MS) void measure();
    return bytes;
  };
}
