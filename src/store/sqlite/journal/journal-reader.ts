/** The writer thread's look into the journal. Synchronous: for worker threads. */
import { chmodSync, closeSync, fdatasyncSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { BATCH_HEAD_BYTES, BLOCK_BYTES, batchBytes, padded, type RawRecord, readBatch } from './journal-format.ts';

/** Written with zeros when the file is made: enough for a quiet house. */
const FIRST_BYTES = 1024 * 1024;

/** The next batch is looked for here. */
export interface JournalPlace {
  readonly epoch: number;
  readonly offset: number;
  /** Number of the batch before. */
  readonly number: number;
}

export interface ReadBatch {
  readonly records: readonly RawRecord[];
  readonly next: JournalPlace;
}

export interface JournalReader {
  /** Octets of the file. */
  readonly allocatedBytes: number;
  /** The batch after `place`, or null when there is none (or a torn one, which nobody was told of). */
  read(place: JournalPlace): ReadBatch | null;
  close(): void;
}

/** Opens the file, made when missing. `made`: there was none. */
export function openJournalReader(file: string): JournalReader & { readonly made: boolean } {
  const descriptor = openSync(file, 'a+', 0o600);
  chmodSync(file, 0o600);
  const made = fstatSync(descriptor).size === 0;
  if (made) {
    writeSync(descriptor, Buffer.alloc(FIRST_BYTES));
    fdatasyncSync(descriptor);
    syncName(file);
  }

  const readAt = (offset: number, bytes: number): Buffer => {
    const buffer = Buffer.allocUnsafe(bytes);
    let got = 0;
    while (got < bytes) {
      const count = readSync(descriptor, buffer, got, bytes - got, offset + got);
      if (count === 0) break;
      got += count;
    }
    return buffer.subarray(0, got);
  };
  const tryAt = (offset: number, { epoch, number }: JournalPlace): ReadBatch | null => {
    const first = readAt(offset, BLOCK_BYTES);
    const bytes = batchBytes(first.subarray(0, BATCH_HEAD_BYTES), epoch, number + 1);
    if (bytes === null) return null;
    const batch = bytes <= first.length ? first.subarray(0, bytes) : readAt(offset, bytes);
    if (batch.length < bytes) return null;
    const records = readBatch(batch);
    return records === null ? null : { records, next: { epoch, offset: offset + padded(bytes), number: number + 1 } };
  };

  return {
    made,
    get allocatedBytes() {
      return fstatSync(descriptor).size;
    },
    // The ring may have turned back to its start.
    read: (place) => tryAt(place.offset, place) ?? (place.offset === 0 ? null : tryAt(0, place)),
    close: () => closeSync(descriptor),
  };
}

/** A new file is only safe once its directory knows its name. Windows has no such call and needs none. */
export function syncName(file: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(dirname(file), 'r');
  fsyncSync(directory);
  closeSync(directory);
}
