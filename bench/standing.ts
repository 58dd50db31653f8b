/** What a system weighs and how soon it is there. But for `measureWeight` absolute figures of Doorpost: nothing is compared with a peer. */
import type { LoadCase } from './cases.ts';
import { holdConnections, runClient } from '../lab/server/client.ts';
import { type DoorpostOptions, prepareDoorpost, startDoorpost, startPrepared } from '../lab/server/doorpost.ts';
import { fillQueue } from '../lab/server/fill.ts';
import { forgetPeak, memoryOf, peakRssBytes } from '../lab/server/memory.ts';
import { type MemoryFigure, median } from './results.ts';
import type { Sink } from './sink.ts';
import type { MailSystem } from '../lab/server/system.ts';
import { measureOnce } from './throughput.ts';
import type { PostfixFiles } from './tools.ts';

const MB = 1e6;
const SETTLE_MS = 3_000;
const POLL_MS = 20;
const RELAY_MS = 300_000;
const SCANS = 50;
/** As large as the default limit lets in. */
const SCAN_BYTES = 25 * 1024 * 1024 - 4_096;
const IDLE_CONNECTIONS = 10_000;
const QUEUED = 100_000;
const STARTS = 5;

export interface Standing {
  readonly what: string;
  readonly value: number;
}

type Say = (text: string) => void;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Of the whole tree of processes: idle, and right after a load, when all it started for that is still there. */
export async function measureWeight(
  system: MailSystem,
  load: LoadCase,
  sink: Sink,
  files: PostfixFiles | null,
): Promise<Record<MemoryFigure, number>> {
  await pause(SETTLE_MS);
  const idle = await memoryOf(system.pid);
  await measureOnce(system, load, sink, files, load.sessions * 50);
  const loaded = await memoryOf(system.pid);
  return {
    idleRssMb: idle.rssBytes / MB,
    idlePssMb: idle.pssBytes / MB,
    loadedRssMb: loaded.rssBytes / MB,
    loadedPssMb: loaded.pssBytes / MB,
  };
}

/** On a server of its own, with the sink that is never the limit. */
export async function measureMemory(options: DoorpostOptions, sink: Sink): Promise<Standing[]> {
  const system = await startDoorpost({ ...options, sinkPort: sink.port });
  try {
    await pause(SETTLE_MS);
    const idle = (await memoryOf(system.pid)).rssBytes;
    await forgetPeak(system.pid);
    const before = sink.received();
    await runClient({ port: system.port, sessions: SCANS, messages: SCANS, bytes: SCAN_BYTES });
    const until = performance.now() + RELAY_MS;
    while (sink.received() - before < SCANS) {
      if (performance.now() > until) throw new Error(`${sink.received() - before} of ${SCANS} scans arrived`);
      await pause(POLL_MS);
    }
    const peak = await peakRssBytes(system.pid);
    return [
      { what: 'memory idle, RSS', value: idle / MB },
      { what: 'memory beyond idle, 50 messages of 25 MiB at once', value: (peak - idle) / MB },
    ];
  } finally {
    await system.stop();
  }
}

/** KB of RSS each, on a server of their own, from many loopback addresses. */
export async function measureIdleConnections(options: DoorpostOptions): Promise<Standing[]> {
  const senderAddresses = Array.from({ length: 52 }, (_, net) => `127.0.${net}.0/24`);
  const system = await startDoorpost({ ...options, senderAddresses });
  try {
    // The first hundred bring what any connection brings: code, caches.
    const first = await holdConnections(system.port, 100);
    await pause(SETTLE_MS);
    const before = (await memoryOf(system.pid)).rssBytes;
    const held = await holdConnections(system.port, IDLE_CONNECTIONS);
    await pause(SETTLE_MS);
    const after = (await memoryOf(system.pid)).rssBytes;
    await held.end();
    await first.end();
    const what = 'memory of one idle connection, of 10,000';
    return [{ what, value: (after - before) / IDLE_CONNECTIONS / 1_000 }];
  } finally {
    await system.stop();
  }
}

/** From exec of `./doorpost` to the first connection that hears a banner. */
export async function measureStart(options: DoorpostOptions, say: Say): Promise<Standing[]> {
  await prepareDoorpost(options);
  const empty = await startSeconds(options);
  say(`filling a queue with ${QUEUED.toLocaleString('en')} messages`);
  await fillQueue(options.folder, QUEUED, () => {});
  const full = await startSeconds(options);
  return [
    { what: 'start to first accepted connection, empty', value: empty },
    { what: 'start to first accepted connection, 100,000 queued', value: full },
  ];
}

/** Median. One start before them is not counted: it brings the files into the machine's cache, and keeps compiled code. */
async function startSeconds(options: DoorpostOptions): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start <= STARTS; start++) {
    const system = await startPrepared(options);
    if (start > 0) times.push(system.startMs / 1_000);
    await system.stop();
  }
  return median(times);
}
