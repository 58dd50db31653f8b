/** One throughput measurement: warm-up, load, and what it took. */
import { generate } from './load.ts';
import type { LoadCase } from './cases.ts';
import { runClient } from './client.ts';
import { watchOthers } from './disturbance.ts';
import { treeUse } from './measure.ts';
import type { Sink } from './sink.ts';
import type { MailSystem } from './system.ts';
import type { PostfixFiles } from './tools.ts';

export interface Throughput {
  readonly messages: number;
  readonly acceptPerSecond: number;
  /** NaN where only accepting is measured. */
  readonly endToEndPerSecond: number;
  readonly cpuPer1000: number;
  /** Part of the machine used by others. */
  readonly others: number;
}

/** A measurement takes at least this long, warm-up not counted. */
const AT_LEAST_S = 5;
const DRAIN_MS = 180_000;
const POLL_MS = 2;

export async function measureThroughput(
  system: MailSystem,
  load: LoadCase,
  sink: Sink,
  files: PostfixFiles | null,
  quick: boolean,
): Promise<Throughput> {
  const warm = await measureOnce(system, load, sink, files, quick ? Math.ceil(load.warmUp / 5) : load.warmUp);
  // The compiler is still warming up then: half as many again.
  const speed = load.acceptOnly ? warm.acceptPerSecond : warm.endToEndPerSecond;
  const wanted = quick ? load.warmUp : Math.ceil(speed * AT_LEAST_S * 1.5);
  return measureOnce(system, load, sink, files, Math.min(load.most, Math.max(wanted, load.sessions)));
}

/** Sends so many messages and waits until the sink has them. Rejects when they do not all come. */
export async function measureOnce(
  system: MailSystem,
  load: LoadCase,
  sink: Sink,
  files: PostfixFiles | null,
  messages: number,
): Promise<Throughput> {
  const others = await watchOthers();
  const before = sink.received();
  const used = (await treeUse(system.pid)).cpuSeconds;
  const started = performance.now();
  const acceptSeconds = await send(system, load, files, messages);
  const until = performance.now() + DRAIN_MS;
  while (load.acceptOnly === undefined && sink.received() - before < messages) {
    if (performance.now() > until)
      throw new Error(`${system.name}: ${sink.received() - before} of ${messages} messages arrived`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    messages,
    acceptPerSecond: messages / acceptSeconds,
    endToEndPerSecond: load.acceptOnly ? Number.NaN : messages / seconds,
    cpuPer1000: (((await treeUse(system.pid)).cpuSeconds - used) / messages) * 1000,
    others: await others(),
  };
}

async function send(system: MailSystem, load: LoadCase, files: PostfixFiles | null, messages: number): Promise<number> {
  if (load.generator === 'classic' && files !== null) return generate(files, system.port, { ...load, messages });
  const { sessions, bytes, kept } = load;
  const { seconds } = await runClient({
    port: system.port,
    sessions,
    messages,
    bytes,
    kept,
    pipelined: load.pipelined === true,
    tls: load.tls !== undefined,
    resume: load.tls === 'resumed',
  });
  return seconds;
}
