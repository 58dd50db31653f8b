import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PersistentMap } from './persistent-map.ts';

const key = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a', 'b', 'constructor', '__proto__'));
const step = fc.tuple(key, fc.option(fc.nat(), { nil: undefined }));

function edited(map: PersistentMap<number>, steps: readonly (readonly [string, number | undefined])[]) {
  const edit = map.edit();
  for (const [name, value] of steps) edit.change(name, () => value);
  return edit.done();
}

test('it holds what a Map would, and an edit leaves the map before as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 200 }), { maxLength: 5 }), (edits) => {
      let map = PersistentMap.empty<number>();
      const model = new Map<string, number>();
      for (const steps of edits) {
        const before = map;
        const known = new Map(model);
        map = edited(map, steps);
        for (const [name, value] of steps)
          if (value === undefined) model.delete(name);
          else model.set(name, value);
        assert.equal(map.size, model.size);
        for (const [name] of steps) assert.equal(map.get(name), model.get(name));
        for (const name of new Set([...known.keys(), ...steps.map(([each]) => each)]))
          assert.equal(before.get(name), known.get(name));
      }
      for (const [name, value] of model) assert.equal(map.get(name), value);
    }),
  );
});

test('a hundred thousand keys that are alike are all found, and those that were taken out are not', () => {
  const names = Array.from({ length: 100_000 }, (_, n) => `user${n}@d${n % 7}.scale.test`);
  const map = edited(
    PersistentMap.empty(),
    names.map((name, n) => [name, n]),
  );
  const half = edited(
    map,
    names.filter((_, n) => n % 2 === 0).map((name) => [name, undefined]),
  );
  assert.equal(half.size, 50_000);
  for (const [n, name] of names.entries()) {
    assert.equal(map.get(name), n);
    assert.equal(half.get(name), n % 2 === 0 ? undefined : n);
  }
});

const made = (keys: readonly string[], values: readonly number[]): PersistentMap<readonly number[]> =>
  PersistentMap.of(keys, values, (present: readonly number[] = [], value): readonly number[] => [...present, value]);

test('a map that is made at once is the same as one that grew', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), fc.array(step, { maxLength: 300 }), (names, steps) => {
      const model = new Map<string, readonly number[]>();
      for (const [n, name] of names.entries()) model.set(name, [...(model.get(name) ?? []), n]);
      const edit = made(names, [...names.keys()]).edit();
      for (const [name, value] of steps) {
        edit.change(name, () => (value === undefined ? undefined : [value]));
        if (value === undefined) model.delete(name);
        else model.set(name, [value]);
      }
      const map = edit.done();
      assert.equal(map.size, model.size);
      for (const name of [...names, ...steps.map(([each]) => each)]) assert.deepEqual(map.get(name), model.get(name));
    }),
  );
});

test('a map of any size that is made at once has every key, and what shares a key in its order', () => {
  for (const count of [0, 1, 96, 97, 2_000, 50_000]) {
    const names = Array.from({ length: count }, (_, n) => `user${n >> 1}@scale.test`);
    const map = made(names, [...names.keys()]);
    assert.equal(map.size, Math.ceil(count / 2));
    for (let n = 0; n + 1 < count; n += 2) assert.deepEqual(map.get(names[n] as string), [n, n + 1]);
    assert.equal(map.get(`user${count}@scale.test`), undefined);
  }
});

test('keys of one hash are kept apart', () => {
  // Found by trial: FNV-1a gives the two of each pair the same 32 bits.
  const pairs = [
    ['costarring', 'liquid'],
    ['declinate', 'macallums'],
    ['altarage', 'zinke'],
  ] as const;
  const map = edited(
    PersistentMap.empty(),
    pairs.flat().map((name, n) => [name, n] as const),
  );
  for (const [n, name] of pairs.flat().entries()) assert.equal(map.get(name), n);
});

/** Of each pair both lead FNV-1a from one state to one state, found by trial: any row of them has the hash of any other. */
const BLOCKS = [
  ['7yzx.', 'e6ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
  ['5uzx.', 'g2ad.'],
] as const;
const alike = BLOCKS.reduce<readonly string[]>(
  (names, pair) => pair.flatMap((block) => names.map((name) => `${name}${block}`)),
  [''],
);

/** Of the processor, the best of a few. */
function costOf(act: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 5; time++) {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  return best;
}

test('names that somebody chose to have one hash cost as others do: made at once, added, looked for, taken out', () => {
  const use = (some: readonly string[]) => (): void => {
    const made = PersistentMap.of(some, some, (_, name) => name);
    const grown = edited(
      PersistentMap.empty(),
      some.map((name, n) => [name, n]),
    );
    for (const name of some) assert.equal(made.get(name), name);
    const none = edited(
      grown,
      some.map((name) => [name, undefined]),
    );
    assert.equal(none.size, 0);
  };
  const [few, many] = [costOf(use(alike.slice(0, alike.length / 8))), costOf(use(alike))];
  assert.ok(many < few * 32, `${few} us for an eighth of them, ${many} for all`);
});
