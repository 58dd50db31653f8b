/**
 * Puts facts into words. The words are in i18next's format, of which this reads what we use: `{{name}}` for a fact, and of keys that end
 * in `_one`, `_many` or `_other` the one that a language has for a count. A test reads every text with i18next itself. What a fact says is
 * never read as words: a peer that writes `{{name}}` is shown saying so.
 */
export type Facts = Readonly<Record<string, string | number>>;

/** A fact that is not there leaves nothing in its place. */
export const fill = (text: string, facts: Facts): string =>
  text.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => (Object.hasOwn(facts, name) ? String(facts[name]) : ''));

/** `key_one`, `key_other`: which of them a language has for so many (CLDR). */
export function counted<Key extends string>(
  texts: { readonly [Each in `${Key}_other`]: string },
  key: Key,
  count: number,
  language: string,
): string {
  const forms: Readonly<Record<string, unknown>> = texts;
  const own = forms[`${key}_${new Intl.PluralRules(language).select(count)}`];
  return fill(typeof own === 'string' ? own : texts[`${key}_other`], { count });
}
