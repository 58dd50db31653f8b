/** The results as tables: for the terminal, and for the docs. */
import { readFile, writeFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { goals, type Judged } from './goals.ts';
import type { Machine } from './machine.ts';
import type { Row } from './results.ts';

const BEGIN = '<!-- results: written by npm run bench -- --write-docs -->';
const END = '<!-- end of results -->';

interface TableText {
  readonly head: readonly string[];
  readonly cells: readonly (readonly string[])[];
}

const shown = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined || !Number.isFinite(value) ? '' : value.toFixed(digits);

const countedOf = ({ counted, made, doubtful }: Row): string =>
  `${counted}/${made}${doubtful ? ' (all disturbed)' : ''}`;

const loadTable = (rows: readonly Row[]): TableText => ({
  head: [
    'case',
    'system',
    'accept/s',
    'end to end/s',
    'CPU s/1,000',
    'p50 ms',
    'p99 ms',
    'speed ratio',
    'CPU ratio',
    'rounds',
  ],
  cells: rows
    .filter(({ figures }) => figures.value === undefined && figures.idleRssMb === undefined)
    .map((row) => [
      row.name,
      row.system,
      shown(row.figures.acceptPerSecond, 0),
      shown(row.figures.endToEndPerSecond, 0),
      shown(row.figures.cpuPer1000, 2),
      shown(row.figures.p50Ms, 1),
      shown(row.figures.p99Ms, 1),
      shown(row.speedRatio, 2),
      shown(row.cpuRatio, 2),
      countedOf(row),
    ]),
});

const memoryTable = (rows: readonly Row[]): TableText => ({
  head: ['memory, MB', 'idle PSS', 'idle RSS', 'PSS after 100 sessions', 'RSS after 100 sessions'],
  cells: rows
    .filter(({ figures }) => figures.idleRssMb !== undefined)
    .map(({ system, figures }) => [
      system,
      shown(figures.idlePssMb, 0),
      shown(figures.idleRssMb, 0),
      shown(figures.loadedPssMb, 0),
      shown(figures.loadedRssMb, 0),
    ]),
});

const WORDS = {
  goal: 'goal reached',
  floor: 'floor reached',
  short: 'goal not reached',
  below: 'BELOW THE FLOOR',
} as const;

const goalTable = (judged: readonly Judged[]): TableText => ({
  head: ['figure', 'measured', 'floor', 'goal', ''],
  cells: judged.map(({ goal, measured, verdict }) => [
    goal.what,
    `${measured.toFixed(2)} ${goal.unit}`,
    goal.floor === null ? '' : `${goal.floor}`,
    goal.goal === null ? '' : `${goal.goal}`,
    goal.goal === null && verdict === 'floor' ? 'reached' : WORDS[verdict],
  ]),
});

export function terminalReport(rows: readonly Row[], judged: readonly Judged[]): string {
  const left = goals.filter((goal) => !judged.some((one) => one.goal === goal)).map((goal) => `  ${goal.what}`);
  return [
    ...[loadTable(rows), memoryTable(rows), goalTable(judged)].filter(({ cells }) => cells.length > 0).map(drawn),
    ...(left.length === 0 ? [] : ['Not measured in this run, so not judged:', ...left]),
  ].join('\n');
}

function drawn({ head, cells }: TableText): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  table.push(...cells.map((line) => [...line]));
  return table.toString();
}

/** One line on where and with what. */
export const machineLine = (machine: Machine): string =>
  `${machine.date}: ${machine.cpu}, ${machine.memoryGb} GiB, Linux ${machine.kernel}, ${machine.fileSystem}, a synced write of 4 KiB ${machine.syncMs.toFixed(2)} ms; Doorpost ${machine.doorpost}, Node ${machine.node}, OpenSSL ${machine.openssl}, Postfix ${machine.postfix ?? 'not had'}`;

/** Puts the tables between the marks of a page. */
export async function writeDocs(
  page: string,
  machine: Machine,
  rows: readonly Row[],
  judged: readonly Judged[],
  notes: string,
): Promise<void> {
  const tables = [goalTable(judged), loadTable(rows), memoryTable(rows)].filter(({ cells }) => cells.length > 0);
  const text = [BEGIN, `Measured ${machineLine(machine)}. ${notes}`, ...tables.map(markdown), END].join('\n\n');
  const before = await readFile(page, 'utf8');
  const from = before.indexOf(BEGIN);
  const to = before.indexOf(END);
  if (from < 0 || to < 0) throw new Error(`${page} lacks the marks "${BEGIN}" and "${END}"`);
  await writeFile(page, before.slice(0, from) + text + before.slice(to + END.length));
}

const markdown = ({ head, cells }: TableText): string =>
  [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
