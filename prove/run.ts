/**
 * `npm run prove`: puts the promises of docs/reliability.md to the test, one after another.
 * Options: --short (small counts, no times judged), --only G1,G7 or their names alone (`npm run prove -- web`), --json FILE, --write-docs (the table of docs/reliability.md). Ends with 1 when a promise failed, never when one was skipped.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { g13 } from './load/bad-destination.ts';
import { g22 } from './load/clock-jumps.ts';
import { g23 } from './load/descriptors.ts';
import { directory } from './load/directory.ts';
import { g8 } from './load/idle-connections.ts';
import { g14 } from './load/long-queue.ts';
import { g7 } from './load/overload.ts';
import { g9 } from './load/slow-senders.ts';
import { tarpits } from './load/tarpits.ts';
import { g3 } from './loss/commit-failure.ts';
import { g5 } from './loss/conservation.ts';
import { g4 } from './loss/doubles.ts';
import { g6 } from './loss/full-disk.ts';
import { g1 } from './loss/kill.ts';
import { g2 } from './loss/power-cut.ts';
import { stall } from './loss/stalled-disk.ts';
import { g15 } from './loss/terminate.ts';
import { g24 } from './peers/chance.ts';
import { g19 } from './peers/open-relay.ts';
import { g25 } from './peers/secrets.ts';
import { g18 } from './peers/tls-demand.ts';
import { g21 } from './peers/trace.ts';
import { g20 } from './peers/unchanged.ts';
import { engines } from './screen/engines.ts';
import { kept } from './screen/kept.ts';
import { everyPage } from './web/every-page.ts';
import type { Finding, Proof } from './proof.ts';
import { still } from './still/still.ts';
import { writeDocs } from './write-docs.ts';

/** By number. */
// biome-ignore format: one line each
export const proofs: readonly Proof[] = [
  g1,
  g2,
  g3,
  g4,
  g5,
  g6,
  g7,
  g8,
  g9,
  g13,
  g14,
  g15,
  g18,
  g19,
  g20,
  g21,
  g22,
  g23,
  g24,
  g25,
  stall,
  directory,
  tarpits,
  still,
  kept,
  engines,
  everyPage,
];

/** A proof that has not ended by then has failed. */
const DEADLINE_MS = { short: 120_000, long: 40 * 60_000 };
/** After the deadline: for a proof to stop what it started. */
const CLEAN_UP_MS = 10_000;

interface Judged extends Finding {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
  },
});
const length = options.short ? 'short' : 'long';
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());

/** Short: Unix sockets lie below it. */
const work = join(tmpdir(), `doorpost-prove-${process.pid}`);
const wanted = chosen([options.only ?? [], positionals].flat());
const judged: Judged[] = [];
for (const [index, proof] of wanted.entries()) {
  if (stopped.signal.aborted) break;
  say(`${proof.id}  ${proof.title}  (${index + 1} of ${wanted.length})`);
  judged.push(await judge(proof));
}
await rm(work, { recursive: true, force: true });
if (options.json !== undefined)
  await writeFile(
    options.json,
    `${JSON.stringify({ length, at: new Date(), machine: machine(), proofs: judged }, null, 2)}\n`,
  );
if (options['write-docs'] && !stopped.signal.aborted)
  await writeDocs(
    judged,
    proofs.map(({ id }) => id),
    `${new Date().toISOString().slice(0, 10)}, ${length}`,
    machine(),
  );
process.stdout.write(`${report(judged)}\n`);
process.exit(stopped.signal.aborted || judged.some((each) => each.outcome === 'failed') ? 1 : 0);

function chosen(only: readonly string[]): readonly Proof[] {
  if (only.length === 0) return proofs;
  const names = only.flatMap((name) => name.toUpperCase().split(','));
  const unknown = names.filter((name) => !proofs.some((proof) => proof.id === name));
  if (unknown.length > 0) {
    say(`There is no proof ${unknown.join(', ')}. There are: ${proofs.map((proof) => proof.id).join(', ')}`);
    process.exit(2);
  }
  return proofs.filter((proof) => names.includes(proof.id));
}

/** Runs one proof in a folder of its own; an error or a missed deadline is a failure. */
async function judge(proof: Proof): Promise<Judged> {
  const folder = join(work, proof.id);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const startedAt = performance.now();
  const late = AbortSignal.timeout(DEADLINE_MS[length]);
  const signal = AbortSignal.any([stopped.signal, late]);
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  const progress = (text: string): void => say(`  ${seconds().toFixed(0).padStart(4)} s  ${text}`);
  let finding: Finding;
  try {
    finding = await Promise.race([proof.prove({ length, folder, progress, signal }), givenUp(signal)]);
  } catch (error) {
    const reason = stopped.signal.aborted
      ? 'stopped'
      : late.aborted
        ? `not done after ${DEADLINE_MS[length] / 60_000} minutes`
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    finding = { outcome: 'failed', figures: {}, reasons: [reason] };
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const done = { id: proof.id, title: proof.title, seconds: seconds(), ...finding };
  say(`${proof.id}  ${finding.outcome}  ${done.seconds} s`);
  for (const reason of finding.reasons) say(`      ${reason}`);
  return done;
}

function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => void setTimeout(() => reject(new Error('the deadline has passed')), CLEAN_UP_MS).unref();
    signal.addEventListener('abort', giveUp, { once: true });
  });
}

function report(findings: readonly Judged[]): string {
  const table = new Table({
    head: ['', 'promise', 'outcome', 'figures'],
    colWidths: [9, 40, 10, 62],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { id, title, outcome, figures, seconds } of findings)
    table.push([
      id,
      title,
      outcome.toUpperCase(),
      [...Object.entries(figures), ['took s', seconds]].map(([name, value]) => `${name}: ${shown(value)}`).join('\n'),
    ]);
  const lines = [table.toString()];
  for (const outcome of ['skipped', 'failed'] as const)
    for (const each of findings.filter((one) => one.outcome === outcome))
      for (const reason of each.reasons) lines.push(`${each.id} ${outcome}: ${reason}`);
  const count = (outcome: Finding['outcome']): number => findings.filter((each) => each.outcome === outcome).length;
  lines.push(`${count('held')} held, ${count('failed')} failed, ${count('skipped')} skipped (${length}, ${machine()})`);
  return lines.join('\n');
}

function shown(value: number | string | undefined): string {
  return typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 2 }) : (value ?? '');
}

function machine(): string {
  return `node ${process.version}, ${process.platform} ${process.arch}`;
}
