/** A question that a page has for the person, whose dialog is loaded later than the page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Question } from '../../web/src/api/question.ts';

test('a question waits for its dialog; where none comes it is answered by itself', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const question = new Question<{ readonly of: string }, string>('nobody was asked');
  const early = question.ask({ of: 'one' });
  const gone = question.askedBy(async ({ of }) => `yes to ${of}`);
  assert.equal(await early, 'yes to one');
  assert.equal(await question.ask({ of: 'two' }), 'yes to two');
  gone();
  const again = question.ask({ of: 'three' });
  question.askedBy(async ({ of }) => `then to ${of}`)();
  assert.equal(await again, 'then to three');
  const never = question.ask({ of: 'four' });
  t.mock.timers.tick(60_000);
  assert.equal(await never, 'nobody was asked');
});
