/**
 * Facts, described once: one line gives their type, and the check whether a value has them, for values that another version of Doorpost may
 * have kept. Facts beside those described do no harm. Pure.
 */
export type Fact<Value> = (value: unknown) => value is Value;

/** One that may be absent. */
interface Maybe<Value> {
  readonly maybe: Fact<Value>;
}

export type Shape = Readonly<Record<string, Fact<unknown> | Maybe<unknown>>>;

type Flat<Facts> = { [Name in keyof Facts]: Facts[Name] };
export type FactsOf<Described extends Shape> = Flat<
  {
    readonly [Name in keyof Described as Described[Name] extends Fact<unknown>
      ? Name
      : never]: Described[Name] extends Fact<infer Value> ? Value : never;
  } & {
    readonly [Name in keyof Described as Described[Name] extends Fact<unknown>
      ? never
      : Name]?: Described[Name] extends Maybe<infer Value> ? Value : never;
  }
>;

/** Of a union, by the word that tells its members apart, the facts of each. */
export type OneOf<Tag extends string, Shapes extends Readonly<Record<string, Shape>>> = {
  [Word in keyof Shapes]: Flat<{ readonly [Name in Tag]: Word } & FactsOf<Shapes[Word]>>;
}[keyof Shapes];

export const text = (value: unknown): value is string => typeof value === 'string';
export const count = (value: unknown): value is number => typeof value === 'number';
/** Of an object or a message: text that has been given out as one. */
export const id = <Id extends string>(value: unknown): value is Id => typeof value === 'string';
export const flag = (value: unknown): value is boolean => typeof value === 'boolean';

/** One of some words, and no other. */
export function word<const Word extends string>(...words: readonly Word[]): Fact<Word> {
  const known: ReadonlySet<unknown> = new Set(words);
  return (value): value is Word => known.has(value);
}

/** A key of a table. */
export const keyOf =
  <Key extends string>(table: Readonly<Record<Key, unknown>>): Fact<Key> =>
  (value): value is Key =>
    typeof value === 'string' && Object.hasOwn(table, value);

export const maybe = <Value>(fact: Fact<Value>): Maybe<Value> => ({ maybe: fact });

export const orNull =
  <Value>(fact: Fact<Value>): Fact<Value | null> =>
  (value): value is Value | null =>
    value === null || fact(value);

export const listOf =
  <Value>(fact: Fact<Value>): Fact<readonly Value[]> =>
  (value): value is readonly Value[] =>
    Array.isArray(value) && value.every(fact);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const facts =
  <const Described extends Shape>(described: Described): Fact<FactsOf<Described>> =>
  (value): value is FactsOf<Described> =>
    isObject(value) &&
    Object.entries(described).every(([name, fact]) => {
      if (typeof fact === 'function') return Object.hasOwn(value, name) && fact(value[name]);
      return !Object.hasOwn(value, name) || fact.maybe(value[name]);
    });

export function oneOf<const Tag extends string, const Shapes extends Readonly<Record<string, Shape>>>(
  tag: Tag,
  shapes: Shapes,
): Fact<OneOf<Tag, Shapes>> {
  const members = new Map(Object.entries(shapes).map(([name, described]) => [name, facts(described)] as const));
  return (value): value is OneOf<Tag, Shapes> => {
    const name = isObject(value) ? value[tag] : null;
    return typeof name === 'string' && members.get(name)?.(value) === true;
  };
}
