/** What a browser loads, read from Vite's own list: a first page that is quick over a VPN, and no part that grew unseen. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const FIRST_GZ = 300_000;
const ALL_GZ = 700_000;
const CHUNK_RAW = 550_000;
/** A browser asks a host for six at a time. */
const FIRST_FILES = 24;

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

function manifest(): Readonly<Record<string, Chunk>> {
  try {
    return JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Readonly<Record<string, Chunk>>;
  } catch {
    throw new Error('the admin center is not built: run `node web/build.mjs`');
  }
}

const bytes = (file: string): number => readFileSync(`${dist}${file}`).length;
/** As it travels: the compressed one that the server hands out. */
const packed = (file: string): number => bytes(`${file}.gz`);
const sum = (files: Iterable<string>): number => [...files].reduce((all, file) => all + packed(file), 0);

/** With all it imports at once. */
function filesOf(chunks: Readonly<Record<string, Chunk>>, names: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>();
  const next = [...names];
  const seen = new Set<string>();
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    const chunk = chunks[name];
    if (chunk === undefined || seen.has(name)) continue;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    next.push(...(chunk.imports ?? []));
  }
  return files;
}

const languages = ['en', 'de', 'fr', 'es'];

/** The chunk has words of a language, `src/words/de.ts` or `src/words/de/home.ts`. */
const languageOf = (name: string): string | undefined => /^src\/words\/(\w\w)(?:\.ts|\/)/u.exec(name)?.[1];

test('the first page, all of them, and each part keep to their budget, in every language', (t) => {
  const chunks = manifest();
  const home = 'src/pages/home/home-page.tsx';
  assert.ok(chunks[home] !== undefined && chunks['index.html']?.isEntry === true);
  for (const language of languages) {
    const own = language === 'en' ? [] : [`src/words/${language}.ts`];
    const words = ['home', 'alarms'].map((name) => `src/words/${language}/${name}.ts`);
    const ofFirst = filesOf(chunks, ['index.html', home, ...own, ...words]);
    const first = sum(ofFirst);
    const files = new Set(
      Object.entries(chunks)
        // A browser loads the words of one language.
        .filter(([name]) => [undefined, language].includes(languageOf(name)))
        .flatMap(([, { file, css = [] }]) => [file, ...css])
        .filter((file) => /\.(?:js|css)$/u.test(file)),
    );
    const all = sum(files);
    t.diagnostic(`${language}: first page ${Math.round(first / 1000)} kB, all ${Math.round(all / 1000)} kB (gzip)`);
    assert.ok(ofFirst.size <= FIRST_FILES, `the first page has ${ofFirst.size} files`);
    assert.ok(first <= FIRST_GZ, `the first page has ${first} bytes`);
    assert.ok(all <= ALL_GZ, `all pages have ${all} bytes`);
    assert.deepEqual(
      [...files].filter((file) => bytes(file) > CHUNK_RAW),
      [],
    );
    // It measured something.
    assert.ok(first > 100_000 && all > first);
    assert.ok(Object.keys(chunks).filter((name) => languageOf(name) === language).length > 30);
  }
});
