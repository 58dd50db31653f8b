/** Throughput of a good lane while more and more messages wait in another. Long: filling a million takes minutes. */
import type { LoadCase } from './cases.ts';
import { type DoorpostOptions, prepareDoorpost, startPrepared } from './doorpost.ts';
import { fillQueue } from './fill.ts';
import type { Sink } from './sink.ts';
import type { Standing } from './standing.ts';
import { measureThroughput } from './throughput.ts';
import type { PostfixFiles } from './tools.ts';

const STEPS = [1_000, 10_000, 100_000, 1_000_000];

export const growthName = 'throughput as the queue grows';

export async function measureGrowth(
  options: DoorpostOptions,
  load: LoadCase,
  sink: Sink,
  files: PostfixFiles | null,
  say: (text: string) => void,
): Promise<{ readonly steps: readonly { queued: number; perSecond: number }[]; readonly standing: Standing }> {
  await prepareDoorpost(options);
  const steps: { queued: number; perSecond: number }[] = [];
  let queued = 0;
  for (const step of STEPS) {
    await fillQueue(options.folder, step - queued, (done) => say(`filling: ${queued + done} of ${step}`));
    queued = step;
    const system = await startPrepared(options);
    try {
      const { endToEndPerSecond } = await measureThroughput(system, load, sink, files, false);
      steps.push({ queued, perSecond: endToEndPerSecond });
      say(`${queued.toLocaleString('en')} queued: ${endToEndPerSecond.toFixed(0)}/s`);
    } finally {
      await system.stop();
    }
  }
  const first = steps[0]?.perSecond ?? Number.NaN;
  const slowest = Math.min(...steps.map((one) => one.perSecond));
  const value = Math.max(0, (1 - slowest / first) * 100);
  return { steps, standing: { what: 'slowest part of throughput as the queue grows to 1,000,000, loss', value } };
}
