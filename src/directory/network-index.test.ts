import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ObjectId } from '../base/id.ts';
import { overlaps, parseRange } from '../mail/network/address-ranges.ts';
import { NetworkIndex } from './network-index.ts';
import { coverage } from '../mail/network/peer-address.ts';

const ids = ['A', 'B', 'C'] as readonly string[] as readonly ObjectId[];
const v4 = fc.tuple(fc.nat(3), fc.nat(255), fc.integer({ min: 0, max: 32 }));
const v6 = fc.tuple(fc.nat(3), fc.nat(255), fc.integer({ min: 0, max: 128 }));
const network = fc.oneof(
  v4.map(([a, b, length]) => `10.${a}.0.${b}/${length}`),
  v4.map(([a, b]) => `10.${a}.0.${b}`),
  v4.map(([a, b, length]) => `::ffff:10.${a}.0.${b}/${96 + length}`),
  v6.map(([a, b, length]) => `2001:db8:${a}::${b.toString(16)}/${length}`),
);
const address = fc.oneof(
  v4.map(([a, b]) => `10.${a}.0.${b}`),
  v4.map(([a, b]) => `::ffff:10.${a}.0.${b}`),
  v6.map(([a, b]) => `2001:db8:${a}::${b.toString(16)}`),
);

test('it finds the networks that looking at each would find, the smallest first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(network, fc.constantFrom(...ids)), { maxLength: 40 }),
      fc.array(fc.nat(39), { maxLength: 10 }),
      address,
      network,
      (listed, removed, peer, around) => {
        const edit = NetworkIndex.empty().edit();
        const kept = new Map<string, readonly [string, ObjectId]>();
        const same = (text: string, id: ObjectId): string => {
          const range = parseRange(text);
          return `${range?.family} ${range?.first}/${range?.prefixLength} ${id}`;
        };
        for (const [text, id] of listed) {
          edit.add(text, id);
          if (!kept.has(same(text, id))) kept.set(same(text, id), [text, id]);
        }
        for (const [text, id] of removed.flatMap((at) => listed.slice(at, at + 1))) {
          edit.remove(text, id);
          kept.delete(same(text, id));
        }
        const index = edit.done();
        const found = [...index.covering(peer)];
        const wanted = [...kept.values()].filter(([text]) => coverage(text, peer) !== null);
        assert.deepEqual(
          found.map(({ text, id }) => same(text, id)).sort(),
          wanted.map(([text, id]) => same(text, id)).sort(),
        );
        // Remembered, and the same of an edit of it.
        assert.deepEqual([...index.covering(peer)], found);
        assert.deepEqual([...index.edit().done().covering(peer)], found);
        const fits = found.map(({ text }) => coverage(text, peer) ?? -1);
        assert.deepEqual(
          fits,
          [...fits].sort((a, b) => b - a),
        );
        const range = parseRange(around);
        assert.ok(range);
        assert.deepEqual(
          [...index.overlapping(range)].map(({ text, id }) => same(text, id)).sort(),
          [...kept.values()]
            .filter(([text]) => {
              const theirs = parseRange(text);
              return theirs !== null && overlaps(theirs, range);
            })
            .map(([text, id]) => same(text, id))
            .sort(),
        );
      },
    ),
  );
});

test('what is no address is covered by nothing', () => {
  const edit = NetworkIndex.empty().edit();
  edit.add('0.0.0.0/0', 'A' as ObjectId);
  edit.add('no network', 'A' as ObjectId);
  const index = edit.done();
  assert.deepEqual([...index.covering('unknown')], []);
  assert.deepEqual([...index.covering('')], []);
  assert.equal([...index.covering('192.0.2.1')].length, 1);
});

test('an edit is seen where the address was asked for before; more networks around it than are remembered are all found', () => {
  const edit = NetworkIndex.empty().edit();
  for (let length = 1; length <= 32; length++) edit.add(`0.0.0.0/${length}`, 'A' as ObjectId);
  const index = edit.done();
  for (const _ of [1, 2])
    assert.deepEqual(
      [...index.covering('0.0.0.0')].map(({ range }) => range.prefixLength),
      Array.from({ length: 32 }, (_, n) => 32 - n),
    );
  assert.equal([...index.covering('0.0.0.1')].length, 31);
  assert.equal([...index.covering('64.0.0.1')].length, 1);
  const more = index.edit();
  more.add('64.0.0.0/2', 'B' as ObjectId);
  assert.equal([...more.done().covering('64.0.0.1')].length, 2);
  assert.equal([...index.covering('64.0.0.1')].length, 1);
});
