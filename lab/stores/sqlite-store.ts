/** Opens the embedded engine in a folder of its own, with a clock that stands still. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import type { OpenedStore } from '../../src/store/contract/on-store.ts';
import { START } from '../../src/store/contract/samples.ts';
import { type EmbeddedStore, openStore, type OpenStoreOptions } from '../../src/store/sqlite/open-store.ts';
import { createManualClock, type ManualClock } from '../manual-clock.ts';

export interface SqliteStore extends Omit<OpenedStore, 'reopen'> {
  readonly store: EmbeddedStore;
  /** @param between what is done to the folder while it is closed. */
  reopen(between?: () => void): Promise<EmbeddedStore>;
  readonly folder: string;
  readonly clock: ManualClock;
}

/** Smaller than in a house, so that large content is quickly made. */
const INLINE_LIMIT_BYTES = 64 * 1024;

export async function openSqlite(options: Partial<OpenStoreOptions> = {}, folder?: string): Promise<SqliteStore> {
  const clock = createManualClock(START);
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'doorpost-store-')));
  const open = (): Promise<EmbeddedStore> =>
    openStore({
      folder: home,
      clock,
      ids: createIdSource(clock, systemRandom),
      log: silentLog,
      inlineLimitBytes: INLINE_LIMIT_BYTES,
      ...options,
    });
  const first = await open();
  let current = first;
  return {
    folder: home,
    clock,
    store: first,
    async reopen(between) {
      await current[Symbol.asyncDispose]();
      between?.();
      current = await open();
      return current;
    },
    async dispose() {
      await current[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}
