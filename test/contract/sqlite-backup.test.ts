/** Backups of a running store, and their restoring. */
import assert from 'node:assert/strict';
import { appendFile, cp, mkdir, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { claim, settlement } from '../../src/store/contract/spool.ts';
import { organization, sample, START, text } from '../../src/store/contract/samples.ts';
import { restoreBackup } from '../../src/store/sqlite/backup/restore.ts';
import { openSqlite, type SqliteStore } from '../../lab/stores/sqlite-store.ts';

async function large(opened: SqliteStore) {
  const writer = opened.store.spool.newContent();
  await writer.write(new Uint8Array(100_000).fill(67));
  return sample({ content: await writer.finish() });
}

async function withBackup(
  run: (parts: { opened: SqliteStore; copy: string; target: string }) => Promise<void>,
): Promise<void> {
  const opened = await openSqlite();
  const copy = `${opened.folder}-copy`;
  const target = `${opened.folder}-restored`;
  try {
    await run({ opened, copy, target });
  } finally {
    await opened.dispose();
    await rm(copy, { recursive: true, force: true });
    await rm(target, { recursive: true, force: true });
  }
}

test('a backup made while mail comes and goes is whole, and restores to a working store', async () => {
  await withBackup(async ({ opened, copy, target }) => {
    const { store, folder } = opened;
    await store.directory.change([{ verb: 'put', object: organization('a') }], 'ada', START);
    await mkdir(join(folder, 'mail', 'ann', 'new'), { recursive: true });
    await mkdir(join(folder, 'mail', 'ann', 'tmp'), { recursive: true });
    await writeFile(join(folder, 'mail', 'ann', 'new', '1.host'), 'hello');
    await writeFile(join(folder, 'mail', 'ann', 'tmp', '2.host'), 'half');
    await writeFile(join(folder, 'secret.key'), 'key');
    const before = [];
    for (let i = 0; i < 20; i++) {
      const message = await large(opened);
      await store.spool.accept(message);
      before.push(message);
    }
    let stop = false;
    const traffic = (async () => {
      while (!stop) {
        await store.spool.accept(await large(opened));
        for (const delivery of await claim(store, { limit: 1 })) await store.spool.settle(settlement(delivery));
      }
    })();
    const steps: number[] = [];
    await store.backup(copy, (done) => steps.push(done));
    stop = true;
    await traffic;
    assert.deepEqual([steps[0], steps.at(-1)], [0, 1]);
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    );
    assert.ok(!(await readdir(copy)).includes('secret.key'));

    await mkdir(target);
    await writeFile(join(target, 'secret.key'), 'key');
    await restoreBackup(copy, target);
    assert.equal(await readFile(join(target, 'mail', 'ann', 'new', '1.host'), 'utf8'), 'hello');
    assert.deepEqual(await readdir(join(target, 'mail', 'ann', 'tmp')), []);
    const restored = await openSqlite({}, target);
    try {
      assert.equal((await restored.store.directory.load()).objects.length, 1);
      const queue = await claim(restored.store, { limit: 1_000, perLane: 1_000 });
      assert.ok(queue.length > 0);
      for (const delivery of queue)
        assert.equal((await text(restored.store.spool.content(delivery.message.content))).length, 100_000);
      // In the copy each early message is either still queued, or has been delivered before the snapshot.
      for (const message of before) {
        const story = await restored.store.trace.story(message.queueId);
        const queued = queue.some((one) => one.message.queueId === message.queueId);
        assert.equal(queued, story!.rows[0]!.status !== 'Delivered');
      }
    } finally {
      await restored.dispose();
    }
  });
});

test('files of messages settled during a backup go when it has ended', async () => {
  await withBackup(async ({ opened, copy }) => {
    const message = await large(opened);
    await opened.store.spool.accept(message);
    const [delivery] = await claim(opened.store);
    const making = opened.store.backup(copy, () => {});
    await opened.store.spool.settle(settlement(delivery!));
    await making;
    await assert.rejects(text(opened.store.spool.content(message.content)), { name: 'StoreUnavailable' });
  });
});

test('doorpost.yaml goes along, and one that is there already stays', async () => {
  await withBackup(async ({ opened, copy, target }) => {
    const file = join(opened.folder, 'elsewhere.yaml');
    await writeFile(file, 'hostName: a.example\n');
    const { store } = opened;
    await store.backup(copy, () => {});
    assert.ok(!(await readdir(copy)).includes('doorpost.yaml'), 'there is none to be copied');
    assert.equal(await restoreBackup(copy, target), 'none');
    await rm(target, { recursive: true });
    await rm(copy, { recursive: true });

    await store[Symbol.asyncDispose]();
    const again = await openSqlite({ configuration: file }, opened.folder);
    try {
      await again.store.backup(copy, () => {});
    } finally {
      await again.dispose();
    }
    assert.equal(await restoreBackup(copy, target), 'restored');
    assert.equal(await readFile(join(target, 'doorpost.yaml'), 'utf8'), 'hostName: a.example\n');
    await rm(target, { recursive: true });
    await mkdir(target);
    await writeFile(join(target, 'doorpost.yaml'), 'hostName: b.example\n');
    assert.equal(await restoreBackup(copy, target), 'kept');
    assert.equal(await readFile(join(target, 'doorpost.yaml'), 'utf8'), 'hostName: b.example\n');
  });
});

test('databases and their copies are for their owner only', { skip: process.platform === 'win32' }, async () => {
  await withBackup(async ({ opened, copy, target }) => {
    await opened.store.backup(copy, () => {});
    await restoreBackup(copy, target);
    for (const file of [
      join(opened.folder, 'doorpost.db'),
      join(opened.folder, 'doorpost.db-wal'),
      join(opened.folder, 'doorpost.lock'),
      join(copy, 'doorpost.db'),
      join(target, 'doorpost.db'),
    ])
      assert.equal((await stat(file)).mode & 0o777, 0o600, file);
  });
});

test('a folder that cannot be written is told with the cure', async () => {
  await withBackup(async ({ opened, copy }) => {
    await writeFile(copy, 'a file');
    for (const folder of [join(copy, 'inside'), '/proc/no-such-folder'])
      await assert.rejects(
        opened.store.backup(folder, () => {}),
        /cannot write to .*ReadWritePaths/u,
      );
  });
});

test('a backup goes into an empty folder only', async () => {
  await withBackup(async ({ opened, copy }) => {
    await mkdir(copy);
    await writeFile(join(copy, 'mine'), '');
    await assert.rejects(
      opened.store.backup(copy, () => {}),
      /is not empty/,
    );
  });
});

test('what is incomplete, damaged or in the way is not restored', async () => {
  await withBackup(async ({ opened, copy, target }) => {
    await opened.store.spool.accept(await large(opened));
    await opened.store.backup(copy, () => {});
    await assert.rejects(restoreBackup(copy, opened.folder), /is not empty/);
    await assert.rejects(restoreBackup(join(copy, 'spool'), target), /no complete backup/);
    await truncate(join(copy, 'doorpost.db'), 20_000);
    await assert.rejects(restoreBackup(copy, target), /damaged|malformed|disk image/);
    await rm(target, { recursive: true });
    await rm(copy, { recursive: true });
    await opened.store.backup(copy, () => {});
    const shelf = (await readdir(join(copy, 'spool')))[0]!;
    await rm(join(copy, 'spool', shelf), { recursive: true });
    await assert.rejects(restoreBackup(copy, target), /lacks the content file/);
  });
});

test('a content file that is lost does not keep everything else out of a backup: it is named, here and to the restore', async () => {
  await withBackup(async ({ opened, copy, target }) => {
    const { store, folder } = opened;
    const [lost, kept] = [await large(opened), await large(opened)];
    await store.spool.accept(lost);
    await store.spool.accept(kept);
    assert.equal(lost.content.kind, 'stored');
    const id = (lost.content as { id: string }).id;
    await rm(join(folder, 'spool', id.slice(-2), id));
    assert.deepEqual((await store.backup(copy, () => {})).missing, [lost.queueId]);
    await restoreBackup(copy, target);
    const restored = await openSqlite({}, target);
    try {
      const queued = await restored.store.spool.message(kept.queueId);
      assert.equal((await text(restored.store.spool.content(queued!.content))).length, 100_000);
      assert.ok(await restored.store.spool.message(lost.queueId), 'it is known to the trace and the queue');
    } finally {
      await restored.dispose();
    }
    // What the backup does not call lost must be there.
    const other = (kept.content as { id: string }).id;
    await rm(join(copy, 'spool', other.slice(-2), other));
    await rm(target, { recursive: true, force: true });
    await assert.rejects(restoreBackup(copy, target), /lacks the content file/u);
  });
});

for (const [damage, harm] of [
  ['shorter', (file: string) => truncate(file, 50_000)],
  ['longer', (file: string) => appendFile(file, 'A')],
  ['changed', async (file: string) => writeFile(file, (await readFile(file)).fill(0x42, 70_000, 70_001))],
] as const)
  test(`a content file that is ${damage} is named by the backup, and the rest is in it`, async () => {
    await withBackup(async ({ opened, copy, target }) => {
      const { store, folder } = opened;
      const [harmed, kept] = [await large(opened), await large(opened)];
      await store.spool.accept(harmed);
      await store.spool.accept(kept);
      const { id } = harmed.content as { id: string };
      await harm(join(folder, 'spool', id.slice(-2), id));
      assert.deepEqual((await store.backup(copy, () => {})).missing, [harmed.queueId]);
      await restoreBackup(copy, target);
    });
  });

for (const name of ['../../../tmp/evil', '/etc/passwd', 'A/../../B', '..', ''])
  test(`a database that names a content file ${JSON.stringify(name)} is not restored`, async () => {
    await withBackup(async ({ opened, copy, target }) => {
      await opened.store.spool.accept(await large(opened));
      await opened.store.backup(copy, () => {});
      const database = new DatabaseSync(join(copy, 'doorpost.db'));
      database.prepare('UPDATE message SET content_file = ?').run(name);
      database.close();
      await assert.rejects(restoreBackup(copy, target), /is no name of ours/u);
      assert.ok(!(await readdir(target)).includes('doorpost.db'));
    });
  });

const link = (to: string) => async (file: string) => {
  await rm(file, { recursive: true, force: true });
  await symlink(to, file);
};
const pipe = async (file: string) => {
  await rm(file, { recursive: true, force: true });
  execFileSync('mkfifo', [file]);
};
for (const [what, put] of [
  ['a link', link('/tmp')],
  ['a pipe', pipe],
] as const)
  test(`${what} in a backup is not followed and not waited for: it is named, and nothing is restored`, {
    skip: process.platform === 'win32',
  }, async () => {
    await withBackup(async ({ opened, copy, target }) => {
      const { store, folder } = opened;
      const message = await large(opened);
      await store.spool.accept(message);
      await mkdir(join(folder, 'mail', 'ann', 'new'), { recursive: true });
      await writeFile(join(folder, 'mail', 'ann', 'new', '1.host'), 'hello');
      const { id } = message.content as { id: string };
      const made = join(folder, 'made');
      await store.backup(made, () => {});
      for (const place of [
        'backup.json',
        'doorpost.db',
        'doorpost.yaml',
        'spool',
        join('spool', id.slice(-2)),
        join('spool', id.slice(-2), id),
        'mail',
        join('mail', 'ann'),
        join('mail', 'ann', 'new', '1.host'),
        join('mail', 'ann', 'new', 'more'),
      ]) {
        await cp(made, copy, { recursive: true });
        await put(join(copy, place));
        await assert.rejects(restoreBackup(copy, target), (error: Error) => {
          assert.ok(error.message.startsWith(`${join(copy, place)} is no plain `), error.message);
          return true;
        });
        assert.ok(!(await readdir(target).catch((): string[] => [])).includes('doorpost.db'), place);
        await rm(copy, { recursive: true });
        await rm(target, { recursive: true, force: true });
      }
    });
  });

test('a pipe or link that stands beside mail keeps no backup waiting', {
  skip: process.platform === 'win32',
}, async () => {
  await withBackup(async ({ opened, copy, target }) => {
    const inbox = join(opened.folder, 'mail', 'ann', 'new');
    await mkdir(inbox, { recursive: true });
    await writeFile(join(inbox, '1.host'), 'hello');
    await pipe(join(inbox, 'pipe'));
    await symlink('/etc/hostname', join(inbox, 'link'));
    await opened.store.backup(copy, () => {});
    await restoreBackup(copy, target);
    assert.deepEqual(await readdir(join(target, 'mail', 'ann', 'new')), ['1.host']);
  });
});

test('after a backup that failed, content of delivered mail is removed again', async () => {
  await withBackup(async ({ opened, copy }) => {
    const { store, folder } = opened;
    const message = await large(opened);
    await store.spool.accept(message);
    // The copy of the database cannot be made where a folder stands.
    const failing = store.backup(copy, (done) => {
      if (done === 0) mkdirSync(join(copy, 'doorpost.db'));
    });
    await assert.rejects(failing);
    const [delivery] = await claim(store);
    await store.spool.settle(settlement(delivery!));
    await store.spool.lanes();
    const id = (message.content as { id: string }).id;
    for (let look = 0; look < 1_000 && (await exists(join(folder, 'spool', id.slice(-2), id))); look++)
      await new Promise((resolve) => setImmediate(resolve));
    assert.ok(!(await exists(join(folder, 'spool', id.slice(-2), id))));
  });
});

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
