/**
 * A table that has the width of its terminal. Columns for which there is no room go, the least important first, some of them beneath their row;
 * what is left is cut or wrapped. Without a terminal nothing is cut and nothing goes. Pure.
 */
import { type Cell, cellText } from './cell.ts';

export interface FittedColumn<Row> {
  readonly header: string;
  readonly cell: (row: Row) => Cell;
  /** Characters it is not made narrower than; absent: it is as wide as what it holds. */
  readonly least?: number;
  /** Longer text: cut with an ellipsis, or on several lines. */
  readonly long?: 'cut' | 'wrapped';
  /** The higher, the earlier it goes, together with those of the same number; absent: it stays. */
  readonly goes?: number;
  /** The line that stands beneath its row instead. */
  readonly beneath?: (row: Row) => string;
}

interface FittedTable {
  readonly headers: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly FittedRow[];
  /** Headers of the columns that went. */
  readonly gone: readonly string[];
}

interface FittedRow {
  /** Lines of each cell. */
  readonly cells: readonly (readonly string[])[];
  readonly beneath: readonly string[];
}

const GAP = 2;
const INDENT = 4;
const LEAST_BENEATH = 20;

/** @param width of the terminal; null: as wide as it gets. */
function fitted<Row>(columns: readonly FittedColumn<Row>[], rows: readonly Row[], width: number | null): FittedTable {
  const all = columns.map((column): Laid<Row> => {
    const texts = rows.map((row) => cellText(column.cell(row)));
    const longest = Math.max(column.header.length, ...texts.map(lengthOf));
    return { column, texts, longest, least: Math.min(longest, column.least ?? longest) };
  });
  const { shown, gone } = width === null ? { shown: all, gone: [] } : chosen(all, width);
  const widths = width === null ? shown.map(({ longest }) => longest) : shares(shown, width);
  const beneath = gone.flatMap(({ column }) => column.beneath ?? []);
  return {
    headers: shown.map(({ column }) => column.header),
    widths,
    rows: rows.map((row, index) => ({
      cells: shown.map(({ column, texts }, at) => linesOf(texts[index] ?? '', widths[at] ?? 0, column.long)),
      beneath: beneath
        .map((text) => cellText(text(row)))
        .filter((text) => text !== '')
        .flatMap((text) => wrapped(text, Math.max(LEAST_BENEATH, (width ?? 0) - INDENT))),
    })),
    gone: gone.filter(({ column }) => column.beneath === undefined).map(({ column }) => column.header),
  };
}

interface Chosen<Row> {
  readonly shown: readonly Laid<Row>[];
  readonly gone: readonly Laid<Row>[];
}

function chosen<Row>(all: readonly Laid<Row>[], width: number): Chosen<Row> {
  // A column without a word in it says nothing.
  const said = all.filter(({ texts }) => texts.some((text) => text !== ''));
  const turns = [...new Set(said.flatMap(({ column }) => column.goes ?? []))].sort((a, b) => b - a);
  const fits = (left: readonly Laid<Row>[], as: 'least' | 'longest'): boolean =>
    widthOf(left.map((one) => one[as])) <= width;
  const without = (went: ReadonlySet<number>): readonly Laid<Row>[] =>
    said.filter(({ column }) => column.goes === undefined || !went.has(column.goes));
  const went = new Set<number>();
  for (const turn of turns) if (!fits(without(went), 'least')) went.add(turn);
  // There may be room left over for one that went before a wider one.
  for (const turn of turns.toReversed()) {
    const fewer = new Set([...went].filter((other) => other !== turn));
    if (went.has(turn) && fits(without(fewer), 'longest')) went.delete(turn);
  }
  const shown = without(went);
  return { shown, gone: said.filter((one) => !shown.includes(one)) };
}

interface Laid<Row> {
  readonly column: FittedColumn<Row>;
  readonly texts: readonly string[];
  readonly longest: number;
  readonly least: number;
}

const widthOf = (widths: readonly number[]): number =>
  widths.reduce((sum, each) => sum + each, 0) + GAP * Math.max(0, widths.length - 1);

/** Room beyond the least is shared evenly among those that could use it. */
function shares<Row>(shown: readonly Laid<Row>[], width: number): readonly number[] {
  const widths = shown.map(({ least }) => least);
  let room = width - widthOf(widths);
  while (room > 0) {
    const hungry = shown.flatMap(({ longest }, at) => ((widths[at] ?? 0) < longest ? [at] : []));
    if (hungry.length === 0) break;
    const share = Math.max(1, Math.floor(room / hungry.length));
    for (const at of hungry) {
      const more = Math.min(share, room, (shown[at]?.longest ?? 0) - (widths[at] ?? 0));
      widths[at] = (widths[at] ?? 0) + more;
      room -= more;
    }
  }
  return widths;
}

function linesOf(text: string, width: number, long: FittedColumn<never>['long'] = 'cut'): readonly string[] {
  if (lengthOf(text) <= width) return [text];
  return long === 'wrapped' ? wrapped(text, width) : [`${beginning(text, width - 1)}…`];
}

/** Ideographs, Kana, Hangul, full-width forms and pictures take two columns of a terminal, marks none. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60\uffe0-\uffe6]/u;
const widthOfOne = (character: string): number => (WIDE.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1);

/** In columns of a terminal. */
function lengthOf(text: string): number {
  let length = 0;
  for (const character of text) length += widthOfOne(character);
  return length;
}

/** As much of its beginning as fits; one character at least. */
function beginning(text: string, width: number): string {
  let taken = '';
  let length = 0;
  for (const character of text) {
    length += widthOfOne(character);
    if (length > width && taken !== '') break;
    taken += character;
  }
  return taken;
}

/** At blanks; a word that is too long by itself is divided. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (lengthOf(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (lengthOf(line) > width) {
      const piece = beginning(line, width);
      lines.push(piece);
      line = line.slice(piece.length);
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** The lines of the table, headers first, and the headers of columns that went. */
export function fittedLines<Row>(
  columns: readonly FittedColumn<Row>[],
  rows: readonly Row[],
  width: number | null,
  bold: (text: string) => string,
): { readonly lines: readonly string[]; readonly gone: readonly string[] } {
  const table = fitted(columns, rows, width);
  return { lines: linesOfTable(table, bold), gone: table.gone };
}

function linesOfTable({ headers, widths, rows }: FittedTable, bold: (text: string) => string): readonly string[] {
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, at) =>
        at === cells.length - 1 ? text : text + ' '.repeat(Math.max(0, (widths[at] ?? 0) - lengthOf(text))),
      )
      .join(' '.repeat(GAP))
      .trimEnd();
  return [
    bold(line(headers)),
    ...rows.flatMap(({ cells, beneath }) => {
      const height = Math.max(1, ...cells.map((lines) => lines.length));
      return [
        ...Array.from({ length: height }, (_, at) => line(cells.map((lines) => lines[at] ?? ''))),
        ...beneath.map((text) => `${' '.repeat(INDENT)}${text}`),
      ];
    }),
  ];
}
