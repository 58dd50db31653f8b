/** Options of a command, columns of a list and the body for the API, from the fields of a kind of object. */
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { factsOf, type FieldFacts } from '../../directory/fields/field.ts';
import type { Plain } from '../../directory/fields/forms.ts';
import { changedLists } from '../../directory/fields/list-changes.ts';
import { usage } from '../terminal/failure.ts';
import { duration, listed, onOff, orNone, orNull, size, whole } from '../terminal/arguments.ts';
import { type Column, field } from './collection.ts';

interface Flagged {
  readonly name: string;
  readonly form: z.ZodType;
  readonly facts: FieldFacts & { readonly flag: string };
}

const flagged = (shape: z.ZodRawShape): readonly Flagged[] =>
  Object.entries(shape).flatMap(([name, form]) => {
    const facts = factsOf(form as z.ZodType);
    const { flag } = facts;
    return flag === undefined ? [] : [{ name, form: form as z.ZodType, facts: { ...facts, flag } }];
  });

/** @param known what stands for the default in a command that knows better, by field. */
export function addFieldOptions(
  command: Command,
  shape: z.ZodRawShape,
  known: Readonly<Record<string, string>> = {},
): Command {
  for (const { name, form, facts } of flagged(shape)) {
    const standard = known[name] ?? shownStandard(facts.standard);
    const option = new Option(facts.flag, standard === '' ? facts.help : `${facts.help} (${standard})`);
    const read = readerOf(form, facts.flag);
    command.addOption(
      read === null ? option : option.argParser<unknown>(read as (text: string, before: unknown) => unknown),
    );
  }
  return command;
}

/** To add to the list of an option, and to take from it. */
export const listOptions = (word: string, value: string): readonly [added: Option, taken: Option] => [
  new Option(`--add-${word} ${value}`, `add to the list of --${word}; repeat for more`).argParser<unknown>(
    listed as never,
  ),
  new Option(`--remove-${word} ${value}`, `take from the list of --${word}; repeat for more`).argParser<unknown>(
    listed as never,
  ),
];

/** Of a list within a field, which the API takes as a whole. @throws CliFailure for an entry to be taken that is not in it. */
export function changedEntries(
  before: readonly string[],
  {
    add = [],
    remove = [],
  }: { readonly add?: readonly string[] | undefined; readonly remove?: readonly string[] | undefined },
  option: string,
): readonly string[] {
  const { lists, missing } = changedLists({ entries: before }, { entries: { add, remove } });
  const [first] = missing;
  if (first !== undefined)
    throw usage(`${first.entry} is not in the list of ${option}`, `these are in it: ${before.join(', ') || 'none'}`);
  return lists['entries'] ?? [];
}

/** Beside the option of a list, which names all of it: what is added to it, and what is taken from it. */
const aroundLists = (shape: z.ZodRawShape) =>
  flagged(shape).flatMap(({ name, form, facts: { flag } }) => {
    if (!(form instanceof z.ZodArray)) return [];
    const [, word = '', value = ''] = /^--(\S+) (.*)$/u.exec(flag) ?? [];
    const [added, taken] = listOptions(word, value);
    return [
      { name, verb: 'add', option: added },
      { name, verb: 'remove', option: taken },
    ] as const;
  });

/** The options of a command that changes an object: those of its fields, and those that change a list without naming all of it. */
export function addChangeOptions(command: Command, shape: z.ZodRawShape): Command {
  for (const { option } of aroundLists(shape)) command.addOption(option);
  return command;
}

/** The fields that were given, by the names of the API; the others change nothing. */
export type SaidOf<Shape extends z.ZodRawShape> = {
  readonly [Name in keyof Shape]?: Plain<z.input<Shape[Name]>>;
};

export function fieldsOf<Shape extends z.ZodRawShape>(shape: Shape, chosen: object): SaidOf<Shape> {
  const said = new Map<string, unknown>(Object.entries(chosen));
  const fields = flagged(shape).flatMap(({ name, form, facts }) => {
    const value = said.get(new Option(facts.flag).attributeName());
    return value === undefined ? [] : [[name, form instanceof z.ZodNullable ? orNull(value) : value]];
  });
  const lists = new Map<string, Record<string, unknown>>();
  for (const { name, verb, option } of aroundLists(shape)) {
    const entries = said.get(option.attributeName());
    if (entries !== undefined) lists.set(name, { ...lists.get(name), [verb]: entries });
  }
  const changes = lists.size === 0 ? {} : { lists: Object.fromEntries(lists) };
  return { ...Object.fromEntries(fields), ...changes } as SaidOf<Shape>;
}

/** Head and cell of fields that lists show as they are. */
export const columnsOf = <Shape extends z.ZodRawShape, Name extends keyof Shape & string>(
  shape: Shape,
  ...names: readonly Name[]
): readonly Column<{ readonly [Key in Name]?: unknown }>[] =>
  names.map((name) => [factsOf(shape[name] as unknown as z.ZodType).column ?? name, field(name)]);

type Reader = (text: string, before: never) => unknown;

/** Numbers that people write with a unit, by what the flag promises. */
const READERS: Readonly<Record<string, (text: string) => number>> = { '<duration>': duration, '<size>': size };

/** null: the text as it is, for the API to judge. */
function readerOf(form: z.ZodType, flag: string): Reader | null {
  if (form instanceof z.ZodNullable) {
    const inner = readerOf(form.unwrap() as z.ZodType, flag);
    return inner === null ? null : (orNone(inner as (text: string) => unknown) as Reader);
  }
  if (form instanceof z.ZodBoolean) return onOff;
  if (form instanceof z.ZodArray) return listed;
  if (form instanceof z.ZodNumber)
    return READERS[/<\w+>$/u.exec(flag)?.[0] ?? ''] ?? whole(form.minValue ?? 0, form.maxValue ?? 0);
  return null;
}

function shownStandard(standard: unknown): string {
  if (typeof standard === 'boolean') return standard ? 'on' : 'off';
  if (Array.isArray(standard)) return standard.join(', ');
  return standard === null || standard === undefined ? '' : String(standard);
}
