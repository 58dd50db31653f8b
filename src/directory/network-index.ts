/**
 * The objects that list the network an address lies in: looked up by the prefix lengths that are in use, however many networks there are. Never
 * changes; an edit gives another one. Pure.
 */
import { bounds } from '../base/bounds.ts';
import { type Memory, memoryOf } from '../base/collections/memory.ts';
import type { ObjectId } from '../base/id.ts';
import { type ListEdit, SortedList } from '../base/collections/sorted-list.ts';
import { type AddressRange, parseRange } from '../mail/network/address-ranges.ts';
import { addressNumber } from '../mail/network/peer-address.ts';

export interface ListedNetwork {
  readonly range: AddressRange;
  /** As it was written. */
  readonly text: string;
  /** Of the object that lists it. */
  readonly id: ObjectId;
}

/** A network, and who listed it. */
export interface Listed<Holder> extends Pick<ListedNetwork, 'range' | 'text'> {
  readonly holder: Holder;
}

/** Those of the smallest network, of some that come smallest first. */
export function ofSmallest<Network extends Pick<ListedNetwork, 'range'>>(networks: Iterable<Network>): Network[] {
  const smallest: Network[] = [];
  for (const network of networks) {
    if (network.range.prefixLength < (smallest[0]?.range.prefixLength ?? 0)) break;
    smallest.push(network);
  }
  return smallest;
}

const NONE: readonly ListedNetwork[] = [];
const WIDTH = { 4: 32, 6: 128 } as const;
const HEX_DIGITS = { 4: 8, 6: 32 } as const;
/** Behind every id. */
const LAST = '\n~';

/** How many networks there are of each prefix length. */
type Lengths = readonly number[];
type BothLengths = Readonly<Record<4 | 6, Lengths>>;

const noLengths: BothLengths = { 4: new Array<number>(33).fill(0), 6: new Array<number>(129).fill(0) };

/** Sorted by family, first address, length: a network stands before what lies in it. */
const keyOf = (family: 4 | 6, first: bigint | number, length: number): string =>
  `${family}${first.toString(16).padStart(HEX_DIGITS[family], '0')}/${String(length).padStart(3, '0')}`;

export class NetworkIndex {
  readonly #list: SortedList<ListedNetwork>;
  readonly #lengths: BothLengths;
  /** Of addresses asked for lately, where they are few: a device comes again and again. */
  #known: Memory<string, readonly ListedNetwork[]> | null = null;

  private constructor(list: SortedList<ListedNetwork>, lengths: BothLengths) {
    this.#list = list;
    this.#lengths = lengths;
  }

  static empty(): NetworkIndex {
    return new NetworkIndex(SortedList.empty(), noLengths);
  }

  /** @param ids of who lists each. */
  static of(texts: readonly string[], ids: readonly ObjectId[]): NetworkIndex {
    const keys: string[] = [];
    const listed: ListedNetwork[] = [];
    const lengths = { 4: [...noLengths[4]], 6: [...noLengths[6]] };
    for (const [at, text] of texts.entries()) {
      const range = parseRange(text);
      const id = ids[at];
      if (range === null || id === undefined) continue;
      keys.push(entryKey(range, id));
      listed.push({ range, text, id });
    }
    const list = SortedList.of(keys, listed);
    for (const { range } of list) lengths[range.family][range.prefixLength]!++;
    return new NetworkIndex(list, lengths);
  }

  /** Networks that cover the address, the smallest first; of several holders of one network by id. */
  covering(address: string): Iterable<ListedNetwork> {
    if (this.#list.length === 0) return NONE;
    const known = this.#known?.get(address);
    if (known !== undefined) return known;
    const some: ListedNetwork[] = [];
    for (const network of this.#covering(address)) {
      if (some.length === bounds.policy.networksRemembered) return this.#covering(address);
      some.push(network);
    }
    this.#known ??= memoryOf(bounds.policy.addressesRemembered);
    this.#known.set(address, some);
    return some;
  }

  *#covering(address: string): Generator<ListedNetwork> {
    const number = addressNumber(address);
    if (number === null) return;
    const { family } = number;
    for (let length: number = WIDTH[family]; length >= 0; length--)
      if (this.#lengths[family][length] !== 0) yield* this.#at(family, firstOf(number, length), length);
  }

  /** Networks that have an address in common with the range: those that cover it, the smallest first, then those that lie in it. */
  *overlapping({ family, first, last, prefixLength }: AddressRange): Generator<ListedNetwork> {
    for (let length = prefixLength; length >= 0; length--) {
      if (this.#lengths[family][length] === 0) continue;
      const rest = BigInt(WIDTH[family] - length);
      yield* this.#at(family, (first >> rest) << rest, length);
    }
    const from = keyOf(family, first, prefixLength + 1);
    for (const listed of this.#list.between(from, `${keyOf(family, last, WIDTH[family])}${LAST}`))
      if (listed.range.prefixLength > prefixLength) yield listed;
  }

  /** Holders of exactly this network. */
  holdersOf({ family, first, prefixLength }: AddressRange): readonly ObjectId[] {
    return [...this.#at(family, first, prefixLength)].map(({ id }) => id);
  }

  #at(family: 4 | 6, first: bigint | number, length: number): Generator<ListedNetwork> {
    const key = keyOf(family, first, length);
    return this.#list.between(key, `${key}${LAST}`);
  }

  edit(): NetworkEdit {
    return new NetworkEdit(this.#list, this.#lengths, (list, lengths) => new NetworkIndex(list, lengths));
  }
}

export class NetworkEdit {
  readonly #list: ListEdit<ListedNetwork>;
  readonly #lengths: Record<4 | 6, number[]>;
  readonly #make: (list: SortedList<ListedNetwork>, lengths: BothLengths) => NetworkIndex;

  constructor(
    list: SortedList<ListedNetwork>,
    lengths: BothLengths,
    make: (list: SortedList<ListedNetwork>, lengths: BothLengths) => NetworkIndex,
  ) {
    this.#list = list.edit();
    this.#lengths = { 4: [...lengths[4]], 6: [...lengths[6]] };
    this.#make = make;
  }

  /** Text that is no network covers nothing. */
  add(text: string, id: ObjectId): void {
    const range = parseRange(text);
    if (range === null) return;
    const key = entryKey(range, id);
    if (this.#list.get(key) !== undefined) return;
    this.#count(range, 1);
    this.#list.set(key, { range, text, id });
  }

  remove(text: string, id: ObjectId): void {
    const range = parseRange(text);
    if (range === null) return;
    const key = entryKey(range, id);
    if (this.#list.get(key) === undefined) return;
    this.#list.delete(key);
    this.#count(range, -1);
  }

  #count({ family, prefixLength }: AddressRange, by: 1 | -1): void {
    const lengths = this.#lengths[family];
    lengths[prefixLength] = (lengths[prefixLength] ?? 0) + by;
  }

  done(): NetworkIndex {
    return this.#make(this.#list.done(), this.#lengths);
  }
}

const entryKey = ({ family, first, prefixLength }: AddressRange, id: ObjectId): string =>
  `${keyOf(family, first, prefixLength)}\n${id}`;

/** The first address of the network of this length around an address. */
function firstOf(address: { readonly value: bigint | number }, length: number): bigint | number {
  const { value } = address;
  if (typeof value === 'number') {
    const size = 2 ** (32 - length);
    return value - (value % size);
  }
  const rest = BigInt(128 - length);
  return (value >> rest) << rest;
}
