/** The fields of an object that a change makes different, as people set them. */
import { isDeepStrictEqual } from 'node:util';
import type { Description } from './describe.ts';

export interface ChangedField {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Of an object that is new, or goes, the other side is empty. */
export const changedFields = (was: Description, will: Description): readonly ChangedField[] =>
  [...new Set([...Object.keys(will), ...Object.keys(was)])]
    .filter((field) => !isDeepStrictEqual(was[field], will[field]))
    .map((field) => ({ field, before: was[field] ?? null, after: will[field] ?? null }));
