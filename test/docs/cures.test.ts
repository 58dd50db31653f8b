/** The commands that our own words name (cures, alarms, examples) are commands there are, with the options they name. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { commandTree, type Mention, mentionOf } from '../../lab/commands.ts';

const src = fileURLToPath(new URL('../../src', import.meta.url));

interface Mentioned extends Mention {
  readonly where: string;
  readonly words: string;
}

/** What follows our name where a sentence speaks of the program. */
const PROSE = new Set(['answers', 'command']);

/** From our name, or from where one is made as a value, to where the sentence, the string or the command ends. */
const MENTION = /(?<![\w/.-])(?:doorpost |command`)([a-z][^\n;`]*)/gu;

function mentionsOf(file: string, program: Command): readonly Mentioned[] {
  const text = readFileSync(`${src}/${file}`, 'utf8');
  return [...text.matchAll(MENTION)].map((match): Mentioned => {
    const words = (match[1] ?? '').split(/ && |, or |\. |\\n/u)[0] ?? '';
    return { where: file, words, ...mentionOf(words, program) };
  });
}

const program = commandTree();
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
);
const mentions = files.flatMap((file) => mentionsOf(file, program));

test('commands in our words exist', () => {
  const lost = mentions.filter(({ stranger }) => stranger !== null && !PROSE.has(stranger));
  assert.deepEqual(
    lost.map(({ where, words }) => `${where}: ${words}`),
    [],
  );
});

test('options in our words belong to their command', () => {
  const wrong = mentions.filter(({ unknownOptions }) => unknownOptions.length > 0);
  assert.deepEqual(
    wrong.map(({ where, words, unknownOptions }) => `${where}: ${unknownOptions.join(' ')} in: ${words}`),
    [],
  );
});

test('there are commands to look at', () => {
  assert.ok(mentions.filter(({ command }) => command !== program).length > 120);
});
