/**
 * A map that never changes: an edit of it gives another one, which shares all it did not touch. A change of one entry among a million costs
 * a few dozen copied words, and whoever still reads the map of before sees it as it was. Keys are texts.
 */
import { bounds } from '../bounds.ts';

/** Children of a branch: four bits of the key's hash choose one. */
const WAYS = 16;
const BITS = 4;
const HASH_BITS = 32;
/** Entries of a leaf of a map that is made for many: at most so many on the average. */
const MADE_WITH = 32;
const LOG_WAYS = Math.log(WAYS);

/**
 * Entries side by side, in no order: few enough that their hashes are looked through. A Map for each would cost three times the memory. Where
 * they are many all the same (of one hash: who names things can find such names), their places are in a Map.
 */
class Leaf<Value> {
  readonly hashes: number[];
  readonly keys: string[];
  readonly values: Value[];
  /** Of more than a leaf's entries: where each stands. Made when one is looked for. */
  #places: Map<string, number> | null = null;

  constructor(hashes: number[] = [], keys: string[] = [], values: Value[] = []) {
    this.hashes = hashes;
    this.keys = keys;
    this.values = values;
  }

  /** -1: it is not here. */
  placeOf(hash: number, key: string): number {
    if (this.keys.length > bounds.base.mapLeaf) {
      this.#places ??= new Map(this.keys.map((each, place) => [each, place]));
      return this.#places.get(key) ?? -1;
    }
    let place = this.hashes.indexOf(hash);
    while (place >= 0 && this.keys[place] !== key) place = this.hashes.indexOf(hash, place + 1);
    return place;
  }

  get(hash: number, key: string): Value | undefined {
    const place = this.placeOf(hash, key);
    return place < 0 ? undefined : this.values[place];
  }

  /** One that is not here yet. */
  add(hash: number, key: string, value: Value): void {
    this.#places?.set(key, this.keys.length);
    this.hashes.push(hash);
    this.keys.push(key);
    this.values.push(value);
  }

  /** The last one takes its place. */
  remove(place: number): void {
    this.#places?.delete(this.keys[place] as string);
    const [hash, key, value] = [this.hashes.pop() as number, this.keys.pop() as string, this.values.pop() as Value];
    if (place === this.keys.length) return;
    this.hashes[place] = hash;
    this.keys[place] = key;
    this.values[place] = value;
    this.#places?.set(key, place);
  }

  copy(): Leaf<Value> {
    return new Leaf(this.hashes.slice(), this.keys.slice(), this.values.slice());
  }
}

type Branch<Value> = (Node<Value> | undefined)[];
type Node<Value> = Leaf<Value> | Branch<Value>;

/** FNV-1a over the code units, as an integer of 32 bits with its sign: those need no memory of their own. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  // The low bits, which choose first, would see little of the last characters.
  return hash ^ (hash >>> 15);
}

export class PersistentMap<Value> {
  readonly #root: Node<Value>;
  readonly size: number;

  private constructor(root: Node<Value>, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<Value>(): PersistentMap<Value> {
    return new PersistentMap<Value>(new Leaf(), 0);
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
    const { hashes, order, starts } = byLeaf(keys, levels);
    let size = 0;
    const leafOf = (number: number): Leaf<Value> | undefined => {
      const end = starts[number + 1] as number;
      let place = starts[number] as number;
      if (place === end) return undefined;
      const count = end - place;
      const leafHashes = new Array<number>(count);
      const leafKeys = new Array<string>(count);
      const values = new Array<Value>(count);
      const places = count > bounds.base.mapLeaf ? new Map<string, number>() : null;
      let filled = 0;
      for (; place < end; place++) {
        const at = order[place] as number;
        const hash = hashes[at] as number;
        const key = keys[at] as string;
        const item = items[at] as Item;
        let present = places === null ? 0 : (places.get(key) ?? filled);
        while (present < filled && !(leafHashes[present] === hash && leafKeys[present] === key)) present++;
        if (present < filled) {
          values[present] = together(values[present], item);
          continue;
        }
        places?.set(key, filled);
        leafHashes[filled] = hash;
        leafKeys[filled] = key;
        values[filled++] = together(undefined, item);
      }
      const leaf = new Leaf(leafHashes, leafKeys, values);
      if (filled < count) leafHashes.length = leafKeys.length = values.length = filled;
      size += leaf.keys.length;
      return leaf;
    };
    // The bits of a leaf's number are those of the way to it: the lowest choose first.
    const below = (number: number, level: number): Node<Value> | undefined => {
      if (level === levels) return leafOf(number);
      const branch = emptyBranch<Value>();
      for (let way = 0; way < WAYS; way++) branch[way] = below(number + way * WAYS ** level, level + 1);
      return branch;
    };
    const root = below(0, 0) ?? new Leaf<Value>();
    return new PersistentMap(root, size);
  }

  get(key: string): Value | undefined {
    return found(this.#root, key);
  }

  edit(): MapEdit<Value> {
    return new MapEdit(this.#root, this.size, (root, size) => new PersistentMap(root, size));
  }
}

function found<Value>(root: Node<Value>, key: string): Value | undefined {
  const hash = hashOf(key);
  let node: Node<Value> | undefined = root;
  for (let rest = hash; node !== undefined; rest >>>= BITS) {
    if (node instanceof Leaf) return node.get(hash, key);
    node = node[rest & (WAYS - 1)];
  }
  return undefined;
}

/** Hashes and places of the keys, those of one leaf together and else in their order; where each leaf begins, and an end behind the last. */
function byLeaf(
  keys: readonly string[],
  levels: number,
): { readonly hashes: Int32Array; readonly order: Uint32Array; readonly starts: Uint32Array } {
  const leaves = WAYS ** levels;
  const hashes = new Int32Array(keys.length);
  const starts = new Uint32Array(leaves + 1);
  for (let at = 0; at < keys.length; at++) {
    const hash = hashOf(keys[at] as string);
    hashes[at] = hash;
    starts[(hash & (leaves - 1)) + 1]!++;
  }
  for (let leaf = 0; leaf < leaves; leaf++) starts[leaf + 1]! += starts[leaf] as number;
  const next = starts.slice();
  const order = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at++) order[next[(hashes[at] as number) & (leaves - 1)]!++] = at;
  return { hashes, order, starts };
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
    return found(this.#root, key);
  }

  /** @param next what is there after it, of what is there; undefined: nothing. */
  change(key: string, next: (present: Value | undefined) => Value | undefined): void {
    const hash = hashOf(key);
    const leaf = this.#leafOf(hash, key);
    const place = leaf.placeOf(hash, key);
    const value = next(place < 0 ? undefined : leaf.values[place]);
    const before = leaf.keys.length;
    if (value === undefined) {
      if (place >= 0) leaf.remove(place);
    } else if (place < 0) leaf.add(hash, key, value);
    else leaf.values[place] = value;
    this.#size += leaf.keys.length - before;
  }

  done(): PersistentMap<Value> {
    this.#owned.clear();
    return this.#make(this.#root, this.#size);
  }

  /** The leaf that has the key or has room for it, and the way to it, as copies of this edit. */
  #leafOf(hash: number, key: string): Leaf<Value> {
    this.#root = this.#own(this.#root);
    let node = this.#root;
    let holder: Branch<Value> | null = null;
    let way = 0;
    let rest = hash;
    for (let depth = 0; ; depth += BITS, rest >>>= BITS) {
      if (node instanceof Leaf) {
        if (node.keys.length < bounds.base.mapLeaf || depth >= HASH_BITS || node.placeOf(hash, key) >= 0) return node;
        node = this.#split(node, depth);
        if (holder === null) this.#root = node;
        else holder[way] = node;
      }
      holder = node;
      way = rest & (WAYS - 1);
      const child: Node<Value> | undefined = holder[way];
      node = child === undefined ? this.#added(new Leaf<Value>()) : this.#own(child);
      holder[way] = node;
    }
  }

  #split(leaf: Leaf<Value>, depth: number): Branch<Value> {
    const branch: Branch<Value> = this.#added(emptyBranch<Value>());
    for (const [place, hash] of leaf.hashes.entries()) {
      const way = (hash >>> depth) & (WAYS - 1);
      const child = (branch[way] ??= this.#added(new Leaf<Value>())) as Leaf<Value>;
      child.add(hash, leaf.keys[place] as string, leaf.values[place] as Value);
    }
    return branch;
  }

  #own<Kind extends Node<Value>>(node: Kind): Kind {
    if (this.#owned.has(node)) return node;
    return this.#added((node instanceof Leaf ? node.copy() : [...(node as Branch<Value>)]) as Kind);
  }

  #added<Kind extends Node<Value>>(node: Kind): Kind {
    this.#owned.add(node);
    return node;
  }
}
