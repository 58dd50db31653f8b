/** Memory of a process and its descendants, from /proc. */
import { readFile, writeFile } from 'node:fs/promises';
import { treePids } from './measure.ts';

export interface Memory {
  readonly rssBytes: number;
  /** Pages shared by several processes count in part for each: what many small processes weigh together. */
  readonly pssBytes: number;
}

const KIB = 1_024;
const kibibytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'mu').exec(text)?.[1] ?? 0) * KIB;

export async function memoryOf(root: number): Promise<Memory> {
  const texts = await Promise.all(
    (await treePids(root)).map((pid) => readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')),
  );
  const sum = (name: string): number => texts.reduce((all, text) => all + kibibytes(text, name), 0);
  return { rssBytes: sum('Rss'), pssBytes: sum('Pss') };
}

/** The kernel's own record of the highest RSS begins anew: nothing between two looks is missed. */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
}

/** Highest RSS of one process since `forgetPeak`. */
export async function peakRssBytes(pid: number): Promise<number> {
  return kibibytes(await readFile(`/proc/${pid}/status`, 'utf8'), 'VmHWM');
}
