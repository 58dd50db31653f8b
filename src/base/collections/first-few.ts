/**
 * The first so many of any number of items, in an order: no more than those are ever held. A heap whose head is the last of them, so that an
 * item that stands behind it costs one comparison.
 */
export class FirstFew<Item> {
  readonly #most: number;
  readonly #compare: (one: Item, other: Item) => number;
  readonly #heap: Item[] = [];

  constructor(most: number, compare: (one: Item, other: Item) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  /** In no order. */
  get items(): readonly Item[] {
    return this.#heap;
  }

  /** The last of those that are held, once they are as many as may be: an item behind it has no place here. */
  get last(): Item | undefined {
    return this.#heap.length < this.#most ? undefined : this.#heap[0];
  }

  add(item: Item): void {
    const { last } = this;
    if (last === undefined) this.#rise(item);
    else if (this.#compare(item, last) < 0) this.#sink(item);
  }

  /** In from below. */
  #rise(item: Item): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Item;
      if (this.#compare(parent, item) >= 0) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = item;
  }

  /** In from above, in place of the head. */
  #sink(item: Item): void {
    const heap = this.#heap;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      const other = below + 1;
      if (other < heap.length && this.#compare(heap[other] as Item, heap[below] as Item) > 0) below = other;
      const child = heap[below] as Item;
      if (this.#compare(child, item) <= 0) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = item;
  }
}
