/** Sorting a hundred thousand items takes longer than anybody should wait: done in pieces, with others having their turn in between. */

/** Items sorted, or merged, at once: a millisecond. */
const AT_ONCE = 1_000;

/** A new list, in order; what compares as equal stays as it came. */
export async function sortInSlices<Item>(
  items: Iterable<Item>,
  compare: (one: Item, other: Item) => number,
  rest: () => Promise<void>,
): Promise<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  let run: Item[] = [];
  for (const item of items) {
    run.push(item);
    if (run.length < AT_ONCE) continue;
    runs.push(run.sort(compare));
    run = [];
    await rest();
  }
  runs.push(run.sort(compare));
  while (runs.length > 1) {
    const merged: (readonly Item[])[] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(await merge(runs[at] as readonly Item[], runs[at + 1] ?? [], compare, rest));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<Item>(
  one: readonly Item[],
  other: readonly Item[],
  compare: (one: Item, other: Item) => number,
  rest: () => Promise<void>,
): Promise<readonly Item[]> {
  if (other.length === 0) return one;
  const merged: Item[] = [];
  let second = 0;
  for (const item of one) {
    while (second < other.length && compare(other[second] as Item, item) < 0) merged.push(other[second++] as Item);
    merged.push(item);
    if (merged.length % AT_ONCE === 0) await rest();
  }
  for (; second < other.length; second++) merged.push(other[second] as Item);
  return merged;
}
