/** The tables in `docs/operate/protection.md` are made from those in the code; UPDATE_DOCS=1 writes them. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { abuseTable } from '../../src/screening/abuse.ts';
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

const ABUSE_BEGIN = '<!-- The triggers are made from src/screening/abuse.ts: UPDATE_DOCS=1 -->';
const ABUSE_END = '<!-- end of the triggers -->';

const triggers = [
  '| trigger | what is counted | what follows |',
  '|---|---|---|',
  ...abuseTable.map(({ trigger, fact, acts }) => `| \`${trigger}\` | ${fact} | ${acts} |`),
].join('\n');

async function holds(begin: string, end: string, shown: string): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const [, after = ''] = rest.split(end);
  const made = `${before}${begin}\n\n${shown}\n\n${end}${after}`;
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(page, made);
  else assert.equal(text, made);
}

test('the page about protection shows the table by which mail is judged', () => holds(BEGIN, END, table));

test('the page about protection shows what restricts a sender by itself', () =>
  holds(ABUSE_BEGIN, ABUSE_END, triggers));
