/**
 * `npm run bench`: Doorpost and Postfix in turn, round by round, in one run; medians and ratios as a table and as JSON.
 * Options: --rounds N, --quick, --json FILE, --only TEXT. docs/performance.md tells the method and how to read the result.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { startDoorpost } from './doorpost.ts';
import { generate, type LoadCase, type Sink, startSink } from './load.ts';
import { treeUse } from './measure.ts';
import { startPostfix } from './postfix.ts';
import type { MailSystem } from './system.ts';
import { findPostfix, type PostfixFiles } from './tools.ts';
import { freePort } from './wait.ts';

interface Result {
  readonly system: string;
  readonly load: string;
  readonly acceptPerSecond: number;
  readonly endToEndPerSecond: number;
  readonly cpuPer1000: number;
}

const KIB = 1024;
const DRAIN_MS = 180_000;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string' },
  },
});
const scale = options.quick ? 0.2 : 1;
const cases: readonly LoadCase[] = (
  [
    { name: '4 KiB, 1 session, kept', sessions: 1, kept: true, messages: 3_000, bytes: 4 * KIB },
    { name: '4 KiB, 20 sessions, kept', sessions: 20, kept: true, messages: 10_000, bytes: 4 * KIB },
    { name: '4 KiB, 100 sessions, kept', sessions: 100, kept: true, messages: 10_000, bytes: 4 * KIB },
    { name: '4 KiB, 1 session, one message each', sessions: 1, kept: false, messages: 2_000, bytes: 4 * KIB },
    { name: '4 KiB, 20 sessions, one message each', sessions: 20, kept: false, messages: 8_000, bytes: 4 * KIB },
    { name: '4 KiB, 100 sessions, one message each', sessions: 100, kept: false, messages: 8_000, bytes: 4 * KIB },
  ] satisfies LoadCase[]
)
  .map((load) => ({ ...load, messages: Math.ceil(load.messages * scale) }))
  .filter((load) => options.only === undefined || load.name.includes(options.only));

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const work = join(tmpdir(), `doorpost-bench-${process.pid}`);
await mkdir(work, { recursive: true, mode: 0o755 });
const files = await findPostfix(join(tmpdir(), 'doorpost-bench-cache'));
if ('missing' in files) {
  say(`Without Postfix there is no generator either: ${files.missing}`);
  process.exit(1);
}

const sink = await startSink(files, await freePort());
const results: Result[] = [];
try {
  for (let round = 1; round <= Number(options.rounds); round++) {
    for (const load of cases) {
      for (const start of rotated(systems(files, sink), round)) {
        const system = await start();
        try {
          await measure(system, { ...load, messages: Math.min(200, load.messages) }, files, sink); // warm-up
          const result = await measure(system, load, files, sink);
          results.push(result);
          say(
            `round ${round}  ${load.name.padEnd(40)} ${system.name.padEnd(14)} accept ${result.acceptPerSecond.toFixed(0).padStart(6)}/s  end to end ${result.endToEndPerSecond.toFixed(0).padStart(6)}/s  CPU ${result.cpuPer1000.toFixed(2)} s/1,000`,
          );
        } finally {
          await system.stop();
        }
      }
    }
  }
} finally {
  await sink.stop();
  await rm(work, { recursive: true, force: true });
}
report();

function systems(postfix: PostfixFiles, to: Sink): readonly (() => Promise<MailSystem>)[] {
  return [
    async () => startDoorpost({ folder: join(work, 'doorpost'), port: await freePort(), sinkPort: to.port }),
    async () =>
      startPostfix({
        files: postfix,
        folder: join(work, 'postfix'),
        port: await freePort(),
        sinkPort: to.port,
        tuned: false,
      }),
    async () =>
      startPostfix({
        files: postfix,
        folder: join(work, 'postfix-tuned'),
        port: await freePort(),
        sinkPort: to.port,
        tuned: true,
      }),
  ];
}

function rotated<Item>(items: readonly Item[], by: number): readonly Item[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

async function measure(system: MailSystem, load: LoadCase, postfix: PostfixFiles, to: Sink): Promise<Result> {
  const before = to.received();
  const used = (await treeUse(system.pid)).cpuSeconds;
  const started = performance.now();
  const acceptSeconds = await generate(postfix, system.port, load);
  const until = started + acceptSeconds * 1000 + DRAIN_MS;
  while (to.received() - before < load.messages) {
    if (performance.now() > until)
      throw new Error(`${system.name}: ${to.received() - before} of ${load.messages} arrived`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const endToEndSeconds = (performance.now() - started) / 1000;
  const cpuSeconds = (await treeUse(system.pid)).cpuSeconds - used;
  return {
    system: system.name,
    load: load.name,
    acceptPerSecond: load.messages / acceptSeconds,
    endToEndPerSecond: load.messages / endToEndSeconds,
    cpuPer1000: (cpuSeconds / load.messages) * 1000,
  };
}

function report(): void {
  const table = new Table({
    head: ['case', 'system', 'accept/s', 'end to end/s', 'CPU s/1,000', 'speed ratio', 'CPU ratio'],
    style: { head: [], border: [] },
  });
  const summary = cases.flatMap((load) => {
    const of = (system: string): Result[] =>
      results.filter((result) => result.load === load.name && result.system === system);
    const names = [...new Set(results.map((result) => result.system))];
    const rows = names.map((name) => ({
      system: name,
      load: load.name,
      acceptPerSecond: median(of(name).map((result) => result.acceptPerSecond)),
      endToEndPerSecond: median(of(name).map((result) => result.endToEndPerSecond)),
      cpuPer1000: median(of(name).map((result) => result.cpuPer1000)),
    }));
    const peers = rows.filter((row) => row.system !== 'doorpost');
    const fastest = Math.max(...peers.map((row) => row.endToEndPerSecond));
    const leanest = Math.min(...peers.map((row) => row.cpuPer1000));
    return rows.map((row) => ({
      ...row,
      ...(row.system === 'doorpost'
        ? { speedRatio: row.endToEndPerSecond / fastest, cpuRatio: row.cpuPer1000 / leanest }
        : {}),
    }));
  });
  for (const row of summary)
    table.push([
      row.load,
      row.system,
      row.acceptPerSecond.toFixed(0),
      row.endToEndPerSecond.toFixed(0),
      row.cpuPer1000.toFixed(2),
      row.speedRatio?.toFixed(2) ?? '',
      row.cpuRatio?.toFixed(2) ?? '',
    ]);
  process.stdout.write(`${table.toString()}\n`);
  if (options.json !== undefined)
    void writeFile(
      options.json,
      JSON.stringify({ at: new Date().toISOString(), node: process.version, results, summary }, null, 2),
    );
}
