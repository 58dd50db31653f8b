import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsKey, splitListKey } from './block-lists.ts';

test('a key is taken off the name of a list that has one, and of no other', () => {
  assert.deepEqual(splitListKey('abcdefgh12.zen.dq.spamhaus.net'), { zone: 'zen.dq.spamhaus.net', key: 'abcdefgh12' });
  assert.deepEqual(splitListKey('zen.dq.spamhaus.net'), { zone: 'zen.dq.spamhaus.net', key: null });
  assert.deepEqual(splitListKey('k3y.combined.mail.abusix.zone'), { zone: 'combined.mail.abusix.zone', key: 'k3y' });
  assert.deepEqual(splitListKey('b.barracudacentral.org'), { zone: 'b.barracudacentral.org', key: null });
  assert.ok(needsKey('zen.dq.spamhaus.net'));
  assert.ok(!needsKey('zen.spamhaus.org'));
});
