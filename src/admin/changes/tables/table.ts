/**
 * Objects of a kind as a table: one a line, by name. A column that is missing says nothing of its field; an empty cell is what a new object has.
 * Several values stand in one cell with `;` or a line end between them (`\;` is one that belongs to a value), and where none holds blanks also
 * with blanks, `,` or `|`. Promises: everything that is wrong is told at once, by line and column; what goes out comes back as it was. Pure.
 */
import { z } from 'zod';
import { bounds } from '../../../base/bounds.ts';
import { type FieldProblem, fieldProblems } from '../../../config/schema-problems.ts';
import { suggest } from '../../../config/suggest.ts';
import { type CsvRow, readCsv, writeCsv } from '../../../directory/file/csv.ts';
import {
  cellOf,
  columnsOfTable,
  type FieldColumn,
  isStandard,
  valueOfCell,
} from '../../../directory/file/field-cells.ts';
import type { FieldsOf } from '../../../directory/fields/forms.ts';

export interface Table<Shape extends z.ZodRawShape, Key extends keyof Shape & string> {
  readonly shape: Shape;
  /** The field by which an object is found, without case. */
  readonly key: Key;
  readonly columns: readonly FieldColumn[];
  /** `devices` */
  readonly plural: string;
}

/** The fields that one line says of one object. */
export interface TableRow<Fields> {
  readonly line: number;
  readonly fields: Fields;
}

export type RowFields<Shape extends z.ZodRawShape, Key extends keyof Shape> = Partial<FieldsOf<Shape>> &
  Pick<FieldsOf<Shape>, Key>;

export type TableRead<Fields> =
  | { readonly rows: readonly TableRow<Fields>[] }
  | { readonly problems: readonly FieldProblem[] };

export const tableOf = <Shape extends z.ZodRawShape, Key extends keyof Shape & string>(
  plural: string,
  key: Key,
  shape: Shape,
): Table<Shape, Key> => ({ plural, key, shape, columns: columnsOfTable(shape) });

const namesOf = (columns: readonly FieldColumn[]): readonly string[] => columns.map(({ name }) => name);

/** @param objects in any order; fields that they lack are empty cells. */
export function writeTable<Shape extends z.ZodRawShape, Key extends keyof Shape & string>(
  { columns, key }: Table<Shape, Key>,
  objects: readonly (Partial<FieldsOf<Shape>> & { readonly [Name in Key]: string })[],
): string {
  const sorted = objects.toSorted((a, b) => (a[key] < b[key] ? -1 : 1));
  const cells = sorted.map((object) => columns.map((column) => cellOf(column, valueAt(object, column.path))));
  return writeCsv([namesOf(columns), ...cells]);
}

const valueAt = (object: object, [field, below]: FieldColumn['path']): unknown => {
  const value = (object as Readonly<Record<string, unknown>>)[field];
  return below === undefined ? value : ((value ?? {}) as Readonly<Record<string, unknown>>)[below];
};

/** All problems at once, each with its line and column; the first of very many. */
export function readTable<Shape extends z.ZodRawShape, Key extends keyof Shape & string>(
  table: Table<Shape, Key>,
  text: string,
): TableRead<RowFields<Shape, Key>> {
  const file = readCsv(text);
  const problems: FieldProblem[] = file.problems.map(({ line, ...problem }) => ({ path: `line ${line}`, ...problem }));
  const [header, ...body] = file.rows;
  if (header === undefined || file.problems.length > 0)
    return { problems: problems.length > 0 ? problems : [noHeader(table, 1)] };
  const named = header.cells.map((cell) => cell.trim().toLowerCase());
  problems.push(...headerProblems(table, header, named));
  if (problems.length > 0) return { problems };
  if (body.length > bounds.admin.tableRows)
    return {
      problems: [
        {
          path: '',
          message: `more than ${bounds.admin.tableRows} ${table.plural}`,
          cure: 'import them in several files',
        },
      ],
    };
  return readRows(table, named, body);
}

function readRows<Shape extends z.ZodRawShape, Key extends keyof Shape & string>(
  table: Table<Shape, Key>,
  named: readonly string[],
  body: readonly CsvRow[],
): TableRead<RowFields<Shape, Key>> {
  const problems: FieldProblem[] = [];
  const rows: TableRow<RowFields<Shape, Key>>[] = [];
  const firstLines = new Map<string, number>();
  const key = table.shape[table.key];
  const form = z
    .strictObject(table.shape)
    .partial()
    .extend({ [table.key]: key });
  for (const row of body) {
    const read = readRow(table, form, row, named);
    if ('problems' in read) {
      problems.push(...read.problems);
      continue;
    }
    const name = String((read.fields as Readonly<Record<string, unknown>>)[table.key]);
    const first = firstLines.get(name.toLowerCase());
    if (first !== undefined)
      problems.push({
        path: `line ${row.line}: ${columnOf(table, table.key)}`,
        message: `${name} stands in line ${first} already`,
        cure: 'take one of them out',
      });
    firstLines.set(name.toLowerCase(), first ?? row.line);
    rows.push({ line: row.line, fields: read.fields as RowFields<Shape, Key> });
  }
  return problems.length > 0 ? { problems: problems.slice(0, bounds.admin.rowProblems) } : { rows };
}

const noHeader = ({ columns, key }: AnyTable, line: number): FieldProblem => ({
  path: `line ${line}`,
  message: `the first line must name the columns, "${key}" among them`,
  cure: `begin the file with: ${namesOf(columns).join(',')}`,
});

/** The part of a table that does not depend on what stands in it. */
export interface AnyTable {
  readonly columns: readonly FieldColumn[];
  readonly key: string;
}

function headerProblems(table: AnyTable, header: CsvRow, named: readonly string[]): readonly FieldProblem[] {
  const path = `line ${header.line}`;
  const known = namesOf(table.columns);
  if (!named.includes(table.key)) return [noHeader(table, header.line)];
  return named.flatMap((column, index) => {
    if (named.indexOf(column) !== index)
      return [{ path, message: `the column "${column}" stands there twice`, cure: 'take one of them out' }];
    if (known.includes(column)) return [];
    const near = suggest(column, known);
    return [
      {
        path,
        message: `there is no column "${column.slice(0, bounds.admin.columnShown)}"`,
        cure: near === null ? `columns are ${known.join(', ')}` : `did you mean ${near}?`,
      },
    ];
  });
}

function readRow(
  table: AnyTable,
  form: z.ZodType,
  { line, cells }: CsvRow,
  header: readonly string[],
): { readonly fields: unknown } | { readonly problems: readonly FieldProblem[] } {
  if (cells.length !== header.length)
    return {
      problems: [
        {
          path: `line ${line}`,
          message: `${cells.length} fields where the header names ${header.length}`,
          cure: 'quote fields that hold a separator, and write empty ones too',
        },
      ],
    };
  const checked = form.safeParse(saidIn(table, header, cells));
  if (checked.success) return { fields: checked.data };
  return { problems: fieldProblems(checked.error).map((problem) => atLine(table, line, problem)) };
}

/** A problem of a field, by the line and the column it stands in. */
export const atLine = <Told extends FieldProblem>(table: AnyTable, line: number, problem: Told): Told => ({
  ...problem,
  path: problem.path === '' ? `line ${line}` : `line ${line}: ${columnOf(table, problem.path)}`,
});

function saidIn({ columns, key }: AnyTable, header: readonly string[], cells: readonly string[]): object {
  const said: Record<string, unknown> = {};
  const saying = new Set<string>();
  for (const [index, name] of header.entries()) {
    const column = columns.find((each) => each.name === name);
    if (column === undefined) continue;
    const value = valueOfCell(column, cells[index] ?? '');
    const [field, below] = column.path;
    // An empty cell of a field that has no default: nothing is said of it.
    if (value === '' && column.standard === undefined && below === undefined && field !== key) continue;
    if (below === undefined) said[field] = value;
    else {
      said[field] = { ...(said[field] as object | undefined), [below]: value };
      if (!isStandard(column, value)) saying.add(field);
    }
  }
  // A field of fields none of which says anything is none; a table without these columns says nothing of it.
  for (const { path } of columns)
    if (path.length === 2 && said[path[0]] !== undefined && !saying.has(path[0])) said[path[0]] = null;
  return said;
}

/** As the table calls it: `rewriting.from` -> `rewrite_from`. */
function columnOf({ columns }: AnyTable, path: string): string {
  const parts = path.split('.');
  const column = columns.find((each) => each.path.every((part, at) => part === parts[at]));
  return column === undefined ? path : [column.name, ...parts.slice(column.path.length)].join('.');
}
