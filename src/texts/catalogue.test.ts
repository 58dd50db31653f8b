import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInstance } from 'i18next';
import { languages } from '../mail/names.ts';
import { reportTexts } from './languages.ts';
import { counted, fill } from './words.ts';

/** `openings.delay.sentence` and what it says. */
const flat = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([name, each]) => flat(each, path === '' ? name : `${path}.${name}`));

const namesIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = '']) => name))].sort();

/** Words that a hostile peer may have said; and a count that has plural forms. */
const facts = {
  recipient: 'a',
  sender: 'b',
  contact: 'c',
  hostName: '{{count}}',
  lastReason: '$t(who.you) $& {{hostName}}',
  until: '<b>',
  date: '`',
  number: 3,
  month: 'd',
  organization: 'e',
  link: 'f',
};

test('every language says all that English says, with the same facts, and nothing in English', async () => {
  const english = new Map(flat((await reportTexts('en')).texts));
  for (const language of languages) {
    const texts = new Map(flat((await reportTexts(language)).texts));
    const missing = [...english.keys()].filter((key) => !texts.has(key));
    assert.deepEqual(missing, [], language);
    for (const [key, text] of texts) {
      const theirs = english.get(key.replace(/_many$/u, '_other')) ?? '';
      assert.notEqual(text.trim(), '', key);
      assert.deepEqual(namesIn(text), namesIn(theirs), `${language}: ${key}`);
      if (language !== 'en' && text.includes(' ')) assert.notEqual(text, theirs, `${language}: ${key}`);
    }
  }
});

test('i18next reads every text as it is read here, whatever the facts say', async () => {
  for (const language of languages) {
    const { texts } = await reportTexts(language);
    const i18n = createInstance();
    const resources = { [language]: { reports: texts } };
    await i18n.init({
      lng: language,
      resources,
      defaultNS: 'reports',
      interpolation: { escapeValue: false },
    });
    for (const [key, text] of flat(texts)) {
      const form = /_(?:one|many|other)$/u.test(key);
      if (!form) assert.equal(i18n.t(key, facts), fill(text, facts), `${language}: ${key}`);
    }
    for (const key of ['moreRecipients', 'countedRecipients'] as const)
      for (const count of [1, 2, 950, 1_000_000])
        assert.equal(i18n.t(key, { count }), counted(texts, key, count, language), `${language}: ${key} ${count}`);
  }
});

test('what a fact says is shown as it is', () => {
  assert.equal(fill('{{a}} and {{b}}', { a: '{{b}}', b: '$& {{a}}' }), '{{b}} and $& {{a}}');
  assert.equal(fill('{{missing}}{{toString}}.', {}), '.');
});
