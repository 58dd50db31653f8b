/**
 * A map that never changes: an edit of it gives another one, which shares all it did not touch. A change of one entry among a million costs
 * a few dozen copied words, and whoever still reads the map of before sees it as it was. Keys are texts.
 */

/** Children of a branch: four bits of the key's hash choose one. */
const WAYS = 16;
const BITS = 4;
const HASH_BITS = 32;
/** Entries of a leaf before it becomes a branch. Beyond the hash's bits a leaf holds any number. */
const MOST_IN_LEAF = 96;
/** Entries of a leaf of a map that is made for many: at most so many on the average. */
const MADE_WITH = 64;

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

  /** An empty map that is about to get so many entries: it is as deep as they need at once, and nothing has to be split. */
  static forMany<Value>(expected: number): MapEdit<Value> {
    const root = expected <= MOST_IN_LEAF ? new Map<string, Value>() : emptyBranch<Value>();
    const levels = expected <= MOST_IN_LEAF ? 0 : Math.ceil(Math.log(expected / MADE_WITH) / Math.log(WAYS));
    return new MapEdit<Value>(
      root,
      0,
      (made, size) => new PersistentMap(made, size),
      Math.min(levels, HASH_BITS / BITS),
    );
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

const emptyBranch = <Value>(): Branch<Value> => new Array<Node<Value> | undefined>(WAYS).fill(undefined);

/** Many changes of one map: what an edit has copied already it changes in place. Of no use after `done`. */
export class MapEdit<Value> {
  #root: Node<Value>;
  #size: number;
  readonly #make: (root: Node<Value>, size: number) => PersistentMap<Value>;
  readonly #owned = new Set<Node<Value>>();
  /** Of a new map: levels of branches above its leaves, all of them its own. */
  readonly #levels: number;

  constructor(
    root: Node<Value>,
    size: number,
    make: (root: Node<Value>, size: number) => PersistentMap<Value>,
    levels = 0,
  ) {
    this.#root = root;
    this.#size = size;
    this.#make = make;
    this.#levels = levels;
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
    const leaf = this.#levels > 0 ? this.#newLeafOf(key) : this.#leafOf(key);
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

  #newLeafOf(key: string): Leaf<Value> {
    let branch = this.#root as Branch<Value>;
    let rest = hashOf(key);
    for (let level = 1; level < this.#levels; level++, rest >>>= BITS)
      branch = (branch[rest & (WAYS - 1)] ??= emptyBranch<Value>()) as Branch<Value>;
    return (branch[rest & (WAYS - 1)] ??= new Map<string, Value>()) as Leaf<Value>;
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
        if (node.size < MOST_IN_LEAF || depth >= HASH_BITS || node.has(key)) return node;
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
