/** A file that a page shows whole is that file, below `<!-- file: path -->`; UPDATE_DOCS=1 writes it. And pages that the program names are there. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { allPages, readPage } from '../../lab/pages.ts';
import { files } from '../architecture/source.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SHOWN = /(<!-- file: (\S+) -->\n```[a-z]*\n)[\s\S]*?(?=^```$)/gmu;

test('a file that a page shows is as it is', () => {
  let shown = 0;
  for (const page of allPages) {
    const text = readPage(page);
    const renewed = text.replaceAll(SHOWN, (_, before: string, file: string) => {
      shown++;
      return before + readFileSync(`${root}/${file}`, 'utf8');
    });
    if (process.env['UPDATE_DOCS'] === '1' && renewed !== text) writeFileSync(`${root}/${page}`, renewed);
    else assert.equal(text, renewed, `${page}: run UPDATE_DOCS=1 npm test -- test/docs`);
  }
  assert.ok(shown > 0);
});

test('a page that the program or the package names is there', () => {
  const others = ['packaging/compose.yaml', 'packaging/doorpost.service', 'Dockerfile'];
  const texts = [...files.map(({ path, text }) => [path, text]), ...others.map((path) => [path, readPage(path)])];
  const named = texts.flatMap(([path, text = '']) =>
    [...text.matchAll(/\bdocs\/[\w/-]+\.md\b/gu)].map(([page]) => [path, page] as const),
  );
  assert.ok(named.length > 10, `${named.length} found`);
  assert.deepEqual(
    named.filter(([, page]) => !existsSync(`${root}/${page}`)),
    [],
  );
});
