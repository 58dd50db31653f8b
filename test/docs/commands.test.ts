/** The commands that the pages for administrators show are commands there are: each parses. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commandTree, parse, withinOf, wordsOf } from '../../lab/commands.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = ['README.md', ...readdirSync(`${root}/docs/operate`).map((name) => `docs/operate/${name}`)];

/** Lines of code blocks that begin with our name; `<placeholder>` and `NAME ...` stand for a word. */
function commandsOf(page: string): readonly (readonly [line: string, words: readonly string[]])[] {
  const text = readFileSync(`${root}/${page}`, 'utf8');
  const blocks = [...text.matchAll(/^```(?:sh)?\n([\s\S]*?)^```/gmu)].map((match) => match[1] ?? '');
  return blocks
    .join('\n')
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
    .flatMap((line) => line.split(' && '))
    .map((line) => line.trim().replace(/^(?:sudo )?(?:-u \S+ )?(?:[A-Z_]+=\S+ )*/u, ''))
    .filter((line) => /^(?:\.\/)?doorpost /u.test(line) && !/ \.\.\.(?: |$)/u.test(line))
    .map((line) => {
      const plain = line
        .replaceAll(/<[^<>]+>/gu, 'X')
        .replace(/ {3,}\S.*$|\s+#.*$/u, '')
        .replace(/ [>|] .*$/u, '')
        .replace(/ \.\.\.$/u, '');
      return [line, wordsOf(plain).slice(1)] as const;
    });
}

for (const page of pages)
  test(`the commands of ${page} parse`, async () => {
    for (const [line, words] of commandsOf(page)) await assert.doesNotReject(parse(words), line);
  });

test('options that the pages name within a sentence are options of ours', () => {
  const ours = withinOf(commandTree()).flatMap(({ options }) => options.map(({ long }) => long));
  const known = new Set<string | null | undefined>([...ours, '--network' /* of Docker */]);
  const wrong = pages.flatMap((page) => {
    const text = readFileSync(`${root}/${page}`, 'utf8').replaceAll(/^```[\s\S]*?^```/gmu, '');
    return [...text.matchAll(/`([^`\n]*)`/gu)]
      .filter(([, code = '']) => /^(?:\.\/)?doorpost |^--/u.test(code))
      .flatMap(([, code = '']) => code.match(/(?<=^|\s)--[a-z][a-z0-9-]+/gu) ?? [])
      .filter((option) => !known.has(option))
      .map((option) => `${page}: ${option}`);
  });
  assert.deepEqual(wrong, []);
});

test('there are commands to look at', () => {
  assert.ok(pages.flatMap(commandsOf).length > 60);
});
