/** Records of the journal that the database does not take, and numbers that run out. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { claim, settlement } from '../../src/store/contract/spool.ts';
import { event, sample } from '../../src/store/contract/samples.ts';
import { createFaultSwitch } from '../../src/store/sqlite/fault.ts';
import { migrations, runMigration } from '../../src/store/sqlite/database/migrations.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

const aside = (folder: string): string => join(folder, 'put-aside.jsonl');

test('a record that the database does not take is on disk beside it before the database goes on', async () => {
  const fault = createFaultSwitch();
  const opened = await openSqlite({ fault });
  try {
    const first = sample();
    await opened.store.spool.accept(first);
    const store = await opened.reopen();
    // After a restart memory does not know the name any more: the journal takes it, the database cannot.
    const [doubled, other] = [sample({ queueId: first.queueId, text: 'Subject: second\r\n\r\n' }), sample()];
    await store.spool.accept(doubled);
    await store.spool.accept(other);
    fault.failAt('commit', 1);
    await assert.rejects(store.spool.lanes(), StoreUnavailable);
    assert.ok(existsSync(aside(opened.folder)), 'written before the commit that goes past it');
    const { entries } = await store.spool.list({}, { limit: 10, after: null });
    assert.deepEqual(entries.map(({ message }) => message.queueId).sort(), [first.queueId, other.queueId].sort());
    const lines = (await readFile(aside(opened.folder), 'utf8')).trimEnd().split('\n');
    const kept = JSON.parse(lines.at(-1)!) as { error: string; record: { message: object }; contents: string[] };
    assert.match(kept.error, /UNIQUE/u);
    assert.equal(Buffer.from(kept.contents[0]!, 'base64').toString(), 'Subject: second\r\n\r\n');
  } finally {
    await opened.dispose();
  }
});

for (const starts of [131_070, 200_000, 40_000_000]) {
  test(`a directory that 0.1.0 started ${starts} times takes events, in order, and puts nothing aside`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'doorpost-starts-'));
    const old = new DatabaseSync(join(folder, 'doorpost.db'));
    for (const step of migrations.slice(0, 3)) runMigration(old, step, 0);
    old.exec(await readFile(join(import.meta.dirname, 'fixtures', 'schema-3.sql'), 'utf8'));
    old.exec('PRAGMA user_version = 3');
    old.prepare("UPDATE meta SET value = ? WHERE name IN ('epoch', 'journal_epoch')").run(starts);
    old.prepare('UPDATE event SET n = ?').run(BigInt(starts) * 2n ** 36n);
    old.close();
    const opened = await openSqlite({}, folder);
    try {
      const { store } = opened;
      for (let i = 0; i < 3; i++) await store.spool.accept(sample());
      const deliveries = await claim(store);
      assert.equal(deliveries.length, 4);
      for (const delivery of deliveries) {
        const { queueId } = delivery.message;
        await store.spool.settle(
          settlement(delivery, { events: [event(queueId, 'Send', 'one'), event(queueId, 'Deliver', 'two')] }),
        );
      }
      assert.equal((await store.spool.list({}, { limit: 1, after: null })).total, 0);
      const again = await opened.reopen();
      for (const { message } of deliveries)
        assert.deepEqual((await again.trace.story(message.queueId))!.events.map(({ text }) => text).slice(-3), [
          'Received from the copier',
          'one',
          'two',
        ]);
      assert.ok(!existsSync(aside(folder)));
    } finally {
      await opened.dispose();
    }
  });
}
