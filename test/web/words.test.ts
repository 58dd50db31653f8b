/** The words of the pages: every language says all that English says, with the same facts and commands, and i18next finds each of them. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { createInstance, type Resource } from 'i18next';
import { withMany } from '../../web/src/words/many.ts';

type Leaves = ReadonlyMap<string, string>;
type Namespaces = Readonly<Record<string, object>>;

/** `home:flow.flows` and what it says. */
function leavesOf(namespaces: object): Leaves {
  const leaves = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') leaves.set(path, value);
    else
      for (const [key, each] of Object.entries(value as object))
        walk(each, path.includes(':') ? `${path}${path.endsWith(':') ? '' : '.'}${key}` : `${key}:`);
  };
  walk(namespaces, '');
  return leaves;
}

async function wordsOf(language: string): Promise<Namespaces> {
  const folder = new URL(`../../web/src/words/${language}/`, import.meta.url);
  const names = readdirSync(folder).map((file) => file.replace(/\.ts$/u, ''));
  const words = names.map(async (name) => {
    const { default: each } = (await import(new URL(`${name}.ts`, folder).href)) as { readonly default: object };
    return [name, language === 'en' || language === 'de' ? each : withMany(each)] as const;
  });
  return Object.fromEntries(await Promise.all(words));
}

const found = (text: string, pattern: RegExp): readonly string[] => [...new Set(text.match(pattern) ?? [])].sort();

/** Names, and what is the same in this language: with a blank in it, so that it looks like English. */
const sameAsEnglish = new Set([
  'Microsoft 365',
  'Microsoft Graph',
  'Azure Communication Services',
  'Amazon SES',
  'High Volume Email',
  '21Vianet (China)',
  'Direct Send',
  'SMTP AUTH',
  'Variable {{name}}',
]);

/** What is made of facts alone. */
const wordless = (text: string): boolean => !/\p{L}/u.test(text.replaceAll(/\{\{\w+\}\}/gu, ''));

test('every language says all that English says, with the same facts and commands, and nothing in English', async () => {
  const theirs = leavesOf(await wordsOf('en'));
  assert.ok(theirs.size > 1_500);
  for (const language of ['de', 'fr', 'es']) {
    const own = leavesOf(await wordsOf(language));
    const keys = [...own.keys()].filter((key) => !key.endsWith('_many'));
    assert.deepEqual(keys.toSorted(), [...theirs.keys()].toSorted(), language);
    const wrong = [...own].filter(([key, text]) => {
      const source = theirs.get(key.replace(/_many$/u, '_other')) ?? '';
      const says =
        text.trim() !== '' &&
        [/\{\{\w+\}\}/gu, /`[^`]*`/gu].every((each) => `${found(text, each)}` === `${found(source, each)}`);
      const isEnglish = text === source && text.includes(' ') && !wordless(text) && !excused(language, text);
      return !says || isEnglish;
    });
    assert.deepEqual(wrong, [], language);
  }
});

const excused = (language: string, text: string): boolean =>
  sameAsEnglish.has(text) || (sameIn[language] ?? []).includes(text);

/** Of one language alone. */
const sameIn: Readonly<Record<string, readonly string[]>> = {
  de: ['Server (SMTP)', 'Option {{name}}', 'In {{file}}:', 'In PowerShell:'],
  fr: ['Option {{name}}', '{{count}} message', '{{count}} messages', '10 minutes', '{{name}} (application)'],
  es: ['{{bytes}} bytes ({{size}})'],
};

test('i18next finds each text, and for a count the form that the language has for it', async () => {
  for (const language of ['en', 'de', 'fr', 'es']) {
    const words = await wordsOf(language);
    const i18n = createInstance();
    const missing: string[] = [];
    await i18n.init({
      lng: language,
      fallbackLng: false,
      resources: { [language]: { ...words } } satisfies Resource,
      interpolation: { escapeValue: false },
      saveMissing: true,
      missingKeyHandler: (_languages, namespace, key) => void missing.push(`${namespace}:${key}`),
    });
    const leaves = leavesOf(words);
    const names = [...leaves.values()].flatMap((text) => found(text, /(?<=\{\{)\w+/gu));
    for (const key of leaves.keys()) {
      const facts = Object.fromEntries(names.map((name) => [name, 'x']));
      const [, counted] = /^(.*)_(?:zero|one|many|other)$/u.exec(key) ?? [];
      const said =
        counted === undefined
          ? [i18n.t(key, facts)]
          : [0, 1, 2, 11, 1_000_000].map((count) => i18n.t(counted, { ...facts, count }));
      for (const each of said) assert.doesNotMatch(each, /\{\{/u, `${language} ${key}`);
    }
    assert.deepEqual(missing, [], language);
  }
});
