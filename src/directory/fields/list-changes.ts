/**
 * Entries that are added to a list of an object, or taken from it, while the rest of the list stays: beside a change of the whole list, which
 * drops what it does not name. The lists of a kind are those of its fields. Pure.
 */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';

/** By the name of the list. */
export type ListChanges = Readonly<Record<string, ListChange>>;
interface ListChange {
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

/** A list with other entries than before. */
export interface ReplacedList {
  readonly field: string;
  readonly gone: readonly string[];
  readonly came: readonly string[];
  /** How many entries it has now. */
  readonly left: number;
}

/** The fields that are lists, each with its form. */
export const listFields = (shape: z.ZodRawShape): readonly (readonly [name: string, form: z.ZodArray<z.ZodType>])[] =>
  Object.entries(shape).flatMap(([name, form]) => {
    const inner = form instanceof z.ZodNullable ? form.unwrap() : form;
    return inner instanceof z.ZodArray ? [[name, inner as z.ZodArray<z.ZodType>] as const] : [];
  });

/** null: it has no list. */
export function listChangesForm(shape: z.ZodRawShape): z.ZodType<ListChanges> | null {
  const lists = listFields(shape);
  if (lists.length === 0) return null;
  const entries = lists.map(([name, form]) => {
    const some = z.array(form.element).max(bounds.config.list);
    return [name, z.strictObject({ add: some.optional(), remove: some.optional() }).optional()];
  });
  return z.strictObject(Object.fromEntries(entries)).meta({
    description: 'Entries to add to a list, or to take from it; the rest of the list stays',
  }) as unknown as z.ZodType<ListChanges>;
}

/** @returns the lists that change, and entries that were to be taken away and are in no list. */
export function changedLists(
  present: object,
  changes: ListChanges,
): { readonly lists: Readonly<Record<string, readonly string[]>>; readonly missing: readonly MissingEntry[] } {
  const missing: MissingEntry[] = [];
  const lists = Object.entries(changes).map(([field, { add = [], remove = [] }]) => {
    const before = listIn(present, field);
    for (const entry of beyond(remove, before)) missing.push({ field, entry, before });
    const kept = beyond(before, remove);
    return [field, [...kept, ...eachOnce(beyond(add, kept))]] as const;
  });
  return { lists: Object.fromEntries(lists), missing };
}

const keyOf = (entry: string): string => entry.toLowerCase();

/** Those of one list that are not in the other one, without regard to case. Lists are long: each is gone through once. */
function beyond(entries: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map(keyOf));
  return entries.filter((entry) => !known.has(keyOf(entry)));
}

/** As each was written first. */
function eachOnce(entries: readonly string[]): readonly string[] {
  const known = new Set<string>();
  return entries.filter((entry) => known.size < known.add(keyOf(entry)).size);
}

export interface MissingEntry {
  readonly field: string;
  readonly entry: string;
  readonly before: readonly string[];
}

/** Every list in which something went or came, also one within a field: `forwarding.to`. */
export function replacedLists(shape: z.ZodRawShape, before: object, after: object): readonly ReplacedList[] {
  const [had, has] = [listsOf(shape, before), listsOf(shape, after)];
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((field) => {
    const [old, fresh] = [had.get(field) ?? [], has.get(field) ?? []];
    const [gone, came] = [beyond(old, fresh), beyond(fresh, old)];
    return gone.length + came.length === 0 ? [] : [{ field, gone, came, left: fresh.length }];
  });
}

function listsOf(shape: z.ZodRawShape, object: object): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>();
  for (const [field, value] of Object.entries(object)) {
    if (!Object.hasOwn(shape, field) || typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) lists.set(field, value.map(entryText));
    else
      for (const [inner, list] of Object.entries(value))
        if (Array.isArray(list)) lists.set(`${field}.${inner}`, list.map(entryText));
  }
  return lists;
}

/** `smtp.example.com:587` of a host. */
const entryText = (entry: unknown): string =>
  typeof entry === 'object' && entry !== null ? Object.values(entry).join(':') : String(entry);

const listIn = (object: object, field: string): readonly string[] => {
  const value = new Map<string, unknown>(Object.entries(object)).get(field);
  return Array.isArray(value) ? (value as readonly string[]) : [];
};
