/** Puts what was measured into docs/reliability.md, between its markers. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Finding } from './proof.ts';

const page = new URL('../docs/reliability.md', import.meta.url);
const begin = '<!-- results: written by npm run prove -- --write-docs -->';
const end = '<!-- /results -->';

interface Row extends Finding {
  readonly id: string;
  readonly title: string;
}

/** All rows replace the table of before: a run of some proofs leaves some. Throws when the markers are not there. */
export async function writeDocs(rows: readonly Row[], about: string): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error('docs/reliability.md has no markers for its results');
  const lines = rows.map(
    ({ id, title, outcome, figures, reasons }) =>
      `| ${[id, title, outcome, figuresOf(figures, reasons)].map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`,
  );
  const table = [`${about}.`, '', '| | promise | outcome | figures |', '|---|---|---|---|', ...lines].join('\n');
  await writeFile(page, `${text.slice(0, from) + begin}\n\n${table}\n\n${text.slice(to)}`);
}

/** What failed or was skipped says why; the figures come behind. */
function figuresOf(figures: Finding['figures'], reasons: readonly string[]): string {
  const shown = Object.entries(figures).map(([name, value]) => `${name}: ${value.toLocaleString('en')}`);
  return [...reasons.slice(0, 1), ...shown].join('; ');
}
