/** Throughput of a good lane while more and more messages wait in another. Long: filling a million takes minutes. */
import type { LoadCase } from './cases.ts';
import { watchOthers } from './disturbance.ts';
import { type DoorpostOptions, prepareDoorpost, startPrepared } from '../lab/server/doorpost.ts';
import { fillQueue } from '../lab/server/fill.ts';
import { type Measurement, median, quietOr } from './results.ts';
import type { Sink } from './sink.ts';
import { measureThroughput } from './throughput.ts';
import type { PostfixFiles } from './tools.ts';
import { lineOf } from './turns.ts';

const STEPS = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_STEPS = [1_000, 10_000];
/** At each step; one alone says too little to tell a slope from chance. */
const SAMPLES = 3;

export const growthName = 'throughput as the queue grows';

/** Measurements of each step, and the loss between the first and the slowest, which only all the steps make. */
export async function measureGrowth(
  options: DoorpostOptions,
  load: LoadCase,
  sink: Sink,
  files: PostfixFiles | null,
  quick: boolean,
  say: (text: string) => void,
): Promise<readonly Measurement[]> {
  await prepareDoorpost(options);
  const steps = quick ? QUICK_STEPS : STEPS;
  const made: Measurement[] = [];
  const speeds: number[] = [];
  let queued = 0;
  for (const step of steps) {
    await fillQueue(options.folder, step - queued, (done) => say(`filling: ${queued + done} of ${step}`));
    queued = step;
    const name = `${growthName}: ${queued.toLocaleString('en')} queued`;
    const system = await startPrepared(options);
    const here: Measurement[] = [];
    try {
      for (let round = 1; round <= SAMPLES; round++) {
        const others = await watchOthers();
        const { acceptPerSecond, endToEndPerSecond, cpuPer1000 } = await measureThroughput(
          system,
          load,
          sink,
          files,
          quick,
        );
        const figures = { acceptPerSecond, endToEndPerSecond, cpuPer1000 };
        here.push({ round, name, system: 'doorpost', figures, others: await others() });
      }
    } finally {
      await system.stop();
    }
    made.push(...here);
    speeds.push(median(quietOr(here).map(({ figures }) => figures.endToEndPerSecond ?? Number.NaN)));
    for (const one of here) say(lineOf(one));
  }
  if (quick) return made;
  const value = Math.max(0, (1 - Math.min(...speeds) / (speeds[0] ?? Number.NaN)) * 100);
  const what = 'slowest part of throughput as the queue grows to 1,000,000, loss';
  return [...made, { round: 1, name: what, system: 'doorpost', figures: { value }, others: 0 }];
}
