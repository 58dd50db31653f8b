/** Lists of any length: a page in order, and a long answer as it is written, so that the doors go on answering meanwhile. */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { slices } from '../../base/slices.ts';
import { Problem } from './problem.ts';
import { Written } from './route.ts';

/** Entries of a list that is sent at once: a few milliseconds. */
const SHORT = 500;
/** Entries that go out together. */
const AT_ONCE = 100;

export interface PageQuery {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** null: there is no more. */
  readonly next: string | null;
}

/**
 * The entries in the order of their keys, which are theirs alone: all, or as many as were asked for. Throws a Problem where all are asked for
 * and are more than come whole.
 */
export async function pageOf<Item>(
  clock: Pick<Clock, 'monotonic'>,
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  { limit, after }: PageQuery,
): Promise<Page<Item>> {
  const rest = slices(clock);
  const from = after === undefined ? null : keyOfCursor(after);
  const most = limit ?? bounds.admin.listWhole;
  let found: { readonly key: string; readonly item: Item }[] = [];
  /** The key of the first entry that is not of this page, as far as is known. */
  let beyond = null as string | null;
  const best = (): void => {
    found = found.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, most + 1);
    beyond = found[most]?.key ?? null;
  };
  let looked = 0;
  for (const item of items) {
    if (++looked % AT_ONCE === 0) await rest();
    const key = keyOf(item);
    if ((from !== null && key <= from) || (beyond !== null && key >= beyond)) continue;
    found.push({ key, item });
    if (found.length <= most) continue;
    if (limit === undefined) throw tooLong();
    if (found.length > 2 * most + SHORT) best();
  }
  best();
  const shown = found.slice(0, most);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    next: found.length > most && last !== undefined ? cursorOf(last.key) : null,
  };
}

const tooLong = (): Problem =>
  new Problem(
    'too-many-entries',
    `The list has more than ${bounds.admin.listWhole} entries, and does not come whole.`,
    'Ask for pages: ?limit=1000, and then ?after= with `next` of the answer before. Or narrow it by a filter.',
  );

const cursorOf = (key: string): string => Buffer.from(key).toString('base64url');

function keyOfCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(key) === cursor) return key;
  throw new Problem(
    'invalid-parameters',
    'after is no place in a list.',
    'Take it from `next` of the answer before, as it was given.',
  );
}

/** The newest come first; `name` keeps those of one time apart. */
export const newestFirst = (at: number, name: string): string =>
  `${String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0')} ${name}`;

/** An object some of whose fields are lists, perhaps long ones: as it is, or written in pieces. */
export function perhapsLong<Value extends object>(
  clock: Pick<Clock, 'monotonic'>,
  object: Value,
): Value | Written<Value> {
  const isShort = Object.values(object).every((value) => !Array.isArray(value) || value.length <= SHORT);
  return isShort ? object : new Written<Value>(writtenFields(clock, object));
}

/** The same of one whose `items` are shown only when they are written. */
export function shownList<Item, View, Rest extends object>(
  clock: Pick<Clock, 'monotonic'>,
  items: readonly Item[],
  show: (item: Item) => View,
  rest: Rest,
): ({ readonly items: readonly View[] } & Rest) | Written<{ readonly items: readonly View[] } & Rest> {
  if (items.length <= SHORT) return { items: items.map(show), ...rest };
  return new Written(writtenFields(clock, { items, ...rest }, show as (item: unknown) => unknown));
}

async function* writtenFields(
  clock: Pick<Clock, 'monotonic'>,
  object: object,
  show: (item: unknown) => unknown = (item) => item,
): AsyncGenerator<string> {
  const pause = slices(clock);
  let separator = '{';
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    if (Array.isArray(value)) yield* writtenList(value as readonly unknown[], show, pause);
    else yield JSON.stringify(value);
  }
  yield separator === '{' ? '{}' : '}';
}

async function* writtenList(
  items: Iterable<unknown>,
  show: (item: unknown) => unknown,
  pause: () => Promise<void>,
): AsyncGenerator<string> {
  let text = '[';
  let separator = '';
  let count = 0;
  for (const item of items) {
    text += separator + JSON.stringify(show(item));
    separator = ',';
    if (++count % AT_ONCE !== 0) continue;
    yield text;
    text = '';
    await pause();
  }
  yield `${text}]`;
}
