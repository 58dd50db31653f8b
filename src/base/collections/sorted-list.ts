/**
 * Items in the order of their keys, in a list that never changes: an edit of it gives another one, which shares all it did not touch. Kept
 * in pieces of some hundred, so that a change copies one piece and the list of pieces.
 */
import { bounds } from '../bounds.ts';

/** Items of a piece of a list that is made at once. */
const MADE_WITH = 192;

interface Piece<Item> {
  readonly keys: string[];
  readonly items: Item[];
}

export class SortedList<Item> implements Iterable<Item> {
  readonly #pieces: readonly Piece<Item>[];
  readonly length: number;

  private constructor(pieces: readonly Piece<Item>[], length: number) {
    this.#pieces = pieces;
    this.length = length;
  }

  static empty<Item>(): SortedList<Item> {
    return new SortedList<Item>([], 0);
  }

  /** @param items one for each key, in any order; of items of one key the last counts. */
  static of<Item>(keys: readonly string[], items: readonly Item[]): SortedList<Item> {
    if (!isSorted(keys)) {
      const entries = [...new Map(keys.map((key, at) => [key, items[at] as Item]))];
      entries.sort(([one], [other]) => (one < other ? -1 : 1));
      return SortedList.of(
        entries.map(([key]) => key),
        entries.map(([, item]) => item),
      );
    }
    const pieces: Piece<Item>[] = [];
    for (let at = 0; at < keys.length; at += MADE_WITH)
      pieces.push({ keys: keys.slice(at, at + MADE_WITH), items: items.slice(at, at + MADE_WITH) });
    return new SortedList(pieces, keys.length);
  }

  get(key: string): Item | undefined {
    const piece = this.#pieces[pieceOf(this.#pieces, key)];
    if (piece === undefined) return undefined;
    const at = placeOf(piece.keys, key);
    return piece.keys[at] === key ? piece.items[at] : undefined;
  }

  *[Symbol.iterator](): Generator<Item> {
    for (const { items } of this.#pieces) yield* items;
  }

  /** Items whose keys are from `first` to `last`, both included. */
  *between(first: string, last: string): Generator<Item> {
    for (let at = pieceOf(this.#pieces, first); at < this.#pieces.length; at++) {
      const { keys, items } = this.#pieces[at] as Piece<Item>;
      for (let place = placeOf(keys, first); place < keys.length; place++) {
        if ((keys[place] as string) > last) return;
        yield items[place] as Item;
      }
    }
  }

  /** The first item whose key comes behind this one. */
  after(key: string): Item | undefined {
    let at = pieceOf(this.#pieces, key);
    if (this.#pieces[at]?.keys.at(-1) === key) at++;
    const piece = this.#pieces[at];
    if (piece === undefined) return undefined;
    const place = placeOf(piece.keys, key);
    return piece.items[piece.keys[place] === key ? place + 1 : place];
  }

  /** Items that are not in this list as they are in the other one; what the two share is not looked at. */
  *beyond(other: SortedList<Item>): Generator<Item> {
    const shared = new Set(other.#pieces);
    const own = this.#pieces.filter((piece) => !shared.has(piece));
    if (own.length === 0) return;
    const mine = new Set(this.#pieces);
    const theirs = new Set(other.#pieces.filter((piece) => !mine.has(piece)).flatMap(({ items }) => items));
    for (const { items } of own) for (const item of items) if (!theirs.has(item)) yield item;
  }

  /** Those that are kept, as a list of their own. */
  filtered(keep: (item: Item) => boolean): SortedList<Item> {
    const pieces: Piece<Item>[] = [];
    let length = 0;
    for (const { keys, items } of this.#pieces) {
      const kept = items.map(keep);
      const piece = { keys: keys.filter((_, at) => kept[at]), items: items.filter((_, at) => kept[at]) };
      if (piece.items.length === 0) continue;
      length += piece.items.length;
      pieces.push(piece);
    }
    return new SortedList(pieces, length);
  }

  /** Others in their places. */
  mapped(change: (item: Item) => Item): SortedList<Item> {
    return new SortedList(
      this.#pieces.map(({ keys, items }) => ({ keys, items: items.map(change) })),
      this.length,
    );
  }

  /** One piece after another: for work that lets others run in between. */
  pieces(): readonly (readonly Item[])[] {
    return this.#pieces.map(({ items }) => items);
  }

  edit(): ListEdit<Item> {
    return new ListEdit(this.#pieces, this.length, (pieces, length) => new SortedList(pieces, length));
  }
}

/** Many changes of one list: what an edit has copied already it changes in place. Of no use after `done`. */
export class ListEdit<Item> {
  readonly #pieces: Piece<Item>[];
  #length: number;
  readonly #make: (pieces: readonly Piece<Item>[], length: number) => SortedList<Item>;
  readonly #owned = new Set<Piece<Item>>();

  constructor(
    pieces: readonly Piece<Item>[],
    length: number,
    make: (pieces: readonly Piece<Item>[], length: number) => SortedList<Item>,
  ) {
    this.#pieces = [...pieces];
    this.#length = length;
    this.#make = make;
  }

  get(key: string): Item | undefined {
    const piece = this.#pieces[pieceOf(this.#pieces, key)];
    if (piece === undefined) return undefined;
    const at = placeOf(piece.keys, key);
    return piece.keys[at] === key ? piece.items[at] : undefined;
  }

  set(key: string, item: Item): void {
    const found = Math.min(pieceOf(this.#pieces, key), this.#pieces.length - 1);
    if (found < 0) {
      this.#pieces.push(this.#added({ keys: [key], items: [item] }));
      this.#length++;
      return;
    }
    const piece = this.#own(found);
    const at = placeOf(piece.keys, key);
    if (piece.keys[at] === key) {
      piece.items[at] = item;
      return;
    }
    this.#length++;
    if (piece.keys.length >= bounds.base.listPiece && at === piece.keys.length && found === this.#pieces.length - 1) {
      // Items that come in order fill one piece after the other.
      this.#pieces.push(this.#added({ keys: [key], items: [item] }));
      return;
    }
    piece.keys.splice(at, 0, key);
    piece.items.splice(at, 0, item);
    if (piece.keys.length > bounds.base.listPiece) {
      const half = piece.keys.length >> 1;
      const second = { keys: piece.keys.splice(half), items: piece.items.splice(half) };
      this.#pieces.splice(found + 1, 0, this.#added(second));
    }
  }

  delete(key: string): void {
    const found = pieceOf(this.#pieces, key);
    const keys = this.#pieces[found]?.keys ?? [];
    const at = placeOf(keys, key);
    if (keys[at] !== key) return;
    const piece = this.#own(found);
    piece.keys.splice(at, 1);
    piece.items.splice(at, 1);
    if (piece.keys.length === 0) this.#pieces.splice(found, 1);
    this.#length--;
  }

  done(): SortedList<Item> {
    this.#owned.clear();
    return this.#make(this.#pieces, this.#length);
  }

  #own(index: number): Piece<Item> {
    const piece = this.#pieces[index] as Piece<Item>;
    if (this.#owned.has(piece)) return piece;
    const copy = this.#added({ keys: [...piece.keys], items: [...piece.items] });
    this.#pieces[index] = copy;
    return copy;
  }

  #added(piece: Piece<Item>): Piece<Item> {
    this.#owned.add(piece);
    return piece;
  }
}

/** Each key once, the least first. */
function isSorted(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at++) if ((keys[at - 1] as string) >= (keys[at] as string)) return false;
  return true;
}

/** The first piece whose last key is not before the key; their number: all are before it. */
function pieceOf<Item>(pieces: readonly Piece<Item>[], key: string): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const keys = (pieces[middle] as Piece<Item>).keys;
    if ((keys[keys.length - 1] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place whose key is not before the key. */
function placeOf(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
