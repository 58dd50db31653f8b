/**
 * The text without the given characters at its end. A pattern such as `/ +$/` tries every run of them anew, and its time grows with the
 * square of a hostile text's length; this looks from the end and stops.
 */
export function trimmedEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/** At most so many UTF-16 units from its beginning: cut between characters, never within a surrogate pair, and well-formed, as JSON wants it. */
export function firstOf(text: string, most: number): string {
  const isSplit = text.length > most && /[\uD800-\uDBFF]/.test(text.charAt(most - 1));
  return text.slice(0, isSplit ? most - 1 : most).toWellFormed();
}

/** The same from its end. */
export function lastOf(text: string, most: number): string {
  const begin = Math.max(0, text.length - most);
  const isSplit = begin > 0 && /[\uDC00-\uDFFF]/.test(text.charAt(begin));
  return text.slice(isSplit ? begin + 1 : begin).toWellFormed();
}
