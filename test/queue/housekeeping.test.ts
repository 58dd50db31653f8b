import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Log, silentLog } from '../../src/base/log.ts';
import { blockEntryForms } from '../../src/directory/kinds/list-entry.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import type { BlockEntry } from '../../src/directory/objects.ts';
import { startHousekeeping } from '../../src/queue/housekeeping.ts';
import { followChanges } from '../../src/queue/reroute.ts';
import { StoreUnavailable, type TraceRow } from '../../src/store/store.ts';
import { createFakeStore } from '../../lab/stores/fake-spool.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { connector, DAY, HOUR, id, MINUTE, newMessage, queued, START, site } from './objects.ts';

async function keeping(
  sweep: (now: number) => Promise<boolean> = async () => false,
  clock = createManualClock(START),
  fake = createFakeStore(),
  log: Log = silentLog,
) {
  fake.store.spool.sweep = sweep;
  const directory = new LiveDirectory({ revision: 1, objects: site() });
  const { store } = fake;
  const stops = [
    startHousekeeping({ store, directory, clock, log, keepTraceMs: 90 * DAY }),
    followChanges({ store, directory, clock, log }),
  ];
  const housekeeping = { stop: () => Promise.all(stops.map((stop) => stop())) };
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

test('an entry of a list leaves a week after its end, and a clock that jumped ahead removes none', async () => {
  const { clock, fake, directory, housekeeping } = await keeping();
  const changes: string[] = [];
  fake.store.directory.change = async (edits, actor, _now, expected = 0) => {
    for (const edit of edits) changes.push(`${actor} ${edit.verb} ${edit.verb === 'delete' ? edit.id : ''}`);
    return expected + 1;
  };
  const entry = (name: string, until: string): BlockEntry => ({
    kind: 'block-entry',
    id: id(name),
    organizationId: id('org'),
    ...blockEntryForms.create.parse({ name, until }),
    addedAt: START,
    usedAt: null,
  });
  directory.replace({ revision: 2, objects: [...site(), entry('192.0.2.1', '1 day'), entry('192.0.2.2', 'never')] });
  await clock.advance(0);
  clock.jumpWall(300 * DAY);
  await clock.advance(20 * MINUTE);
  assert.deepEqual(changes, []);
  clock.jumpWall(-300 * DAY);
  await clock.advance(7 * DAY);
  assert.deepEqual(changes, []);
  await clock.advance(DAY);
  assert.deepEqual(changes, ['system:lists delete 192.0.2.1']);
  assert.equal(directory.current.listOf('block-entry').length, 1);
  await housekeeping.stop();
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

/** Times that were swept by, and what the log was told. */
function witness() {
  const sweeps: number[] = [];
  const told: string[] = [];
  const log: Log = {
    ...silentLog,
    warn: (_fields, words) => void told.push(words),
    info: (_fields, words) => void told.push(words),
  };
  const sweep = async (now: number): Promise<boolean> => {
    sweeps.push(now);
    return false;
  };
  return { sweeps, told, log, sweep };
}

test('a clock that jumps far ahead sweeps nothing until it has stayed so for a week; one that comes back was never believed', async () => {
  const clock = createManualClock(START);
  const { sweeps, told, log, sweep } = witness();
  const { housekeeping } = await keeping(sweep, clock, createFakeStore(), log);
  await clock.advance(HOUR);
  clock.jumpWall(700 * DAY);
  await clock.advance(6 * DAY);
  assert.ok(Math.max(...sweeps) <= START + 7 * DAY, 'time goes on as it really passes');
  assert.ok(Math.max(...sweeps) > START + 6 * DAY - HOUR);
  assert.equal(told.filter((words) => words.includes('days ahead')).length, 1, told.join('; '));
  clock.jumpWall(-700 * DAY);
  await clock.advance(HOUR);
  assert.ok(Math.max(...sweeps) < START + 7 * DAY);
  assert.equal(told.filter((words) => words.includes('believed again')).length, 1);
  clock.jumpWall(700 * DAY);
  await clock.advance(8 * DAY);
  assert.ok(Math.max(...sweeps) > START + 700 * DAY, 'what lasts is believed');
  await housekeeping.stop();
});

test('a jump of hours is nothing, nor is one back', async () => {
  const clock = createManualClock(START);
  const { sweeps, told, log, sweep } = witness();
  const { housekeeping } = await keeping(sweep, clock, createFakeStore(), log);
  await clock.advance(HOUR);
  clock.jumpWall(23 * HOUR);
  await clock.advance(HOUR);
  assert.ok((sweeps.at(-1) ?? 0) >= START + DAY);
  clock.jumpWall(-400 * DAY);
  await clock.advance(HOUR);
  assert.ok((sweeps.at(-1) ?? 0) < START - 390 * DAY);
  assert.deepEqual(told, []);
  await housekeeping.stop();
});

test('a restart makes a clock that is far ahead no truer, whatever it wrote meanwhile; with nothing kept the last mail tells', async () => {
  const clock = createManualClock(START);
  const fake = createFakeStore();
  const first = await keeping(async () => false, clock, fake);
  await clock.advance(HOUR);
  await first.housekeeping.stop();
  clock.jumpWall(400 * DAY);
  for (let start = 0; start < 3; start++) {
    const { sweeps, told, log, sweep } = witness();
    const { housekeeping } = await keeping(sweep, clock, fake, log);
    await clock.advance(2 * DAY);
    assert.ok(sweeps.length > 0 && Math.max(...sweeps) < START + 7 * DAY, `start ${start}`);
    assert.equal(told.length, 1, 'said at each start');
    await housekeeping.stop();
  }
  const last = witness();
  const again = await keeping(last.sweep, clock, fake, last.log);
  await clock.advance(2 * DAY);
  assert.ok(Math.max(...last.sweeps) > START + 400 * DAY, 'the days before a restart count');
  await again.housekeeping.stop();

  const old = createFakeStore();
  old.store.trace.search = async () => ({
    rows: [{ at: START - 30 * DAY } as TraceRow],
    next: null,
    lookedBackTo: null,
  });
  const { sweeps, sweep } = witness();
  const upgraded = await keeping(sweep, createManualClock(START), old);
  await upgraded.clock.advance(HOUR);
  assert.ok(Math.max(...sweeps) < START - 29 * DAY);
  await upgraded.housekeeping.stop();
});
