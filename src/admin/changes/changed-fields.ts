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

/** Equality of JSON values. Most fields of an applied file are equal to what is there, which is told first. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(other, name) &&
      isSame((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
  );
}
