/** The results as tables: for the terminal, and for the docs. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import Table from 'cli-table3';
import type { Judged } from './goals.ts';
import type { Row } from './results.ts';

const BEGIN = '<!-- results: written by npm run bench -- --write-docs -->';
const END = '<!-- end of results -->';

const shown = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined || !Number.isFinite(value) ? '' : value.toFixed(digits);

const LOAD_HEAD = [
  'case',
  'system',
  'accept/s',
  'end to end/s',
  'CPU s/1,000',
  'p50 ms',
  'p99 ms',
  'speed ratio',
  'CPU ratio',
];

const loadCells = ({ name, system, figures, speedRatio, cpuRatio }: Row): string[] => [
  name,
  system,
  shown(figures.acceptPerSecond, 0),
  shown(figures.endToEndPerSecond, 0),
  shown(figures.cpuPer1000, 2),
  shown(figures.p50Ms, 1),
  shown(figures.p99Ms, 1),
  shown(speedRatio, 2),
  shown(cpuRatio, 2),
];

const GOAL_HEAD = ['figure', 'measured', 'floor', 'goal', ''];
const WORDS = { goal: 'goal reached', floor: 'floor reached', below: 'BELOW THE FLOOR' } as const;

const goalCells = ({ goal, measured, verdict }: Judged): string[] => [
  goal.what,
  `${measured.toFixed(2)} ${goal.unit}`,
  `${goal.floor}`,
  `${goal.goal}`,
  WORDS[verdict],
];

const isLoad = (row: Row): boolean => row.figures.value === undefined;

export function terminalReport(rows: readonly Row[], judged: readonly Judged[]): string {
  const tables: string[] = [];
  const add = (head: string[], cells: readonly string[][]): void => {
    if (cells.length === 0) return;
    const table = new Table({ head, style: { head: [], border: [], compact: true } });
    table.push(...cells);
    tables.push(table.toString());
  };
  add(LOAD_HEAD, rows.filter(isLoad).map(loadCells));
  add(GOAL_HEAD, judged.map(goalCells));
  return tables.join('\n');
}

export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly node: string;
}

export const thisMachine = (): Machine => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
});

/** Puts the tables between the marks of a page. */
export async function writeDocs(
  page: string,
  rows: readonly Row[],
  judged: readonly Judged[],
  notes: string,
): Promise<void> {
  const { date, cpu, memoryGb, kernel, node } = thisMachine();
  const table = (head: readonly string[], cells: readonly string[][]): string =>
    [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
  const text = [
    BEGIN,
    `Measured ${date}: ${cpu}, ${memoryGb} GiB, Linux ${kernel}, Node ${node}. ${notes}`,
    '',
    table(GOAL_HEAD, judged.map(goalCells)),
    '',
    table(LOAD_HEAD, rows.filter(isLoad).map(loadCells)),
    END,
  ].join('\n');
  const before = await readFile(page, 'utf8');
  const from = before.indexOf(BEGIN);
  const to = before.indexOf(END);
  if (from < 0 || to < 0) throw new Error(`${page} lacks the marks "${BEGIN}" and "${END}"`);
  await writeFile(page, before.slice(0, from) + text + before.slice(to + END.length));
}
