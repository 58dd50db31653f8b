/**
 * The journal on the main thread: what is appended while one write runs shares the next one (group commit), and every write is a
 * write through to the disk. Nothing waits for a disk on this thread: the writes run in the system's thread pool.
 *
 * Promises: `append` resolves after the record is on disk, in the order of appending; a failed write rejects every record of its
 * batch, and nothing is written until `restart` (after a failed sync the next one may succeed without having written anything). What could
 * never be written is refused: a batch always fits into the file once the database has followed.
 */
import { close, constants, fdatasync, open, write } from 'node:fs';
import { promisify } from 'node:util';
import { bounds } from '../../../base/bounds.ts';
import { StoreUnavailable } from '../../store.ts';
import type { FaultSwitch } from '../fault.ts';
import { BatchBuilder, padded, recordBytes } from './journal-format.ts';
import { RingSpace } from './ring-space.ts';

/** Linux writes through when the file says so, in one call; elsewhere a sync follows the write. */
const WRITE_THROUGH = process.platform === 'linux';

/** The record is larger than the journal takes. It has to be split, or the verb has not happened. */
export class RecordTooLarge extends StoreUnavailable {}

export interface Appended {
  /** Number of the batch the record goes into. */
  readonly batch: number;
  /** Rejects with StoreUnavailable when the record is not in the journal. */
  readonly synced: Promise<void>;
}

export interface Journal {
  append(json: string, contents?: readonly Uint8Array[]): Appended;
  /** Resolves when all that was appended before is on disk (or was refused), with the number of the last batch on disk. */
  drained(): Promise<number>;
  /** Number of the last batch on disk. */
  readonly written: number;
  /** Octets on disk that the database lacks. */
  readonly unappliedBytes: number;
  /** The database has everything up to this batch. */
  applied(batch: number): void;
  /** A new life of the file, from its start, after all that counts has been applied. */
  restart(epoch: number): Promise<void>;
  /** Recovery is not possible now: what waits is refused, and what comes too, until `restart`. */
  refuse(reason: string): void;
  close(): Promise<void>;
}

interface Parts {
  readonly file: string;
  readonly fault: FaultSwitch | null;
  /** A batch is on disk. */
  readonly onWritten: () => void;
  /** No room until more was applied. */
  readonly onFull: () => void;
  /** A write failed; `restart` or `refuse` must follow. */
  readonly onFailed: (reason: string) => void;
}

interface Batch {
  readonly number: number;
  readonly builder: BatchBuilder;
  readonly waiting: { resolve(): void; reject(error: Error): void }[];
}

export async function openJournal(parts: Parts, epoch: number, allocatedBytes: number): Promise<Journal> {
  const { file, fault } = parts;
  let state: 'open' | 'recovering' | 'refusing' | 'closed' = 'open';
  let reason = '';
  let space = new RingSpace(allocatedBytes, bounds.store.journalRing);
  let written = 0;
  let nextNumber = 1;
  let descriptor = await openFile(file);
  let writing = false;
  let kicked = false;
  let full = false;
  let waitingBytes = 0;
  const spare: BatchBuilder[] = [];
  const batches: Batch[] = [];
  let drains: { after: number; resolve(batch: number): void }[] = [];

  const openBatch = (bytes: number): Batch => {
    const last = batches.at(-1);
    // The first may be on its way to the disk.
    const open = last !== undefined && !(writing && batches.length === 1);
    if (open && (last.builder.records === 0 || last.builder.bytes + bytes <= bounds.store.journalBatch)) return last;
    const made = { number: nextNumber++, builder: spare.pop() ?? new BatchBuilder(64 * 1024), waiting: [] };
    batches.push(made);
    return made;
  };

  const kick = (): void => {
    if (kicked || writing || full || state !== 'open' || batches.length === 0) return;
    kicked = true;
    // Records that this turn of the loop still brings go along.
    setImmediate(() => {
      kicked = false;
      writeNext();
    });
  };

  const writeNext = (): void => {
    const batch = batches[0];
    if (batch === undefined || writing || state !== 'open') return;
    if (fault?.hit('journal')) {
      fail(batch, 'injected fault at journal');
      return;
    }
    const start = space.take(batch.number, padded(batch.builder.bytes));
    if (start === null) {
      full = true;
      parts.onFull();
      return;
    }
    const bytes = batch.builder.finish(epoch, batch.number);
    writing = true;
    const after = (error: NodeJS.ErrnoException | null, count = bytes.length): void => {
      writing = false;
      if (error !== null) fail(batch, error.message);
      else if (count < bytes.length) fail(batch, 'the disk took only a part of it');
      else succeed(batch);
    };
    write(descriptor, bytes, 0, bytes.length, start, (error, count) => {
      if (error !== null || WRITE_THROUGH || count < bytes.length) after(error, count);
      else fdatasync(descriptor, (syncError) => after(syncError));
    });
  };

  const takeOut = (batch: Batch): void => {
    batches.shift();
    waitingBytes -= batch.builder.bytes;
    batch.builder.clear(bounds.store.batchKept);
    if (spare.length < 2) spare.push(batch.builder);
  };

  const succeed = (batch: Batch): void => {
    takeOut(batch);
    written = batch.number;
    // First the next write, then those who waited for this one.
    if (batches.length > 0) writeNext();
    for (const one of batch.waiting) one.resolve();
    parts.onWritten();
    settleDrains();
  };

  const fail = (batch: Batch, why: string): void => {
    takeOut(batch);
    state = 'recovering';
    reason = `The journal could not be written (${why})`;
    const error = new StoreUnavailable(reason);
    for (const one of batch.waiting) one.reject(error);
    parts.onFailed(`${reason}; it is being recovered`);
    settleDrains();
  };

  const settleDrains = (): void => {
    if (drains.length === 0) return;
    const first = batches[0]?.number ?? nextNumber;
    const ready = drains.filter((one) => one.after < first);
    drains = drains.filter((one) => one.after >= first);
    for (const one of ready) one.resolve(written);
  };

  const refuseAll = (): void => {
    const error = new StoreUnavailable(reason);
    for (const batch of batches.splice(0)) for (const one of batch.waiting) one.reject(error);
    waitingBytes = 0;
    settleDrains();
  };

  return {
    append(json, contents = []) {
      if (state === 'refusing' || state === 'closed')
        return { batch: nextNumber, synced: Promise.reject(new StoreUnavailable(reason)) };
      if (waitingBytes > bounds.store.journalWaiting)
        return { batch: nextNumber, synced: Promise.reject(new StoreUnavailable('the disk does not keep up')) };
      const bytes = recordBytes(json, contents);
      if (bytes > bounds.store.journalRecord)
        return { batch: nextNumber, synced: Promise.reject(new RecordTooLarge(`a record of ${bytes} octets`)) };
      const batch = openBatch(bytes);
      const before = batch.builder.records === 0 ? 0 : batch.builder.bytes;
      batch.builder.add(json, contents);
      waitingBytes += batch.builder.bytes - before;
      const synced = new Promise<void>((resolve, reject) => {
        batch.waiting.push({ resolve, reject });
      });
      kick();
      return { batch: batch.number, synced };
    },
    drained() {
      const last = batches.at(-1);
      if (last === undefined) return Promise.resolve(written);
      return new Promise((resolve) => drains.push({ after: last.number, resolve }));
    },
    get written() {
      return written;
    },
    get unappliedBytes() {
      return space.usedBytes;
    },
    applied(batch) {
      space.applied(batch);
      if (full) {
        full = false;
        kick();
      }
    },
    async restart(newEpoch) {
      const old = descriptor;
      descriptor = await openFile(file);
      await closeFile(old).catch(() => {});
      epoch = newEpoch;
      written = 0;
      nextNumber = 1;
      // Records that waited through the recovery get numbers of the new life.
      for (const [index, batch] of batches.entries()) batches[index] = { ...batch, number: nextNumber++ };
      drains = drains.map((one) => ({ ...one, after: nextNumber - 1 }));
      space = new RingSpace(space.allocatedBytes, bounds.store.journalRing);
      full = false;
      state = 'open';
      kick();
    },
    refuse(why) {
      if (state === 'closed') return;
      state = 'refusing';
      reason = why;
      refuseAll();
    },
    async close() {
      if (state === 'closed') return;
      state = 'closed';
      reason = 'the store is closed';
      refuseAll();
      await closeFile(descriptor).catch(() => {});
    },
  };
}

const openFile = (file: string): Promise<number> =>
  promisify(open)(file, constants.O_RDWR | (WRITE_THROUGH ? constants.O_DSYNC : 0), 0o600);
const closeFile = promisify(close);
