import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { systemRandom } from '../../base/random.ts';
import { PasswordGate, TooManyWait } from './password-gate.ts';

test('a few at once, a bounded line behind them, and beyond it nobody is looked at', async () => {
  const gate = new PasswordGate(systemRandom);
  const room = bounds.admin.passwordsAtOnce + bounds.admin.passwordsWaiting;
  const tried = await Promise.allSettled(Array.from({ length: room + 5 }, () => gate.verify('x', null)));
  const refused = tried.filter((one) => one.status === 'rejected');
  assert.equal(refused.length, 5);
  assert.ok(refused.every(({ reason }) => reason instanceof TooManyWait));
  assert.ok(
    tried.every((one) => one.status === 'rejected' || !one.value),
    'nobody’s password is never right',
  );
  const verifier = await gate.hash('right');
  assert.deepEqual(await Promise.all([gate.verify('right', verifier), gate.verify('wrong', verifier)]), [true, false]);
});
