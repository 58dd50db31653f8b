/** A delivery that another node has by now is given back: nobody is asked, nothing is settled, and nothing is learned. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queueHouse } from './house.ts';
import { relayed, site } from './objects.ts';

test('a delivery that is lost before it is tried is given back, and goes once it is here again', async () => {
  const house = queueHouse(site(), ({ recipients }) => recipients.map(({ ordinal }) => relayed(ordinal)));
  const { spool } = house.store;
  const { claim, release } = spool;
  let released = 0;
  spool.claim = async (request) =>
    (await claim(request)).map((one) => (released > 0 ? one : { ...one, lost: AbortSignal.abort() }));
  spool.release = (leaseId) => {
    released++;
    return release(leaseId);
  };
  house.runner.start();
  await house.send('M1', ['x@out.test']);
  await house.clock.advance(1_000);
  assert.equal(released, 1);
  assert.equal(house.attempts.length, 1);
  assert.deepEqual(house.kinds('M1'), ['Send']);
});
