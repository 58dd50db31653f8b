/**
 * The versions of what the store writes. What is of a later one than this program knows is refused in words, never guessed at and never
 * left out; what is of an earlier one is understood, or was brought up to date by a row of `migrations.ts`. Pure.
 *
 * | | version stands in | absent: |
 * |---|---|---|
 * | tables | `user_version` | |
 * | stored values (JSON) as a whole | `meta.values`, the highest one there is | 0, of Doorpost 0.1.0 |
 * | each stored value | its field `v` | 0 |
 * | the journal | the head of each batch | 0 |
 */
import { plainJson } from '../../plain-text.ts';

/** Raise it with any change to the JSON of the tables that this program, as it was before, would misread. */
export const VALUE_VERSION = 1;
/** Raise it with any change to a record's JSON, or to how records lie in a batch. The head of a batch never changes. */
export const JOURNAL_VERSION = 1;

/** Something in the data directory was written by a later Doorpost than this one. One line for the operator. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew';
}

const CURE = 'install that version, or restore a backup made by this one';

export function tooNew(what: string, version: number, known: number): DatabaseTooNew {
  return new DatabaseTooNew(
    `${what} was written by a newer Doorpost (version ${version}; this program knows ${known}): ${CURE}`,
  );
}

/** The text of a value that is kept. The version comes last, where it is taken off without reading the rest. */
export const storedText = (value: object): string => plainJson({ ...value, v: VALUE_VERSION });

/** How a text of today ends, whatever it holds. */
const OURS = `,"v":${VALUE_VERSION}}`;

/** The same text without its version; what is of another version stays as it is. */
export const withoutVersion = (text: string): string =>
  text.endsWith(OURS) ? `${text.slice(0, -OURS.length)}}` : text;

/** Between texts that stand in one: no text has a line end of its own. */
export const BETWEEN = ',\n';

/** The same for many that stand in one, as the items of a list do. */
export const withoutVersions = (texts: string): string =>
  withoutVersion(texts.replaceAll(`${OURS}${BETWEEN}`, `}${BETWEEN}`));

/** The value of such a text. Throws DatabaseTooNew. */
export const storedValue = <Value extends object>(text: string): Value =>
  understood(JSON.parse(withoutVersion(text)) as Value);

/** The values of many such texts that stand in one as a list. Throws DatabaseTooNew. */
export const storedValues = <Value extends object>(list: string): readonly Value[] =>
  (JSON.parse(list) as Value[]).map(understood);

function understood<Value extends object>(value: Value & { readonly v?: number }): Value {
  if (value.v === undefined) return value;
  if (value.v > VALUE_VERSION) throw tooNew('A stored value', value.v, VALUE_VERSION);
  // Not deleted: V8 would keep each of a hundred thousand such objects as a table of its own.
  const { v: _, ...rest } = value;
  return rest as unknown as Value;
}
