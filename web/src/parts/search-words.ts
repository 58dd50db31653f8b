/** The words of a search box as fields, and back: `from:ann status:"No mail" invoice`. Pure. */

/** Words without a name of their own. */
export const FREE = 'q';

/** By the word before the colon; words without one stand under the free word. */
export type Said = Readonly<Record<string, string | undefined>>;

const TOKEN = /(?:(\w+):)?(?:"([^"]*)"|(\S+))/gu;

export function readWords(text: string, known: readonly string[], free: string): Said {
  const said: Record<string, string> = {};
  const rest: string[] = [];
  for (const [all, word, quoted, plain] of text.matchAll(TOKEN)) {
    const name = word?.toLowerCase();
    const value = quoted ?? plain ?? '';
    if (name !== undefined && known.includes(name)) said[name] = value;
    else rest.push(name === undefined ? value : all);
  }
  if (rest.length > 0) said[free] = rest.join(' ');
  return said;
}

export const writeWords = (said: Said, known: readonly string[], free: string): string =>
  [...known.flatMap((word) => (said[word] === undefined ? [] : [`${word}:${inQuotes(said[word])}`])), said[free] ?? '']
    .filter((part) => part !== '')
    .join(' ');

const inQuotes = (value: string): string => (/\s/u.test(value) ? `"${value}"` : value);
