import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asTheyCome } from './as-they-come.ts';

test('each value comes before the next is told, and the result at the end', async () => {
  const gate = Promise.withResolvers<void>();
  const coming = asTheyCome<string, number>(async (tell) => {
    tell('first');
    await gate.promise;
    tell('second');
    tell('third');
    return 3;
  });
  assert.deepEqual(await coming.next(), { done: false, value: 'first' });
  gate.resolve();
  assert.deepEqual(await coming.next(), { done: false, value: 'second' });
  assert.deepEqual(await coming.next(), { done: false, value: 'third' });
  assert.deepEqual(await coming.next(), { done: true, value: 3 });
});

test('a failure comes after what was told before it', async () => {
  const coming = asTheyCome<string, never>(async (tell) => {
    tell('first');
    throw new Error('broken');
  });
  assert.deepEqual(await coming.next(), { done: false, value: 'first' });
  await assert.rejects(coming.next(), /broken/u);
});
