/** The directory's indexes as if there were some organizations alone: what is looked up is sieved then, a list when it is first asked for. Pure. */
import type { ObjectId } from '../base/id.ts';
import type { SortedList } from '../base/collections/sorted-list.ts';
import type { ListName, MapName } from './entries.ts';
import { type DirectoryIndexes, IndexEdit, type ReadIndexes } from './indexes.ts';
import type { DirectoryKind, DirectoryObject } from './objects.ts';
import { all } from './several.ts';

export class SeenIndexes {
  readonly #whole: DirectoryIndexes;
  /** null: all organizations. */
  readonly only: ReadonlySet<ObjectId> | null;
  readonly read: ReadIndexes;

  constructor(whole: DirectoryIndexes, only: ReadonlySet<ObjectId> | null = null) {
    this.#whole = whole;
    this.only = only;
    this.read = only === null ? whole : cutIndexes(whole, only);
  }

  within(organizations: ReadonlySet<ObjectId>): SeenIndexes {
    return new SeenIndexes(this.#whole, this.only === null ? organizations : this.only.intersection(organizations));
  }

  get(kind: DirectoryKind, id: ObjectId): DirectoryObject | null {
    const object = this.#whole.lists[kind].get(id) ?? null;
    const { only } = this;
    if (object === null || only === null) return object;
    return belongsTo(object, only) ? withoutOthers(object, only) : null;
  }

  /** A change of the whole. */
  edit(): IndexEdit {
    return new IndexEdit(this.#whole);
  }

  after(edit: IndexEdit): SeenIndexes {
    return new SeenIndexes(edit.done(), this.only);
  }
}

function cutIndexes(whole: DirectoryIndexes, organizations: ReadonlySet<ObjectId>): ReadIndexes {
  const isSeen = (object: DirectoryObject): boolean => belongsTo(object, organizations);
  return {
    maps: byName<MapName, ReadIndexes['maps'][MapName]>(whole.maps, (map) => ({
      get: (key) => {
        const seen = all(map.get(key)).filter(isSeen);
        return seen.length > 1 ? seen : seen[0];
      },
    })),
    lists: byName<ListName, SortedList<DirectoryObject>>(whole.lists, (list, name) =>
      name === 'system' ? list.mapped((object) => withoutOthers(object, organizations)) : list.filtered(isSeen),
    ),
    // They give ids, and whoever is not in the lists is not found by one.
    networks: whole.networks,
    // How many there are at most.
    counts: whole.counts,
  };
}

/** The settings of the system are everybody's. */
export const belongsTo = (object: DirectoryObject, organizations: ReadonlySet<ObjectId>): boolean => {
  if (object.kind === 'system') return true;
  return organizations.has(object.kind === 'organization' ? object.id : object.organizationId);
};

function withoutOthers(object: DirectoryObject, organizations: ReadonlySet<ObjectId>): DirectoryObject {
  if (object.kind !== 'system' || object.defaultOrganizationId === null) return object;
  return organizations.has(object.defaultOrganizationId) ? object : { ...object, defaultOrganizationId: null };
}

/** Of each its part, made when it is first asked for. */
function byName<Name extends string, Part, Whole extends Part = Part>(
  whole: Readonly<Record<Name, Whole>>,
  cut: (whole: Whole, name: Name) => Part,
): Readonly<Record<Name, Part>> {
  const made = new Map<Name, Part>();
  const parts = {} as Record<Name, Part>;
  for (const name of Object.keys(whole) as Name[])
    Object.defineProperty(parts, name, {
      get() {
        const known = made.get(name) ?? cut(whole[name], name);
        made.set(name, known);
        return known;
      },
    });
  return parts;
}
