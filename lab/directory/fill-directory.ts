/** A program: makes a fresh data directory with a directory of a size. `fill-directory.ts FOLDER SIZE`; the size as JSON, null: nothing in it. */
import { mkdir, rm } from 'node:fs/promises';
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { directoryObjects, type DirectorySize } from './directory-objects.ts';

const [folder = '', said = 'null'] = process.argv.slice(2);
const size = JSON.parse(said) as DirectorySize | null;

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await using store = await openStore({
  folder,
  clock: systemClock,
  ids: createIdSource(systemClock, systemRandom),
  log: silentLog,
});
const objects = size === null ? [] : directoryObjects(size);
const edits = Array.from(objects, (object) => ({ verb: 'put' as const, object }));
if (edits.length > 0) await store.directory.change(edits, 'bench', systemClock.now());
