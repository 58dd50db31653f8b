/** Whoever follows a link arrives: each leads to a file and a heading that are there, and every page can be come by from the README. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { allPages, anchorsOf, type Link, linksOf, pageAt } from '../../lab/pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const links = allPages.flatMap(linksOf);
const shown = ({ page, target }: Link): string => `${page}: ${target}`;

test('a link leads to a file of the repository', () => {
  const lost = links.filter(({ path }) => path !== null && !existsSync(`${root}/${path}`));
  assert.deepEqual(lost.map(shown), []);
});

test('an anchor is that of a heading', () => {
  const lost = links.filter(
    ({ path, anchor }) => anchor !== '' && path?.endsWith('.md') === true && !anchorsOf(path).has(anchor),
  );
  assert.deepEqual(lost.map(shown), []);
});

test('every page is found from the README', () => {
  const found = new Set(['README.md']);
  for (const page of found) {
    for (const { path } of linksOf(page)) if (path !== null && allPages.includes(pageAt(path))) found.add(pageAt(path));
  }
  // Beside tests stands what only those who change the tests look for.
  const lost = allPages.filter((page) => !found.has(page) && !page.startsWith('test/'));
  assert.deepEqual(lost, []);
});

test('a page for administrators is two clicks from the README at most: it stands there or in the index', () => {
  const near = new Set(['README.md', 'docs/README.md'].flatMap(linksOf).map(({ path }) => path));
  const far = allPages.filter((page) => /^docs\/(?:operate\/)?[^/]+$/u.test(page) && !near.has(page));
  assert.deepEqual(
    far.filter((page) => page !== 'docs/README.md'),
    [],
  );
});

test('a picture says in words what it shows, and every picture is shown', () => {
  const pictures = links.filter(({ isPicture }) => isPicture);
  assert.deepEqual(pictures.filter(({ text }) => text.length < 20).map(shown), []);
  const used = new Set(pictures.map(({ path }) => path));
  const folder = 'docs/pictures';
  const there = existsSync(`${root}/${folder}`) ? readdirSync(`${root}/${folder}`) : [];
  assert.deepEqual(
    there.filter((name) => name.endsWith('.svg') && !used.has(`${folder}/${name}`)),
    [],
  );
});

test('there are links to look at', () => {
  assert.ok(links.length > 120, `${links.length} found`);
  assert.ok(links.filter(({ anchor }) => anchor !== '').length > 2);
});
