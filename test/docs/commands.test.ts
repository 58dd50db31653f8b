/** The commands that the pages show are commands there are: those in code blocks parse as they stand, and those that a sentence names exist. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionOf, commandTree, parse, withinOf, wordsOf } from '../../lab/commands.ts';
import { allPages, commandLinesOf, commandsNamedIn, readPage } from '../../lab/pages.ts';

/** What the past was like stands there in its own words. */
const HISTORY = new Set(['CHANGELOG.md']);
const pages = allPages.filter((page) => !page.startsWith('test/'));

/** Where `...` stands, more does. */
const isWhole = (line: string): boolean => !/ \.\.\.(?: |$)/u.test(line);

for (const page of pages)
  test(`the commands of ${page} parse`, async () => {
    for (const line of commandLinesOf(page).filter(isWhole))
      await assert.doesNotReject(parse(wordsOf(line).slice(1)), line);
  });

const program = commandTree();

test('commands that a sentence names are there, with the options it names', () => {
  const wrong = pages
    .filter((page) => !HISTORY.has(page))
    .flatMap((page) =>
      commandsNamedIn(page).flatMap((line) => {
        const { stranger, unknownOptions } = mentionOf(line.slice('doorpost '.length), program);
        return stranger === null && unknownOptions.length === 0
          ? []
          : [`${page}: ${[stranger ?? '', ...unknownOptions].join(' ')} in: ${line}`];
      }),
    );
  assert.deepEqual(wrong, []);
});

test('an option that stands alone is one of ours', () => {
  const ours = withinOf(program).flatMap(({ options }) => options.map(({ long }) => long));
  const known = new Set<string | null | undefined>([...ours, '--network' /* of Docker */]);
  const wrong = pages
    .filter((page) => page === 'README.md' || page.startsWith('docs/operate/'))
    .flatMap((page) =>
      [
        ...readPage(page)
          .replaceAll(/^```[\s\S]*?^```/gmu, '')
          .matchAll(/`(--[a-z][^`\n]*)`/gu),
      ]
        .flatMap(([, code = '']) => code.match(/(?<=^|\s)--[a-z][a-z0-9-]+/gu) ?? [])
        .filter((option) => !known.has(option))
        .map((option) => `${page}: ${option}`),
    );
  assert.deepEqual(wrong, []);
});

test('there are commands to look at', () => {
  assert.ok(pages.flatMap(commandLinesOf).length > 130, `${pages.flatMap(commandLinesOf).length} in blocks`);
  assert.ok(pages.flatMap(commandsNamedIn).length > 80, `${pages.flatMap(commandsNamedIn).length} in sentences`);
});
