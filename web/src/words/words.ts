/**
 * The words of the pages: i18next, a namespace a page, loaded with it; of another language than English the first ones are loaded before the
 * first page. Sentences of reasons, remedies and problems come from the server's own `texts/`.
 */
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import shell from './en/shell.ts';
import parts from './en/parts.ts';
import { language, type LanguageName } from './language.ts';
import type { LanguageFiles, Namespaces } from './namespaces.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: Namespaces;
    enableSelector: false;
  }
}

const english: LanguageFiles = {
  first: { shell, parts },
  files: import.meta.glob<object>(['./en/*.ts', '!**/{parts,shell}.ts'], { import: 'default' }),
};

const others: { readonly [Name in Exclude<LanguageName, 'en'>]: () => Promise<{ readonly default: LanguageFiles }> } = {
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
};

const onDemand = ({ files, complete = (words) => words }: LanguageFiles): BackendModule => ({
  type: 'backend',
  init: () => {},
  read: (name, namespace, done) => {
    const load = files[`./${name}/${namespace}.ts`];
    if (load === undefined) done(new Error(`there are no words ${name}/${namespace}`), null);
    else
      load().then(
        (words) => done(null, { ...complete(words) }),
        (error: unknown) => done(error as Error, null),
      );
  },
});

export async function prepareWords(): Promise<void> {
  const words = language === 'en' ? english : (await others[language]()).default;
  document.documentElement.lang = language;
  await i18next
    .use(onDemand(words))
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: ['shell', 'parts'],
      defaultNS: 'shell',
      resources: { [language]: { ...words.first } },
      partialBundledLanguages: true,
      // React escapes.
      interpolation: { escapeValue: false },
      saveMissing: true,
      // A test that sees this fails.
      missingKeyHandler: (_languages, namespace, key) => console.error(`no words for ${namespace}:${key}`),
      react: { useSuspense: true },
    });
}
