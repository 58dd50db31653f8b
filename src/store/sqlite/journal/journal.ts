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
  return new Journal(parts, await openFile(parts.file), epoch, allocatedBytes);
}

export class Journal {
  readonly #parts: Parts;
  #descriptor: number;
  #epoch: number;
  #space: RingSpace;
  #state: 'open' | 'recovering' | 'refusing' | 'closed' = 'open';
  /** Why nothing can be appended, in a state that is not `open`. */
  #reason = '';
  #written = 0;
  #nextNumber = 1;
  /** The first of the batches is on its way to the disk. */
  #writing = false;
  /** The next write begins at the end of this turn of the loop. */
  #kicked = false;
  /** There is no room for the first until more was applied. */
  #full = false;
  /** In order; records are added to the last. */
  readonly #batches: Batch[] = [];
  #waitingBytes = 0;
  readonly #spare: BatchBuilder[] = [];
  #drains: { after: number; resolve(batch: number): void }[] = [];

  constructor(parts: Parts, descriptor: number, epoch: number, allocatedBytes: number) {
    this.#parts = parts;
    this.#descriptor = descriptor;
    this.#epoch = epoch;
    this.#space = new RingSpace(allocatedBytes, bounds.store.journalRing);
  }

  /** Number of the last batch on disk. */
  get written(): number {
    return this.#written;
  }

  /** Octets on disk that the database lacks. */
  get unappliedBytes(): number {
    return this.#space.usedBytes;
  }

  append(json: string, contents: readonly Uint8Array[] = []): Appended {
    if (this.#state === 'refusing' || this.#state === 'closed')
      return this.#refused(new StoreUnavailable(this.#reason));
    if (this.#waitingBytes > bounds.store.journalWaiting)
      return this.#refused(new StoreUnavailable('the disk does not keep up'));
    const bytes = recordBytes(json, contents);
    if (bytes > bounds.store.journalRecord) return this.#refused(new RecordTooLarge(`a record of ${bytes} octets`));
    const batch = this.#openBatch(bytes);
    const before = batch.builder.records === 0 ? 0 : batch.builder.bytes;
    batch.builder.add(json, contents);
    this.#waitingBytes += batch.builder.bytes - before;
    const synced = new Promise<void>((resolve, reject) => {
      batch.waiting.push({ resolve, reject });
    });
    this.#kick();
    return { batch: batch.number, synced };
  }

  /** Resolves when all that was appended before is on disk (or was refused), with the number of the last batch on disk. */
  drained(): Promise<number> {
    const last = this.#batches.at(-1);
    if (last === undefined) return Promise.resolve(this.#written);
    return new Promise((resolve) => this.#drains.push({ after: last.number, resolve }));
  }

  /** The database has everything up to this batch. */
  applied(batch: number): void {
    this.#space.applied(batch);
    if (!this.#full) return;
    this.#full = false;
    this.#kick();
  }

  /** A new life of the file, from its start, after all that counts has been applied. */
  async restart(epoch: number): Promise<void> {
    const old = this.#descriptor;
    this.#descriptor = await openFile(this.#parts.file);
    await closeFile(old).catch(() => {});
    this.#epoch = epoch;
    this.#written = 0;
    this.#nextNumber = 1;
    // Records that waited through the recovery get numbers of the new life.
    for (const [index, batch] of this.#batches.entries())
      this.#batches[index] = { ...batch, number: this.#nextNumber++ };
    this.#drains = this.#drains.map((one) => ({ ...one, after: this.#nextNumber - 1 }));
    this.#space = new RingSpace(this.#space.allocatedBytes, bounds.store.journalRing);
    this.#full = false;
    this.#state = 'open';
    this.#kick();
  }

  /** Recovery is not possible now: what waits is refused, and what comes too, until `restart`. */
  refuse(reason: string): void {
    if (this.#state === 'closed') return;
    this.#state = 'refusing';
    this.#reason = reason;
    this.#refuseAll();
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#reason = 'the store is closed';
    this.#refuseAll();
    await closeFile(this.#descriptor).catch(() => {});
  }

  #refused(error: StoreUnavailable): Appended {
    return { batch: this.#nextNumber, synced: Promise.reject(error) };
  }

  /** The batch that a record of so many octets goes into. */
  #openBatch(bytes: number): Batch {
    const last = this.#batches.at(-1);
    // The first may be on its way to the disk.
    const open = last !== undefined && !(this.#writing && this.#batches.length === 1);
    if (open && (last.builder.records === 0 || last.builder.bytes + bytes <= bounds.store.journalBatch)) return last;
    const builder = this.#spare.pop() ?? new BatchBuilder(64 * 1024);
    const made = { number: this.#nextNumber++, builder, waiting: [] };
    this.#batches.push(made);
    return made;
  }

  #kick(): void {
    if (this.#kicked || this.#writing || this.#full || this.#state !== 'open' || this.#batches.length === 0) return;
    this.#kicked = true;
    // Records that this turn of the loop still brings go along.
    setImmediate(this.#turnIsOver);
  }

  readonly #turnIsOver = (): void => {
    this.#kicked = false;
    this.#writeNext();
  };

  #writeNext(): void {
    const batch = this.#batches[0];
    if (batch === undefined || this.#writing || this.#state !== 'open') return;
    if (this.#parts.fault?.hit('journal')) {
      this.#fail(batch, 'injected fault at journal');
      return;
    }
    const start = this.#space.take(batch.number, padded(batch.builder.bytes));
    if (start === null) {
      this.#full = true;
      this.#parts.onFull();
      return;
    }
    const bytes = batch.builder.finish(this.#epoch, batch.number);
    this.#writing = true;
    const after = (error: NodeJS.ErrnoException | null, count = bytes.length): void => {
      this.#writing = false;
      if (error !== null) this.#fail(batch, error.message);
      else if (count < bytes.length) this.#fail(batch, 'the disk took only a part of it');
      else this.#succeed(batch);
    };
    write(this.#descriptor, bytes, 0, bytes.length, start, (error, count) => {
      if (error !== null || WRITE_THROUGH || count < bytes.length) after(error, count);
      else fdatasync(this.#descriptor, (syncError) => after(syncError));
    });
  }

  #succeed(batch: Batch): void {
    this.#takeOut(batch);
    this.#written = batch.number;
    // First the next write, then those who waited for this one.
    if (this.#batches.length > 0) this.#writeNext();
    for (const one of batch.waiting) one.resolve();
    this.#parts.onWritten();
    this.#settleDrains();
  }

  #fail(batch: Batch, why: string): void {
    this.#takeOut(batch);
    this.#state = 'recovering';
    this.#reason = `The journal could not be written (${why})`;
    const error = new StoreUnavailable(this.#reason);
    for (const one of batch.waiting) one.reject(error);
    this.#parts.onFailed(`${this.#reason}; it is being recovered`);
    this.#settleDrains();
  }

  /** It is the first. */
  #takeOut(batch: Batch): void {
    this.#batches.shift();
    this.#waitingBytes -= batch.builder.bytes;
    batch.builder.clear(bounds.store.batchKept);
    if (this.#spare.length < 2) this.#spare.push(batch.builder);
  }

  #refuseAll(): void {
    const error = new StoreUnavailable(this.#reason);
    for (const batch of this.#batches.splice(0)) for (const one of batch.waiting) one.reject(error);
    this.#waitingBytes = 0;
    this.#settleDrains();
  }

  #settleDrains(): void {
    if (this.#drains.length === 0) return;
    const first = this.#batches[0]?.number ?? this.#nextNumber;
    const ready = this.#drains.filter((one) => one.after < first);
    this.#drains = this.#drains.filter((one) => one.after >= first);
    for (const one of ready) one.resolve(this.#written);
  }
}

const openFile = (file: string): Promise<number> =>
  promisify(open)(file, constants.O_RDWR | (WRITE_THROUGH ? constants.O_DSYNC : 0), 0o600);
const closeFile = promisify(close);
