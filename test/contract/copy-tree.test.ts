/** Mail that moves while it is copied. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { copyMailTree } from '../../src/store/sqlite/backup/copy-tree.ts';

/** Copies a folder of mail; after each copied message a mail program marks all others anew, for so many of them. */
async function whileMoving(messages: number, moves: number): Promise<{ readonly copied: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-copy-'));
  try {
    const from = join(folder, 'from');
    mkdirSync(from);
    for (let n = 0; n < messages; n++) writeFileSync(join(from, `m${n}:2,`), 'mail');
    let moved = 0;
    await copyMailTree(from, join(folder, 'to'), 'left out', () => {
      if (moved++ < moves) for (const name of readdirSync(from)) renameSync(join(from, name), join(from, `${name}S`));
    });
    return { copied: await readdir(join(folder, 'to')) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('messages that are marked while they are copied are found again', async () => {
  const { copied } = await whileMoving(20, bounds.store.copyLooks - 1);
  assert.equal(copied.length, 20);
});

test('mail that moves on faster than it is copied is not left out of a backup untold', async () => {
  await assert.rejects(whileMoving(20, 20), /moves on faster than it can be copied: try again/u);
});
