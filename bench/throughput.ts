/** One throughput measurement: warm-up, load, and what it took. */
import type { LoadCase } from './cases.ts';
import { runClient } from '../lab/server/client.ts';
import { generate } from './load.ts';
import { treeCpuSeconds } from '../lab/server/measure.ts';
import type { Sink } from './sink.ts';
import type { MailSystem } from '../lab/server/system.ts';
import type { PostfixFiles } from './tools.ts';

export interface Throughput {
  readonly messages: number;
  readonly seconds: number;
  readonly acceptPerSecond: number;
  /** NaN where only accepting is measured. */
  readonly endToEndPerSecond: number;
  readonly cpuPer1000: number;
}

/** A measurement takes at least this long, warm-up not counted. */
const AT_LEAST_S = 5;
/** The speed found so far is that of a system still warming up, or one that rests a little: some more are sent than it says. */
const MARGIN = 1.3;
/** Warm-ups, each as long as the speed found before it says, before a measurement is taken as it is. */
const MOST_WARM_UPS = 3;
const DRAIN_MS = 180_000;
const POLL_MS = 2;

export async function measureThroughput(
  system: MailSystem,
  load: LoadCase,
  sink: Sink,
  files: PostfixFiles | null,
  quick: boolean,
): Promise<Throughput> {
  const send = (messages: number): Promise<Throughput> => measureOnce(system, load, sink, files, messages);
  if (quick) {
    await send(Math.ceil(load.warmUp / 5));
    return send(load.warmUp);
  }
  let messages = load.warmUp;
  let last = await send(messages);
  for (let warmUps = 1; warmUps <= MOST_WARM_UPS; warmUps++) {
    const enough = Math.ceil((messages / last.seconds) * AT_LEAST_S * MARGIN);
    messages = Math.min(load.most, Math.max(enough, load.sessions));
    last = await send(messages);
    if (last.seconds >= AT_LEAST_S || messages === load.most) break;
  }
  return last;
}

/** Sends so many messages and waits until the sink has them. Rejects when they do not all come, or others come too: those would be counted. */
export async function measureOnce(
  system: MailSystem,
  load: LoadCase,
  sink: Sink,
  files: PostfixFiles | null,
  messages: number,
): Promise<Throughput> {
  const before = sink.received();
  const used = await treeCpuSeconds(system.pid);
  const started = performance.now();
  const acceptSeconds = await send(system, load, files, messages);
  const until = performance.now() + DRAIN_MS;
  while (load.acceptOnly === undefined && sink.received() - before < messages) {
    if (performance.now() > until)
      throw new Error(`${system.name}: ${sink.received() - before} of ${messages} messages arrived`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  if (sink.received() - before > messages)
    throw new Error(`${system.name}: ${sink.received() - before} messages arrived, ${messages} were sent`);
  const seconds = load.acceptOnly ? acceptSeconds : (performance.now() - started) / 1000;
  return {
    messages,
    seconds,
    acceptPerSecond: messages / acceptSeconds,
    endToEndPerSecond: load.acceptOnly ? Number.NaN : messages / seconds,
    cpuPer1000: (((await treeCpuSeconds(system.pid)) - used) / messages) * 1000,
  };
}

async function send(system: MailSystem, load: LoadCase, files: PostfixFiles | null, messages: number): Promise<number> {
  if (load.generator === 'classic' && files !== null) return generate(files, system.port, { ...load, messages });
  const { sessions, bytes, kept } = load;
  const resume = load.tls === 'resumed';
  const { seconds, resumed } = await runClient({
    port: system.port,
    sessions,
    messages,
    bytes,
    kept,
    pipelined: load.pipelined === true,
    tls: load.tls !== undefined,
    resume,
  });
  // Each session's first connection has no ticket yet.
  if (resume && resumed < messages - 2 * sessions)
    throw new Error(`${system.name}: only ${resumed} of ${messages} TLS sessions were resumed`);
  return seconds;
}
