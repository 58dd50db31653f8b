/**
 * The text without the given characters at its end. A pattern such as `/ +$/` tries every run of them anew, and its time grows with the
 * square of a hostile text's length; this looks from the end and stops.
 */
export function trimmedEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}
