/** What the kernel knows of one process. Linux only: null elsewhere or when it has ended. */
import { readdir, readFile } from 'node:fs/promises';
import { treeUse } from '../../lab/server/measure.ts';

export interface ProcessUse {
  readonly rssBytes: number;
  /** User and system time up to now. */
  readonly cpuSeconds: number;
  /** Open file descriptors. */
  readonly descriptors: number;
  /** The most that RSS has ever been. */
  readonly peakRssBytes: number;
}

export async function processUse(pid: number): Promise<ProcessUse | null> {
  try {
    const [{ rssBytes, cpuSeconds }, status, descriptors] = await Promise.all([
      treeUse(pid),
      readFile(`/proc/${pid}/status`, 'utf8'),
      readdir(`/proc/${pid}/fd`),
    ]);
    const peakKib = Number(/^VmHWM:\s+(\d+) kB/mu.exec(status)?.[1] ?? 0);
    return { rssBytes, cpuSeconds, descriptors: descriptors.length, peakRssBytes: peakKib * 1024 };
  } catch {
    return null;
  }
}
