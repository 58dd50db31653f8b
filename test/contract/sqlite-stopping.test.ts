/** What may take long ends early when the store is told to stop; what was touched until then stays so. */
import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { mx, sample, START } from '../../src/store/contract/samples.ts';
import { BrokenOff, type Store, StoreUnavailable } from '../../src/store/store.ts';
import { openSqlite, type SqliteStore } from '../../lab/stores/sqlite-store.ts';

/** More pages than one, of whatever goes through the queue. */
const RECIPIENTS = 3 * Math.max(bounds.store.steeredTogether, bounds.store.scannedTogether);

async function withQueue(run: (opened: SqliteStore, stop: AbortController) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const opened = await openSqlite({ stopping: stop.signal });
  try {
    const to = Array.from({ length: RECIPIENTS / 10 }, (_, i) => `r${i}@one.test`);
    for (let i = 0; i < 10; i++) await opened.store.spool.accept(sample({ to }));
    await run(opened, stop);
  } finally {
    await opened.dispose();
  }
}

const heldCount = async (store: Store): Promise<number> =>
  (await store.spool.list({ held: true }, { limit: 1, after: null })).total;

test('a hold of the whole queue goes on over its pages, and stops between two of them', async () => {
  await withQueue(async ({ store }, stop) => {
    const holding = store.spool.steer({}, { verb: 'hold' }, 'ada', START);
    stop.abort();
    await assert.rejects(
      holding,
      (error) => error instanceof BrokenOff && error.touched === bounds.store.steeredTogether,
    );
    assert.equal(await heldCount(store), bounds.store.steeredTogether, 'as it said');
  });
  await withQueue(async ({ store }) => {
    assert.equal(await store.spool.steer({}, { verb: 'hold' }, 'ada', START), RECIPIENTS);
    assert.equal(await heldCount(store), RECIPIENTS);
  });
});

test('rerouting and scans stop between two pages', async () => {
  await withQueue(async ({ store }, stop) => {
    let looked = 0;
    const rerouting = store.spool.reroute(() => {
      looked++;
      stop.abort();
      return mx('two.test');
    });
    await assert.rejects(rerouting, StoreUnavailable);
    assert.equal(looked, bounds.store.scannedTogether);
    const [, two] = await store.spool.lanes();
    assert.equal(two?.waiting, bounds.store.scannedTogether, 'what was decided is written');
    await assert.rejects(async () => {
      for await (const entries of store.spool.scan({})) assert.fail(`${entries.length} were shown`);
    }, StoreUnavailable);
  });
});

test('a backup that is told to stop says that the copy is not whole, and leaves no manifest', async () => {
  for (const at of [0, 0.4]) {
    await withQueue(async ({ store, folder }, stop) => {
      const target = join(folder, 'copy');
      const backing = store.backup(target, (done) => {
        if (done >= at) stop.abort();
      });
      await assert.rejects(backing, /stopping: the copy in .* is not whole/u);
      assert.ok(!(await readdir(target)).includes('backup.json'));
      await mkdir(join(folder, 'again'));
    });
  }
});
