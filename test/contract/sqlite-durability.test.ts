/** What only this engine can be asked: kills, faults, a second opener. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { claim, settlement } from '../../src/store/contract/spool.ts';
import { sample, START, text } from '../../src/store/contract/samples.ts';
import { createFaultSwitch } from '../../src/store/sqlite/fault.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { openSqlite, type SqliteStore } from '../../lab/stores/sqlite-store.ts';

async function onSqlite(
  run: (opened: SqliteStore) => Promise<void>,
  options: Parameters<typeof openSqlite>[0] = {},
): Promise<void> {
  const opened = await openSqlite(options);
  try {
    await run(opened);
  } finally {
    await opened.dispose();
  }
}

/** Lets a child accept until it has acknowledged so many, kills it, and returns everything it acknowledged. */
async function acceptUntilKilled(folder: string, atLeast: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'accepting-child.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === atLeast) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');
  return acknowledged;
}

test('kill -9 loses no message whose acceptance was told', async () => {
  await onSqlite(async ({ store: first, folder, reopen }) => {
    let store = first;
    for (const atLeast of [1, 40, 200]) {
      // The child needs the directory for itself.
      await store[Symbol.asyncDispose]();
      const acknowledged = await acceptUntilKilled(folder, atLeast);
      assert.ok(acknowledged.length >= atLeast);
      store = await reopen();
      for (const queueId of acknowledged) {
        const message = await store.spool.message(queueId as never);
        assert.ok(message, `${queueId} was acknowledged and is lost`);
        assert.equal((await text(store.spool.content(message.content))).length, message.content.sizeBytes);
      }
    }
  });
});

test('a second opener gets one line, and a kill leaves nothing stale', async () => {
  await onSqlite(async ({ folder, reopen }) => {
    const told: (string | null)[] = [];
    await assert.rejects(openSqlite({ onUnhealthy: (why) => told.push(why) }, folder), (error: Error) => {
      assert.equal(error.name, 'DataDirectoryInUse');
      assert.match(error.message, /is in use by another Doorpost/);
      assert.ok(!error.message.includes('\n'));
      return true;
    });
    // What never opened is no store that went bad.
    assert.deepEqual(told, []);
    const store = await reopen();
    await store.spool.accept(sample());
  });
});

test('when the journal cannot be written, acceptance is refused, the message is absent, and the store recovers', async () => {
  const fault = createFaultSwitch();
  const reasons: (string | null)[] = [];
  await onSqlite(
    async ({ store, reopen }) => {
      const before = sample();
      await store.spool.accept(before);
      fault.failAt('journal', 1);
      const refused = [sample(), sample(), sample()];
      const results = await Promise.allSettled(refused.map((message) => store.spool.accept(message)));
      for (const result of results)
        assert.ok(result.status === 'rejected' && result.reason instanceof StoreUnavailable);
      const after = sample();
      await store.spool.accept(after);
      assert.match(reasons[0]!, /could not be written/);
      assert.equal(reasons.at(-1), null);
      assert.equal(store.unhealthyReason(), null);
      const queued = (await claim(store)).map((one) => one.message.queueId).sort();
      assert.deepEqual(queued, [before.queueId, after.queueId].sort());
      const again = await reopen();
      for (const message of refused) assert.equal(await again.spool.message(message.queueId), null);
      assert.equal((await claim(again)).length, 2);
    },
    { fault, onUnhealthy: (reason) => void reasons.push(reason) },
  );
});

test('a failure at any write of the journal refuses what was in it, and leaves nothing of it', async () => {
  const fault = createFaultSwitch();
  await onSqlite(
    async ({ store, reopen }) => {
      const accepted: string[] = [];
      const refused: string[] = [];
      for (let nth = 1; nth <= 3; nth++) {
        fault.failAt('journal', nth);
        for (const message of [sample(), sample(), sample()]) {
          const done = await store.spool.accept(message).then(
            () => true,
            () => false,
          );
          (done ? accepted : refused).push(message.queueId);
        }
      }
      assert.deepEqual([accepted.length, refused.length], [6, 3]);
      await store.spool.lanes();
      assert.equal(store.unhealthyReason(), null);
      const again = await reopen();
      for (const queueId of accepted) assert.ok(await again.spool.message(queueId as never));
      for (const queueId of refused) assert.equal(await again.spool.message(queueId as never), null);
      assert.equal((await again.spool.list({}, { limit: 1, after: null })).total, 6);
      assert.equal((await claim(again)).length, 6);
    },
    { fault },
  );
});

test('when the database cannot follow the journal, nothing that was acknowledged is lost', async () => {
  for (const point of ['begin', 'commit'] as const) {
    const fault = createFaultSwitch();
    await onSqlite(
      async ({ store, reopen }) => {
        const [delivered, waiting] = [sample(), sample()];
        await store.spool.accept(delivered);
        await store.spool.accept(waiting);
        const claimed = await claim(store);
        const first = claimed.find((one) => one.message.queueId === delivered.queueId);
        await store.spool.settle(settlement(first!));
        fault.failAt(point, 1);
        await assert.rejects(store.spool.list({}, { limit: 10, after: null }), StoreUnavailable);
        const { entries } = await store.spool.list({}, { limit: 10, after: null });
        assert.deepEqual(
          entries.map((entry) => [entry.message.queueId, entry.leased]),
          [[waiting.queueId, true]],
        );
        assert.equal((await store.trace.story(delivered.queueId))!.rows[0]!.status, 'Delivered');
        const again = await reopen();
        assert.deepEqual(
          (await claim(again)).map((one) => one.message.queueId),
          [waiting.queueId],
        );
      },
      { fault },
    );
  }
});

test('a database that cannot follow for long leaves the journal to the next start', async () => {
  const fault = createFaultSwitch();
  await onSqlite(
    async ({ store, reopen }) => {
      fault.failAlways('commit');
      const messages = [sample(), sample()];
      for (const message of messages) await store.spool.accept(message);
      await assert.rejects(store.spool.lanes(), StoreUnavailable);
      fault.failAt('commit', 0);
      const again = await reopen();
      assert.equal((await claim(again)).length, 2);
      assert.equal((await again.trace.search({ limit: 10 })).rows.length, 2);
    },
    { fault },
  );
});

test('a lease outlives a failed settlement, which can be repeated', async () => {
  const fault = createFaultSwitch();
  await onSqlite(
    async ({ store }) => {
      await store.spool.accept(sample());
      const [delivery] = await claim(store);
      fault.failAt('journal', 1);
      await assert.rejects(store.spool.settle(settlement(delivery!)), StoreUnavailable);
      assert.deepEqual(await claim(store), []);
      await store.spool.settle(settlement(delivery!));
      assert.equal((await store.spool.list({}, { limit: 1, after: null })).total, 0);
    },
    { fault },
  );
});

test('a store that cannot be opened again stays unhealthy until it can', async () => {
  const fault = createFaultSwitch();
  await onSqlite(
    async ({ store, clock }) => {
      fault.failAt('journal', 1);
      fault.failAlways('begin');
      fault.failAlways('reopen');
      await assert.rejects(store.spool.accept(sample()), StoreUnavailable);
      await assert.rejects(store.spool.accept(sample()), StoreUnavailable);
      assert.match(store.unhealthyReason()!, /cannot be begun anew/);
      fault.failAt('begin', 0);
      fault.failAt('reopen', 0);
      for (let i = 0; store.unhealthyReason() !== null && i < 1_000; i++) await clock.advance(5_000);
      assert.equal(store.unhealthyReason(), null);
      await store.spool.accept(sample());
    },
    { fault },
  );
});

test('content that cannot be written or synced is refused and leaves no file', async () => {
  for (const point of ['content-write', 'content-sync'] as const) {
    const fault = createFaultSwitch();
    await onSqlite(
      async ({ store, folder }) => {
        fault.failAt(point, 1);
        const writer = store.spool.newContent();
        const write = async (): Promise<void> => {
          await writer.write(new Uint8Array(200_000));
          await writer.finish();
        };
        await assert.rejects(write(), StoreUnavailable);
        await writer.abort();
        await writer.abort();
        const left = await readdir(join(folder, 'spool'), { recursive: true, withFileTypes: true });
        assert.deepEqual(
          left.filter((entry) => entry.isFile()),
          [],
        );
      },
      { fault },
    );
  }
});

test('content nobody accepted is swept after an hour, content in use never', async () => {
  await onSqlite(async ({ store, clock }) => {
    const made = async () => {
      const writer = store.spool.newContent();
      await writer.write(new Uint8Array(100_000));
      return writer.finish();
    };
    const forgotten = await made();
    const used = await made();
    await store.spool.accept(sample({ content: used }));
    await store.spool.sweep(START, 1e9);
    assert.equal((await text(store.spool.content(forgotten))).length, 100_000);
    await clock.advance(3_600_001);
    await store.spool.sweep(START, 1e9);
    await assert.rejects(text(store.spool.content(forgotten)), StoreUnavailable);
    assert.equal((await text(store.spool.content(used))).length, 100_000);
  });
});

test('free space is known', async () => {
  await onSqlite(async ({ store }) => assert.ok(store.freeBytes() > 0));
});
