import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inLanguage } from './in-language.ts';

const german = { 'no record': 'kein Eintrag', 'in order': 'in Ordnung' };

test('our sentences are said anew; values, names and what people wrote stay', () => {
  const answer = {
    items: [{ name: 'no record', outcome: 'bad', text: 'no record', because: ['in order', 'else'] }],
    message: { subject: 'no record', text: 'no record' },
    cause: 'never heard of',
    count: 3,
    none: null,
  };
  assert.deepEqual(inLanguage(answer, german), {
    items: [{ name: 'no record', outcome: 'bad', text: 'kein Eintrag', because: ['in Ordnung', 'else'] }],
    message: { subject: 'no record', text: 'no record' },
    cause: 'never heard of',
    count: 3,
    none: null,
  });
});

test('a cure beside an act that is not known here, and a cause beside such a reason, stay as they came', () => {
  const later = {
    cure: 'Do it.',
    remedy: { act: 'of-a-later-version' },
    cause: 'It is so.',
    reason: { kind: 'later', version: 9 },
  };
  assert.deepEqual(inLanguage(later, german), later);
});
