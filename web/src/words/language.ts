/**
 * The language of the pages: what a person chose in this browser, else the first of the browser's own that there are words in.
 * It is one from the first line of a page to its end: whoever chooses another loads the page anew.
 */
export const languageNames = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' } as const;
export type LanguageName = keyof typeof languageNames;

const PLACE = 'doorpost-language';

const isLanguage = (name: string): name is LanguageName => Object.hasOwn(languageNames, name);

const languageOf = (tag: string): string => tag.split('-', 1)[0] ?? '';

function kept(): readonly string[] {
  try {
    return [localStorage.getItem(PLACE) ?? ''];
  } catch {
    return [];
  }
}

export const language: LanguageName = [...kept(), ...navigator.languages].map(languageOf).find(isLanguage) ?? 'en';

/** For dates and numbers: the language as it is written where the person lives, if the browser knows. */
export const locale: string = navigator.languages.find((tag) => languageOf(tag) === language) ?? language;

export function chooseLanguage(name: string): void {
  localStorage.setItem(PLACE, name);
  location.reload();
}
