/**
 * A map that never changes: an edit of it gives another one, which shares all it did not touch. A change of one entry among a million costs
 * a few dozen copied words, and whoever still reads the map of before sees it as it was. Keys are texts.
 */
import { bounds } from './bounds.ts';

/** Children of a branch: four bits of the key's hash choose one. */
const WAYS = 16;
const BITS = 4;
const HASH_BITS = 32;
/** Entries of a leaf of a map that is made for many: at most so many on the average. */
const MADE_WITH = 64;
const LOG_WAYS = Math.log(WAYS);

type Leaf<Value> = Map<string, Value>;
type Branch<Value> = (Node<Value> | undefined)[];
type Node<Value> = Leaf<Value> | Branch<Value>;

const isLeaf = <Value>(node: Node<Value>): node is Leaf<Value> => node instanceof Map;

/** FNV-1a over the code units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  // The low bits, which choose first, would see little of the last characters.
  return (hash ^ (hash >>> 15)) >>> 0;
}

export class PersistentMap<Value> {
  readonly #root: Node<Value>;
  readonly size: number;

  private constructor(root: Node<Value>, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<Value>(): PersistentMap<Value> {
    return new PersistentMap<Value>(new Map<string, Value>(), 0);
  }

  /**
   * A map of many entries, made at once: they are sorted by leaf first and each leaf is filled while the processor has it at hand, which
   * costs much less than filling all of them in turns. @param together what stands under a key, of what stood there and one more item.
   */
  static of<Item, Value>(
    keys: readonly string[],
    items: readonly Item[],
    together: (present: Value | undefined, item: Item) => Value,
  ): PersistentMap<Value> {
    const levels =
      keys.length <= bounds.base.mapLeaf
        ? 0
        : Math.min(bounds.base.mapLevels, Math.ceil(Math.log(keys.length / MADE_WITH) / LOG_WAYS));
    const { order, starts } = byLeaf(keys, levels);
    let size = 0;
    const leafOf = (number: number): Leaf<Value> | undefined => {
      const end = starts[number + 1] as number;
      let place = starts[number] as number;
      if (place === end) return undefined;
      const leaf: Leaf<Value> = new Map();
      for (; place < end; place++) {
        const at = order[place] as number;
        const key = keys[at] as string;
        leaf.set(key, together(leaf.get(key), items[at] as Item));
      }
      size += leaf.size;
      return leaf;
    };
    // The bits of a leaf's number are those of the way to it: the lowest choose first.
    const below = (number: number, level: number): Node<Value> | undefined => {
      if (level === levels) return leafOf(number);
      const branch = emptyBranch<Value>();
      for (let way = 0; way < WAYS; way++) branch[way] = below(number + way * WAYS ** level, level + 1);
      return branch;
    };
    const root = below(0, 0) ?? new Map<string, Value>();
    return new PersistentMap(root, size);
  }

  get(key: string): Value | undefined {
    let node: Node<Value> | undefined = this.#root;
    if (isLeaf(node)) return node.get(key);
    for (let rest = hashOf(key); ; rest >>>= BITS) {
      node = node[rest & (WAYS - 1)];
      if (node === undefined) return undefined;
      if (isLeaf(node)) return node.get(key);
    }
  }

  edit(): MapEdit<Value> {
    return new MapEdit(this.#root, this.size, (root, size) => new PersistentMap(root, size));
  }
}

/** Places of the keys, those of one leaf together and else in their order; where each leaf begins, and an end behind the last. */
function byLeaf(
  keys: readonly string[],
  levels: number,
): { readonly order: Uint32Array; readonly starts: Uint32Array } {
  const leaves = WAYS ** levels;
  const leafOf = new Uint32Array(keys.length);
  const starts = new Uint32Array(leaves + 1);
  for (let at = 0; at < keys.length; at++) {
    const leaf = hashOf(keys[at] as string) & (leaves - 1);
    leafOf[at] = leaf;
    starts[leaf + 1]!++;
  }
  for (let leaf = 0; leaf < leaves; leaf++) starts[leaf + 1]! += starts[leaf] as number;
  const next = starts.slice();
  const order = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at++) order[next[leafOf[at] as number]!++] = at;
  return { order, starts };
}

const emptyBranch = <Value>(): Branch<Value> => new Array<Node<Value> | undefined>(WAYS).fill(undefined);

/** Many changes of one map: what an edit has copied already it changes in place. Of no use after `done`. */
export class MapEdit<Value> {
  #root: Node<Value>;
  #size: number;
  readonly #make: (root: Node<Value>, size: number) => PersistentMap<Value>;
  readonly #owned = new Set<Node<Value>>();

  constructor(root: Node<Value>, size: number, make: (root: Node<Value>, size: number) => PersistentMap<Value>) {
    this.#root = root;
    this.#size = size;
    this.#make = make;
  }

  get(key: string): Value | undefined {
    let node: Node<Value> | undefined = this.#root;
    for (let rest = hashOf(key); node !== undefined; rest >>>= BITS) {
      if (isLeaf(node)) return node.get(key);
      node = node[rest & (WAYS - 1)];
    }
    return undefined;
  }

  /** @param next what is there after it, of what is there; undefined: nothing. */
  change(key: string, next: (present: Value | undefined) => Value | undefined): void {
    const leaf = this.#leafOf(key);
    const before = leaf.size;
    const value = next(leaf.get(key));
    if (value === undefined) leaf.delete(key);
    else leaf.set(key, value);
    this.#size += leaf.size - before;
  }

  done(): PersistentMap<Value> {
    this.#owned.clear();
    return this.#make(this.#root, this.#size);
  }

  /** The leaf that has the key or has room for it, and the way to it, as copies of this edit. */
  #leafOf(key: string): Leaf<Value> {
    this.#root = this.#own(this.#root);
    let node = this.#root;
    let holder: Branch<Value> | null = null;
    let way = 0;
    let rest = hashOf(key);
    for (let depth = 0; ; depth += BITS, rest >>>= BITS) {
      if (isLeaf(node)) {
        if (node.size < bounds.base.mapLeaf || depth >= HASH_BITS || node.has(key)) return node;
        node = this.#split(node, depth);
        if (holder === null) this.#root = node;
        else holder[way] = node;
      }
      holder = node;
      way = rest & (WAYS - 1);
      const child: Node<Value> | undefined = holder[way];
      node = child === undefined ? this.#added(new Map()) : this.#own(child);
      holder[way] = node;
    }
  }

  #split(leaf: Leaf<Value>, depth: number): Branch<Value> {
    const branch: Branch<Value> = this.#added(emptyBranch<Value>());
    for (const [key, value] of leaf) {
      const way = (hashOf(key) >>> depth) & (WAYS - 1);
      const child = (branch[way] ??= this.#added(new Map<string, Value>())) as Leaf<Value>;
      child.set(key, value);
    }
    return branch;
  }

  #own<Kind extends Node<Value>>(node: Kind): Kind {
    if (this.#owned.has(node)) return node;
    return this.#added((isLeaf(node) ? new Map(node) : [...(node as Branch<Value>)]) as Kind);
  }

  #added<Kind extends Node<Value>>(node: Kind): Kind {
    this.#owned.add(node);
    return node;
  }
}
