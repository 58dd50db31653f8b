import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCsv, writeCsv } from './csv.ts';

const cellsIn = (text: string) => readCsv(text).rows.map(({ cells }) => cells);

test('what is written is read back as it was, whatever the cells hold', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', "'", '=', '+', ' ', 'a') }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const all = [['name', 'place', 'login'], ...rows];
      // A line of empty cells says nothing, and is left out.
      const kept = all.filter((cells) => cells.some((each) => each.trim() !== ''));
      const read = readCsv(writeCsv(all));
      assert.deepEqual(read.problems, []);
      assert.deepEqual(
        read.rows.map(({ cells }) => cells),
        kept,
      );
    }),
  );
});

test('nor does a formula begin behind what a spreadsheet of another language separates by, and it is read as it was', () => {
  for (const cell of [
    `offer;=cmd|'/C calc'!A0;x`,
    'a;  @x',
    'a\t+1',
    'a;"=1"',
    "a;'=1",
    'a;-1;-2',
    ';=1',
    "a;' =1",
    '=;=',
    'a;plain; -',
  ]) {
    const text = writeCsv([['name'], [cell]]);
    for (const piece of text.split(/[;\t]/u).slice(1)) assert.doesNotMatch(piece.trimStart(), /^"*[=+\-@]/u, text);
    assert.equal(readCsv(`name,more\r\n${writeCsv([[cell, 'x']])}`).rows[1]?.cells[0], cell);
  }
});

test('what a spreadsheet would run as a formula is written behind an apostrophe', () => {
  assert.equal(writeCsv([['=1+1', '+49', '-5', '@a', "'=x", 'x=1']]), "'=1+1,'+49,'-5,'@a,''=x,x=1\r\n");
});

test('fields are parted by what the header uses most, or by what the file says first', () => {
  assert.deepEqual(cellsIn('name;place\na,b;c\n'), [
    ['name', 'place'],
    ['a,b', 'c'],
  ]);
  assert.deepEqual(cellsIn('name\tplace\na;b\tc\n'), [
    ['name', 'place'],
    ['a;b', 'c'],
  ]);
  assert.deepEqual(cellsIn('sep=;\r\nname;place\r\na;b\r\n'), [
    ['name', 'place'],
    ['a', 'b'],
  ]);
  assert.deepEqual(cellsIn('"a,b,c";place\nx;y\n')[1], ['x', 'y']);
});

test('a byte order mark, both line ends and a last line without one are read', () => {
  assert.deepEqual(cellsIn('\u{feff}name,place\r\na,b\nc,d'), [
    ['name', 'place'],
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('a row knows the line it begins in, behind empty lines and cells of several lines', () => {
  const file = readCsv('sep=,\nname,place\n\n"two\nlines",x\n,\nlast,y\n');
  assert.deepEqual(
    file.rows.map(({ line }) => line),
    [2, 4, 7],
  );
});

test('a quotation mark out of place is told with its line and a cure', () => {
  const wrong: readonly [text: string, line: number, message: RegExp][] = [
    ['name\na"b\n', 2, /mark inside a field/u],
    ['name\n\n"a"b\n', 3, /behind a quoted field/u],
    ['name,place\nx,y\n"a,b\nc\n', 3, /does not end/u],
    ['sep=,\nname\nx\na"b\n', 4, /mark inside a field/u],
  ];
  for (const [text, line, message] of wrong) {
    const [problem] = readCsv(text).problems;
    assert.equal(problem?.line, line, text);
    assert.match(problem?.message ?? '', message);
    assert.notEqual(problem?.cure, '');
  }
});

test('a row may have more or fewer cells than the header: its reader says so', () => {
  assert.deepEqual(cellsIn('a,b\n1\n1,2,3\n'), [['a', 'b'], ['1'], ['1', '2', '3']]);
});
