/** The writer thread: it has the data directory to itself, and hands the calls that come to the writer. */
import { join } from 'node:path';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrations.ts';
import { lockDirectory } from '../directory-lock.ts';
import { createFaultSwitch } from '../fault.ts';
import { openJournalReader } from '../journal/journal-reader.ts';
import type { PostedCall, WorkerNews } from '../protocol.ts';
import { Writer } from './writer.ts';
import { openWriterState } from './writer-state.ts';

/** Calls in one commit: bounds how long the first one waits for the last. */
const CALLS_AT_ONCE = 512;

const { folder, now, faultMemory } = workerData as {
  folder: string;
  /** When it was begun. */
  now: number;
  faultMemory: SharedArrayBuffer | null;
};
const port = parentPort as MessagePort;
const file = join(folder, 'doorpost.db');
const JOURNAL = 'doorpost.journal';
const ASIDE = 'put-aside.jsonl';

const post = (news: WorkerNews): void => port.postMessage(news);

function start(): void {
  const lock = lockDirectory(folder);
  try {
    const database = openDatabase(file, 'write');
    migrate(database.handle, now);
    const writer = new Writer({
      state: openWriterState(database),
      reader: openJournalReader(join(folder, JOURNAL)),
      file,
      asideFile: join(folder, ASIDE),
      fault: faultMemory === null ? null : createFaultSwitch(faultMemory),
      post,
      closePort: () => port.close(),
      lock,
    });
    writer.begin();
    port.on('message', (first: readonly PostedCall[]) => writer.run(withThoseThatWait(first)));
    post({ kind: 'ready' });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Calls that have come meanwhile share its commit. */
function withThoseThatWait(first: readonly PostedCall[]): PostedCall[] {
  const calls = [...first];
  while (calls.length < CALLS_AT_ONCE) {
    const next = receiveMessageOnPort(port) as { message: readonly PostedCall[] } | undefined;
    if (next === undefined) break;
    calls.push(...next.message);
  }
  return calls;
}

try {
  start();
} catch (error) {
  post({ kind: 'failed', name: (error as Error).name, message: (error as Error).message });
}
