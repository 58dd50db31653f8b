/** CPU time of a process and all that descends from it, ended children included, read from /proc. */
import { readdir, readFile } from 'node:fs/promises';

/** Kernel clock ticks a second; 100 on every Linux that Node supports. */
export const TICKS = 100;

interface ProcessTimes {
  readonly parent: number;
  /** Own user and system time, and that of children it has waited for. */
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

async function readProcess(pid: string): Promise<ProcessTimes | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const field = (number: number): number => fields[number - 3] ?? 0; // proc(5) counts from 1; we begin at field 3
    return {
      parent: field(4),
      cpuSeconds: (field(14) + field(15) + field(16) + field(17)) / TICKS,
      rssBytes: field(24) * 4096,
    };
  } catch {
    return null; // ended meanwhile
  }
}

export interface TreeUse {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

/** What the tree below `root` has used up to now. Descendants that ended are in their parents' times. */
export async function treeUse(root: number): Promise<TreeUse> {
  const processes = new Map<number, ProcessTimes>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    const times = await readProcess(name);
    if (times !== null) processes.set(Number(name), times);
  }
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = processes.get(at)?.parent)
      if (at === root) return true;
    return false;
  };
  let cpuSeconds = 0;
  let rssBytes = 0;
  for (const [pid, times] of processes) {
    if (!belongs(pid)) continue;
    cpuSeconds += times.cpuSeconds;
    rssBytes += times.rssBytes;
  }
  return { cpuSeconds, rssBytes };
}
