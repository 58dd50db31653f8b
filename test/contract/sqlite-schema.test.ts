/** Databases of every released schema open with this program; newer ones are refused; the index follows the trace. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { assertEveryFilter, traceScene } from '../../src/store/contract/trace.ts';
import { claim } from '../../src/store/contract/spool.ts';
import type { ObjectId } from '../../src/base/id.ts';
import { sample, text } from '../../src/store/contract/samples.ts';
import {
  DatabaseTooNew,
  migrate,
  migrations,
  runMigration,
  schemaVersion,
} from '../../src/store/sqlite/database/migrations.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

for (let version = 1; version <= migrations.length; version++) {
  test(`a database of schema ${version} opens with what was in it`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'doorpost-schema-'));
    const old = new DatabaseSync(join(folder, 'doorpost.db'));
    // As that version made it; what it holds is written as that version wrote it.
    for (const step of migrations.slice(0, version)) runMigration(old, step, 0);
    old.exec(await readFile(join(import.meta.dirname, 'fixtures', `schema-${version}.sql`), 'utf8'));
    old.exec(`PRAGMA user_version = ${version}`);
    old.close();
    const opened = await openSqlite({}, folder);
    try {
      const [delivery] = await claim(opened.store);
      assert.equal(delivery!.message.queueId, '01KFIXTURE000001');
      assert.equal(await text(opened.store.spool.content(delivery!.message.content)), 'kept');
      assert.equal((await opened.store.directory.load()).objects.length, 1);
      assert.equal((await opened.store.trace.search({ limit: 5, recipient: 'ann@example.test' })).rows.length, 1);
      assert.equal((await opened.store.trace.story(delivery!.message.queueId))!.events.length, 1);
    } finally {
      await opened.dispose();
    }
  });
}

test('refusals that were counted before it was known whose they are stay counted, and nobody’s', () => {
  const database = new DatabaseSync(':memory:');
  for (const step of migrations.slice(0, 5)) runMigration(database, step, 0);
  database.exec("INSERT INTO refusal_count VALUES (1796112000000, '192.0.2.10', 3); PRAGMA user_version = 5");
  migrate(database, 0);
  assert.deepEqual(
    database
      .prepare('SELECT * FROM refusal_count')
      .all()
      .map((row) => ({ ...row })),
    [{ hour_start: 1_796_112_000_000, client_address: '192.0.2.10', organization_id: '', count: 3 }],
  );
  database.close();
});

test('who sent by MX beside an upstream that is switched off goes on to, and nobody else is said to', () => {
  const database = new DatabaseSync(':memory:');
  for (const step of migrations.slice(0, 10)) runMigration(database, step, 0);
  const put = (id: string, kind: string, organization: string | null, doc: object) =>
    database.prepare('INSERT INTO object VALUES (?, ?, ?, ?)').run(id, kind, organization, JSON.stringify(doc));
  const smart = { kind: 'smart-hosts', hosts: [] };
  const connector = (organization: string, enabled: boolean, more: object = {}) =>
    put(`${organization}-${enabled}`, 'outbound-connector', organization, {
      enabled,
      route: smart,
      recipientDomains: ['*'],
      ...more,
    });
  for (const name of ['NONE', 'ON', 'OFF', 'BOTH', 'PART', 'SOME', 'BYMX']) put(name, 'organization', null, { name });
  connector('ON', true);
  connector('OFF', false);
  for (const enabled of [true, false]) connector('BOTH', enabled);
  connector('PART', true, { recipientDomains: ['partner.test'] });
  connector('PART', false);
  connector('SOME', true, { senders: ['a@b.test'] });
  connector('SOME', false);
  connector('BYMX', false, { route: { kind: 'mx' } });
  database.exec('PRAGMA user_version = 10');
  migrate(database, 0);
  assert.deepEqual(
    database
      .prepare("SELECT id FROM object WHERE json_extract(doc, '$.withoutUpstream') = 'mx' ORDER BY id")
      .all()
      .map((row) => row['id']),
    ['OFF', 'PART', 'SOME'],
  );
  database.close();
});

test('rows from before devices stood in them are found by their session, else by addresses and logins', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-schema-'));
  const old = new DatabaseSync(join(folder, 'doorpost.db'));
  for (const step of migrations.slice(0, 5)) runMigration(old, step, 0);
  const session = (name: string, doc: object) =>
    old.prepare('INSERT INTO session (session_id, at, doc) VALUES (?, 1, ?)').run(name, JSON.stringify(doc));
  const row = (seq: number, to: string, address: string, sessionId: string | null) =>
    old
      .prepare(
        "INSERT INTO trace (seq, at, session_id, sender, recipient, status, client_address) VALUES (?, 1, ?, 'x@y.test', ?, 'Delivered', ?)",
      )
      .run(seq, sessionId, to, address);
  session('KNOWN', { deviceId: 'DEV1', login: null });
  session('OTHER', { deviceId: 'DEV2', login: null });
  session('NONE', { deviceId: null, login: 'copier' });
  session('LOGIN', { login: 'Copier' });
  row(1, 'known@a.test', '203.0.113.9', 'KNOWN');
  row(2, 'other@a.test', '192.0.2.10', 'OTHER');
  row(3, 'none@a.test', '192.0.2.10', 'NONE');
  row(4, 'login@a.test', '203.0.113.9', 'LOGIN');
  row(5, 'address@a.test', '::ffff:192.0.2.10', null);
  row(6, 'else@a.test', '203.0.113.9', null);
  old.exec('PRAGMA user_version = 5');
  old.close();
  const { store, dispose } = await openSqlite({}, folder);
  try {
    const device = { id: 'DEV1' as ObjectId, addresses: ['192.0.2.0/24'], logins: ['copier'] };
    const of = async (query: object) => (await store.trace.search({ limit: 10, device, ...query })).rows;
    assert.deepEqual(
      (await of({})).map((one) => [one.recipient, one.deviceId]),
      [
        ['address@a.test', undefined],
        ['login@a.test', undefined],
        ['known@a.test', 'DEV1'],
      ],
    );
    assert.equal((await of({ lookMs: 0, limit: 2 })).length, 2);
    await store.spool.accept(sample({ deviceId: device.id, to: ['new@a.test'] }));
    assert.deepEqual(
      (await of({})).map(({ recipient }) => recipient),
      ['new@a.test', 'address@a.test', 'login@a.test', 'known@a.test'],
    );
  } finally {
    await dispose();
  }
});

test('an attempt whose time has a fraction is due at the next whole millisecond', async () => {
  const database = new DatabaseSync(':memory:');
  for (const step of migrations.slice(0, 4)) runMigration(database, step, 0);
  database.exec(await readFile(join(import.meta.dirname, 'fixtures', 'schema-4.sql'), 'utf8'));
  database.exec('PRAGMA user_version = 4; UPDATE recipient SET next_at = 1796112000000.25');
  migrate(database, 0);
  assert.deepEqual({ ...database.prepare('SELECT next_at FROM recipient').get() }, { next_at: 1_796_112_000_001 });
  database.close();
});

test('steps run once each, and one that fails leaves the database as it was', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database, 0, ['CREATE TABLE one (a)']);
  const broken = ['CREATE TABLE one (a)', 'CREATE TABLE two (a)', 'CREATE TABLE three (a); nonsense'];
  assert.throws(() => migrate(database, 0, broken));
  assert.equal(schemaVersion(database), 2);
  migrate(database, 0, [...broken.slice(0, 2), 'CREATE TABLE three (a)']);
  assert.equal(schemaVersion(database), 3);
  assert.throws(() => migrate(database, 0, ['CREATE TABLE one (a)']), DatabaseTooNew);
  database.close();
});

test('a database of a newer Doorpost is refused with the cure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-schema-'));
  const database = new DatabaseSync(join(folder, 'doorpost.db'));
  database.exec('PRAGMA user_version = 999');
  database.close();
  await assert.rejects(openSqlite({}, folder), (error: Error) => {
    assert.equal(error.name, 'DatabaseTooNew');
    assert.match(error.message, /install that version/);
    return true;
  });
  await rm(folder, { recursive: true });
});

test('when the index has followed, every filter still finds the same', async () => {
  const opened = await openSqlite();
  try {
    const made = await traceScene(opened.store);
    await opened.store.trace.search({ limit: 1 });
    const beside = new DatabaseSync(join(opened.folder, 'doorpost.db'), { readOnly: true });
    const waiting = beside.prepare('SELECT count(*) AS n FROM trace_dirty');
    // Bounded: the index is the writer's own affair, which tells nobody when it is done.
    for (let look = 0; look < 100_000 && (waiting.get() as { n: number }).n > 0; look++)
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal((waiting.get() as { n: number }).n, 0);
    beside.close();
    await assertEveryFilter(opened.store, made);
  } finally {
    await opened.dispose();
  }
});
