/** CPU time of each thread of one process, from /proc: which thread a message costs what. */
import { readdir, readFile } from 'node:fs/promises';
import { TICKS } from '../lab/server/measure.ts';

export interface ThreadTimes {
  readonly id: number;
  readonly name: string;
  readonly userSeconds: number;
  readonly systemSeconds: number;
}

/** Threads that ended are not in it. Rejects when the process is gone. */
export async function threadTimes(pid: number): Promise<readonly ThreadTimes[]> {
  const ids = await readdir(`/proc/${pid}/task`);
  const read = await Promise.all(ids.map((id) => readThread(pid, id)));
  return read.filter((one) => one !== null);
}

async function readThread(pid: number, id: string): Promise<ThreadTimes | null> {
  try {
    const text = await readFile(`/proc/${pid}/task/${id}/stat`, 'utf8');
    const nameEnd = text.lastIndexOf(')'); // a name may hold spaces and parentheses
    const fields = text.slice(nameEnd + 2).split(' ');
    const ticks = (number: number): number => Number(fields[number - 3] ?? 0); // proc(5) counts from 1; we begin at field 3
    return {
      id: Number(id),
      name: text.slice(text.indexOf('(') + 1, nameEnd),
      userSeconds: ticks(14) / TICKS,
      systemSeconds: ticks(15) / TICKS,
    };
  } catch {
    return null; // ended meanwhile
  }
}

/** What the threads used between two looks; one that is new counts from nothing. */
export function used(before: readonly ThreadTimes[], after: readonly ThreadTimes[]): readonly ThreadTimes[] {
  const known = new Map(before.map((one) => [one.id, one]));
  return after.map((one) => ({
    ...one,
    userSeconds: one.userSeconds - (known.get(one.id)?.userSeconds ?? 0),
    systemSeconds: one.systemSeconds - (known.get(one.id)?.systemSeconds ?? 0),
  }));
}
