/** Secrets that belong to nothing go, but never one that somebody has just put and is about to name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sweepSecrets } from '../../src/admin/secrets/sweep-secrets.ts';
import { silentLog } from '../../src/base/log.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

const MINUTE = 60_000;
/** Looks of a millisecond each. */
const LOOKS = 5_000;

test('what belongs to nothing is deleted once it has been there for an hour', async (context) => {
  const { store, clock, dispose } = await openSqlite();
  context.after(dispose);
  const { secrets } = store;
  const afterSweep = async (left: number): Promise<readonly string[]> => {
    for (let look = 0; look < LOOKS && (await secrets.names()).length > left; look++);
    return secrets.names();
  };
  await secrets.put('credential:OLD', new Uint8Array(8));
  await secrets.put('credential:AGAIN', new Uint8Array(8));
  await secrets.put('token:ci', new Uint8Array(8));
  await clock.advance(50 * MINUTE);
  await secrets.put('credential:YOUNG', new Uint8Array(8));
  await secrets.put('credential:AGAIN', new Uint8Array(9));
  await clock.advance(20 * MINUTE);
  const directory = new LiveDirectory({ revision: 0, objects: [] });
  const stop = sweepSecrets({ store, secrets, directory, clock, log: silentLog });
  context.after(stop);
  assert.deepEqual(await afterSweep(3), ['credential:AGAIN', 'credential:YOUNG', 'token:ci']);
  await clock.advance(61 * MINUTE);
  assert.deepEqual(await afterSweep(1), ['token:ci']);
});
