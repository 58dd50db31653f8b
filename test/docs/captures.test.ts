/**
 * What the pages show of the command line is what it says: each block under a `<!-- capture: name -->` is typed again on a real server.
 * UPDATE_DOCS=1 writes them. Names, times and numbers may differ; words may not.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { allPages } from '../../lab/pages.ts';
import { office, threeWays } from './captures/scenes.ts';

// Times are shown in the zone of whoever asks.
process.env['TZ'] = 'Europe/Berlin';

const root = fileURLToPath(new URL('../..', import.meta.url));
const BLOCK = /<!-- capture: ([a-z0-9 -]+) -->\n```[a-z]*\n([\s\S]*?)\n```/gu;

/** What differs from run to run: ids, passwords, times, figures, and how wide a column became by them. */
const words = (text: string): string =>
  text
    .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{16}(?:-\d+)?\b/gu, 'ID')
    .replaceAll(/(?<=(?:password|token|TOKEN):?[ =]+)[\w-]{20,}/gu, 'SECRET')
    .replaceAll(/\d+(?:[.:-]\d+)*/gu, '#')
    .replaceAll(/# (?:B|[KMGT]iB)\b/gu, '# bytes')
    .replaceAll(/[ \t]+/gu, ' ')
    .replaceAll(/[─-]{2,}/gu, '-');

test('the pages show what the commands say', async () => {
  const captures = new Map([...(await office()), ...(await threeWays())]);
  const used = new Set<string>();
  const differing: string[] = [];
  for (const page of allPages) {
    const text = readFileSync(`${root}/${page}`, 'utf8');
    const renewed = text.replaceAll(BLOCK, (block, name: string, shown: string) => {
      used.add(name);
      const capture = captures.get(name);
      assert.ok(capture !== undefined, `${page}: no scene has ${name}`);
      if (words(shown) === words(capture)) return block;
      differing.push(`${page}: ${name}`);
      return block.replace(shown, () => capture);
    });
    if (process.env['UPDATE_DOCS'] === '1' && renewed !== text) writeFileSync(`${root}/${page}`, renewed);
  }
  if (process.env['UPDATE_DOCS'] !== '1')
    assert.deepEqual(differing, [], 'run UPDATE_DOCS=1 npm test -- test/docs, and read what changed');
  assert.deepEqual(
    [...captures.keys()].filter((name) => !used.has(name)),
    [],
    'no page shows these',
  );
});
