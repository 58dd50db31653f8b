/** The table in `docs/operate/protection.md` is made from the one in the code; UPDATE_DOCS=1 writes it. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dispositionTable } from '../../src/screening/disposition.ts';
import { type ActCell, columns, type DispositionRow } from '../../src/screening/table-row.ts';

const page = fileURLToPath(new URL('../../docs/operate/protection.md', import.meta.url));
const BEGIN = '<!-- The table is made from src/screening/: UPDATE_DOCS=1 -->';
const END = '<!-- end of the table -->';

const plain = (act: Exclude<ActCell, readonly unknown[]>): string => act ?? '–';
const cell = (said: ActCell): string =>
  typeof said === 'string' || said === null ? plain(said) : `${plain(said[0])} [${plain(said[1])}]`;

function line(row: DispositionRow): string {
  const spares = [...row.sparing, ...(row.trustsDevices === true ? ['known devices'] : [])];
  const cells = columns.map((column) => cell(row.cells[column]));
  return `| \`${row.name}\` | ${row.fact} | ${cells.join(' | ')} | ${spares.join(', ').replaceAll('-', ' ')} |`;
}

const table = [
  '| check | it applies when | connector | signed in | stranger | stranger in an own name | partner | it spares |',
  '|---|---|---|---|---|---|---|---|',
  ...dispositionTable.map(line),
].join('\n');

test('the page about protection shows the table by which mail is judged', async () => {
  const text = await readFile(page, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const [, after = ''] = rest.split(END);
  const made = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(page, made);
  else assert.equal(text, made);
});
