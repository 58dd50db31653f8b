/** The disks that mail is kept on, as last measured: the spool's, and the mailboxes' where that is another one. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { type DiskFacts, isFull, leastFreeBytes } from '../../policy/delivery/disk.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { createFreeSpace } from '../../store/sqlite/free-space.ts';
import type { Store } from '../../store/store.ts';

export interface DiskStatus extends DiskFacts {
  readonly full: boolean;
}

/** Asking is free: measuring happens beside it. The data directory's is the first, be the spool on it or not. */
export async function mailDisks(
  settings: { readonly dataDirectory: string; readonly minFreeBytes: number | null },
  store: Pick<Store, 'freeBytes'>,
  directory: LiveDirectory,
  clock: Clock,
): Promise<() => readonly DiskFacts[]> {
  const spool = settings.dataDirectory;
  const mail = join(spool, 'mail');
  const own = store.freeBytes() === null ? await createFreeSpace(spool, clock) : null;
  const other = (await isElsewhere(mail, spool)) ? await createFreeSpace(mail, clock) : null;
  return () => {
    const leastBytes = leastFreeBytes(directory.current, settings.minFreeBytes);
    const first = { path: spool, freeBytes: store.freeBytes() ?? own?.() ?? 0, leastBytes };
    return other === null ? [first] : [first, { path: mail, freeBytes: other(), leastBytes }];
  };
}

async function isElsewhere(folder: string, than: string): Promise<boolean> {
  try {
    return (await stat(folder)).dev !== (await stat(than)).dev;
  } catch {
    // Not made yet: then it will be on the same.
    return false;
  }
}

/** The one with the least room. */
export function diskStatus(disks: readonly DiskFacts[]): DiskStatus {
  const room = ({ freeBytes, leastBytes }: DiskFacts): number => freeBytes - leastBytes;
  const fullest = disks.reduce((least, disk) => (room(disk) < room(least) ? disk : least));
  return { ...fullest, full: isFull(fullest) };
}
