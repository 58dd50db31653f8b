/** The words of the pages: i18next, a namespace a page, loaded with it. Sentences of reasons, remedies and problems come from the server's own `texts/`. */
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import shell from './en/shell.ts';
import parts from './en/parts.ts';
import type { Namespaces } from './namespaces.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: Namespaces;
    enableSelector: false;
  }
}

type Words = Readonly<Record<string, unknown>>;
const files = import.meta.glob<{ readonly default: Words }>('./*/*.ts');

const onDemand: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language, namespace, done) => {
    const load = files[`./${language}/${namespace}.ts`];
    if (load === undefined) done(new Error(`there are no words ${language}/${namespace}`), null);
    else
      load().then(
        ({ default: words }) => done(null, words),
        (error: unknown) => done(error as Error, null),
      );
  },
};

export async function prepareWords(): Promise<void> {
  await i18next
    .use(onDemand)
    .use(initReactI18next)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      ns: ['shell', 'parts'],
      defaultNS: 'shell',
      resources: { en: { shell, parts } },
      partialBundledLanguages: true,
      // React escapes.
      interpolation: { escapeValue: false },
      saveMissing: true,
      // A test that sees this fails.
      missingKeyHandler: (_languages, namespace, key) => console.error(`no words for ${namespace}:${key}`),
      react: { useSuspense: true },
    });
}
