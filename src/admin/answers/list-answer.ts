/** Lists of any length: a page in order, and a long answer as it is written, so that the doors go on answering meanwhile. */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { FirstFew } from '../../base/collections/first-few.ts';
import type { Cure } from '../../mail/remedy.ts';
import { slices } from '../../base/slices.ts';
import { sortInSlices } from '../../base/collections/sort-in-slices.ts';
import { Problem } from '../http/problem.ts';
import { Written } from '../http/route.ts';

/** Entries of a list that is sent at once: a few milliseconds. */
const SHORT = 500;
/** Entries that are looked at, or go out, together. */
const AT_ONCE = 100;

interface PageQuery {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

type Time = Pick<Clock, 'monotonic'>;

/** The place of an entry in its list: the first of these decides, then the second. All together are one entry's alone. */
type Place = readonly (string | number)[];
export type Order<Item> = readonly ((item: Item) => string | number)[];

export interface EntryList<Item, View> {
  /** In pieces, so that a list of the directory is not copied for being looked through. */
  readonly pieces: readonly (readonly Item[])[];
  /** Absent: all of them are. */
  readonly isWanted?: (item: Item) => boolean;
  readonly order: Order<Item>;
  readonly show: (item: Item) => View | Promise<View>;
}

type ListAnswer<View, More> = { readonly items: readonly View[]; readonly next: string | null } & More;

/** The answer to a list that comes whole or in pages. `more`: what stands beside the entries. Throws a Problem for one that is too long. */
export async function listAnswer<Item, View, More extends object = object>(
  clock: Time,
  { show, ...listed }: EntryList<Item, View>,
  query: PageQuery,
  more?: More,
): Promise<ListAnswer<View, More> | Written<ListAnswer<View, More>>> {
  const { items, next } = await pageOf(clock, listed, query);
  const rest = { next, ...(more as More) };
  if (items.length <= SHORT) return { items: await allShown(clock, items, show), ...rest };
  return new Written(writtenFields(clock, { items, ...rest }, show as (item: unknown) => unknown));
}

async function allShown<Item, View>(
  clock: Time,
  items: readonly Item[],
  show: (item: Item) => View | Promise<View>,
): Promise<readonly View[]> {
  const pause = slices(clock);
  const shown: View[] = [];
  for (const item of items) {
    shown.push(await show(item));
    await pause();
  }
  return shown;
}

/** The entries of a list that is part of an answer. Throws a Problem with this cure where it is too long for that. */
export async function wholeList<Item>(
  clock: Time,
  listed: Omit<EntryList<Item, unknown>, 'show'>,
  cure: Cure,
): Promise<readonly Item[]> {
  const { items, next } = await pageOf(clock, listed, { limit: bounds.admin.listWhole });
  if (next !== null) throw tooLong(cure);
  return items;
}

interface Entry<Item> {
  readonly item: Item;
  readonly place: Place;
}

/**
 * Entries in their order: all, or as many as were asked for. Every entry is looked at, but only those that may belong to the page are held:
 * a page of a hundred thousand costs the comparisons, and leaves nothing behind to be cleared away.
 */
export async function pageOf<Item>(
  clock: Time,
  listed: Omit<EntryList<Item, unknown>, 'show'>,
  { limit, after }: PageQuery,
): Promise<{ readonly items: readonly Item[]; readonly next: string | null }> {
  const rest = slices(clock);
  const most = limit ?? bounds.admin.listWhole;
  const page = new PageSearch(listed, most, after);
  for (const piece of listed.pieces)
    for (let from = 0; from < piece.length; from += AT_ONCE) {
      page.look(piece, from, Math.min(from + AT_ONCE, piece.length));
      if (limit === undefined && page.isBeyond) throw tooLong();
      await rest();
    }
  const sorted = await sortInSlices(page.found, compareEntries, rest);
  const shown = sorted.slice(0, most);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    next: sorted.length > most && last !== undefined ? cursorOf(last.place) : null,
  };
}

class PageSearch<Item> {
  readonly #order: Order<Item>;
  readonly #isWanted: (item: Item) => boolean;
  readonly #after: Place | null;
  readonly #first: FirstFew<Entry<Item>>;

  constructor(
    { pieces, order, isWanted = () => true }: Omit<EntryList<Item, unknown>, 'show'>,
    most: number,
    after: string | undefined,
  ) {
    this.#order = order;
    this.#isWanted = isWanted;
    this.#after = after === undefined ? null : placeOfCursor(after, order, pieces);
    // One more than the page has: it tells that there is another.
    this.#first = new FirstFew<Entry<Item>>(most + 1, compareEntries);
  }

  /** In no order; one more than the page has, where there are as many. */
  get found(): readonly Entry<Item>[] {
    return this.#first.items;
  }

  get isBeyond(): boolean {
    return this.#first.last !== undefined;
  }

  /** An item that has no place here must cost no memory, not for a moment either: there may be a hundred thousand of them. */
  look(items: readonly Item[], from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const item = items[at] as Item;
      if (this.#after !== null && compareTo(this.#order, item, this.#after) <= 0) continue;
      const { last } = this.#first;
      if (last !== undefined && compareTo(this.#order, item, last.place) >= 0) continue;
      if (this.#isWanted(item)) this.#take(item);
    }
  }

  /** Its closure stands by itself: within the loop each item would get a context. */
  #take(item: Item): void {
    this.#first.add({ item, place: this.#order.map((part) => part(item)) });
  }
}

const compareParts = (one: string | number, other: string | number): number => (one < other ? -1 : one > other ? 1 : 0);

function compareEntries({ place }: Entry<unknown>, other: Entry<unknown>): number {
  for (let at = 0; at < place.length; at++) {
    const found = compareParts(place[at] as string | number, other.place[at] as string | number);
    if (found !== 0) return found;
  }
  return 0;
}

/** The same of an item whose place need not be made. */
function compareTo<Item>(order: Order<Item>, item: Item, place: Place): number {
  for (let at = 0; at < order.length; at++) {
    const part = order[at] as Order<Item>[number];
    const found = compareParts(part(item), place[at] as string | number);
    if (found !== 0) return found;
  }
  return 0;
}

const ASK_FOR_PAGES =
  'Ask for pages: ?limit=1000, and then ?after= with `next` of the answer before. Or narrow it by a filter.';

const tooLong = (cure: Cure = ASK_FOR_PAGES): Problem =>
  new Problem('too-many-entries', { most: bounds.admin.listWhole }, cure);

const noCursor = (): Problem =>
  new Problem('invalid-parameters', { why: 'no-cursor' }, 'Take it from `next` of the answer before, as it was given.');

const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Throws a Problem for a cursor of another list: all of this one would seem to be before it. */
function placeOfCursor<Item>(cursor: string, order: Order<Item>, pieces: readonly (readonly Item[])[]): Place {
  const place = placeIn(cursor);
  if (place?.length !== order.length) throw noCursor();
  const [item] = pieces.find(({ length }) => length > 0) ?? [];
  if (item !== undefined && order.some((part, at) => typeof part(item) !== typeof place[at])) throw noCursor();
  return place;
}

function placeIn(cursor: string): Place | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return isPlace(place) && cursorOf(place) === cursor ? place : null;
  } catch {
    return null;
  }
}

const isPlace = (value: unknown): value is Place =>
  Array.isArray(value) && value.every((part) => typeof part === 'string' || typeof part === 'number');

/** An object some of whose fields are lists, perhaps long ones: as it is, or written in pieces. */
export function perhapsLong<Value extends object>(clock: Time, object: Value): Value | Written<Value> {
  const isShort = Object.values(object).every((value) => !Array.isArray(value) || value.length <= SHORT);
  return isShort ? object : new Written<Value>(writtenFields(clock, object));
}

async function* writtenFields(
  clock: Time,
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
    text += separator + JSON.stringify(await show(item));
    separator = ',';
    await pause();
    if (++count % AT_ONCE !== 0) continue;
    yield text;
    text = '';
  }
  yield `${text}]`;
}
