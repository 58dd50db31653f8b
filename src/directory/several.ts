/** The entries of an index under one key: nearly always one object, which then stands there alone; several by their ids. */
interface Identified {
  readonly id: string;
}

export type Several<Item> = Item | readonly Item[];

const NONE: readonly never[] = [];

export function all<Item extends Identified>(several: Several<Item> | undefined): readonly Item[] {
  if (several === undefined) return NONE;
  return Array.isArray(several) ? (several as readonly Item[]) : [several as Item];
}

/** With the item in place of one of its id. */
export function withItem<Item extends Identified>(several: Several<Item> | undefined, item: Item): Several<Item> {
  const present = all(several);
  const last = present.at(-1);
  if (last === undefined) return item;
  // Objects mostly come in the order of their ids.
  if (last.id < item.id) return [...present, item];
  const others = present.filter(({ id }) => id !== item.id);
  if (others.length === 0) return item;
  const at = others.findIndex(({ id }) => id > item.id);
  others.splice(at < 0 ? others.length : at, 0, item);
  return others;
}

/** undefined: nothing is left. */
export function withoutItem<Item extends Identified>(
  several: Several<Item> | undefined,
  id: string,
): Several<Item> | undefined {
  const others = all(several).filter((each) => each.id !== id);
  return others.length > 1 ? others : others[0];
}
