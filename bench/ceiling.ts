/** Load straight into the sink, no server between: what generator and sink can do at most, so that they are known not to be what is measured. */
import { ceilingName, type LoadCase } from './cases.ts';
import { watchOthers } from './disturbance.ts';
import type { Measurement } from './results.ts';
import type { Sink } from './sink.ts';
import type { MailSystem } from '../lab/server/system.ts';
import { measureThroughput } from './throughput.ts';
import type { PostfixFiles } from './tools.ts';

/** Sinks speak no TLS, and where no next hop is there is no way to it. */
export const hasCeiling = (load: LoadCase): boolean => load.tls === undefined && !load.acceptOnly;

export async function measureCeiling(
  load: LoadCase,
  sink: Sink,
  files: PostfixFiles | null,
  quick: boolean,
): Promise<Measurement> {
  const system: MailSystem = { name: ceilingName, port: sink.port, pid: 0, stop: () => Promise.resolve() };
  const others = await watchOthers();
  const { messages, seconds, endToEndPerSecond } = await measureThroughput(system, load, sink, files, quick);
  return {
    round: 1,
    name: load.name,
    system: ceilingName,
    figures: { messages, seconds, endToEndPerSecond },
    others: await others(),
  };
}
