/** The audit log as an administrator reads it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { mailbox, startTestHouse } from '../../lab/houses/test-house.ts';

test('a change of 2,500 entries is shown whole', async () => {
  await using house = await startTestHouse();
  await house.put(...Array.from({ length: 2_500 }, (_, i) => mailbox(`m${i}@ours.test`)));
  const { code, out, err } = await cli(['audit', '--limit', '3000', '--json', '--data', house.folder]);
  assert.equal(code, 0, err);
  const items = JSON.parse(out) as readonly { readonly name: string }[];
  const named = new Set(items.map(({ name }) => name).filter((name) => /^m\d+@/u.test(name)));
  assert.equal(named.size, 2_500);
  const some = await cli(['audit', '--limit', '1200', '--json', '--data', house.folder]);
  assert.equal((JSON.parse(some.out) as readonly unknown[]).length, 1_200);
});
