/** `docs/words.md` names types that there are: each is exported by the file that its row links to, and by no other. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exportedTypesOf, files } from '../architecture/source.ts';

const page = readFileSync(new URL('../../docs/words.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| ([^|]+) \| \[`(\w+)`\]\(\.\.\/src\/([^)]+)\) \| ([^|]+) \|/gmu)].map(
  ([, word = '', type = '', path = '', meaning = '']) => ({ word, type, path, meaning }),
);

/** Files that export a type of their own, by its name. */
const homes = Map.groupBy(
  files.flatMap((file) => exportedTypesOf(file).map((name) => ({ name, path: file.path }))),
  ({ name }) => name,
);

test('each word is a type, exported once, by the file that it links to', () => {
  const wrong = rows.flatMap(({ word, type, path }) => {
    const found = homes.get(type)?.map((home) => home.path) ?? [];
    return found.length === 1 && found[0] === path
      ? []
      : [`${word}: ${type} is in ${found.join(' and ') || 'no file'}`];
  });
  assert.deepEqual(wrong, []);
});

test('a word stands for one thing, and a thing has one word', () => {
  assert.equal(new Set(rows.map(({ word }) => word)).size, rows.length);
  assert.equal(new Set(rows.map(({ type }) => type)).size, rows.length);
});

test('there are words to look at', () => {
  assert.ok(rows.length > 30, `${rows.length}`);
});
