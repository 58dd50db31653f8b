import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageAsked } from './language-asked.ts';

test('the language that is wanted most, of those there are; else English', () => {
  for (const [header, language] of [
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['it, fr;q=0.5, es;q=0.7', 'es'],
    ['FR', 'fr'],
    ['en-GB, de;q=0.9', 'en'],
    ['de;q=0', 'en'],
    ['*', 'en'],
    ['it', 'en'],
    ['de;q=x', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ] as const)
    assert.equal(languageAsked(header), language, header);
});
