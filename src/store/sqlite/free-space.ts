import { statfs } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';

/** How old a measurement may be before a new one is begun. */
const MEASURE_EVERY_MS = 5_000;

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
      bytes = info.bavail * info.bsize;
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
