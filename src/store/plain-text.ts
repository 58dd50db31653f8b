/**
 * Text as every engine keeps it: no NUL and no half of a surrogate pair, of which some database takes neither. Each stands as U+FFFD. What
 * strangers wrote must never be why an acceptance fails, its neighbours' least of all. Pure.
 */

/** The JSON of a value, its texts and the names of its fields made plain. */
export function plainJson(value: unknown): string {
  const json = JSON.stringify(value);
  // NUL and lone halves are always escaped in JSON, other characters hardly ever.
  return json.includes('\\u') ? json.replace(/\\(?:(u0000|ud[89a-f][\da-f]{2})|.)/gu, replaced) : json;
}

/** The same value where all of it is plain, which is nearly always; else a plain copy. */
export function plainValue<Value>(value: Value): Value {
  const json = JSON.stringify(value);
  if (!json.includes('\\u')) return value;
  return JSON.parse(plainJson(value)) as Value;
}

const replaced = (escaped: string, odd: string | undefined): string => (odd === undefined ? escaped : '\uFFFD');
