/** A small file system of one server's own: a tmpfs in a mount namespace that ends with it. Filled and freed from outside. */
import { execFile } from 'node:child_process';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Without root a user namespace makes us root of our own mounts, where the machine allows it. */
const namespace = process.getuid?.() === 0 ? ['unshare', '-m'] : ['unshare', '-rm'];
const CHUNK = 64 * 1024;

/** null when this machine allows it; else why not. */
export async function smallDiskMissing(): Promise<string | null> {
  if (process.platform !== 'linux') return 'a small file system can be mounted on Linux only';
  const [command = '', ...args] = namespace;
  try {
    await run(command, [...args, 'sh', '-c', 'mount -t tmpfs -o size=1m none /tmp'], { timeout: 10_000 });
    return null;
  } catch {
    return 'this machine lets us mount nothing: run it as root, or where user namespaces are allowed';
  }
}

/** Put before the server's command: mounts `bytes` at `at`, copies `seed` into it, and becomes the server. */
export const onSmallDisk = (bytes: number, at: string, seed: string): readonly string[] => [
  ...namespace,
  'sh',
  '-c',
  `mount -t tmpfs -o size=${bytes},mode=700 doorpost "$0" && cp -a "$1"/. "$0" && shift && exec "$@"`,
  at,
  seed,
];

export interface SmallDisk {
  freeBytes(): Promise<number>;
  /** Fills it until so much is free; 0: until nothing more fits. */
  fillTo(freeBytes: number): Promise<void>;
  free(): Promise<void>;
}

/** The disk as the process sees it. */
export function smallDiskOf(pid: number, at: string): SmallDisk {
  const folder = join(`/proc/${pid}/root`, at);
  const filler = join(folder, 'filler');
  const freeBytes = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  return {
    freeBytes,
    async fillTo(wanted) {
      await using file = await open(filler, 'a');
      const chunk = Buffer.alloc(CHUNK, 1);
      try {
        for (let free = await freeBytes(); free > wanted; ) {
          const bytes = Math.min(free - wanted, 64 * CHUNK);
          for (let left = bytes; left > 0; left -= CHUNK) await file.write(chunk, 0, Math.min(left, CHUNK));
          free = await freeBytes();
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: () => rm(filler, { force: true }),
  };
}
