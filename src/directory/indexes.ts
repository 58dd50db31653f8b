/**
 * Everything that is looked up in the directory, by what it is looked up by. A change takes the entries of each object it touches out and
 * puts the new ones in; all else is shared with the directory before. Pure.
 */
import type { ObjectId } from '../base/id.ts';
import { type MapEdit, PersistentMap } from '../base/collections/persistent-map.ts';
import { type ListEdit, SortedList } from '../base/collections/sorted-list.ts';
import type { DirectoryEdit, DirectoryObject } from './objects.ts';
import { type CountName, eachEntry, type EntrySink, type ListName, type MapName, type NetworkName } from './entries.ts';
import { type NetworkEdit, NetworkIndex } from './network-index.ts';
import { type Several, withItem, withoutItem } from './several.ts';

/** As they are read. */
export interface ReadIndexes {
  readonly maps: Readonly<Record<MapName, Pick<PersistentMap<Several<DirectoryObject>>, 'get'>>>;
  readonly lists: Readonly<Record<ListName, SortedList<DirectoryObject>>>;
  readonly networks: Readonly<Record<NetworkName, NetworkIndex>>;
  readonly counts: Readonly<Record<CountName, PersistentMap<number>>>;
}

export interface DirectoryIndexes extends ReadIndexes {
  readonly maps: Readonly<Record<MapName, PersistentMap<Several<DirectoryObject>>>>;
}

const map = (): PersistentMap<Several<DirectoryObject>> => PersistentMap.empty();
const list = (): SortedList<DirectoryObject> => SortedList.empty();
const networks = (): NetworkIndex => NetworkIndex.empty();

const noIndexes: DirectoryIndexes = {
  maps: {
    name: map(),
    domain: map(),
    address: map(),
    username: map(),
    'credential-of': map(),
    'outbound-pattern': map(),
    'outbound-same': map(),
    'named-by': map(),
    'device-login': map(),
    'keys-of': map(),
    maildir: map(),
    certificate: map(),
  },
  lists: {
    organization: list(),
    domain: list(),
    mailbox: list(),
    group: list(),
    credential: list(),
    'inbound-connector': list(),
    'outbound-connector': list(),
    'licence-pool': list(),
    device: list(),
    'device-profile': list(),
    'allow-entry': list(),
    'block-entry': list(),
    restriction: list(),
    'dkim-key': list(),
    system: list(),
    limited: list(),
    certified: list(),
    verified: list(),
    sealed: list(),
    profiled: list(),
  },
  networks: {
    'inbound-connector': networks(),
    device: networks(),
    organization: networks(),
    'allow-entry': networks(),
    'block-entry': networks(),
  },
  counts: { 'needs-domain': PersistentMap.empty(), elsewhere: PersistentMap.empty(), listed: PersistentMap.empty() },
};

interface Networks {
  readonly index: NetworkName;
  readonly texts: readonly string[];
}

/** Gathers a change; what it does not touch is not copied. Of no use after `done`. */
export class IndexEdit {
  readonly #before: DirectoryIndexes;
  readonly #maps = new Map<MapName, MapEdit<Several<DirectoryObject>>>();
  readonly #lists = new Map<ListName, ListEdit<DirectoryObject>>();
  readonly #networks = new Map<NetworkName, NetworkEdit>();
  readonly #counts = new Map<CountName, MapEdit<number>>();

  constructor(before: DirectoryIndexes) {
    this.#before = before;
  }

  apply(edit: DirectoryEdit): void {
    const { id, kind } = edit.verb === 'put' ? edit.object : edit;
    const present = this.#list(kind).get(id);
    const had = present === undefined ? null : this.#takeOut(present);
    const has = edit.verb === 'put' ? this.#putIn(edit.object) : null;
    this.#changeNetworks(id, had, has);
  }

  #takeOut(object: DirectoryObject): Networks | null {
    let networks: Networks | null = null;
    eachEntry(object, {
      map: (name, key) => this.#map(name).change(key, (present) => withoutItem(present, object.id)),
      list: (name, key) => this.#list(name).delete(key),
      count: (name, key) => this.#count(name).change(key, (present = 0) => (present > 1 ? present - 1 : undefined)),
      networks: (index, texts) => (networks = { index, texts }),
    });
    return networks;
  }

  #putIn(object: DirectoryObject): Networks | null {
    let networks: Networks | null = null;
    eachEntry(object, {
      map: (name, key) => this.#map(name).change(key, (present) => withItem(present, object)),
      list: (name, key) => this.#list(name).set(key, object),
      count: (name, key) => this.#count(name).change(key, (present = 0) => present + 1),
      networks: (index, texts) => (networks = { index, texts }),
    });
    return networks;
  }

  /** A connector may list thousands: those that stay are not touched. */
  #changeNetworks(id: ObjectId, before: Networks | null, after: Networks | null): void {
    if (before === null && after === null) return;
    const had = new Set(before?.texts);
    const has = new Set(after?.texts);
    const gone = had.difference(has);
    if (before !== null) for (const text of gone) this.#network(before.index).remove(text, id);
    if (after === null) return;
    // The same network in other words (`10.0.0.7`, `10.0.0.7/32`) went with those.
    const come = gone.size === 0 ? has.difference(had) : has;
    for (const text of come) this.#network(after.index).add(text, id);
  }

  #map(name: MapName): MapEdit<Several<DirectoryObject>> {
    const open = this.#maps.get(name) ?? this.#before.maps[name].edit();
    this.#maps.set(name, open);
    return open;
  }

  #list(name: ListName): ListEdit<DirectoryObject> {
    const open = this.#lists.get(name) ?? this.#before.lists[name].edit();
    this.#lists.set(name, open);
    return open;
  }

  #network(name: NetworkName): NetworkEdit {
    const open = this.#networks.get(name) ?? this.#before.networks[name].edit();
    this.#networks.set(name, open);
    return open;
  }

  #count(name: CountName): MapEdit<number> {
    const open = this.#counts.get(name) ?? this.#before.counts[name].edit();
    this.#counts.set(name, open);
    return open;
  }

  done(): DirectoryIndexes {
    const { maps, lists, networks, counts } = this.#before;
    return {
      maps: { ...maps, ...finished(this.#maps) },
      lists: { ...lists, ...finished(this.#lists) },
      networks: { ...networks, ...finished(this.#networks) },
      counts: { ...counts, ...finished(this.#counts) },
    };
  }
}

const finished = <Name extends string, Value>(
  edits: ReadonlyMap<Name, { done(): Value }>,
): Partial<Record<Name, Value>> =>
  Object.fromEntries([...edits].map(([name, edit]) => [name, edit.done()])) as Partial<Record<Name, Value>>;

/** The indexes of a whole directory, made at once. Of objects of one id the last counts. */
export function indexAll(objects: readonly DirectoryObject[]): DirectoryIndexes {
  const maps: Columns<MapName, DirectoryObject> = new Map();
  const lists: Columns<ListName, DirectoryObject> = new Map();
  const networks: Columns<NetworkName, ObjectId> = new Map();
  const counts: Record<CountName, Map<string, Count>> = {
    'needs-domain': new Map(),
    elsewhere: new Map(),
    listed: new Map(),
  };
  let object: DirectoryObject;
  const sink: EntrySink = {
    map: (name, key) => addTo(maps, name, key, object),
    list: (name, key) => addTo(lists, name, key, object),
    networks(name, texts) {
      for (const text of new Set(texts)) addTo(networks, name, text, object.id);
    },
    count(name, key) {
      const known = counts[name].get(key);
      if (known === undefined) counts[name].set(key, { times: 1 });
      else known.times++;
    },
  };
  for (object of eachOnce(objects)) eachEntry(object, sink);
  return {
    maps: { ...noIndexes.maps, ...made(maps, (keys, items) => PersistentMap.of(keys, items, together)) },
    lists: { ...noIndexes.lists, ...made(lists, SortedList.of) },
    networks: { ...noIndexes.networks, ...made(networks, NetworkIndex.of) },
    counts: {
      'needs-domain': counted(counts['needs-domain']),
      elsewhere: counted(counts.elsewhere),
      listed: counted(counts.listed),
    },
  };
}

/** A store gives them in the order of their ids. */
function eachOnce(objects: readonly DirectoryObject[]): Iterable<DirectoryObject> {
  let isInOrder = true;
  for (let at = 1; at < objects.length && isInOrder; at++)
    isInOrder = (objects[at - 1] as DirectoryObject).id < (objects[at] as DirectoryObject).id;
  if (isInOrder) return objects;
  return new Map(objects.map((each) => [each.id, each])).values();
}

const together = (present: Several<DirectoryObject> | undefined, object: DirectoryObject): Several<DirectoryObject> =>
  present === undefined ? object : withItem(present, object);

interface Count {
  times: number;
}

const counted = (counts: ReadonlyMap<string, Count>): PersistentMap<number> =>
  PersistentMap.of([...counts.keys()], [...counts.values()], (_, { times }) => times);

/** Of each index its keys, and beside them what stands there: pairs would be objects by the hundred thousand, for a moment. */
type Columns<Name, Item> = Map<Name, { readonly keys: string[]; readonly items: Item[] }>;

function addTo<Name, Item>(columns: Columns<Name, Item>, name: Name, key: string, item: Item): void {
  const known = columns.get(name);
  if (known === undefined) {
    columns.set(name, { keys: [key], items: [item] });
    return;
  }
  known.keys.push(key);
  known.items.push(item);
}

const made = <Name extends string, Item, To>(
  columns: Columns<Name, Item>,
  make: (keys: readonly string[], items: readonly Item[]) => To,
): Partial<Record<Name, To>> =>
  Object.fromEntries([...columns].map(([name, { keys, items }]) => [name, make(keys, items)])) as Partial<
    Record<Name, To>
  >;
