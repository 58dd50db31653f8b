/** CPU time of a process and all that descends from it, ended children included, read from /proc. */
import { readdir, readFile } from 'node:fs/promises';

/** Kernel clock ticks a second; 100 on every Linux that Node supports. */
export const TICKS = 100;
const NANO = 1e9;
const PAGE_BYTES = 4_096;

interface ProcessTimes {
  readonly parent: number;
  readonly ownSeconds: number;
  /** Of children it has waited for, and theirs. */
  readonly waitedSeconds: number;
  readonly rssBytes: number;
}

async function readProcess(pid: number): Promise<ProcessTimes | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const field = (number: number): number => fields[number - 3] ?? 0; // proc(5) counts from 1; we begin at field 3
    return {
      parent: field(4),
      ownSeconds: (field(14) + field(15)) / TICKS,
      waitedSeconds: (field(16) + field(17)) / TICKS,
      rssBytes: field(24) * PAGE_BYTES,
    };
  } catch {
    return null; // ended meanwhile
  }
}

/**
 * Exact time of the threads alive. Ticks are rounded down for each process: with a hundred young processes that hides a second, which
 * would count as the work of others. 0 where the kernel does not tell.
 */
async function threadSeconds(pid: number): Promise<number> {
  try {
    const threads = await readdir(`/proc/${pid}/task`);
    const texts = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')));
    return texts.reduce((sum, text) => sum + Number(text.split(' ', 1)[0]) / NANO, 0);
  } catch {
    return 0;
  }
}

async function readTree(root: number): Promise<ReadonlyMap<number, ProcessTimes>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const all = new Map<number, ProcessTimes>();
  for (const [pid, times] of await Promise.all(pids.map(async (pid) => [pid, await readProcess(pid)] as const)))
    if (times !== null) all.set(pid, times);
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent)
      if (at === root) return true;
    return false;
  };
  return new Map([...all].filter(([pid]) => belongs(pid)));
}

/** The process and all alive that descend from it. */
export async function treePids(root: number): Promise<readonly number[]> {
  return [...(await readTree(root)).keys()];
}

export interface TreeUse {
  readonly cpuSeconds: number;
  /** Soon read, and a little behind; memory.ts has the exact figure. */
  readonly rssBytes: number;
}

/** What the tree below `root` has used up to now. Descendants that ended are in their parents' times. */
export async function treeUse(root: number): Promise<TreeUse> {
  const tree = [...(await readTree(root))];
  const exact = await Promise.all(tree.map(([pid]) => threadSeconds(pid)));
  let cpuSeconds = 0;
  let rssBytes = 0;
  for (const [at, [, times]] of tree.entries()) {
    // Threads that ended are in the process's ticks alone.
    cpuSeconds += times.waitedSeconds + Math.max(times.ownSeconds, exact[at] ?? 0);
    rssBytes += times.rssBytes;
  }
  return { cpuSeconds, rssBytes };
}

export async function treeCpuSeconds(root: number): Promise<number> {
  return (await treeUse(root)).cpuSeconds;
}
