/** What is looked at every minute: disks, the store, the queue's growth. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlarmBook } from '../../src/alarm/book.ts';
import { machineLooks } from '../../src/alarm/machine-looks.ts';
import { QueueLooks } from '../../src/alarm/queue-looks.ts';
import { silentLog } from '../../src/base/log.ts';
import type { ClosedDoor } from '../../src/mail/doors/closed-door.ts';
import { judgeLooks } from '../../src/policy/alarms/alarm-round.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { createFakeNotes } from '../../lab/stores/fake-notes.ts';

const STEP_MS = 5 * 60_000;
const MIB = 1024 ** 2;

function watch(oldestMailMs: number | null = null, reports = async (): Promise<readonly never[]> => []) {
  const clock = createManualClock();
  const book = new AlarmBook(createFakeNotes(), clock, silentLog);
  const state = {
    free: [900 * MIB, 900 * MIB],
    reason: null as string | null,
    closed: [] as readonly ClosedDoor[] | null,
    waiting: 0,
    lanes: 1,
    orphans: reports,
  };
  const lanes = async () =>
    Array.from(
      { length: state.lanes },
      (_, n) =>
        ({ lane: `mx:far${n}.test`, waiting: state.waiting, held: 0, oldestReceivedAt: clock.now() - n }) as never,
    );
  const queue = new QueueLooks({
    clock,
    directory: new LiveDirectory({ revision: 1, objects: [] }),
    book,
    store: {
      spool: { lanes },
      trace: { search: async () => ({ rows: await state.orphans(), next: null, lookedBackTo: null }) },
    },
    oldestMailMs,
  });
  const act = (looks: Parameters<typeof judgeLooks>[0]): void => {
    for (const effect of judgeLooks(looks, book.list()))
      if (effect.kind === 'alarm-over') book.end(effect.key, effect.over);
      else book.raise(effect.alarm);
  };
  const lookAtMachine = (): void =>
    act(
      machineLooks({
        book,
        quarantine: () => null,
        store: { unhealthyReason: () => state.reason },
        closedDoors: () => state.closed,
        disks: () => state.free.map((freeBytes, n) => ({ path: `/disk${n}`, freeBytes, leastBytes: 100 * MIB })),
      }),
    );
  const lookAtQueue = async (): Promise<number> => {
    const { looks, nextMs } = await queue.look();
    act(looks);
    return nextMs;
  };
  const raised = (): readonly string[] => book.list().map(({ alarm }) => `${alarm.key} ${alarm.stage}`);
  return { lookAtMachine, lookAtQueue, state, raised, clock };
}

test('each disk has an alarm of its own, ahead and when it is full, which does not come and go', () => {
  const { lookAtMachine, state, raised } = watch();
  const seen = (first: number, second: number): readonly string[] => {
    state.free = [first * MIB, second * MIB];
    lookAtMachine();
    return raised();
  };
  assert.deepEqual(seen(900, 900), []);
  assert.deepEqual(seen(900, 199), ['disk-full:/disk1 1']);
  assert.deepEqual(seen(900, 99), ['disk-full:/disk1 2']);
  assert.deepEqual(seen(0, 220), ['disk-full:/disk1 1', 'disk-full:/disk0 2']);
  assert.deepEqual(seen(900, 260), []);
});

test('a store that cannot write is an alarm until it can', () => {
  const { lookAtMachine, state, raised } = watch();
  state.reason = 'the disk is full';
  lookAtMachine();
  assert.deepEqual(raised(), ['store-unwell 1']);
  state.reason = null;
  lookAtMachine();
  assert.deepEqual(raised(), []);
});

test('doors of HTTP that are closed are one alarm, which a start does not end before it has tried them', () => {
  const { lookAtMachine, state, raised } = watch();
  const seen = (closed: typeof state.closed): readonly string[] => {
    state.closed = closed;
    lookAtMachine();
    return raised();
  };
  const doors = ['0.0.0.0', '::'].map((address) => ({ address, port: 8525, why: 'unprotected', code: '' }) as const);
  assert.deepEqual(seen(doors), ['http-closed 1']);
  assert.deepEqual(seen(null), ['http-closed 1']);
  assert.deepEqual(seen(doors.slice(1)), ['http-closed 1']);
  assert.deepEqual(seen([]), []);
});

test('a queue that grows is an alarm, worse as it grows, until it has shrunk', async () => {
  const { lookAtQueue, state, raised, clock } = watch();
  const look = async (waiting: number): Promise<readonly string[]> => {
    state.waiting = waiting;
    await lookAtQueue();
    await clock.advance(STEP_MS);
    return raised();
  };
  for (const waiting of [10, 50, 90]) assert.deepEqual(await look(waiting), []);
  assert.deepEqual(await look(150), ['queue-grows 1']);
  assert.deepEqual(await look(2_000), ['queue-grows 2']);
  assert.deepEqual(await look(1_900), ['queue-grows 2'], 'not over yet');
  assert.deepEqual(await look(900), []);
});

test('mail for two hundred thousand domains is looked through as well, and looked at again when the oldest is late', async () => {
  const { lookAtQueue, state } = watch(STEP_MS);
  state.waiting = 1;
  state.lanes = 200_000;
  assert.equal(await lookAtQueue(), STEP_MS - 199_999);
});

test('reports that could not be read are looked for again', async () => {
  const { lookAtQueue, state } = watch();
  let asked = 0;
  state.orphans = async () => {
    if (asked++ === 0) throw new Error('the store cannot read');
    return [];
  };
  await assert.rejects(lookAtQueue(), /cannot read/u);
  await lookAtQueue();
  assert.equal(asked, 2);
  await lookAtQueue();
  assert.equal(asked, 2);
});
