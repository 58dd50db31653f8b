/**
 * The journal's form on disk. Pure.
 *
 * A batch is what one sync made durable: a head of 32 octets, then records, then zeros up to the next block, so that no two batches
 * share a block and a torn write never touches what was acknowledged before.
 * A record is its length, the length of its JSON, the JSON (the nouns of `store.ts` as they are), then the inline contents it speaks of.
 *
 * The head of a batch stays as it is for ever: magic, epoch, number, length, records, checksum, version. A later program's records are
 * refused by it, not taken for the end of the journal.
 *
 * Batches of one life of the store (`epoch`) are numbered without gaps; a batch counts only with the right epoch, the next number and
 * a correct checksum. What an earlier lap or an earlier life left in the file is therefore never read again.
 */
import { crc32 } from 'node:zlib';
import { JOURNAL_VERSION, tooNew } from '../database/versions.ts';

const MAGIC = 0x444f_4f52; // "DOOR"
const HEAD_BYTES = 32;
const RECORD_HEAD_BYTES = 8;
/** Disks and file systems write in blocks of at least this size. */
export const BLOCK_BYTES = 4_096;

/** A batch's size is read from here, before the whole is. */
export const BATCH_HEAD_BYTES = HEAD_BYTES;

export const padded = (bytes: number): number => Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;

/** Longest JSON that is not measured: UTF-8 of a UTF-16 unit is three octets at most, and a batch has room for so much. */
const UNMEASURED_UNITS = 64 * 1024;

/** Octets that a record takes, at most; exact where it is large. */
export function recordBytes(json: string, contents: readonly Uint8Array[]): number {
  let bytes = RECORD_HEAD_BYTES + (json.length <= UNMEASURED_UNITS ? json.length * 3 : Buffer.byteLength(json));
  for (const content of contents) bytes += content.byteLength;
  return bytes;
}

/** Gathers the records of one batch. Reused from batch to batch: its memory stays. */
export class BatchBuilder {
  #buffer: Buffer;
  #used = HEAD_BYTES;
  #records = 0;

  constructor(initialBytes: number) {
    this.#buffer = Buffer.alloc(initialBytes);
  }

  get records(): number {
    return this.#records;
  }

  /** Octets the batch has now, unpadded. */
  get bytes(): number {
    return this.#used;
  }

  add(json: string, contents: readonly Uint8Array[]): void {
    let most = RECORD_HEAD_BYTES + json.length * 3; // UTF-8 of a UTF-16 unit is three octets at most
    for (const content of contents) most += content.byteLength;
    this.#reserve(most);
    const start = this.#used;
    const jsonBytes = this.#buffer.write(json, start + RECORD_HEAD_BYTES, 'utf8');
    let at = start + RECORD_HEAD_BYTES + jsonBytes;
    for (const content of contents) {
      this.#buffer.set(content, at);
      at += content.byteLength;
    }
    this.#buffer.writeUInt32LE(at - start, start);
    this.#buffer.writeUInt32LE(jsonBytes, start + 4);
    this.#used = at;
    this.#records++;
  }

  /** The batch, complete and padded: valid until `clear`. */
  finish(epoch: number, number: number): Buffer {
    const whole = padded(this.#used);
    this.#reserve(whole - this.#used);
    this.#buffer.fill(0, this.#used, whole);
    const head = this.#buffer;
    head.writeUInt32LE(MAGIC, 0);
    head.writeUInt32LE(epoch, 4);
    head.writeDoubleLE(number, 8);
    head.writeUInt32LE(this.#used, 16);
    head.writeUInt32LE(this.#records, 20);
    head.writeUInt32LE(0, 24);
    head.writeUInt32LE(JOURNAL_VERSION, 28);
    head.writeUInt32LE(crc32(head.subarray(0, this.#used)), 24);
    return head.subarray(0, whole);
  }

  /** Empties it; memory beyond `keepBytes` is given back. */
  clear(keepBytes: number): void {
    if (this.#buffer.length > keepBytes) this.#buffer = Buffer.alloc(keepBytes);
    this.#used = HEAD_BYTES;
    this.#records = 0;
  }

  #reserve(more: number): void {
    const needed = this.#used + more + BLOCK_BYTES;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(padded(Math.max(needed, this.#buffer.length * 2)));
    this.#buffer.copy(larger, 0, 0, this.#used);
    this.#buffer = larger;
  }
}

/** The head of a batch, read; null when it is not the batch looked for. */
export function batchBytes(head: Buffer, epoch: number, number: number): number | null {
  if (head.length < HEAD_BYTES || head.readUInt32LE(0) !== MAGIC) return null;
  if (head.readUInt32LE(4) !== epoch || head.readDoubleLE(8) !== number) return null;
  const bytes = head.readUInt32LE(16);
  return bytes >= HEAD_BYTES ? bytes : null;
}

export interface RawRecord {
  readonly json: string;
  /** The inline contents, one after the other. */
  readonly contents: Buffer;
}

/** The records of a batch; null when it is torn. Throws DatabaseTooNew. */
export function readBatch(batch: Buffer): RawRecord[] | null {
  const sum = batch.readUInt32LE(24);
  batch.writeUInt32LE(0, 24);
  if (crc32(batch) !== sum) return null;
  const version = batch.readUInt32LE(28);
  if (version > JOURNAL_VERSION) throw tooNew('The journal', version, JOURNAL_VERSION);
  const records: RawRecord[] = [];
  let at = HEAD_BYTES;
  for (let i = batch.readUInt32LE(20); i > 0; i--) {
    const end = at + batch.readUInt32LE(at);
    const jsonEnd = at + RECORD_HEAD_BYTES + batch.readUInt32LE(at + 4);
    records.push({
      json: batch.toString('utf8', at + RECORD_HEAD_BYTES, jsonEnd),
      contents: batch.subarray(jsonEnd, end),
    });
    at = end;
  }
  return records;
}
