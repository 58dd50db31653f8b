/**
 * `npm run bench -- --gate COMMIT`: what a message costs in the working tree, against a commit. Both servers run side by side and take turns, pair by
 * pair, so that what the machine does meanwhile meets both; the ratio is taken within each pair, and its median judged.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Table from 'cli-table3';
import { caseNamed, FAST_SINK_BYTES, type LoadCase } from './cases.ts';
import type { Certificate } from '../lab/server/certificate.ts';
import { watchOthers } from './disturbance.ts';
import { startDoorpost } from '../lab/server/doorpost.ts';
import { memoryOf } from '../lab/server/memory.ts';
import { layOut } from './other-tree.ts';
import { median } from './results.ts';
import { type Sink, startClassicSink, startFastSink } from './sink.ts';
import { measureOnce } from './throughput.ts';
import type { PostfixFiles } from './tools.ts';
import { freePort } from '../lab/ports.ts';

/** Above this the working tree costs more than it may. */
const MOST_RATIO = 1.03;
/** A start is short and varies: its bound is no ratio. */
const MOST_MORE_MS = 30;
export const LEAST_PAIRS = 5;
const CASES = ['4 KiB, 20 sessions, kept', '4 KiB, 20 sessions, one message each', '5 MiB, 4 sessions, kept'];
/** Each turn of one side takes about so long: ticks and garbage collections average out. */
const TURN_S = 6;
/** Turns of each side whose cost is not counted: code is compiled, buffers grow. */
const WARM_UPS = 2;
const SETTLE_MS = 5_000;
const MB = 1e6;

export interface GateOrder {
  readonly commit: string;
  readonly pairs: number;
  /** Cases whose name contains it; undefined: all, idle memory, and start. */
  readonly only: string | undefined;
  /** One SHA-256 over a message's content is left out of the working tree's figure, and shown beside it. */
  readonly hashApart: boolean;
  readonly work: string;
  readonly files: PostfixFiles | null;
  readonly certificate: Certificate;
  readonly say: (text: string) => void;
}

/** One figure of both sides, pair by pair. */
interface Compared {
  readonly name: string;
  readonly unit: string;
  readonly pairs: readonly { readonly base: number; readonly tree: number }[];
  /** What one SHA-256 costs, in the same unit; it is taken from the tree's figure. */
  readonly hash: number;
  /** How much more the tree may take, in the same unit; absent: by ratio. */
  readonly mostMore?: number;
}

type Server = Awaited<ReturnType<typeof startDoorpost>>;

interface Sides {
  readonly base: Server;
  readonly tree: Server;
}

/** Prints a table. Resolves with whether nothing costs more than it may. */
export async function gate(order: GateOrder): Promise<boolean> {
  const { say, files } = order;
  const other = await layOut(order.commit, join(order.work, 'other-tree'));
  const fast = await startFastSink();
  const classic = files === null ? fast : await startClassicSink(files);
  const found: Compared[] = [];
  const start = async (sink: Sink): Promise<Sides> => {
    const common = async (name: string) => ({
      folder: join(order.work, name),
      port: await freePort(),
      sinkPort: sink.port,
      certificate: order.certificate,
    });
    const base = await other.start(await common('base'));
    return { base, tree: await startDoorpost(await common('tree')) };
  };
  try {
    for (const load of CASES.map(caseNamed)) {
      if (order.only !== undefined && !load.name.includes(order.only)) continue;
      const sink = load.bytes >= FAST_SINK_BYTES ? fast : classic;
      const sides = await start(sink);
      try {
        found.push(await compareCost(order, load, sides, sink));
      } finally {
        await stop(sides);
      }
    }
    if (order.only === undefined || 'idle memory'.includes(order.only))
      found.push(await compareMemory(order, () => start(classic)));
    if (order.only === undefined || 'start'.includes(order.only))
      found.push(await compareStart(order, () => start(classic)));
  } finally {
    await fast.stop();
    if (classic !== fast) await classic.stop();
  }
  process.stdout.write(`${tableOf(found, other.commit, order.hashApart)}\n`);
  const worse = found.filter(costsMore);
  for (const one of worse)
    say(`${one.name}: ${percent(ratioOf(one))} against ${other.commit}, ${boundOf(one)} is the most.`);
  if (worse.length === 0) say(`Nothing costs more than it may against ${other.commit}.`);
  return worse.length === 0;
}

async function stop({ base, tree }: Sides): Promise<void> {
  await Promise.all([base.stop(), tree.stop()]);
}

async function compareCost(order: GateOrder, load: LoadCase, sides: Sides, sink: Sink): Promise<Compared> {
  const { pairs, say, files } = order;
  const take = async (side: keyof Sides, messages: number) => measureOnce(sides[side], load, sink, files, messages);
  let messages = load.warmUp;
  for (let turn = 0; turn < WARM_UPS; turn++) {
    const { seconds } = await take('base', messages);
    await take('tree', messages);
    messages = Math.min(load.most, Math.max(load.sessions, Math.ceil((messages / seconds) * TURN_S)));
  }
  const made: { base: number; tree: number }[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const others = await watchOthers();
    const first = pair % 2 === 0 ? 'tree' : 'base';
    const second = first === 'tree' ? 'base' : 'tree';
    const cost = { base: 0, tree: 0 };
    for (const side of [first, second] as const) cost[side] = (await take(side, messages)).cpuPer1000;
    made.push(cost);
    const busy = ((await others()) * 100).toFixed(0);
    say(
      `${load.name}  pair ${pair} of ${pairs}: ${cost.base.toFixed(3)} then, ${cost.tree.toFixed(3)} now (others ${busy} %)`,
    );
  }
  const hash = order.hashApart ? hashSeconds(load.bytes) * 1_000 : 0;
  return { name: load.name, unit: 'CPU s per 1,000', pairs: made, hash };
}

/** Every pair is two fresh servers that nobody has spoken to. */
async function compareMemory({ pairs, say }: GateOrder, start: () => Promise<Sides>): Promise<Compared> {
  const made: { base: number; tree: number }[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const sides = await start();
    try {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const weigh = async (system: Server) => (await memoryOf(system.pid)).rssBytes / MB;
      made.push({ base: await weigh(sides.base), tree: await weigh(sides.tree) });
      say(
        `idle memory  pair ${pair} of ${pairs}: ${made.at(-1)!.base.toFixed(1)} then, ${made.at(-1)!.tree.toFixed(1)} now`,
      );
    } finally {
      await stop(sides);
    }
  }
  return { name: 'idle memory', unit: 'RSS, MB', pairs: made, hash: 0 };
}

/** From exec to the first answer, one after the other; the first pair brings files and compiled code into the machine's cache. */
async function compareStart({ pairs, say }: GateOrder, start: () => Promise<Sides>): Promise<Compared> {
  const made: { base: number; tree: number }[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const sides = await start();
    await stop(sides);
    if (pair === 0) continue;
    made.push({ base: sides.base.startMs, tree: sides.tree.startMs });
    const [base, tree] = [sides.base, sides.tree].map(({ startMs }) => startMs.toFixed(0));
    say(`start  pair ${pair} of ${pairs}: ${base} then, ${tree} now`);
  }
  return { name: 'start', unit: 'ms', pairs: made, hash: 0, mostMore: MOST_MORE_MS };
}

/** Median CPU time of one SHA-256 over so many octets. */
function hashSeconds(bytes: number): number {
  const content = Buffer.alloc(bytes, 'a line of a message\r\n');
  const once = (): number => {
    const before = process.cpuUsage();
    const times = Math.max(1, Math.ceil(50_000_000 / bytes));
    for (let time = 0; time < times; time++) createHash('sha256').update(content).digest();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 / times;
  };
  return median(Array.from({ length: 5 }, once));
}

const ratios = ({ pairs, hash }: Compared): readonly number[] => pairs.map(({ base, tree }) => (tree - hash) / base);
const ratioOf = (compared: Compared): number => median(ratios(compared));
const moreOf = ({ pairs }: Compared): number => median(pairs.map(({ base, tree }) => tree - base));
const costsMore = (one: Compared): boolean =>
  one.mostMore === undefined ? ratioOf(one) > MOST_RATIO : moreOf(one) > one.mostMore;
const boundOf = ({ mostMore, unit }: Compared): string =>
  mostMore === undefined ? percent(MOST_RATIO) : `+${mostMore} ${unit}`;
const percent = (ratio: number): string => `${ratio >= 1 ? '+' : ''}${((ratio - 1) * 100).toFixed(1)} %`;

function tableOf(found: readonly Compared[], commit: string, hashApart: boolean): string {
  const table = new Table({
    head: ['', 'unit', commit, 'working tree', ...(hashApart ? ['one hash'] : []), 'median', 'least', 'most', ''],
    style: { head: [], border: [], compact: true },
  });
  for (const one of found) {
    const all = ratios(one);
    table.push([
      one.name,
      one.unit,
      median(one.pairs.map(({ base }) => base)).toFixed(3),
      median(one.pairs.map(({ tree }) => tree)).toFixed(3),
      ...(hashApart ? [one.hash.toFixed(3)] : []),
      percent(ratioOf(one)),
      percent(Math.min(...all)),
      percent(Math.max(...all)),
      costsMore(one) ? 'COSTS MORE' : 'ok',
    ]);
  }
  return table.toString();
}
