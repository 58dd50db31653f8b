/** The time of one message, connect to 250, when nothing else is going on but its relaying. */
import { latencyCase } from './cases.ts';
import { runClient } from '../lab/server/client.ts';
import type { MailSystem } from '../lab/server/system.ts';

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export async function measureLatency(system: MailSystem, quick: boolean): Promise<Latency> {
  const order = { port: system.port, timed: true, pauseMs: latencyCase.pauseMs };
  const messages = quick ? latencyCase.quickMessages : latencyCase.messages;
  const untimed = latencyCase.warmUp; // server and client are both cold at first
  const { times } = await runClient({ ...order, untimed, messages: untimed + messages });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
