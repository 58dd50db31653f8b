/**
 * Sentences in another language, each by its English one: with `{{name}}` or `{{0}}` for what is put in. English stands once, where it is said;
 * a sentence that another language lacks is said in English, whole.
 */
export type Sentences = Readonly<Record<string, string>>;

/** null: there is none. What has no letters is the same in every language. */
export function sentenceIn(sentences: Sentences, english: string): string | null {
  if (Object.hasOwn(sentences, english)) return sentences[english] ?? null;
  return /\p{L}/u.test(english.replaceAll(/\{\{\w+\}\}/gu, '')) ? null : english;
}

/** There is nothing to say otherwise. */
export const isEnglish = (sentences: Sentences): boolean => Object.keys(sentences).length === 0;
