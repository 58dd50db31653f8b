import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchBuilder, BLOCK_BYTES, batchBytes, readBatch } from './journal-format.ts';

function batch(epoch: number, number: number, records: readonly (readonly [string, readonly Uint8Array[]])[]): Buffer {
  const builder = new BatchBuilder(64);
  for (const [json, contents] of records) builder.add(json, contents);
  return Buffer.from(builder.finish(epoch, number));
}
const read = (bytes: Buffer, epoch: number, number: number) => {
  const length = batchBytes(bytes, epoch, number);
  return length === null ? null : readBatch(bytes.subarray(0, length));
};

test('a batch comes back as it was, whatever its size', () => {
  const large = new Uint8Array(70_000).fill(7);
  const made = batch(3, 9, [
    ['{"a":"ü€𝄞"}', []],
    ['{}', [Uint8Array.of(1, 2), large]],
  ]);
  assert.equal(made.length % BLOCK_BYTES, 0);
  const records = read(made, 3, 9)!;
  assert.deepEqual(
    records.map((one) => [one.json, one.contents.length]),
    [
      ['{"a":"ü€𝄞"}', 0],
      ['{}', 70_002],
    ],
  );
  assert.deepEqual([...records[1]!.contents.subarray(0, 3)], [1, 2, 7]);
});

test('another life, another number, another file: not a batch', () => {
  const made = batch(3, 9, [['{}', []]]);
  assert.equal(read(made, 4, 9), null);
  assert.equal(read(made, 3, 10), null);
  assert.equal(read(Buffer.alloc(BLOCK_BYTES), 0, 0), null);
  assert.equal(batchBytes(Buffer.alloc(8), 3, 9), null);
});

test('one changed octet anywhere in it makes it torn', () => {
  const made = batch(3, 9, [['{"text":"hello"}', [Uint8Array.of(1, 2, 3)]]]);
  const length = batchBytes(made, 3, 9)!;
  for (let at = 0; at < length; at++) {
    const torn = Buffer.from(made);
    torn[at]! ^= 0x40;
    assert.equal(read(torn, 3, 9), null, `octet ${at}`);
  }
});

test('a builder is used again without remembering', () => {
  const builder = new BatchBuilder(64);
  builder.add('{"first":true}', [new Uint8Array(100_000)]);
  builder.finish(1, 1);
  builder.clear(4_096);
  assert.equal(builder.records, 0);
  builder.add('{"second":true}', []);
  const again = builder.finish(1, 2);
  assert.equal(again.length, BLOCK_BYTES);
  assert.deepEqual(
    read(Buffer.from(again), 1, 2)!.map((one) => one.json),
    ['{"second":true}'],
  );
});
