/** The audit log as a table for spreadsheets. Pure. */
import { csvTable } from './columns.ts';
import type { house } from './house.ts';
import type { AnswerOf } from './operation.ts';

type Entry = AnswerOf<typeof house.audit>['items'][number];

const jsonOf = (value: unknown): string | null => (value == null ? null : JSON.stringify(value));

export const auditTable = csvTable<Entry>([
  ['time', ({ at }, iso) => iso(at)],
  ['who', ({ actor }) => actor],
  ['kind', ({ kind }) => kind],
  ['name', ({ name }) => name],
  ['id', ({ id }) => id],
  ['revision', ({ revision }) => revision],
  ['before', ({ before }) => jsonOf(before)],
  ['after', ({ after }) => jsonOf(after)],
  ['number', ({ n }) => n],
  ['what', ({ verb }) => verb],
  ['organization', ({ organization }) => organization],
]);
