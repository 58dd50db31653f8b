/** Reads what `node --cpu-prof` wrote: how long each function ran itself, within a span of time. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** V8's format; times in microseconds of the monotonic clock. */
interface CpuProfile {
  readonly startTime: number;
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** Microseconds of the monotonic clock, the same in all processes of a machine. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const monotonicMicros = (): number => Number(process.hrtime.bigint() / 1_000n);

export interface ThreadProfile {
  /** 0: the main thread; others by the number node gave them. */
  readonly thread: number;
  readonly busyMicros: number;
  readonly idleMicros: number;
  /** Own time of each function, longest first; garbage collection and native code are among them. */
  readonly functions: readonly { readonly name: string; readonly micros: number }[];
}

const clone = fileURLToPath(new URL('..', import.meta.url));
/** Not work: the thread waits, or node runs no JavaScript and V8 cannot tell what it does. */
const IDLE = '(idle)';

/** The profiles that the threads of one process left in a folder. */
export async function readProfiles(folder: string, span: Span): Promise<readonly ThreadProfile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
  const read = names.map(async (name) => {
    // CPU.<date>.<time>.<pid>.<thread>.<count>.cpuprofile
    const thread = Number(name.split('.').at(-3));
    return summarise(JSON.parse(await readFile(join(folder, name), 'utf8')) as CpuProfile, thread, span);
  });
  return (await Promise.all(read)).toSorted((a, b) => a.thread - b.thread);
}

function summarise(profile: CpuProfile, thread: number, span: Span): ThreadProfile {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const own = new Map<string, number>();
  let at = profile.startTime;
  for (const [index, node] of profile.samples.entries()) {
    const delta = profile.timeDeltas[index] ?? 0;
    at += delta;
    const frame = frames.get(node);
    if (frame === undefined || at < span.from || at > span.to) continue;
    const name = nameOf(frame);
    own.set(name, (own.get(name) ?? 0) + delta);
  }
  const idleMicros = own.get(IDLE) ?? 0;
  own.delete(IDLE);
  const functions = [...own].map(([name, micros]) => ({ name, micros })).toSorted((a, b) => b.micros - a.micros);
  const busyMicros = functions.reduce((sum, { micros }) => sum + micros, 0);
  return { thread, busyMicros, idleMicros, functions };
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const place = url.startsWith('file:') ? relative(clone, fileURLToPath(url)) : url;
  return `${name}  ${place}:${lineNumber + 1}`;
}
