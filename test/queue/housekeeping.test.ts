import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '../../src/base/log.ts';
import { LiveDirectory } from '../../src/policy/live-directory.ts';
import { startHousekeeping } from '../../src/queue/housekeeping.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { createFakeStore } from '../support/fake-spool.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { connector, DAY, HOUR, id, MINUTE, newMessage, queued, START, site } from './objects.ts';

async function keeping(sweep: () => Promise<boolean> = async () => false) {
  const clock = createManualClock(START);
  const fake = createFakeStore();
  fake.store.spool.sweep = sweep;
  const directory = new LiveDirectory({ revision: 1, objects: site() });
  const housekeeping = startHousekeeping({
    store: fake.store,
    directory,
    clock,
    log: silentLog,
    keepTraceMs: 90 * DAY,
  });
  const message = newMessage(directory.current, queued('M1', 'scanner@a.example'), ['x@out.test', 'y@out.test']);
  await fake.store.spool.accept(message);
  return { clock, fake, directory, housekeeping };
}

test('waiting mail follows a changed directory, but not what an administrator pinned', async () => {
  const { clock, fake, directory, housekeeping } = await keeping();
  const pinned = { verb: 'redirect', route: { kind: 'mx', domain: 'pinned.test' }, address: null } as const;
  await fake.store.spool.steer({ ordinals: [1] }, pinned, 'ada', START);
  directory.replace({ revision: 2, objects: site(connector('org', 'hub', { recipientDomains: ['out.test'] })) });
  await clock.advance(1_000);
  assert.deepEqual(
    fake.entries.map((entry) => entry.lane),
    [`connector:${id('connector-hub')}:`, 'mx:pinned.test'],
  );
  await housekeeping.stop();
});

test('mail that a clock gone back left days ahead is fetched back; an ordinary wait and a hold are left alone', async () => {
  const { clock, fake, housekeeping } = await keeping();
  const [far, near] = fake.entries;
  assert.ok(far && near);
  far.nextAttemptAt = START + DAY;
  far.lane = 'mx:far.test';
  near.nextAttemptAt = START + HOUR;
  await clock.advance(10 * MINUTE);
  assert.equal(far.nextAttemptAt, 0);
  assert.equal(near.nextAttemptAt, START + HOUR);
  await housekeeping.stop();
});

test('sweeping goes on while there is something to sweep, and a failure does not end the rounds', async () => {
  let left = 3;
  let rounds = 0;
  const { clock, housekeeping } = await keeping(async () => {
    if (left === 0 && ++rounds === 1) throw new StoreUnavailable('busy');
    return left-- > 0;
  });
  await clock.advance(0);
  assert.equal(left, 0);
  left = 2;
  await clock.advance(10 * MINUTE);
  assert.ok(left <= 0, 'the next round swept on');
  await housekeeping.stop();
  left = 5;
  await clock.advance(HOUR);
  assert.equal(left, 5, 'no round after the stop');
});

test('far mail is fetched back though its lane has other deferred mail, and once only', async () => {
  const { clock, fake, housekeeping } = await keeping();
  const [far, near] = fake.entries;
  assert.ok(far && near && far.lane === near.lane);
  far.nextAttemptAt = START + 300 * DAY;
  near.nextAttemptAt = START + HOUR;
  await clock.advance(10 * MINUTE);
  assert.equal(far.nextAttemptAt, 0);
  assert.equal(near.nextAttemptAt, START + HOUR, 'an ordinary wait is left alone');
  await housekeeping.stop();
});

test('mail deferred on the scale of this process is not fetched back because the wall clock went back', async () => {
  const { clock, fake, housekeeping } = await keeping();
  const [entry] = fake.entries;
  assert.ok(entry);
  entry.nextAttemptAt = START + HOUR;
  clock.jumpWall(-30 * DAY);
  await clock.advance(10 * MINUTE);
  assert.equal(entry.nextAttemptAt, START + HOUR);
  await housekeeping.stop();
});

test('a change that routing does not see reads nothing of the queue', async () => {
  const { clock, fake, directory, housekeeping } = await keeping();
  let looked = 0;
  const { reroute } = fake.store.spool;
  fake.store.spool.reroute = (decide, scope) => {
    looked++;
    return reroute(decide, scope);
  };
  directory.replace({ revision: 2, objects: site().map((object) => ({ ...object })) });
  await clock.advance(1_000);
  assert.equal(looked, 0);
  directory.replace({ revision: 3, objects: site(connector('org', 'hub', { recipientDomains: ['out.test'] })) });
  await clock.advance(1_000);
  assert.equal(looked, 1);
  await housekeeping.stop();
});
