/** The order of a list's columns as a person chose it: ids. */

/** One place up (-1) or down; at the end it stays. */
export function moved(shown: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const at = shown.indexOf(id);
  const other = shown[at + by];
  return at < 0 || other === undefined ? shown : shown.with(at, other).with(at + by, id);
}

/** Where it stands among all: behind the nearest of those before it that is shown. */
export function withColumn(all: readonly string[], shown: readonly string[], id: string): readonly string[] {
  const before = all.slice(0, all.indexOf(id)).findLast((one) => shown.includes(one));
  return shown.toSpliced(before === undefined ? 0 : shown.indexOf(before) + 1, 0, id);
}
