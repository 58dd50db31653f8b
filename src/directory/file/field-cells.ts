/** Fields of a kind of object as cells of a table: which columns there are, how a cell is read, and how a value is written into one. Pure. */
import { z } from 'zod';
import { fieldFacts } from '../fields/field.ts';

export interface FieldColumn {
  /** As the table calls it: `rewrite_from`. */
  readonly name: string;
  /** The path to the value in the object: `['rewriting', 'from']`. */
  readonly path: readonly [string] | readonly [string, string];
  readonly form: z.ZodType;
  readonly atBlanks: boolean;
  readonly withBlanks: boolean;
  readonly text?: (value: unknown) => string;
  /** The value of an empty cell; absent: none stands for it. */
  readonly standard?: unknown;
}

/** In the order of the fields; what stands in a field of fields comes where that stands. */
export function columnsOfTable(shape: z.ZodRawShape): readonly FieldColumn[] {
  return Object.entries(shape).flatMap(([field, form]) => {
    const own = columnOf([field], form as z.ZodType);
    if (own !== null) return [own];
    const inner = bare(form as z.ZodType);
    if (!(inner instanceof z.ZodObject)) return [];
    return Object.entries(inner.shape).flatMap(([below, each]) => columnOf([field, below], each as z.ZodType) ?? []);
  });
}

function columnOf(path: FieldColumn['path'], form: z.ZodType): FieldColumn | null {
  const { cell, cellAtBlanks = false, cellWithBlanks = false, cellText, standard } = fieldFacts.get(form) ?? {};
  if (cell === undefined) return null;
  const facts = { name: cell, path, form, atBlanks: cellAtBlanks, withBlanks: cellWithBlanks, standard };
  return cellText === undefined ? facts : { ...facts, text: cellText };
}

/** Without what stands for a value that is not there. */
function bare(form: z.ZodType): z.ZodType {
  return form instanceof z.ZodNullable || form instanceof z.ZodDefault ? bare(form.unwrap() as z.ZodType) : form;
}

const isNullable = (form: z.ZodType): boolean =>
  form instanceof z.ZodNullable || (form instanceof z.ZodDefault && isNullable(form.unwrap() as z.ZodType));

/** A value as of a new object needs no word. */
export function cellOf({ standard, text }: FieldColumn, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (text !== undefined) return text(value);
  if (typeof value === 'boolean') return value === (standard ?? false) ? '' : value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((each) => String(each).replaceAll(/[\\;]/gu, '\\$&')).join(';');
  return String(value);
}

/** The cell's value, for the form to judge: a text that is none of its values stays one. */
export function valueOfCell(column: FieldColumn, written: string): unknown {
  const { form, atBlanks, standard } = column;
  const cell = column.withBlanks ? written : written.trim();
  const inner = bare(form);
  if (cell === '' && standard !== undefined) return standard;
  if (inner instanceof z.ZodArray) {
    const parts = atBlanks ? partsAtBlanks(cell) : partsOf(cell);
    return inner.element instanceof z.ZodEnum ? parts.map((part) => part.toLowerCase()) : parts;
  }
  if (inner instanceof z.ZodBoolean) {
    if (/^(?:yes|true|on|1)$/iu.test(cell)) return true;
    return /^(?:no|false|off|0)?$/iu.test(cell) ? false : cell;
  }
  if (cell === '' && isNullable(form)) return null;
  if (inner instanceof z.ZodNumber) return /^\d{1,9}$/u.test(cell) ? Number(cell) : cell;
  return inner instanceof z.ZodEnum ? cell.toLowerCase() : cell;
}

/** Whether an empty cell would say the same. */
export const isStandard = ({ standard }: FieldColumn, value: unknown): boolean =>
  value === null || value === (standard ?? false) || (Array.isArray(value) && value.length === 0);

const partsAtBlanks = (cell: string): readonly string[] => cell.split(/[;|,\s]+/u).filter((part) => part !== '');

/** `\;` is one that belongs to a value. */
const partsOf = (cell: string): readonly string[] =>
  (cell.match(/(?:\\[\\;]|[^;\r\n])+/gu) ?? [])
    .map((part) => part.replaceAll(/\\([\\;])/gu, '$1').trim())
    .filter((part) => part !== '');
