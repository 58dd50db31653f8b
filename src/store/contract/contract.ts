/**
 * The duties of every engine of the store, as tests. An engine's own test calls `storeContract` with a way to open it;
 * what is peculiar to one engine (its files, its faults) is tested beside that call.
 */
import { test } from 'node:test';
import { checksContract } from './checks.ts';
import { countsContract } from './counts.ts';
import { directoryContract } from './directory.ts';
import { nodesContract } from './nodes.ts';
import { notesContract } from './notes.ts';
import type { OnStore, OpenedStore } from './on-store.ts';
import { personContract } from './person.ts';
import { quarantineContract } from './quarantine.ts';
import { queueContract } from './queue.ts';
import { spoolContract } from './spool.ts';
import { traceContract } from './trace.ts';
import { traceSearchContract } from './trace-search.ts';
import { valuesContract } from './values.ts';

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
  quarantineContract(onStore);
  directoryContract(onStore);
  traceContract(onStore);
  traceSearchContract(onStore);
  countsContract(onStore);
  checksContract(onStore);
  notesContract(onStore);
  personContract(onStore);
  nodesContract(onStore);
  valuesContract(onStore);
}
