/**
 * Devices as a table: one a line, by name. A column that is missing says nothing of its field; an empty cell empties it. Several values
 * stand in one cell with `;` or a line end between them (`\;` is one that belongs to a value), addresses also with blanks, `,` or `|`. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import type { z } from 'zod';
import type { IdSource } from '../../base/id.ts';
import { type CsvRow, readCsv, writeCsv } from '../../directory/file/csv.ts';
import { cellOf, columnsOfTable, type FieldColumn, valueOfCell } from '../../directory/file/field-cells.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import { type FieldProblem, fieldProblems } from '../../config/schema-problems.ts';
import { suggest } from '../../config/suggest.ts';
import type { Device, DirectoryEdit, Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { PlannedChange } from './apply.ts';
import { merged } from './change.ts';
import { describe } from './describe.ts';
import { makeDevice } from './make-object.ts';

const columns = columnsOfTable(deviceForms.shape);
const columnNames = columns.map(({ name }) => name);

export interface DeviceRow {
  readonly line: number;
  readonly fields: z.output<typeof deviceForms.patch> & { readonly name: string };
}

export function devicesCsv(devices: readonly Device[]): string {
  const sorted = [...devices].sort((a, b) => (a.name < b.name ? -1 : 1));
  return writeCsv([columnNames, ...sorted.map((device) => columns.map(({ path }) => cellOf(valueAt(device, path))))]);
}

const valueAt = (device: Device, [field, below]: FieldColumn['path']): unknown => {
  const value = device[field as keyof Device];
  return below === undefined ? value : ((value ?? {}) as Readonly<Record<string, unknown>>)[below];
};

/** All problems at once, each with its line. */
export function readDevicesCsv(
  text: string,
): { readonly rows: readonly DeviceRow[] } | { readonly problems: readonly FieldProblem[] } {
  const file = readCsv(text);
  const problems: FieldProblem[] = file.problems.map(({ line, ...problem }) => ({ path: `line ${line}`, ...problem }));
  const [header, ...body] = file.rows;
  if (header === undefined || file.problems.length > 0)
    return { problems: problems.length > 0 ? problems : [noHeader(1)] };
  const named = header.cells.map((cell) => cell.trim().toLowerCase());
  problems.push(...headerProblems(header, named));
  if (problems.length > 0) return { problems };
  if (body.length > bounds.admin.deviceRows)
    return {
      problems: [
        { path: '', message: `more than ${bounds.admin.deviceRows} devices`, cure: 'import them in several files' },
      ],
    };
  const rows: DeviceRow[] = [];
  const firstLines = new Map<string, number>();
  for (const row of body) {
    const read = readRow(row, named);
    if ('problems' in read) {
      problems.push(...read.problems);
      continue;
    }
    const key = read.fields.name.toLowerCase();
    const first = firstLines.get(key);
    if (first !== undefined)
      problems.push({
        path: `line ${row.line}: name`,
        message: `${read.fields.name} stands in line ${first} already`,
        cure: 'take one of them out',
      });
    firstLines.set(key, first ?? row.line);
    rows.push(read);
  }
  return problems.length > 0 ? { problems: problems.slice(0, bounds.admin.rowProblems) } : { rows };
}

const noHeader = (line: number): FieldProblem => ({
  path: `line ${line}`,
  message: 'the first line must name the columns, "name" among them',
  cure: `begin the file with: ${columnNames.join(',')}`,
});

function headerProblems(header: CsvRow, named: readonly string[]): readonly FieldProblem[] {
  const path = `line ${header.line}`;
  if (!named.includes('name')) return [noHeader(header.line)];
  return named.flatMap((column, index) => {
    if (named.indexOf(column) !== index)
      return [{ path, message: `the column "${column}" stands there twice`, cure: 'take one of them out' }];
    if (columnNames.includes(column)) return [];
    const near = suggest(column, columnNames);
    return [
      {
        path,
        message: `there is no column "${column.slice(0, bounds.admin.columnShown)}"`,
        cure: near === null ? `columns are ${columnNames.join(', ')}` : `did you mean ${near}?`,
      },
    ];
  });
}

function readRow(
  { line, cells }: CsvRow,
  header: readonly string[],
): DeviceRow | { readonly problems: readonly FieldProblem[] } {
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
  const written: Record<string, unknown> = {};
  for (const [index, name] of header.entries()) {
    const column = columns.find((each) => each.name === name);
    if (column === undefined) continue;
    const value = valueOfCell(column, cells[index]?.trim() ?? '');
    const [field, below] = column.path;
    if (below === undefined) written[field] = value;
    else written[field] = { ...(written[field] as object | undefined), [below]: value };
  }
  // Nothing to rewrite is none; a table without these columns says nothing of it.
  const { rewriting } = written;
  if (rewriting !== undefined && Object.values(rewriting as object).every((value) => value === null || value === false))
    written['rewriting'] = null;
  const checked = deviceForms.patch.required({ name: true }).safeParse(written);
  if (checked.success) return { line, fields: checked.data as DeviceRow['fields'] };
  const problems = fieldProblems(checked.error).map((problem) => ({
    ...problem,
    path: `line ${line}: ${columnOf(problem.path)}`,
  }));
  return { problems };
}

/** As the table calls it: `rewriting.from` -> `rewrite_from`. */
function columnOf(path: string): string {
  const parts = path.split('.');
  const column = columns.find((each) => each.path.every((part, at) => part === parts[at]));
  return column === undefined ? path : [column.name, ...parts.slice(column.path.length)].join('.');
}

/** Devices are found by name, without case; those the file does not name stay. */
export function planDeviceImport(
  view: DirectoryView,
  ids: IdSource,
  organization: Organization,
  rows: readonly DeviceRow[],
): {
  readonly edits: readonly DirectoryEdit[];
  readonly changes: readonly PlannedChange[];
  /** All that the file names, as they are then. */
  readonly devices: readonly Device[];
} {
  const present = new Map(
    view.devices
      .filter((device) => device.organizationId === organization.id)
      .map((device) => [device.name.toLowerCase(), device]),
  );
  const edits: DirectoryEdit[] = [];
  const changes: PlannedChange[] = [];
  const devices: Device[] = [];
  for (const { fields } of rows) {
    const before = present.get(fields.name.toLowerCase()) ?? null;
    const after = before
      ? merged(before, fields)
      : makeDevice(ids, organization.id, deviceForms.create.parse(given(fields)));
    devices.push(after);
    const differences = difference(view, before, after);
    if (before !== null && differences.length === 0) continue;
    edits.push({ verb: 'put', object: after });
    changes.push({
      action: before === null ? 'create' : 'update',
      kind: 'device',
      name: after.name,
      fields: differences,
    });
  }
  return { edits, changes, devices };
}

function difference(view: DirectoryView, before: Device | null, after: Device): PlannedChange['fields'] {
  const old = before === null ? {} : describe(view, before);
  return Object.entries(describe(view, after))
    .map(([field, value]) => ({ field, before: old[field] ?? null, after: value }))
    .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
}
