/** How much of the machine other programs used during a measurement, from /proc: a disturbed one is not counted. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { TICKS, treeCpuSeconds } from '../lab/server/measure.ts';

/**
 * The rule, fixed before anything is measured: when others used more than this part of all cores, the measurement is disturbed. It is shown,
 * but left out of its system's medians, and its round out of the case's ratios, unless nothing undisturbed is left of them.
 */
export const MOST_BY_OTHERS = 0.1;

async function busySeconds(): Promise<number> {
  const first = (await readFile('/proc/stat', 'utf8')).split('\n', 1)[0] ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = first
    .split(/\s+/u)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS;
}

/** Call at the end: the part of the machine that was not ours since the beginning. The kernel's own threads are nobody's, so they count as others'. */
export async function watchOthers(): Promise<() => Promise<number>> {
  const startedAt = performance.now();
  const busy = await busySeconds();
  const own = await treeCpuSeconds(process.pid);
  return async () => {
    const seconds = (performance.now() - startedAt) / 1000;
    const others = (await busySeconds()) - busy - ((await treeCpuSeconds(process.pid)) - own);
    return Math.max(0, others / (seconds * availableParallelism()));
  };
}
