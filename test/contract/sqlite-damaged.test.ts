/** Content that the disk does not give back as it was accepted. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { claim } from '../../src/store/contract/spool.ts';
import { sample } from '../../src/store/contract/samples.ts';
import { ContentDamaged } from '../../src/store/store.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

async function read(octets: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0;
  for await (const chunk of octets) count += chunk.byteLength;
  return count;
}

const change = async (file: string): Promise<void> => {
  const bytes = await readFile(file);
  bytes[500_000] = 0x42;
  await writeFile(file, bytes);
};

for (const [damage, harm] of [
  ['shorter', (file: string) => truncate(file, 500_000)],
  ['shorter', (file: string) => truncate(file, 0)],
  ['longer', (file: string) => appendFile(file, 'A')],
  ['changed', change],
  ['missing', (file: string) => rm(file)],
] as const)
  test(`a content file that is ${damage} never comes to its end`, async () => {
    const opened = await openSqlite();
    try {
      const writer = opened.store.spool.newContent();
      for (let i = 0; i < 10; i++) await writer.write(new Uint8Array(100_000).fill(0x41));
      const content = await writer.finish();
      await opened.store.spool.accept(sample({ content }));
      const [delivery] = await claim(opened.store);
      assert.equal(await read(opened.store.spool.content(delivery!.message.content)), 1_000_000);
      const spool = join(opened.folder, 'spool');
      const [shelf = ''] = readdirSync(spool);
      const [name = ''] = readdirSync(join(spool, shelf));
      await harm(join(spool, shelf, name));
      await assert.rejects(
        read(opened.store.spool.content(delivery!.message.content)),
        (error) => error instanceof ContentDamaged && error.damage === damage && error.sizeBytes === 1_000_000,
      );
    } finally {
      await opened.dispose();
    }
  });

test('small content that the database gives back changed is not handed out', async () => {
  const opened = await openSqlite();
  try {
    const texts = ['Subject: one\r\n\r\nintact\r\n', 'Subject: two\r\n\r\nharmed\r\n', 'Subject: three\r\n\r\ncut\r\n'];
    for (const text of texts) await opened.store.spool.accept(sample({ text }));
    await opened.store.spool.lanes();
    const again = await opened.reopen(() => {
      const database = new DatabaseSync(join(opened.folder, 'doorpost.db'));
      const set = database.prepare('UPDATE message SET content = ? WHERE content = ?');
      assert.equal(set.run(Buffer.from(texts[1]!.replace('harm', 'HARM')), Buffer.from(texts[1]!)).changes, 1);
      assert.equal(set.run(Buffer.from('Subject: three\r\n\r\nc'), Buffer.from(texts[2]!)).changes, 1);
      database.close();
    });
    const deliveries = await claim(again);
    assert.equal(deliveries.length, 3);
    let intact = 0;
    for (const { message } of deliveries) {
      const { content } = message;
      assert.ok(content.kind === 'inline');
      if (content.bytes.byteLength === content.sizeBytes) {
        intact += await read(again.spool.content(content));
        continue;
      }
      await assert.rejects(read(again.spool.content(content)), ContentDamaged);
    }
    assert.equal(intact, texts[0]!.length);
  } finally {
    await opened.dispose();
  }
});
