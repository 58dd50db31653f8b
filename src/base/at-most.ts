/**
 * Items gathered up to a bound, or the word that there were more. Code that decides by them has to say what becomes of the rest: in front of a
 * decision that is a refusal, because what was not looked at is never taken.
 */
export type AtMost<Item> = readonly Item[] | 'too-many';

/** Of a list that was filled no further than one beyond the bound. */
export const atMost = <Item>(most: number, items: readonly Item[]): AtMost<Item> =>
  items.length > most ? 'too-many' : items;
