/**
 * `npm run bench`: Doorpost and Postfix in turn, round by round, in one run; medians, ratios, and the marks that were set.
 * docs/performance.md tells the method and how to read the result.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FAST_SINK_BYTES, latencyCase, type LoadCase, loadCases } from './cases.ts';
import { makeCertificate } from './certificate.ts';
import { MOST_BY_OTHERS, watchOthers } from './disturbance.ts';
import { startDoorpost } from './doorpost.ts';
import { growthName, measureGrowth } from './growth.ts';
import { measureLatency } from './latency.ts';
import { startPostfix } from './postfix.ts';
import { terminalReport, thisMachine, writeDocs } from './report.ts';
import { type Measurement, rowsOf, verdicts } from './results.ts';
import { type Sink, startClassicSink, startFastSink } from './sink.ts';
import { measureMemory, measureStart } from './standing.ts';
import type { MailSystem } from './system.ts';
import { measureThroughput } from './throughput.ts';
import { findPostfix } from './tools.ts';
import { freePort } from './wait.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
    'no-judge': { type: 'boolean', default: false },
    micro: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
if (options.micro) {
  const { runMicro } = await import('./micro.ts');
  process.stdout.write(`${await runMicro()}\n`);
  process.exit(0);
}
if (options.profile) {
  const { profileCase } = await import('./profile.ts');
  const { only = '4 KiB, 20 sessions, kept' } = options;
  const load = loadCases.find((one) => one.name === only) ?? loadCases.find((one) => one.name.includes(only));
  if (load === undefined) throw new Error(`no case is called "${only}": ${loadCases.map((one) => one.name).join('; ')}`);
  const messages = Math.min(load.most, load.warmUp * (options.quick ? 2 : 10));
  process.stdout.write(`${await profileCase(load, { messages, top: 40, keep: null, sample: true })}\n`);
  process.exit(0);
}

const { quick } = options;
const rounds = Number(options.rounds);
const wanted = (name: string): boolean => options.only === undefined || name.includes(options.only);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const work = join(tmpdir(), `doorpost-bench-${process.pid}`);
await mkdir(work, { recursive: true, mode: 0o755 });
const found = await findPostfix(join(tmpdir(), 'doorpost-bench-cache'));
const files = 'missing' in found ? null : found;
if ('missing' in found) say(`${found.missing}. Going on without ratios, with a generator of our own.`);
const certificate = await makeCertificate(work);
const all: Measurement[] = [];

const startedAt = performance.now();
try {
  const fast = await startFastSink();
  const classic = files === null ? fast : await startClassicSink(files);
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const load of loadCases)
        if (wanted(load.name))
          await inTurn(round, load.name, await sinkPort(load), (system) => throughput(system, load));
      if (wanted(latencyCase.name))
        await inTurn(round, latencyCase.name, classic.port, async (system) => ({
          ...(await measureLatency(system, quick)),
        }));
    }
    await standing(fast, classic);
  } finally {
    await fast.stop();
    if (classic !== fast) await classic.stop();
  }

  async function sinkPort(load: LoadCase): Promise<number> {
    if (load.acceptOnly) return freePort(); // nobody listens there
    return sinkOf(load).port;
  }
  function sinkOf(load: LoadCase): Sink {
    return load.bytes >= FAST_SINK_BYTES ? fast : classic;
  }
  async function throughput(system: MailSystem, load: LoadCase): Promise<Measurement['figures']> {
    const { messages, acceptPerSecond, endToEndPerSecond, cpuPer1000 } = await measureThroughput(
      system,
      load,
      sinkOf(load),
      files,
      quick,
    );
    return { messages, acceptPerSecond, endToEndPerSecond, cpuPer1000 };
  }
  async function standing(fastSink: Sink, classicSink: Sink): Promise<void> {
    const make = async (name: string) => ({
      folder: join(work, name),
      port: await freePort(),
      sinkPort: classicSink.port,
      certificate,
    });
    const note = (what: string, value: number): void => {
      all.push({ round: 1, name: what, system: 'doorpost', figures: { value }, others: 0 });
      say(`${what}: ${value.toFixed(2)}`);
    };
    if (wanted('memory'))
      for (const { what, value } of await measureMemory(await make('memory'), fastSink, quick)) note(what, value);
    if (wanted('start'))
      for (const { what, value } of await measureStart(await make('start'), quick, say)) note(what, value);
    const load = loadCases.find((one) => one.name === '4 KiB, 20 sessions, kept');
    if (load !== undefined && (options.all || options.only === growthName)) {
      const { standing: loss } = await measureGrowth(await make('growth'), load, classicSink, files, say);
      note(loss.what, loss.value);
    }
  }
} finally {
  await rm(work, { recursive: true, force: true });
}

const rows = rowsOf(all);
const judged = verdicts(all);
process.stdout.write(`${terminalReport(rows, judged)}\n`);
const minutes = (performance.now() - startedAt) / 60_000;
const disturbed = all.filter((one) => one.others > MOST_BY_OTHERS).length;
const notes = `${rounds} rounds, ${disturbed} of ${all.length} measurements disturbed by other load (more than ${MOST_BY_OTHERS * 100} % of the machine) and left out.`;
say(`${minutes.toFixed(1)} minutes; ${notes}`);
if (options.json !== undefined)
  await writeFile(
    options.json,
    JSON.stringify({ machine: thisMachine(), quick, measurements: all, rows, judged }, null, 2),
  );
if (options['write-docs'])
  await writeDocs(fileURLToPath(new URL('../docs/performance.md', import.meta.url)), rows, judged, notes);
if (!options['no-judge'] && judged.some((one) => one.verdict === 'below')) process.exitCode = 1;

/** The systems one after another, each started fresh; the order turns from round to round. */
async function inTurn(
  round: number,
  name: string,
  sinkPort: number,
  measure: (system: MailSystem) => Promise<Measurement['figures']>,
): Promise<void> {
  const systems = [
    async () => startDoorpost({ folder: join(work, 'doorpost'), port: await freePort(), sinkPort, certificate }),
    ...(files === null
      ? []
      : [false, true].map((tuned) => async () => {
          const folder = join(work, tuned ? 'postfix-tuned' : 'postfix');
          return startPostfix({ files, folder, port: await freePort(), sinkPort, tuned, certificate });
        })),
  ];
  const first = round % systems.length;
  for (const start of [...systems.slice(first), ...systems.slice(0, first)]) {
    const system = await start();
    try {
      const others = await watchOthers();
      const figures = await measure(system);
      const measurement = { round, name, system: system.name, figures, others: await others() };
      all.push(measurement);
      say(line(measurement));
    } catch (error) {
      say(`round ${round}  ${name}  ${system.name}: ${(error as Error).message}`);
      if (system.name === 'doorpost') throw error;
    } finally {
      await system.stop();
    }
  }
}

function line({ round, name, system, figures, others }: Measurement): string {
  const shown = Object.entries(figures)
    .filter(([, value]) => Number.isFinite(value))
    .map(([figure, value]) => `${figure} ${value?.toFixed(value < 10 ? 2 : 0)}`);
  const disturbed = others > MOST_BY_OTHERS ? `  disturbed (${(others * 100).toFixed(0)} % by others)` : '';
  return `round ${round}  ${name.padEnd(52)} ${system.padEnd(14)} ${shown.join('  ')}${disturbed}`;
}
