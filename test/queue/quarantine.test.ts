import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdSource, type QueueId } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { Outcome, RoutedDelivery } from '../../src/mail/delivery.ts';
import type { Screened } from '../../src/mail/screening/screened.ts';
import { quarantined } from '../../src/policy/routing/quarantined.ts';
import { startHousekeeping } from '../../src/queue/housekeeping.ts';
import { Quarantine } from '../../src/queue/quarantine/quarantine.ts';
import { Runner } from '../../src/queue/runner.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';
import {
  address,
  DAY,
  delivered,
  evenRandom,
  forwarded,
  group,
  HOUR,
  id,
  newMessage,
  organization,
  queued,
  sent,
  site,
} from './objects.ts';

const spam: Screened = { scl: 9, category: 'HSPM', filter: 'SPM', disposition: 'quarantine', row: 'spam' };
const junk: Screened = { ...spam, disposition: 'junk' };

/** The queue room over a real store; the delivery room is played. */
async function open(
  objects: readonly DirectoryObject[] = site(),
  play: (delivery: RoutedDelivery) => readonly Outcome[] = ({ recipients }) =>
    recipients.map(({ ordinal }) => delivered(ordinal)),
) {
  const { store, clock, dispose } = await openSqlite();
  const directory = new LiveDirectory({ revision: 1, objects });
  const random = evenRandom();
  const attempts: RoutedDelivery[] = [];
  const parts = { store, directory, clock, random, ids: createIdSource(clock, random), log: silentLog };
  const settings = {
    delayNoticeAfterMs: 4 * HOUR,
    expiryMxMs: 2 * DAY,
    expiryOtherMs: DAY,
    concurrentDeliveries: 10,
    perLane: 5,
    hostName: 'us.example',
  };
  const deliver = async (delivery: RoutedDelivery): Promise<readonly Outcome[]> => {
    attempts.push(delivery);
    return play(delivery);
  };
  const runner = new Runner({ ...parts, observe: () => {}, settings, deliver });
  runner.start();
  const stop = startHousekeeping({ store, directory, clock, log: silentLog, keepTraceMs: 90 * DAY });
  const accept = (name: string, to: readonly string[], screened: Screened, more = {}): Promise<void> =>
    store.spool.accept(
      quarantined(
        directory.current,
        newMessage(directory.current, queued(name, 'spammer@out.test', { ingress: 'direct', ...more, screened }), to),
      ),
    );
  const kept = async (): Promise<string[]> => {
    const { entries } = await store.spool.list({ quarantined: true }, { limit: 100, after: null });
    return entries.map(({ message, recipient }) => `${message.queueId} ${recipient.address.local}`);
  };
  const tried = (): string[] =>
    attempts.flatMap(({ message, recipients }) => recipients.map((one) => `${message.queueId} ${one.address.local}`));
  const told = async (queueId: string): Promise<string[]> => {
    const story = await store.trace.story(queueId as QueueId);
    return story!.events.map(({ kind, text }) => `${kind}: ${text}`);
  };
  /** Until nothing is due any more. */
  const settle = async (ms = 1_000): Promise<void> => {
    for (let turn = 0; turn < 30; turn++) {
      await clock.advance(ms / 30);
      await store.spool.lanes();
    }
  };
  return {
    ...{ store, clock, directory, attempts, accept, kept, tried, told, settle },
    quarantine: new Quarantine(parts),
    async [Symbol.asyncDispose]() {
      await stop();
      await runner.drain(0);
      await dispose();
    },
  };
}

test('mail in quarantine is not tried, not told about and not given up, however long it waits', async () => {
  await using house = await open(site(organization('org', { quarantineDays: 90 })));
  await house.accept('M1', ['anna@a.example'], spam);
  await house.settle();
  await house.settle(20 * DAY);
  assert.deepEqual(house.tried(), []);
  assert.deepEqual(await house.kept(), ['M1 anna']);
  assert.deepEqual(await house.told('M1'), ['Quarantine: Kept in quarantine: the spam filter takes it for spam']);
});

test('released to one of two recipients, once, it is delivered with SKQ and without what kept it; the other stays', async () => {
  await using house = await open();
  await house.accept('M1', ['anna@a.example', 'scanner@a.example'], spam);
  const one = { recipients: [{ queueId: 'M1' as QueueId, ordinal: 0 }] };
  assert.deepEqual(
    await Promise.all([house.quarantine.release(one, 'ada'), house.quarantine.release(one, 'ada')]),
    [1, 0],
  );
  assert.equal(await house.quarantine.release(one, 'ada'), 0);
  await house.settle();
  assert.deepEqual(house.tried(), ['M1 anna']);
  const [{ message }] = house.attempts as [RoutedDelivery];
  assert.deepEqual([message.screened?.filter, message.screened?.disposition], ['SKQ', 'inbox']);
  assert.equal(message.screened?.row, 'spam');
  assert.match(sent({ ...message, recipients: [], events: [], usage: [], reference: null }), /^From: Scanner/u);
  assert.deepEqual(await house.kept(), ['M1 scanner']);
  assert.deepEqual((await house.told('M1')).slice(1), [
    'Release: Released from quarantine by ada',
    'Deliver: Delivered to anna@a.example',
  ]);
  const [note] = await house.store.directory.audit({ limit: 10 });
  assert.equal(note?.name, 'quarantine: release');
  assert.deepEqual(note?.before, { in: 'quarantine', recipients: 1 });
});

test('released after days it has its time before it fails, counted from the release', async () => {
  await using house = await open(site(organization('org', { quarantineDays: 90 })), ({ recipients }) =>
    recipients.map(({ ordinal }) => ({
      ...delivered(ordinal),
      action: 'delayed',
      status: '4.2.0',
      cause: 'busy',
      text: 'later',
      laneTrouble: false,
      retryAfterMs: null,
    })),
  );
  await house.accept('M1', ['anna@a.example'], spam);
  await house.settle(20 * DAY);
  assert.equal(await house.quarantine.release({}, 'ada'), 1);
  await house.settle();
  assert.equal(house.attempts.length, 1);
  const { rows } = await house.store.trace.search({ limit: 10 });
  assert.deepEqual(
    rows.map(({ status }) => status),
    ['Pending'],
  );
});

test('another address gets a copy once, and what waits for the recipients stays', async () => {
  await using house = await open();
  await house.accept('M1', ['anna@a.example'], spam);
  for (let round = 0; round < 2; round++)
    assert.equal(await house.quarantine.copyTo({}, address('scanner@a.example'), 'ada'), 1);
  await house.settle();
  assert.deepEqual(house.tried(), ['M1 scanner']);
  assert.equal(house.attempts[0]?.message.screened?.filter, 'SKQ');
  assert.deepEqual(await house.kept(), ['M1 anna']);
});

test('a released group reaches its members, who are kept back no second time', async () => {
  await using house = await open(site(group('org', 'all@a.example', ['anna@a.example', 'scanner@a.example'])));
  await house.accept('M1', ['all@a.example'], spam);
  assert.deepEqual(await house.kept(), ['M1 all']);
  await house.quarantine.release({}, 'ada');
  await house.settle();
  assert.deepEqual(house.tried().toSorted(), ['M1 anna', 'M1 scanner']);
  assert.ok(house.attempts.every(({ message }) => message.screened?.filter === 'SKQ'));
});

test('deleted it is gone, without a report', async () => {
  await using house = await open();
  await house.accept('M1', ['anna@a.example'], spam);
  assert.equal(await house.quarantine.discard({}, 'ada'), 1);
  assert.equal(await house.quarantine.discard({}, 'ada'), 0);
  await house.settle();
  assert.deepEqual([house.tried(), await house.kept()], [[], []]);
  assert.deepEqual((await house.told('M1')).slice(1), ['Drop: Deleted from quarantine by ada']);
  const { rows } = await house.store.trace.search({ limit: 10 });
  assert.deepEqual(
    rows.map(({ status }) => status),
    ['Dropped'],
  );
});

test('its days over, mail is deleted without a report; malware stays for thirty', async () => {
  await using house = await open();
  await house.accept('M1', ['anna@a.example'], spam);
  await house.accept('M2', ['anna@a.example'], { ...spam, category: 'MALW', row: 'malware', virus: 'Eicar' });
  await house.settle(14 * DAY);
  assert.deepEqual(await house.kept(), ['M1 anna', 'M2 anna']);
  await house.settle(2 * DAY);
  assert.deepEqual(await house.kept(), ['M2 anna']);
  await house.settle(15 * DAY);
  assert.deepEqual(await house.kept(), []);
  assert.deepEqual(house.tried(), []);
  assert.deepEqual((await house.told('M1')).slice(1), ['Drop: Deleted after 15 days in quarantine']);
  assert.deepEqual(await house.told('M2'), [
    'Quarantine: Kept in quarantine: malware was found in it (Eicar)',
    'Drop: Deleted after 30 days in quarantine',
  ]);
});

test('a message that is to be kept and was accepted for delivery all the same is kept at its first attempt', async () => {
  await using house = await open();
  const view = house.directory.current;
  const message = newMessage(view, queued('M1', 'x@out.test'), ['anna@a.example']);
  await house.store.spool.accept({ ...message, screened: spam });
  await house.settle();
  assert.deepEqual(house.tried(), []);
  assert.deepEqual(await house.kept(), ['M1 anna']);
  assert.match((await house.told('M1')).join(), /Quarantine: Kept in quarantine/u);
});

test('Junk stays inside: members here get it, those outside do not, and nobody is told by a report', async () => {
  const mixed = group('org', 'mixed@a.example', ['anna@a.example', 'far@out.test']);
  const outside = group('org', 'outside@a.example', ['far@out.test']);
  await using house = await open(site(mixed, outside));
  await house.accept('M1', ['mixed@a.example', 'outside@a.example'], junk);
  await house.settle();
  assert.deepEqual(house.tried(), ['M1 anna']);
  const told = await house.told('M1');
  assert.ok(told.includes('Drop: far@out.test was left out: Junk is not sent on to the outside'), told.join('\n'));
  assert.ok(told.includes('Drop: Dropped: it is Junk, and leads only to the outside'), told.join('\n'));
  assert.ok(told.includes('Deliver: Delivered to anna@a.example, into Junk'), told.join('\n'));
  assert.equal((await house.store.trace.search({ limit: 10, sender: '<>' })).rows.length, 0);
});

test('a mailbox that forwards Junk keeps it, and sends it to nobody outside', async () => {
  await using house = await open(site(), ({ recipients }) =>
    recipients.map(({ ordinal, address: { local } }) =>
      local === 'anna' ? forwarded(ordinal, true, 'far@out.test', 'scanner@a.example') : delivered(ordinal),
    ),
  );
  await house.accept('M1', ['anna@a.example'], junk);
  await house.settle();
  assert.deepEqual(house.tried(), ['M1 anna', 'M1 scanner']);
  assert.equal(house.attempts[1]?.message.screened?.disposition, 'junk');
});

test('each organization keeps what is for it', async () => {
  const other = [organization('org'), organization('two')];
  await using house = await open(site(...other));
  await house.accept('M1', ['anna@a.example'], spam, { organizationId: id('two') });
  const { entries } = await house.store.spool.list({ quarantined: true }, { limit: 9, after: null });
  assert.deepEqual(
    entries.map(({ lane }) => lane),
    ['quarantine:org'],
  );
});
