/** "Did you mean": the nearest of some words to a mistyped one. */
import { bounds } from '../base/bounds.ts';

/** Optimal string alignment distance: insert, delete, replace, swap of neighbours. */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = isSwap(a, i, b, j) ? at(i - 2, j - 2) + 1 : replaced;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}

/** Whether two letters that end here stand there the other way round. */
const isSwap = (a: string, i: number, b: string, j: number): boolean =>
  i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];

/** Some of them: the nearest one, then those in which the word stands, or which stand in it. Of very many only the first are compared. */
export function near(word: string, words: Iterable<string>): readonly string[] {
  const compared = firstOf(words, bounds.config.nearCompared);
  const nearest = suggest(word, compared);
  const wanted = word.trim().toLowerCase();
  const isAround = (one: string): boolean =>
    one.length >= bounds.config.nearPart && (one.includes(wanted) || wanted.includes(one));
  const around = wanted.length < bounds.config.nearPart ? [] : compared.filter((one) => isAround(one.toLowerCase()));
  return [...new Set([...(nearest === null ? [] : [nearest]), ...around])].slice(0, bounds.config.nearNamed);
}

function firstOf(words: Iterable<string>, most: number): readonly string[] {
  const first: string[] = [];
  for (const word of words) if (first.push(word) >= most) break;
  return first;
}

/** The nearest word, if it is near enough to be what was meant; letter case, `_` and `-` do not count. */
export function suggest(word: string, words: readonly string[]): string | null {
  if (word.length > bounds.config.suggestedWord) return null;
  const plain = (text: string): string => text.toLowerCase().replace(/[_-]/gu, '');
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly distance: number } | null = null;
  for (const candidate of words) {
    const away = distance(plain(word), plain(candidate));
    if (away <= most && (best === null || away < best.distance)) best = { word: candidate, distance: away };
  }
  return best?.word ?? null;
}
