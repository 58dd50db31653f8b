/** What a Doorpost weighs and how soon it is there. Absolute figures: nothing here is compared with a peer. */
import { holdConnections, runClient } from './client.ts';
import { type DoorpostOptions, prepareDoorpost, startDoorpost, startPrepared } from './doorpost.ts';
import { fillQueue } from './fill.ts';
import { treeUse } from './measure.ts';
import type { Sink } from './sink.ts';
import { freePort } from './wait.ts';

const MB = 1e6;
const SETTLE_MS = 3_000;
const POLL_MS = 20;
const SCANS = 50;
/** As large as the default limit lets in. */
const SCAN_BYTES = 25 * 1024 * 1024 - 4_096;
const IDLE_CONNECTIONS = 10_000;
const QUEUED = 100_000;

export interface Standing {
  readonly what: string;
  readonly value: number;
}

type Say = (text: string) => void;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function measureMemory(options: DoorpostOptions, sink: Sink, quick: boolean): Promise<Standing[]> {
  const system = await startDoorpost({ ...options, sinkPort: sink.port });
  const rss = async (): Promise<number> => (await treeUse(system.pid)).rssBytes;
  try {
    await pause(SETTLE_MS);
    const idle = await rss();
    const before = sink.received();
    let peak = idle;
    let sending = true;
    const watching = (async () => {
      while (sending || sink.received() - before < SCANS) {
        peak = Math.max(peak, await rss());
        await pause(POLL_MS);
      }
    })();
    await runClient({ port: system.port, sessions: SCANS, messages: SCANS, bytes: SCAN_BYTES });
    sending = false;
    await watching;
    return [
      { what: 'memory idle, RSS', value: idle / MB },
      { what: 'memory beyond idle, 50 messages of 25 MiB at once', value: (peak - idle) / MB },
      { what: 'memory of one idle connection, of 10,000', value: await perConnection(options, quick) },
    ];
  } finally {
    await system.stop();
  }
}

/** KB each, on a server of their own. */
async function perConnection(options: DoorpostOptions, quick: boolean): Promise<number> {
  const system = await startDoorpost({ ...options, folder: `${options.folder}-idle`, port: await freePort() });
  try {
    const count = quick ? IDLE_CONNECTIONS / 10 : IDLE_CONNECTIONS;
    // The first hundred bring what any connection brings: code, caches.
    const first = await holdConnections(system.port, 100);
    await pause(SETTLE_MS);
    const before = (await treeUse(system.pid)).rssBytes;
    const held = await holdConnections(system.port, count);
    await pause(SETTLE_MS);
    const after = (await treeUse(system.pid)).rssBytes;
    await held.end();
    await first.end();
    return (after - before) / count / 1_000;
  } finally {
    await system.stop();
  }
}

/** From exec of node to the first connection that hears a banner; the better of three, as caches are warm on any machine but the first time. */
export async function measureStart(options: DoorpostOptions, quick: boolean, say: Say): Promise<Standing[]> {
  await prepareDoorpost(options);
  const empty = await best(options);
  const queued = quick ? QUEUED / 10 : QUEUED;
  say(`filling a queue with ${queued.toLocaleString('en')} messages`);
  await fillQueue(options.folder, queued, () => {});
  const full = await best(options);
  return [
    { what: 'start to first accepted connection, empty', value: empty / 1_000 },
    { what: 'start to first accepted connection, 100,000 queued', value: full / 1_000 },
  ];
}

async function best(options: DoorpostOptions): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const system = await startPrepared(options);
    least = Math.min(least, system.startMs);
    await system.stop();
  }
  return least;
}
