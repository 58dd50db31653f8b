/** Puts what was measured into docs/reliability.md, between its markers. A run of some proofs leaves the rows of the others. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Finding } from './proof.ts';

const page = new URL('../docs/reliability.md', import.meta.url);
const begin = '<!-- results: written by npm run prove -- --write-docs -->';
const end = '<!-- /results -->';

interface Row extends Finding {
  readonly id: string;
  readonly title: string;
}

/**
 * @param order ids of all proofs there are; a row of one that is no more goes.
 * @param when of these rows: day and form.
 * @param where what all rows were measured with.
 * Throws when the markers are not there.
 */
export async function writeDocs(
  rows: readonly Row[],
  order: readonly string[],
  when: string,
  where: string,
): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error('docs/reliability.md has no markers for its results');
  const lines = new Map<string, string>();
  for (const line of text.slice(from, to).split('\n')) {
    const id = /^\| (\w+) \|/u.exec(line)?.[1];
    if (id !== undefined) lines.set(id, line);
  }
  for (const { id, title, outcome, figures, reasons } of rows) {
    const cells = [id, title, outcome, figuresOf(figures, reasons), when];
    lines.set(id, `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`);
  }
  const sorted = order.flatMap((id) => lines.get(id) ?? []);
  const table = [
    `Measured with ${where}.`,
    '',
    '| | promise | outcome | figures | when |',
    '|---|---|---|---|---|',
    ...sorted,
  ];
  await writeFile(page, `${text.slice(0, from) + begin}\n\n${table.join('\n')}\n\n${text.slice(to)}`);
}

/** What failed or was skipped says why; the figures come behind. */
function figuresOf(figures: Finding['figures'], reasons: readonly string[]): string {
  const shown = Object.entries(figures).map(([name, value]) => `${name}: ${value.toLocaleString('en')}`);
  return [...reasons.slice(0, 1), ...shown].join('; ');
}
