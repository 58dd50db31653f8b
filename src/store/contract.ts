/**
 * What every engine of the store has to do, as tests. An engine's own test calls `storeContract` with a way to open it;
 * what is peculiar to one engine (its files, its faults) is tested beside that call.
 */
import { test } from 'node:test';
import { directoryContract } from './contract-directory.ts';
import { notesContract } from './contract-notes.ts';
import { queueContract } from './contract-queue.ts';
import { spoolContract } from './contract-spool.ts';
import { traceContract } from './contract-trace.ts';
import type { Store } from './store.ts';

export interface OpenedStore {
  readonly store: Store;
  /** Closes it and opens it again on the same data. */
  reopen(): Promise<Store>;
  /** Closes whatever is open and removes the data. */
  dispose(): Promise<void>;
}

/** Runs one test on a fresh store. */
export type OnStore = (name: string, run: (opened: OpenedStore) => Promise<void>) => void;

export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  const onStore: OnStore = (what, run) => {
    test(`${name}: ${what}`, async () => {
      const opened = await open();
      try {
        await run(opened);
      } finally {
        await opened.dispose();
      }
    });
  };
  spoolContract(onStore);
  queueContract(onStore);
  directoryContract(onStore);
  traceContract(onStore);
  notesContract(onStore);
}
