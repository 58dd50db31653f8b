import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '../../src/base/log.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { organization, START } from '../../src/store/contract/samples.ts';
import { followDirectory } from '../../src/store/follow-directory.ts';
import type { DirectoryEdit } from '../../src/directory/objects.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

const put = (name: string): DirectoryEdit => ({ verb: 'put', object: organization(name) });
const names = ({ current }: LiveDirectory): string[] => current.organizations.map(({ name }) => name).sort();

test('a change that somebody else made is in force soon; one that is in force already is not read again', async (context) => {
  const { store, dispose } = await openSqlite();
  context.after(dispose);
  let loads = 0;
  const { onNews } = store;
  const directory = {
    ...store.directory,
    load: () => {
      loads++;
      return store.directory.load();
    },
  };
  const live = new LiveDirectory(await store.directory.load());
  const stop = followDirectory({ directory, onNews }, live, silentLog);
  const inForce = async (revision: number): Promise<void> => {
    // Each look waits for an answer of the store.
    for (let look = 0; look < 1_000 && live.current.revision < revision; look++) await store.secrets.names();
    assert.equal(live.current.revision, revision);
  };
  await inForce(await store.directory.change([put('a')], 'ada', START));
  assert.deepEqual(names(live), ['a']);
  const loadsSoFar = loads;
  const edits = [put('b')];
  live.replace(live.current.changed(edits, await store.directory.change(edits, 'ada', START)));
  await store.secrets.names();
  assert.equal(loads, loadsSoFar);
  const several = ['c', 'd', 'e'].map((name) => store.directory.change([put(name)], 'ada', START));
  await inForce(Math.max(...(await Promise.all(several))));
  assert.deepEqual(names(live), ['a', 'b', 'c', 'd', 'e']);
  stop();
  await store.directory.change([put('f')], 'ada', START);
  await store.secrets.names();
  assert.deepEqual(names(live), ['a', 'b', 'c', 'd', 'e']);
});
