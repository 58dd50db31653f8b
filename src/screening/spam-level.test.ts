import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bounds } from '../base/bounds.ts';
import { spamLevel } from './spam-level.ts';

const answer = (action: unknown, more: object = {}): string => JSON.stringify({ action, score: 1.234, ...more });

test('the action decides, not the score', () => {
  const meant = (action: string) => {
    const fact = spamLevel(answer(action, { score: 8.2, required_score: 15 }));
    return fact.kind === 'answered' ? fact.action : fact.why;
  };
  assert.equal(meant('reject'), 'high-confidence-spam');
  assert.equal(meant('add header'), 'spam');
  assert.equal(meant('rewrite subject'), 'spam');
  assert.equal(meant('greylist'), 'accept');
  assert.equal(meant('no action'), 'accept');
});

test('a filter that says not now has no answer, and one that skips its rules has judged all the same', () => {
  assert.deepEqual(spamLevel(answer('soft reject')), { kind: 'unknown', why: 'busy' });
  const skipped = (action: string) => spamLevel(answer(action, { is_skipped: true, score: 0 }));
  assert.deepEqual(skipped('no action'), { kind: 'answered', action: 'accept', score: 0, symbols: [] });
  assert.deepEqual(skipped('reject'), { kind: 'answered', action: 'high-confidence-spam', score: 0, symbols: [] });
});

test('the heaviest symbols are kept, those that would not be words are not', () => {
  const symbols = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`S${n}`, { name: `S${n}`, score: n }]));
  const fact = spamLevel(answer('add header', { symbols: { ...symbols, 'A b\r\nX: y': { score: 99 }, LIGHT: {} } }));
  assert.ok(fact.kind === 'answered');
  assert.equal(fact.symbols.length, bounds.screening.symbolsKept);
  assert.deepEqual(fact.symbols.slice(0, 2), ['S49', 'S48']);
  assert.equal(fact.score, 1.23);
});

test('what is no answer of a spam filter is unknown, whatever it is', () => {
  const nonsense = { kind: 'unknown', why: 'nonsense' };
  const half = answer('reject').slice(0, 15);
  for (const text of ['', 'pong', half, '[]', 'null', '{}', answer('explode'), answer(7), answer('__proto__')])
    assert.deepEqual(spamLevel(text), nonsense, text);
  assert.deepEqual(spamLevel('{"action":"reject","score":1e999}'), nonsense);
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const fact = spamLevel(text);
      assert.ok(fact.kind === 'unknown' || fact.symbols.length <= bounds.screening.symbolsKept);
    }),
  );
});
