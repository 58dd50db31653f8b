import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DueBound } from './due-bound.ts';

test('before the first answer anything may be due', () => {
  assert.equal(new DueBound().earliest([]), 0);
});

test('an answer holds while the lanes it left out are busy still', () => {
  const bound = new DueBound();
  bound.answered(500, ['slow'], 1);
  assert.equal(bound.earliest(['slow']), 500);
  assert.equal(bound.earliest(['slow', 'other']), 500);
  assert.equal(bound.earliest([]), 0);
  bound.answered(null, [], 1);
  assert.equal(bound.earliest([]), Number.POSITIVE_INFINITY);
});

test('what the database has not heard of yet counts until it has', () => {
  const bound = new DueBound();
  bound.answered(null, [], 3);
  bound.coming(4, 900);
  bound.coming(4, 700);
  bound.coming(4, 800);
  bound.coming(5, 100);
  assert.equal(bound.earliest([]), 100);
  bound.answered(700, [], 4);
  assert.equal(bound.earliest([]), 100);
  bound.answered(100, [], 5);
  assert.equal(bound.earliest([]), 100);
  bound.answered(null, [], 6);
  assert.equal(bound.earliest([]), Number.POSITIVE_INFINITY);
});

test('what is forgotten has to be asked again', () => {
  const bound = new DueBound();
  bound.answered(500, [], 1);
  bound.coming(2, 600);
  bound.forget();
  assert.equal(bound.earliest([]), 0);
});
