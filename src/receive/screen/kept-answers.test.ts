import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { KeptAnswers } from './kept-answers.ts';

const found = (record: string, ttlSeconds?: number) =>
  ({ kind: 'found', records: [record], ...(ttlSeconds === undefined ? {} : { ttlSeconds }) }) as const;

test('an answer is kept a minute, one about DMARC five, and none longer than its TTL', () => {
  const answers = new KeptAnswers();
  answers.keep('a.test', 'TXT', found('v=spf1 -all'), 0);
  answers.keep('_DMARC.a.test', 'TXT', { kind: 'no-such-name' }, 0);
  answers.keep('mx.a.test', 'A', found('192.0.2.1', 10), 0);
  const kept = (at: number): readonly boolean[] =>
    [answers.of('A.test', 'TXT', at), answers.of('_dmarc.a.test', 'TXT', at), answers.of('mx.a.test', 'A', at)].map(
      (answer) => answer !== null,
    );
  assert.deepEqual(kept(9_999), [true, true, true]);
  assert.equal(answers.of('a.test', 'MX', 9_999), null);
  assert.deepEqual(kept(10_000), [true, true, false]);
  assert.deepEqual(kept(60_000), [false, true, false]);
  assert.deepEqual(kept(300_000), [false, false, false]);
});

test('neither a failure nor a key that is missing is kept, and of many answers the longest unused goes', () => {
  const answers = new KeptAnswers();
  answers.keep('broken.test', 'TXT', { kind: 'failed', reason: 'SERVFAIL' }, 0);
  assert.equal(answers.of('broken.test', 'TXT', 0), null);
  answers.keep('k._domainkey.a.test', 'TXT', { kind: 'no-such-name' }, 0);
  assert.equal(answers.of('k._domainkey.a.test', 'TXT', 0), null);
  for (let n = 0; n < bounds.receive.dnsAnswers; n++) answers.keep(`n${n}.test`, 'TXT', found('x'), 0);
  assert.notEqual(answers.of('n0.test', 'TXT', 0), null);
  answers.keep('one-more.test', 'TXT', found('x'), 0);
  assert.notEqual(answers.of('n0.test', 'TXT', 0), null);
  assert.equal(answers.of('n1.test', 'TXT', 0), null);
});
