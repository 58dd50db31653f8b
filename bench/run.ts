/**
 * `npm run bench`: Doorpost and Postfix in turn, round by round, in one run; medians, ratios, and the marks that were set.
 * `--gate COMMIT`: the working tree against a commit. docs/performance.md tells the method and how to read the result.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { caseNamed, FAST_SINK_BYTES, latencyCase, type LoadCase, loadCases, weightName } from './cases.ts';
import { hasCeiling, measureCeiling } from './ceiling.ts';
import { makeCertificate } from '../lab/server/certificate.ts';
import { endChildrenAtExit } from '../lab/server/children.ts';
import { MOST_BY_OTHERS } from './disturbance.ts';
import { growthName, measureGrowth } from './growth.ts';
import { measureLatency } from './latency.ts';
import { thisMachine } from './machine.ts';
import { machineLine, terminalReport, writeDocs } from './report.ts';
import { isDisturbed, type Measurement, rowsOf, verdicts } from './results.ts';
import { type Sink, startClassicSink, startFastSink } from './sink.ts';
import { measureIdleConnections, measureMemory, measureStart, measureWeight, type Standing } from './standing.ts';
import type { MailSystem } from '../lab/server/system.ts';
import { measureThroughput } from './throughput.ts';
import { findPostfix } from './tools.ts';
import { inTurn, lineOf, type BenchParts } from './turns.ts';
import { freePort } from '../lab/ports.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    onto: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
    'no-judge': { type: 'boolean', default: false },
    micro: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    gate: { type: 'string' },
    pairs: { type: 'string', default: '5' },
    'hash-apart': { type: 'boolean', default: false },
    directory: { type: 'boolean', default: false },
    web: { type: 'boolean', default: false },
    size: { type: 'string', default: '1' },
  },
});
const { quick } = options;
if (quick && options['write-docs'])
  throw new Error('what --quick shows is no measurement: it does not go into the docs');
endChildrenAtExit();
if (options.micro) {
  const { microTable, runMicro } = await import('./micro.ts');
  const results = await runMicro();
  process.stdout.write(`${microTable(results)}\n`);
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(results, null, 2));
  process.exit(0);
}
if (options.profile) {
  const { profileCase } = await import('./profile.ts');
  const load = caseNamed(options.only ?? '4 KiB, 20 sessions, kept');
  const messages = Math.min(load.most, load.warmUp * (quick ? 2 : 10));
  process.stdout.write(`${await profileCase(load, { messages, queued: 0, top: 40, keep: null, sample: true })}\n`);
  process.exit(0);
}
if (options.web) {
  const { isWithin, measureWeb, webTable } = await import('./web.ts');
  const figures = await measureWeb((text) => void process.stderr.write(`${text}\n`));
  process.stdout.write(`${webTable(figures)}\n`);
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(figures, null, 2));
  process.exit(options['no-judge'] || figures.every(isWithin) ? 0 : 1);
}
if (options.directory) {
  const { lineOfPhase, measureDirectory } = await import('../lab/directory/measure-directory.ts');
  const { sizedBy } = await import('../lab/directory/directory-objects.ts');
  const folder = join(tmpdir(), `doorpost-bench-${process.pid}`);
  const phases = await measureDirectory({
    folder,
    size: sizedBy(quick ? 0.01 : Number(options.size)),
    say: (text) => void process.stderr.write(`${text}\n`),
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
  process.stdout.write(`${phases.map(lineOfPhase).join('\n')}\n`);
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(phases, null, 2));
  process.exit(0);
}

const rounds = Number(options.rounds);
const wanted = (name: string): boolean => options.only === undefined || name.includes(options.only);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const work = join(tmpdir(), `doorpost-bench-${process.pid}`);
await mkdir(work, { recursive: true, mode: 0o755 });
// Servers that were just told to end may still write a last word.
process.once('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
const found = await findPostfix(join(tmpdir(), 'doorpost-bench-cache'));
const files = 'missing' in found ? null : found;
if ('missing' in found) say(`${found.missing}. Going on without ratios, with a generator of our own.`);
const certificate = await makeCertificate(work);
const machine = await thisMachine(work, files);
say(machineLine(machine));
if (options.gate !== undefined) {
  const { gate, LEAST_PAIRS } = await import('./gate.ts');
  const pairs = Number(options.pairs);
  if (!(pairs >= LEAST_PAIRS)) throw new Error(`--pairs: fewer than ${LEAST_PAIRS} say nothing`);
  const order = { commit: options.gate, pairs, only: options.only, hashApart: options['hash-apart'] };
  process.exit((await gate({ ...order, work, files, certificate, say })) ? 0 : 1);
}
const around: BenchParts = { work, files, certificate, say };
const all: Measurement[] = [];
const failed: string[] = [];

const startedAt = performance.now();
const fast = await startFastSink();
const classic = files === null ? fast : await startClassicSink(files);
try {
  for (let round = 1; round <= rounds; round++) {
    for (const load of loadCases.filter(({ name }) => wanted(name))) {
      if (round === 1 && hasCeiling(load)) {
        const ceiling = await measureCeiling(load, sinkOf(load), files, quick);
        all.push(ceiling);
        say(lineOf(ceiling));
      }
      await compare(round, load.name, await sinkPort(load), (system) => throughput(system, load));
    }
    if (wanted(latencyCase.name))
      await compare(round, latencyCase.name, classic.port, async (system) => ({
        ...(await measureLatency(system, quick)),
      }));
  }
  await standing();
} finally {
  await fast.stop();
  if (classic !== fast) await classic.stop();
  await rm(work, { recursive: true, force: true });
}
await conclude();

async function compare(
  round: number,
  name: string,
  port: number,
  measure: (system: MailSystem) => Promise<Measurement['figures']>,
): Promise<void> {
  const turn = await inTurn(around, round, name, port, measure);
  all.push(...turn.made);
  failed.push(...turn.failed);
}

async function sinkPort(load: LoadCase): Promise<number> {
  if (load.acceptOnly) return freePort(); // nobody listens there
  return sinkOf(load).port;
}

function sinkOf(load: LoadCase): Sink {
  return load.bytes >= FAST_SINK_BYTES ? fast : classic;
}

async function throughput(system: MailSystem, load: LoadCase): Promise<Measurement['figures']> {
  return { ...(await measureThroughput(system, load, sinkOf(load), files, quick)) };
}

/** What is measured once, and not in rounds. */
async function standing(): Promise<void> {
  const make = async (name: string) => ({
    folder: join(work, name),
    port: await freePort(),
    sinkPort: classic.port,
    certificate,
  });
  const note = (standings: readonly Standing[]): void => {
    for (const { what, value } of standings) {
      all.push({ round: 1, name: what, system: 'doorpost', figures: { value }, others: 0 });
      say(`${what}: ${value.toFixed(2)}`);
    }
  };
  if (wanted('memory')) {
    note(await measureMemory(await make('scans'), fast));
    note(await measureIdleConnections(await make('idle')));
  }
  if (wanted(weightName)) {
    const load = caseNamed('4 KiB, 100 sessions, kept');
    await compare(1, weightName, classic.port, (system) => measureWeight(system, load, classic, files));
  }
  if (wanted('start')) note(await measureStart(await make('start'), say));
  if (options.all || options.only === growthName) {
    const load = caseNamed('4 KiB, 20 sessions, kept');
    all.push(...(await measureGrowth(await make('growth'), load, classic, files, quick, say)));
  }
}

async function conclude(): Promise<void> {
  const from = await takeOnto();
  const rows = rowsOf(all);
  const judged = verdicts(all);
  process.stdout.write(`${machineLine(machine)}\n${terminalReport(rows, judged)}\n`);
  const minutes = (performance.now() - startedAt) / 60_000;
  const notes = `${from}${rounds} rounds; ${all.filter(isDisturbed).length} of ${all.length} measurements disturbed by other load (more than ${MOST_BY_OTHERS * 100} % of the machine), ${failed.length} failed.`;
  say([...failed, `${minutes.toFixed(1)} minutes; ${notes}`].join('\n'));
  if (options.json !== undefined)
    await writeFile(
      options.json,
      JSON.stringify({ machine, rounds, quick, measurements: all, rows, judged, failed }, null, 2),
    );
  if (options['write-docs'])
    await writeDocs(fileURLToPath(new URL('../docs/performance.md', import.meta.url)), machine, rows, judged, notes);
  const below = judged.filter((one) => one.verdict === 'below').length;
  if (quick) say('A look, not a measurement: nothing is judged by it.');
  else if (!options['no-judge'] && (below > 0 || failed.length > 0)) {
    say(`${below} marks below their floor, ${failed.length} measurements failed.`);
    process.exitCode = 1;
  }
}

/** What an earlier run measured and this one did not: its cases join the tables, and the page says where they are from. */
async function takeOnto(): Promise<string> {
  if (options.onto === undefined) return '';
  const before = JSON.parse(await readFile(options.onto, 'utf8')) as {
    readonly machine: typeof machine;
    readonly measurements: readonly Measurement[];
  };
  const anew = [...new Set(all.map(({ name }) => name))];
  all.unshift(...before.measurements.filter(({ name }) => !anew.includes(name)));
  return `${anew.join(', ')}: of this version; all else of ${before.machine.doorpost}, the same machine on ${before.machine.date}. `;
}
