/** Text of a bounded length that JSON can hold: cut between characters, never within a surrogate pair, and well-formed. Pure. */

/** At most so many UTF-16 units from its beginning. */
export function firstOf(text: string, most: number): string {
  const isSplit = text.length > most && /[\uD800-\uDBFF]/.test(text.charAt(most - 1));
  return text.slice(0, isSplit ? most - 1 : most).toWellFormed();
}

/** At most so many from its end. */
export function lastOf(text: string, most: number): string {
  const begin = Math.max(0, text.length - most);
  const isSplit = begin > 0 && /[\uDC00-\uDFFF]/.test(text.charAt(begin));
  return text.slice(isSplit ? begin + 1 : begin).toWellFormed();
}
